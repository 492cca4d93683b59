//! One decision under changed answers: which questions, options and gates open or close, and how the alternatives then
//! stand. The one way in which counterfactuals, triggers, the tornado and the value of information ask "what if", some ten
//! thousand times in the blink of an eye.

mod swing;
mod trial;

use std::borrow::Cow;
use std::collections::BTreeMap;

use self::trial::Trial;
use super::cases::meant;
use super::join::Tables;
use super::robustness::Finding;
use crate::decision::counterfactual::{self, Change, Move, State};
use crate::decision::ranking::leader;
use crate::questionnaire::answer::{Answer, Answers, Confidence, Value};
use crate::questionnaire::condition::{Condition, Facts, Matcher};
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};

/// Sums that the value of information may cost; far more than any questionnaire that a person could answer needs.
const WORK: usize = 20_000_000;

/// A decision with all answers that could be given.
pub(super) struct World<'a> {
    questionnaire: &'a Questionnaire,
    answers: &'a Answers,
    decision: DecisionId,
    /// For each question, its cases as answers.
    candidates: Vec<Vec<Answer>>,
    /// For each question, which of the cases may be changed to.
    allowed: Vec<Vec<usize>>,
    /// For each question, the cases that the tornado tries: all but the answer itself.
    swung: Vec<Vec<usize>>,
    /// For each question and case, whether the change may open or close something.
    structural: Vec<Vec<bool>>,
    /// The decision and, where it looks at them, the earlier ones.
    numbers: Vec<Option<Numbers>>,
}

/// A decision as numbers, with the weighted loadings of every case of every question.
struct Numbers {
    base: Vec<f64>,
    /// One row for each criterion.
    performance: Vec<Vec<f64>>,
    rows: Vec<Row>,
}

/// A question that loads some criterion of a decision.
struct Row {
    question: usize,
    /// What its answer brings to each criterion.
    stated: Option<Vec<f64>>,
    /// What each of its cases would bring.
    cases: Vec<Vec<f64>>,
}

impl<'a> World<'a> {
    pub(super) fn new(
        questionnaire: &'a Questionnaire,
        answers: &'a Answers,
        tables: &Tables,
        decision: DecisionId,
    ) -> Self {
        let flow = Flow::of(questionnaire, answers);
        let known = Known { answers, flow: &flow, recommended: &[] };
        let candidates: Vec<Vec<Answer>> = questionnaire
            .question_ids()
            .map(|id| tables.values(id).iter().cloned().map(Answer::from).collect())
            .collect();
        let numbers = (0..questionnaire.decisions.len()).map(DecisionId).map(|id| {
            let asked = id == decision || (id.0 < decision.0 && looks_back(questionnaire, decision));
            asked.then(|| Numbers::new(questionnaire, answers, &candidates, id))
        });
        let mut world = Self {
            questionnaire,
            answers,
            decision,
            allowed: questionnaire.question_ids().map(|id| allowed(&known, questionnaire, tables, id)).collect(),
            swung: questionnaire.question_ids().map(|id| others(&known, tables, id)).collect(),
            structural: Vec::new(),
            numbers: numbers.collect(),
            candidates,
        };
        world.structural = world.find_structural();
        world
    }

    /// For each question and case, whether some condition sees a difference to the present answer, or an earlier
    /// decision that this one looks at may turn out otherwise.
    fn find_structural(&self) -> Vec<Vec<bool>> {
        let mut matchers: Vec<(QuestionId, &Matcher)> = Vec::new();
        let asked = self.questionnaire.questions.iter().filter_map(|question| question.ask_if.as_ref());
        let seen = |id: DecisionId| self.numbers[id.0].is_some();
        let gates = self.questionnaire.gates.iter().filter(|gate| seen(gate.decision)).map(|gate| &gate.condition);
        let options = self.questionnaire.questions.iter().flat_map(Question::options);
        let shown = options.filter_map(|option| option.show_if.as_ref());
        for condition in asked.chain(gates).chain(shown) {
            collect(condition, &mut matchers);
        }
        let earlier = |question: usize| {
            let before = self.numbers[..self.decision.0].iter().flatten();
            before.flat_map(|numbers| &numbers.rows).any(|row| row.question == question)
        };
        let structural = |question: usize| {
            let present = self.answers.get(QuestionId(question)).map(|answer| &answer.value);
            let of: Vec<&Matcher> = matchers.iter().filter(|(id, _)| id.0 == question).map(|(_, m)| *m).collect();
            let whole = earlier(question);
            let differs = |answer: &Answer| of.iter().any(|m| m.matches(present) != m.matches(Some(&answer.value)));
            self.candidates[question].iter().map(|answer| whole || differs(answer)).collect()
        };
        (0..self.candidates.len()).map(structural).collect()
    }

