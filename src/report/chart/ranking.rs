//! The alternatives by value, each with the share of plausible models in which it comes first.

use super::canvas::{Anchor, Canvas, Role, Style, WIDTH, count, decimal};
use crate::report::colour::Colour;

/// The ranking of a decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// The alternatives, best first.
    pub bars: Vec<RankedBar>,
    /// What is printed over the shares, e.g. "first in"; none when there are no shares.
    pub share_title: Option<String>,
}

/// One alternative.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankedBar {
    /// Its name.
    pub label: String,
    /// Its overall value, 0 to 100.
    pub value: f64,
    /// The lowest and highest value that open answers allow.
    pub range: Option<(f64, f64)>,
    /// The share of models in which it comes first, 0 to 1.
    pub share: Option<f64>,
    /// Whether it is the recommended one.
    pub chosen: bool,
    /// Whether it is excluded: it stands apart, without a bar to compare.
    pub excluded: bool,
}

const LABELS: f64 = 190.0;
const SHARES: f64 = 545.0;
const ROW: f64 = 38.0;

impl Ranking {
    pub(super) fn draw(&self, accent: Colour) -> Canvas {
        let mut canvas = Canvas::new(accent);
        let head = 24.0;
        let left = LABELS + 10.0;
        let right = if self.share_title.is_some() { SHARES - 75.0 } else { WIDTH - 50.0 };
        let at = |value: f64| left + (right - left) * value.clamp(0.0, 100.0) / 100.0;
        let bottom = head + ROW * count(self.bars.len());
        canvas.text(left, 12.0, "Value, 0 to 100", Style::small());
        if let Some(title) = &self.share_title {
            canvas.text(SHARES, 12.0, title, Style::small());
        }
        for mark in [0.0, 25.0, 50.0, 75.0, 100.0] {
            canvas.line((at(mark), head - 4.0), (at(mark), bottom), Role::Line, 1.0, false);
        }
        for (index, bar) in self.bars.iter().enumerate() {
            let top = head + ROW * count(index);
            bar.draw(&mut canvas, top, left, &at);
            if let Some(share) = bar.share.filter(|_| !bar.excluded) {
                draw_share(&mut canvas, top, share, bar.chosen);
            }
        }
        canvas.tall(bottom + 6.0)
    }
}

impl RankedBar {
    fn draw(&self, canvas: &mut Canvas, top: f64, left: f64, at: &dyn Fn(f64) -> f64) {
        let middle = top + 15.0;
        canvas.label(LABELS, middle, LABELS, 2, &self.label, Style::label().at(Anchor::End).bold(self.chosen));
        if self.excluded {
            canvas.text(left + 4.0, middle + 4.7, "excluded", Style::small());
            return;
        }
        let end = at(self.value);
        canvas.bar(left, middle - 9.0, end - left, 18.0, if self.chosen { Role::Accent } else { Role::Muted });
        let mut beyond = end;
        if let Some((low, high)) = self.range.filter(|(low, high)| high - low > 1.0) {
            canvas.line((at(low), middle), (at(high), middle), Role::Ink, 1.25, false);
            for tip in [at(low), at(high)] {
                canvas.line((tip, middle - 4.0), (tip, middle + 4.0), Role::Ink, 1.25, false);
            }
            beyond = beyond.max(at(high));
        }
        let value = decimal(self.value, 1);
        canvas.text(beyond + 7.0, middle + 4.7, &value, Style::label().bold(self.chosen));
    }
}

fn draw_share(canvas: &mut Canvas, top: f64, share: f64, chosen: bool) {
    let middle = top + 15.0;
    let width = 80.0;
    canvas.bar(SHARES, middle - 4.0, width, 8.0, Role::Ground);
    if share > 0.0 {
        canvas.bar(
            SHARES,
            middle - 4.0,
            width * share.clamp(0.0, 1.0),
            8.0,
            if chosen { Role::Accent } else { Role::Muted },
        );
    }
    canvas.text(
        WIDTH,
        middle + 4.7,
        &crate::assessment::sentences::percent(share),
        Style::label().at(Anchor::End).bold(chosen),
    );
}
