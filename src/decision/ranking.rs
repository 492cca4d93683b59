//! Who comes first, with honest ties: what cannot be told apart shares a rank and says so.

use super::model::Model;

/// Values closer than this share of the larger one are a tie: below it lies only rounding.
pub const TIE: f64 = 1e-9;

/// The order of the alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Alternatives that may be recommended, best first; ties in file order.
    pub order: Vec<usize>,
    /// The rank of each alternative from 1, shared by ties; `None` for an excluded one.
    pub ranks: Vec<Option<usize>>,
    /// The first of `order`; `None` when all are excluded.
    pub recommended: Option<usize>,
    /// Whether others share the first rank, so that only the order of the file decided.
    pub tied: bool,
}

impl Ranking {
    /// Ranks the eligible alternatives by these numerators (or values: the order is the same).
    pub fn of(model: &Model, numerators: &[f64]) -> Self {
        let mut order: Vec<usize> =
            (0..model.alternatives.min(numerators.len())).filter(|&a| model.eligible(a)).collect();
        order.sort_by(|&a, &b| numerators[b].total_cmp(&numerators[a]));
        let mut ranks = vec![None; model.alternatives];
        let mut tied = false;
        let mut start = 0;
        while start < order.len() {
            let best = numerators[order[start]];
            let equals = order[start..].iter().take_while(|&&a| same(best, numerators[a])).count();
            order[start..start + equals].sort_unstable();
            for &alternative in &order[start..start + equals] {
                ranks[alternative] = Some(start + 1);
            }
            tied |= start == 0 && equals > 1;
            start += equals;
        }
        Self { recommended: order.first().copied(), order, ranks, tied }
    }

    /// The alternative behind the recommended one.
    pub fn runner_up(&self) -> Option<usize> {
        self.order.get(1).copied()
    }
}

/// The recommended alternative alone: the first in file order among those that share the greatest numerator.
pub fn leader(numerators: &[f64], excluded: &[bool]) -> Option<usize> {
    let eligible = || {
        let out = |a: usize| excluded.get(a).is_some_and(|&out| out);
        numerators.iter().copied().enumerate().filter(move |&(a, _)| !out(a))
    };
    let best = eligible().map(|(_, n)| n).max_by(f64::total_cmp)?;
    eligible().find(|&(_, n)| same(best, n)).map(|(a, _)| a)
}

/// Whether `value` cannot be told apart from the greater `best`.
fn same(best: f64, value: f64) -> bool {
    best - value <= TIE * best.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(numerators: &[f64], excluded: &[bool]) -> Ranking {
        let model = Model { alternatives: numerators.len(), excluded: excluded.to_vec(), ..Model::default() };
        let ranking = Ranking::of(&model, numerators);
        assert_eq!(leader(numerators, excluded), ranking.recommended);
        ranking
    }

    #[test]
    fn ties_share_a_rank_and_file_order_decides() {
        let ranking = rank(&[1.0, 3.0 - 1e-12, 3.0, 2.0], &[false; 4]);
        assert_eq!(ranking.order, [1, 2, 3, 0]);
        assert_eq!(ranking.ranks, [Some(4), Some(1), Some(1), Some(3)]);
        assert!(ranking.tied);
        assert_eq!(ranking.runner_up(), Some(2));
    }

    #[test]
    fn an_excluded_alternative_is_never_recommended() {
        let ranking = rank(&[1.0, 3.0, 2.0], &[false, true, false]);
        assert_eq!(ranking.recommended, Some(2));
        assert_eq!(ranking.ranks, [Some(2), None, Some(1)]);
        assert!(!ranking.tied);
    }

    #[test]
    fn nobody_is_recommended_when_all_are_excluded() {
        let ranking = rank(&[1.0, 3.0], &[true, true]);
        assert_eq!((ranking.recommended, ranking.runner_up()), (None, None));
    }

    #[test]
    fn without_any_weight_everything_is_tied() {
        let ranking = rank(&[0.0, 0.0], &[false, false]);
        assert_eq!(ranking.ranks, [Some(1), Some(1)]);
        assert!(ranking.tied);
    }
}
