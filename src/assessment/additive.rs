//! From answers to the additive model of one decision, and back from its numbers to a result.

use super::join::Join;
use super::robustness::Flips;
use super::{Contribution, CriterionWeight, DecisionResult, Reason, Standing, Verdict};
use crate::decision::dominance::dominance;
use crate::decision::interval::intervals;
use crate::decision::{Contributions, Evaluation, Ranking};
use crate::questionnaire::answer::Value;
use crate::questionnaire::condition::Facts;
use crate::questionnaire::flow::Known;
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{AlternativeId, CriterionId, DecisionId, GateId, QuestionId, Questionnaire};

/// The loadings e of a value on all criteria of the questionnaire, by index.
pub fn loadings(questionnaire: &Questionnaire, question: &Question, value: &Value) -> Vec<f64> {
    let mut e = vec![0.0; questionnaire.criteria.len()];
    let mut add = |option: usize, share: f64| {
        for &(criterion, load) in question.options().get(option).map_or(&[][..], |o| &o.loads) {
            e[criterion.0] += share * load;
        }
    };
    match value {
        Value::Choice(i) => add(*i, 1.0),
        Value::Choices(ticks) => ticks.iter().for_each(|&i| add(i, 1.0)),
        Value::Points(points) => points.iter().enumerate().for_each(|(i, &p)| add(i, f64::from(p) / 100.0)),
        Value::Order(order) => {
            let weights = rank_order_centroid(order.len());
            order.iter().zip(weights).for_each(|(&i, w)| add(i, w));
        }
        Value::Number(n) => {
            for (criterion, points) in question.graded().map_or(&[][..], |g| &g.loads) {
                e[criterion.0] += piecewise(points, *n);
            }
        }
        Value::Text(_) | Value::Unknown | Value::NotApplicable => {}
    }
    e
}

/// Rank-order-centroid weights of n ranks (Barron & Barrett 1996): `w_i = (1/n) sum_{j>=i} 1/j`, summing to 1.
fn rank_order_centroid(n: usize) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "at most 200 options")]
    let inverse = |j: usize| 1.0 / j as f64;
    (1..=n).map(|i| (i..=n).map(inverse).sum::<f64>() * inverse(n)).collect()
}

