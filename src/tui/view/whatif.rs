//! What if: the ranking as it would be, sliders on the weights with marks where the recommendation flips, answers to
//! be moved.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::areas::Target;
use super::super::canvas::{Canvas, Stack, below, item_lines};
use super::super::model::Reading;
use super::super::theme::Theme;
use super::super::whatif::{Knob, WhatIf};
use super::super::widget::bars::{Bar, Bars, padded};
use super::super::widget::slider::Slider;
use super::super::work::Work;
use super::recommend::percent;
use super::why;
use crate::assessment::{Flip, Stability};
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, CriterionId, QuestionId};
use crate::text;

/// Rows from which the ranking is drawn as bars.
const TALL: u16 = 14;
/// Columns from which the flips stand beside the sliders.
const ROOMY: u16 = 70;

/// Paints the tab: the ranking stays, the knobs scroll.
pub(super) fn draw(canvas: &mut Canvas<'_>, work: &Work, area: Rect, reading: Reading) {
    let theme = canvas.theme;
    let (Some(what_if), Some(decision)) = (&work.what_if, work.questionnaire().decisions.first()) else {
        canvas.paragraph(area, "Nothing can be moved before something is recommended.", theme.text);
        return;
    };
    let mut top = Stack::new(area.width);
    standing(theme, work, what_if, decision, &mut top, area.height >= TALL);
    let height = top.height().min(area.height / 2);
    canvas.stack(Rect { height, ..area }, &top, 0);
    let mut stack = Stack::new(area.width);
    let mut answers = false;
    for (i, knob) in what_if.knobs.iter().enumerate() {
        match knob {
            Knob::Weight(criterion) => weight(theme, work, what_if, *criterion, (i, reading.cursor), &mut stack),
            Knob::Answer(id) => {
                if !answers {
                    answers = true;
                    stack.gap();
                    stack.text(0, "Answers", theme.accent);
                }
                answer(theme, work, what_if, *id, (i, reading.cursor), &mut stack);
            }
        }
    }
    canvas.stack(below(area, height + u16::from(area.height >= TALL)), &stack, reading.scroll);
}

fn standing<'a>(
    theme: &'a Theme,
    work: &Work,
    what_if: &WhatIf,
    decision: &Decision,
    stack: &mut Stack<'a>,
    tall: bool,
) {
    let (Some(now), Some(then)) = (work.assessment.decisions.first(), what_if.assessment.decisions.first()) else {
        return;
    };
    let was = |a: AlternativeId| now.standings.get(a.0).map_or(0.0, |s| s.value);
    let name = |a: AlternativeId| decision.alternative(a).short.clone();
    let ranked = why::ranked(then);
    let headline = match then.recommended {
        Some(a) if Some(a) == now.recommended => format!("{} holds", name(a)),
        Some(a) => format!("it would be {}", name(a)),
        None => "nothing would be recommended".to_owned(),
    };
    let share = then.recommended.and_then(|a| then.acceptability(a));
    let share = share.map_or_else(String::new, |s| format!(", first in {}", percent(s)));
    stack.text(0, &format!("{headline}{share}"), theme.strong);
    if !tall {
        let words: Vec<String> = ranked.iter().map(|s| format!("{} {:.0}", name(s.alternative), s.value)).collect();
        stack.text(0, &words.join("  "), theme.text);
        return;
    }
    let bar = |s: &&crate::assessment::Standing| {
        let moved = s.value - was(s.alternative);
        Bar {
            label: name(s.alternative),
            share: s.value / 100.0,
            figures: vec![
                format!("{:.0}", s.value),
                if moved.abs() < 0.05 { String::new() } else { format!("{moved:+.1}") },
            ],
            remark: if s.excluded_by.is_empty() { String::new() } else { "excluded".to_owned() },
            leads: then.recommended == Some(s.alternative),
        }
    };
    let bars = Bars { bars: ranked.iter().map(bar).collect(), theme };
    stack.picture(u16::try_from(ranked.len()).unwrap_or(u16::MAX), bars);
}

