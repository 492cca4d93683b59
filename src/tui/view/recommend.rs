//! The recommendation: the sentence, the verdict, the ranking, why and why not, what would change it.

use ratatui::text::{Line, Span};

use super::super::canvas::Stack;
use super::super::theme::Theme;
use super::super::widget::bars::{Bar, Bars};
use super::super::work::Work;
use super::{sure, why};
use crate::assessment::{Counterfactual, DecisionResult, Reason, Standing, Verdict, Ways};
use crate::questionnaire::AlternativeId;
use crate::questionnaire::content::AdviceKind;
use crate::questionnaire::model::Decision;
use crate::text;

/// Reasons for and against that are shown, on a screen of so many rows.
const REASONS: [(u16, usize, usize); 2] = [(30, 5, 5), (0, 3, 2)];
/// Changes of more answers than this are not worth a line.
const SMALL: usize = 2;
/// Reasons to look again that are shown.
const TRIGGERS: usize = 4;

/// The reasons that are shown on a screen of so many rows, those for it first.
pub(super) fn shown_reasons(result: &DecisionResult, rows: u16) -> impl Iterator<Item = (bool, &Reason)> {
    let (_, pro, con) = REASONS.into_iter().find(|(least, ..)| rows >= *least).unwrap_or_default();
    let pro = result.reasons_for.iter().take(pro).map(|r| (true, r));
    pro.chain(result.reasons_against.iter().take(con).map(|r| (false, r)))
}

/// The verdict in words.
fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "CLEAR",
        Verdict::Leaning => "LEANING",
        Verdict::TooClose => "TOO CLOSE TO CALL",
        Verdict::Open => "NOTHING TO RECOMMEND YET",
    }
}

/// Paints the page.
pub(super) fn page<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, (cursor, rows): (usize, u16)) {
    let (Some(result), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    let headline = &work.assessment.headline;
    let none = "No recommendation yet: answer some of the scored questions.";
    stack.text(0, if headline.is_empty() { none } else { headline }, theme.strong);
    stack.gap();
    let first = first_words(result).unwrap_or_else(|| lead_words(result, decision));
    verdict(theme, stack, result.verdict, &first);
    if let Some(found) = result.robustness.as_ref().filter(|_| result.verdict == Verdict::TooClose) {
        let first = "What to find out first stands in \"How sure\".";
        stack.text(0, &format!("{} {first}", sure::meaning(result, found, decision)), theme.text);
    }
    stack.gap();
    ranking(theme, work, result, decision, stack);
    because(theme, stack, result, (cursor, rows));
    others(theme, work, stack);
    turns(theme, work, stack, decision);
    advice(theme, work, stack);
    stack.gap();
    for id in &work.assessment.missing {
        let prompt = work.fill(&work.questionnaire().question(*id).prompt);
        stack.text(0, &format!("This needs an answer: {prompt}"), theme.warn);
    }
    stack.text(0, &coverage(work), theme.quiet);
}

/// The verdict with what stands behind it.
pub(super) fn verdict(theme: &Theme, stack: &mut Stack<'_>, verdict: Verdict, words: &str) {
    let name = verdict_words(verdict);
    let width = usize::from(stack.width);
    let mut lines = text::wrap_behind(words, width.saturating_sub(text::width(name) + 3), width).into_iter();
    let first = format!("   {}", lines.next().unwrap_or_default());
    let first = Line::from(vec![Span::styled(name, theme.warn), Span::styled(first, theme.text)]);
    let rest = lines.map(|line| Line::from(Span::styled(line, theme.text)));
    stack.lines(std::iter::once(first).chain(rest).collect());
}

/// How far the first is ahead of the second.
pub(super) fn lead_words(result: &DecisionResult, decision: &Decision) -> String {
    let value = |a: AlternativeId| result.standings.get(a.0).map_or(0.0, |s| s.value);
    match (result.recommended, result.runner_up) {
        (Some(first), Some(second)) => {
            let ahead = value(first) - value(second);
            format!("{:.1} points of 100 ahead of {}", ahead, decision.alternative(second).short)
        }
        (Some(_), None) => "nothing else is in the race".to_owned(),
        _ => String::new(),
    }
}

/// How often the recommended alternative comes first; none when nothing was drawn.
pub(super) fn first_words(result: &DecisionResult) -> Option<String> {
    let share = result.acceptability(result.recommended?)?;
    let times = match share * 100.0 {
        n if (99.5..100.0).contains(&n) => "more than 99".to_owned(),
        n => format!("{n:.0}"),
    };
    Some(format!("first in {times} of 100 variations of your answers"))
}

/// How sure a later decision is, in a few words.
fn sure_words(result: &DecisionResult, decision: &Decision) -> String {
    let share = result.recommended.and_then(|a| result.acceptability(a));
    share.map_or_else(|| lead_words(result, decision), |share| format!("first in {}", percent(share)))
}

/// A share in percent that says neither all nor nothing when it is not.
pub(super) fn percent(share: f64) -> String {
    match share * 100.0 {
        n if n > 0.0 && n < 0.5 => "<1 %".to_owned(),
        n if (99.5..100.0).contains(&n) => ">99 %".to_owned(),
        n => format!("{n:.0} %"),
    }
}

/// The value, and how often it comes first.
fn figures(result: &DecisionResult, standing: &Standing) -> Vec<String> {
    let value = format!("{:.0}", standing.value);
    match result.acceptability(standing.alternative) {
        Some(_) if !standing.excluded_by.is_empty() => vec![value, "--".to_owned()],
        Some(share) => vec![value, percent(share)],
        None => vec![value],
    }
}

/// What would lead elsewhere, and when to look again.
fn turns<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, decision: &Decision) {
    let lines: Vec<String> = work.outlook.ways.iter().filter_map(|way| way_words(work, decision, way)).collect();
    if !lines.is_empty() {
        stack.gap();
        stack.text(0, "What would change it", theme.accent);
    }
    for line in lines {
        stack.item("  - ", theme.quiet, &line, theme.text);
    }
    for (i, trigger) in work.outlook.triggers.iter().filter(|t| t.changes.len() <= SMALL).take(TRIGGERS).enumerate() {
        if i == 0 {
            stack.gap();
            stack.text(0, "Look again", theme.accent);
        }
        let to = &decision.alternative(trigger.alternative).short;
        let words = format!("{} (then {to})", trigger.words.join(", and "));
        stack.item("  - ", theme.quiet, &words, theme.text);
    }
}