    /// A change as question and answer.
    pub(super) fn change(&self, change: Change) -> (QuestionId, Value) {
        (QuestionId(change.question), self.candidates[change.question][change.case].value.clone())
    }

    /// Leaves of the changes that may be made only those that `keep` wants.
    pub(super) fn restrict(&mut self, keep: impl Fn(QuestionId, &Value) -> bool) {
        for (question, cases) in self.allowed.iter_mut().enumerate() {
            cases.retain(|&case| keep(QuestionId(question), &self.candidates[question][case].value));
        }
    }

    /// What is recommended after these changes.
    pub(super) fn winner(&self, done: &[Change]) -> Option<AlternativeId> {
        let trial = self.trial(done);
        let state = self.standing(&trial, self.decision);
        leader(&state.numerators, &state.excluded).filter(|_| state.decided).map(AlternativeId)
    }

    /// Whether no earlier decision has to be made again for this one.
    pub(super) fn stands_alone(&self) -> bool {
        self.numbers[..self.decision.0].iter().all(Option::is_none)
    }

    /// What settling each open answer would change; the most decisive first. `gains` are the expected gains of the
    /// questions that are scored. Of thousands of open questions only the first are looked at.
    pub(super) fn information(&self, gains: &[(QuestionId, f64)]) -> Vec<Finding> {
        let now = self.winner(&[]);
        let flow = Flow::of(self.questionnaire, self.answers);
        let mut work = 0;
        let mut findings: Vec<Finding> = flow
            .open()
            .filter_map(|question| {
                let gain = gains.iter().find(|(id, _)| *id == question).map(|(_, gain)| *gain);
                let matters = gain.is_some() || self.structural[question.0].contains(&true);
                let possible = self.possible(question).filter(|cases| matters && cases.len() > 1)?;
                work += possible.len() * counterfactual::World::cost(self);
                if work > WORK {
                    return None;
                }
                let after = |&case: &usize| self.winner(&[Change { question: question.0, case }]);
                let value = |case: usize| self.candidates[question.0][case].value.clone();
                let changes: Vec<(Value, Option<AlternativeId>)> =
                    possible.iter().map(|case| (value(*case), after(case))).filter(|(_, then)| *then != now).collect();
                #[expect(clippy::cast_precision_loss, reason = "few cases")]
                let probability = changes.len() as f64 / possible.len() as f64;
                Some(Finding { question, changes, probability, gain: gain.unwrap_or(0.0) })
            })
            .collect();
        findings.sort_by(|x, y| y.probability.total_cmp(&x.probability).then(y.gain.total_cmp(&x.gain)));
        findings
    }

    /// The cases that an open answer may turn out to be; none when it is settled.
    fn possible(&self, question: QuestionId) -> Option<Vec<usize>> {
        let cases = &self.candidates[question.0];
        match self.answers.get(question) {
            None | Some(Answer { value: Value::Unknown, .. }) => {
                let trial = self.trial(&[]);
                let allowed = self.allowed[question.0].iter().copied();
                Some(allowed.filter(|&case| trial.offers(question.0, case)).collect())
            }
            Some(Answer { value, confidence: Confidence::Unsure, .. }) => {
                let values: Vec<Value> = cases.iter().map(|answer| answer.value.clone()).collect();
                let stated = values.iter().position(|other| other == value)?;
                Some(meant(&values, stated, Confidence::Unsure))
            }
            Some(_) => None,
        }
    }

