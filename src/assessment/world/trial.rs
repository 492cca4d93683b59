//! A changed session: what is then open, offered and said, and what the earlier decisions then come to.

use std::collections::BTreeMap;

use super::World;
use crate::decision::counterfactual::Change;
use crate::questionnaire::answer::Answer;
use crate::questionnaire::condition::Facts;
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId};

/// Some changes, and what follows from them.
pub(super) struct Trial<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) done: &'w [Change],
    pub(super) open: Vec<bool>,
    /// The answers that name an option which is not offered then, as they count.
    pub(super) without_hidden: BTreeMap<usize, Option<Answer>>,
    pub(super) recommended: Vec<Option<AlternativeId>>,
}

impl Trial<'_> {
    /// What is said to a question, whether or not all of it counts.
    pub(super) fn said(&self, question: usize) -> Option<&Answer> {
        let changed = self.done.iter().find(|change| change.question == question);
        changed.map_or_else(
            || self.world.answers.get(QuestionId(question)),
            |change| self.world.candidates[question].get(change.case),
        )
    }

    /// Whether all that a case picks is offered.
    pub(super) fn offers(&self, question: usize, case: usize) -> bool {
        let asked = self.world.questionnaire.question(QuestionId(question));
        let candidate = &self.world.candidates[question][case];
        !asked.hides() || asked.counting(candidate, self).as_ref() == Some(candidate)
    }
}

impl Facts for Trial<'_> {
    fn answer(&self, question: QuestionId) -> Option<&Answer> {
        if !self.open.get(question.0).copied().unwrap_or(false) {
            return None;
        }
        match self.without_hidden.get(&question.0) {
            Some(counts) => counts.as_ref(),
            None => self.said(question.0),
        }
    }

    fn recommended(&self, decision: DecisionId) -> Option<AlternativeId> {
        self.recommended.get(decision.0).copied().flatten()
    }
}
