//! Steps over days: what happens when in the first months.

use super::canvas::{Anchor, Canvas, Role, Style, WIDTH, count, decimal};
use crate::report::colour::Colour;

/// Steps on a line of days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The last day, e.g. 90.
    pub days: u32,
    /// The steps in order.
    pub spans: Vec<Span>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// What is done.
    pub label: String,
    /// First day.
    pub from: u32,
    /// Last day.
    pub to: u32,
}

const LABELS: f64 = 330.0;
const ROW: f64 = 34.0;

impl Timeline {
    pub(super) fn draw(&self, accent: Colour) -> Canvas {
        let mut canvas = Canvas::new(accent);
        let (left, right) = (LABELS + 18.0, WIDTH - 8.0);
        let last = f64::from(self.days.max(1));
        let at = |day: f64| left + (right - left) * (day / last).clamp(0.0, 1.0);
        let head = 26.0;
        let bottom = head + ROW * count(self.spans.len());
        for mark in 0..=3_u32 {
            let day = last * f64::from(mark) / 3.0;
            let anchor = if mark == 3 {
                Anchor::End
            } else if mark == 0 {
                Anchor::Start
            } else {
                Anchor::Middle
            };
            canvas.text(at(day), 12.0, &format!("day {}", decimal(day.max(1.0), 0)), Style::small().at(anchor));
            canvas.line((at(day), head - 6.0), (at(day), bottom), Role::Line, 1.0, false);
        }
        for (index, span) in self.spans.iter().enumerate() {
            let middle = head + ROW * (count(index) + 0.5);
            canvas.label(0.0, middle, LABELS, 2, &span.label, Style::label());
            let from = at(f64::from(span.from.saturating_sub(1)));
            let to = at(f64::from(span.to.max(span.from)));
            let early = f64::from(span.to) <= last / 3.0 + 0.5;
            canvas.bar(from, middle - 7.0, to - from, 14.0, if early { Role::Accent } else { Role::Muted });
        }
        canvas.tall(bottom + 4.0)
    }
}
