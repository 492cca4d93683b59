//! Why: what sets the recommended apart from the runner-up, answer by answer; the performance table; the map.

use super::super::canvas::Stack;
use super::super::theme::Theme;
use super::super::widget::heatmap::{HeatMap, HeatRow};
use super::super::widget::plane::Plane;
use super::super::widget::waterfall::{Step, Waterfall};
use super::super::work::Work;
use crate::assessment::{DecisionResult, Sufficient};
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, QuestionId};

/// Steps of the waterfall that are shown on their own.
const STEPS: usize = 12;

/// What parts the best from the runner-up, answer by answer, the strongest first.
pub(super) fn steps(result: &DecisionResult) -> Vec<(QuestionId, f64)> {
    let (Some(first), Some(second)) = (result.best, result.runner_up) else { return Vec::new() };
    let part = |points: &[f64]| points.get(first.0).unwrap_or(&0.0) - points.get(second.0).unwrap_or(&0.0);
    let mut steps: Vec<(QuestionId, f64)> =
        result.contributions.iter().map(|c| (c.question, part(&c.points))).filter(|(_, p)| p.abs() >= 0.05).collect();
    steps.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    steps.truncate(STEPS);
    steps
}

/// Paints the page.
pub(super) fn page<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, cursor: usize) {
    let (Some(result), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    if let (Some(first), Some(second)) = (result.best, result.runner_up) {
        let (first, second) = (&decision.alternative(first).short, &decision.alternative(second).short);
        stack.text(0, &format!("What sets {first} apart from {second}, in points"), theme.accent);
        waterfall(theme, work, result, stack, cursor);
    }
    stack.gap();
    stack.text(0, "How well each serves what matters here (0 to 100)", theme.accent);
    let rows = result.criteria.iter().map(|c| {
        let criterion = work.questionnaire().criterion(c.criterion);
        HeatRow { label: criterion.title.clone(), weight: Some(c.share), cells: criterion.performance.clone() }
    });
    let mut rows: Vec<HeatRow> = rows.filter(|r| r.weight > Some(0.0005)).collect();
    rows.sort_by(|a, b| b.weight.unwrap_or(0.0).total_cmp(&a.weight.unwrap_or(0.0)));
    let map = HeatMap { columns: decision.alternatives.iter().map(|a| a.short.clone()).collect(), rows, theme };
    stack.picture(map.height(stack.width), map);
    dominance(theme, stack, result, decision);
    if let (Some((x, y)), Some(map)) = (work.assessment.map, &work.questionnaire().map) {
        stack.gap();
        stack.text(0, "Where the need lies", theme.accent);
        let name = work.subject().unwrap_or_else(|| "here".to_owned());
        let plane = Plane { x: (map.x.title.clone(), x), y: (map.y.title.clone(), y), name, theme };
        stack.picture(Plane::HEIGHT, plane);
    }
    settled(theme, work, stack);
}

/// The fewest answers that settle it, whatever the others are.
fn settled<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>) {
    let words = match &work.outlook.settled {
        Some(Sufficient::Sets { sets, cut }) => {
            let Some(set) = sets.first() else { return };
            if set.is_empty() {
                "No answer could change it.".to_owned()
            } else {
                let others = if sets.len() > 1 || *cut { " So do others of the same size." } else { "" };
                let which = if set.len() == 1 { "This answer alone settles" } else { "These answers alone settle" };
                format!("{which} it, whatever the others are.{others}")
            }
        }
        Some(Sufficient::NotWithin(size)) => format!("It rests on many answers: no {size} of them settle it alone."),
        Some(Sufficient::Nobody) | None => return,
    };
    stack.gap();
    stack.text(0, "What it rests on", theme.accent);
    stack.text(2, &words, theme.text);
    let Some(Sufficient::Sets { sets, .. }) = &work.outlook.settled else { return };
    for id in sets.first().into_iter().flatten() {
        let question = work.questionnaire().question(*id);
        let said = work.said(*id).map_or_else(String::new, |a| question.say(&a.value));
        stack.item("  - ", theme.quiet, &work.fill(&question.prompt), theme.quiet);
        stack.text(4, &said, theme.text);
    }
}

/// Which alternatives are nowhere better than another.
fn dominance<'a>(theme: &'a Theme, stack: &mut Stack<'a>, result: &DecisionResult, decision: &Decision) {
    let name = |a: usize| decision.alternative(AlternativeId(a)).short.as_str();
    for found in &result.dominance {
        let words = format!("{} is nowhere better than {}.", name(found.worse), name(found.better));
        stack.text(0, &words, theme.quiet);
    }
}

fn waterfall<'a>(theme: &'a Theme, work: &Work, result: &DecisionResult, stack: &mut Stack<'a>, cursor: usize) {
    let shown = steps(result);
    let (Some(first), Some(second)) = (result.best, result.runner_up) else { return };
    let value = |a: AlternativeId| result.standings.get(a.0).map_or(0.0, |s| s.value);
    let total = value(first) - value(second);
    let leader = &work.questionnaire().decision(result.decision).alternative(first).short;
    let label = |id: QuestionId| {
        let mut all = result.reasons_for.iter().chain(&result.reasons_against);
        let reason = all.find(|r| r.question == id).map(|r| r.text.clone());
        reason.unwrap_or_else(|| work.fill(&work.questionnaire().question(id).prompt))
    };
    let step = |(i, &(id, points))| Step { label: label(id), points, focused: i == cursor };
    let mut steps: Vec<Step> = shown.iter().enumerate().map(step).collect();
    let rest = total - shown.iter().map(|(_, p)| p).sum::<f64>();
    steps.push(Step { label: "everything else".to_owned(), points: rest, focused: false });
    let picture = Waterfall { steps, sum: format!("the lead of {leader}"), theme };
    for (i, lines) in picture.lines(stack.width).into_iter().enumerate() {
        if i < shown.len() { stack.row(i, lines) } else { stack.lines(lines) }
    }
}
