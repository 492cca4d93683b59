//! The verdict: whether something can be recommended, what, and who else is in the race.
//!
//! Alternatives are ordered by their share of first ranks (SMAA); the value explains the order and breaks ties. Where
//! the two name different alternatives, nothing is recommended: what rests on values (reasons, flips, counterfactuals)
//! would otherwise speak for another alternative than the headline.

use super::additive::reasons;
use super::{DecisionResult, Verdict};
use crate::decision::ranking::TIE;
use crate::questionnaire::flow::Known;
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, Questionnaire};

/// The share of draws that the candidates have together when nothing is recommended.
const TOGETHER: f64 = 0.9;

/// Completes a decision that has a best alternative: order, verdict, candidates, and the reasons that part the best
/// from the next.
pub(super) fn judge(questionnaire: &Questionnaire, known: &Known<'_>, preliminary: bool, result: &mut DecisionResult) {
    let Some(best) = result.best else { return };
    let mut order = std::mem::take(&mut result.order);
    let share = |a: AlternativeId| result.acceptability(a).unwrap_or(0.0);
    order.sort_by(|&a, &b| share(b).total_cmp(&share(a)));
    result.order = order;
    rank(result);
    result.runner_up = result.order.iter().copied().find(|&a| a != best);
    result.verdict =
        if preliminary { Verdict::Preliminary } else { verdict(questionnaire.decision(result.decision), result) };
    result.recommended = matches!(result.verdict, Verdict::Clear | Verdict::Leaning).then_some(best);
    result.candidates = result.recommended.map_or_else(|| candidates(result), |recommended| vec![recommended]);
    result.reasons_for = reasons(questionnaire, known, &result.contributions, Some(best), result.runner_up);
    result.reasons_against = reasons(questionnaire, known, &result.contributions, result.runner_up, Some(best));
}

/// Numbers the alternatives as they stand in the order; those with the same share and the same value share a number.
fn rank(result: &mut DecisionResult) {
    let figures = |a: AlternativeId| {
        let value = result.standings.get(a.0).map_or(0.0, |standing| standing.value);
        (result.acceptability(a).unwrap_or(0.0), value)
    };
    let mut before: Option<(usize, (f64, f64))> = None;
    let mut ranks = Vec::new();
    for (place, &a) in result.order.iter().enumerate() {
        let now = figures(a);
        let same = before
            .filter(|(_, then)| then.0.to_bits() == now.0.to_bits() && (then.1 - now.1).abs() <= TIE * then.1.abs());
        let rank = same.map_or(place + 1, |(rank, _)| rank);
        before = Some((rank, now));
        ranks.push((a, rank));
    }
    for (a, rank) in ranks {
        if let Some(standing) = result.standings.get_mut(a.0) {
            standing.rank = Some(rank);
        }
    }
}

fn verdict(decision: &Decision, result: &DecisionResult) -> Verdict {
    let (Some(&first), Some(best)) = (result.order.first(), result.best) else { return Verdict::Open };
    let Some(share) = result.acceptability(first) else { return Verdict::Leaning };
    if first != best || is_tied(result, best) || share < decision.leaning {
        Verdict::TooClose
    } else if share < decision.clear {
        Verdict::Leaning
    } else {
        Verdict::Clear
    }
}

/// Whether another alternative in the race has the same value.
fn is_tied(result: &DecisionResult, best: AlternativeId) -> bool {
    let value = |a: AlternativeId| result.standings.get(a.0).map_or(0.0, |standing| standing.value);
    result.order.iter().any(|&a| a != best && value(best) - value(a) <= TIE * value(best).abs())
}

/// The fewest, as in the order, that together come first in nine draws of ten and with whom the best by value is; two
/// at least.
fn candidates(result: &DecisionResult) -> Vec<AlternativeId> {
    let mut together = 0.0;
    let mut candidates = Vec::new();
    for &a in &result.order {
        let has_best = result.best.is_none_or(|best| candidates.contains(&best));
        if together >= TOGETHER && has_best && candidates.len() >= 2 {
            break;
        }
        together += result.acceptability(a).unwrap_or(0.0);
        candidates.push(a);
    }
    candidates
}
