//! Who owns what: the duties with their holders, urgent ones first, and how two chiefs work together.

use super::{Composer, heading, listed};
use crate::questionnaire::content::{CharterKind, Duty};
use crate::report::document::{Block, Column, Row, Table, Text};
use crate::text::count;

impl Composer<'_> {
    pub(super) fn mandate(&mut self) -> Vec<Block> {
        let questionnaire = self.report.questionnaire;
        let duties: Vec<&Duty> = questionnaire.duties.iter().filter(|duty| self.holder(duty).is_some()).collect();
        if duties.is_empty() {
            return Vec::new();
        }
        let (urgent, later): (Vec<_>, Vec<_>) = duties.into_iter().partition(|duty| self.is_urgent(duty));
        let mut blocks = vec![Block::PageBreak, heading(1, "mandate", "Who owns what")];
        blocks.push(Block::Paragraph(self.mandate_in_words(urgent.len()).into()));
        if !urgent.is_empty() {
            blocks.push(self.duties("What your answers make urgent", &urgent, true));
        }
        blocks.push(self.duties(if urgent.is_empty() { "All duties" } else { "All other duties" }, &later, false));
        blocks.extend(self.charter());
        blocks
    }

    fn mandate_in_words(&self, urgent: usize) -> String {
        let hired: Vec<_> = self.hired().into_iter().map(|position| self.short(position).to_owned()).collect();
        let who = if hired.is_empty() {
            "No position is to be filled now. The table says who would hold each duty.".to_owned()
        } else {
            format!("To be filled: {}.", listed(&hired))
        };
        match urgent {
            0 => who,
            n => format!(
                "{who} {} made urgent by what you answered.",
                if n == 1 {
                    "1 duty is".to_owned()
                } else {
                    format!("{} are", count(n, "duty").replace("dutys", "duties"))
                }
            ),
        }
    }

    fn duties(&mut self, caption: &str, duties: &[&Duty], details: bool) -> Block {
        let mut rows = Vec::new();
        for duty in duties {
            let Some((holder, support)) = self.holder(duty) else { continue };
            let mut words = Text::default().then(duty.title.clone());
            let detail = self.fill(&duty.detail);
            if details && !detail.is_empty() {
                words = Text::default().strong(format!("{}. ", duty.title)).then(detail);
            }
            let words = words.then(self.cite(&duty.sources));
            let with = support.map_or("–", |support| self.short(support));
            rows.push(Row::new([Text::from(duty.area.clone()), words, self.short(holder).into(), with.into()]));
        }
        Block::Table(Table {
            caption: caption.to_owned(),
            columns: vec![
                Column::words("Area", 1.7),
                Column::words("Duty", 5.4),
                Column::words("Holder", 1.6),
                Column::words("With", 1.3),
            ],
            rows,
            row_heads: false,
        })
    }

    /// How the positions work together.
    fn charter(&mut self) -> Vec<Block> {
        let kinds = [
            (CharterKind::Goal, "What both are judged by"),
            (CharterKind::Collaboration, "What they do together"),
            (CharterKind::Boundary, "Where the line runs"),
            (CharterKind::Rhythm, "How they meet and decide"),
        ];
        let mut blocks = Vec::new();
        for (kind, title) in kinds {
            let charter = &self.report.questionnaire.charter;
            let lines: Vec<_> =
                charter.iter().filter(|line| line.kind == kind && self.holds(line.condition.as_ref())).collect();
            let mut items = Vec::new();
            for line in lines {
                let words = self.fill(&line.text);
                items.push(self.cited(&words, &line.sources));
            }
            if !items.is_empty() {
                blocks.push(heading(3, format!("charter-{}", blocks.len() + 1), title));
                blocks.push(Block::List { ordered: false, items });
            }
        }
        if !blocks.is_empty() {
            blocks.insert(0, heading(2, "charter", "How they work together"));
        }
        blocks
    }
}
