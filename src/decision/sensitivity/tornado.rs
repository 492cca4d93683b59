//! The tornado: how far the weight of each question alone can move the lead of the best alternative. What another answer
//! does may open and close questions, and is asked of the whole session (`assessment::world`).

use super::super::model::Model;
use super::super::ranking::leader;
use super::{Line, lead};

/// How far the lead moves. The lead is the value of the recommended alternative less that of its best rival,
/// in points of value; below zero another one leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The index of the term.
    pub term: usize,
    /// The smallest lead.
    pub low: f64,
    /// The greatest lead.
    pub high: f64,
}

/// One bar for each weight that has a part in the value, widest first.
/// Empty when there is no rival.
pub fn tornado(model: &Model) -> Vec<Bar> {
    let weights = model.weights();
    let Some(first) = leader(&model.gains(&weights), &model.excluded) else {
        return Vec::new();
    };
    let mut bars: Vec<Bar> = Vec::new();
    for (index, term) in model.terms.iter().enumerate() {
        let without = Line::of(model, &weights, term.weight, term.loading());
        if term.stated.is_some() {
            bars.extend(weight(model, first, index, &without));
        }
    }
    bars.sort_by(|x, y| (y.high - y.low).total_cmp(&(x.high - x.low)));
    bars
}

/// Between two crossings of rivals the lead is a ratio of linear functions and so monotone: its extremes lie at
/// the ends of the spread or where two rivals cross.
fn weight(model: &Model, first: usize, index: usize, line: &Line) -> Option<Bar> {
    let term = &model.terms[index];
    if line.unit <= 0.0 {
        return None;
    }
    let ends = [1.0 - term.spread, 1.0 + term.spread].map(|factor| term.weight * factor.max(0.0));
    let mut places = ends.to_vec();
    for b in 0..model.alternatives {
        for c in 0..b {
            let cross = (line.rest[c] - line.rest[b]) / (line.slope[b] - line.slope[c]);
            if cross > ends[0] && cross < ends[1] {
                places.push(cross);
            }
        }
    }
    let leads = places.iter().map(|&x| lead(&line.numerators(x), line.total(x), first, model));
    let leads: Vec<f64> = leads.collect::<Option<_>>()?;
    Some(Bar {
        term: index,
        low: leads.iter().copied().fold(f64::INFINITY, f64::min),
        high: leads.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::model::tests::example;

    #[test]
    fn bars_by_hand() {
        let bars = tornado(&example());
        // The weight of the first question, 1..3: W = (2, 2) and (4, 2).
        let weight = bars.iter().find(|bar| bar.term == 0);
        let weight = weight.expect("the first question is answered");
        assert!((weight.low + 12.5).abs() < 1e-9 && (weight.high - 100.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn without_a_rival_there_is_no_lead() {
        let mut model = example();
        model.excluded = vec![false, true];
        assert!(tornado(&model).is_empty());
    }
}
