//! A ranking: a bar for each alternative, with its figures.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::meter;
use crate::text;

/// Bars with labels and figures.
#[derive(Clone, Debug)]
pub struct Bars<'a> {
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// How each role is painted.
    pub theme: &'a Theme,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is the bar of.
    pub label: String,
    /// How long it is, 0..1.
    pub share: f64,
    /// Figures beside it, each right-aligned in its column.
    pub figures: Vec<String>,
    /// Words behind it.
    pub remark: String,
    /// Whether it leads.
    pub leads: bool,
}

impl Widget for Bars<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let widest = |of: &dyn Fn(&Bar) -> usize| self.bars.iter().map(of).max().unwrap_or(0);
        let label = widest(&|b| text::width(&b.label)).min(usize::from(area.width) / 2);
        let columns = self.bars.iter().map(|b| b.figures.len()).max().unwrap_or(0);
        let figures: Vec<usize> =
            (0..columns).map(|i| widest(&|b| b.figures.get(i).map_or(0, |f| text::width(f)))).collect();
        let beside: usize = figures.iter().map(|w| w + 2).sum();
        let remark = widest(&|b| text::width(&b.remark));
        let whole = usize::from(area.width).saturating_sub(label + 2 + beside);
        let room = if remark > 0 { whole.saturating_sub((remark + 2).min(whole / 2)) } else { whole };
        let bar = u16::try_from(room.min(44)).unwrap_or(0);
        for (b, y) in self.bars.iter().zip(area.y..area.bottom()) {
            let style = if b.leads { self.theme.bar } else { self.theme.bar_quiet };
            let name = if b.leads { self.theme.strong } else { self.theme.text };
            let filled = meter(&self.theme.marks, bar, b.share);
            let pad = usize::from(bar).saturating_sub(text::width(&filled));
            let mut spans = vec![
                Span::styled(padded(&b.label, label), name),
                Span::raw("  "),
                Span::styled(filled, style),
                Span::raw(" ".repeat(pad)),
            ];
            for (figure, width) in b.figures.iter().zip(&figures) {
                spans.push(Span::styled(format!("  {figure:>width$}"), name));
            }
            let left = usize::from(area.width).saturating_sub(label + 2 + usize::from(bar) + beside);
            if left > 3 && !b.remark.is_empty() {
                spans.push(Span::styled(format!("  {}", text::truncate(&b.remark, left - 2)), self.theme.quiet));
            }
            put(buffer, area.x, y, &Line::from(spans), area.width);
        }
    }
}

/// A text in exactly so many columns.
pub fn padded(words: &str, columns: usize) -> String {
    let cut = text::truncate(words, columns);
    let pad = columns.saturating_sub(text::width(&cut));
    format!("{cut}{}", " ".repeat(pad))
}
