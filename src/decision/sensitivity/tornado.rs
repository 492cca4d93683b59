//! The tornado: how far each answer and each weight alone can move the lead of the recommended alternative.

use super::super::model::Model;
use super::super::ranking::leader;
use super::{Line, lead};

/// How far the lead moves. The lead is the value of the recommended alternative less that of its best rival,
/// in points of value; below zero another one leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The index of the term.
    pub term: usize,
    /// What is moved.
    pub swing: Swing,
    /// The smallest lead.
    pub low: f64,
    /// The greatest lead.
    pub high: f64,
}

/// What a bar of the tornado moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swing {
    /// The answer, over all its cases.
    Answer {
        /// The case with the smallest lead.
        low: usize,
        /// The case with the greatest lead.
        high: usize,
    },
    /// The question's weight, over its declared spread.
    Weight,
}

/// One bar for each answer and for each weight that has a part in the value, widest first.
/// Empty when there is no rival.
pub fn tornado(model: &Model) -> Vec<Bar> {
    let weights = model.weights();
    let Some(first) = leader(&model.gains(&weights), &model.excluded) else {
        return Vec::new();
    };
    let mut bars: Vec<Bar> = Vec::new();
    for (index, term) in model.terms.iter().enumerate() {
        let without = Line::of(model, &weights, term.weight, term.loading());
        if term.stated.is_some() || !term.drawn.is_empty() {
            bars.extend(answer(model, first, index, &without));
        }
        if term.stated.is_some() {
            bars.extend(weight(model, first, index, &without));
        }
    }
    bars.sort_by(|x, y| (y.high - y.low).total_cmp(&(x.high - x.low)));
    bars
}

fn answer(model: &Model, first: usize, index: usize, without: &Line) -> Option<Bar> {
    let term = &model.terms[index];
    let leads = term.cases.iter().map(|case| {
        let numerators: Vec<f64> =
            without.rest.iter().zip(model.gains(case)).map(|(rest, gain)| rest + term.weight * gain).collect();
        let total = without.rest_total + term.weight * case.iter().sum::<f64>();
        lead(&numerators, total, first, model)
    });
    let leads: Vec<(usize, f64)> = leads.collect::<Option<Vec<f64>>>()?.into_iter().enumerate().collect();
    let low = *leads.iter().min_by(|x, y| x.1.total_cmp(&y.1))?;
    let high = *leads.iter().max_by(|x, y| x.1.total_cmp(&y.1))?;
    let swing = Swing::Answer { low: low.0, high: high.0 };
    Some(Bar { term: index, swing, low: low.1, high: high.1 })
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
        swing: Swing::Weight,
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
        // The first answer: W = (3, 2) leads by 0.25/5, W = (1, 4) by (1 - 4.25)/5.
        assert_eq!((bars[0].term, bars[0].swing), (0, Swing::Answer { low: 1, high: 0 }));
        assert!((bars[0].low + 65.0).abs() < 1e-9 && (bars[0].high - 5.0).abs() < 1e-9);
        // The unknown third answer: W = (6, 2) leads by (6 - 3.5)/8, W = (3, 5) by (3 - 5.75)/8.
        assert_eq!((bars[1].term, bars[1].swing), (2, Swing::Answer { low: 1, high: 0 }));
        assert!((bars[1].low + 34.375).abs() < 1e-9 && (bars[1].high - 31.25).abs() < 1e-9);
        // The weight of the first question, 1..3: W = (2, 2) and (4, 2).
        let weight = bars.iter().find(|bar| bar.term == 0 && bar.swing == Swing::Weight);
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
