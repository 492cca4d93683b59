//! Counterfactuals: the smallest sets of answer changes that lead to another recommendation.
//!
//! A change of most questions only adds a difference to the numerators. A change of the others, called structural,
//! may open or close questions or gates. So every set is a structural part, for which the world is asked afresh, and
//! a plain part, which is searched by sums alone. All sets of one size are searched before any of the next: what is
//! found is minimal.

use super::cover::{Budget, Cover};
use super::ranking::{TIE, leader};

/// Another answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The question.
    pub question: usize,
    /// The case that becomes its answer.
    pub case: usize,
}

/// How the decision stands after some structural changes.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The numerator of each alternative.
    pub numerators: Vec<f64>,
    /// Whether each alternative is excluded.
    pub excluded: Vec<bool>,
    /// Whether anything is recommended at all: any scored answer is given.
    pub decided: bool,
}

/// A plain change: what it adds to the numerators.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The change.
    pub change: Change,
    /// What it adds to the numerator of each alternative.
    pub delta: Vec<f64>,
}

/// What the search has to know of the questions. Questions are numbered such that a question can be opened or closed
/// by lower numbers only.
pub trait World {
    /// The structural changes that are possible after `done`, on questions with higher numbers than those in `done`.
    fn structural(&self, done: &[Change]) -> Vec<Change>;
    /// How the decision stands after `done`.
    fn state(&self, done: &[Change]) -> State;
    /// The plain changes that are possible after `done`, sorted by question.
    fn moves(&self, done: &[Change]) -> Vec<Move>;
    /// About how many sums it costs to ask once.
    fn cost(&self) -> usize {
        64
    }
}

/// How far to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest set that is looked for.
    pub changes: usize,
    /// How many sets are listed for each alternative.
    pub listed: usize,
    /// Steps after which the search gives up and says how far it came.
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { changes: 3, listed: 12, steps: 20_000_000 }
    }
}

/// The way to one other alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterfactual {
    /// The alternative that would be recommended.
    pub target: usize,
    /// What would have to be answered otherwise.
    pub outcome: Outcome,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The smallest sets, each sorted by question; no smaller one exists.
    Within {
        /// The sets, at most as many as are listed.
        sets: Vec<Vec<Change>>,
        /// Whether there are more of this size.
        cut: bool,
    },
    /// No set of at most so many changes exists.
    NotWithin(usize),
}

/// For every alternative that is not recommended now, the smallest sets of changes that lead to it.
pub fn counterfactuals(world: &impl World, limits: Limits) -> Vec<Counterfactual> {
    let now = world.state(&[]);
    let recommended = leader(&now.numerators, &now.excluded);
    let targets = (0..now.numerators.len()).filter(|&a| Some(a) != recommended);
    let mut search = Search {
        world,
        listed: limits.listed,
        budget: Budget(limits.steps),
        open: targets.map(|target| (target, Vec::new(), false)).collect(),
    };
    let mut found = Vec::new();
    let mut proven = 0;
    for size in 1..=limits.changes {
        let whole = search.explore(&mut Vec::new(), size);
        for (target, sets, more) in std::mem::take(&mut search.open) {
            if sets.is_empty() {
                search.open.push((target, sets, false));
            } else {
                let outcome = Outcome::Within { sets, cut: more || !whole };
                found.push(Counterfactual { target, outcome });
            }
        }
        if !whole {
            break;
        }
        proven = size;
        if search.open.is_empty() {
            break;
        }
    }
    let missing = search.open.iter().map(|&(target, _, _)| target);
    found.extend(missing.map(|target| Counterfactual { target, outcome: Outcome::NotWithin(proven) }));
    found.sort_by_key(|found| found.target);
    found
}

/// To prepare a plain change costs about as much as this many sums.
const MOVE: usize = 16;

struct Search<'a, W> {
    world: &'a W,
    listed: usize,
    budget: Budget,
    /// Targets not reached yet, the sets found for them at the present size, and whether there are more.
    open: Vec<(usize, Vec<Vec<Change>>, bool)>,
}

