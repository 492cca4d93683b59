//! For each position to be filled: a job description that can be sent out, and a scorecard for the interviews.

use super::{Composer, heading};
use crate::questionnaire::PositionId;
use crate::questionnaire::content::Duty;
use crate::report::document::{Block, Column, Row, Table, Text};

impl Composer<'_> {
    pub(super) fn positions(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for position in self.hired() {
            blocks.extend(self.job(position));
            blocks.extend(self.scorecard(position));
        }
        blocks
    }

    fn job(&mut self, id: PositionId) -> Vec<Block> {
        let Some(position) = self.report.questionnaire.positions.get(id.0) else { return Vec::new() };
        let name = &position.id;
        let mut blocks =
            vec![Block::PageBreak, heading(1, format!("job-{name}"), format!("Job description: {}", position.title))];
        let purpose = self.fill(&position.purpose);
        if !purpose.is_empty() {
            blocks.push(Block::Lead(purpose.into()));
        }
        blocks.push(Block::Definitions(self.frame()));
        blocks.push(heading(2, format!("post-{name}"), format!("The post: {}", position.short)));
        let (urgent, later) = self.duties_of(id);
        blocks.extend(list(3, format!("first-{name}"), "First on the desk", urgent));
        blocks.extend(list(3, format!("duties-{name}"), "Also answers for", later));
        let words = |lines: &[String]| lines.iter().map(|line| Text::from(line.as_str())).collect();
        blocks.extend(list(3, format!("decides-{name}"), "Decides alone", words(&position.decides)));
        blocks.extend(list(3, format!("profile-{name}"), "Must bring", words(&position.profile)));
        blocks.extend(list(3, format!("not-{name}"), "Not part of it", words(&position.out_of_scope)));
        blocks
    }

    /// The organisation and what was decided about the post: form, reporting line.
    fn frame(&self) -> Vec<(String, Text)> {
        let mut rows = vec![("Organisation".to_owned(), Text::from(self.subject()))];
        for result in self.report.assessment.decisions.iter().skip(1) {
            if let Some(alternative) = result.recommended {
                let title = self.report.questionnaire.decision(result.decision).title.clone();
                rows.push((title, self.title(result, alternative).into()));
            }
        }
        rows
    }

    /// The duties of a position: urgent ones, then the others with those that it shares.
    fn duties_of(&self, id: PositionId) -> (Vec<Text>, Vec<Text>) {
        let (mut urgent, mut later) = (Vec::new(), Vec::new());
        for duty in &self.report.questionnaire.duties {
            match self.holder(duty) {
                Some((holder, with)) if holder == id => {
                    let with = with.map(|with| format!(" (with {})", self.short(with))).unwrap_or_default();
                    let words = self.duty(duty, &with);
                    if self.is_urgent(duty) { urgent.push(words) } else { later.push(words) }
                }
                Some((holder, Some(with))) if with == id => {
                    later.push(self.duty(duty, &format!(" (supports {})", self.short(holder))));
                }
                _ => {}
            }
        }
        (urgent, later)
    }

    fn duty(&self, duty: &Duty, with: &str) -> Text {
        if !self.is_urgent(duty) {
            return format!("{}{with}", duty.title).into();
        }
        let detail = self.fill(&duty.detail);
        Text::default().strong(format!("{}{with}.", duty.title)).then(format!(" {detail}"))
    }

    fn scorecard(&mut self, id: PositionId) -> Vec<Block> {
        let Some(position) = self.report.questionnaire.positions.get(id.0) else { return Vec::new() };
        let mut rows = Vec::new();
        for line in &self.report.questionnaire.interview {
            let mine = line.position.is_none_or(|position| position == id);
            if mine && self.holds(line.condition.as_ref()) {
                let question = self.fill(&line.question);
                let question = self.cited(&question, &line.sources);
                rows.push(Row::new([
                    question,
                    self.fill(&line.good).into(),
                    self.fill(&line.warning).into(),
                    "1  2  3  4  5".into(),
                ]));
            }
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let table = Table {
            caption: "Ask every candidate the same questions; each interviewer scores alone, then compare".to_owned(),
            columns: vec![
                Column::words("Question", 3.4),
                Column::words("A good answer shows", 2.8),
                Column::words("Should worry you", 2.8),
                Column::words("Score", 1.5),
            ],
            rows,
            row_heads: true,
        };
        let title = format!("Interview scorecard: {}", position.short);
        vec![heading(2, format!("interview-{}", position.id), title), Block::Table(table)]
    }
}

/// A list under its heading; nothing when it is empty.
fn list(level: u8, id: String, title: &str, items: Vec<Text>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![heading(level, id, title), Block::List { ordered: false, items }]
}
