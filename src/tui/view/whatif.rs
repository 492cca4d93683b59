//! What if: the ranking as it would be, sliders on the weights with marks where the recommendation flips, answers to
//! be moved.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::areas::Target;
use super::super::canvas::{Canvas, Seen, Stack, below, item_lines};
use super::super::model::Reading;
use super::super::theme::Theme;
use super::super::whatif::{Knob, WhatIf};
use super::super::widget::bars::{Bar, Bars, padded};
use super::super::widget::label;
use super::super::widget::slider::Slider;
use super::super::work::Work;
use crate::assessment::{CriterionWeight, Flip, Stability};
use crate::assessment::{Standing, sentences};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, CriterionId, QuestionId};
use crate::text;

/// Rows from which the ranking is drawn as bars.
const TALL: u16 = 14;
/// Columns from which the flips stand beside the sliders.
const ROOMY: u16 = 70;
/// Columns of a weight in percent.
const FIGURE: usize = 6;

/// Paints the tab: the ranking stays, the knobs scroll.
pub(super) fn draw(canvas: &mut Canvas<'_>, work: &Work, area: Rect, reading: Reading) {
    let theme = canvas.theme;
    let (Some(what_if), Some(decision)) = (&work.what_if, work.questionnaire().decisions.first()) else {
        canvas.paragraph(area, "Nothing can be moved before some answer counts.", theme.text);
        return;
    };
    let mut top = Stack::new(area.width);
    standing(theme, work, what_if, decision, &mut top, area.height >= TALL);
    let height = top.height().min(area.height / 2);
    canvas.stack(Rect { height, ..area }, &top, 0);
    let mut stack = Stack::new(area.width);
    let shape = shape(work, what_if, usize::from(area.width));
    let mut has_answers = false;
    for (i, knob) in what_if.knobs.iter().enumerate() {
        match knob {
            Knob::Weight(criterion) => {
                weight(theme, work, what_if, *criterion, shape, (i, reading.cursor), &mut stack);
            }
            Knob::Answer(id) => {
                if !has_answers {
                    has_answers = true;
                    stack.gap();
                    stack.text(0, "Answers", theme.accent);
                }
                answer(theme, work, what_if, *id, (i, reading.cursor), &mut stack);
            }
        }
    }
    canvas.page(below(area, height + u16::from(area.height >= TALL)), &stack, reading);
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
    let outcome = sentences::outcome(work.questionnaire(), then);
    let same = then.recommended == now.recommended && then.candidates == now.candidates;
    let headline = if same { format!("holds: {outcome}") } else { format!("it would be: {outcome}") };
    stack.text(0, &headline, theme.strong);
    stack.text(0, &sentences::confidence(work.questionnaire(), then), theme.quiet);
    if !tall {
        let words: Vec<String> = then.ranked().map(|s| format!("{} {:.0}", name(s.alternative), s.value)).collect();
        stack.text(0, &words.join("  "), theme.text);
        return;
    }
    let bar = |s: &Standing| {
        let moved = s.value - was(s.alternative);
        Bar {
            label: name(s.alternative),
            share: s.value / 100.0,
            figures: vec![
                format!("{:.0}", s.value),
                if moved.abs() < 0.05 { String::new() } else { format!("{moved:+.1}") },
            ],
            remark: String::new(),
            leads: then.recommended == Some(s.alternative),
        }
    };
    let bars: Vec<Bar> = then.ranked().map(bar).collect();
    stack.picture(u16::try_from(bars.len()).unwrap_or(u16::MAX), Bars { bars, theme });
    let out: Vec<String> = then.excluded().map(|s| name(s.alternative)).collect();
    if !out.is_empty() {
        stack.text(0, &format!("excluded: {}", out.join(", ")), theme.quiet);
    }
}

fn weight<'a>(
    theme: &'a Theme,
    work: &'a Work,
    what_if: &'a WhatIf,
    criterion: CriterionId,
    shape: Shape,
    (index, cursor): (usize, usize),
    stack: &mut Stack<'a>,
) {
    let Some(now) = what_if.criteria().iter().find(|c| c.criterion == criterion) else { return };
    let width = stack.width;
    let make = move || slider(theme, work, what_if, *now, shape, (index, index == cursor), width);
    if index == cursor {
        let Seen { lines, .. } = make();
        stack.row_later(index, u16::try_from(lines.len()).unwrap_or(u16::MAX), make);
    } else {
        stack.row_later(index, 1, make);
    }
}

