//! Answering the question at hand.

use super::super::action::Action;
use super::super::command::Command;
use super::super::draft::{self, Draft, Input, NOTE_LIMIT, Row};
use super::super::editor::Editor;
use super::super::key::Key;
use super::super::model::{Model, Overlay, Screen};
use super::super::work::Work;
use super::{pages, record, settle, with_effect};
use crate::questionnaire::answer::Confidence;

/// What an action means on a question.
pub(super) fn act(model: &mut Model, action: Action, key: Key) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    match action {
        Action::Accept => return accept(model),
        Action::Back => return back(model),
        Action::Close => return close(model),
        Action::Forward => return forward(model),
        Action::Note => model.overlay = Some(Overlay::Note(Editor::new(&work.draft.note, NOTE_LIMIT))),
        Action::Why => model.overlay = Some(Overlay::Why { scroll: 0 }),
        Action::Clear => return clear(model),
        Action::Unsure => {
            let now = work.draft.confidence;
            work.draft.confidence = if now == Confidence::Sure { Confidence::Unsure } else { Confidence::Sure };
            return amend(model);
        }
        Action::Lock => {
            work.draft.locked = !work.draft.locked;
            return amend(model);
        }
        Action::Standing => {
            work.standing = !work.standing;
            work.look_ahead();
        }
        _ => {
            edit(work, action, key);
            work.look_ahead();
        }
    }
    Vec::new()
}

/// Actions that change the draft only.
fn edit(work: &mut Work, action: Action, key: Key) {
    let question = work.opened.session.questionnaire.question(work.at);
    let draft = &mut work.draft;
    if !matches!(action, Action::Pick) {
        draft.typing = false;
    }
    match action {
        Action::Up => draft.cursor = draft.cursor.saturating_sub(1),
        Action::Down => draft.cursor = (draft.cursor + 1).min(draft.rows.len().saturating_sub(1)),
        Action::PageUp | Action::First => draft.cursor = 0,
        Action::PageDown | Action::Last => draft.cursor = draft.rows.len().saturating_sub(1),
        Action::Pick => pick(draft, question, key),
        Action::Tick => {
            draft.tick(question);
        }
        Action::More => draft.share(true),
        Action::Less => draft.share(false),
        Action::Raise => draft.reorder(true),
        Action::Lower => draft.reorder(false),
        Action::Unknown => {
            draft.move_to(Row::Unknown);
        }
        Action::NotApplicable => {
            draft.move_to(Row::NotApplicable);
        }
        _ => {}
    }
}

fn pick(draft: &mut Draft, question: &crate::questionnaire::question::Question, key: Key) {
    let Some(sign) = key.typed() else { return };
    if draft.pick(sign) && matches!(draft.input, Input::Ticks(_)) {
        draft.tick(question);
    }
}

/// Enter: what is put in becomes the answer, and the way goes on.
pub(super) fn accept(model: &mut Model) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    if work.draft.input == Input::Nothing {
        return forward(model);
    }
    let value = match work.draft.value(work.question()) {
        Ok(value) => value,
        Err(why) => {
            model.warn(why);
            return Vec::new();
        }
    };
    let made = draft::answer(&work.draft, value);
    work.draft.touched = false;
    let fitted = work.assessment.checks.clone();
    let change = work.put(work.at, Some(made));
    let mut commands = Vec::new();
    let mut words = None;
    let clashes = work.assessment.checks.iter().any(|check| !fitted.contains(check));
    let clash = work.clash().filter(|_| clashes).map(|clash| clash.short());
    if let Some((change, effect)) = change {
        words = effect.words("your answer");
        commands = record(change);
    }
    advance(model);
    match (clash, words) {
        (Some(words), _) => model.warn(words),
        (None, Some(words)) => model.say(words),
        _ => {}
    }
    commands
}

/// On to the next open question; after the last to the review, or to the result when nothing is left.
fn advance(model: &mut Model) {
    let Some(work) = &mut model.work else { return };
    if let Some(to) = work.back_to.take() {
        pages::go_back(model, to);
        return;
    }
    match work.next() {
        Some(next) => work.show(next),
        None if work.assessment.unanswered.is_empty() => pages::show_result(model),
        None => {
            let left = work.assessment.unanswered.len();
            pages::show_review(model);
            model.say(format!("{} without an answer", crate::text::count(left, "question")));
        }
    }
}

fn forward(model: &mut Model) -> Vec<Command> {
    let commands = settle(model);
    let notice = model.notice.take();
    advance(model);
    model.notice = notice.or(model.notice.take());
    commands
}

fn back(model: &mut Model) -> Vec<Command> {
    let commands = settle(model);
    let Some(work) = &mut model.work else { return commands };
    if let Some(to) = work.back_to.take() {
        pages::go_back(model, to);
        return commands;
    }
    if let Some(previous) = work.previous() {
        work.show(previous);
        return commands;
    }
    work.show(work.at);
    model.screen = Screen::Start { cursor: 1 };
    commands.into_iter().chain([Command::ListSessions]).collect()
}

/// Escape: out of the field first, then back.
fn close(model: &mut Model) -> Vec<Command> {
    match &mut model.work {
        Some(work) if work.is_typing() && work.draft.rows.len() > 1 => {
            work.draft.cursor = 1;
            Vec::new()
        }
        _ => back(model),
    }
}

fn clear(model: &mut Model) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let change = work.put(work.at, None);
    work.draft = work.fresh();
    work.look_ahead();
    let Some((change, effect)) = change else {
        model.say("there is no answer to take away");
        return Vec::new();
    };
    model.say(with_effect("answer taken away", effect));
    record(change)
}

/// A doubt, a note or a lock was changed: it belongs to the answer at once when there is one, else to the draft.
pub(super) fn amend(model: &mut Model) -> Vec<Command> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let Some(mut stored) = work.answers().get(work.at).cloned() else {
        work.draft.touched = true;
        return Vec::new();
    };
    stored.note.clone_from(&work.draft.note);
    stored.locked = work.draft.locked;
    if stored.value.is_real() {
        stored.confidence = work.draft.confidence;
    } else {
        work.draft.confidence = Confidence::Sure;
    }
    work.put(work.at, Some(stored)).map_or_else(Vec::new, |(change, _)| record(change))
}
