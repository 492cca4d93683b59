//! Reviewing the answers and reading the result.

use super::super::action::Action;
use super::super::areas::{Areas, PageRow};
use super::super::command::Command;
use super::super::editor::Editor;
use super::super::key::Key;
use super::super::model::{Model, Overlay, Reading, Screen, Tab};
use super::super::scroll;
use super::super::whatif::{Knob, Tried};
use super::super::work::{BackTo, Work};
use super::{record, settle, with_effect};
use crate::assessment::sentences;
use crate::questionnaire::QuestionId;
use crate::session::scenario::NAME_LIMIT;

/// Leaves what is shown for the review.
pub(super) fn enter_review(model: &mut Model) -> Vec<Command> {
    let commands = settle(model);
    show_review(model);
    commands
}

/// Shows the review, the cursor on the question at hand.
pub(super) fn show_review(model: &mut Model) {
    if let Some(work) = &model.work {
        let rows = review_rows(model);
        let cursor = rows.iter().position(|id| *id == work.at).unwrap_or(0);
        model.screen = Screen::Review { cursor };
    }
}

/// The questions of the review, in order: all that are answered, open or not.
pub(super) fn review_rows(model: &Model) -> Vec<QuestionId> {
    let Some(work) = &model.work else { return Vec::new() };
    let questionnaire = work.questionnaire();
    questionnaire.question_ids().filter(|id| questionnaire.question(*id).is_answerable()).collect()
}

/// Leaves what is shown for the result.
pub(super) fn enter_result(model: &mut Model) -> Vec<Command> {
    let commands = settle(model);
    show_result(model);
    commands
}

/// Shows the result; while answers exclude each other, the review, which says how to settle it.
pub(super) fn show_result(model: &mut Model) {
    if look_again(model) {
        model.screen = Screen::Result(Reading::default());
    }
}

/// Works the result out before it is shown; false where there is no way to it, and the review is shown.
pub(super) fn look_again(model: &mut Model) -> bool {
    let Some(work) = &mut model.work else { return false };
    if work.assessment.blocked {
        show_review(model);
        model.warn(sentences::BLOCKED);
        return false;
    }
    work.conclude();
    true
}

/// What an action means on the review.
pub(super) fn review(model: &mut Model, action: Action) -> Vec<Command> {
    let rows = review_rows(model);
    let page = usize::from(model.start.size.1 / 2).max(1);
    let Screen::Review { cursor } = &mut model.screen else { return Vec::new() };
    let last = rows.len().saturating_sub(1);
    match action {
        Action::Up => *cursor = cursor.saturating_sub(1),
        Action::Down => *cursor = (*cursor + 1).min(last),
        Action::PageUp => *cursor = cursor.saturating_sub(page),
        Action::PageDown => *cursor = (*cursor + page).min(last),
        Action::First => *cursor = 0,
        Action::Last => *cursor = last,
        Action::Accept => {
            let chosen = rows.get(*cursor).copied();
            if let Some(id) = chosen {
                jump(model, id);
            }
        }
        Action::Back | Action::Close => {
            let at = model.work.as_ref().map(|w| w.at);
            model.screen = Screen::Question;
            if let (Some(work), Some(at)) = (&mut model.work, at) {
                work.show(at);
            }
        }
        Action::Clear => {
            let chosen = rows.get(*cursor).copied();
            return chosen.map_or_else(Vec::new, |id| clear(model, id));
        }
        _ => {}
    }
    Vec::new()
}

/// Goes to a question to change its answer, and back here afterwards.
pub(super) fn jump(model: &mut Model, id: QuestionId) {
    let Some(work) = &mut model.work else { return };
    let back_to = match model.screen {
        Screen::Result(reading) => BackTo::Result(reading.tab),
        _ => BackTo::Review,
    };
    if !work.assessment.flow.is_open(id) {
        model.say("this question is not asked under the answers given");
        return;
    }
    work.show(id);
    work.back_to = Some(back_to);
    model.screen = Screen::Question;
}