    fn trial<'w>(&'w self, done: &'w [Change]) -> Trial<'w> {
        let questions = &self.questionnaire.questions;
        let open = vec![false; questions.len()];
        let (without_hidden, recommended) = (BTreeMap::new(), Vec::new());
        let mut trial = Trial { world: self, done, open, without_hidden, recommended };
        for (place, question) in questions.iter().enumerate() {
            trial.open[place] = question.ask_if.as_ref().is_none_or(|condition| condition.holds(&trial));
            if let Some(said) = trial.said(place).filter(|_| question.hides()) {
                let counts = question.counting(said, &trial);
                if counts.as_ref() != Some(said) {
                    trial.without_hidden.insert(place, counts);
                }
            }
        }
        for id in (0..self.decision.0).map(DecisionId) {
            let recommended = self.numbers[id.0].as_ref().and_then(|_| {
                let state = self.standing(&trial, id);
                leader(&state.numerators, &state.excluded).filter(|_| state.decided).map(AlternativeId)
            });
            trial.recommended.push(recommended);
        }
        trial
    }

    /// How a decision stands.
    fn standing(&self, trial: &Trial<'_>, id: DecisionId) -> State {
        let excluded = super::join::excluded(self.questionnaire, id, trial);
        let Some(numbers) = &self.numbers[id.0] else {
            return State { numerators: vec![0.0; excluded.len()], excluded, decided: false };
        };
        let (weights, decided) = self.weights(trial, id, numbers);
        State { numerators: self.numerators(trial, id, numbers, &weights), excluded, decided }
    }

    /// The raw weight of each criterion of a decision, and whether any answer counts.
    fn weights(&self, trial: &Trial<'_>, id: DecisionId, numbers: &Numbers) -> (Vec<f64>, bool) {
        let mut weights = numbers.base.clone();
        let mut decided = false;
        for row in numbers.rows.iter().filter(|row| trial.open[row.question]) {
            if let Some(loading) = self.loading(trial, id, row) {
                weights.iter_mut().zip(loading.iter()).for_each(|(weight, load)| *weight += load);
                decided = true;
            }
        }
        (weights, decided)
    }

    /// What the answer to a question brings to each criterion of a decision; none without one that counts.
    fn loading<'r>(&self, trial: &Trial<'_>, id: DecisionId, row: &'r Row) -> Option<Cow<'r, [f64]>> {
        if let Some(counts) = trial.without_hidden.get(&row.question) {
            let value = counts.as_ref().map(|answer| &answer.value).filter(|value| value.is_real())?;
            return Some(Cow::Owned(weighted(self.questionnaire, id, QuestionId(row.question), value)));
        }
        let changed = trial.done.iter().find(|change| change.question == row.question);
        let loading = changed.map_or(row.stated.as_ref(), |change| row.cases.get(change.case));
        loading.map(|loading| Cow::Borrowed(loading.as_slice()))
    }

    fn numerators(&self, trial: &Trial<'_>, id: DecisionId, numbers: &Numbers, weights: &[f64]) -> Vec<f64> {
        let mut numerators = vec![0.0; self.questionnaire.decision(id).alternatives.len()];
        let criteria = self.questionnaire.criteria_of(id);
        for ((_, criterion), (weight, row)) in criteria.zip(weights.iter().zip(&numbers.performance)) {
            if criterion.applies_if.as_ref().is_none_or(|condition| condition.holds(trial)) {
                numerators.iter_mut().zip(row).for_each(|(sum, p)| *sum += weight * p);
            }
        }
        numerators
    }
}

impl counterfactual::World for World<'_> {
    fn structural(&self, done: &[Change]) -> Vec<Change> {
        let trial = self.trial(done);
        let from = done.last().map_or(0, |change| change.question + 1);
        let questions = (from..self.candidates.len()).filter(|&question| trial.open[question]);
        let of = |question: usize| {
            let cases = self.allowed[question].iter().filter(move |&&case| self.structural[question][case]);
            cases.map(move |&case| Change { question, case })
        };
        questions.flat_map(of).filter(|change| trial.offers(change.question, change.case)).collect()
    }

    fn cost(&self) -> usize {
        4 * self.questionnaire.questions.len() + 8 * self.questionnaire.gates.len()
    }

    fn state(&self, done: &[Change]) -> State {
        self.standing(&self.trial(done), self.decision)
    }

    fn moves(&self, done: &[Change]) -> Vec<Move> {
        let trial = self.trial(done);
        let Some(numbers) = &self.numbers[self.decision.0] else { return Vec::new() };
        let mut moves = Vec::new();
        for row in numbers.rows.iter().filter(|row| trial.open[row.question]) {
            if done.iter().any(|change| change.question == row.question) {
                continue;
            }
            let stated = self.loading(&trial, self.decision, row);
            let plain = |&&case: &&usize| !self.structural[row.question][case] && trial.offers(row.question, case);
            for &case in self.allowed[row.question].iter().filter(plain) {
                let load = |k: usize| row.cases[case][k] - stated.as_ref().map_or(0.0, |stated| stated[k]);
                let difference: Vec<f64> = (0..numbers.base.len()).map(load).collect();
                let delta = self.numerators(&trial, self.decision, numbers, &difference);
                moves.push(Move { change: Change { question: row.question, case }, delta });
            }
        }
        moves
    }
}

