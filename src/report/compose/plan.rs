//! From the recommendation to the work: first 90 days, measures, cost, risks, advice.

use super::summary::{period, range};
use super::{Composer, heading};
use crate::questionnaire::content::{AdviceKind, Step};
use crate::report::chart::{Chart, Timeline, TimelineSpan};
use crate::report::document::{Block, Column, Figure, Row, Table, Text, Tone};

impl Composer<'_> {
    pub(super) fn plan(&mut self) -> Vec<Block> {
        [self.days(), self.measures(), self.cost(), self.risks(), self.advice()].concat()
    }

    fn days(&mut self) -> Vec<Block> {
        let steps = self.report.questionnaire.steps.iter();
        let mut steps: Vec<&Step> = steps.filter(|step| self.applies(step.position, step.condition.as_ref())).collect();
        if steps.is_empty() {
            return Vec::new();
        }
        steps.sort_by_key(|step| (step.from, step.to));
        let several = self.hired().len() > 1;
        let last = steps.iter().map(|step| step.to).max().unwrap_or(90);
        let mut spans = Vec::new();
        let mut rows = Vec::new();
        for step in &steps {
            let words = self.fill(&step.text);
            let who = step.position.filter(|_| several).map(|position| format!("{}: ", self.short(position)));
            let outcome = self.fill(&step.outcome);
            let label = if outcome.is_empty() { &words } else { &outcome };
            let label = format!("{}{label}", who.clone().unwrap_or_default());
            spans.push(TimelineSpan { label, from: step.from, to: step.to });
            let words =
                Text::default().strong(who.unwrap_or_default()).then(format!("{words}{}", self.cite(&step.sources)));
            rows.push(Row::new([format!("{} to {}", step.from, step.to).into(), words, Text::from(outcome)]));
        }
        let table = Table {
            caption: "What is on the table at the end of each step".to_owned(),
            columns: vec![Column::words("Days", 1.0), Column::words("Step", 5.0), Column::words("Outcome", 3.0)],
            rows,
            row_heads: true,
        };
        let figure = Figure {
            id: "timeline".to_owned(),
            title: format!("The first {last} days at a glance"),
            description: format!("{} steps from day 1 to day {last}; the table below lists them.", steps.len()),
            chart: Chart::Timeline(Timeline { days: last, spans }),
        };
        vec![
            Block::PageBreak,
            heading(1, "days", format!("The first {last} days")),
            Block::Figure(figure),
            Block::Table(table),
        ]
    }

    fn measures(&mut self) -> Vec<Block> {
        let several = self.hired().len() > 1;
        let mut rows = Vec::new();
        for measure in &self.report.questionnaire.measures {
            if self.applies(measure.position, measure.condition.as_ref()) {
                let words = self.fill(&measure.text);
                let who = measure.position.filter(|_| several).map(|position| format!("{}: ", self.short(position)));
                let words = Text::default()
                    .strong(who.unwrap_or_default())
                    .then(format!("{words}{}", self.cite(&measure.sources)));
                rows.push(Row::new([words, self.fill(&measure.target).into(), measure.by.as_str().into()]));
            }
        }
        section(
            "measures",
            "Measures of success",
            Table {
                caption: String::new(),
                columns: vec![Column::words("Measure", 4.0), Column::words("Target", 3.5), Column::words("By", 1.4)],
                rows,
                row_heads: true,
            },
        )
    }

    fn cost(&mut self) -> Vec<Block> {
        let mut rows = Vec::new();
        for cost in self.costs() {
            let amount = format!("{} {}{}", cost.currency, range(cost.low, cost.high), period(&cost.period));
            let label = self.cited(&cost.label, &cost.sources);
            rows.push(Row::new([label, amount.into(), cost.year.as_str().into(), cost.basis.as_str().into()]));
        }
        section(
            "cost",
            "Cost",
            Table {
                caption: "Figures as their sources state them, not adjusted".to_owned(),
                columns: vec![
                    Column::words("What", 3.0),
                    Column::words("Amount", 2.4),
                    Column::words("Year", 1.0),
                    Column::words("What kind of figure", 3.6),
                ],
                rows,
                row_heads: true,
            },
        )
    }

    fn risks(&mut self) -> Vec<Block> {
        let mut rows = Vec::new();
        for risk in &self.report.questionnaire.risks {
            if self.holds(risk.condition.as_ref()) {
                let words = self.fill(&risk.text);
                let words = self.cited(&words, &risk.sources);
                rows.push(Row::new([words, self.fill(&risk.mitigation).into()]));
            }
        }
        section(
            "risks",
            "Risks",
            Table {
                caption: String::new(),
                columns: vec![Column::words("Risk", 1.0), Column::words("What to do about it", 1.0)],
                rows,
                row_heads: true,
            },
        )
    }

    pub(super) fn advice(&mut self) -> Vec<Block> {
        let fired: Vec<_> =
            self.advice.iter().filter_map(|index| self.report.questionnaire.advice.get(*index)).collect();
        if fired.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![heading(1, "advice", "Advice")];
        for advice in fired {
            let words = self.fill(&advice.text);
            let tone = if advice.kind == AdviceKind::Caution { Tone::Caution } else { Tone::Note };
            blocks.push(Block::Callout {
                tone,
                title: advice.title.clone(),
                body: vec![self.cited(&words, &advice.sources)],
            });
        }
        blocks
    }
}

/// A table under a heading of level 1; nothing when it has no rows.
fn section(id: &str, title: &str, table: Table) -> Vec<Block> {
    if table.rows.is_empty() { Vec::new() } else { vec![heading(1, id, title), Block::Table(table)] }
}
