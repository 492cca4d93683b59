//! Choosing a session or a questionnaire.

use super::super::action::Action;
use super::super::command::Command;
use super::super::menu::{self, Does};
use super::super::model::{Model, Screen};

/// What an action means on a list.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Command> {
    let entries = menu::entries(model);
    let Some(cursor) = cursor_of(&mut model.screen) else { return Vec::new() };
    let last = entries.len().saturating_sub(1);
    match action {
        Action::Up => *cursor = cursor.saturating_sub(1),
        Action::Down => *cursor = (*cursor + 1).min(last),
        Action::PageUp | Action::First => *cursor = 0,
        Action::PageDown | Action::Last => *cursor = last,
        Action::Accept => {
            let chosen = entries.get(*cursor).map(|e| e.does.clone());
            return chosen.map_or_else(Vec::new, |does| choose(model, does));
        }
        Action::Close | Action::Back => match model.screen {
            Screen::Start { .. } => model.say("q leaves"),
            _ => model.screen = Screen::Start { cursor: 0 },
        },
        Action::Fork | Action::Delete => {
            let (cursor, dying) = (*cursor, action == Action::Delete);
            let chosen = model.start.sessions.get(cursor).map(|s| s.id.clone());
            return chosen.map_or_else(Vec::new, |id| copy_or_delete(model, cursor, id, dying));
        }
        _ => {}
    }
    if let Screen::Sessions { doomed, .. } = &mut model.screen {
        *doomed = false;
    }
    Vec::new()
}

fn cursor_of(screen: &mut Screen) -> Option<&mut usize> {
    match screen {
        Screen::Start { cursor } | Screen::Questionnaires { cursor } | Screen::Sessions { cursor, .. } => Some(cursor),
        _ => None,
    }
}

/// Puts the cursor on an entry.
pub(super) fn point(model: &mut Model, row: usize) {
    if let Some(cursor) = cursor_of(&mut model.screen) {
        *cursor = row;
    }
    clamp(model);
}

/// Keeps the cursor on the list after the list has changed.
pub(super) fn clamp(model: &mut Model) {
    let last = menu::entries(model).len().saturating_sub(1);
    if let Some(cursor) = cursor_of(&mut model.screen) {
        *cursor = (*cursor).min(last);
    }
}

fn choose(model: &mut Model, does: Does) -> Vec<Command> {
    match does {
        Does::Begin(key) => vec![Command::New(key)],
        Does::Open(id) => vec![Command::Open(id)],
        Does::Return => {
            model.screen = Screen::Question;
            Vec::new()
        }
        Does::Sessions => {
            model.screen = Screen::Sessions { cursor: 0, doomed: false };
            vec![Command::ListSessions]
        }
        Does::Questionnaires => {
            model.screen = Screen::Questionnaires { cursor: 0 };
            vec![Command::ListQuestionnaires]
        }
    }
}

fn copy_or_delete(model: &mut Model, cursor: usize, id: String, dying: bool) -> Vec<Command> {
    let is_open = model.work.as_ref().is_some_and(|w| w.opened.id == id);
    let asked = matches!(model.screen, Screen::Sessions { doomed: true, .. });
    model.screen = Screen::Sessions { cursor, doomed: false };
    if !dying {
        model.say("copied");
        return vec![Command::Fork(id)];
    }
    if is_open {
        model.warn("this session is open");
        return Vec::new();
    }
    if asked {
        model.say("deleted");
        return vec![Command::Delete(id)];
    }
    model.screen = Screen::Sessions { cursor, doomed: true };
    model.warn("press the same key again to delete this session for good");
    Vec::new()
}
