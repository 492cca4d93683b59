//! Unknowns as intervals: the best and the worst that each alternative can still become, exactly.
//!
//! A value is a ratio of two sums over the open answers, so the optimum of each answer depends on the others. The
//! ratio is solved as a sequence of separable problems (W. Dinkelbach, "On nonlinear fractional programming",
//! Management Science 13, 1967); with finitely many cases it ends at the exact optimum after a few rounds.

use super::additive::percent;
use super::model::{Model, dot};

/// The range of a value over every combination of the answers that are not settled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The worst case, 0..100.
    pub low: f64,
    /// The best case, 0..100.
    pub high: f64,
}

/// What a case adds to the numerator of one alternative, and to the total.
type Part = (f64, f64);

/// The interval of each alternative; a point for all when every answer is sure.
pub fn intervals(model: &Model) -> Vec<Interval> {
    (0..model.alternatives)
        .map(|a| {
            let (fixed, open) = parts(model, a);
            let turned =
                open.iter().map(|cases| cases.iter().map(|&(n, t)| (t - n, t)).collect()).collect::<Vec<Vec<Part>>>();
            let least_total = fixed.1 + open.iter().map(|cases| least(cases)).sum::<f64>();
            let high = greatest_ratio(fixed, &open);
            // The least of n/t is one less the greatest of (t-n)/t; a total of zero is a value of zero.
            let low =
                if least_total > 0.0 { 100.0 - greatest_ratio((fixed.1 - fixed.0, fixed.1), &turned) } else { 0.0 };
            Interval { low: low.min(high), high }
        })
        .collect()
}

/// The settled part of an alternative, and the cases of every answer that is open.
fn parts(model: &Model, alternative: usize) -> (Part, Vec<Vec<Part>>) {
    let row = model.performance(alternative);
    let part = |weight: f64, loading: &[f64]| (weight * dot(row, loading), weight * loading.iter().sum::<f64>());
    let mut fixed = part(1.0, &model.base);
    let mut open = Vec::new();
    for term in &model.terms {
        if term.is_open() {
            let cases = term.drawn.iter().map(|&case| part(term.weight, term.case(case)));
            open.push(cases.collect());
        } else {
            let (n, t) = part(term.weight, term.loading());
            fixed = (fixed.0 + n, fixed.1 + t);
        }
    }
    (fixed, open)
}

fn least(cases: &[Part]) -> f64 {
    cases.iter().map(|&(_, t)| t).fold(f64::INFINITY, f64::min)
}

/// Dinkelbach's rounds: take in each answer the case with the greatest `n - ratio * t`, until the ratio stands.
fn greatest_ratio(fixed: Part, open: &[Vec<Part>]) -> f64 {
    let mut ratio = f64::NEG_INFINITY;
    let mut guess = 0.0;
    while guess > ratio {
        ratio = guess;
        let gain = |part: &Part| part.0 - ratio * part.1;
        let (n, t) = open.iter().fold(fixed, |sum, cases| {
            let best = cases.iter().copied().max_by(|x, y| gain(x).total_cmp(&gain(y)));
            let (n, t) = best.unwrap_or_default();
            (sum.0 + n, sum.1 + t)
        });
        guess = percent(n, t) / 100.0;
    }
    100.0 * ratio
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::model::tests::example;

    #[test]
    fn by_hand() {
        // Settled: W = (3, 1). Open: (0.5, 0) or (0, 1), and (3, 0) or (0, 3).
        let found = intervals(&example());
        let near = |x: f64, y: f64| assert!((x - y).abs() < 1e-9, "{x} is not {y}");
        near(found[0].high, 100.0 * 6.5 / 7.5);
        near(found[0].low, 100.0 * 3.0 / 8.0);
        near(found[1].high, 100.0 * (0.75 + 5.0) / 8.0);
        near(found[1].low, 100.0 * (1.625 + 1.0) / 7.5);
    }

    #[test]
    fn sure_answers_leave_a_point() {
        let mut model = example();
        model.terms.truncate(1);
        let found = intervals(&model);
        assert_eq!(found[0], Interval { low: 75.0, high: 75.0 });
    }

    #[test]
    fn nothing_has_weight() {
        let mut model = example();
        model.base = vec![0.0; 2];
        model.terms.clear();
        assert_eq!(intervals(&model), [Interval { low: 0.0, high: 0.0 }; 2]);
    }
}
