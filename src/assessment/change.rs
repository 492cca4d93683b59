//! What would have to be different for another recommendation, and which of it time will bring.

use super::join::Tables;
use super::world::World;
use crate::decision::counterfactual::{Limits, Outcome, counterfactuals as search};
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::question::{Direction, Kind, Question, Time};
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};

/// Steps in one answer beyond which time leads only after so long that everything else has changed too.
const FURTHEST: usize = 2;

/// Other answers to some questions, in the order of the questions.
pub type Changes = Vec<(QuestionId, Value)>;

/// The ways to one alternative that is not recommended now.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterfactual {
    /// The alternative.
    pub alternative: AlternativeId,
    /// What would have to be answered otherwise.
    pub ways: Ways,
}

/// The smallest sets of changes that lead to an alternative.
#[derive(Clone, Debug, PartialEq)]
pub enum Ways {
    /// These: all of the same size, and none is smaller.
    Within {
        /// The sets, at most a dozen.
        sets: Vec<Changes>,
        /// Whether there are more of this size.
        cut: bool,
    },
    /// No so many plausible changes, or fewer, lead there.
    NotWithin(usize),
}

/// A change that time may bring and that would change the recommendation: a reason to look again.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// What would then be recommended.
    pub alternative: AlternativeId,
    /// The answers that would have changed.
    pub changes: Changes,
    /// The author's words for each of them.
    pub words: Vec<String>,
}

/// For each alternative of a decision that is not recommended, the smallest sets of answer changes that lead to it.
///
/// Only plausible changes count: locked answers stay, and so do those that do not apply and those to questions whose
/// answer stays; what changes with time moves in its direction only; nothing moves further than two steps, options or
/// levels, or doublings of a number. An unknown or missing answer may be given. In a multiple choice one tick is a change.
/// Of the sets of the smallest size those with the least effort come first. A later decision that looks at earlier ones is searched to two changes, since every
/// change may turn those.
pub fn counterfactuals(questionnaire: &Questionnaire, answers: &Answers, decision: DecisionId) -> Vec<Counterfactual> {
    let tables = Tables::new(questionnaire);
    let mut world = World::new(questionnaire, answers, &tables, decision);
    let flow = Flow::of(questionnaire, answers);
    let now = |id| flow.effective(answers, id).map(|answer| &answer.value).filter(|value| value.is_real());
    world.restrict(|id, value| is_plausible(questionnaire.question(id), now(id), value));
    let effort = |(id, then): &(QuestionId, Value)| {
        let question = questionnaire.question(*id);
        #[expect(clippy::cast_precision_loss, reason = "a few steps")]
        let steps = now(*id).map_or(1, |now| steps(&question.kind, now, then)) as f64;
        steps * question.effort
    };
    let mut found = find(&world);
    for counterfactual in &mut found {
        if let Ways::Within { sets, .. } = &mut counterfactual.ways {
            let whole = |set: &Changes| set.iter().map(effort).sum::<f64>();
            sets.sort_by(|x, y| whole(x).total_cmp(&whole(y)));
        }
    }
    found
}

/// Whether an answer may become another one: not where it stays, in the direction of time, and two steps at most.
pub fn is_plausible(question: &Question, now: Option<&Value>, then: &Value) -> bool {
    let Some(now) = now else { return true };
    let ahead = question.time.as_ref().is_none_or(|time| lies_ahead(time.direction, now, then));
    !question.stays && ahead && steps(&question.kind, now, then) <= FURTHEST
}

