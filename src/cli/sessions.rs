//! Sessions as a list of lines.

use crate::session::summary::Summary;
use crate::text::{truncate, width};

/// What an empty subject is called.
pub const NOBODY: &str = "(no name yet)";

/// One line for each session: id, who, how far, when, which questionnaire.
pub fn list(sessions: &[Summary]) -> String {
    let rows: Vec<[String; 5]> = sessions.iter().map(row).collect();
    let column = |i: usize| rows.iter().map(|r| width(&r[i])).max().unwrap_or(0);
    let widths = [column(0), column(1), column(2), column(3)];
    let mut out = String::new();
    for row in &rows {
        for (cell, &column) in row.iter().zip(&widths) {
            out.push_str(cell);
            out.extend(std::iter::repeat_n(' ', column - width(cell) + 2));
        }
        out.push_str(&row[4]);
        out.push('\n');
    }
    out
}

fn row(session: &Summary) -> [String; 5] {
    let (fewest, most) = session.length;
    let length = if fewest == most { most.to_string() } else { format!("{fewest} to {most}") };
    let elsewhere = if session.open_elsewhere { ", open" } else { "" };
    [
        session.short_id().to_owned(),
        truncate(if session.subject.is_empty() { NOBODY } else { &session.subject }, 40),
        format!("{} of {length} answered{elsewhere}", session.answered),
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
            open_elsewhere: false,
        };
        let second = Summary { subject: String::new(), length: (24, 24), open_elsewhere: true, ..first.clone() };
        let expected = "\
019a0000-0000  Northwind      12 of 24 to 27 answered  yesterday  Which?
019a0000-0000  (no name yet)  12 of 24 answered, open  yesterday  Which?
";
        assert_eq!(list(&[first, second]), expected);
    }
}