impl Numbers {
    fn new(questionnaire: &Questionnaire, answers: &Answers, candidates: &[Vec<Answer>], id: DecisionId) -> Self {
        let criteria: Vec<_> = questionnaire.criteria_of(id).collect();
        let row = |question: QuestionId| {
            let weighted = |value: &Value| weighted(questionnaire, id, question, value);
            let stated = answers.get(question).filter(|answer| answer.value.is_real());
            let cases: Vec<Vec<f64>> = candidates[question.0].iter().map(|answer| weighted(&answer.value)).collect();
            let stated = stated.map(|answer| weighted(&answer.value));
            let counts = cases.iter().chain(&stated).flatten().any(|&load| load > 0.0);
            counts.then_some(Row { question: question.0, stated, cases })
        };
        Self {
            base: criteria.iter().map(|(_, criterion)| criterion.base).collect(),
            performance: criteria.iter().map(|(_, criterion)| criterion.performance.clone()).collect(),
            rows: questionnaire.question_ids().filter_map(row).collect(),
        }
    }
}

/// What an answer brings to each criterion of a decision, the question's weight in it.
fn weighted(questionnaire: &Questionnaire, id: DecisionId, question: QuestionId, value: &Value) -> Vec<f64> {
    let asked = questionnaire.question(question);
    let loads = super::additive::loadings(questionnaire, asked, value);
    questionnaire.criteria_of(id).map(|(k, _)| asked.weight * loads[k.0]).collect()
}

/// Whether a decision's gates or criteria look at earlier decisions.
fn looks_back(questionnaire: &Questionnaire, id: DecisionId) -> bool {
    let criteria = questionnaire.criteria_of(id).any(|(_, criterion)| criterion.applies_if.is_some());
    criteria || questionnaire.gates.iter().any(|gate| gate.decision == id && !gate.condition.decisions().is_empty())
}

fn collect<'c>(condition: &'c Condition, matchers: &mut Vec<(QuestionId, &'c Matcher)>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| collect(part, matchers)),
        Condition::Question(question, matcher) => matchers.push((*question, matcher)),
        Condition::Decision { .. } => {}
    }
}

/// All cases of a question but the answer itself; none where the answer does not apply.
fn others(known: &Known<'_>, tables: &Tables, id: QuestionId) -> Vec<usize> {
    let said = known.answer(id).map(|answer| &answer.value);
    if said == Some(&Value::NotApplicable) {
        return Vec::new();
    }
    let values = tables.values(id).iter().enumerate();
    values.filter(|(_, value)| Some(*value) != said).map(|(case, _)| case).collect()
}

/// The cases that a question may be changed to: not a locked one, nor one that does not apply; what is offered, and is
/// not the answer already; of a multiple choice those that are one tick away.
fn allowed(known: &Known<'_>, questionnaire: &Questionnaire, tables: &Tables, id: QuestionId) -> Vec<usize> {
    let answer = known.answers.get(id);
    if answer.is_some_and(|answer| answer.locked || answer.value == Value::NotApplicable) {
        return Vec::new();
    }
    let stated = known.answer(id).map(|answer| &answer.value).filter(|value| value.is_real());
    let many = matches!(questionnaire.question(id).kind, Kind::Multiple { .. });
    let near = |value: &Value| match (stated, value) {
        (Some(Value::Choices(ticked)), Value::Choices(ticks)) => {
            let differ = |x: &[usize], y: &[usize]| x.iter().filter(|tick| !y.contains(tick)).count();
            differ(ticked, ticks) + differ(ticks, ticked) == 1
        }
        (None, Value::Choices(ticks)) => ticks.len() <= 1,
        _ => true,
    };
    let values = tables.values(id).iter().enumerate();
    let fits = |&(_, value): &(usize, &Value)| Some(value) != stated && (!many || near(value));
    values.filter(fits).map(|(case, _)| case).collect()
}
