//! Sessions as a list of lines, and the history of one.

use std::fmt::Write as _;

use crate::questionnaire::Questionnaire;
use crate::session::Cause;
use crate::session::history::Step;
use crate::session::summary::{Health, Summary};
use crate::text::{truncate, width};

/// What an empty subject is called.
pub const NOBODY: &str = "(no name yet)";

/// What stands for an answer that is not there.
const NOTHING: &str = "no answer";

/// One line for each session: id, who, how far, when, which questionnaire.
pub fn list(sessions: &[Summary]) -> String {
    columns(&sessions.iter().map(row).collect::<Vec<_>>())
}

/// What has to be told of sessions whose files are not as they were written, a line each.
pub fn troubles(sessions: &[Summary]) -> String {
    let mut out = String::new();
    for session in sessions {
        let _: std::fmt::Result = match &session.health {
            Health::Whole => Ok(()),
            Health::Damaged(what) => writeln!(out, "chiefly: session `{}`: {what}", session.short_id()),
            Health::Broken(why) => writeln!(out, "chiefly: {why}"),
        };
    }
    out
}

/// One line for each change: when, who, which question, from what to what.
pub fn history(steps: &[Step], questionnaire: &Questionnaire) -> String {
    let row = |step: &Step| {
        let said = |answer: &Option<String>| answer.clone().unwrap_or_else(|| NOTHING.to_owned());
        let cause = match step.cause {
            Cause::Answer => "",
            Cause::Undo => " (undone)",
            Cause::Redo => " (redone)",
        };
        let change = format!("{} -> {}{cause}", said(&step.before), said(&step.after));
        [step.time.clone(), step.who.clone(), questionnaire.question(step.question).id.clone(), change]
    };
    columns(&steps.iter().map(row).collect::<Vec<_>>())
}

/// Rows with their cells below each other; columns that are empty everywhere are left out.
fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: Vec<usize> = (0..N).map(|i| rows.iter().map(|r| width(&r[i])).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, &column) in row.iter().zip(&widths).filter(|(_, column)| **column > 0) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', column - width(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn row(session: &Summary) -> [String; 5] {
    if !session.can_be_opened() {
        let empty = String::new;
        return [session.short_id().to_owned(), "(cannot be opened)".to_owned(), empty(), empty(), empty()];
    }
    let (fewest, most) = session.length;
    let length = if fewest == most { most.to_string() } else { format!("{fewest} to {most}") };
    let elsewhere = if session.open_elsewhere { ", open" } else { "" };
    let damaged = if session.health == Health::Whole { "" } else { ", damaged" };
    [
        session.short_id().to_owned(),
        truncate(if session.subject.is_empty() { NOBODY } else { &session.subject }, 40),
        format!("{} of {length} answered{elsewhere}{damaged}", session.answered),
        session.when.clone(),
        session.questionnaire.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let first = Summary {
            id: "019a0000-0000-7000-8000-000000000000".to_owned(),
            subject: "Northwind".to_owned(),
            questionnaire: "Which?".to_owned(),
            answered: 12,
            length: (24, 27),
            when: "yesterday".to_owned(),
            ..Summary::default()
        };
        let second = Summary { subject: String::new(), length: (24, 24), open_elsewhere: true, ..first.clone() };
        let third = Summary::broken(first.id.clone(), "no journal".to_owned());
        let expected = "\
019a0000-0000  Northwind           12 of 24 to 27 answered  yesterday  Which?
019a0000-0000  (no name yet)       12 of 24 answered, open  yesterday  Which?
019a0000-0000  (cannot be opened)
";
        assert_eq!(list(&[first, second, third]), expected);
    }
}
