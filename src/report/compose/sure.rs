//! How sure the recommendation is, and what to find out.

use super::{Composer, heading, listed, percent};
use crate::assessment::{Analysis, DecisionResult, Robustness, Standing, sentences};
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
        if result.best.is_none() {
            return Vec::new();
        }
        let mut blocks = vec![heading(1, "sure", "How sure this is")];
        let words = Text::default().strong(format!("{} ", sentences::confidence(self.report.questionnaire, result)));
        let words = match &result.robustness {
            Some(robustness) => words.then(self.acceptability(result, robustness)),
            None => words,
        };
        blocks.push(Block::Paragraph(words));
        let supposed = assessment.courses.first().map(|course| course.decision);
        let others = assessment.decisions.iter().skip(1).filter(|r| supposed.is_none_or(|id| r.decision <= id));
        let items: Vec<_> = others.filter_map(|result| self.other_verdict(result)).collect();
        if !items.is_empty() {
            blocks.push(Block::List { ordered: false, items });
        }
        if let Some(analysis) = &result.analysis {
            blocks.extend(self.tornado(result, analysis));
            blocks.extend(self.findings(result, analysis));
        }
        blocks
    }

    /// What was drawn, and how often each alternative in the race comes first.
    fn acceptability(&self, result: &DecisionResult, robustness: &Robustness) -> String {
        let draws = crate::text::grouped(f64::from(u32::try_from(robustness.draws).unwrap_or(u32::MAX)), 0);
        let share = |standing: &Standing| result.acceptability(standing.alternative).unwrap_or(0.0);
        let first = result.ranked().filter(|standing| share(standing) >= 0.005);
        let first = first.map(|s| format!("{} in {}", self.title(result, s.alternative), percent(share(s))));
        format!(
            "{draws} ways to weigh what was answered were tried: other weights, other answers where one was unknown or \
             not sure, other judgements of how well each alternative serves. First comes: {}.",
            first.collect::<Vec<_>>().join("; ")
        )
    }

    fn other_verdict(&self, result: &DecisionResult) -> Option<Text> {
        result.best?;
        let questionnaire = self.report.questionnaire;
        let title = &questionnaire.decision(result.decision).title;
        let words = Text::default().strong(format!("{title}: "));
        let (outcome, sure) = (sentences::outcome(questionnaire, result), sentences::confidence(questionnaire, result));
        Some(words.then(format!("{outcome}. {sure}")))
    }

    fn prompt(&self, question: QuestionId) -> String {
        self.fill(&self.report.questionnaire.question(question).prompt)
    }

    /// How far each single answer can move the lead.
    fn tornado(&self, result: &DecisionResult, analysis: &Analysis) -> Option<Block> {
        let (winner, other) = (result.best?, result.runner_up?);
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
        let turning = analysis.tornado.iter().filter(|bar| !bar.turns.is_empty());
        let turning: Vec<_> = turning.map(|bar| format!("“{}”", self.prompt(bar.question))).collect();
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
