//! The state of the screens: a plain value. What can be derived from the answers is derived when they change.

use super::message::{Opened, QuestionnaireSummary, SessionSummary};

/// What the world outside can do; told once, at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether the terminal shows Unicode.
    pub unicode: bool,
    /// Whether the mouse is reported.
    pub mouse: bool,
    /// Extensions of the report formats that can be written, best first.
    pub formats: Vec<String>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
}

/// Everything that the screens know.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What the world can do.
    pub capabilities: Capabilities,
    /// The questionnaires there are, the one to begin with first.
    pub questionnaires: Vec<QuestionnaireSummary>,
    /// The sessions there are, newest first.
    pub sessions: Vec<SessionSummary>,
    /// The session that is open.
    pub open: Option<Opened>,
}

impl Model {
    /// The start screen. The first questionnaire is the one that "start" begins; sessions come newest first.
    pub fn new(
        capabilities: Capabilities,
        questionnaires: Vec<QuestionnaireSummary>,
        sessions: Vec<SessionSummary>,
    ) -> Self {
        Self { capabilities, questionnaires, sessions, open: None }
    }

    /// What is printed when the screens are gone: where the work is; empty when there is none.
    pub fn farewell(&self) -> Vec<String> {
        self.open.iter().map(|open| format!("saved in {}; go on with `chiefly`", open.place)).collect()
    }
}
