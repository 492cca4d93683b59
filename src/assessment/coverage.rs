//! How much of what counts is answered, and whether that is enough for a verdict.

use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::flow::Flow;
use crate::questionnaire::{QuestionId, Questionnaire, SectionId};

/// Why there is no verdict yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Preliminary {
    /// Answered weight over askable weight, 0..1.
    pub coverage: f64,
    /// The share from which on there is a verdict, as the file states it.
    pub enough: f64,
    /// The sections that carry weight and in which nothing is answered, in order.
    pub empty: Vec<SectionId>,
}

/// The weight of what is asked and counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Coverage {
    answered: f64,
    askable: f64,
}

impl Coverage {
    pub(super) fn of(questionnaire: &Questionnaire, answers: &Answers, flow: &Flow) -> Self {
        let mut coverage = Self { answered: 0.0, askable: 0.0 };
        for (id, weight) in counting(questionnaire, flow) {
            let value = flow.effective(answers, id).map(|answer| &answer.value);
            if value != Some(&Value::NotApplicable) {
                coverage.askable += weight;
            }
            if value.is_some_and(Value::is_real) {
                coverage.answered += weight;
            }
        }
        coverage
    }

    /// Answered weight over askable weight, 0..1; 1 when nothing is askable.
    pub(super) fn share(self) -> f64 {
        if self.askable > 0.0 { self.answered / self.askable } else { 1.0 }
    }
}

impl Preliminary {
    /// Why there is no verdict under these answers. A section is empty while none of its open questions that count has
    /// an answer; "don't know" is one, but adds nothing to the coverage.
    pub(super) fn of(questionnaire: &Questionnaire, answers: &Answers, flow: &Flow) -> Option<Self> {
        let coverage = Coverage::of(questionnaire, answers, flow).share();
        let mut untouched: Vec<Option<bool>> = vec![None; questionnaire.sections.len()];
        for (id, _) in counting(questionnaire, flow) {
            if let Some(section) = untouched.get_mut(questionnaire.question(id).section.0) {
                *section = Some(section.unwrap_or(true) && flow.effective(answers, id).is_none());
            }
        }
        let empty = (0..untouched.len()).filter(|&i| untouched[i] == Some(true)).map(SectionId).collect::<Vec<_>>();
        let enough = questionnaire.enough;
        (coverage < enough || !empty.is_empty()).then_some(Self { coverage, enough, empty })
    }
}

/// The open questions that count, with their weights.
fn counting(questionnaire: &Questionnaire, flow: &Flow) -> impl Iterator<Item = (QuestionId, f64)> {
    let weight = |id: QuestionId| (id, questionnaire.question(id).weight);
    flow.open().filter(|&id| questionnaire.question(id).is_scored()).map(weight)
}
