//! Questions and answers joined with the numbers of the decision analysis, and kept as tables so that a changed answer
//! costs little.

use std::sync::Arc;

use super::additive::loadings;
use super::cases::{cases, meant};
use super::prospect::Prospects;
use crate::decision::{Model, Term};
use crate::questionnaire::answer::{Answer, Value};
use crate::questionnaire::condition::Facts;
use crate::questionnaire::flow::Known;
use crate::questionnaire::{AlternativeId, CriterionId, DecisionId, QuestionId, Questionnaire};

/// What a questionnaire has to say whatever is answered: the cases of each question and what they load.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    /// The cases of each question.
    values: Vec<Arc<[Value]>>,
    /// For each decision, its criteria and the questions that load one of them.
    decisions: Vec<(Vec<CriterionId>, Vec<Row>)>,
}

/// A question of a decision, with the loadings of its cases on the decision's criteria.
#[derive(Debug, Clone)]
struct Row {
    question: QuestionId,
    loads: Arc<[Vec<f64>]>,
    /// The same without the criteria that may not apply; none when it loads none of them.
    reduced: Option<Arc<[Vec<f64>]>>,
}

/// One decision as a model, and which question stands behind each of its terms.
#[derive(Debug, Clone)]
pub(super) struct Join {
    /// The criteria, each with whether it applies. Nothing is said of one that does not: its weight is zero.
    pub(super) criteria: Vec<(CriterionId, bool)>,
    /// The question of each term.
    pub(super) questions: Vec<QuestionId>,
    /// The numbers.
    pub(super) model: Model,
}

impl Tables {
    pub(super) fn new(questionnaire: &Questionnaire) -> Self {
        let values: Vec<Arc<[Value]>> = questionnaire.questions.iter().map(|q| cases(q).into()).collect();
        let decision = |id| {
            let criteria: Vec<CriterionId> = questionnaire.criteria_of(id).map(|(k, _)| k).collect();
            let row = |question: QuestionId| {
                let always = |k: &CriterionId| questionnaire.criterion(*k).applies_if.is_none();
                let pairs = |some: bool| criteria.iter().map(|k| (*k, some || always(k))).collect::<Vec<_>>();
                let of = |some| loads(questionnaire, question, &values[question.0], &pairs(some));
                let (loads, reduced) = (of(true), of(false));
                let counts = loads.iter().flatten().any(|&e| e > 0.0) && questionnaire.question(question).is_scored();
                let reduced = (reduced != loads).then_some(reduced);
                counts.then_some(Row { question, loads, reduced })
            };
            let rows = questionnaire.question_ids().filter_map(row).collect();
            (criteria, rows)
        };
        Self { decisions: (0..questionnaire.decisions.len()).map(DecisionId).map(decision).collect(), values }
    }

    /// The cases of a question.
    pub(super) fn values(&self, question: QuestionId) -> &Arc<[Value]> {
        &self.values[question.0]
    }

    /// Joins one decision with what is known.
    pub(super) fn join(&self, questionnaire: &Questionnaire, id: DecisionId, known: &Known<'_>) -> Join {
        let (all, rows) = &self.decisions[id.0];
        let applies = |k: CriterionId| {
            questionnaire.criterion(k).applies_if.as_ref().is_none_or(|condition| condition.holds(known))
        };
        let criteria: Vec<(CriterionId, bool)> = all.iter().map(|&k| (k, applies(k))).collect();
        let decision = questionnaire.decision(id);
        let prospects = Prospects::of(questionnaire, self, known);
        let mut terms = Vec::with_capacity(rows.len());
        for row in rows {
            let mut term = self.term(questionnaire, row, known, &criteria, prospects.as_ref());
            (term.weight, term.spread) = (questionnaire.question(row.question).weight, decision.weight_spread);
            terms.push(term);
        }
        let of = |k: &CriterionId| questionnaire.criterion(*k);
        let alternatives = decision.alternatives.len();
        let cell = |a: usize, k: &CriterionId| of(k).performance.get(a).copied().unwrap_or(0.0);
        let model = Model {
            alternatives,
            criteria: criteria.len(),
            performance: (0..alternatives).flat_map(|a| all.iter().map(move |k| cell(a, k))).collect(),
            spread: all.iter().map(|k| of(k).spread).collect(),
            utility: decision.utility_spread,
            base: criteria.iter().map(|(k, applies)| if *applies { of(k).base } else { 0.0 }).collect(),
            terms,
            excluded: excluded(questionnaire, id, known),
        };
        Join { criteria, questions: rows.iter().map(|row| row.question).collect(), model }
    }

