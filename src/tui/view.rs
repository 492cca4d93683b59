//! The picture of the model.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::model::Model;
use super::theme::Theme;

/// Paints the model into an area of the buffer, and nothing else.
pub fn view(model: &Model, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, theme.text);
    let title = model.start.questionnaires.first().map_or("chiefly", |q| q.questionnaire.title.as_str());
    buffer.set_stringn(area.x, area.y, title, usize::from(area.width), theme.strong);
}

/// Where the terminal's cursor stands; none where nothing is typed.
pub fn cursor(_model: &Model, _area: Rect) -> Option<Position> {
    None
}