/// Back to where a question was jumped to from.
pub(super) fn go_back(model: &mut Model, to: BackTo) {
    match to {
        BackTo::Review => show_review(model),
        BackTo::Result(tab) => {
            show_result(model);
            if matches!(model.screen, Screen::Result(_)) {
                turn(model, tab.index());
            }
        }
    }
}

fn clear(model: &mut Model, id: QuestionId) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let Some((change, effect)) = work.put(id, None) else { return Vec::new() };
    work.show(work.at);
    model.say(with_effect("answer taken away", effect));
    record(change)
}

/// What an action means on the result.
pub(super) fn result(model: &mut Model, action: Action, key: Key) -> Vec<Command> {
    let Screen::Result(reading) = model.screen else { return Vec::new() };
    let tabs = Tab::ALL.len();
    let at = reading.tab.index();
    match action {
        Action::NextTab => turn(model, (at + 1) % tabs),
        Action::PreviousTab => turn(model, (at + tabs - 1) % tabs),
        Action::Pick => {
            let digit = key.typed().and_then(|c| c.to_digit(10)).and_then(|d| usize::try_from(d).ok());
            if let Some(index) = digit.and_then(|d| d.checked_sub(1)) {
                turn(model, index);
            }
        }
        Action::WhatIf => turn(model, Tab::WhatIf.index()),
        Action::More | Action::Less => step(model, reading, action == Action::More),
        Action::Reset => {
            if let Some(work) = &mut model.work {
                work.reset();
            }
            model.say("back to what was answered");
        }
        Action::Keep => name(model),
        Action::Delete => return forget(model, reading),
        Action::Accept if reading.tab == Tab::Compare => reopen(model, reading),
        Action::Back | Action::Close => show_review(model),
        Action::Copy => return copy(model),
        Action::Accept if reading.tab == Tab::WhatIf => {
            let knob = model.work.as_ref().and_then(|w| w.what_if.as_ref()?.knobs.get(reading.cursor).copied());
            if let Some(Knob::Answer(id)) = knob {
                jump(model, id);
            }
        }
        // What is chosen must be in sight.
        Action::Accept if reveal(model) => {}
        Action::Accept => {
            let rows = super::super::view::result::rows(model, reading.tab);
            if let Some(id) = rows.get(reading.cursor) {
                jump(model, *id);
            }
        }
        _ => travel(model, action),
    }
    Vec::new()
}

/// Turns to a tab.
pub(super) fn turn(model: &mut Model, index: usize) {
    if let Some((tab, _)) = Tab::ALL.get(index) {
        model.screen = Screen::Result(Reading { tab: *tab, ..Reading::default() });
    }
}

/// Moves the knob under the cursor.
fn step(model: &mut Model, reading: Reading, more: bool) {
    model.screen = Screen::Result(Reading { follows: true, ..reading });
    if let Some(work) = &mut model.work {
        work.play(|what_if, questionnaire| {
            if let Some(knob) = what_if.knobs.get(reading.cursor).copied() {
                what_if.step(questionnaire, knob, more);
            }
        });
    }
}

/// Moves the slider of a row to a place, in thousandths of its range.
pub(super) fn slide(model: &mut Model, row: usize, thousandths: u16) {
    let Screen::Result(reading) = &mut model.screen else { return };
    reading.cursor = row;
    if let Some(work) = &mut model.work {
        work.play(|what_if, _| {
            let most = what_if.most();
            if let Some(Knob::Weight(criterion)) = what_if.knobs.get(row).copied() {
                what_if.set(criterion, most * f64::from(thousandths) / 1000.0);
            }
        });
    }
}

/// Asks for the name of a scenario.
fn name(model: &mut Model) {
    let Some(work) = &model.work else { return };
    let moved = work.what_if.as_ref().is_some_and(|w| w.is_moved(work.answers()));
    if !moved {
        model.say("move a weight or an answer first");
        return;
    }
    model.overlay = Some(Overlay::Name(Editor::new("", NAME_LIMIT)));
}

