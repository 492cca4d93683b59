//! Sensitivity: at which weight the recommendation flips, in closed form, and what moves the lead most.
//!
//! Every numerator is linear in every single weight, so the weights at which the recommended alternative holds are
//! an interval, bounded by the nearest crossing with a rival (weight stability interval; Mareschal 1988).

use super::additive::share;
use super::model::Model;
use super::ranking::leader;

pub use self::tornado::{Bar, tornado};

mod tornado;

/// The interval of one raw weight within which the recommendation holds, all other raw weights as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Stability {
    /// The weight as it stands.
    pub current: f64,
    /// Its share of the sum of all criterion weights, 0..1.
    pub share: f64,
    /// Where the recommendation flips when the weight shrinks; `None`: never.
    pub low: Option<Flip>,
    /// Where it flips when the weight grows; `None`: never.
    pub high: Option<Flip>,
}

/// A weight at which another alternative takes over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flip {
    /// The raw weight at which the two are equal.
    pub at: f64,
    /// That weight as its share of the sum of all criterion weights, 0..1.
    pub share: f64,
    /// Who leads beyond it.
    pub to: usize,
}

/// One weight under change: numerators `rest_a + x * slope_a`, total `rest + x * unit`.
struct Line {
    x: f64,
    rest: Vec<f64>,
    slope: Vec<f64>,
    rest_total: f64,
    unit: f64,
}

/// For each term, the stability of its question's weight; `None` when its answer has no part in the value.
pub fn question_stability(model: &Model) -> Vec<Option<Stability>> {
    let weights = model.weights();
    let terms = model.terms.iter();
    terms
        .map(|term| {
            let loading = term.loading();
            if loading.iter().all(|&e| e <= 0.0) {
                return None;
            }
            Line::of(model, &weights, term.weight, loading).stability(model)
        })
        .collect()
}

/// For each criterion, the stability of its raw weight `W_k`. Empty when nothing is recommended.
pub fn criterion_stability(model: &Model) -> Vec<Stability> {
    let weights = model.weights();
    let unit = |k: usize| (0..model.criteria).map(|j| f64::from(u8::from(j == k))).collect::<Vec<_>>();
    (0..model.criteria).filter_map(|k| Line::of(model, &weights, weights[k], &unit(k)).stability(model)).collect()
}

impl Line {
    /// `x` times `loading` is the part of the raw `weights` that moves.
    fn of(model: &Model, weights: &[f64], x: f64, loading: &[f64]) -> Self {
        let mut rest = weights.to_vec();
        for (weight, e) in rest.iter_mut().zip(loading) {
            *weight = (*weight - x * e).max(0.0);
        }
        Self {
            x,
            rest_total: rest.iter().sum(),
            rest: model.gains(&rest),
            slope: model.gains(loading),
            unit: loading.iter().sum(),
        }
    }

    fn numerators(&self, x: f64) -> Vec<f64> {
        self.rest.iter().zip(&self.slope).map(|(r, s)| r + x * s).collect()
    }

    fn total(&self, x: f64) -> f64 {
        self.rest_total + x * self.unit
    }

    fn share(&self, x: f64) -> f64 {
        share(x * self.unit, self.total(x))
    }

    fn stability(&self, model: &Model) -> Option<Stability> {
        let first = leader(&self.numerators(self.x), &model.excluded)?;
        let mut low: Option<(f64, f64, usize)> = None;
        let mut high: Option<(f64, f64, usize)> = None;
        for rival in (0..model.alternatives).filter(|&b| b != first && model.eligible(b)) {
            let slope = self.slope[first] - self.slope[rival];
            let at = (self.rest[rival] - self.rest[first]) / slope;
            // Where several cross at one place, the one that moves fastest leads beyond it.
            let crossing = Some((at, slope.abs(), rival));
            if slope > 0.0 && at > 0.0 && low.is_none_or(|l| (at, slope.abs()) > (l.0, l.1)) {
                low = crossing;
            }
            if slope < 0.0 && at.is_finite() && high.is_none_or(|h| (-at, slope.abs()) > (-h.0, h.1)) {
                high = crossing;
            }
        }
        // At a tie rounding may put the crossing just on the other side of where the weight is.
        let flip = |at: f64, to| Flip { at, share: self.share(at), to };
        Some(Stability {
            current: self.x,
            share: self.share(self.x),
            low: low.map(|(at, _, to)| flip(at.min(self.x), to)),
            high: high.map(|(at, _, to)| flip(at.max(self.x), to)),
        })
    }
}

/// The lead of `first` over its best rival in points of value; negative when another leads, `None` without rival.
fn lead(numerators: &[f64], total: f64, first: usize, model: &Model) -> Option<f64> {
    let rivals = (0..model.alternatives).filter(|&b| b != first && model.eligible(b));
    let best = rivals.map(|b| numerators[b]).max_by(f64::total_cmp)?;
    Some(100.0 * share(numerators[first] - best, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::model::tests::example;

    #[test]
    fn flips_by_hand() {
        let model = example();
        // Raw weights (3, 2): 3 against 0.75 + 2. Criterion 1: 0.75 x = 2, so 0 leads above 8/3.
        let criteria = criterion_stability(&model);
        let low = criteria[0].low.expect("0 loses when its criterion shrinks");
        assert!((low.at - 8.0 / 3.0).abs() < 1e-12 && low.to == 1);
        assert!((low.share - 4.0 / 7.0).abs() < 1e-12);
        assert_eq!(criteria[0].high, None);
        // Criterion 2: 3 = 0.75 + x, so 1 leads above 2.25.
        assert_eq!(criteria[1].low, None);
        assert_eq!(criteria[1].high, Some(Flip { at: 2.25, share: 2.25 / 5.25, to: 1 }));
        // Question 1 carries (1, 0): 1 + x = 0.25 + 0.25 x + 2.
        let questions = question_stability(&model);
        let low = questions[0].as_ref().and_then(|s| s.low).expect("flips downward");
        assert!((low.at - 5.0 / 3.0).abs() < 1e-12);
        assert_eq!(questions[2], None);
    }

    #[test]
    fn never_alone_and_nobody() {
        let mut model = example();
        model.performance = vec![1.0, 1.0, 0.5, 0.5];
        for stability in criterion_stability(&model) {
            assert_eq!((stability.low, stability.high), (None, None));
        }
        model.excluded = vec![true, true];
        assert!(criterion_stability(&model).is_empty());
    }
}
