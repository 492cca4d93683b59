//! Dominance: an alternative that is nowhere better than another can never be worth more, whatever the weights.

use super::model::Model;

/// One alternative dominates another on the performance table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dominance {
    /// The better one.
    pub better: usize,
    /// The one that it dominates.
    pub worse: usize,
    /// Better on every criterion; otherwise at least as good on all and better on some.
    pub strict: bool,
}

/// Every pair in which one alternative dominates the other. Equal rows dominate neither way.
pub fn dominance(model: &Model) -> Vec<Dominance> {
    let pairs = (0..model.alternatives).flat_map(|better| (0..model.alternatives).map(move |worse| (better, worse)));
    pairs
        .filter_map(|(better, worse)| {
            let (p, q) = (model.performance(better), model.performance(worse));
            let weak = p.iter().zip(q).all(|(x, y)| x >= y);
            let above = p.iter().zip(q).filter(|(x, y)| x > y).count();
            (weak && above > 0).then_some(Dominance { better, worse, strict: above == p.len() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_weak_and_none() {
        let model = Model {
            alternatives: 4,
            criteria: 2,
            performance: vec![0.9, 0.8, 0.5, 0.5, 0.9, 0.1, 0.5, 0.5],
            ..Model::default()
        };
        let found = dominance(&model);
        let pair = |better, worse, strict| Dominance { better, worse, strict };
        // 1 and 3 are equal rows; 2 is better than 1 on the first criterion and worse on the second.
        assert_eq!(found, [pair(0, 1, true), pair(0, 2, false), pair(0, 3, true)]);
    }
}