fn weight<'a>(
    theme: &'a Theme,
    work: &Work,
    what_if: &WhatIf,
    criterion: CriterionId,
    (index, cursor): (usize, usize),
    stack: &mut Stack<'a>,
) {
    let Some(now) = what_if.criteria().iter().find(|c| c.criterion == criterion) else { return };
    let stability = what_if.stability(criterion);
    let focused = index == cursor;
    let width = stack.width;
    let track = (width * 2 / 7).clamp(10, 34);
    let label = usize::from(width.saturating_sub(track + 9)).min(if width >= ROOMY { 28 } else { 40 });
    let title = &work.questionnaire().criterion(criterion).title;
    let (sign, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
    let most = what_if.most();
    let flips = stability.into_iter().flat_map(|s| [s.low, s.high]).flatten().map(|f| f.share).collect();
    let slider = Slider { share: now.share, flips, most, moved: what_if.is_set(criterion), theme };
    let lead = format!("{sign} {}", padded(title, label));
    let mut line =
        vec![Span::styled(lead.clone(), style), Span::styled(format!("{:>4.0} % ", now.share * 100.0), style)];
    let start = u16::try_from(text::width(&lead) + 7).unwrap_or(0);
    line.extend(slider.spans(track));
    let words = flip_words(work, stability);
    let mut lines = Vec::new();
    if width >= ROOMY {
        let room = usize::from(width.saturating_sub(start + track + 2));
        line.push(Span::styled(format!("  {}", text::truncate(&words, room)), theme.quiet));
        lines.push(Line::from(line));
    } else {
        lines.push(Line::from(line));
        if focused {
            lines.extend(item_lines(width, "    ", theme.quiet, &words, theme.quiet));
        }
    }
    let thousandths = |x: u16| {
        let share = Slider::share_at(x, track, most) / most;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0..1")]
        let thousandths = (share * 1000.0).round() as u16;
        (start + x, Target::Slide(index, thousandths))
    };
    stack.row_with(index, lines, (0..track).map(thousandths).collect());
}

/// Where it flips, in words.
fn flip_words(work: &Work, stability: Option<&Stability>) -> String {
    let Some(decision) = work.questionnaire().decisions.first() else { return String::new() };
    let side = |way: &str, flip: Option<Flip>| {
        flip.map(|f| format!("{way} {:.0} %: {}", f.share * 100.0, decision.alternative(AlternativeId(f.to)).short))
    };
    let words: Vec<String> =
        stability.into_iter().flat_map(|s| [side("under", s.low), side("over", s.high)]).flatten().collect();
    if words.is_empty() { "changes nothing".to_owned() } else { words.join(", ") }
}

fn answer<'a>(
    theme: &'a Theme,
    work: &Work,
    what_if: &WhatIf,
    id: QuestionId,
    (index, cursor): (usize, usize),
    stack: &mut Stack<'a>,
) {
    let focused = index == cursor;
    let question = work.questionnaire().question(id);
    let said = |answers: &crate::questionnaire::answer::Answers| {
        answers.get(id).map_or_else(|| "no answer".to_owned(), |a| question.say(&a.value))
    };
    let (now, was) = (said(&what_if.answers), said(work.answers()));
    let (sign, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
    let width = usize::from(stack.width).saturating_sub(4);
    let label = width * 11 / 20;
    let prompt = work.fill(&question.prompt);
    let [left, right, ..] = theme.marks.arrows;
    let moved = now != was;
    let mark = if moved { "*" } else { " " };
    let line = Line::from(vec![
        Span::styled(format!("{sign} {}", padded(&prompt, label)), style),
        Span::styled(format!(" {mark}"), theme.warn),
        Span::styled(text::truncate(&now, width - label), if moved { theme.warn } else { theme.strong }),
    ]);
    let mut lines = vec![line];
    if focused {
        let hint =
            if moved { format!("{left} {right} moves; really: {was}") } else { format!("{left} {right} moves: {now}") };
        lines.extend(item_lines(stack.width, "    ", theme.quiet, &hint, theme.quiet));
    }
    stack.row(index, lines);
}
