//! The result: tabs over one assessment.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::super::areas::Target;
use super::super::canvas::{Canvas, Stack, below, row};
use super::super::model::{Model, Reading, Tab};
use super::super::theme::Theme;
use super::super::widget::bars::{Bar, Bars};
use super::super::widget::heatmap::{HeatMap, HeatRow};
use super::super::widget::plane::Plane;
use super::super::widget::waterfall::{Step, Waterfall};
use super::super::work::Work;
use super::{plan, why};
use crate::assessment::{DecisionResult, Reason, Verdict};
use crate::questionnaire::QuestionId;
use crate::questionnaire::content::AdviceKind;
use crate::questionnaire::model::Decision;
use crate::text;

/// Reasons of each side that are shown.
const REASONS: usize = 5;
/// Steps of the waterfall that are shown on their own.
const STEPS: usize = 12;

/// Paints the screen.
pub(super) fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect, reading: Reading) {
    let Some(work) = &model.work else { return };
    tabs(canvas, row(area, 0), reading.tab);
    let rule = canvas.theme.marks.rule.repeat(usize::from(area.width));
    canvas.words(row(area, 1), &rule, canvas.theme.quiet);
    let page = below(area, 2);
    let page = Rect { x: page.x + 1, width: page.width.saturating_sub(3).min(104), ..page };
    let mut stack = Stack::new(page.width);
    match reading.tab {
        Tab::Recommendation => recommendation(canvas.theme, work, &mut stack, reading.cursor),
        Tab::Why => reasons(canvas.theme, work, &mut stack, reading.cursor),
        Tab::Plan => plan::page(canvas.theme, work, &mut stack),
    }
    canvas.stack(page, &stack, reading.scroll);
}

fn tabs(canvas: &mut Canvas<'_>, area: Rect, shown: Tab) {
    let theme = canvas.theme;
    let whole: usize = Tab::ALL.iter().map(|(_, title)| text::width(title) + 5).sum();
    let brief = whole > usize::from(area.width);
    let mut x = area.x;
    for (i, (tab, title)) in Tab::ALL.iter().enumerate() {
        let name = if brief && *tab != shown { String::new() } else { format!(" {title}") };
        let words = format!("{}{name}", i + 1);
        let width = u16::try_from(text::width(&words)).unwrap_or(0).min(area.right().saturating_sub(x));
        let style = if *tab == shown { theme.strong.add_modifier(Modifier::UNDERLINED) } else { theme.quiet };
        let place = Rect { x, width, ..area };
        canvas.words(place, &words, style);
        canvas.target(place, Target::Tab(i));
        x = x.saturating_add(width + 3).min(area.right());
    }
}

/// The questions behind the rows of a tab, in order.
pub(in crate::tui) fn rows(model: &Model, tab: Tab) -> Vec<QuestionId> {
    let Some(result) = model.work.as_ref().and_then(|w| w.assessment.decisions.first()) else { return Vec::new() };
    match tab {
        Tab::Recommendation => shown_reasons(result).map(|(_, r)| r.question).collect(),
        Tab::Why => steps(result).into_iter().map(|(question, _)| question).collect(),
        Tab::Plan => Vec::new(),
    }
}

/// The reasons that are shown, those for it first.
fn shown_reasons(result: &DecisionResult) -> impl Iterator<Item = (bool, &Reason)> {
    let side = |reasons: &'_ [Reason]| reasons.len().min(REASONS);
    let pro = result.reasons_for.iter().take(side(&result.reasons_for)).map(|r| (true, r));
    pro.chain(result.reasons_against.iter().take(side(&result.reasons_against)).map(|r| (false, r)))
}

/// The verdict in words.
pub(super) fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "CLEAR",
        Verdict::Leaning => "LEANING",
        Verdict::TooClose => "TOO CLOSE TO CALL",
        Verdict::Open => "NOTHING TO RECOMMEND YET",
    }
}

