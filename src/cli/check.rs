//! All that is wrong or doubtful in a questionnaire, and whether it can be used.

use super::Outcome;
use crate::diagnostic::render::{render, summary};
use crate::error::exit;
use crate::questionnaire::Questionnaire;
use crate::text;

/// Checks the text of a questionnaire. Findings are what was asked for, so they are data.
pub fn check(source: &str, name: &str, colour: bool) -> Outcome {
    let checked = Questionnaire::parse(source);
    let found = render(&checked.diagnostics, name, source, colour);
    let size = checked.value.as_ref().map_or_else(String::new, |q| format!(", {}", extent(q)));
    let summary = format!("{}: {}{size}\n", text::clean(name), summary(&checked.diagnostics));
    let exit = if checked.value.is_some() { exit::OK } else { exit::QUESTIONNAIRE };
    Outcome { stdout: found + &summary, stderr: String::new(), exit }
}

fn extent(questionnaire: &Questionnaire) -> String {
    let questions = questionnaire.questions.iter().filter(|q| q.is_answerable()).count();
    let criteria = match questionnaire.criteria.len() {
        1 => "1 criterion".to_owned(),
        n => format!("{n} criteria"),
    };
    format!(
        "{}, {criteria}, {}",
        text::count(questions, "question"),
        text::count(questionnaire.decisions.len(), "decision"),
    )
}
