//! What lies over the screen: the keys, why a question is asked, lists with a search field, the note.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, Stack, below, item_lines, row};
use super::super::editor::Editor;
use super::super::keymap::{self, BINDINGS, Context};
use super::super::model::{Model, Picker, PickerKind, Screen};
use super::super::picker::{self, Entry};
use super::super::scroll;
use super::super::widget::bars::padded;
use super::why;
use crate::text;

/// Most columns of an overlay.
const MEASURE: u16 = 84;
/// Columns of keys that stand beside what they mean.
const KEYS: usize = 24;

/// An empty place over the screen with a title.
fn sheet(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    canvas.clear(area);
    let width = area.width.saturating_sub(4).min(MEASURE);
    let inner = Rect { x: area.x + 2, y: area.y + 1, width, height: area.height.saturating_sub(1) };
    canvas.words(inner, title, canvas.theme.accent);
    below(inner, 2)
}

/// The keys, those of the screen first.
pub(super) fn help(canvas: &mut Canvas<'_>, model: &Model, area: Rect, offset: u16) {
    let theme = canvas.theme;
    let inner = sheet(canvas, area, "Keys");
    let here = model.contexts_below();
    let mut stack = Stack::new(inner.width);
    let mut print = |contexts: &[Context]| {
        for context in contexts {
            stack.gap();
            stack.text(0, context.title(), theme.strong);
            for binding in keymap::active(&here)
                .iter()
                .filter(|b| b.context == *context)
                .chain(BINDINGS.iter().filter(|b| b.context == *context && !here.contains(context)))
            {
                let (keys, what) = (binding.keys.join(" "), binding.action.description());
                if usize::from(stack.width) < 2 * KEYS {
                    stack.text(2, &keys, theme.accent);
                    stack.text(4, what, theme.text);
                } else {
                    stack.item(&format!("  {} ", padded(&keys, KEYS)), theme.accent, what, theme.text);
                }
            }
        }
    };
    print(&here);
    if model.screen == Screen::Question {
        let rest = [Context::Ticks, Context::Points, Context::Order, Context::Field];
        let rest: Vec<Context> = rest.into_iter().filter(|c| !here.contains(c)).collect();
        print(&rest);
    }
    stack.gap();
    stack.text(0, "With the mouse: click to choose, turn the wheel to move.", theme.quiet);
    canvas.stack(inner, &stack, offset);
}

/// Why the question at hand is asked.
pub(super) fn why(canvas: &mut Canvas<'_>, model: &Model, area: Rect, offset: u16) {
    let Some(work) = &model.work else { return };
    let inner = sheet(canvas, area, "About this question");
    let mut stack = Stack::new(inner.width);
    why::page(canvas.theme, work, &mut stack);
    canvas.stack(inner, &stack, offset);
}

/// A list with a search field.
pub(super) fn picker(canvas: &mut Canvas<'_>, model: &Model, area: Rect, picker: &Picker) {
    let theme = canvas.theme;
    let title = match picker.kind {
        PickerKind::Palette => "What do you want to do?",
        PickerKind::Search => "Find a question or an answer",
        PickerKind::Export => "Write a report",
    };
    let inner = sheet(canvas, area, title);
    line_editor(canvas, Rect { y: inner.y.saturating_sub(1), height: 1, ..inner }, &picker.query);
    let list = Rect { width: inner.width.saturating_sub(1), ..inner };
    let mut stack = Stack::new(list.width);
    let entries = picker::choices(model, picker);
    let room = usize::from(list.width).saturating_sub(2);
    let longest = |of: fn(&Entry) -> &str| entries.iter().map(|e| text::width(of(e))).max().unwrap_or(0);
    let details = longest(|e| &e.detail).min(room * 9 / 20);
    let columns = (longest(|e| &e.label) + 2).min(room.saturating_sub(details));
    let mut place = (0, 1);
    for (i, entry) in entries.iter().enumerate() {
        let focused = i == picker.cursor;
        let (sign, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
        let cut = text::width(&entry.label) + 2 > columns || text::width(&entry.detail) + columns > room;
        let lines = if focused && cut {
            let mut lines = item_lines(list.width, &format!("{sign} "), style, &entry.label, style);
            lines.extend(item_lines(list.width, "    ", theme.quiet, &entry.detail, theme.quiet));
            lines
        } else {
            let detail = text::truncate(&entry.detail, room.saturating_sub(columns));
            vec![Line::from(vec![
                Span::styled(format!("{sign} {}", padded(&entry.label, columns.saturating_sub(2))), style),
                Span::styled(format!("  {detail}"), theme.quiet),
            ])]
        };
        if focused {
            place = (stack.height(), u16::try_from(lines.len()).unwrap_or(1));
        }
        stack.row(i, lines);
    }
    canvas.stack(list, &stack, scroll::around(place.0, place.1, stack.height(), list.height));
    if entries.is_empty() {
        canvas.words(list, "nothing fits", theme.quiet);
    }
}

/// One line of words being typed; its end is shown when it is longer than the line.
fn line_editor(canvas: &mut Canvas<'_>, area: Rect, editor: &Editor) {
    let columns = usize::from(area.width.saturating_sub(3)).max(1);
    let before: String = editor.text().chars().take(editor.cursor()).collect();
    let hidden = text::width(&before).saturating_sub(columns);
    let mut skipped = 0;
    let shown: String = editor
        .text()
        .chars()
        .skip_while(|c| {
            let skip = skipped < hidden;
            skipped += text::width(c.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect();
    canvas.line(
        area,
        &Line::from(vec![Span::styled("> ", canvas.theme.accent), Span::styled(shown, canvas.theme.strong)]),
    );
    let x = area.x + 2 + u16::try_from(text::width(&before) - hidden).unwrap_or(0);
    canvas.cursor(x.min(area.right().saturating_sub(1)), area.y);
}

/// Words being written: the note to an answer, the name of a scenario.
pub(super) fn note(canvas: &mut Canvas<'_>, area: Rect, editor: &Editor, title: &str) {
    let place = sheet(canvas, area, title);
    let (lines, (line, column)) = editor.window(usize::from(place.width), usize::from(place.height));
    for (i, words) in lines.iter().enumerate() {
        canvas.words(row(place, i), words, canvas.theme.text);
    }
    let offset = |n: usize| u16::try_from(n).unwrap_or(0);
    let x = place.x.saturating_add(offset(column)).min(area.right().saturating_sub(1));
    canvas.cursor(x, place.y.saturating_add(offset(line)));
}
