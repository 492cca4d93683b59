//! The search that counterfactuals and sufficient reasons share: which sets of so many moves, at most one from each
//! group, lift every margin to zero.
//!
//! Depth first over the groups, cut where even the best moves of the groups that are left would not lift some
//! margin: branch and bound, exhaustive in what it reports.

/// One move of the set: the group it is from, and which of the group's moves.
pub(crate) type Pick = (usize, usize);

/// The margins to lift, and the moves that may be made.
pub(crate) struct Cover {
    margins: Vec<f64>,
    /// Group, move, margin: how much the move lifts the margin.
    groups: Vec<Vec<Vec<f64>>>,
    /// Margin, group: the most that one move of the group lifts it.
    best: Vec<Vec<f64>>,
    /// How far below zero still counts as lifted.
    slack: f64,
}

/// What is left of the work that a search may do.
pub(crate) struct Budget(pub(crate) u64);

impl Budget {
    pub(crate) fn spend(&mut self, steps: usize) -> bool {
        self.0 = self.0.saturating_sub(steps as u64);
        self.0 > 0
    }
}

impl Cover {
    pub(crate) fn new(margins: Vec<f64>, groups: Vec<Vec<Vec<f64>>>, slack: f64) -> Self {
        let most = |b: usize| -> Vec<f64> {
            let lift = |group: &Vec<Vec<f64>>| group.iter().map(|gain| gain[b]).fold(f64::NEG_INFINITY, f64::max);
            groups.iter().map(lift).collect()
        };
        Self { best: (0..margins.len()).map(most).collect(), margins, groups, slack }
    }

    /// Calls `found` with every set of exactly `size` moves that lifts all margins. False when the budget ended it.
    pub(crate) fn search(&self, size: usize, budget: &mut Budget, found: &mut dyn FnMut(&[Pick])) -> bool {
        let bounds: Vec<Vec<Vec<f64>>> = self.best.iter().map(|best| suffix_bounds(best, size)).collect();
        let mut picks = Vec::with_capacity(size);
        self.descend(0, size, &self.margins, &bounds, &mut picks, budget, found)
    }

    #[expect(clippy::too_many_arguments, reason = "one recursion, its state in the open")]
    fn descend(
        &self,
        from: usize,
        size: usize,
        margins: &[f64],
        bounds: &[Vec<Vec<f64>>],
        picks: &mut Vec<Pick>,
        budget: &mut Budget,
        found: &mut dyn FnMut(&[Pick]),
    ) -> bool {
        if size == 0 {
            if margins.iter().all(|&margin| margin >= -self.slack) {
                found(picks);
            }
            return true;
        }
        let mut lifted = margins.to_vec();
        for group in from..self.groups.len() {
            let reach = |b: usize| margins[b] + bounds[b][size][group] >= -self.slack;
            if !(0..margins.len()).all(reach) {
                return true;
            }
            let after = |b: usize| margins[b] + self.best[b][group] + bounds[b][size - 1][group + 1];
            if !(0..margins.len()).all(|b| after(b) >= -self.slack) {
                continue;
            }
            if !budget.spend(self.groups[group].len()) {
                return false;
            }
            for (index, gain) in self.groups[group].iter().enumerate() {
                for ((sum, margin), gain) in lifted.iter_mut().zip(margins).zip(gain) {
                    *sum = margin + gain;
                }
                let rest = |b: usize| lifted[b] + bounds[b][size - 1][group + 1] >= -self.slack;
                if !(0..margins.len()).all(rest) {
                    continue;
                }
                picks.push((group, index));
                let whole = self.descend(group + 1, size - 1, &lifted, bounds, picks, budget, found);
                picks.pop();
                if !whole {
                    return false;
                }
            }
        }
        true
    }
}

/// `bounds[n][i]`: the most that exactly `n` groups from the `i`-th on can lift one margin.
fn suffix_bounds(best: &[f64], size: usize) -> Vec<Vec<f64>> {
    let mut bounds = vec![vec![f64::NEG_INFINITY; best.len() + 1]; size + 1];
    bounds[0].fill(0.0);
    for n in 1..=size {
        for i in (0..best.len()).rev() {
            bounds[n][i] = bounds[n][i + 1].max(best[i] + bounds[n - 1][i + 1]);
        }
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(cover: &Cover, size: usize) -> Vec<Vec<Pick>> {
        let mut sets = Vec::new();
        assert!(cover.search(size, &mut Budget(1 << 20), &mut |picks| sets.push(picks.to_vec())));
        sets
    }

    #[test]
    fn every_set_and_no_other() {
        let groups = vec![vec![vec![1.0, 0.0], vec![0.0, 1.0]], vec![vec![1.0, 0.0]], vec![vec![2.0, -1.0]]];
        let cover = Cover::new(vec![-1.0, -1.0], groups, 0.0);
        assert!(all(&cover, 1).is_empty());
        assert_eq!(all(&cover, 2), [[(0, 1), (1, 0)]]);
        assert!(all(&cover, 3).is_empty());
    }

    #[test]
    fn nothing_to_lift_needs_no_move() {
        let cover = Cover::new(vec![0.5], vec![vec![vec![1.0]]], 0.0);
        assert_eq!(all(&cover, 0), [Vec::new()]);
    }

    #[test]
    fn an_exhausted_budget_is_said() {
        let cover = Cover::new(vec![-1.0], vec![vec![vec![0.5]]; 9], 0.0);
        assert!(!cover.search(2, &mut Budget(3), &mut |_| ()));
    }
}
