//! What would have to be different for another recommendation, and which of it time will bring.

use super::join::Tables;
use super::world::World;
use crate::decision::counterfactual::{Limits, Outcome, counterfactuals as search};
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::question::Direction;
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};

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
    /// No so many changes, or fewer, lead there.
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
/// Locked answers stay, and so do those that do not apply. An unknown or missing answer may be given. In a multiple
/// choice one tick is a change. A later decision that looks at earlier ones is searched to two changes, since every
/// change may turn those.
pub fn counterfactuals(questionnaire: &Questionnaire, answers: &Answers, decision: DecisionId) -> Vec<Counterfactual> {
    let tables = Tables::new(questionnaire);
    find(&World::new(questionnaire, answers, &tables, decision))
}

/// The changes on questions that change with time, in the direction in which they do, that would change the
/// recommendation of a decision. Of several steps in the same questions the nearest one.
pub fn triggers(questionnaire: &Questionnaire, answers: &Answers, decision: DecisionId) -> Vec<Trigger> {
    let tables = Tables::new(questionnaire);
    let mut world = World::new(questionnaire, answers, &tables, decision);
    world.restrict(|question, value| {
        let now = answers.get(question).map(|answer| &answer.value);
        let time = questionnaire.question(question).time.as_ref();
        time.zip(now).is_some_and(|(time, now)| lies_ahead(time.direction, now, value))
    });
    let flow = Flow::of(questionnaire, answers);
    let known = Known { answers, flow: &flow, recommended: &[] };
    let mut triggers: Vec<Trigger> = Vec::new();
    for found in find(&world) {
        let Ways::Within { sets, .. } = found.ways else { continue };
        for changes in sets {
            let same = |other: &Trigger| {
                let questions = |changes: &Changes| changes.iter().map(|(id, _)| *id).collect::<Vec<_>>();
                other.alternative == found.alternative && questions(&other.changes) == questions(&changes)
            };
            if !triggers.iter().any(same) {
                let words = |(id, value): &(QuestionId, Value)| {
                    let time = questionnaire.question(*id).time.as_ref();
                    time.map(|time| questionnaire.fill(&time.review, &known, Some((*id, value))))
                };
                let words = changes.iter().filter_map(words).collect();
                triggers.push(Trigger { alternative: found.alternative, changes, words });
            }
        }
    }
    triggers
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
