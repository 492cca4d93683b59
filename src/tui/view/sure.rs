//! How sure: how often each alternative comes first, what open answers can still do, what to find out first, what moves
//! the lead most.

use ratatui::text::{Line, Span};

use super::super::canvas::{Stack, item_lines};
use super::super::theme::Theme;
use super::super::widget::bars::{Bar, Bars};
use super::super::widget::heatmap::{HeatMap, HeatRow};
use super::super::widget::ranges::{Range, Ranges};
use super::super::widget::tornado::{Swing, Tornado};
use super::super::work::Work;
use super::recommend::confidence;
use crate::assessment::sentences::percent;
use crate::assessment::{Bar as Lead, DecisionResult, Finding, Robustness, Standing, Verdict};
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, QuestionId};
use crate::text;

/// Ranges of the tornado that are shown.
const SWINGS: usize = 10;
/// Things to find out that are shown.
const FINDINGS: usize = 6;

/// Paints the page.
pub(super) fn page<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, cursor: usize) {
    let (Some(result), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    let Some(robustness) = &result.robustness else {
        stack.text(0, "Nothing can be said before some answer counts.", theme.text);
        return;
    };
    confidence(theme, stack, work.questionnaire(), result);
    stack.text(0, meaning(result.verdict), theme.quiet);
    stack.gap();
    first_ranks(theme, result, robustness, decision, stack);
    find_out(theme, work, result, decision, stack, cursor);
    open_answers(theme, result, decision, stack);
    swings(theme, work, result, decision, stack, cursor);
    ranks(theme, result, decision, stack);
    stack.gap();
    let method = format!(
        "{} variations were tried: other weights, other answers where one is unknown or not sure, other judgements of \
         how well each serves.",
        text::grouped(f64::from(u32::try_from(robustness.draws).unwrap_or(u32::MAX)), 0)
    );
    stack.text(0, &method, theme.quiet);
}

/// What the verdict means.
fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "It holds in nearly all of them: somewhat other weights or answers change nothing.",
        Verdict::Leaning => "It holds in most of them.",
        Verdict::TooClose => "None is ahead often enough to be recommended alone.",
        Verdict::Preliminary => "Too little is answered: these figures are no verdict.",
        Verdict::Open => "",
    }
}

fn first_ranks<'a>(
    theme: &'a Theme,
    result: &DecisionResult,
    robustness: &Robustness,
    decision: &Decision,
    stack: &mut Stack<'a>,
) {
    stack.text(0, "How often each comes first", theme.accent);
    let share = |of: &[f64], standing: &Standing| of.get(standing.alternative.0).copied().unwrap_or(0.0);
    let bar = |standing: &Standing| {
        let first = share(&robustness.acceptability, standing);
        let error = format!("{}{:.1}", theme.marks.about, share(&robustness.error, standing) * 100.0);
        Bar {
            label: decision.alternative(standing.alternative).short.clone(),
            share: first,
            figures: vec![percent(first), error],
            remark: String::new(),
            leads: result.recommended == Some(standing.alternative),
        }
    };
    let bars: Vec<Bar> = result.ranked().map(bar).collect();
    stack.picture(u16::try_from(bars.len()).unwrap_or(u16::MAX), Bars { bars, theme });
}

/// What to find out: open answers that could change the recommendation, then those that only cost certainty.
pub(super) fn findings(result: &DecisionResult) -> impl Iterator<Item = &Finding> {
    let found = result.analysis.iter().flat_map(|a| &a.information);
    found.filter(|f| !f.changes.is_empty() || f.gain >= 0.05).take(FINDINGS)
}

/// What moves the lead most: answers, then weights.
fn leads(result: &DecisionResult) -> [Vec<&Lead>; 2] {
    let of = |answers: bool, most: usize| {
        let all = result.analysis.iter().flat_map(|a| &a.tornado);
        let of = all.filter(|b| b.answers.is_some() == answers).take(most);
        of.filter(|b| b.high - b.low > 0.05).collect()
    };
    [of(true, SWINGS), of(false, SWINGS / 2)]
}

/// The questions behind the rows, in order.
pub(super) fn rows(result: &DecisionResult) -> impl Iterator<Item = QuestionId> {
    let found = findings(result).map(|f| f.question);
    found.chain(leads(result).into_iter().flatten().map(|b| b.question))
}

