//! Values and contributions: how much each alternative is worth, and which answer brought which part of it.

use super::model::{Model, dot};

/// The value of every alternative under the stated answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// `sum_k W_k P_ka`, not normalised: linear in every weight and every answer, so the ranking is read from it.
    pub numerators: Vec<f64>,
    /// `sum_k W_k`. Zero when nothing has any weight; then all values are zero.
    pub total: f64,
    /// `V(a)`, 0..100.
    pub values: Vec<f64>,
    /// Criterion weights, normalised to sum to one (all zero when nothing has any weight).
    pub weights: Vec<f64>,
}

/// The parts of every `V(a)`: they sum to it exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct Contributions {
    /// What the base weights bring to each alternative, in points of value.
    pub base: Vec<f64>,
    /// For each term, what its answer brings to each alternative, in points of value.
    pub terms: Vec<Vec<f64>>,
}

impl Evaluation {
    /// Values every alternative under the stated answers.
    pub fn of(model: &Model) -> Self {
        let raw = model.weights();
        let numerators: Vec<f64> = (0..model.alternatives).map(|a| dot(model.performance(a), &raw)).collect();
        let total: f64 = raw.iter().sum();
        Self {
            values: numerators.iter().map(|&n| percent(n, total)).collect(),
            weights: raw.iter().map(|&w| share(w, total)).collect(),
            numerators,
            total,
        }
    }
}

impl Contributions {
    /// Splits every value into the part of the base and the part of each answer.
    pub fn of(model: &Model) -> Self {
        let total: f64 = model.weights().iter().sum();
        let points = |weight: f64, loading: &[f64]| -> Vec<f64> {
            let gains = model.gains(loading);
            gains.iter().map(|gain| percent(weight * gain, total)).collect()
        };
        Self {
            base: points(1.0, &model.base),
            terms: model.terms.iter().map(|term| points(term.weight, term.loading())).collect(),
        }
    }
}

/// `100 * part / whole`, zero when there is no whole.
pub(crate) fn percent(part: f64, whole: f64) -> f64 {
    100.0 * share(part, whole)
}

/// `part / whole`, zero when there is no whole.
pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::model::tests::example;

    #[test]
    fn values_by_hand() {
        // W = (3, 2): V(0) = 100 * 3/5, V(1) = 100 * (0.25*3 + 2)/5.
        let evaluation = Evaluation::of(&example());
        assert_eq!(evaluation.numerators, [3.0, 2.75]);
        for (value, expected) in evaluation.values.iter().zip([60.0, 55.0]) {
            assert!((value - expected).abs() < 1e-12);
        }
        assert_eq!(evaluation.weights, [0.6, 0.4]);
    }

    #[test]
    fn contributions_by_hand() {
        let parts = Contributions::of(&example());
        assert_eq!(parts.base, [20.0, 25.0]);
        assert_eq!(parts.terms, [vec![40.0, 10.0], vec![0.0, 20.0], vec![0.0, 0.0]]);
    }

    #[test]
    fn without_any_weight_all_is_zero() {
        let mut model = example();
        model.base = vec![0.0, 0.0];
        model.terms.clear();
        let evaluation = Evaluation::of(&model);
        assert_eq!(evaluation.values, [0.0, 0.0]);
        assert_eq!(evaluation.weights, [0.0, 0.0]);
        assert_eq!(Contributions::of(&model).base, [0.0, 0.0]);
    }
}
