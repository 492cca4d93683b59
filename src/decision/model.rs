//! The additive model as plain numbers: who competes, what matters, what the answers say.
//!
//! ```text
//! W_k  = b_k + sum over terms q of  w_q * e_qk          raw weight of criterion k
//! V(a) = 100 * sum_k W_k * P_ka / sum_k W_k             value of alternative a
//! ```
//!
//! Keeney & Raiffa (1976), with weights that the answers bring instead of weights that are asked for.

use std::sync::Arc;

/// One decision as numbers. Every number is finite and not negative; performances are 0..1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    /// How many alternatives compete.
    pub alternatives: usize,
    /// How many criteria matter.
    pub criteria: usize,
    /// The performance table `P`, one row of `criteria` numbers (0..1) for each alternative.
    pub performance: Vec<f64>,
    /// For each criterion, how far its performances may be wrong, up or down (0..1).
    pub spread: Vec<f64>,
    /// Scale of the Gumbel term that each alternative's numerator gets in each drawn model, in units of the numerator;
    /// 0 for none. What the model does not know of an alternative.
    pub utility: f64,
    /// For each criterion, the base weight `b_k`.
    pub base: Vec<f64>,
    /// What the answers bring, one term for each question that loads a criterion.
    pub terms: Vec<Term>,
    /// For each alternative, whether a gate excludes it: scored, never recommended.
    pub excluded: Vec<bool>,
}

/// What one question brings: its weight, and the loading of each of its possible answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Term {
    /// The question's weight `w_q`.
    pub weight: f64,
    /// How far the weight may be wrong, as a share of itself (0..1).
    pub spread: f64,
    /// The loading `e_qk` of each possible answer over the criteria; shared, because they seldom change.
    pub cases: Arc<[Vec<f64>]>,
    /// The case that was answered. `None`: unknown or not in the model; it then has no part in the value.
    pub stated: Option<usize>,
    /// The cases drawn, each equally often, when robustness is measured: only the stated one when the answer
    /// is sure, its neighbours too when it is unsure, all when it is unknown, none when it is not in the model.
    pub drawn: Vec<usize>,
}

impl Model {
    /// The performances of one alternative over the criteria.
    pub fn performance(&self, alternative: usize) -> &[f64] {
        let start = alternative * self.criteria;
        self.performance.get(start..start + self.criteria).unwrap_or_default()
    }

    /// Whether the alternative may be recommended.
    pub fn eligible(&self, alternative: usize) -> bool {
        alternative < self.alternatives && !self.excluded.get(alternative).is_some_and(|&out| out)
    }

    /// `sum_k e_k P_ka` for every alternative: what a unit of this loading brings to each.
    pub fn gains(&self, loading: &[f64]) -> Vec<f64> {
        (0..self.alternatives).map(|a| dot(self.performance(a), loading)).collect()
    }

    /// The raw criterion weights `W_k` of the stated answers.
    pub fn weights(&self) -> Vec<f64> {
        let mut weights = self.base.clone();
        weights.resize(self.criteria, 0.0);
        for term in &self.terms {
            for (weight, loading) in weights.iter_mut().zip(term.loading()) {
                *weight += term.weight * loading;
            }
        }
        weights
    }
}

impl Term {
    /// The loading of the stated answer; empty without one.
    pub fn loading(&self) -> &[f64] {
        self.stated.map_or(&[], |case| self.case(case))
    }

    /// The loading of one case; empty when there is no such case.
    pub fn case(&self, case: usize) -> &[f64] {
        self.cases.get(case).map_or(&[], Vec::as_slice)
    }

    /// Whether settling this answer could still bring something new.
    pub fn is_open(&self) -> bool {
        self.drawn.len() > 1 || (self.stated.is_none() && !self.drawn.is_empty())
    }

    /// The same term with another case as its sure answer.
    #[must_use]
    pub fn settled(&self, case: usize) -> Self {
        Self { stated: Some(case), drawn: vec![case], ..self.clone() }
    }
}

/// The inner product; what one of the two lacks counts as zero.
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Two alternatives, two criteria, three questions: the hand-worked example of this folder.
    pub(crate) fn example() -> Model {
        let term = |weight, cases: &[[f64; 2]], stated: Option<usize>, drawn: &[usize]| Term {
            weight,
            spread: 0.5,
            cases: cases.iter().map(|case| case.to_vec()).collect(),
            stated,
            drawn: drawn.to_vec(),
        };
        Model {
            alternatives: 2,
            criteria: 2,
            performance: vec![1.0, 0.0, 0.25, 1.0],
            spread: vec![0.1, 0.1],
            utility: 0.0,
            base: vec![1.0, 1.0],
            terms: vec![
                term(2.0, &[[1.0, 0.0], [0.0, 1.0]], Some(0), &[0]),
                term(1.0, &[[0.5, 0.0], [0.0, 1.0]], Some(1), &[0, 1]),
                term(3.0, &[[1.0, 0.0], [0.0, 1.0]], None, &[0, 1]),
            ],
            excluded: vec![false, false],
        }
    }

    #[test]
    fn raw_weights_are_base_plus_what_the_stated_answers_say() {
        // W_1 = 1 + 2*1, W_2 = 1 + 1*1; the unknown third question says nothing.
        assert_eq!(example().weights(), vec![3.0, 2.0]);
    }

    #[test]
    fn what_is_missing_counts_as_nothing() {
        let model = Model { alternatives: 2, criteria: 3, ..Model::default() };
        assert_eq!(model.weights(), vec![0.0; 3]);
        assert_eq!(model.gains(&[1.0, 1.0, 1.0]), vec![0.0; 2]);
        assert!(model.eligible(1) && !model.eligible(2));
    }

    #[test]
    fn open_means_that_more_than_one_case_is_possible() {
        let open: Vec<bool> = example().terms.iter().map(Term::is_open).collect();
        assert_eq!(open, [false, true, true]);
        assert!(!Term::default().is_open());
    }
}
