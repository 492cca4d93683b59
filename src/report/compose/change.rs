//! What would change the recommendation, and when to look again.

use super::{Composer, heading, listed, percent};
use crate::assessment::{Changes, DecisionResult, Flip, Stability, Trigger, Ways, counterfactuals};
use crate::questionnaire::answer::Value;
use crate::questionnaire::{AlternativeId, CriterionId, QuestionId};
use crate::report::document::{Block, Column, Row, Table, Text};
use crate::text::count;

/// Flips that are told, nearest first.
const FLIPS: usize = 4;
/// Sets of answers that are told for each alternative.
const SETS: usize = 2;
/// Reasons to look again that are told.
const TRIGGERS: usize = 6;

impl Composer<'_> {
    pub(super) fn change(&mut self) -> Vec<Block> {
        let report = self.report;
        let Some(result) = report.assessment.decisions.first().filter(|result| result.best.is_some()) else {
            return Vec::new();
        };
        let mut blocks = vec![heading(1, "change", "What would change it")];
        blocks.extend(self.ways(result));
        let flips = self.flips(result);
        if !flips.is_empty() {
            blocks.push(heading(2, "flips", "If something counted more or less"));
            blocks.push(Block::List { ordered: false, items: flips });
        }
        let reasons = self.look_again(result);
        if !reasons.is_empty() {
            blocks.push(heading(2, "look-again", "When to look again"));
            blocks.push(Block::List { ordered: false, items: reasons });
        }
        blocks
    }

    /// The fewest answers that would have to be different, for each other alternative.
    fn ways(&self, result: &DecisionResult) -> Vec<Block> {
        let report = self.report;
        let (mut rows, mut far) = (Vec::new(), Vec::new());
        for found in counterfactuals(report.questionnaire, report.answers, result.decision) {
            let title = self.title(result, found.alternative);
            match &found.ways {
                Ways::NotWithin(size) => far.push(format!("{title} (not within {})", count(*size, "changed answer"))),
                Ways::Within { sets, .. } => {
                    for (index, set) in sets.iter().take(SETS).enumerate() {
                        let name = if index == 0 { title.to_owned() } else { format!("{title}, another way") };
                        rows.extend(self.set(&name, set));
                    }
                }
            }
        }
        let mut blocks = Vec::new();
        if !rows.is_empty() {
            blocks.push(Block::Table(Table {
                caption: "The fewest answers that would have to be different".to_owned(),
                columns: vec![
                    Column::words("To get to", 2.0),
                    Column::words("Question", 3.2),
                    Column::words("Today", 2.4),
                    Column::words("Instead", 2.4),
                ],
                rows,
                row_heads: true,
            }));
        }
        if !far.is_empty() {
            blocks.push(Block::Paragraph(format!("Out of reach: {}.", listed(&far)).into()));
        }
        blocks
    }

    /// A set of changes as rows: all of them together lead there.
    fn set(&self, name: &str, changes: &Changes) -> Vec<Row> {
        let row = |(index, (id, value)): (usize, &(QuestionId, Value))| {
            let question = self.report.questionnaire.question(*id);
            let name = if index == 0 { name } else { "and" };
            let said = self
                .report
                .assessment
                .flow
                .effective(self.report.answers, *id)
                .map_or_else(|| "not answered".to_owned(), |_| self.said(*id));
            Row::new([name.to_owned(), self.fill(&question.prompt), said, question.say(value)])
        };
        changes.iter().enumerate().map(row).collect()
    }

    /// The criteria whose weight is nearest to a change of the recommendation.
    fn flips(&self, result: &DecisionResult) -> Vec<Text> {
        let mut near: Vec<(f64, CriterionId, &Stability, &Flip)> = Vec::new();
        for (criterion, stability) in &result.flips.criteria {
            let flips = [&stability.low, &stability.high].into_iter().flatten();
            near.extend(flips.map(|flip| ((flip.share - stability.share).abs(), *criterion, stability, flip)));
        }
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let flip = |(_, criterion, stability, flip): &(f64, CriterionId, &Stability, &Flip)| {
            let title = &self.report.questionnaire.criterion(*criterion).title;
            let way = if flip.share > stability.share { "more" } else { "less" };
            Text::default().strong(format!("{title}: ")).then(format!(
                "counts for {} today; at {way} than {}, {} would lead.",
                percent(stability.share),
                percent(flip.share),
                self.title(result, AlternativeId(flip.to))
            ))
        };
        near.iter().take(FLIPS).map(flip).collect()
    }

    fn look_again(&self, result: &DecisionResult) -> Vec<Text> {
        let told = self.triggers.iter().filter(|trigger| !trigger.words.is_empty()).take(TRIGGERS);
        told.map(|trigger| self.trigger(result, trigger)).collect()
    }

    fn trigger(&self, result: &DecisionResult, trigger: &Trigger) -> Text {
        let words = Text::default().then(format!("Look again {}. ", trigger.words.join(", and ")));
        words.strong(self.title(result, trigger.alternative)).then(" would then lead.")
    }

    /// The reason to look again with the fewest changes, for the first page.
    pub(super) fn first_trigger(&self, result: &DecisionResult) -> Option<Text> {
        let told = self.triggers.iter().filter(|trigger| (1..=2).contains(&trigger.words.len()));
        told.min_by_key(|trigger| trigger.words.len()).map(|trigger| self.trigger(result, trigger))
    }
}
