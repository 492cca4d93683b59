//! How far each single answer can move the winner's lead: the longest bar is what the result
//! rests on, and a bar that crosses the dashed line would change the recommendation.

use super::canvas::{Anchor, Canvas, Role, Style, WIDTH, count, decimal, signed};
use crate::report::colour::Colour;

/// Swings around the present figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tornado {
    /// What the figure is, e.g. "lead in points".
    pub axis: String,
    /// The figure today.
    pub centre: f64,
    /// Where the recommendation changes, usually 0.
    pub limit: f64,
    /// The swings, longest first.
    pub swings: Vec<Swing>,
}

/// How far one answer can move the figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Swing {
    /// What is varied.
    pub label: String,
    /// The figure at its lowest.
    pub low: f64,
    /// The figure at its highest.
    pub high: f64,
    /// What gives the lowest figure.
    pub low_label: String,
    /// What gives the highest figure.
    pub high_label: String,
}

const LABELS: f64 = 220.0;
const ROW: f64 = 46.0;

impl Tornado {
    pub(super) fn draw(&self, accent: Colour) -> Canvas {
        let mut canvas = Canvas::new(accent);
        let lows = self.swings.iter().map(|swing| swing.low).filter(|value| value.is_finite());
        let highs = self.swings.iter().map(|swing| swing.high).filter(|value| value.is_finite());
        let low = lows.fold(self.centre.min(self.limit), f64::min);
        let high = highs.fold(self.centre.max(self.limit), f64::max).max(low + 0.1);
        let (left, right) = (LABELS + 62.0, WIDTH - 46.0);
        let at = |value: f64| left + (right - left) * (value - low) / (high - low);
        let head = 40.0;
        let bottom = head + ROW * count(self.swings.len());
        canvas.text(LABELS + 14.0, 12.0, &self.axis, Style::small());
        for index in 0..self.swings.len() {
            // the lines leave out the words under the bars
            let (top, end) = (head + ROW * count(index) - 6.0, head + ROW * count(index) + 27.0);
            canvas.line((at(self.limit), top), (at(self.limit), end), Role::Ink, 1.5, true);
            canvas.line((at(self.centre), top), (at(self.centre), end), Role::Quiet, 1.0, false);
        }
        canvas.text(
            at(self.centre),
            head - 11.0,
            &format!("today {}", decimal(self.centre, 1)),
            Style::small().at(Anchor::Middle),
        );
        if (at(self.centre) - at(self.limit)).abs() > 90.0 {
            canvas.text(at(self.limit), head - 11.0, "changes here", Style::small().at(Anchor::Middle));
        }
        for (index, swing) in self.swings.iter().enumerate() {
            let middle = head + ROW * count(index) + 16.0;
            let crosses = swing.low < self.limit && swing.high > self.limit;
            canvas.label(LABELS, middle, LABELS, 2, &swing.label, Style::label().at(Anchor::End).bold(crosses));
            let role = if crosses { Role::Accent } else { Role::Muted };
            canvas.bar(at(swing.low), middle - 8.0, at(swing.high) - at(swing.low), 16.0, role);
            canvas.text(at(swing.low) - 6.0, middle + 4.7, &signed(swing.low, 1), Style::label().at(Anchor::End));
            canvas.text(at(swing.high) + 6.0, middle + 4.7, &signed(swing.high, 1), Style::label());
            swing.draw_ends(&mut canvas, (left - 40.0, right + 46.0), middle + 18.0);
        }
        canvas.tall(bottom + 4.0)
    }
}

impl Swing {
    /// What gives the two ends, under the bar: one half of the row each.
    fn draw_ends(&self, canvas: &mut Canvas, (left, right): (f64, f64), middle: f64) {
        let room = (right - left) / 2.0 - 10.0;
        canvas.label(left, middle, room, 1, &self.low_label, Style::small());
        canvas.label(right, middle, room, 1, &self.high_label, Style::small().at(Anchor::End));
    }
}
