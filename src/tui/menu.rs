//! The lists that one chooses from before a session is open.

use super::model::{Model, Screen};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::flow::Flow;
use crate::session::summary::{Health, Summary};
use crate::text;

/// What an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Begins a session for the questionnaire with this key.
    Begin(String),
    /// Opens the session with this id.
    Open(String),
    /// Goes back to the session that is open.
    Return,
    /// Shows the sessions.
    Sessions,
    /// Shows the questionnaires.
    Questionnaires,
}

/// A line to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub label: String,
    /// What stands beside it, quietly.
    pub detail: String,
    /// What it does.
    pub does: Does,
}

/// The entries of the list that is shown; empty on other screens.
pub fn entries(model: &Model) -> Vec<Entry> {
    match model.screen {
        Screen::Start { .. } => start(model),
        Screen::Sessions { .. } => model.start.sessions.iter().map(session).collect(),
        Screen::Questionnaires { .. } => model
            .start
            .questionnaires
            .iter()
            .map(|q| Entry {
                label: q.questionnaire.title.clone(),
                detail: q.place.clone(),
                does: Does::Begin(q.key.clone()),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn start(model: &Model) -> Vec<Entry> {
    let entry = |label: &str, detail: String, does| Entry { label: label.to_owned(), detail, does };
    let mut entries = Vec::new();
    if let Some(first) = model.start.questionnaires.first() {
        entries.push(entry("start", extent(&first.questionnaire), Does::Begin(first.key.clone())));
    }
    if let Some(work) = &model.work {
        let name = work.subject().unwrap_or_else(|| "the open session".to_owned());
        entries.push(entry(&format!("back to {name}"), format!("{} answered", work.answered()), Does::Return));
    } else if let Some(last) = model.start.sessions.first().filter(|last| last.can_be_opened()) {
        let Entry { label, detail, does } = session(last);
        entries.push(entry(&format!("go on with {label}"), detail, does));
    }
    let is_offered = model.work.is_none() && model.start.sessions.first().is_some_and(Summary::can_be_opened);
    if model.start.sessions.len() > usize::from(is_offered) {
        let others = text::count(model.start.sessions.len(), "session");
        entries.push(entry("open another session", others, Does::Sessions));
    }
    if model.start.questionnaires.len() > 1 {
        let others = format!("{} there", model.start.questionnaires.len());
        entries.push(entry("other questionnaires", others, Does::Questionnaires));
    }
    entries
}

fn session(summary: &Summary) -> Entry {
    if let Health::Broken(why) = &summary.health {
        let does = Does::Open(summary.id.clone());
        return Entry { label: format!("session {}", summary.short_id()), detail: format!("! {why}"), does };
    }
    let damaged = if summary.health == Health::Whole { "" } else { ", damaged" };
    let name = if summary.subject.is_empty() { "an unnamed session" } else { &summary.subject };
    let elsewhere = if summary.open_elsewhere { ", open elsewhere" } else { "" };
    Entry {
        label: name.to_owned(),
        detail: format!("{} answered, {}{elsewhere}{damaged}", summary.answered, summary.when),
        does: Does::Open(summary.id.clone()),
    }
}

/// "about 10 minutes, 24 to 27 questions"; only the minutes, while the questions are not read.
fn extent(questionnaire: &Questionnaire) -> String {
    let minutes = format!("about {}", text::count(questionnaire.minutes as usize, "minute"));
    if questionnaire.questions.is_empty() {
        return minutes;
    }
    let answers = Answers::new(questionnaire);
    let (fewest, most) = Flow::of(questionnaire, &answers).length(questionnaire, &answers);
    let questions =
        if fewest == most { text::count(most, "question") } else { format!("{fewest} to {most} questions") };
    format!("{minutes}, {questions}")
}
