//! What the report rests on: answers, what was not known, exact numbers, method, sources.

use super::{Composer, Profile, heading, may_show, percent};
use crate::assessment::{DecisionResult, sentences};
use crate::questionnaire::answer::{Answer, Confidence};
use crate::questionnaire::{QuestionId, SectionId};
use crate::report::chart::decimal;
use crate::report::document::{Block, Column, Row, Table, Text};

impl Composer<'_> {
    pub(super) fn appendix(&mut self) -> Vec<Block> {
        let mut blocks = vec![Block::PageBreak, heading(1, "answers", "Answers")];
        blocks.extend(self.answers());
        blocks.extend(self.clashes());
        blocks.extend(self.unknown());
        blocks.push(heading(1, "numbers", "Numbers"));
        for result in &self.report.assessment.decisions {
            blocks.extend(self.numbers(result));
        }
        blocks.extend(self.method());
        blocks.extend(self.sources());
        blocks
    }

    fn answers(&self) -> Vec<Block> {
        let questionnaire = self.report.questionnaire;
        let mut blocks = Vec::new();
        for (index, section) in questionnaire.sections.iter().enumerate() {
            let mut rows = Vec::new();
            for id in self.report.assessment.flow.open() {
                let question = questionnaire.question(id);
                let answer = self.report.assessment.flow.effective(self.report.answers, id);
                let answer = answer.filter(|_| question.section == SectionId(index));
                if let Some(answer) = answer.filter(|_| may_show(self.report, id)) {
                    rows.push(Row::new([Text::from(self.fill(&question.prompt)), self.answer(id, answer)]));
                }
            }
            if !rows.is_empty() {
                blocks.push(Block::Table(Table {
                    caption: section.title.clone(),
                    columns: vec![Column::words("Question", 1.1), Column::words("Answer", 1.0)],
                    rows,
                    row_heads: true,
                }));
            }
        }
        blocks
    }

    fn answer(&self, id: QuestionId, answer: &Answer) -> Text {
        let mut words = Text::from(self.report.questionnaire.question(id).say(&answer.value));
        if answer.confidence == Confidence::Unsure {
            words = words.emphasis(" (not sure)");
        }
        if !answer.note.is_empty() && self.report.profile == Profile::Internal {
            words = words.then(" ").emphasis(format!("Note: {}", answer.note));
        }
        words
    }

    fn clashes(&self) -> Vec<Block> {
        let clashes = sentences::clashes(self.report.questionnaire, &self.known(), self.report.assessment);
        let items: Vec<Text> = clashes.iter().map(|clash| clash.whole().into()).collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![heading(1, "clashes", sentences::CLASHES), Block::List { ordered: false, items }]
    }

    fn unknown(&self) -> Vec<Block> {
        let assessment = self.report.assessment;
        let questionnaire = self.report.questionnaire;
        let mut items = Vec::new();
        let prompt = |id: &QuestionId| self.fill(&questionnaire.question(*id).prompt);
        items.extend(assessment.unknown.iter().map(|id| Text::from(prompt(id)).emphasis(" Not known.")));
        items.extend(assessment.unanswered.iter().map(|id| Text::from(prompt(id)).emphasis(" Not answered.")));
        if items.is_empty() {
            return Vec::new();
        }
        let share = format!(
            "{} of the weight of all questions that apply is answered. Open are:",
            percent(assessment.coverage)
        );
        vec![
            heading(1, "unknown", "What was not known"),
            Block::Paragraph(share.into()),
            Block::List { ordered: false, items },
        ]
    }

    fn numbers(&self, result: &DecisionResult) -> Vec<Block> {
        let questionnaire = self.report.questionnaire;
        let decision = questionnaire.decision(result.decision);
        let shorts: Vec<_> =
            decision.alternatives.iter().map(|alternative| Column::numbers(&alternative.short, 1.3)).collect();
        let columns = |first: &str| [vec![Column::words(first, 4.0)], shorts.clone()].concat();
        let row = |name: String, numbers: &[f64]| {
            let cells = numbers.iter().map(|number| Text::from(decimal(*number, 3)));
            Row { cells: [Text::from(name)].into_iter().chain(cells).collect(), strong: false }
        };
        let mut rows = vec![row("Base weights".to_owned(), &result.base)];
        for part in &result.contributions {
            if part.points.iter().all(|points| points.abs() < 0.000_5) {
                continue;
            }
            rows.push(row(self.fill(&questionnaire.question(part.question).prompt), &part.points));
        }
        let values: Vec<_> = result.standings.iter().map(|standing| standing.value).collect();
        rows.push(row("Value".to_owned(), &values).standing_out());
        let points = Table {
            caption: format!("{}: what each answer brings, in points", decision.title),
            columns: columns("Answer to"),
            rows,
            row_heads: true,
        };
        let weights = result.criteria.iter().map(|weight| {
            let criterion = questionnaire.criterion(weight.criterion);
            let mut row = row(criterion.title.clone(), &criterion.performance);
            row.cells.insert(1, decimal(weight.share * 100.0, 3).into());
            row
        });
        let mut weight_columns = columns("Criterion");
        weight_columns.insert(1, Column::numbers("Weight, %", 1.4));
        let performance = Table {
            caption: format!("{}: weight of each criterion, and how well each alternative serves it", decision.title),
            columns: weight_columns,
            rows: weights.collect(),
            row_heads: true,
        };
        vec![
            heading(2, format!("numbers-{}", decision.id), &decision.title),
            Block::Table(points),
            Block::Table(performance),
        ]
    }

    fn method(&self) -> Vec<Block> {
        let questions = self.report.assessment.decisions.first().map_or(0, |result| result.contributions.len());
        vec![
            heading(1, "method", "Method"),
            Block::Paragraph(
                format!(
                    "An additive value model with {questions} scored answers. Each answer adds weight to the criteria that it \
                     speaks for; an alternative's value is the mean of how well it serves the criteria, by weight, from 0 to 100. \
                     So the points of all answers and of the base weights sum to the value, and every point can be traced to an answer."
                )
                .into(),
            ),
            Block::Paragraph("The model says what the answers amount to. It does not know the people, and it cannot check an answer.".into()),
        ]
    }

    fn sources(&self) -> Vec<Block> {
        let mut items = Vec::new();
        for id in &self.cited {
            let source = self.report.questionnaire.source(*id);
            let parts = [&source.publisher, &source.year, &source.note].into_iter().filter(|part| !part.is_empty());
            let rest = parts.fold(String::new(), |all, part| all + ". " + part);
            let title = Text::default();
            let title =
                if source.url.is_empty() { title.then(&source.title) } else { title.link(&source.title, &source.url) };
            items.push(title.then(format!("{rest}.")));
        }
        if items.is_empty() {
            return Vec::new();
        }
        vec![heading(1, "sources", "Sources"), Block::List { ordered: true, items }]
    }
}
