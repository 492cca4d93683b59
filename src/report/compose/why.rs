//! Why this alternative, and why not the others.

use super::{Composer, differences, heading, sentence};
use crate::assessment::{DecisionResult, Standing, sentences};
use crate::questionnaire::AlternativeId;
use crate::report::chart::{
    Chart, HeatMap, HeatRow, RankedBar, Ranking, TwoAxis, TwoAxisPoint, Waterfall, WaterfallStep, decimal,
};
use crate::report::document::{Block, Figure, Text};

/// Steps of the waterfall that have a bar of their own.
const STEPS: usize = 8;
/// Reasons that part an alternative from the recommended one.
const PARTING: usize = 2;

impl Composer<'_> {
    pub(super) fn why(&mut self) -> Vec<Block> {
        let mut blocks = vec![heading(
            1,
            "why",
            if self.is_decided() { "The recommendation and why" } else { "How the alternatives stand" },
        )];
        for (index, result) in self.report.assessment.decisions.iter().enumerate() {
            let Some(winner) = result.best.filter(|_| self.is_told(result)) else { continue };
            let decision = self.report.questionnaire.decision(result.decision);
            blocks.push(heading(
                2,
                format!("why-{}", decision.id),
                format!("{}: {}", decision.title, sentences::outcome(self.report.questionnaire, result)),
            ));
            blocks.extend(self.ranking(result));
            if index == 0 {
                blocks.extend(self.waterfall(result));
                blocks.push(self.performance(result));
                blocks.extend(self.map());
            }
            let others = if result.recommended.is_some() {
                "Why not the others".to_owned()
            } else {
                format!("How the others stand against {}", self.title(result, winner))
            };
            blocks.push(heading(3, format!("others-{}", decision.id), others));
            let others = result.ranked().chain(result.excluded()).filter(|standing| standing.alternative != winner);
            let items = others.map(|standing| self.other(result, winner, standing)).collect();
            blocks.push(Block::List { ordered: false, items });
        }
        blocks
    }

    /// The words about a decision and the picture of its ranking.
    fn ranking(&self, result: &DecisionResult) -> Vec<Block> {
        let standings: Vec<&Standing> = result.ranked().chain(result.excluded()).collect();
        let bars = standings.iter().map(|standing| RankedBar {
            label: self.title(result, standing.alternative).to_owned(),
            value: standing.value,
            range: result.intervals.get(standing.alternative.0).map(|interval| (interval.low, interval.high)),
            share: result
                .robustness
                .as_ref()
                .and_then(|drawn| drawn.acceptability.get(standing.alternative.0))
                .copied(),
            chosen: result.recommended == Some(standing.alternative),
            excluded: !standing.excluded_by.is_empty(),
        });
        let said = standings.iter().map(|standing| {
            let title = self.title(result, standing.alternative);
            if standing.excluded_by.is_empty() {
                format!("{title} {}", decimal(standing.value, 1))
            } else {
                format!("{title} excluded")
            }
        });
        let decision = self.report.questionnaire.decision(result.decision);
        let reasons: Vec<_> = result.reasons_for.iter().take(3).map(|reason| sentence(&reason.text)).collect();
        let figure = Figure {
            id: format!("ranking-{}", decision.id),
            title: decision.question.clone(),
            description: format!("Value on a scale of 0 to 100: {}.", said.collect::<Vec<_>>().join("; ")),
            chart: Chart::Ranking(Ranking {
                bars: bars.collect(),
                share_title: result.robustness.as_ref().map(|_| "First in".to_owned()),
            }),
        };
        let why = result.recommended.map(|_| Block::Paragraph(reasons.join(" ").into()));
        why.into_iter().chain([Block::Figure(figure)]).collect()
    }

    /// How the lead over the runner-up comes about.
    fn waterfall(&self, result: &DecisionResult) -> Option<Block> {
        let (winner, other) = (result.best?, result.runner_up?);
        let mut parts = differences(result, winner, other);
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let steps = parts.iter().take(STEPS).filter(|part| part.1.abs() >= 0.05).count();
        let rest: f64 = parts.iter().skip(steps).map(|part| part.1).sum();
        parts.truncate(steps);
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        let step = |label: String, points| WaterfallStep { label, points };
        let mut steps: Vec<_> =
            parts.iter().map(|(question, points)| step(sentence(&self.reason(result, *question)), *points)).collect();
        let base = |alternative: AlternativeId| result.base.get(alternative.0).copied().unwrap_or(0.0);
        let everywhere = base(winner) - base(other);
        steps.push(step("All other answers".to_owned(), rest));
        steps.push(step("What counts for every organisation".to_owned(), everywhere));
        let decision = self.report.questionnaire.decision(result.decision);
        let short = |alternative| &decision.alternative(alternative).short;
        let told = steps.iter().filter(|step| step.is_shown());
        let told = told.map(|step| format!("{} {}", step.label.trim_end_matches('.'), decimal(step.points, 1)));
        let told: Vec<_> = told.collect();
        let lead: f64 = steps.iter().map(|step| step.points).sum();
        Some(Block::Figure(Figure {
            id: "waterfall".to_owned(),
            title: format!("How the lead of {} over {} comes about, in points of value", short(winner), short(other)),
            description: format!("The lead of {} points is made of: {}.", decimal(lead, 1), told.join("; ")),
            chart: Chart::Waterfall(Waterfall {
                towards: format!("for {}", short(winner)),
                against: format!("for {}", short(other)),
                total: "Lead".to_owned(),
                steps,
            }),
        }))
    }

    fn performance(&self, result: &DecisionResult) -> Block {
        let questionnaire = self.report.questionnaire;
        let decision = questionnaire.decision(result.decision);
        let mut criteria: Vec<_> = result.criteria.iter().collect();
        criteria.sort_by(|a, b| b.share.total_cmp(&a.share));
        let rows = criteria.iter().map(|weight| {
            let criterion = questionnaire.criterion(weight.criterion);
            HeatRow { label: criterion.title.clone(), weight: weight.share, cells: criterion.performance.clone() }
        });
        let most = criteria.first().map(|weight| &questionnaire.criterion(weight.criterion).title);
        Block::Figure(Figure {
            id: "performance".to_owned(),
            title: "What counts here, and how well each alternative serves it (0 to 1)".to_owned(),
            description: most.map_or_else(String::new, |most| {
                format!("What counts most is: {most}. The numbers are in the appendix.")
            }),
            chart: Chart::HeatMap(HeatMap {
                columns: decision.alternatives.iter().map(|alternative| alternative.short.clone()).collect(),
                chosen: result.recommended.map(|a| a.0),
                rows: rows.collect(),
            }),
        })
    }

    fn map(&self) -> Option<Block> {
        let map = self.report.questionnaire.map.as_ref()?;
        let (x, y) = self.report.assessment.map?;
        let subject = self.subject();
        let point = TwoAxisPoint { label: subject.clone(), x, y, own: true };
        Some(Block::Figure(Figure {
            id: "map".to_owned(),
            title: format!("{} and {}, as shares of all that counts", map.x.title, map.y.title.to_lowercase()),
            description: format!(
                "{subject} stands at {} for {} and {} for {}.",
                super::percent(x),
                map.x.title,
                super::percent(y),
                map.y.title
            ),
            chart: Chart::TwoAxis(TwoAxis {
                x_title: map.x.title.clone(),
                y_title: map.y.title.clone(),
                points: vec![point],
            }),
        }))
    }

    /// What parts an alternative from the recommended one.
    fn other(&self, result: &DecisionResult, winner: AlternativeId, standing: &Standing) -> Text {
        let title = self.title(result, standing.alternative);
        let best =
            result.standings.iter().find(|candidate| candidate.alternative == winner).map_or(0.0, |best| best.value);
        let gap = best - standing.value;
        let words = Text::default().strong(format!("{title}."));
        if !standing.excluded_by.is_empty() {
            let though = if gap < 0.0 {
                format!(" By value alone it would lead by {} points.", decimal(-gap, 1))
            } else {
                String::new()
            };
            let (questionnaire, known) = (self.report.questionnaire, self.known());
            let because = sentences::exclusion(questionnaire, &known, result, standing.alternative);
            return words.then(format!(" Excluded: {}.{though}", because.unwrap_or_default()));
        }
        let parting = differences(result, winner, standing.alternative);
        let against = parting.iter().filter(|part| part.1 > 0.05).take(PARTING);
        let against: Vec<_> = against
            .map(|(question, points)| format!("{} ({} points)", self.reason(result, *question), decimal(*points, 1)))
            .collect();
        let words = words.then(format!(" {} points behind.", decimal(gap, 1)));
        if against.is_empty() { words } else { words.then(format!(" Most of it: {}.", against.join("; "))) }
    }
}
