//! The picture of the model: a head, the screen, a line for what has just happened, the key bar.
//!
//! ```text
//!  chiefly  Northwind Logistics               Strategic focus   12 of 24 to 27     head
//!  ━━━━━━━━━━━━━━━━━━━━━━━╸────────────────────────────────────────────────────
//!    ...                                                                           body
//!    this opens 2 questions                                                        notice
//!  enter answer   b back   u undo   ? help                                 saved   bar
//! ```

mod bar;
mod compare;
mod overlay;
mod plan;
mod question;
mod reasons;
mod recommend;
pub(super) mod result;
mod review;
mod start;
mod sure;
mod whatif;
mod why;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::areas::Areas;
use super::canvas::{Canvas, row};
use super::model::{Model, Overlay, Screen};
use super::theme::{Look, Theme};
use super::widget::bars::padded;
use crate::capabilities::{Capabilities, Colours};
use crate::text;

/// Fewest columns and rows on which the screens work.
const LEAST: (u16, u16) = (40, 12);
/// Columns from which there are panes beside each other.
const WIDE: u16 = 110;
/// Rows below which head and foot take one line each.
const LOW: u16 = 16;
/// Most lines of what has just happened.
const NOTICE: usize = 4;

/// Paints the model into an area of the buffer, and nothing else. Says where the terminal's cursor stands; none where
/// nothing is typed.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return None;
    }
    if theme.text != Style::default() {
        buffer.set_style(area, theme.text);
    }
    let mut canvas = Canvas::new(buffer, theme);
    draw(&mut canvas, model, area);
    let cursor = canvas.areas.cursor;
    if !theme.marks.unicode {
        in_ascii(area, buffer);
    }
    cursor
}

/// Puts the nearest ASCII character in the place of any other, for terminals that show nothing else.
fn in_ascii(area: Rect, buffer: &mut Buffer) {
    for place in area.positions() {
        let Some(cell) = buffer.cell_mut(place) else { continue };
        let plain = match cell.symbol() {
            "…" => ".",
            "‘" | "’" | "‚" => "'",
            "“" | "”" | "„" => "\"",
            "–" | "—" | "‑" => "-",
            "\u{a0}" => " ",
            other if other.is_ascii() => continue,
            _ => "?",
        };
        cell.set_symbol(plain);
    }
}

/// What lies where in the picture.
pub(super) fn areas(model: &Model, area: Rect) -> Areas {
    let plain = Capabilities { colours: Colours::None, screen: true, ..model.start.capabilities };
    let theme = Theme::new(Look::Mono, plain);
    let mut canvas = Canvas::blind(area, &theme);
    if !area.is_empty() {
        draw(&mut canvas, model, area);
    }
    canvas.areas
}

fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let words = format!("chiefly needs {} columns and {} rows", LEAST.0, LEAST.1);
        canvas.paragraph(area, &words, canvas.theme.text);
        return;
    }
    let low = area.height < LOW;
    let head = if low { 1 } else { 2 };
    let foot = if low { 1 } else { 2 };
    let body = Rect { y: area.y + head, height: area.height - head - foot, ..area };
    let inner = |r: Rect| Rect { x: r.x + 1, width: r.width - 2, ..r };
    match model.screen {
        Screen::Start { .. } | Screen::Sessions { .. } | Screen::Questionnaires { .. } => {
            start::draw(canvas, model, inner(body));
        }
        Screen::Question => {
            header(canvas, model, inner(area), low);
            question::draw(canvas, model, inner(body));
        }
        Screen::Review { cursor } => {
            header(canvas, model, inner(area), low);
            review::draw(canvas, model, inner(body), cursor);
        }
        Screen::Result(reading) => {
            header(canvas, model, inner(area), true);
            let from_tabs = Rect { y: area.y + 1, height: area.height - 1 - foot, ..area };
            result::draw(canvas, model, inner(from_tabs), reading);
        }
    }
    match &model.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => overlay::help(canvas, model, inner(body), *scroll),
        Some(Overlay::Why { scroll }) => overlay::why(canvas, model, inner(body), *scroll),
        Some(Overlay::Picker(picker)) => overlay::picker(canvas, model, inner(body), picker),
        Some(Overlay::Note(editor)) => overlay::note(canvas, inner(body), editor, "A note to this answer"),
        Some(Overlay::Name(editor)) => overlay::note(canvas, inner(body), editor, "The name of this scenario"),
        Some(Overlay::Folder(editor)) => overlay::note(canvas, inner(body), editor, "Save in this folder from now on"),
    }
    let last = row(inner(area), usize::from(area.height - 1));
    let notice = row(inner(area), usize::from(area.height - foot));
    let covered = low && model.notice.is_some();
    if !covered {
        bar::draw(canvas, model, last);
    }
    say(canvas, model, notice);
}

