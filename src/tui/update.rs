//! The only place where the model changes.

use super::command::Command;
use super::key::{Code, Key};
use super::message::Message;
use super::model::Model;

/// Takes a fact in and says what is to be done outside. No IO, no clock.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    match message {
        Message::Key(Key { code: Code::Char('q'), .. }) => vec![Command::Quit],
        Message::Resized(columns, rows) => {
            model.start.size = (columns, rows);
            Vec::new()
        }
        Message::Sessions(sessions) => {
            model.start.sessions = sessions;
            Vec::new()
        }
        Message::Questionnaires(questionnaires) => {
            model.start.questionnaires = questionnaires;
            Vec::new()
        }
        Message::Opened(Ok(opened)) => {
            model.open = Some(opened);
            Vec::new()
        }
        _ => Vec::new(),
    }
}