/// The changes on questions that change with time, in the direction in which they do and no further than it soon leads,
/// that would change the recommendation of a decision: those with the fewest and nearest changes first. Of several
/// steps in the same questions the nearest one.
pub fn triggers(questionnaire: &Questionnaire, answers: &Answers, decision: DecisionId) -> Vec<Trigger> {
    let tables = Tables::new(questionnaire);
    let mut world = World::new(questionnaire, answers, &tables, decision);
    world.restrict(|question, value| {
        let now = answers.get(question).map(|answer| &answer.value);
        let Question { time, kind, .. } = questionnaire.question(question);
        let may = |(time, now): (&Time, &Value)| {
            lies_ahead(time.direction, now, value) && steps(kind, now, value) <= FURTHEST
        };
        time.as_ref().zip(now).is_some_and(may)
    });
    let step = |(id, then): &(QuestionId, Value)| {
        let now = answers.get(*id).map(|answer| &answer.value);
        now.map_or(FURTHEST, |now| steps(&questionnaire.question(*id).kind, now, then))
    };
    let sets = |found: Counterfactual| match found.ways {
        Ways::Within { sets, .. } => sets.into_iter().map(|changes| (found.alternative, changes)).collect(),
        Ways::NotWithin(_) => Vec::new(),
    };
    let mut found: Vec<(AlternativeId, Changes)> = find(&world).into_iter().flat_map(sets).collect();
    found.sort_by_key(|(_, changes)| (changes.len(), changes.iter().map(step).sum::<usize>()));
    let flow = Flow::of(questionnaire, answers);
    let known = Known { answers, flow: &flow, recommended: &[] };
    let mut triggers: Vec<Trigger> = Vec::new();
    for (alternative, changes) in found {
        let asked = |changes: &Changes| changes.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        let same = |other: &Trigger| other.alternative == alternative && asked(&other.changes) == asked(&changes);
        if !triggers.iter().any(same) {
            let words = |(id, value): &(QuestionId, Value)| {
                let time = questionnaire.question(*id).time.as_ref();
                time.map(|time| questionnaire.fill(&time.review, &known, Some((*id, value))))
            };
            let words = changes.iter().filter_map(words).collect();
            triggers.push(Trigger { alternative, changes, words });
        }
    }
    triggers
}

/// How far one answer lies from another: options or levels between them, doublings of a number, one tick.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "scales are small whole numbers")]
fn steps(kind: &Kind, now: &Value, then: &Value) -> usize {
    match (kind, now, then) {
        (_, Value::Choice(now), Value::Choice(then)) => now.abs_diff(*then),
        (Kind::Scale { .. }, Value::Number(now), Value::Number(then)) => (then - now).abs().round() as usize,
        (_, Value::Number(now), Value::Number(then)) => {
            let (now, then) = (now.abs().max(1.0), then.abs().max(1.0));
            let times = now.max(then) / now.min(then);
            [2.0, 4.0].iter().filter(|most| times > **most).count() + 1
        }
        _ => 1,
    }
}

fn find(world: &World<'_>) -> Vec<Counterfactual> {
    if world.winner(&[]).is_none() {
        return Vec::new();
    }
    let changes = if world.stands_alone() { 3 } else { 2 };
    let limits = Limits { changes, ..Limits::default() };
    let words = |set: &Vec<_>| set.iter().map(|&change| world.change(change)).collect();
    search(world, limits)
        .into_iter()
        .map(|found| Counterfactual {
            alternative: AlternativeId(found.target),
            ways: match found.outcome {
                Outcome::Within { sets, cut } => Ways::Within { sets: sets.iter().map(words).collect(), cut },
                Outcome::NotWithin(size) => Ways::NotWithin(size),
            },
        })
        .collect()
}

/// Whether time may lead from one answer to another: to later options or greater numbers, or back.
fn lies_ahead(direction: Direction, now: &Value, then: &Value) -> bool {
    let order = match (now, then) {
        (Value::Choice(now), Value::Choice(then)) => now.cmp(then),
        (Value::Number(now), Value::Number(then)) => now.total_cmp(then),
        (Value::Choices(now), Value::Choices(then)) => now.len().cmp(&then.len()),
        _ => return false,
    };
    match direction {
        Direction::Up => order.is_lt(),
        Direction::Down => order.is_gt(),
        Direction::Either => order.is_ne(),
    }
}
