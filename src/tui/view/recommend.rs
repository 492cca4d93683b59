//! The recommendation: the sentence, the verdict, the ranking, why and why not, what would change it.

use ratatui::text::{Line, Span};

use super::super::canvas::Stack;
use super::super::theme::Theme;
use super::super::widget::bars::{Bar, Bars};
use super::super::work::Work;
use crate::assessment::{Counterfactual, DecisionResult, Reason, Standing, Verdict, Ways, sentences};
use crate::questionnaire::Questionnaire;
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

/// Paints the page.
pub(super) fn page<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, (cursor, rows): (usize, u16)) {
    let (Some(result), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    let questionnaire = work.questionnaire();
    stack.text(0, &work.assessment.headline, theme.strong);
    stack.gap();
    clashes(theme, work, stack);
    confidence(theme, stack, questionnaire, result);
    if let Some(preliminary) = &work.assessment.preliminary {
        stack.text(0, &sentences::missing(questionnaire, preliminary), theme.text);
    }
    if result.verdict == Verdict::TooClose {
        for words in sentences::separates(questionnaire, result) {
            stack.text(0, &words, theme.text);
        }
        if let Some(words) = sentences::settles(questionnaire, &work.known(), result) {
            stack.text(0, &words, theme.text);
        }
    }
    stack.gap();
    ranking(theme, work, result, decision, stack);
    because(theme, stack, (result, decision), (cursor, rows));
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

/// Answers that do not fit each other, each with how to settle it.
pub(super) fn clashes(theme: &Theme, work: &Work, stack: &mut Stack<'_>) {
    let clashes = work.clashes();
    for clash in &clashes {
        stack.item("! ", theme.warn, &clash.short(), theme.strong);
        stack.text(2, &clash.settle, theme.text);
    }
    if !clashes.is_empty() {
        stack.gap();
    }
}

/// How sure a decision is: the verdict stands out, what was counted stands behind it.
pub(super) fn confidence(theme: &Theme, stack: &mut Stack<'_>, questionnaire: &Questionnaire, result: &DecisionResult) {
    let says = sentences::confidence(questionnaire, result);
    let name = sentences::verdict(result.verdict);
    let words = says.strip_prefix(name).map_or(says.as_str(), |words| words.trim_start_matches([':', '.', ' ']));
    let (name, width) = (name.to_uppercase(), usize::from(stack.width));
    let mut lines = text::wrap_behind(words, width.saturating_sub(text::width(&name) + 3), width).into_iter();
    let first = format!("   {}", lines.next().unwrap_or_default());
    let first = Line::from(vec![Span::styled(name, theme.warn), Span::styled(first, theme.text)]);
    let rest = lines.map(|line| Line::from(Span::styled(line, theme.text)));
    stack.lines(std::iter::once(first).chain(rest).collect());
}

/// The value, and how often it comes first.
fn figures(result: &DecisionResult, standing: &Standing) -> Vec<String> {
    let value = format!("{:.0}", standing.value);
    match result.acceptability(standing.alternative) {
        Some(share) => vec![value, sentences::percent(share)],
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
    let bar = |s: &Standing| Bar {
        label: decision.alternative(s.alternative).short.clone(),
        share: s.value / 100.0,
        figures: figures(result, s),
        remark: String::new(),
        leads: result.recommended == Some(s.alternative),
    };
    let bars: Vec<Bar> = result.ranked().map(bar).collect();
    stack.picture(u16::try_from(bars.len()).unwrap_or(u16::MAX), Bars { bars, theme });
    for standing in result.excluded() {
        let because = sentences::exclusion(work.questionnaire(), &work.known(), result, standing.alternative);
        let name = &decision.alternative(standing.alternative).short;
        stack.text(0, &format!("{name} is excluded because {}", because.unwrap_or_default()), theme.quiet);
    }
}

fn because<'a>(
    theme: &'a Theme,
    stack: &mut Stack<'a>,
    (result, decision): (&DecisionResult, &Decision),
    (cursor, rows): (usize, u16),
) {
    let mut side = None;
    let title = |pro: bool| match (result.recommended, if pro { result.best } else { result.runner_up }) {
        (None, Some(a)) => format!("For {}", decision.alternative(a).short),
        _ if pro => "Because".to_owned(),
        _ => "Against".to_owned(),
    };
    for (i, (pro, reason)) in shown_reasons(result, rows).enumerate() {
        if side != Some(pro) {
            side = Some(pro);
            stack.gap();
            stack.text(0, &title(pro), theme.accent);
        }
        let focused = i == cursor;
        let style = if focused { theme.focus } else { theme.text };
        // Without a recommendation each side has its own heading, and all of it speaks for that side.
        let speaks_for = pro || result.recommended.is_none();
        let (sign, tone) = if speaks_for { ("+", theme.good) } else { ("-", theme.bad) };
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
    let (questionnaire, assessment) = (work.questionnaire(), &work.assessment);
    let supposed = assessment.courses.first().map(|course| course.decision);
    let told = assessment.decisions.iter().skip(1).filter(|result| supposed.is_none_or(|id| result.decision <= id));
    for (i, result) in told.enumerate() {
        if i == 0 {
            stack.gap();
        }
        let title = &questionnaire.decision(result.decision).title;
        stack.lines(vec![Line::from(vec![
            Span::styled(format!("{title}: "), theme.quiet),
            Span::styled(sentences::outcome(questionnaire, result), theme.strong),
        ])]);
        stack.text(2, &sentences::confidence(questionnaire, result), theme.quiet);
    }
    let courses = sentences::courses(questionnaire, assessment);
    if !courses.is_empty() {
        stack.gap();
    }
    for words in courses {
        stack.text(0, &words, theme.text);
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
