//! The result: tabs over one assessment.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::super::areas::Target;
use super::super::canvas::{Canvas, Stack, below, row};
use super::super::model::{Model, Reading, Tab};
use super::{compare, plan, reasons, recommend, sure, whatif};
use crate::questionnaire::QuestionId;
use crate::text;

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
        Tab::Recommendation => recommend::page(canvas.theme, work, &mut stack, (reading.cursor, model.start.size.1)),
        Tab::Why => reasons::page(canvas.theme, work, &mut stack, reading.cursor),
        Tab::Sure => sure::page(canvas.theme, work, &mut stack, reading.cursor),
        Tab::WhatIf => return whatif::draw(canvas, work, page, reading),
        Tab::Plan => plan::page(canvas.theme, work, &mut stack),
        Tab::Compare => compare::page(canvas.theme, work, &mut stack, reading.cursor),
    }
    canvas.page(page, &stack, reading);
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
    let Some(work) = &model.work else { return Vec::new() };
    let Some(result) = work.assessment.decisions.first() else { return Vec::new() };
    match tab {
        Tab::Recommendation => recommend::shown_reasons(result, model.start.size.1).map(|(_, r)| r.question).collect(),
        Tab::Why => reasons::steps(result).into_iter().map(|(question, _)| question).collect(),
        Tab::Sure => sure::rows(result).collect(),
        Tab::WhatIf | Tab::Plan | Tab::Compare => Vec::new(),
    }
}
