//! What is computed cleverly, computed again by trying everything on small models.

use chiefly::decision::counterfactual::{Change, Limits, Move, Outcome, State, World, counterfactuals};
use chiefly::decision::interval::intervals;
use chiefly::decision::ranking::leader;
use chiefly::decision::sufficient::{Limits as Within, Sufficient, every_case, sufficient};
use chiefly::decision::{Evaluation, Model};
use proptest::prelude::*;

use crate::laws::model;

/// All ways to choose one of `options[i]` for each `i`.
fn product(options: &[usize]) -> Vec<Vec<usize>> {
    options.iter().fold(vec![Vec::new()], |ways, &n| {
        let longer = |way: Vec<usize>| (0..n).map(move |i| [&way[..], &[i]].concat());
        ways.into_iter().flat_map(longer).collect()
    })
}

/// The model with the answers of these terms set.
fn with(model: &Model, changes: &[Change]) -> Model {
    let mut model = model.clone();
    for change in changes {
        model.terms[change.question] = model.terms[change.question].settled(change.case);
    }
    model
}

fn winner(model: &Model) -> Option<usize> {
    leader(&Evaluation::of(model).numerators, &model.excluded)
}

/// A model as a world in which every change of the first term opens or closes a gate, and its last case drops the
/// second term out.
struct Gated<'a>(&'a Model);

impl Gated<'_> {
    fn model(&self, done: &[Change]) -> Model {
        let mut model = with(self.0, done);
        let Some(first) = model.terms.first() else { return model };
        let opened = first.stated == Some(0);
        let closed = first.stated.is_some_and(|case| case > 0 && case + 1 == first.cases.len());
        let last = model.alternatives - 1;
        model.excluded[last] |= opened;
        if let Some(second) = model.terms.get_mut(1).filter(|_| closed) {
            second.stated = None;
        }
        model
    }

    fn changes(&self, question: usize) -> Vec<Change> {
        let term = &self.0.terms[question];
        let others = (0..term.cases.len()).filter(|&case| term.stated != Some(case));
        others.map(|case| Change { question, case }).collect()
    }

    fn is_open(&self, done: &[Change], question: usize) -> bool {
        question != 1
            || self
                .model(done)
                .terms
                .first()
                .is_none_or(|first| !first.stated.is_some_and(|case| case > 0 && case + 1 == first.cases.len()))
    }
}

