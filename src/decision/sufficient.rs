//! Minimal sufficient reasons: the smallest sets of answers that settle the recommendation whatever the others are.
//!
//! Also called prime implicants of the decision (Darwiche & Hirth 2020, "On the reasons behind decisions"). The worst
//! case of the lead over one rival is a sum over the answers, so a set is sufficient when what its answers save
//! against their own worst case covers what is missing against every rival.

use super::cover::{Budget, Cover};
use super::model::Model;
use super::ranking::{TIE, leader};

/// The smallest sufficient sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sufficient {
    /// The sets of terms, each sorted; no smaller set is sufficient. One empty set: nothing can change it.
    Sets {
        /// The sets, at most as many as are listed.
        sets: Vec<Vec<usize>>,
        /// Whether there are more of this size.
        cut: bool,
    },
    /// No set of at most so many answers is sufficient.
    NotWithin(usize),
    /// Nothing is recommended.
    Nobody,
}

/// How far to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest set that is looked for.
    pub answers: usize,
    /// How many sets are listed.
    pub listed: usize,
    /// Steps after which the search gives up and says how far it came.
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { answers: 12, listed: 12, steps: 2_000_000 }
    }
}

/// The least that a term can bring to the lead over a rival, when its answer is left open.
///
/// `free(term)` are the loadings to which the answer of a term can change: all its cases, and an empty one when its
/// question can drop out.
fn worst(model: &Model, term: usize, pair: (usize, usize), free: &[Vec<f64>]) -> f64 {
    let (first, rival) = pair;
    let (p, q) = (model.performance(first), model.performance(rival));
    let lead = |loading: &[f64]| -> f64 { loading.iter().zip(p.iter().zip(q)).map(|(e, (p, q))| e * (p - q)).sum() };
    let least = free.iter().map(|loading| lead(loading)).fold(f64::INFINITY, f64::min);
    if least.is_finite() { model.terms[term].weight * least } else { 0.0 }
}

/// The smallest sets of stated answers that settle the recommendation.
///
/// `rivals` are the alternatives that may be recommended under some other answers: those that are eligible now, and
/// those that a gate excludes only because of answers that are left open. `free` lists for each term the loadings to
/// which it can change while it is left open (see [`every_case`]). `settles` has the last word on a set that the sums
/// find sufficient, for what sums cannot see: gates and branches.
pub fn sufficient(
    model: &Model,
    rivals: &[bool],
    free: &[Vec<Vec<f64>>],
    limits: Limits,
    mut settles: impl FnMut(&[usize]) -> bool,
) -> Sufficient {
    let weights = model.weights();
    let Some(first) = leader(&model.gains(&weights), &model.excluded) else {
        return Sufficient::Nobody;
    };
    let rivals: Vec<usize> =
        (0..model.alternatives).filter(|&b| b != first && rivals.get(b).is_some_and(|&rival| rival)).collect();
    let stated: Vec<usize> = (0..model.terms.len()).filter(|&t| model.terms[t].stated.is_some()).collect();
    let cover = demand(model, first, &rivals, &stated, free);
    let mut budget = Budget(limits.steps);
    for size in 0..=limits.answers.min(stated.len()) {
        let (mut sets, mut cut) = (Vec::new(), false);
        let whole = cover.search(size, &mut budget, &mut |picks| {
            let set: Vec<usize> = picks.iter().map(|&(group, _)| stated[group]).collect();
            if !settles(&set) {
            } else if sets.len() < limits.listed {
                sets.push(set);
            } else {
                cut = true;
            }
        });
        if !sets.is_empty() {
            return Sufficient::Sets { sets, cut: cut || !whole };
        }
        if !whole {
            return Sufficient::NotWithin(size.saturating_sub(1));
        }
    }
    Sufficient::NotWithin(limits.answers.min(stated.len()))
}

/// For each term, all its cases: what it can change to when no question can drop out.
pub fn every_case(model: &Model) -> Vec<Vec<Vec<f64>>> {
    let cases = |term: &super::Term| {
        if term.stated.is_some() || !term.drawn.is_empty() { term.cases.to_vec() } else { Vec::new() }
    };
    model.terms.iter().map(cases).collect()
}

/// The lead over each rival in the worst case, and what fixing each stated answer adds to it.
fn demand(model: &Model, first: usize, rivals: &[usize], stated: &[usize], free: &[Vec<Vec<f64>>]) -> Cover {
    let lead = |loading: &[f64], rival: usize| {
        let gains = model.gains(loading);
        gains[first] - gains[rival]
    };
    let none = Vec::new();
    let least = |term: usize, rival: usize| worst(model, term, (first, rival), free.get(term).unwrap_or(&none));
    let reach: f64 = model
        .terms
        .iter()
        .map(|term| {
            let most = term.cases.iter().map(|case| case.iter().sum::<f64>()).fold(0.0, f64::max);
            term.weight * most
        })
        .sum::<f64>()
        + model.base.iter().sum::<f64>();
    let margins = rivals.iter().map(|&rival| {
        let sum: f64 = (0..model.terms.len()).map(|term| least(term, rival)).sum();
        // At a tie the first in the file is recommended; over a rival before it the lead must be a real one.
        let tie = if first < rival { 0.0 } else { 2.0 * TIE * reach };
        lead(&model.base, rival) + sum - tie
    });
    let gain = |&term: &usize| -> Vec<Vec<f64>> {
        let answer = &model.terms[term];
        let saved = |&rival: &usize| answer.weight * lead(answer.loading(), rival) - least(term, rival);
        vec![rivals.iter().map(saved).collect()]
    };
    Cover::new(margins.collect(), stated.iter().map(gain).collect(), 1e-12 * reach)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::model::tests::example;

    #[test]
    fn by_hand() {
        let mut model = example();
        // Leads of 0 over 1: base -0.25; first 1.5 or -2; second 0.375 or -1 (stated -1); third 2.25 or -3.
        model.terms[2] = model.terms[2].settled(0);
        let run = |model: &Model| {
            let free = every_case(model);
            sufficient(model, &[true, true], &free, Limits::default(), |_| true)
        };
        // Third and first fixed: -0.25 + 1.5 - 1 + 2.25 > 0; without the first: -0.25 - 2 - 1 + 2.25 < 0.
        assert_eq!(run(&model), Sufficient::Sets { sets: vec![vec![0, 2]], cut: false });
        model.base = vec![10.0, 0.0];
        assert_eq!(run(&model), Sufficient::Sets { sets: vec![Vec::new()], cut: false });
        model.excluded = vec![true, true];
        assert_eq!(run(&model), Sufficient::Nobody);
    }

    #[test]
    fn unknown_answers_may_leave_nothing_sufficient() {
        let model = example();
        let free = every_case(&model);
        let found = sufficient(&model, &[true, true], &free, Limits::default(), |_| true);
        assert_eq!(found, Sufficient::NotWithin(2));
    }
}
