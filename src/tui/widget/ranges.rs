//! Ranges of values: from the worst to the best case, with where each stands now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::bars::padded;
use crate::text;

/// Ranges on a common scale.
#[derive(Clone, Debug)]
pub struct Ranges<'a> {
    /// From top to bottom.
    pub ranges: Vec<Range>,
    /// How each role is painted.
    pub theme: &'a Theme,
}

/// One range of 0..100.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// What it is the range of.
    pub label: String,
    /// The worst case.
    pub low: f64,
    /// As it stands.
    pub now: f64,
    /// The best case.
    pub high: f64,
}

impl Widget for Ranges<'_> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "values are clamped, columns are few")]
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let label = self.ranges.iter().map(|r| text::width(&r.label)).max().unwrap_or(0).min(14);
        let chart = area.width.saturating_sub(u16::try_from(label).unwrap_or(0) + 14).clamp(8, 50);
        let at = |v: f64| ((v / 100.0).clamp(0.0, 1.0) * f64::from(chart - 1)).round() as u16;
        for (range, y) in self.ranges.iter().zip(area.y..area.bottom()) {
            let (from, to, now) = (at(range.low), at(range.high), at(range.now));
            let cell = |x: u16| match x {
                _ if x == now => Span::styled(theme.marks.dot, theme.strong),
                _ if (from..=to).contains(&x) => Span::styled(theme.marks.way[0], theme.bar),
                _ => Span::styled(" ", theme.text),
            };
            let mut spans = vec![Span::styled(padded(&range.label, label), theme.text), Span::raw("  ")];
            spans.extend((0..chart).map(cell));
            spans.push(Span::styled(format!("  {:>3.0} to {:>3.0}", range.low, range.high), theme.text));
            put(buffer, area.x, y, &Line::from(spans), area.width);
        }
    }
}
