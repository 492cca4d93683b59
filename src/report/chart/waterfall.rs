//! How the winner's lead over the runner-up comes about, answer by answer.

use super::canvas::{Anchor, Canvas, Role, Style, WIDTH, count, decimal, signed};
use crate::report::colour::Colour;

/// Steps from nothing to the lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    /// What the bars to the right speak for, e.g. "for the first".
    pub towards: String,
    /// What the bars to the left speak for.
    pub against: String,
    /// The steps in order; they add up to the lead. Those that would read as zero have no bar.
    pub steps: Vec<WaterfallStep>,
    /// The name of the sum.
    pub total: String,
}

/// One answer's part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallStep {
    /// What was said.
    pub label: String,
    /// Points of difference, signed.
    pub points: f64,
}

impl WaterfallStep {
    /// Whether it is more than zero at the precision that is shown.
    pub fn is_shown(&self) -> bool {
        self.points.abs() >= 0.05
    }
}

const LABELS: f64 = 270.0;
const ROW: f64 = 34.0;

impl Waterfall {
    pub(super) fn draw(&self, accent: Colour) -> Canvas {
        let mut canvas = Canvas::new(accent);
        let (low, high) = self.extent();
        let (left, right) = (LABELS + 60.0, WIDTH - 52.0);
        let at = |points: f64| left + (right - left) * (points - low) / (high - low);
        let head = 24.0;
        let ends = self.steps.iter().scan(0.0, |running, step| {
            let from = *running;
            *running += step.points;
            Some((step, from, *running))
        });
        let shown: Vec<_> = ends.filter(|(step, ..)| step.is_shown()).collect();
        let bottom = head + ROW * count(shown.len() + 1);
        canvas.text(at(0.0) - 8.0, 12.0, &format!("← {}", self.against), Style::small().at(Anchor::End));
        canvas.text(at(0.0) + 8.0, 12.0, &format!("{} →", self.towards), Style::small());
        canvas.line((at(0.0), head - 4.0), (at(0.0), bottom), Role::Quiet, 1.0, false);
        for (index, (step, from, next)) in shown.into_iter().enumerate() {
            let middle = head + ROW * (count(index) + 0.5);
            canvas.label(LABELS, middle, LABELS, 2, &step.label, Style::label().at(Anchor::End));
            let (from, to) = (at(from), at(next));
            if step.points >= 0.0 {
                canvas.bar(from, middle - 9.0, to - from, 18.0, Role::Accent);
                canvas.text(to + 6.0, middle + 4.7, &signed(step.points, 1), Style::label());
            } else {
                canvas.outline(from, middle - 9.0, to - from, 18.0, Role::Quiet);
                canvas.text(to - 6.0, middle + 4.7, &signed(step.points, 1), Style::label().at(Anchor::End));
            }
            canvas.line((to, middle + 9.0), (to, middle + ROW - 9.0), Role::Quiet, 1.0, true);
        }
        let running: f64 = self.steps.iter().map(|step| step.points).sum();
        let middle = bottom - ROW / 2.0;
        canvas.label(LABELS, middle, LABELS, 1, &self.total, Style::label().at(Anchor::End).bold(true));
        canvas.bar(at(0.0), middle - 9.0, at(running) - at(0.0), 18.0, Role::Ink);
        let (x, anchor) =
            if running < 0.0 { (at(running) - 6.0, Anchor::End) } else { (at(running) + 6.0, Anchor::Start) };
        canvas.text(x, middle + 4.7, &decimal(running, 1), Style::label().at(anchor).bold(true));
        canvas.tall(bottom + 6.0)
    }

    /// The lowest and highest point that the running sum reaches, with zero between them.
    fn extent(&self) -> (f64, f64) {
        let (mut low, mut high, mut running) = (0.0_f64, 0.0_f64, 0.0);
        for step in &self.steps {
            running += if step.points.is_finite() { step.points } else { 0.0 };
            low = low.min(running);
            high = high.max(running);
        }
        if high - low < 0.1 { (low - 0.05, high + 0.05) } else { (low, high) }
    }
}