/// Keeps what was moved under a name, or under a number; a scenario of that name is replaced.
pub(super) fn keep(model: &mut Model, name: String) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let Some(what_if) = work.what_if.as_deref().cloned() else { return Vec::new() };
    let name = if name.is_empty() { format!("scenario {}", work.scenarios.len() + 1) } else { name };
    work.scenarios.retain(|s| s.name != name);
    work.scenarios.push(Tried { name, what_if });
    let commands = kept(work);
    model.say("kept; tab 6 compares");
    commands
}

/// What the shell has to keep.
fn kept(work: &Work) -> Vec<Command> {
    vec![Command::Keep(work.scenarios.iter().map(|s| s.what_if.keep(&s.name)).collect())]
}

/// Drops the scenario under the cursor.
fn forget(model: &mut Model, reading: Reading) -> Vec<Command> {
    if let Some(work) = &mut model.work
        && reading.tab == Tab::Compare
        && reading.cursor < work.scenarios.len()
    {
        work.scenarios.remove(reading.cursor);
        model.screen = Screen::Result(Reading { cursor: reading.cursor.saturating_sub(1), ..reading });
        return kept(work);
    }
    Vec::new()
}

/// Puts the scenario under the cursor on the sliders.
fn reopen(model: &mut Model, reading: Reading) {
    if let Some(work) = &mut model.work
        && let Some(scenario) = work.scenarios.get(reading.cursor)
    {
        work.what_if = Some(Box::new(scenario.what_if.clone()));
        turn(model, Tab::WhatIf.index());
    }
}

fn copy(model: &mut Model) -> Vec<Command> {
    let headline = model.work.as_ref().map(|w| w.assessment.headline.clone()).unwrap_or_default();
    if headline.is_empty() {
        return Vec::new();
    }
    model.say("the recommendation is on the clipboard, if the terminal allows it");
    vec![Command::Copy(headline)]
}

/// Moves over a page: from row to row where there are rows, else line by line. The cursor stays in sight; the window
/// never leaves the page.
fn travel(model: &mut Model, action: Action) {
    let page = Areas::of(model).page;
    let Screen::Result(reading) = &mut model.screen else { return };
    let deepest = page.total.saturating_sub(page.window);
    reading.scroll = page.scroll;
    let near = |r: &&PageRow| r.top < reading.scroll.saturating_add(page.window + 3) && r.top + 3 >= reading.scroll;
    let row = |index: usize| page.rows.iter().find(|r| r.index == index);
    let next = match action {
        Action::Up => reading.cursor.checked_sub(1).and_then(row).filter(near),
        Action::Down => row(reading.cursor + 1).filter(near),
        _ => None,
    };
    if let Some(next) = next {
        (reading.cursor, reading.follows) = (next.index, true);
        return;
    }
    reading.follows = false;
    let step = page.window.saturating_sub(2).max(1);
    reading.scroll = match action {
        Action::Up => reading.scroll.saturating_sub(1),
        Action::Down => reading.scroll.saturating_add(1).min(deepest),
        Action::PageUp => reading.scroll.saturating_sub(step),
        Action::PageDown => reading.scroll.saturating_add(step).min(deepest),
        Action::First => 0,
        Action::Last => deepest,
        _ => reading.scroll,
    };
    let end = reading.scroll.saturating_add(page.window);
    let mut seen = page.rows.iter().filter(|r| r.top >= reading.scroll && r.top + r.height <= end).map(|r| r.index);
    let (first, last) = (seen.next(), seen.next_back());
    reading.cursor = match (action, first, last.or(first)) {
        (Action::First, Some(first), _) => first,
        (Action::Last, _, Some(last)) => last,
        (_, Some(first), Some(last)) => reading.cursor.clamp(first, last),
        _ => reading.cursor,
    };
    if action == Action::Last {
        // The row under the cursor is told in full, so the page may be longer than it was.
        reading.scroll = u16::MAX;
    }
}

/// Brings the row under the cursor into sight, with all its lines; whether the window moved.
fn reveal(model: &mut Model) -> bool {
    let page = Areas::of(model).page;
    let Screen::Result(reading) = &mut model.screen else { return false };
    let Some(row) = page.rows.iter().find(|r| r.index == reading.cursor) else { return false };
    reading.scroll = scroll::reveal(page.scroll, row.top, row.height, page.window);
    reading.scroll != page.scroll
}
