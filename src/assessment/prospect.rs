//! Which closed questions could still be asked: a branch that hangs on a question without an answer is drawn as what it
//! is, unknown, so that little answered never looks sure.

use super::join::Tables;
use crate::questionnaire::answer::Value;
use crate::questionnaire::condition::{Condition, Facts, Matcher};
use crate::questionnaire::flow::Known;
use crate::questionnaire::{QuestionId, Questionnaire};

/// Blanks that are drawn beside the cases of a question at most; what is rarer than that is left out.
const BLANKS: usize = 2048;

/// For each question, how likely it is asked when every question without an answer is answered by each of its cases
/// equally often, 0..1. Questions are taken as independent of each other.
#[derive(Debug)]
pub(super) struct Prospects(Vec<f64>);

impl Prospects {
    /// None when every open question has an answer: then the way is settled.
    pub(super) fn of(questionnaire: &Questionnaire, tables: &Tables, known: &Known<'_>) -> Option<Self> {
        let mut open = known.flow.open();
        open.find(|&id| known.answer(id).is_none() && !tables.values(id).is_empty())?;
        let mut prospects = Self(Vec::with_capacity(questionnaire.questions.len()));
        for (place, question) in questionnaire.questions.iter().enumerate() {
            let share = match &question.ask_if {
                _ if known.flow.is_open(QuestionId(place)) => 1.0,
                Some(condition) => prospects.likelihood(tables, known, condition),
                None => 1.0,
            };
            prospects.0.push(share);
        }
        Some(prospects)
    }

    /// The places of the cases that are drawn for a closed question: each of them, and beside them as many blanks, a
    /// place that is no case, as it takes. Empty when it cannot be asked any more.
    pub(super) fn drawn(&self, question: QuestionId, cases: &[usize], blank: usize) -> Vec<usize> {
        let share = self.0.get(question.0).copied().unwrap_or(0.0);
        #[expect(clippy::cast_precision_loss, reason = "few cases")]
        let blanks = cases.len() as f64 * (1.0 - share) / share;
        if cases.is_empty() || !(blanks.is_finite() && blanks < 2048.5) {
            return Vec::new();
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 2048")]
        let blanks = (blanks.round() as usize).min(BLANKS);
        cases.iter().copied().chain(std::iter::repeat_n(blank, blanks)).collect()
    }

    fn likelihood(&self, tables: &Tables, known: &Known<'_>, condition: &Condition) -> f64 {
        match condition {
            Condition::All(parts) => parts.iter().map(|part| self.likelihood(tables, known, part)).product(),
            Condition::Any(parts) => {
                1.0 - parts.iter().map(|part| 1.0 - self.likelihood(tables, known, part)).product::<f64>()
            }
            Condition::Question(question, matcher) => self.matches(tables, known, *question, matcher),
            Condition::Decision { .. } => f64::from(u8::from(condition.holds(known))),
        }
    }

    /// How likely the answer to a question matches.
    fn matches(&self, tables: &Tables, known: &Known<'_>, question: QuestionId, matcher: &Matcher) -> f64 {
        let sure = |value: Option<&Value>| f64::from(u8::from(matcher.matches(value)));
        if let Some(answer) = known.answer(question) {
            return sure(Some(&answer.value));
        }
        let asked = self.0.get(question.0).copied().unwrap_or(0.0);
        let values = tables.values(question);
        if values.is_empty() {
            return sure(None);
        }
        #[expect(clippy::cast_precision_loss, reason = "few cases")]
        let share = values.iter().filter(|value| matcher.matches(Some(value))).count() as f64 / values.len() as f64;
        asked * share + (1.0 - asked) * sure(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_make_up_the_share_in_which_it_is_not_asked() {
        let prospects = Prospects(vec![0.25, 1.0, 0.0, 1e-9]);
        assert_eq!(prospects.drawn(QuestionId(0), &[0, 1], 2), [0, 1, 2, 2, 2, 2, 2, 2]);
        assert_eq!(prospects.drawn(QuestionId(1), &[0, 1], 2), [0, 1]);
        assert!(prospects.drawn(QuestionId(2), &[0, 1], 2).is_empty());
        assert!(prospects.drawn(QuestionId(3), &[0, 1], 2).is_empty());
    }
}
