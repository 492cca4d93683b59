//! How sure the recommendation is, and what would change it.

use super::summary::verdict;
use super::{Composer, heading, listed, percent};
use crate::report::document::{Block, Text};

impl Composer<'_> {
    pub(super) fn sure(&mut self) -> Vec<Block> {
        let assessment = self.report.assessment;
        let Some(result) = assessment.decisions.first().filter(|result| result.recommended.is_some()) else {
            return Vec::new();
        };
        let mut blocks = vec![heading(1, "sure", "How sure this is")];
        let coverage =
            format!("{} of the weight of all questions that apply is answered.", percent(assessment.coverage));
        blocks.push(Block::Paragraph(Text::default().strong(format!("{}. ", verdict(result))).then(coverage)));
        if !assessment.unknown.is_empty() {
            let prompts = assessment
                .unknown
                .iter()
                .map(|id| format!("“{}”", self.fill(&self.report.questionnaire.question(*id).prompt)));
            let words = format!("Not known: {}.", listed(&prompts.collect::<Vec<_>>()));
            blocks.push(Block::Paragraph(words.into()));
        }
        blocks
    }
}