fn find_out<'a>(
    theme: &'a Theme,
    work: &Work,
    result: &DecisionResult,
    decision: &Decision,
    stack: &mut Stack<'a>,
    cursor: usize,
) {
    stack.gap();
    stack.text(0, "Find out first", theme.accent);
    let mut any = false;
    for (i, finding) in findings(result).enumerate() {
        any = true;
        let focused = i == cursor;
        let (sign, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
        let prompt = work.fill(&work.questionnaire().question(finding.question).prompt);
        let mut lines = item_lines(stack.width, &format!("{sign} "), style, &prompt, style);
        lines.extend(item_lines(
            stack.width,
            "    ",
            theme.quiet,
            &finding_words(work, decision, finding),
            theme.quiet,
        ));
        stack.row(i, lines);
    }
    if !any {
        stack.text(2, "No open answer could change the result.", theme.text);
    }
}

/// "Combined, if it is: ...; worth 1.2 points".
fn finding_words(work: &Work, decision: &Decision, finding: &Finding) -> String {
    let question = work.questionnaire().question(finding.question);
    let gain = match finding.gain {
        small if small < 0.05 => String::new(),
        gain => format!("; knowing it is worth {gain:.1} points"),
    };
    let Some((value, to)) = finding.changes.first() else { return gain.trim_start_matches("; ").to_owned() };
    let to = to.map_or("nothing", |a: AlternativeId| decision.alternative(a).short.as_str());
    let more = match finding.changes.len() - 1 {
        0 => String::new(),
        n => format!(", and {n} more"),
    };
    format!("{to}, if it is \"{}\"{more}{gain}", question.say(value))
}

fn open_answers<'a>(theme: &'a Theme, result: &DecisionResult, decision: &Decision, stack: &mut Stack<'a>) {
    if result.intervals.iter().all(|i| i.high - i.low < 0.05) {
        return;
    }
    stack.gap();
    stack.text(0, "What open answers can still do to the values", theme.accent);
    let range = |s: &Standing| {
        let interval = result.intervals.get(s.alternative.0)?;
        let label = decision.alternative(s.alternative).short.clone();
        Some(Range { label, low: interval.low, now: s.value, high: interval.high })
    };
    let ranges: Vec<Range> = result.ranked().filter_map(range).collect();
    stack.picture(u16::try_from(ranges.len()).unwrap_or(u16::MAX), Ranges { ranges, theme });
}

fn swings<'a>(
    theme: &'a Theme,
    work: &Work,
    result: &DecisionResult,
    decision: &Decision,
    stack: &mut Stack<'a>,
    cursor: usize,
) {
    let (Some(first), Some(second)) = (result.best, result.runner_up) else { return };
    let value = |a: AlternativeId| result.standings.get(a.0).map_or(0.0, |s| s.value);
    let (first, now) = (&decision.alternative(first).short, value(first) - value(second));
    let titles = [
        format!("How far each answer can move the lead of {first}, in points"),
        "How far the weight of each question can move it".to_owned(),
    ];
    let mut index = findings(result).count();
    for (leads, title) in leads(result).into_iter().zip(titles).filter(|(leads, _)| !leads.is_empty()) {
        stack.gap();
        stack.text(0, &title, theme.accent);
        let swing = |(i, lead): (usize, &&Lead)| Swing {
            label: work.fill(&work.questionnaire().question(lead.question).prompt),
            low: lead.low,
            high: lead.high,
            focused: index + i == cursor,
        };
        let swings: Vec<Swing> = leads.iter().enumerate().map(swing).collect();
        for lines in (Tornado { swings, now, theme }).lines(stack.width) {
            stack.row(index, lines);
            index += 1;
        }
    }
    if index > findings(result).count() {
        stack.lines(vec![Line::from(vec![
            Span::styled(format!("{} the lead now   ", theme.marks.dot), theme.quiet),
            Span::styled(format!("{} no lead: left of it another one is ahead", theme.marks.down), theme.quiet),
        ])]);
    }
}

fn ranks<'a>(theme: &'a Theme, result: &DecisionResult, decision: &Decision, stack: &mut Stack<'a>) {
    let Some(analysis) = &result.analysis else { return };
    let rows: Vec<HeatRow> = result
        .ranked()
        .filter_map(|s| {
            let cells = analysis.ranks.get(s.alternative.0)?.clone();
            Some(HeatRow { label: decision.alternative(s.alternative).short.clone(), weight: None, cells })
        })
        .collect();
    let places = rows.len();
    if places < 2 {
        return;
    }
    stack.gap();
    stack.text(0, "How often each comes at which place, in percent", theme.accent);
    let columns: Vec<String> = ["first", "second", "third", "fourth", "fifth", "sixth"].map(str::to_owned).to_vec();
    let columns: Vec<String> = columns.into_iter().take(places).collect();
    let cut = |row: HeatRow| HeatRow { cells: row.cells.into_iter().take(columns.len()).collect(), ..row };
    let map = HeatMap { rows: rows.into_iter().map(cut).collect(), columns: columns.clone(), theme };
    stack.picture(map.height(stack.width), map);
}
