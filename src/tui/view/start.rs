//! Where one begins, and the lists of sessions and questionnaires.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, Stack, below, item_lines};
use super::super::menu;
use super::super::model::{Model, Screen};
use super::super::scroll;
use crate::text;

/// Columns of the block in the middle.
const COLUMNS: u16 = 72;

/// Paints the screen.
pub(super) fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let theme = canvas.theme;
    let width = area.width.min(COLUMNS);
    let left = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let entries = menu::entries(model);
    let (cursor, title) = match model.screen {
        Screen::Sessions { cursor, .. } => (cursor, "sessions".to_owned()),
        Screen::Questionnaires { cursor } => (cursor, "questionnaires".to_owned()),
        Screen::Start { cursor } => {
            (cursor, model.start.questionnaires.first().map_or_else(String::new, |q| q.questionnaire.title.clone()))
        }
        _ => return,
    };
    let air = area.height.saturating_sub(u16::try_from(entries.len()).unwrap_or(u16::MAX).saturating_add(8)) / 3;
    let mut place = below(left, air);
    canvas.words(place, "chiefly", theme.accent);
    place = below(place, 1);
    let used = canvas.paragraph(Rect { height: place.height.min(3), ..place }, &title, theme.strong);
    place = below(place, used);
    if matches!(model.screen, Screen::Start { .. }) && area.height >= 16 {
        let summary = model.start.questionnaires.first().map_or("", |q| q.questionnaire.summary.as_str());
        let used = canvas.paragraph(Rect { height: place.height.min(4), ..below(place, 1) }, summary, theme.quiet);
        place = below(place, used + 1);
    }
    place = below(place, 1);
    let foot = 2.min(place.height);
    let list = Rect { height: place.height - foot, width: place.width.saturating_sub(1), ..place };
    let mut stack = Stack::new(list.width);
    let mut focus = (0, 1);
    let labels = entries.iter().map(|e| text::width(&e.label)).max().unwrap_or(0) + 4;
    for (i, entry) in entries.iter().enumerate() {
        let focused = i == cursor;
        let (sign, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
        let room = usize::from(list.width);
        let lines = if labels + text::width(&entry.detail) + 2 <= room {
            let pad = " ".repeat(labels - text::width(&entry.label) - 2);
            vec![Line::from(vec![
                Span::styled(format!("{sign} {}", entry.label), style),
                Span::raw(pad),
                Span::styled(entry.detail.clone(), theme.quiet),
            ])]
        } else {
            let mut lines = item_lines(list.width, &format!("{sign} "), style, &entry.label, style);
            lines.extend(item_lines(list.width, "    ", theme.quiet, &entry.detail, theme.quiet));
            lines
        };
        if focused {
            focus = (stack.height(), u16::try_from(lines.len()).unwrap_or(1));
        }
        stack.row(i, lines);
    }
    let offset = scroll::around(focus.0, focus.1, stack.height(), list.height);
    canvas.stack(list, &stack, offset);
    if entries.is_empty() {
        canvas.words(list, "nothing here yet", theme.quiet);
    }
    let shown = stack.height().min(list.height);
    canvas.words(below(place, shown + 1), "Everything stays on this machine.", theme.quiet);
}