impl World for Gated<'_> {
    fn structural(&self, done: &[Change]) -> Vec<Change> {
        if done.is_empty() && !self.0.terms.is_empty() { self.changes(0) } else { Vec::new() }
    }

    fn state(&self, done: &[Change]) -> State {
        let model = self.model(done);
        State { numerators: Evaluation::of(&model).numerators, excluded: model.excluded, decided: true }
    }

    fn moves(&self, done: &[Change]) -> Vec<Move> {
        let model = self.model(done);
        let before = Evaluation::of(&model).numerators;
        let questions = (1..self.0.terms.len()).filter(|&q| self.is_open(done, q));
        let step = |change: Change| {
            let after = Evaluation::of(&with(&model, &[change])).numerators;
            Move { change, delta: after.iter().zip(&before).map(|(x, y)| x - y).collect() }
        };
        questions.flat_map(|q| self.changes(q)).map(step).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn intervals_are_the_extremes_of_all_answers(model in model()) {
        let open: Vec<usize> = (0..model.terms.len()).filter(|&t| model.terms[t].is_open()).collect();
        let ways = product(&open.iter().map(|&t| model.terms[t].drawn.len()).collect::<Vec<_>>());
        let values: Vec<Vec<f64>> = ways
            .iter()
            .map(|way| {
                let choose = |(&question, &i): (&usize, &usize)| Change { question, case: model.terms[question].drawn[i] };
                let changes: Vec<Change> = open.iter().zip(way).map(choose).collect();
                Evaluation::of(&with(&model, &changes)).values
            })
            .collect();
        for (a, interval) in intervals(&model).iter().enumerate() {
            let low = values.iter().map(|v| v[a]).fold(f64::INFINITY, f64::min);
            let high = values.iter().map(|v| v[a]).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((interval.low - low).abs() < 1e-7, "{} is not {low}", interval.low);
            prop_assert!((interval.high - high).abs() < 1e-7, "{} is not {high}", interval.high);
        }
    }

    #[test]
    fn counterfactuals_are_all_the_smallest_sets(model in model()) {
        let world = Gated(&model);
        let now = world.state(&[]);
        let recommended = leader(&now.numerators, &now.excluded);
        let sizes: Vec<usize> = (0..model.terms.len()).map(|q| world.changes(q).len() + 1).collect();
        let mut reached: Vec<Vec<Vec<Change>>> = vec![Vec::new(); model.alternatives];
        for way in product(&sizes) {
            let done: Vec<Change> = way
                .iter()
                .enumerate()
                .filter(|&(_, &i)| i > 0)
                .map(|(q, &i)| world.changes(q)[i - 1])
                .collect();
            let after = world.state(&done);
            if let Some(a) = leader(&after.numerators, &after.excluded).filter(|_| done.len() <= 3) {
                reached[a].push(done);
            }
        }
        for found in counterfactuals(&world, Limits { listed: 10_000, ..Limits::default() }) {
            prop_assert_ne!(Some(found.target), recommended);
            let least = reached[found.target].iter().map(Vec::len).min();
            match (found.outcome, least) {
                (Outcome::NotWithin(n), least) => prop_assert!(n == 3 && least.is_none(), "{n} {least:?}"),
                (Outcome::Within { mut sets, cut }, Some(least)) => {
                    let mut all = reached[found.target].clone();
                    all.retain(|set| set.len() == least);
                    // A change of a question that another change closes has no effect and is in no smallest set.
                    all.sort();
                    sets.sort();
                    prop_assert!(!cut);
                    prop_assert_eq!(sets, all);
                }
                (Outcome::Within { sets, .. }, None) => prop_assert!(false, "{sets:?}"),
            }
        }
    }

    #[test]
    fn sufficient_reasons_are_all_the_smallest_sets(model in model()) {
        let Some(first) = winner(&model) else { return Ok(()) };
        let free: Vec<usize> = model
            .terms
            .iter()
            .map(|term| if term.stated.is_some() || !term.drawn.is_empty() { term.cases.len() } else { 1 })
            .collect();
        let ways = product(&free);
        let settles = |set: u32| {
            ways.iter().all(|way| {
                let moved = |&(q, _): &(usize, &usize)| {
                    set & (1 << q) == 0 && (model.terms[q].stated.is_some() || !model.terms[q].drawn.is_empty())
                };
                let changes: Vec<Change> = way
                    .iter()
                    .enumerate()
                    .filter(moved)
                    .map(|(question, &case)| Change { question, case })
                    .collect();
                winner(&with(&model, &changes)) == Some(first)
            })
        };
        let stated: u32 = (0..model.terms.len()).filter(|&t| model.terms[t].stated.is_some()).map(|t| 1 << t).sum();
        let sets: Vec<u32> = (0..1_u32 << model.terms.len()).filter(|set| set & !stated == 0 && settles(*set)).collect();
        let least = sets.iter().map(|set| set.count_ones()).min();
        let rivals: Vec<bool> = (0..model.alternatives).map(|a| model.eligible(a)).collect();
        let limits = Within { listed: 1000, ..Within::default() };
        match (sufficient(&model, &rivals, &every_case(&model), limits, |_| true), least) {
            (Sufficient::Sets { sets: found, cut }, Some(least)) => {
                let mut found: Vec<u32> = found.iter().map(|set| set.iter().map(|t| 1 << t).sum()).collect();
                found.sort_unstable();
                let smallest: Vec<u32> = sets.into_iter().filter(|set| set.count_ones() == least).collect();
                prop_assert!(!cut);
                prop_assert_eq!(found, smallest);
            }
            (found, least) => prop_assert!(matches!(found, Sufficient::NotWithin(_)) && least.is_none(), "{found:?} {least:?}"),
        }
    }
}
