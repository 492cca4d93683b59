//! How sure the recommendation is, and what to find out.

use super::summary::verdict;
use super::{Composer, heading, listed, percent};
use crate::assessment::{Analysis, DecisionResult, Robustness, Verdict};
use crate::questionnaire::{AlternativeId, QuestionId};
use crate::report::chart::{Chart, Swing, Tornado, decimal};
use crate::report::document::{Block, Figure, Text};

/// Bars of the tornado.
const BARS: usize = 8;
/// Things to find out.
const FINDINGS: usize = 4;

impl Composer<'_> {
    pub(super) fn sure(&mut self) -> Vec<Block> {
        let assessment = self.report.assessment;
        let Some(result) = assessment.decisions.first() else { return Vec::new() };
        let Some(winner) = result.recommended else { return Vec::new() };
        let mut blocks = vec![heading(1, "sure", "How sure this is")];
        let words = Text::default().strong(format!("{}. ", verdict(result)));
        let words = match &result.robustness {
            Some(robustness) => words.then(self.acceptability(result, robustness, winner)),
            None => words,
        };
        blocks.push(Block::Paragraph(words));
        let others = assessment.decisions.iter().skip(1).filter_map(|result| self.other_verdict(result));
        let items: Vec<_> = others.collect();
        if !items.is_empty() {
            blocks.push(Block::List { ordered: false, items });
        }
        if let Some(analysis) = &result.analysis {
            blocks.extend(self.tornado(result, analysis));
            blocks.extend(self.findings(result, analysis));
        }
        blocks
    }

    /// In how many variations the recommended alternative comes first, and which others do.
    fn acceptability(&self, result: &DecisionResult, robustness: &Robustness, winner: AlternativeId) -> String {
        let share = |alternative: AlternativeId| robustness.acceptability.get(alternative.0).copied().unwrap_or(0.0);
        let draws = crate::text::grouped(f64::from(u32::try_from(robustness.draws).unwrap_or(u32::MAX)), 0);
        let tried = format!(
            "{draws} variations of what was answered were tried: other weights, other answers where one was unknown or \
             not sure, other judgements of how well each alternative serves."
        );
        if result.verdict == Verdict::TooClose {
            let names = |id: &AlternativeId| format!("{} ({})", self.title(result, *id), percent(share(*id)));
            let contenders: Vec<_> = robustness.contenders.iter().map(names).collect();
            return format!("{tried} None comes first often enough: {} stand side by side.", listed(&contenders));
        }
        let rest: Vec<_> = (0..result.standings.len())
            .map(AlternativeId)
            .filter(|id| *id != winner && share(*id) >= 0.005)
            .map(|id| format!("{} in {}", self.title(result, id), percent(share(id))))
            .collect();
        let rest = if rest.is_empty() { String::new() } else { format!("; {}", rest.join("; ")) };
        format!("{tried} {} comes first in {} of them{rest}.", self.title(result, winner), percent(share(winner)))
    }

    fn other_verdict(&self, result: &DecisionResult) -> Option<Text> {
        let winner = result.recommended?;
        let decision = self.report.questionnaire.decision(result.decision);
        let share = result.robustness.as_ref().and_then(|robustness| robustness.acceptability.get(winner.0));
        let share = share.map(|share| format!(", first in {}", percent(*share))).unwrap_or_default();
        let words = Text::default().strong(format!("{}: ", decision.title));
        Some(words.then(format!("{}. {}{share}.", self.title(result, winner), verdict(result))))
    }

    fn prompt(&self, question: QuestionId) -> String {
        self.fill(&self.report.questionnaire.question(question).prompt)
    }

    /// How far each single answer can move the lead.
    fn tornado(&self, result: &DecisionResult, analysis: &Analysis) -> Option<Block> {
        let (winner, other) = (result.recommended?, result.runner_up?);
        let value = |id: AlternativeId| result.standings.get(id.0).map_or(0.0, |standing| standing.value);
        let swings: Vec<Swing> = analysis
            .tornado
            .iter()
            .filter_map(|bar| {
                let (low, high) = bar.answers.as_ref()?;
                let question = self.report.questionnaire.question(bar.question);
                Some(Swing {
                    label: self.prompt(bar.question),
                    low: bar.low,
                    high: bar.high,
                    low_label: question.say(low),
                    high_label: question.say(high),
                })
            })
            .take(BARS)
            .collect();
        let lead = value(winner) - value(other);
        let turning: Vec<_> =
            swings.iter().filter(|swing| swing.low < 0.0).map(|swing| format!("“{}”", swing.label)).collect();
        let description = if turning.is_empty() {
            "No other answer to a single question would turn the lead.".to_owned()
        } else {
            format!("Another answer to one of these would turn the lead: {}.", listed(&turning))
        };
        (!swings.is_empty()).then(|| {
            Block::Figure(Figure {
                id: "tornado".to_owned(),
                title: "How far another answer to one question would move the lead".to_owned(),
                description: format!("The lead is {} points today. {description}", decimal(lead, 1)),
                chart: Chart::Tornado(Tornado {
                    axis: format!("Lead of {} over the best other, in points", self.short_name(result, winner)),
                    centre: lead,
                    limit: 0.0,
                    swings,
                }),
            })
        })
    }

    /// What is open and, once settled, could change the recommendation.
    fn findings(&self, result: &DecisionResult, analysis: &Analysis) -> Vec<Block> {
        let telling = analysis.information.iter().filter(|finding| finding.probability > 0.0).take(FINDINGS);
        let items: Vec<Text> = telling
            .map(|finding| {
                let question = self.report.questionnaire.question(finding.question);
                let change = |(value, to): &(_, Option<AlternativeId>)| {
                    let to = to.map_or("nothing", |to| self.title(result, to));
                    format!("“{}” leads to {to}", question.say(value))
                };
                let changes: Vec<_> = finding.changes.iter().take(3).map(change).collect();
                let words = Text::default().strong(self.prompt(finding.question));
                words.then(format!(
                    " {} of the possible answers would change the recommendation: {}.",
                    percent(finding.probability),
                    changes.join("; ")
                ))
            })
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        vec![heading(2, "find-out", "What to find out first"), Block::List { ordered: true, items }]
    }
}
