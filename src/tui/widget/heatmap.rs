//! The performance table as shades: how well each alternative serves each criterion.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::bars::padded;
use crate::text;

/// A table of shares.
#[derive(Clone, Debug)]
pub struct HeatMap<'a> {
    /// What the columns are called.
    pub columns: Vec<String>,
    /// From top to bottom.
    pub rows: Vec<HeatRow>,
    /// How each role is painted.
    pub theme: &'a Theme,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// What it is about.
    pub label: String,
    /// How much it counts, 0..1, where that has a meaning.
    pub weight: Option<f64>,
    /// Each column's share, 0..1.
    pub cells: Vec<f64>,
}

impl HeatMap<'_> {
    /// Lines that it takes.
    pub fn height(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(1)
    }
}

impl Widget for HeatMap<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let columns = self.columns.len().max(1);
        let total = usize::from(area.width);
        let widest = self.columns.iter().map(|c| text::width(c)).max().unwrap_or(0);
        let cell = (total / 2 / columns).min(widest.max(6) + 1).max(5);
        let longest = self.rows.iter().map(|r| text::width(&r.label)).max().unwrap_or(0);
        let weighted = self.rows.iter().any(|r| r.weight.is_some());
        let label = total.saturating_sub(cell * columns + if weighted { 7 } else { 0 }).min(longest.max(10));
        let part = if weighted { " weight" } else { "" };
        let mut head = vec![Span::styled(format!("{}{part}", padded("", label)), self.theme.quiet)];
        head.extend(self.columns.iter().map(|c| Span::styled(format!(" {}", padded(c, cell - 1)), self.theme.strong)));
        put(buffer, area.x, area.y, &Line::from(head), area.width);
        for (row, y) in self.rows.iter().zip(area.y.saturating_add(1)..area.bottom()) {
            let weight = row.weight.map_or_else(String::new, |w| format!(" {:>3.0} % ", w * 100.0));
            let mut spans =
                vec![Span::styled(padded(&row.label, label), self.theme.text), Span::styled(weight, self.theme.quiet)];
            for &share in &row.cells {
                let step = step(share);
                let shade = self.theme.marks.shades.get(step).copied().unwrap_or(" ");
                let style = self.theme.heat.get(step).copied().unwrap_or(self.theme.text);
                spans.push(Span::styled(format!(" {}", shade.repeat(cell.saturating_sub(5))), style));
                spans.push(Span::styled(format!("{:>4.0}", share * 100.0), self.theme.text));
            }
            put(buffer, area.x, y, &Line::from(spans), area.width);
        }
    }
}

/// The shade of a share: five steps.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..4")]
fn step(share: f64) -> usize {
    (share.clamp(0.0, 1.0) * 4.0).round() as usize
}