impl<W: World> Search<'_, W> {
    /// All sets of exactly `size` changes beyond `done`. False when the budget ended it.
    fn explore(&mut self, done: &mut Vec<Change>, size: usize) -> bool {
        if !self.budget.spend(self.world.cost()) {
            return false;
        }
        let state = self.world.state(done);
        if size == 0 {
            self.record(leader(&state.numerators, &state.excluded).filter(|_| state.decided), done);
            return true;
        }
        if !self.plain(done, &state, size) {
            return false;
        }
        for change in self.world.structural(done) {
            done.push(change);
            let whole = self.explore(done, size - 1);
            done.pop();
            if !whole {
                return false;
            }
        }
        true
    }

    /// The sets whose other changes are all plain.
    fn plain(&mut self, done: &[Change], state: &State, size: usize) -> bool {
        let moves = self.world.moves(done);
        if !self.budget.spend(self.world.cost() + MOVE * moves.len()) {
            return false;
        }
        let groups: Vec<&[Move]> = moves.chunk_by(|x, y| x.change.question == y.change.question).collect();
        if groups.len() < size {
            return true;
        }
        let greatest = |numbers: &[f64]| numbers.iter().fold(0.0, |most: f64, n| most.max(n.abs()));
        let reach = moves.iter().map(|step| greatest(&step.delta)).fold(greatest(&state.numerators), f64::max);
        let slack = 4.0 * TIE * reach;
        let eligible = |a: usize| !state.excluded.get(a).is_some_and(|&out| out);
        for slot in 0..self.open.len() {
            let target = self.open[slot].0;
            if !eligible(target) {
                continue;
            }
            let rivals: Vec<usize> = (0..state.numerators.len()).filter(|&b| b != target && eligible(b)).collect();
            let ahead =
                |numbers: &[f64]| -> Vec<f64> { rivals.iter().map(|&b| numbers[target] - numbers[b]).collect() };
            let gains = groups.iter().map(|group| group.iter().map(|step| ahead(&step.delta)).collect());
            let cover = Cover::new(ahead(&state.numerators), gains.collect(), slack);
            let (open, listed) = (&mut self.open[slot], self.listed);
            let whole = cover.search(size, &mut self.budget, &mut |picks| {
                let steps = picks.iter().map(|&(group, index)| &groups[group][index]);
                let mut after = state.numerators.clone();
                for step in steps.clone() {
                    after.iter_mut().zip(&step.delta).for_each(|(n, delta)| *n += delta);
                }
                if leader(&after, &state.excluded) == Some(target) {
                    let mut set: Vec<Change> = done.to_vec();
                    set.extend(steps.map(|step| step.change));
                    keep(open, set, listed);
                }
            });
            if !whole {
                return false;
            }
        }
        true
    }

    fn record(&mut self, winner: Option<usize>, done: &[Change]) {
        let reached = self.open.iter_mut().find(|open| Some(open.0) == winner);
        if let Some(open) = reached {
            keep(open, done.to_vec(), self.listed);
        }
    }
}

fn keep(open: &mut (usize, Vec<Vec<Change>>, bool), mut set: Vec<Change>, listed: usize) {
    set.sort_unstable();
    if open.1.len() < listed {
        open.1.push(set);
    } else {
        open.2 = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three questions with two other answers each; alternative 1 is excluded until question 0 has its case 1.
    struct Gated;

    impl World for Gated {
        fn structural(&self, done: &[Change]) -> Vec<Change> {
            let free = done.is_empty();
            (1..3).filter(|_| free).map(|case| Change { question: 0, case }).collect()
        }

        fn state(&self, done: &[Change]) -> State {
            let open = done.iter().any(|change| change.case == 1);
            State { numerators: vec![5.0, 4.0, 1.0], excluded: vec![false, !open, false], decided: true }
        }

        fn moves(&self, _: &[Change]) -> Vec<Move> {
            let step =
                |question, case, delta: [f64; 3]| Move { change: Change { question, case }, delta: delta.to_vec() };
            vec![step(1, 0, [0.0, 2.0, 0.0]), step(1, 1, [0.0, 0.0, 2.0]), step(2, 0, [0.0, 0.0, 1.5])]
        }
    }

    #[test]
    fn sums_and_gates_by_hand() {
        let found = counterfactuals(&Gated, Limits::default());
        let change = |question, case| Change { question, case };
        let within = |sets| Outcome::Within { sets, cut: false };
        assert_eq!(found[0].target, 1);
        assert_eq!(found[0].outcome, within(vec![vec![change(0, 1), change(1, 0)]]));
        assert_eq!(found[1].target, 2);
        assert_eq!(found[1].outcome, Outcome::NotWithin(3));
    }

    #[test]
    fn a_short_budget_promises_less() {
        let limits = Limits { steps: 65, ..Limits::default() };
        let found = counterfactuals(&Gated, limits);
        assert_eq!(found[0].outcome, Outcome::NotWithin(0));
    }
}
