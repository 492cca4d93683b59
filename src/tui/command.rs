//! Requests to the world. Each is carried out by the shell, in order; what came of it arrives as a message.

use super::theme::Look;
use crate::session::Change;
use crate::session::scenario::Scenario;

/// Something to be done outside.
#[must_use = "a command that nobody carries out is lost"]
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Append a change to the journal of the open session; answered by `Saved`, before the next key is read.
    Record(Change),
    /// Write what could not be written before; answered by `Saved`.
    Save,
    /// Keep the open session in this folder from now on; answered by `Moved`.
    SaveIn(String),
    /// Write a report of the open session in the format with this extension; answered by `Exported`.
    Export {
        /// One of [`super::model::Start::formats`].
        format: String,
    },
    /// List the sessions; answered by `Sessions`.
    ListSessions,
    /// List the questionnaires; answered by `Questionnaires`.
    ListQuestionnaires,
    /// Open a session by its id; answered by `Opened`. The session that was open is closed.
    Open(String),
    /// Make and open a session for the questionnaire with this key; answered by `Opened`.
    New(String),
    /// Delete a session by its id; answered by `Sessions` or `Failed`.
    Delete(String),
    /// Copy a session by its id; answered by `Sessions` or `Failed`.
    Fork(String),
    /// Keep these scenarios of the open session, in the place of those kept before; answered by `Failed` if at all.
    Keep(Vec<Scenario>),
    /// Put a text on the clipboard.
    Copy(String),
    /// Let the terminal report the mouse, or not.
    Mouse(bool),
    /// Use another theme from now on.
    Theme(Look),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back and stop until continued.
    Suspend,
    /// End; what `farewell` says is printed afterwards.
    Quit,
}
