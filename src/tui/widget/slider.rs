//! A slider: where a share stands, and where something flips.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;

/// A share on its range.
#[derive(Clone, Debug)]
pub struct Slider<'a> {
    /// Where it stands, 0..=`most`.
    pub share: f64,
    /// Where something flips.
    pub flips: Vec<f64>,
    /// The right end of the range.
    pub most: f64,
    /// Whether it was moved.
    pub moved: bool,
    /// How each role is painted.
    pub theme: &'a Theme,
}

impl Slider<'_> {
    /// The share that a column of so many stands for.
    pub fn share_at(column: u16, columns: u16, most: f64) -> f64 {
        let inner = columns.saturating_sub(3).max(1);
        most * f64::from(column.saturating_sub(1).min(inner)) / f64::from(inner)
    }

    /// The slider in so many columns.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares are clamped, columns are few")]
    pub fn spans(&self, columns: u16) -> Vec<Span<'static>> {
        let marks = &self.theme.marks;
        let inner = columns.saturating_sub(3).max(1);
        let at = |share: f64| 1 + ((share / self.most).clamp(0.0, 1.0) * f64::from(inner)).round() as u16;
        let knob = at(self.share);
        let flips: Vec<u16> = self.flips.iter().filter(|f| **f <= self.most).map(|f| at(*f)).collect();
        let [left, right] = marks.ends;
        (0..columns)
            .map(|x| match x {
                _ if x == knob => {
                    Span::styled(marks.knob, if self.moved { self.theme.warn } else { self.theme.strong })
                }
                0 => Span::styled(left, self.theme.quiet),
                _ if x + 1 == columns => Span::styled(right, self.theme.quiet),
                _ if flips.contains(&x) => Span::styled(marks.flip, self.theme.accent),
                _ => Span::styled(marks.rule, self.theme.quiet),
            })
            .collect()
    }
}

impl Widget for Slider<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        if !area.is_empty() {
            put(buffer, area.x, area.y, &Line::from(self.spans(area.width)), area.width);
        }
    }
}
