//! The value of information: which open answer is worth settling first.
//!
//! Expected value of perfect information on one answer (Howard 1966), over the draws: what the best alternative for
//! each case is worth on average, less what the alternative that is best on average is worth.

use super::acceptability::{CaseMean, Pool};
use super::model::Model;
use super::ranking::leader;

/// What settling one open answer may bring.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The term whose answer is unknown or unsure.
    pub term: usize,
    /// The cases that would change the recommendation, each with what would then be recommended.
    pub changes: Vec<(usize, usize)>,
    /// The share of the draws with one of these cases.
    pub probability: f64,
    /// The expected gain in value, in points (0..100).
    pub gain: f64,
}

/// Every open answer, the one most likely to change the recommendation first.
pub fn information(pool: &Pool) -> Vec<Finding> {
    let model = pool.model();
    let open: Vec<usize> = (0..model.terms.len()).filter(|&term| model.terms[term].is_open()).collect();
    let weights = model.weights();
    let now = leader(&model.gains(&weights), &model.excluded);
    let means = pool.means_by_case(&open);
    let mut findings: Vec<Finding> =
        open.iter().zip(&means).map(|(&term, means)| finding(model, &weights, now, term, means)).collect();
    findings.sort_by(|x, y| {
        let order = y.probability.total_cmp(&x.probability);
        order.then(y.gain.total_cmp(&x.gain))
    });
    findings
}

fn finding(model: &Model, weights: &[f64], now: Option<usize>, term: usize, means: &[CaseMean]) -> Finding {
    let drawn: usize = means.iter().map(|mean| mean.draws).sum();
    let share = |mean: &CaseMean| ratio(mean.draws, drawn);
    let mut changes = Vec::new();
    let mut probability = 0.0;
    for (&case, mean) in model.terms[term].drawn.iter().zip(means) {
        let then = leader(&model.gains(&settled_weights(model, weights, term, case)), &model.excluded);
        if let Some(then) = then.filter(|_| then != now) {
            probability += share(mean);
            changes.push((case, then));
        }
    }
    let eligible: Vec<usize> = (0..model.alternatives).filter(|&a| model.eligible(a)).collect();
    let greatest = |value: &dyn Fn(usize) -> f64| eligible.iter().map(|&a| value(a)).fold(0.0, f64::max);
    let informed: f64 = means.iter().map(|mean| share(mean) * greatest(&|a| mean.values[a])).sum();
    let average = |a: usize| means.iter().map(|mean| share(mean) * mean.values[a]).sum();
    Finding { term, changes, probability, gain: (informed - greatest(&average)).max(0.0) }
}

/// The raw criterion weights when one more answer is settled.
fn settled_weights(model: &Model, weights: &[f64], term: usize, case: usize) -> Vec<f64> {
    let asked = &model.terms[term];
    let mut weights = weights.to_vec();
    for (k, weight) in weights.iter_mut().enumerate() {
        let load = |loading: &[f64]| loading.get(k).copied().unwrap_or(0.0);
        *weight += asked.weight * (load(asked.case(case)) - load(asked.loading()));
    }
    weights
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws are far below 2^53")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::model::tests::example;

    #[test]
    fn what_would_change_it_comes_first() {
        let pool = Pool::new(example(), 2000, 1, 1);
        let found = information(&pool);
        // The third answer decides: its second case gives W = (3, 5) to alternative 1.
        assert_eq!(found[0].term, 2);
        assert_eq!(found[0].changes, [(1, 1)]);
        assert!((found[0].probability - 0.5).abs() < 0.05 && found[0].gain > 5.0);
        // The second, unsure, confirms either way.
        assert_eq!((found[1].term, found[1].changes.len(), found[1].probability), (1, 0, 0.0));
    }

    #[test]
    fn settled_answers_are_worth_nothing() {
        let mut model = example();
        model.terms.truncate(1);
        assert!(information(&Pool::new(model, 100, 1, 1)).is_empty());
    }
}
