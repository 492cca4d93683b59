//! Where a decision is too close to call: what each candidate would mean, one after the other.

use super::{Composer, heading};
use crate::assessment::sentences;
use crate::report::document::Block;

impl Composer<'_> {
    /// Mandate, positions and plan under each candidate, every one under a heading that says whose they are, with the
    /// notes that fire under that candidate alone.
    pub(super) fn courses(&mut self) -> Vec<Block> {
        let report = self.report;
        let mut blocks = Vec::new();
        for course in &report.assessment.courses {
            let supposed = report.questionnaire.decision(course.decision).alternative(course.supposed);
            let before = std::mem::replace(&mut self.recommended, course.recommended());
            let always = &report.assessment.advice;
            let only_here = course.advice.iter().copied().filter(|advice| !always.contains(advice)).collect();
            let general = std::mem::replace(&mut self.advice, only_here);
            let title = sentences::supposed(report.questionnaire, course);
            let mut own = vec![Block::PageBreak, heading(1, "supposed", title)];
            own.extend(self.mandate());
            own.extend(self.positions());
            own.extend(self.plan());
            (self.recommended, self.advice) = (before, general);
            blocks.extend(own.into_iter().map(|block| named(block, &supposed.id)));
        }
        blocks
    }
}

/// A block with an id of its own, since the same stands under every candidate.
fn named(block: Block, candidate: &str) -> Block {
    match block {
        Block::Heading { level, id, text } => Block::Heading { level, id: format!("{candidate}-{id}"), text },
        Block::Figure(mut figure) => {
            figure.id = format!("{candidate}-{}", figure.id);
            Block::Figure(figure)
        }
        other => other,
    }
}
