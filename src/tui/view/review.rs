//! All answers by section. What is not asked stays in sight, quietly; the row under the cursor is shown in full.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, Stack, item_lines};
use super::super::model::Model;
use super::super::scroll;
use super::super::theme::Theme;
use super::super::widget::bars::padded;
use super::super::work::Work;
use crate::questionnaire::QuestionId;
use crate::questionnaire::answer::Confidence;
use crate::text;

/// Paints the screen.
pub(super) fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect, cursor: usize) {
    let Some(work) = &model.work else { return };
    let theme = canvas.theme;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
    let mut stack = Stack::new(area.width);
    super::recommend::clashes(theme, work, &mut stack);
    let questionnaire = work.questionnaire();
    let (mut section, mut index, mut focus) = (None, 0, (0, 1));
    for id in questionnaire.question_ids() {
        let question = questionnaire.question(id);
        if !question.is_answerable() {
            continue;
        }
        if section != Some(question.section) {
            section = Some(question.section);
            stack.gap();
            let title = questionnaire.sections.get(question.section.0).map_or("", |s| s.title.as_str());
            stack.text(0, title, theme.accent);
        }
        let lines =
            if index == cursor { whole(theme, work, id, area.width) } else { vec![line(theme, work, id, area.width)] };
        if index == cursor {
            focus = (stack.height(), u16::try_from(lines.len()).unwrap_or(1));
        }
        stack.row(index, lines);
        index += 1;
    }
    let offset = scroll::around(focus.0, focus.1, stack.height(), area.height);
    canvas.stack(area, &stack, offset);
}

/// What was said, in words, with the sign that stands before it.
fn said(work: &Work, id: QuestionId) -> (&'static str, String) {
    let question = work.questionnaire().question(id);
    let open = work.assessment.flow.is_open(id);
    let kept = work.answers().get(id);
    match if open { work.said(id) } else { kept } {
        None if !open => ("x", "not asked".to_owned()),
        None if kept.is_some() => ("!", "no answer any more: what was chosen is not offered now".to_owned()),
        Some(answer) if !open => ("x", format!("not asked now; kept: {}", question.say(&answer.value))),
        None if question.required => ("!", "needs an answer".to_owned()),
        None => ("-", "no answer yet".to_owned()),
        Some(answer) => {
            let doubt = if answer.confidence == Confidence::Unsure { " (not sure)" } else { "" };
            let fact = if answer.locked { " (a fact)" } else { "" };
            (" ", format!("{}{doubt}{fact}", question.say(&answer.value)))
        }
    }
}

fn line(theme: &Theme, work: &Work, id: QuestionId, width: u16) -> Line<'static> {
    let open = work.assessment.flow.is_open(id);
    let (sign, answer) = said(work, id);
    let prompt = work.fill(&work.questionnaire().question(id).prompt);
    let room = usize::from(width).saturating_sub(4);
    let left = room * 11 / 20;
    let right = room.saturating_sub(left + 2);
    let style = if open { theme.text } else { theme.quiet };
    let answered = if sign == "!" {
        theme.warn
    } else if sign == " " {
        theme.strong
    } else {
        theme.quiet
    };
    Line::from(vec![
        Span::styled(format!("  {sign} "), answered),
        Span::styled(padded(&prompt, left), style),
        Span::raw("  "),
        Span::styled(text::truncate(&answer, right), answered),
    ])
}

fn whole(theme: &Theme, work: &Work, id: QuestionId, width: u16) -> Vec<Line<'static>> {
    let (sign, answer) = said(work, id);
    let prompt = work.fill(&work.questionnaire().question(id).prompt);
    let lead = format!("{} {sign} ", theme.marks.pointer);
    let mut lines = item_lines(width, &lead, theme.focus, &prompt, theme.focus);
    lines.extend(item_lines(width, "      ", theme.text, &answer, theme.strong));
    let note = work.answers().get(id).map_or("", |a| a.note.as_str());
    if !note.is_empty() {
        lines.extend(item_lines(width, "      ", theme.quiet, &format!("note: {note}"), theme.quiet));
    }
    lines
}
