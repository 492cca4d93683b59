//! What lies over the screen: pages to read, lists with a search field, the note. And typing, wherever it goes.

use super::super::action::Action;
use super::super::areas::Areas;
use super::super::command::Command;
use super::super::draft::Input;
use super::super::editor::Editor;
use super::super::key::{Code, Key};
use super::super::model::{Model, Overlay, Picker, PickerKind, Screen};
use super::super::picker::{self, Choice};
use super::super::work::Work;
use super::{pages, perform, question};
use crate::questionnaire::question::{Kind, Question};

/// Characters of a search.
const QUERY_LIMIT: usize = 80;

/// Lets a key type where something is typed; whether it did.
pub(super) fn typed(model: &mut Model, key: Key) -> bool {
    match &mut model.overlay {
        Some(Overlay::Note(editor) | Overlay::Name(editor) | Overlay::Folder(editor)) => return editor.press(key),
        Some(Overlay::Picker(picker)) => {
            let before = picker.query.clone();
            let typed = picker.query.press(key);
            if picker.query.text() != before.text() {
                picker.cursor = 0;
            }
            return typed;
        }
        Some(_) => return false,
        None => {}
    }
    match &mut model.work {
        Some(work) if model.screen == Screen::Question => type_answer(work, key),
        _ => false,
    }
}

fn type_answer(work: &mut Work, key: Key) -> bool {
    let number = match &work.draft.input {
        Input::Field(editor) if matches!(work.question().kind, Kind::Number { .. }) => Some(editor.text()),
        _ => None,
    };
    if number.is_some_and(|so_far| !types_number(work.question(), key, so_far)) {
        return false;
    }
    if let Some(digit) = key.typed().and_then(|c| c.to_digit(10))
        && work.draft.type_digit(digit)
    {
        work.look_ahead();
        return true;
    }
    let Some(editor) = work.draft.field() else { return false };
    let before = editor.text().to_owned();
    let typed = editor.press(key);
    if editor.text() != before {
        work.draft.touched = true;
        work.look_ahead();
    }
    typed
}

/// Whether a key belongs to a number: figures, and what stands around them. All other keys stay commands.
fn types_number(question: &Question, key: Key, so_far: &str) -> bool {
    match key.typed() {
        Some(c) => question.number_goes_on(so_far, c),
        None => matches!(key.code, Code::Backspace | Code::Delete) && !so_far.is_empty(),
    }
}

/// A text was pasted: it goes where one types.
pub(super) fn paste(model: &mut Model, words: &str) -> Vec<Command> {
    model.notice = None;
    // What a terminal puts in the place of bytes that are no text: the words are no longer those that were copied.
    if words.contains(char::REPLACEMENT_CHARACTER) {
        model.warn("not pasted: some of it is no UTF-8 text, and characters would be lost");
        return Vec::new();
    }
    let fitted = match (&mut model.overlay, &mut model.work) {
        (Some(Overlay::Note(editor) | Overlay::Name(editor) | Overlay::Folder(editor)), _) => {
            Some(editor.insert(words))
        }
        (Some(Overlay::Picker(picker)), _) => Some(picker.query.insert(words)),
        (None, Some(work)) if model.screen == Screen::Question => {
            let fitted = work.draft.field().map(|editor| editor.insert(words));
            work.draft.touched |= fitted.is_some();
            work.look_ahead();
            fitted
        }
        _ => None,
    };
    match fitted {
        Some(true) => {}
        Some(false) => model.warn("only the beginning was pasted: there is no more room"),
        None => model.say("nothing can be pasted here"),
    }
    Vec::new()
}

/// Opens a list with a search field.
pub(super) fn find(model: &mut Model, kind: PickerKind) {
    model.overlay = Some(Overlay::Picker(Picker { kind, query: Editor::new("", QUERY_LIMIT), cursor: 0 }));
}

/// Asks for the format of a report, or writes it at once when there is only one.
pub(super) fn export(model: &mut Model) -> Vec<Command> {
    match model.start.formats.as_slice() {
        [] => model.warn("no report can be written here"),
        [only] => return vec![Command::Export { format: only.clone() }],
        _ => find(model, PickerKind::Export),
    }
    Vec::new()
}

/// What an action means on the overlay; none when it means something elsewhere.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Command>> {
    if action == Action::Close {
        model.overlay = None;
        return Some(Vec::new());
    }
    match model.overlay.as_ref()? {
        Overlay::Help { .. } | Overlay::Why { .. } => {
            let moves = [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last];
            if moves.contains(&action) {
                scroll(model, action);
                return Some(Vec::new());
            }
            // Leaving, suspending and the like work here too; any other key closes the page first.
            model.overlay = None;
            None
        }
        Overlay::Note(editor) if action == Action::Accept => {
            let note = crate::text::clean(editor.text());
            model.overlay = None;
            if let Some(work) = &mut model.work {
                work.draft.note = note;
            }
            Some(question::amend(model))
        }
        Overlay::Name(editor) if action == Action::Accept => {
            let name = crate::text::clean(editor.text());
            model.overlay = None;
            Some(pages::keep(model, name))
        }
        Overlay::Folder(editor) if action == Action::Accept => {
            let folder = editor.text().trim().to_owned();
            model.overlay = None;
            Some(if folder.is_empty() { Vec::new() } else { vec![Command::SaveIn(folder)] })
        }
        Overlay::Note(_) | Overlay::Name(_) | Overlay::Folder(_) => Some(Vec::new()),
        Overlay::Picker(picker) => {
            let picker = picker.clone();
            Some(pick(model, picker, action))
        }
    }
}

fn scroll(model: &mut Model, action: Action) {
    let page = Areas::of(model).page;
    let deepest = page.total.saturating_sub(page.window);
    let Some(Overlay::Help { scroll } | Overlay::Why { scroll }) = &mut model.overlay else { return };
    let step = page.window.saturating_sub(2).max(1);
    *scroll = match action {
        Action::Up => scroll.saturating_sub(1),
        Action::PageUp => scroll.saturating_sub(step),
        Action::First => 0,
        Action::Down => *scroll + 1,
        Action::PageDown => *scroll + step,
        _ => deepest,
    }
    .min(deepest);
}

fn pick(model: &mut Model, mut picker: Picker, action: Action) -> Vec<Command> {
    let choices = picker::choices(model, &picker);
    let last = choices.len().saturating_sub(1);
    match action {
        Action::Up => picker.cursor = picker.cursor.saturating_sub(1),
        Action::Down => picker.cursor = (picker.cursor + 1).min(last),
        Action::PageUp => picker.cursor = picker.cursor.saturating_sub(8),
        Action::PageDown => picker.cursor = (picker.cursor + 8).min(last),
        Action::Accept => return choose(model, choices.get(picker.cursor).map(|c| c.choice.clone())),
        _ => {}
    }
    model.overlay = Some(Overlay::Picker(picker));
    Vec::new()
}

/// Carries out what was chosen from a list with a search field.
pub(super) fn choose(model: &mut Model, choice: Option<Choice>) -> Vec<Command> {
    let Some(choice) = choice else { return Vec::new() };
    model.overlay = None;
    match choice {
        Choice::Action(action) => perform(model, action, Key::plain(Code::Enter)),
        Choice::Question(id) => {
            let commands = super::settle(model);
            pages::jump(model, id);
            commands
        }
        Choice::Format(format) => {
            model.say("writing the report ...");
            vec![Command::Export { format }]
        }
    }
}