fn recommendation<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, cursor: usize) {
    let (Some(result), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    let headline = &work.assessment.headline;
    let none = "No recommendation yet: answer some of the scored questions.";
    stack.text(0, if headline.is_empty() { none } else { headline }, theme.strong);
    stack.gap();
    let verdict = format!("{}   ", verdict_words(result.verdict));
    stack.item(&verdict, theme.warn, &lead_words(result, decision), theme.text);
    stack.gap();
    ranking(theme, work, result, decision, stack);
    because(theme, stack, result, cursor);
    advice(theme, work, stack);
    others(theme, work, stack);
    stack.gap();
    stack.text(0, &coverage(work), theme.quiet);
}

/// How far the first is ahead of the second.
fn lead_words(result: &DecisionResult, decision: &Decision) -> String {
    let value = |a: crate::questionnaire::AlternativeId| result.standings.get(a.0).map_or(0.0, |s| s.value);
    match (result.recommended, result.runner_up) {
        (Some(first), Some(second)) => {
            let ahead = value(first) - value(second);
            format!("{:.1} points of 100 ahead of {}", ahead, decision.alternative(second).short)
        }
        (Some(_), None) => "nothing else is in the race".to_owned(),
        _ => String::new(),
    }
}

fn ranking<'a>(theme: &'a Theme, work: &Work, result: &DecisionResult, decision: &Decision, stack: &mut Stack<'a>) {
    let ranked = why::ranked(result);
    let bar = |s: &&crate::assessment::Standing| Bar {
        label: decision.alternative(s.alternative).short.clone(),
        share: s.value / 100.0,
        figures: vec![format!("{:.0}", s.value)],
        remark: if s.excluded_by.is_empty() { String::new() } else { "excluded".to_owned() },
        leads: result.recommended == Some(s.alternative),
    };
    let bars = Bars { bars: ranked.iter().map(bar).collect(), theme };
    stack.picture(u16::try_from(ranked.len()).unwrap_or(u16::MAX), bars);
    for standing in ranked {
        for gate in &standing.excluded_by {
            let because = work.questionnaire().gates.get(gate.0).map(|g| work.fill(&g.because)).unwrap_or_default();
            let name = &decision.alternative(standing.alternative).short;
            stack.text(0, &format!("{name} is excluded: {because}"), theme.quiet);
        }
    }
}

fn because<'a>(theme: &'a Theme, stack: &mut Stack<'a>, result: &DecisionResult, cursor: usize) {
    let mut side = None;
    for (i, (pro, reason)) in shown_reasons(result).enumerate() {
        if side != Some(pro) {
            side = Some(pro);
            stack.gap();
            stack.text(0, if pro { "Because" } else { "Against" }, theme.accent);
        }
        let focused = i == cursor;
        let style = if focused { theme.focus } else { theme.text };
        let (sign, tone) = if pro { ("+", theme.good) } else { ("-", theme.bad) };
        let lead = format!("{} {sign} ", if focused { theme.marks.pointer } else { " " });
        let width = stack.width.min(84).saturating_sub(7);
        let words = text::wrap(&reason.text, usize::from(width).saturating_sub(4));
        let lines = words.into_iter().enumerate().map(|(n, line)| {
            let first = n == 0;
            let pad = usize::from(width).saturating_sub(text::width(&line) + 4);
            Line::from(vec![
                Span::styled(if first { lead.clone() } else { "    ".to_owned() }, tone),
                Span::styled(line, style),
                Span::raw(" ".repeat(pad)),
                Span::styled(if first { format!("{:>6.1}", reason.points) } else { String::new() }, theme.quiet),
            ])
        });
        stack.row(i, lines.collect());
    }
}

fn advice<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>) {
    for index in &work.assessment.advice {
        let Some(advice) = work.questionnaire().advice.get(*index) else { continue };
        stack.gap();
        let sign = match advice.kind {
            AdviceKind::Caution => "! ",
            AdviceKind::Alternative => "> ",
            AdviceKind::Hint => "* ",
        };
        stack.item(sign, theme.warn, &advice.title, theme.strong);
        stack.text(2, &work.fill(&advice.text), theme.text);
    }
}

/// The decisions that follow from the first one.
fn others<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>) {
    let decisions = work.questionnaire().decisions.iter().zip(&work.assessment.decisions).skip(1);
    for (i, (decision, result)) in decisions.enumerate() {
        if i == 0 {
            stack.gap();
        }
        let chosen = result.recommended.map_or("open", |a| decision.alternative(a).title.as_str());
        stack.lines(vec![Line::from(vec![
            Span::styled(format!("{}: ", decision.title), theme.quiet),
            Span::styled(chosen.to_owned(), theme.strong),
            Span::styled(format!("   {}", lead_words(result, decision)), theme.quiet),
        ])]);
    }
}