fn slider<'a>(
    theme: &'a Theme,
    work: &Work,
    what_if: &WhatIf,
    now: CriterionWeight,
    Shape { columns, track, most }: Shape,
    (index, focused): (usize, bool),
    width: u16,
) -> Seen<'a> {
    let stability = what_if.stability(now.criterion);
    let title = &work.questionnaire().criterion(now.criterion).title;
    let (name, mut below) = label(theme, title, focused, (columns, usize::from(width)));
    let flips = stability.into_iter().flat_map(|s| [s.low, s.high]).flatten().map(|f| f.share).collect();
    let slider = Slider { share: now.share, flips, most, moved: what_if.is_set(now.criterion), theme };
    let start = u16::try_from(columns + 2 + FIGURE).unwrap_or(0);
    let figure = Span::styled(format!("{:>3.0} % ", now.share * 100.0), name.style);
    let mut line = vec![name, figure];
    line.extend(slider.spans(track));
    let words = flip_words(work, stability);
    let room = usize::from(width.saturating_sub(start + track + 2));
    let beside = width >= ROOMY;
    if beside {
        line.push(Span::styled(format!("  {}", text::truncate(&words, room)), theme.quiet));
    }
    if focused && (!beside || text::width(&words) > room) {
        below.extend(item_lines(width, "    ", theme.quiet, &words, theme.quiet));
    }
    let thousandths = |x: u16| {
        let share = Slider::share_at(x, track, most) / most;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 0..1")]
        let thousandths = (share * 1000.0).round() as u16;
        (start + x, Target::Slide(index, thousandths))
    };
    let lines = std::iter::once(Line::from(line)).chain(below).collect();
    Seen { lines, spots: (0..track).map(thousandths).collect() }
}

/// How the sliders look, all alike and wherever they stand.
#[derive(Clone, Copy)]
struct Shape {
    /// Columns of the titles.
    columns: usize,
    /// Columns of the sliders.
    track: u16,
    /// What their right end stands for.
    most: f64,
}

fn shape(work: &Work, what_if: &WhatIf, width: usize) -> Shape {
    let titles = what_if.criteria().iter().map(|c| text::width(&work.questionnaire().criterion(c.criterion).title));
    let longest = titles.max().unwrap_or(0);
    let (columns, track) = if width < usize::from(ROOMY) {
        let track = (width * 2 / 7).max(10);
        (longest.min(width.saturating_sub(track + 2 + FIGURE)), track)
    } else {
        let columns = longest.min(width / 2);
        let decision = work.questionnaire().decisions.first();
        let names = decision.into_iter().flat_map(|d| &d.alternatives).map(|a| text::width(&a.short));
        // "over 99 %: " and a name; the same twice.
        let flip = 11 + names.max().unwrap_or(0);
        let room = width.saturating_sub(columns + 4 + FIGURE);
        let track = room.saturating_sub(2 * flip + 2).max(room.saturating_sub(flip).min(20));
        (columns, track.clamp(12, 34))
    };
    Shape { columns, track: u16::try_from(track).unwrap_or(u16::MAX), most: what_if.most() }
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
    work: &'a Work,
    what_if: &'a WhatIf,
    id: QuestionId,
    (index, cursor): (usize, usize),
    stack: &mut Stack<'a>,
) {
    let width = stack.width;
    if index == cursor {
        stack.row(index, answer_in_full(theme, work, what_if, id, width));
    } else {
        stack.row_later(index, 1, move || answer_in_short(theme, work, what_if, id, width));
    }
}

/// What is answered now, and what really was.
fn answers(work: &Work, what_if: &WhatIf, id: QuestionId) -> (String, String) {
    let said = |answers: &Answers| {
        answers.get(id).map_or_else(|| "no answer".to_owned(), |a| work.questionnaire().question(id).say(&a.value))
    };
    (said(&what_if.answers), said(work.answers()))
}

fn answer_in_short<'a>(theme: &Theme, work: &Work, what_if: &WhatIf, id: QuestionId, width: u16) -> Seen<'a> {
    let (now, was) = answers(work, what_if, id);
    let moved = now != was;
    let width = usize::from(width).saturating_sub(4);
    let columns = width * 11 / 20;
    let prompt = work.fill(&work.questionnaire().question(id).prompt);
    let line = Line::from(vec![
        Span::styled(format!("  {}", padded(&prompt, columns)), theme.text),
        Span::raw(if moved { " *" } else { "  " }),
        Span::styled(text::truncate(&now, width - columns), if moved { theme.warn } else { theme.strong }),
    ]);
    Seen { lines: vec![line], ..Seen::default() }
}

fn answer_in_full<'a>(theme: &Theme, work: &Work, what_if: &WhatIf, id: QuestionId, width: u16) -> Vec<Line<'a>> {
    let (now, was) = answers(work, what_if, id);
    let moved = now != was;
    let prompt = work.fill(&work.questionnaire().question(id).prompt);
    let mut lines = item_lines(width, &format!("{} ", theme.marks.pointer), theme.focus, &prompt, theme.focus);
    let [left, right, ..] = theme.marks.arrows;
    let style = if moved { theme.warn } else { theme.strong };
    lines.extend(item_lines(width, &format!("    {left} {right}: "), theme.quiet, &now, style));
    if moved {
        lines.extend(item_lines(width, "    ", theme.quiet, &format!("really: {was}"), theme.quiet));
    }
    lines
}