/// Linear between points, constant beyond the ends; 0 without points.
fn piecewise(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|&(px, _)| px <= x);
    match (after.checked_sub(1).and_then(|i| points.get(i)), points.get(after)) {
        (Some(&(x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some(&(_, y)), None) | (None, Some(&(_, y))) => y,
        (None, None) => 0.0,
    }
}

/// The result of one decision by values alone, given what is known and what was decided before.
pub(super) fn decide(questionnaire: &Questionnaire, id: DecisionId, known: &Known<'_>, join: &Join) -> DecisionResult {
    let model = &join.model;
    let evaluation = Evaluation::of(model);
    let parts = Contributions::of(model);
    let questions = join.questions.iter().zip(&model.terms);
    let contributions: Vec<Contribution> = questions
        .zip(parts.terms)
        .filter(|((_, term), _)| term.stated.is_some())
        .map(|((&question, _), points)| Contribution { question, points })
        .collect();
    let ranking = Ranking::of(model, &evaluation.numerators);
    let decided = !contributions.is_empty();
    let best = ranking.recommended.filter(|_| decided).map(AlternativeId);
    let weights = model.weights();
    let criteria = join.applying(weights.iter().zip(&evaluation.weights));
    DecisionResult {
        decision: id,
        order: ranking.order.into_iter().map(AlternativeId).collect(),
        recommended: best,
        candidates: best.into_iter().collect(),
        best,
        runner_up: None,
        verdict: if best.is_some() { Verdict::Leaning } else { Verdict::Open },
        standings: standings(questionnaire, id, known, &evaluation.values, &ranking.ranks),
        criteria: criteria.map(|(criterion, (&raw, &share))| CriterionWeight { criterion, raw, share }).collect(),
        base: parts.base,
        reasons_for: Vec::new(),
        reasons_against: Vec::new(),
        contributions,
        robustness: None,
        flips: if decided { Flips::of(join) } else { Flips::default() },
        intervals: intervals(model),
        dominance: dominance(&join.table()),
        analysis: None,
    }
}

fn standings(
    questionnaire: &Questionnaire,
    id: DecisionId,
    known: &Known<'_>,
    values: &[f64],
    ranks: &[Option<usize>],
) -> Vec<Standing> {
    let gates = questionnaire.gates.iter().enumerate();
    let closed: Vec<_> = gates.filter(|(_, g)| g.decision == id && g.condition.holds(known)).collect();
    let standing = |(i, &value): (usize, &f64)| Standing {
        alternative: AlternativeId(i),
        value,
        rank: ranks.get(i).copied().flatten(),
        excluded_by: closed
            .iter()
            .filter(|(_, g)| g.excludes.contains(&AlternativeId(i)))
            .map(|&(g, _)| GateId(g))
            .collect(),
    };
    values.iter().enumerate().map(standing).collect()
}

/// What speaks for one alternative against another, strongest first.
pub(super) fn reasons(
    questionnaire: &Questionnaire,
    known: &Known<'_>,
    contributions: &[Contribution],
    winner: Option<AlternativeId>,
    other: Option<AlternativeId>,
) -> Vec<Reason> {
    let (Some(winner), Some(other)) = (winner, other) else { return Vec::new() };
    let mut reasons: Vec<Reason> = contributions
        .iter()
        .map(|c| (c.question, c.points[winner.0] - c.points[other.0]))
        .filter(|&(_, points)| points > 1e-9)
        .map(|(question, points)| Reason { question, text: reason(questionnaire, known, question), points })
        .collect();
    reasons.sort_by(|a, b| b.points.total_cmp(&a.points));
    reasons
}

/// The author's words for an answer: of its option, or of its band; else the answer itself.
fn reason(questionnaire: &Questionnaire, known: &Known<'_>, id: QuestionId) -> String {
    let question = questionnaire.question(id);
    let Some(answer) = known.answer(id) else { return String::new() };
    let words = |option: usize| {
        let choice = question.options().get(option)?;
        let filled = choice.reason.as_ref().map(|r| questionnaire.fill(r, known, Some((id, &answer.value))));
        Some(filled.unwrap_or_else(|| choice.label.clone()))
    };
    match (&answer.value, &question.kind) {
        (Value::Choice(i), _) => words(*i).unwrap_or_default(),
        (Value::Choices(ticks), _) => ticks.iter().filter_map(|&i| words(i)).collect::<Vec<_>>().join("; "),
        (Value::Order(order), _) => order.first().and_then(|&i| words(i)).unwrap_or_default(),
        (Value::Points(points), _) => {
            let most = points.iter().max().copied().unwrap_or_default();
            points.iter().position(|&p| p == most).and_then(words).unwrap_or_default()
        }
        (Value::Number(n), Kind::Number { graded, .. } | Kind::Scale { graded, .. }) => graded
            .band(*n)
            .and_then(|b| b.reason.as_ref())
            .map_or_else(|| question.say(&answer.value), |r| questionnaire.fill(r, known, Some((id, &answer.value)))),
        _ => question.say(&answer.value),
    }
}

/// Where the company lies on the map: on each axis, the share of all weights that its criteria have.
pub(super) fn position(questionnaire: &Questionnaire, decisions: &[DecisionResult]) -> Option<(f64, f64)> {
    let map = questionnaire.map.as_ref()?;
    let result = decisions.get(map.decision.0).filter(|d| d.best.is_some())?;
    let share = |criteria: &[CriterionId]| -> f64 {
        result.criteria.iter().filter(|c| criteria.contains(&c.criterion)).map(|c| c.share).sum()
    };
    Some((share(&map.x.criteria).min(1.0), share(&map.y.criteria).min(1.0)))
}
