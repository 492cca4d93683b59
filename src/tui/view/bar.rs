//! The key bar: a print of the keymap, as much of it as there is room for; and whether all is on disk.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::action::Action;
use super::super::areas::Target;
use super::super::canvas::Canvas;
use super::super::keymap::{self, Binding};
use super::super::model::{Model, Reading, Screen, Tab};
use super::result;
use crate::text;

/// Columns from which the keys stand further apart.
const ROOMY: u16 = 98;

/// Paints the bar.
pub(super) fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let theme = canvas.theme;
    let status = status(model);
    let style = if status.starts_with('!') { theme.warn } else { theme.quiet };
    canvas.line_right(area, &Line::from(Span::styled(status.clone(), style)));
    let gap = if area.width < ROOMY { 2 } else { 3 };
    let help = match &model.overlay {
        None if model.is_typing() => "f1",
        None => "?",
        Some(_) => "",
    };
    let help_width = if help.is_empty() { 0 } else { columns(help) + 5 };
    let status_width = if status.is_empty() { 0 } else { columns(&status) + gap };
    let mut room = area.width.saturating_sub(status_width + help_width + gap);
    let mut x = area.x;
    for (key, action, label) in keys(model) {
        let key = theme.marks.key(&key).to_owned();
        let width = columns(&key) + 1 + columns(&label);
        if width > room {
            break;
        }
        put(canvas, Rect { x, width, ..area }, &key, &label, action);
        x += width + gap;
        room = room.saturating_sub(width + gap);
    }
    if !help.is_empty() {
        put(canvas, Rect { x, width: help_width, ..area }, help, "help", Action::Help);
    }
}

fn put(canvas: &mut Canvas<'_>, area: Rect, key: &str, label: &str, action: Action) {
    let theme = canvas.theme;
    let spans = vec![Span::styled(key.to_owned(), theme.accent), Span::styled(format!(" {label}"), theme.quiet)];
    canvas.line(area, &Line::from(spans));
    canvas.target(area, Target::Do(action));
}

/// The keys with what the bar says of them, most needed first.
fn keys(model: &Model) -> Vec<(String, Action, String)> {
    let contexts = model.contexts();
    let own = if model.overlay.is_some() { contexts.get(..1).unwrap_or_default() } else { &contexts };
    let bound = keymap::active(own).into_iter().filter(|b| !b.bar.is_empty() && is_useful(model, b));
    let mut keys: Vec<(String, Action, String)> = bound
        .filter_map(|b| {
            let mut names = b.keys.iter().filter(|name| !model.is_typing() || name.chars().count() > 1);
            names.next().map(|name| ((*name).to_owned(), b.action, b.bar.to_owned()))
        })
        .collect();
    keys.sort_by_key(|(_, action, _)| *action != Action::Accept);
    keys
}

/// Whether an action means something now.
fn is_useful(model: &Model, binding: &Binding) -> bool {
    match binding.action {
        Action::Review | Action::Result | Action::Search if model.work.is_none() => false,
        Action::Review => !matches!(model.screen, Screen::Review { .. }),
        Action::Result => !matches!(model.screen, Screen::Result(_)),
        Action::Accept | Action::Delete => match model.screen {
            Screen::Result(reading) if model.overlay.is_none() => can_choose(model, reading),
            _ => true,
        },
        Action::WhatIf => !matches!(model.screen, Screen::Result(Reading { tab: Tab::WhatIf, .. })),
        _ => true,
    }
}

/// Whether there is a row under the cursor of the result that enter means something on.
fn can_choose(model: &Model, reading: Reading) -> bool {
    let Some(work) = &model.work else { return false };
    match reading.tab {
        Tab::Compare => !work.scenarios.is_empty(),
        Tab::WhatIf => false,
        tab => !result::rows(model, tab).is_empty(),
    }
}

/// Whether all is on disk.
fn status(model: &Model) -> String {
    match &model.work {
        None => String::new(),
        Some(work) if work.trouble.is_some() => "! not saved".to_owned(),
        Some(work) if work.pending > 0 => "saving".to_owned(),
        Some(work) if work.is_untouched() => String::new(),
        Some(_) => "saved".to_owned(),
    }
}

fn columns(words: &str) -> u16 {
    u16::try_from(text::width(words)).unwrap_or(u16::MAX)
}
