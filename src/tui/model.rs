//! The state of the screens: a plain value. What can be derived from the answers is derived when they change.

use super::message::{Opened, QuestionnaireSummary};
use crate::capabilities::Capabilities;
use crate::session::summary::Summary;

/// What is known at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// What the place can do.
    pub capabilities: Capabilities,
    /// Extensions of the report formats that can be written, best first.
    pub formats: Vec<String>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The questionnaires there are, the one to begin with first.
    pub questionnaires: Vec<QuestionnaireSummary>,
    /// The sessions there are, newest first.
    pub sessions: Vec<Summary>,
}

/// Everything that the screens know.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What was known at the start, kept up to date.
    pub start: Start,
    /// The session that is open.
    pub open: Option<Opened>,
}

impl Model {
    /// The start screen. To begin inside a session, send `Opened` before the first view.
    pub fn new(start: Start) -> Self {
        Self { start, open: None }
    }

    /// What is printed when the screens are gone: where the work is; empty when there is none.
    pub fn farewell(&self) -> Vec<String> {
        self.open.iter().map(|open| format!("saved in {}; go on with `chiefly`", open.place)).collect()
    }
}
