//! What the lists with a search field hold.

use super::action::Action;
use super::fuzzy;
use super::keymap::BINDINGS;
use super::model::{Model, Picker, PickerKind, Screen};
use crate::questionnaire::QuestionId;

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Performs an action.
    Action(Action),
    /// Goes to a question.
    Question(QuestionId),
    /// Writes a report.
    Format(String),
}

/// An entry of a list with a search field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub label: String,
    /// What stands beside it, quietly.
    pub detail: String,
    /// What choosing it does.
    pub choice: Choice,
}

/// The entries that fit what is looked for, best first.
pub fn choices(model: &Model, picker: &Picker) -> Vec<Entry> {
    let query = picker.query.text();
    match picker.kind {
        PickerKind::Palette => palette(model, query),
        PickerKind::Search => questions(model, query),
        PickerKind::Export => formats(model, query),
    }
}

/// Whether an action means something on the screen that is shown.
fn is_useful(model: &Model, action: Action) -> bool {
    match action {
        Action::Note | Action::Unsure | Action::Lock | Action::Clear | Action::Why | Action::Standing => {
            model.screen == Screen::Question
        }
        Action::Copy | Action::WhatIf => matches!(model.screen, Screen::Result(_)),
        Action::Review
        | Action::Result
        | Action::Export
        | Action::Search
        | Action::Undo
        | Action::Redo
        | Action::Save
        | Action::Start => model.work.is_some(),
        _ => true,
    }
}

/// Actions that are found by name.
const PALETTE: [Action; 20] = [
    Action::Review,
    Action::Result,
    Action::WhatIf,
    Action::Export,
    Action::Search,
    Action::Undo,
    Action::Redo,
    Action::Note,
    Action::Unsure,
    Action::Lock,
    Action::Clear,
    Action::Why,
    Action::Standing,
    Action::Copy,
    Action::Start,
    Action::Save,
    Action::Help,
    Action::Theme,
    Action::Mouse,
    Action::Quit,
];

fn palette(model: &Model, query: &str) -> Vec<Entry> {
    let mut found: Vec<(u32, Entry)> = PALETTE
        .iter()
        .filter(|action| is_useful(model, **action))
        .filter_map(|&action| {
            let label = action.description();
            let score = fuzzy::score(query, label)?;
            let keys =
                BINDINGS.iter().find(|b| b.action == action).map_or("", |b| b.keys.first().copied().unwrap_or(""));
            Some((score, Entry { label: label.to_owned(), detail: keys.to_owned(), choice: Choice::Action(action) }))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn questions(model: &Model, query: &str) -> Vec<Entry> {
    let Some(work) = &model.work else { return Vec::new() };
    let questionnaire = work.questionnaire();
    let open = work.assessment.flow.open().filter(|id| questionnaire.question(*id).is_answerable());
    open.filter_map(|id| {
        let question = questionnaire.question(id);
        let label = work.fill(&question.prompt);
        let answer = work.said(id);
        let detail = answer.map_or_else(|| "not answered".to_owned(), |a| question.say(&a.value));
        let note = answer.map_or("", |a| a.note.as_str());
        let options = question.options().iter().map(|o| o.label.as_str()).collect::<Vec<_>>().join(" ");
        let all = format!("{label} {detail} {note} {options}");
        fuzzy::contains(query, &all).then_some(Entry { label, detail, choice: Choice::Question(id) })
    })
    .collect()
}

fn formats(model: &Model, query: &str) -> Vec<Entry> {
    let name = |format: &str| match format {
        "md" => "Markdown, to read and to edit",
        "html" => "a page for the browser",
        "pdf" => "PDF, to print and to send",
        "docx" => "a Word document",
        "xlsx" => "a workbook with live formulas",
        "json" => "all figures, for programs",
        "csv" => "contributions as a table",
        "txt" => "plain text",
        _ => "",
    };
    let entry = |format: &String| Entry {
        label: format!(".{format}"),
        detail: name(format).to_owned(),
        choice: Choice::Format(format.clone()),
    };
    let fits = |e: &Entry| fuzzy::contains(query, &format!("{} {}", e.label, e.detail));
    model.start.formats.iter().map(entry).filter(fits).collect()
}
