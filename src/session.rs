//! A person's work on a questionnaire: the answers and every change that led to them. Each change is a value that the
//! shell writes to the journal before the next key is read; the answers are the fold over the changes.

pub mod answers_file;
pub mod damage;
pub mod history;
pub mod journal;
pub mod scenario;
mod seal;
pub mod summary;

use std::sync::Arc;

use crate::questionnaire::answer::{Answer, Answers};
use crate::questionnaire::{QuestionId, Questionnaire};

/// One change of one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Whose answer.
    pub question: QuestionId,
    /// What stood there before.
    pub before: Option<Answer>,
    /// What stands there now; none takes the answer away.
    pub after: Option<Answer>,
    /// What made it.
    pub cause: Cause,
}

/// What made a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The person answered.
    Answer,
    /// An earlier change was taken back.
    Undo,
    /// A change that was taken back was made again.
    Redo,
}

/// Answers with their history.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// What is answered.
    pub questionnaire: Arc<Questionnaire>,
    answers: Answers,
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Session {
    /// A session with answers from elsewhere (or none) and no history.
    pub fn new(questionnaire: Arc<Questionnaire>, answers: Answers) -> Self {
        Self { questionnaire, answers, done: Vec::new(), undone: Vec::new() }
    }

    /// What was said so far.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Puts an answer that fits its question (see `Question::accept`), or takes it away. Gives the change to be
    /// journalled; none when nothing changes.
    #[must_use = "a change must be journalled"]
    pub fn answer(&mut self, question: QuestionId, answer: Option<Answer>) -> Option<Change> {
        let change = self.change(question, answer, Cause::Answer)?;
        self.undone.clear();
        self.done.push(change.clone());
        Some(change)
    }

    /// Takes the last change back.
    #[must_use = "a change must be journalled"]
    pub fn undo(&mut self) -> Option<Change> {
        let last = self.done.pop()?;
        let change = self.change(last.question, last.before.clone(), Cause::Undo);
        self.undone.push(last);
        change
    }

    /// Makes the change again that was taken back last.
    #[must_use = "a change must be journalled"]
    pub fn redo(&mut self) -> Option<Change> {
        let last = self.undone.pop()?;
        let change = self.change(last.question, last.after.clone(), Cause::Redo);
        self.done.push(last);
        change
    }

    /// Applies a change that was read from a journal: the history grows as it did when it was made. What the journal
    /// says stands, also when changes before it are missing.
    pub fn replay(&mut self, question: QuestionId, after: Option<Answer>, cause: Cause) {
        let _: Option<Change> = match cause {
            Cause::Undo if self.done.last().is_some_and(|c| c.question == question && c.before == after) => self.undo(),
            Cause::Redo if self.undone.last().is_some_and(|c| c.question == question && c.after == after) => {
                self.redo()
            }
            Cause::Answer | Cause::Undo | Cause::Redo => None,
        };
        let _: Option<Change> = self.answer(question, after);
    }

    /// All changes that stand, oldest first.
    pub fn history(&self) -> &[Change] {
        &self.done
    }

    fn change(&mut self, question: QuestionId, after: Option<Answer>, cause: Cause) -> Option<Change> {
        if self.answers.get(question) == after.as_ref() {
            return None;
        }
        let before = self.answers.set(question, after.clone());
        Some(Change { question, before, after, cause })
    }
}
