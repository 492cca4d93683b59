//! The history of a session's answers, in words: who changed what, when, from what to what.

use super::Cause;
use super::journal::Journal;
use crate::questionnaire::answer::Answer;
use crate::questionnaire::question::Question;
use crate::questionnaire::{QuestionId, Questionnaire};

/// One change, in words. All texts are clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it was made, RFC 3339.
    pub time: String,
    /// Who made it; empty where nobody said.
    pub who: String,
    /// Whose answer.
    pub question: QuestionId,
    /// What stood there before, with its remarks; none when there was no answer.
    pub before: Option<String>,
    /// What stands there since, with its remarks; none when the answer was taken away.
    pub after: Option<String>,
    /// What made it.
    pub cause: Cause,
}

/// All changes of a journal that can be read, oldest first.
pub fn steps(journal: &Journal, questionnaire: &Questionnaire) -> Vec<Step> {
    let say = |question: &Question, answer: &Option<Answer>| answer.as_ref().map(|a| question.say_answer(a));
    let step = |entry: &super::journal::Entry| {
        let question = questionnaire.question(entry.question);
        Step {
            time: entry.time.clone(),
            who: entry.who.clone(),
            question: entry.question,
            before: say(question, &entry.before),
            after: say(question, &entry.answer),
            cause: entry.cause,
        }
    };
    journal.entries.iter().map(step).collect()
}
