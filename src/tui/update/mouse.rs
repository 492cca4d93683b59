//! The mouse: what lies under it is found by the code that paints the picture.

use super::super::action::Action;
use super::super::areas::{Areas, Target};
use super::super::command::Command;
use super::super::key::{Code, Key};
use super::super::message::{Mouse, MouseKind};
use super::super::model::{Model, Overlay, Screen};
use super::super::picker;
use super::{menu, overlay, pages, perform};

/// What the mouse did.
pub(super) fn happen(model: &mut Model, mouse: Mouse) -> Vec<Command> {
    let wheel = Key::plain(Code::Down);
    match mouse.kind {
        MouseKind::WheelUp => perform(model, Action::Up, wheel),
        MouseKind::WheelDown => perform(model, Action::Down, wheel),
        MouseKind::Drag => {
            if let Some(Target::Slide(row, place)) = Areas::of(model).at(mouse.column, mouse.row) {
                pages::slide(model, row, place);
            }
            Vec::new()
        }
        MouseKind::Press => match Areas::of(model).at(mouse.column, mouse.row) {
            Some(target) => press(model, target),
            None => Vec::new(),
        },
    }
}

fn press(model: &mut Model, target: Target) -> Vec<Command> {
    match target {
        Target::Do(action) => perform(model, action, Key::plain(Code::Enter)),
        Target::Tab(index) => {
            model.notice = None;
            pages::turn(model, index);
            Vec::new()
        }
        Target::Slide(row, place) => {
            model.notice = None;
            pages::slide(model, row, place);
            Vec::new()
        }
        Target::Row(row) => {
            model.notice = None;
            press_row(model, row)
        }
    }
}

/// The first press on a row points at it, the next one chooses it; a tick is ticked at once.
fn press_row(model: &mut Model, row: usize) -> Vec<Command> {
    let enter = Key::plain(Code::Enter);
    if let Some(Overlay::Picker(picker)) = &model.overlay {
        let choice = picker::choices(model, picker).get(row).map(|c| c.choice.clone());
        return overlay::choose(model, choice);
    }
    let again = match &mut model.screen {
        Screen::Start { .. } | Screen::Sessions { .. } | Screen::Questionnaires { .. } => {
            menu::point(model, row);
            true
        }
        Screen::Question => return press_option(model, row),
        Screen::Review { cursor } => std::mem::replace(cursor, row) == row,
        Screen::Result(reading) => std::mem::replace(&mut reading.cursor, row) == row,
    };
    if again { perform(model, Action::Accept, enter) } else { Vec::new() }
}

fn press_option(model: &mut Model, row: usize) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let again = work.draft.cursor == row;
    work.draft.cursor = row.min(work.draft.rows.len().saturating_sub(1));
    let question = work.opened.session.questionnaire.question(work.at);
    let ticked = matches!(work.draft.input, super::super::draft::Input::Ticks(_)) && work.draft.tick(question);
    work.look_ahead();
    if again && !ticked && !work.draft.is_field() {
        return perform(model, Action::Accept, Key::plain(Code::Enter));
    }
    Vec::new()
}
