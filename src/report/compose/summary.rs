//! The first page: what to do, why, what speaks against it, what it costs. It stands alone.

use super::{Composer, heading, listed, sentence};
use crate::assessment::{DecisionResult, Verdict, sentences};
use crate::questionnaire::AlternativeId;
use crate::questionnaire::content::{AdviceKind, CheckLevel, Cost};
use crate::report::document::{Block, Text, Tone};
use crate::text::grouped;

/// Reasons on the first page.
const REASONS: usize = 3;
/// Cautions on the first page; the others are in the advice.
const CAUTIONS: usize = 1;
/// Answers that do not fit on the first page; all are in the appendix.
const CLASHES: usize = 2;

impl Composer<'_> {
    pub(super) fn summary(&mut self) -> Vec<Block> {
        let assessment = self.report.assessment;
        let mut blocks = vec![heading(1, "summary", "Summary"), Block::Lead(assessment.headline.as_str().into())];
        let Some(result) = assessment.decisions.first() else { return blocks };
        if let Some(preliminary) = &assessment.preliminary {
            blocks.push(Block::Paragraph(sentences::missing(self.report.questionnaire, preliminary).into()));
        }
        blocks.extend(self.grave_clashes());
        if result.recommended.is_some() {
            blocks.extend(self.decided(result));
        } else {
            blocks.extend(self.undecided(result));
        }
        blocks
    }

    /// The answers that do not fit each other, but for those that are only worth a look.
    fn grave_clashes(&self) -> Option<Block> {
        let clashes = sentences::clashes(self.report.questionnaire, &self.known(), self.report.assessment);
        let grave = clashes.iter().filter(|clash| clash.check.level > CheckLevel::Info);
        let mut body: Vec<Text> = grave.map(|clash| clash.whole().into()).collect();
        let more = body.len().saturating_sub(CLASHES);
        body.truncate(CLASHES);
        if more > 0 {
            body.push(format!("{more} more under “{}”.", sentences::CLASHES).into());
        }
        let title = sentences::CLASHES.to_owned();
        (!body.is_empty()).then_some(Block::Callout { tone: Tone::Caution, title, body })
    }

    /// The first page of a recommendation.
    fn decided(&mut self, result: &DecisionResult) -> Vec<Block> {
        let mut blocks = vec![Block::Facts(self.facts(result)), heading(2, "reasons", "Why")];
        let reasons = result.reasons_for.iter().take(REASONS).map(|reason| Text::from(sentence(&reason.text)));
        blocks.push(Block::List { ordered: true, items: reasons.collect() });
        blocks.extend(self.counter_argument(result));
        blocks.extend(self.first_trigger(result).map(Block::Paragraph));
        blocks.extend(self.cautions());
        blocks
    }

    /// The first page where no single alternative is recommended: the candidates, what separates them, what would
    /// settle it; or what is still to be answered.
    fn undecided(&self, result: &DecisionResult) -> Vec<Block> {
        let questionnaire = self.report.questionnaire;
        let assessment = self.report.assessment;
        let mut blocks = Vec::new();
        if result.verdict == Verdict::TooClose {
            blocks.push(Block::Paragraph(sentences::confidence(questionnaire, result).into()));
            let items = sentences::separates(questionnaire, result).into_iter().map(Text::from).collect();
            blocks.push(heading(2, "separates", "What separates them"));
            blocks.push(Block::List { ordered: false, items });
            blocks.extend(
                sentences::settles(questionnaire, &self.known(), result).map(|words| Block::Paragraph(words.into())),
            );
            let items: Vec<Text> = sentences::courses(questionnaire, assessment).into_iter().map(Text::from).collect();
            if !items.is_empty() {
                blocks.push(heading(2, "courses", "What follows from each"));
                blocks.push(Block::List { ordered: false, items });
            }
        }
        let open = if assessment.missing.is_empty() && assessment.preliminary.is_some() {
            &assessment.unanswered
        } else {
            &assessment.missing
        };
        let items: Vec<Text> =
            open.iter().map(|id| Text::from(self.fill(&questionnaire.question(*id).prompt))).collect();
        if !items.is_empty() {
            blocks.push(heading(2, "open", "Not answered yet"));
            blocks.push(Block::List { ordered: false, items });
        }
        blocks
    }

    fn facts(&self, first: &DecisionResult) -> Vec<(String, Text)> {
        let mut facts: Vec<(String, Text)> = Vec::new();
        for result in self.report.assessment.decisions.iter().skip(1) {
            let title = self.report.questionnaire.decision(result.decision).title.clone();
            facts.push((title, sentences::outcome(self.report.questionnaire, result).into()));
        }
        facts.push(("How sure".to_owned(), sentences::confidence(self.report.questionnaire, first).into()));
        if let Some(cost) = cost(&self.costs()) {
            facts.push(("Cost of the post".to_owned(), cost.into()));
        }
        facts
    }

    fn counter_argument(&self, result: &DecisionResult) -> Option<Block> {
        let other = self.title(result, result.runner_up?);
        let words = match result.reasons_against.first() {
            Some(reason) => format!("{} This speaks for: {other}.", sentence(&reason.text)),
            None => self.weakness(result)?,
        };
        Some(Block::Callout {
            tone: Tone::Note,
            title: "The strongest argument against it".to_owned(),
            body: vec![words.into()],
        })
    }

    /// What another alternative serves better than the recommended one, where no answer speaks against it.
    fn weakness(&self, result: &DecisionResult) -> Option<String> {
        let winner = result.recommended?;
        let racing = result.standings.iter().filter(|standing| standing.excluded_by.is_empty());
        let mut gaps = Vec::new();
        for standing in racing.filter(|standing| standing.alternative != winner) {
            for weight in &result.criteria {
                let criterion = self.report.questionnaire.criterion(weight.criterion);
                let performance = |id: AlternativeId| criterion.performance.get(id.0).copied().unwrap_or(0.0);
                let gap = weight.share * (performance(standing.alternative) - performance(winner));
                gaps.push((gap, &criterion.title, standing.alternative));
            }
        }
        let (_, criterion, other) = gaps.into_iter().filter(|gap| gap.0 > 0.001).max_by(|a, b| a.0.total_cmp(&b.0))?;
        let other = self.title(result, other);
        Some(format!(
            "No answer speaks against it. By its nature another alternative serves one thing better: {criterion}. This speaks for: {other}."
        ))
    }

    fn cautions(&mut self) -> Vec<Block> {
        let questionnaire = self.report.questionnaire;
        let fired = self.report.assessment.advice.iter().filter_map(|index| questionnaire.advice.get(*index));
        let cautions: Vec<_> = fired.filter(|advice| advice.kind == AdviceKind::Caution).collect();
        let callout = |advice: &&crate::questionnaire::content::Advice| Block::Callout {
            tone: Tone::Caution,
            title: advice.title.clone(),
            body: vec![self.fill(&advice.text).into()],
        };
        let mut blocks: Vec<_> = cautions.iter().take(CAUTIONS).map(callout).collect();
        let more: Vec<_> = cautions.iter().skip(CAUTIONS).map(|advice| format!("“{}”", advice.title)).collect();
        if !more.is_empty() {
            blocks.push(Block::Small(format!("See also {} under Advice.", listed(&more)).into()));
        }
        blocks
    }
}

/// What it costs as one range: for each position the widest of its bands, summed over the positions. None when the
/// bands differ in currency or period.
fn cost(costs: &[&Cost]) -> Option<String> {
    let first = costs.first()?;
    if costs.iter().any(|cost| cost.currency != first.currency || cost.period != first.period) {
        return None;
    }
    let mut bands: Vec<(Option<_>, f64, f64)> = Vec::new();
    for cost in costs {
        match bands.iter_mut().find(|(position, ..)| *position == cost.position) {
            Some((_, low, high)) => (*low, *high) = (low.min(cost.low), high.max(cost.high)),
            None => bands.push((cost.position, cost.low, cost.high)),
        }
    }
    let (low, high) = bands.iter().fold((0.0, 0.0), |(low, high), band| (low + band.1, high + band.2));
    Some(format!("{} {}", first.currency, range(low, high)) + &period(&first.period))
}

/// Two amounts as a range.
pub(super) fn range(low: f64, high: f64) -> String {
    if (high - low).abs() < 0.5 { grouped(low, 0) } else { format!("{} to {}", grouped(low, 0), grouped(high, 0)) }
}

pub(super) fn period(period: &str) -> String {
    if period.is_empty() { String::new() } else { format!(" a {period}") }
}
