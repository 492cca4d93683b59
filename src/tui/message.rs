//! Facts from the world: what was pressed, what came of a request.

use std::sync::Arc;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::key::Key;
use crate::questionnaire::Questionnaire;
use crate::session::Session;
use crate::session::scenario::Scenario;
use crate::session::summary::Summary;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// A text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resized(u16, u16),
    /// The oldest [`super::Command::Record`] without a report is on disk, or is not.
    Saved(Result<(), String>),
    /// The open session is kept in another place from now on, or could not be.
    Moved(Result<Place, String>),
    /// A report was written to this place, or could not be.
    Exported(Result<String, String>),
    /// The sessions there are, newest first.
    Sessions(Vec<Summary>),
    /// The questionnaires there are, the built-in one first.
    Questionnaires(Vec<QuestionnaireSummary>),
    /// A session was opened or made, or could not be.
    Opened(Result<Opened, String>),
    /// Something else that was asked for did not work; one line for the person.
    Failed(String),
}

/// A questionnaire in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionnaireSummary {
    /// What the shell calls it.
    pub key: String,
    /// Where it is from, for people: "built in", or a path.
    pub place: String,
    /// The questionnaire.
    pub questionnaire: Arc<Questionnaire>,
}

/// A session that is ready to be worked on.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What the shell calls it.
    pub id: String,
    /// Where it is kept.
    pub place: Place,
    /// The answers and their history.
    pub session: Session,
    /// What was tried out and kept.
    pub scenarios: Vec<Scenario>,
}

/// Where a session is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its folder, for people.
    pub folder: String,
    /// The command that goes on with it.
    pub command: String,
}

/// What the mouse did, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// It was moved with the left button held.
    Drag,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

impl Mouse {
    /// The mouse of a terminal event; none for what has no use here.
    pub fn from_event(event: MouseEvent) -> Option<Self> {
        let kind = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
            MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
            MouseEventKind::ScrollUp => MouseKind::WheelUp,
            MouseEventKind::ScrollDown => MouseKind::WheelDown,
            _ => return None,
        };
        Some(Self { kind, column: event.column, row: event.row })
    }
}