/// How much of what could be asked was answered.
fn coverage(work: &Work) -> String {
    let assessment = &work.assessment;
    let mut words = format!("{:.0} % of what counts is answered", assessment.coverage * 100.0);
    let left = assessment.unanswered.len();
    if left > 0 {
        words = format!("{words}; {} without an answer", text::count(left, "question"));
    }
    let unknown = assessment.unknown.len();
    if unknown > 0 {
        words = format!("{words}; {} answered \"don't know\"", text::count(unknown, "question"));
    }
    words
}

/// What parts the recommended from the runner-up, answer by answer, the strongest first.
fn steps(result: &DecisionResult) -> Vec<(QuestionId, f64)> {
    let (Some(first), Some(second)) = (result.recommended, result.runner_up) else { return Vec::new() };
    let part = |points: &[f64]| points.get(first.0).unwrap_or(&0.0) - points.get(second.0).unwrap_or(&0.0);
    let mut steps: Vec<(QuestionId, f64)> =
        result.contributions.iter().map(|c| (c.question, part(&c.points))).filter(|(_, p)| p.abs() >= 0.05).collect();
    steps.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    steps.truncate(STEPS);
    steps
}

fn reasons<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, cursor: usize) {
    let (Some(result), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    if let (Some(first), Some(second)) = (result.recommended, result.runner_up) {
        let (first, second) = (&decision.alternative(first).short, &decision.alternative(second).short);
        stack.text(0, &format!("What sets {first} apart from {second}, in points"), theme.accent);
        waterfall(theme, work, result, stack, cursor);
    }
    stack.gap();
    stack.text(0, "How well each serves what matters here (0 to 100)", theme.accent);
    let rows = result.criteria.iter().map(|c| {
        let criterion = work.questionnaire().criterion(c.criterion);
        HeatRow { label: criterion.title.clone(), weight: c.share, cells: criterion.performance.clone() }
    });
    let mut rows: Vec<HeatRow> = rows.filter(|r| r.weight > 0.0005).collect();
    rows.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let map = HeatMap { columns: decision.alternatives.iter().map(|a| a.short.clone()).collect(), rows, theme };
    stack.picture(map.height(), map);
    if let (Some((x, y)), Some(map)) = (work.assessment.map, &work.questionnaire().map) {
        stack.gap();
        stack.text(0, "Where the need lies", theme.accent);
        let name = work.subject().unwrap_or_else(|| "here".to_owned());
        let plane = Plane { x: (map.x.title.clone(), x), y: (map.y.title.clone(), y), name, theme };
        stack.picture(Plane::HEIGHT, plane);
    }
}

fn waterfall<'a>(theme: &'a Theme, work: &Work, result: &DecisionResult, stack: &mut Stack<'a>, cursor: usize) {
    let shown = steps(result);
    let (Some(first), Some(second)) = (result.recommended, result.runner_up) else { return };
    let value = |a: crate::questionnaire::AlternativeId| result.standings.get(a.0).map_or(0.0, |s| s.value);
    let total = value(first) - value(second);
    let label = |id: QuestionId| {
        let all = result.reasons_for.iter().chain(&result.reasons_against);
        all.filter(|r| r.question == id).map(|r| r.text.clone()).next().unwrap_or_else(|| {
            let question = work.questionnaire().question(id);
            work.fill(&question.prompt)
        })
    };
    let mut steps: Vec<Step> = shown
        .iter()
        .enumerate()
        .map(|(i, &(id, points))| Step { label: label(id), points, focused: i == cursor })
        .collect();
    let rest = total - shown.iter().map(|(_, p)| p).sum::<f64>();
    steps.push(Step { label: "all else, with the base".to_owned(), points: rest, focused: false });
    let picture = Waterfall { steps, sum: "difference".to_owned(), theme };
    for (i, line) in picture.lines(stack.width).into_iter().enumerate() {
        if i < shown.len() { stack.row(i, vec![line]) } else { stack.lines(vec![line]) }
    }
}
