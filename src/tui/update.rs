//! The only place where the model changes. A key becomes an action by the keymap; an action means something on a screen.

mod menu;
mod mouse;
mod overlay;
mod pages;
mod question;

use super::action::Action;
use super::command::Command;
use super::editor::Editor;
use super::key::Key;
use super::keymap;
use super::message::{Message, Opened, Place};
use super::model::{Model, Overlay, Screen};
use super::theme::Look;
use super::work::{Effect, Settled, Work};
use crate::session::Change;
use crate::session::summary::Summary;

/// Most characters of the name of a folder.
const FOLDER_LIMIT: usize = 400;

/// Takes a fact in and says what is to be done outside. No IO, no clock.
pub fn update(model: &mut Model, message: Message) -> Vec<Command> {
    match message {
        Message::Key(key) => press(model, key),
        Message::Mouse(mouse) => mouse::happen(model, mouse),
        Message::Paste(words) => overlay::paste(model, &words),
        Message::Resized(columns, rows) => {
            model.start.size = (columns, rows);
            Vec::new()
        }
        Message::Saved(report) => saved(model, report),
        Message::Moved(moved) => self::moved(model, moved),
        Message::Exported(report) => tell(model, report.map(|place| format!("the report is in {place}"))),
        Message::Sessions(sessions) => {
            let is_first = sessions.first().is_some_and(Summary::can_be_opened);
            let first = model.start.sessions.is_empty() && is_first && model.work.is_none();
            model.start.sessions = sessions;
            if first && model.screen == (Screen::Start { cursor: 0 }) {
                // What one most likely wants is to go on.
                model.screen = Screen::Start { cursor: 1 };
            }
            menu::clamp(model);
            Vec::new()
        }
        Message::Questionnaires(questionnaires) => {
            model.start.questionnaires = questionnaires;
            menu::clamp(model);
            Vec::new()
        }
        Message::Opened(Ok(opened)) => open(model, opened),
        Message::Opened(Err(why)) | Message::Failed(why) => tell(model, Err(why)),
    }
}

fn press(model: &mut Model, key: Key) -> Vec<Command> {
    if let Some(out) = keymap::way_out(key) {
        // A note that is being written is kept first.
        let note = matches!(model.overlay, Some(Overlay::Note(_)));
        let mut commands = note.then(|| overlay::act(model, Action::Accept)).flatten().unwrap_or_default();
        model.overlay = None;
        commands.extend(perform(model, out, key));
        return commands;
    }
    let typed = overlay::typed(model, key);
    if typed {
        model.notice = None;
        return Vec::new();
    }
    let Some(action) = keymap::find(&model.contexts(), key) else {
        model.notice = None;
        return Vec::new();
    };
    perform(model, action, key)
}

/// Does what a person wants.
fn perform(model: &mut Model, action: Action, key: Key) -> Vec<Command> {
    model.notice = None;
    if action != Action::Quit {
        model.leaving = false;
    }
    if model.overlay.is_some()
        && let Some(commands) = overlay::act(model, action)
    {
        return commands;
    }
    if let Some(commands) = everywhere(model, action) {
        return commands;
    }
    match model.screen {
        Screen::Start { .. } | Screen::Sessions { .. } | Screen::Questionnaires { .. } => menu::act(model, action),
        Screen::Question => question::act(model, action, key),
        Screen::Review { .. } => pages::review(model, action),
        Screen::Result(_) => pages::result(model, action, key),
    }
}

/// Actions that mean the same on every screen; none for the others.
fn everywhere(model: &mut Model, action: Action) -> Option<Vec<Command>> {
    match action {
        Action::Help => model.overlay = Some(Overlay::Help { scroll: 0 }),
        Action::Palette => overlay::find(model, super::model::PickerKind::Palette),
        Action::Search if model.work.is_some() => overlay::find(model, super::model::PickerKind::Search),
        Action::Export if model.work.is_some() => return Some(overlay::export(model)),
        Action::Quit => return Some(quit(model)),
        Action::Suspend => return Some(vec![Command::Suspend]),
        Action::Redraw => return Some(vec![Command::Redraw]),
        Action::Save if model.work.is_some() => {
            let folder = model.work.as_ref().filter(|w| w.trouble.is_none()).map(|w| w.opened.place.folder.clone());
            match folder {
                Some(folder) => model.say(format!("every answer is saved as it is given, in {folder}")),
                // Tried again meanwhile: when that works the question goes away by itself.
                None => model.overlay = Some(Overlay::Folder(Editor::new("", FOLDER_LIMIT))),
            }
            return Some(vec![Command::Save]);
        }
        Action::Mouse => {
            let on = !model.start.capabilities.mouse;
            model.start.capabilities.mouse = on;
            model.say(if on { "mouse on; with shift the terminal selects text" } else { "mouse off" });
            return Some(vec![Command::Mouse(on)]);
        }
        Action::Theme => {
            let at = Look::ALL.iter().position(|(look, _)| *look == model.look).unwrap_or(0);
            let (look, name) = Look::ALL[(at + 1) % Look::ALL.len()];
            model.look = look;
            model.say(format!("theme: {name}"));
            return Some(vec![Command::Theme(look)]);
        }
        Action::Start => {
            let commands = settle(model);
            model.screen = Screen::Start { cursor: 0 };
            return Some(commands.into_iter().chain([Command::ListSessions]).collect());
        }
        Action::Review if model.work.is_some() => return Some(pages::enter_review(model)),
        Action::Result if model.work.is_some() => return Some(pages::enter_result(model)),
        Action::Undo | Action::Redo if model.work.is_some() => return Some(step_back(model, action == Action::Redo)),
        _ => return None,
    }
    Some(Vec::new())
}

