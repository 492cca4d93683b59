//! A tornado: how far each answer, or each weight, can move the lead. Beyond the line at nought another one leads.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::bars::padded;

/// Ranges of the lead, widest first.
#[derive(Clone, Debug)]
pub struct Tornado<'a> {
    /// From top to bottom.
    pub swings: Vec<Swing>,
    /// The lead as it stands, in points.
    pub now: f64,
    /// How each role is painted.
    pub theme: &'a Theme,
}

/// One range.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// What moves it.
    pub label: String,
    /// The smallest lead, in points.
    pub low: f64,
    /// The greatest lead, in points.
    pub high: f64,
}

impl Tornado<'_> {
    /// Lines that it takes.
    pub fn height(&self) -> u16 {
        u16::try_from(self.swings.len()).unwrap_or(u16::MAX)
    }
}

impl Widget for Tornado<'_> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares lie in 0..1, columns are few")]
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let theme = self.theme;
        let chart = if area.width < 50 { 9 } else { (area.width * 2 / 5).min(40) };
        let label = usize::from(area.width.saturating_sub(chart + 15));
        let least = self.swings.iter().map(|s| s.low).fold(self.now.min(0.0), f64::min);
        let most = self.swings.iter().map(|s| s.high).fold(self.now.max(0.0), f64::max);
        let span = (most - least).max(1e-9);
        let at = |v: f64| (((v - least) / span).clamp(0.0, 1.0) * f64::from(chart - 1)).round() as u16;
        let [_, _, half, _, full] = theme.marks.shades;
        for (swing, y) in self.swings.iter().zip(area.y..area.bottom()) {
            let (from, to) = (at(swing.low), at(swing.high));
            let cell = |x: u16| {
                let inside = (from..=to).contains(&x);
                match x {
                    _ if x == at(self.now) => Span::styled(theme.marks.dot, theme.strong),
                    _ if x == at(0.0) => Span::styled(theme.marks.down, theme.text),
                    _ if inside && x < at(0.0) => Span::styled(half, theme.bad),
                    _ if inside => Span::styled(full, theme.bar_quiet),
                    _ => Span::raw(" "),
                }
            };
            let mut spans = vec![
                Span::styled(padded(&swing.label, label), theme.text),
                Span::styled(format!(" {:>+5.1} ", swing.low), if swing.low < 0.0 { theme.warn } else { theme.quiet }),
            ];
            spans.extend((0..chart).map(cell));
            spans.push(Span::styled(format!(" {:>+5.1}", swing.high), theme.quiet));
            put(buffer, area.x, y, &Line::from(spans), area.width);
        }
    }
}