/// "Park, if: Which ...: ...".
fn way_words(work: &Work, decision: &Decision, way: &Counterfactual) -> Option<String> {
    let Ways::Within { sets, .. } = &way.ways else { return None };
    let set = sets.first().filter(|set| set.len() <= SMALL)?;
    let change = |(id, value): &(crate::questionnaire::QuestionId, crate::questionnaire::answer::Value)| {
        let question = work.questionnaire().question(*id);
        format!("\"{}\" were \"{}\"", work.fill(&question.prompt), question.say(value))
    };
    let changes: Vec<String> = set.iter().map(change).collect();
    Some(format!("{}, if {}", decision.alternative(way.alternative).short, changes.join(", and ")))
}

fn ranking<'a>(theme: &'a Theme, work: &Work, result: &DecisionResult, decision: &Decision, stack: &mut Stack<'a>) {
    let ranked = why::ranked(result);
    let bar = |s: &&Standing| Bar {
        label: decision.alternative(s.alternative).short.clone(),
        share: s.value / 100.0,
        figures: figures(result, s),
        remark: if s.excluded_by.is_empty() { String::new() } else { "excluded".to_owned() },
        leads: result.recommended == Some(s.alternative),
    };
    let bars = Bars { bars: ranked.iter().map(bar).collect(), theme };
    stack.picture(u16::try_from(ranked.len()).unwrap_or(u16::MAX), bars);
    for standing in ranked {
        for gate in &standing.excluded_by {
            let because = work.questionnaire().gates.get(gate.0).map(|g| work.fill(&g.because)).unwrap_or_default();
            let name = &decision.alternative(standing.alternative).short;
            stack.text(0, &format!("{name} is excluded because {because}"), theme.quiet);
        }
    }
}

fn because<'a>(theme: &'a Theme, stack: &mut Stack<'a>, result: &DecisionResult, (cursor, rows): (usize, u16)) {
    let mut side = None;
    for (i, (pro, reason)) in shown_reasons(result, rows).enumerate() {
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
            Span::styled(format!("   {}", sure_words(result, decision)), theme.quiet),
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