/// What has just happened, in as many lines above the key bar as it needs.
fn say(canvas: &mut Canvas<'_>, model: &Model, last: Rect) {
    let Some(said) = &model.notice else { return };
    let style = if said.wrong { canvas.theme.warn } else { canvas.theme.accent };
    let sign = if said.wrong { "! " } else { "" };
    let columns = usize::from(last.width);
    let lines = text::wrap(&format!("{sign}{}", said.text), columns);
    let rows = lines.len().min(NOTICE);
    for (line, above) in lines.iter().zip((0..rows).rev()) {
        let cut = above == 0 && lines.len() > rows;
        let words = if cut { padded(&format!("{line} …"), columns) } else { padded(line, columns) };
        let y = last.y.saturating_sub(u16::try_from(above).unwrap_or(0));
        canvas.words(Rect { y, ..last }, &words, style);
    }
}

/// The product, who is assessed, where one is; the way that is done.
fn header(canvas: &mut Canvas<'_>, model: &Model, area: Rect, low: bool) {
    let Some(work) = &model.work else { return };
    let theme = canvas.theme;
    let (place, fewest, most) = work.progress();
    let right = match model.screen {
        Screen::Question => {
            let section = work.questionnaire().sections.get(work.question().section.0);
            let section = section.map_or("", |s| s.title.as_str());
            let counted = progress_words(place, fewest, most);
            if area.width < 60 { counted } else { format!("{section}   {counted}") }
        }
        Screen::Review { .. } => format!("review   {} answered", work.answered()),
        _ => "result".to_owned(),
    };
    let top = row(area, 0);
    let room = usize::from(area.width).saturating_sub(text::width(&right) + 12);
    let name = text::truncate(&work.subject().unwrap_or_default(), room);
    canvas.line(
        top,
        &Line::from(vec![Span::styled("chiefly", theme.accent), Span::styled(format!("  {name}"), theme.text)]),
    );
    canvas.line_right(top, &Line::from(Span::styled(right, theme.quiet)));
    if !low {
        let done = if model.screen == Screen::Question { place.saturating_sub(1) } else { work.answered() };
        way(canvas, row(area, 1), done, most);
    }
}

/// "12 of 24 to 27".
fn progress_words(place: usize, fewest: usize, most: usize) -> String {
    if fewest == most { format!("{place} of {most}") } else { format!("{place} of {fewest} to {most}") }
}

fn way(canvas: &mut Canvas<'_>, area: Rect, done: usize, most: usize) {
    let [passed, end, left] = canvas.theme.marks.way;
    let columns = usize::from(area.width);
    let reached = (columns * done.min(most)).checked_div(most).unwrap_or(columns);
    let head = if reached > 0 && reached < columns { end } else { "" };
    let spans = vec![
        Span::styled(passed.repeat(reached.saturating_sub(usize::from(!head.is_empty()))), canvas.theme.accent),
        Span::styled(head, canvas.theme.accent),
        Span::styled(left.repeat(columns - reached), canvas.theme.quiet),
    ];
    canvas.line(area, &Line::from(spans));
}