fn tell(model: &mut Model, report: Result<String, String>) -> Vec<Command> {
    match report {
        Ok(words) => model.say(words),
        Err(why) => model.warn(why),
    }
    Vec::new()
}

fn saved(model: &mut Model, report: Result<(), String>) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    work.pending = work.pending.saturating_sub(1);
    let former = std::mem::replace(&mut work.trouble, report.err());
    match (former, work.trouble.clone()) {
        (None, Some(why)) => model.warn(format!("not saved, kept in memory: {why}; ctrl-s saves in another folder")),
        (Some(_), None) => {
            if matches!(model.overlay, Some(Overlay::Folder(_))) {
                model.overlay = None;
            }
            model.leaving = false;
            model.say("everything is saved again");
        }
        _ => {}
    }
    Vec::new()
}

fn moved(model: &mut Model, moved: Result<Place, String>) -> Vec<Command> {
    match (moved, &mut model.work) {
        (Ok(place), Some(work)) => {
            work.trouble = None;
            let words = format!("everything is saved in {}", place.folder);
            work.opened.place = place;
            model.leaving = false;
            model.say(words);
        }
        (Ok(_), None) => {}
        (Err(why), _) => model.warn(why),
    }
    Vec::new()
}

fn open(model: &mut Model, opened: Opened) -> Vec<Command> {
    let Some(work) = Work::new(opened, model.start.settings) else {
        model.warn("this questionnaire asks nothing");
        return Vec::new();
    };
    model.overlay = None;
    model.screen = Screen::Question;
    let whole = work.assessment.unanswered.is_empty();
    model.work = Some(work);
    if whole {
        pages::show_result(model);
    }
    Vec::new()
}

fn quit(model: &mut Model) -> Vec<Command> {
    let mut commands = settle(model);
    let trouble = model.work.as_ref().and_then(|w| w.trouble.clone());
    if let (Some(why), false) = (trouble, model.leaving) {
        model.warn(format!("not all is saved; ctrl-s saves in another folder, leave again to leave anyway ({why})"));
        model.leaving = true;
        return commands;
    }
    commands.push(Command::Quit);
    commands
}

/// What the shell has to write of a change.
fn record(change: Change) -> Vec<Command> {
    vec![Command::Record(change)]
}

/// Leaves the question at hand before another screen is shown.
fn settle(model: &mut Model) -> Vec<Command> {
    let Some(work) = model.work.as_mut().filter(|_| model.screen == Screen::Question) else { return Vec::new() };
    match work.settle() {
        Settled::Nothing => Vec::new(),
        Settled::Recorded(change) => record(change),
        Settled::Kept(why) if why.is_empty() => Vec::new(),
        Settled::Kept(why) => {
            model.say(format!("kept for later, not an answer yet: {why}"));
            Vec::new()
        }
    }
}

fn step_back(model: &mut Model, again: bool) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let Some((change, effect)) = work.step_back(again) else {
        model.say(if again { "nothing to redo" } else { "nothing to undo" });
        return Vec::new();
    };
    let question = work.questionnaire().question(change.question);
    let now = change.after.as_ref().map_or_else(|| "not answered".to_owned(), |a| question.say(&a.value));
    let what = format!("{}: {now}", if again { "redone" } else { "undone" });
    model.say(with_effect(&what, effect));
    if matches!(model.screen, Screen::Result(_)) {
        pages::look_again(model);
    }
    record(change)
}

/// A notice with what a change did to the way.
fn with_effect(what: &str, effect: Effect) -> String {
    effect.words("this").map_or_else(|| what.to_owned(), |words| format!("{what}; {words}"))
}
