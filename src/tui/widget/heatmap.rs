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

/// Columns of a weight.
const WEIGHT: usize = 7;
/// Least columns of a share.
const CELL: usize = 5;

/// What stands where in a line.
struct Layout {
    /// Columns of a label; none where labels stand on lines of their own.
    label: Option<usize>,
    /// Columns before the first cell.
    lead: usize,
    /// Columns of each cell.
    cells: Vec<usize>,
    /// Columns of a shade.
    shade: usize,
}

impl HeatMap<'_> {
    /// Lines that it takes in so many columns.
    pub fn height(&self, width: u16) -> u16 {
        let each = if self.layout(width).label.is_some() { 1 } else { 2 };
        u16::try_from(self.rows.len() * each + 1).unwrap_or(u16::MAX)
    }

    /// Whole labels before the cells where there is room, else above them.
    fn layout(&self, width: u16) -> Layout {
        let total = usize::from(width);
        let longest = self.rows.iter().map(|r| text::width(&r.label)).max().unwrap_or(0).max(10);
        let weight = if self.rows.iter().any(|r| r.weight.is_some()) { WEIGHT } else { 0 };
        let before = total.saturating_sub(longest + weight);
        if let Some((cells, shade)) = self.cells(before, total / 2 / self.columns.len().max(1)) {
            return Layout { label: Some(longest), lead: longest, cells, shade };
        }
        let room = total.saturating_sub(2 + weight);
        let equal = room / self.columns.len().max(1);
        let cut = || (vec![equal; self.columns.len()], equal.saturating_sub(CELL));
        let (cells, shade) = self.cells(room, equal).unwrap_or_else(cut);
        Layout { label: None, lead: 2, cells, shade }
    }

    /// The widest cells of at most so many columns, each with room for its name; none where there is not so much room.
    fn cells(&self, room: usize, most: usize) -> Option<(Vec<usize>, usize)> {
        let names: Vec<usize> = self.columns.iter().map(|c| text::width(c) + 1).collect();
        let most = most.min(names.iter().copied().max().unwrap_or(0).max(CELL + 2));
        let wide = |cell: usize| names.iter().map(|name| cell.max(*name)).collect::<Vec<_>>();
        let fitting = (CELL..=most.max(CELL)).rev().find(|cell| wide(*cell).iter().sum::<usize>() <= room);
        fitting.map(|cell| (wide(cell), cell - CELL))
    }
}

impl Widget for HeatMap<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Layout { label, lead, cells, shade } = self.layout(area.width);
        let weighted = self.rows.iter().any(|r| r.weight.is_some());
        let part = if weighted { " weight" } else { "" };
        let mut head = vec![Span::styled(format!("{}{part}", padded("", lead)), self.theme.quiet)];
        let named = self.columns.iter().zip(&cells);
        head.extend(
            named.map(|(c, cell)| Span::styled(format!(" {}", padded(c, cell.saturating_sub(1))), self.theme.strong)),
        );
        put(buffer, area.x, area.y, &Line::from(head), area.width);
        let mut y = area.y.saturating_add(1);
        for row in self.rows {
            let name = padded(&row.label, label.unwrap_or(usize::from(area.width)));
            let mut spans = vec![Span::styled(name, self.theme.text)];
            if label.is_none() {
                set(buffer, area, y, std::mem::replace(&mut spans, vec![Span::raw("  ")]));
                y = y.saturating_add(1);
            }
            spans.extend(row.weight.map(|w| Span::styled(format!(" {:>3.0} % ", w * 100.0), self.theme.quiet)));
            for (&share, cell) in row.cells.iter().zip(&cells) {
                let step = step(share);
                let mark = self.theme.marks.shades.get(step).copied().unwrap_or(" ");
                let style = self.theme.heat.get(step).copied().unwrap_or(self.theme.text);
                spans.push(Span::styled(format!(" {}", mark.repeat(shade)), style));
                let rest = cell.saturating_sub(shade + 1);
                spans.push(Span::styled(format!("{:<rest$}", format!("{:>4.0}", share * 100.0)), self.theme.text));
            }
            set(buffer, area, y, spans);
            y = y.saturating_add(1);
        }
    }
}

fn set(buffer: &mut Buffer, area: Rect, y: u16, spans: Vec<Span<'_>>) {
    if y < area.bottom() {
        put(buffer, area.x, y, &Line::from(spans), area.width);
    }
}

/// The shade of a share: five steps.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..4")]
fn step(share: f64) -> usize {
    (share.clamp(0.0, 1.0) * 4.0).round() as usize
}