    /// What a question brings under what was answered, without its weight.
    fn term(
        &self,
        questionnaire: &Questionnaire,
        row: &Row,
        known: &Known<'_>,
        criteria: &[(CriterionId, bool)],
        prospects: Option<&Prospects>,
    ) -> Term {
        let answer = known.answer(row.question);
        let mut values = Arc::clone(&self.values[row.question.0]);
        let stated = answer.filter(|answer| answer.value.is_real()).map(|answer| &answer.value);
        let optional = |k: CriterionId| questionnaire.criterion(k).applies_if.is_some();
        let loading = if stated.is_some_and(|value| !values.contains(value)) {
            values = with(&values, stated);
            loads(questionnaire, row.question, &values, criteria)
        } else if criteria.iter().all(|&(_, applies)| applies) || row.reduced.is_none() {
            Arc::clone(&row.loads)
        } else if criteria.iter().all(|&(k, applies)| applies != optional(k)) {
            row.reduced.as_ref().map_or_else(|| Arc::clone(&row.loads), Arc::clone)
        } else {
            loads(questionnaire, row.question, &values, criteria)
        };
        let place = stated.and_then(|value| values.iter().position(|other| other == value));
        let mut drawn = match (place, answer) {
            _ if !known.flow.is_open(row.question) => {
                let cases: Vec<usize> = (0..values.len()).collect();
                prospects.map_or_else(Vec::new, |some| some.drawn(row.question, &cases, values.len()))
            }
            (Some(place), Some(answer)) => meant(&values, place, answer.confidence),
            (_, Some(Answer { value: Value::NotApplicable, .. })) => Vec::new(),
            _ => (0..values.len()).collect(),
        };
        drawn.retain(|&case| {
            let value = values.get(case);
            Some(case) == place || value.is_none_or(|value| is_offered(questionnaire, known, row.question, value))
        });
        Term { weight: 0.0, spread: 0.0, cases: loading, stated: place, drawn }
    }
}

impl Join {
    /// Of values that stand beside the criteria, those of the criteria that apply.
    pub(super) fn applying<'a, T>(
        &'a self,
        values: impl IntoIterator<Item = T> + 'a,
    ) -> impl Iterator<Item = (CriterionId, T)> {
        let pairs = self.criteria.iter().zip(values);
        pairs.filter(|((_, applies), _)| *applies).map(|((k, _), value)| (*k, value))
    }

    /// The model with nothing but the performances on the criteria that apply.
    pub(super) fn table(&self) -> Model {
        let model = &self.model;
        let row = |a| self.applying(model.performance(a).iter().copied()).map(|(_, p)| p);
        let performance: Vec<f64> = (0..model.alternatives).flat_map(row).collect();
        let criteria = self.criteria.iter().filter(|(_, applies)| *applies).count();
        Model { alternatives: model.alternatives, criteria, performance, ..Model::default() }
    }

    /// For each criterion, what all that is said of it has to be multiplied by so that the raw weights become these.
    /// One of which nothing is said gets its weight as base.
    pub(super) fn factors(&mut self, weights: &[(CriterionId, f64)]) -> Vec<f64> {
        let now = if weights.is_empty() { Vec::new() } else { self.model.weights() };
        let mut factors = vec![1.0; self.criteria.len()];
        for &(criterion, weight) in weights {
            let Some(k) = self.criteria.iter().position(|&other| other == (criterion, true)) else { continue };
            let weight = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
            if now[k] > 0.0 {
                factors[k] = weight / now[k];
            } else {
                self.model.base[k] = weight;
            }
        }
        factors
    }

    /// The same with all that is said of each criterion multiplied by its factor.
    pub(super) fn scaled(&self, factors: &[f64]) -> Self {
        let mut join = self.clone();
        for (k, &factor) in factors.iter().enumerate().filter(|(_, factor)| factor.to_bits() != 1.0_f64.to_bits()) {
            join.model.base[k] *= factor;
            for term in join.model.terms.iter_mut().filter(|term| term.cases.iter().any(|case| case[k] > 0.0)) {
                for case in Arc::make_mut(&mut term.cases) {
                    case[k] *= factor;
                }
            }
        }
        join
    }
}

/// The loadings of the cases on these criteria; zero on one that does not apply.
fn loads(
    questionnaire: &Questionnaire,
    question: QuestionId,
    values: &[Value],
    criteria: &[(CriterionId, bool)],
) -> Arc<[Vec<f64>]> {
    let asked = questionnaire.question(question);
    let load = |value: &Value| {
        let all = loadings(questionnaire, asked, value);
        criteria.iter().map(|&(k, applies)| if applies { all[k.0] } else { 0.0 }).collect()
    };
    values.iter().map(load).collect()
}

/// The cases with the stated one among them: numbers in their order, everything else at the end.
fn with(values: &[Value], stated: Option<&Value>) -> Arc<[Value]> {
    let mut values: Vec<Value> = values.iter().chain(stated).cloned().collect();
    values.sort_by(|x, y| match (x, y) {
        (Value::Number(x), Value::Number(y)) => x.total_cmp(y),
        _ => std::cmp::Ordering::Equal,
    });
    values.into()
}

/// Whether all options that a value picks are offered.
pub(super) fn is_offered(
    questionnaire: &Questionnaire,
    known: &Known<'_>,
    question: QuestionId,
    value: &Value,
) -> bool {
    let hides = |option: usize| {
        let choice = questionnaire.question(question).options().get(option);
        let condition = choice.and_then(|choice| choice.show_if.as_ref());
        condition.is_some_and(|condition| !condition.holds(known))
    };
    match value {
        Value::Choice(option) => !hides(*option),
        Value::Choices(ticks) => !ticks.iter().any(|&option| hides(option)),
        _ => true,
    }
}

/// Which alternatives the gates exclude.
pub(super) fn excluded(questionnaire: &Questionnaire, id: DecisionId, facts: &impl Facts) -> Vec<bool> {
    let gates = questionnaire.gates.iter().filter(|gate| gate.decision == id && gate.condition.holds(facts));
    let mut excluded = vec![false; questionnaire.decision(id).alternatives.len()];
    for &AlternativeId(alternative) in gates.flat_map(|gate| &gate.excludes) {
        excluded[alternative] = true;
    }
    excluded
}
