//! Beside a question: why it is asked and where that is from; and, when asked for, how the alternatives stand.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, Stack, row};
use super::super::theme::Theme;
use super::super::widget::bars::padded;
use super::super::widget::meter;
use super::super::work::Work;
use crate::assessment::{DecisionResult, Standing};
use crate::questionnaire::{Questionnaire, SourceId};
use crate::text;

/// Why the question at hand is asked, and the sources in a few words, as much of it as there is room for. How
/// many lines it took.
pub(super) fn reason(canvas: &mut Canvas<'_>, work: &Work, area: Rect) -> u16 {
    let whole = reason_of(canvas.theme, work, area.width, true);
    let brief = reason_of(canvas.theme, work, area.width, false);
    let Some(stack) = [whole, brief].into_iter().find(|s| s.height() <= area.height) else { return 0 };
    canvas.stack(area, &stack, 0);
    stack.height()
}

fn reason_of<'a>(theme: &'a Theme, work: &Work, width: u16, with_sources: bool) -> Stack<'a> {
    let mut stack = Stack::new(width);
    let question = work.question();
    if question.why.is_empty() {
        return stack;
    }
    stack.text(0, "Why we ask", theme.accent);
    stack.text(0, &question.why, theme.text);
    if with_sources && !question.sources.is_empty() {
        let names: Vec<String> = question.sources.iter().map(|s| short(work.questionnaire(), *s)).collect();
        stack.text(0, &names.join("; "), theme.quiet);
    }
    stack
}

/// A source in a few words: who published it, or what it is called.
fn short(questionnaire: &Questionnaire, id: SourceId) -> String {
    let source = questionnaire.source(id);
    let name = if source.publisher.is_empty() { &source.title } else { &source.publisher };
    if source.year.is_empty() { name.clone() } else { format!("{name} {}", source.year) }
}

/// All about the question at hand: help, why, what to take in doubt, whole sources.
pub(super) fn page(theme: &Theme, work: &Work, stack: &mut Stack<'_>) {
    let question = work.question();
    stack.text(0, &work.fill(&question.prompt), theme.strong);
    let help = work.fill(&question.help);
    if !help.is_empty() {
        stack.text(0, &help, theme.quiet);
    }
    if !question.why.is_empty() {
        stack.gap();
        stack.text(0, "Why we ask", theme.accent);
        stack.text(0, &question.why, theme.text);
    }
    let guide = work.fill(&question.guide);
    if !guide.is_empty() {
        stack.gap();
        stack.text(0, "In doubt", theme.accent);
        stack.text(0, &guide, theme.text);
    }
    if question.sources.is_empty() {
        return;
    }
    stack.gap();
    stack.text(0, "Sources", theme.accent);
    for id in &question.sources {
        let source = work.questionnaire().source(*id);
        let by: Vec<&str> =
            [source.publisher.as_str(), source.year.as_str()].into_iter().filter(|s| !s.is_empty()).collect();
        stack.item("- ", theme.quiet, &source.title, theme.text);
        for line in [by.join(", "), source.url.clone(), source.note.clone()] {
            if !line.is_empty() {
                stack.text(2, &line, theme.quiet);
            }
        }
    }
}

/// Lines that the standing takes.
pub(super) fn standing_height(work: &Work) -> u16 {
    let alternatives = work.questionnaire().decisions.first().map_or(0, |d| d.alternatives.len());
    u16::try_from(alternatives).unwrap_or(u16::MAX).saturating_add(1)
}

/// How the alternatives of the first decision stand, and how the answer in the making would move them.
pub(super) fn standing(canvas: &mut Canvas<'_>, work: &Work, area: Rect) {
    let theme = canvas.theme;
    let (Some(now), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return;
    };
    let then = work.preview.as_ref().and_then(|p| p.first());
    let label = decision.alternatives.iter().map(|a| text::width(&a.short)).max().unwrap_or(0).min(14);
    let bar = area.width.saturating_sub(u16::try_from(label).unwrap_or(0) + 18).min(30);
    let head = format!(
        "{}{:>8}{}",
        padded("standing", label + 1 + usize::from(bar)),
        "now",
        if then.is_some() { "  change" } else { "" }
    );
    canvas.words(row(area, 0), &head, theme.quiet);
    for (i, standing) in ranked(now).into_iter().enumerate() {
        let alternative = decision.alternative(standing.alternative);
        let leads = now.best == Some(standing.alternative);
        let style = if leads { theme.bar } else { theme.bar_quiet };
        let out = !standing.excluded_by.is_empty();
        let filled = if out { String::new() } else { meter(&theme.marks, bar, standing.value / 100.0) };
        let pad = usize::from(bar).saturating_sub(text::width(&filled));
        let moved = then.and_then(|t| t.standings.get(standing.alternative.0)).map(|s| s.value - standing.value);
        let shift = moved.map_or_else(String::new, |m| format!("  {:>+5.1}", if m.abs() < 0.05 { 0.0 } else { m }));
        let shift = if out { "  out".to_owned() } else { shift };
        let spans = vec![
            Span::styled(padded(&alternative.short, label), if leads { theme.strong } else { theme.text }),
            Span::raw(" "),
            Span::styled(filled, style),
            Span::styled(format!("{}{:>8.0}{shift}", " ".repeat(pad), standing.value), theme.text),
        ];
        canvas.line(row(area, i + 1), &Line::from(spans));
    }
}

/// The standing in one line.
pub(super) fn brief_standing(work: &Work) -> String {
    let (Some(now), Some(decision)) = (work.assessment.decisions.first(), work.questionnaire().decisions.first())
    else {
        return String::new();
    };
    let then = work.preview.as_ref().and_then(|p| p.first());
    let words = ranked(now).into_iter().map(|s| {
        let then = then.and_then(|t| t.standings.get(s.alternative.0)).map(|t| t.value);
        let to = then.map_or_else(String::new, |v| format!(">{v:.0}"));
        format!("{} {:.0}{to}", decision.alternative(s.alternative).short, s.value)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The alternatives as they stand: those in the race in their order, then the excluded ones.
pub(super) fn ranked(result: &DecisionResult) -> Vec<&Standing> {
    result.ranked().chain(result.excluded()).collect()
}
