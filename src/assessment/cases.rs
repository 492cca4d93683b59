//! The answers that a question could have: what is drawn when it is unknown, tried when something must change, and
//! ranged over for best and worst cases.
//!
//! All of them where they are few. A number has the places where its loading bends, the ends of its bands and its
//! range: between two of them a value moves one way only, so the extremes are among them. Shared points have their
//! corners for the same reason.

use crate::questionnaire::answer::{Confidence, Value};
use crate::questionnaire::question::{Graded, Kind, Question};

/// A multiple choice with more options than this is not tried in all combinations, but tick by tick.
const SUBSETS: usize = 8;
/// A ranking of more options than this is not tried in all orders, but with each option moved to the front.
const ORDERS: usize = 4;

/// The answers that could be given, in the order of the question. Empty for texts and notes.
pub fn cases(question: &Question) -> Vec<Value> {
    let raw = match &question.kind {
        Kind::Single(options) => (0..options.len()).map(Value::Choice).collect(),
        Kind::Multiple { options, .. } => ticks(options.len()),
        Kind::Scale { min, max, .. } =>
        {
            #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
            (*min..=*max).map(|n| Value::Number(n as f64)).collect()
        }
        Kind::Number { min, max, graded, .. } => bends(question, *min, *max, graded),
        Kind::Points(options) => corners(options.len()),
        Kind::Rank(options) => orders(options.len()),
        Kind::Text { .. } | Kind::Note => Vec::new(),
    };
    let mut values: Vec<Value> = raw.into_iter().filter_map(|value| question.accept(value).ok()).collect();
    values.dedup();
    values
}

/// The cases that an answer stands for, as places in `values`: itself when it is sure; its neighbours too when not.
pub fn meant(values: &[Value], stated: usize, confidence: Confidence) -> Vec<usize> {
    let near = |&place: &usize| place == stated || is_near(values, stated, place);
    match confidence {
        Confidence::Sure => vec![stated],
        Confidence::Unsure => (0..values.len()).filter(near).collect(),
    }
}

/// Neighbours are the next ones of a list or a scale, one tick more or less, one exchange in an order.
fn is_near(values: &[Value], stated: usize, other: usize) -> bool {
    match (&values[stated], &values[other]) {
        (Value::Choices(x), Value::Choices(y)) => {
            x.iter().filter(|i| !y.contains(i)).count() + y.iter().filter(|i| !x.contains(i)).count() == 1
        }
        (Value::Order(x), Value::Order(y)) => {
            let differ: Vec<usize> = (0..x.len().min(y.len())).filter(|&i| x[i] != y[i]).collect();
            matches!(differ[..], [i, j] if i + 1 == j)
        }
        (Value::Number(x), Value::Number(y)) => {
            !values.iter().any(|value| matches!(value, Value::Number(z) if (x.min(*y) < *z && *z < x.max(*y))))
        }
        (Value::Choice(x), Value::Choice(y)) => x.abs_diff(*y) == 1,
        (Value::Points(_), Value::Points(points)) => points.iter().max().is_some_and(|&most| most < 100),
        _ => false,
    }
}

/// All sets of few options; of many, none, each alone, and all but each. What the question forbids is left out later.
fn ticks(options: usize) -> Vec<Value> {
    if options <= SUBSETS {
        let set = |bits: usize| (0..options).filter(|i| bits >> i & 1 == 1).collect();
        return (0..1_usize << options).map(|bits| Value::Choices(set(bits))).collect();
    }
    let alone = (0..options).map(|i| vec![i]);
    let without = (0..options).map(|i| (0..options).filter(|&j| j != i).collect());
    std::iter::once(Vec::new()).chain(alone).chain(without).map(Value::Choices).collect()
}

/// The ends of the range and of the bands, and the points where a loading bends.
fn bends(question: &Question, min: f64, max: f64, graded: &Graded) -> Vec<Value> {
    let bends = graded.loads.iter().flat_map(|(_, points)| points.iter().map(|&(x, _)| x));
    let ends = graded.bands.iter().filter_map(|band| band.max);
    let mut places: Vec<f64> = bends.chain(ends).filter(|&x| min < x && x < max).chain([min, max]).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places.into_iter().map(|place| Value::Number(question.nearest(place))).collect()
}

/// All points on one option, and as even a share as whole points allow.
fn corners(options: usize) -> Vec<Value> {
    let Some(each) = u32::try_from(options).ok().filter(|&n| n > 0).map(|n| 100 / n) else { return Vec::new() };
    let rest = 100 - each * u32::try_from(options).unwrap_or_default();
    let even = (0..options).map(|i| if i == 0 { each + rest } else { each }).collect();
    let corner = |i: usize| (0..options).map(|j| if i == j { 100 } else { 0 }).collect();
    (0..options).map(corner).chain([even]).map(Value::Points).collect()
}

/// All orders of few options; of many, the order of the file with each option moved to the front.
fn orders(options: usize) -> Vec<Value> {
    if options > ORDERS {
        let front = |i: usize| std::iter::once(i).chain((0..options).filter(move |&j| j != i)).collect();
        return (0..options).map(front).map(Value::Order).collect();
    }
    let longer = |orders: Vec<Vec<usize>>, _| {
        let free = |order: &Vec<usize>| (0..options).filter(|i| !order.contains(i)).collect::<Vec<_>>();
        let add = |order: Vec<usize>| free(&order).into_iter().map(move |i| [&order[..], &[i]].concat());
        orders.into_iter().flat_map(add).collect()
    };
    (0..options).fold(vec![Vec::new()], longer).into_iter().map(Value::Order).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_orders_and_corners() {
        assert_eq!(ticks(3).len(), 8);
        assert_eq!(ticks(9).len(), 19);
        assert_eq!(orders(3).len(), 6);
        assert_eq!(orders(6).len(), 6);
        assert_eq!(corners(3).last(), Some(&Value::Points(vec![34, 33, 33])));
    }

    #[test]
    fn neighbours_of_an_unsure_answer() {
        let numbers: Vec<Value> = [0.0, 10.0, 50.0, 90.0].map(Value::Number).to_vec();
        assert_eq!(meant(&numbers, 1, Confidence::Unsure), [0, 1, 2]);
        assert_eq!(meant(&numbers, 1, Confidence::Sure), [1]);
        // The sets {} {0} {1} {0,1}: {0} is one tick from {} and from {0,1}.
        assert_eq!(meant(&ticks(2), 1, Confidence::Unsure), [0, 1, 3]);
        let choices: Vec<Value> = (0..4).map(Value::Choice).collect();
        assert_eq!(meant(&choices, 3, Confidence::Unsure), [2, 3]);
        // Orders of three: each is near to the two with neighbours exchanged.
        assert_eq!(meant(&orders(3), 0, Confidence::Unsure).len(), 3);
    }
}
