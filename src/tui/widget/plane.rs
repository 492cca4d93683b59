//! The two-axis map with the company as a point.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::super::theme::Theme;
use crate::text;

/// A point on two axes.
#[derive(Clone, Debug)]
pub struct Plane<'a> {
    /// What grows to the right, and how far the point lies along it, 0..1.
    pub x: (String, f64),
    /// What grows upwards, and how far the point lies along it, 0..1.
    pub y: (String, f64),
    /// What the point is called.
    pub name: String,
    /// How each role is painted.
    pub theme: &'a Theme,
}

impl Plane<'_> {
    /// Lines that it takes.
    pub const HEIGHT: u16 = 11;
}

impl Widget for Plane<'_> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "shares are clamped, the area is small"
    )]
    fn render(self, area: Rect, buffer: &mut Buffer) {
        if area.height < 4 || area.width < 12 {
            return;
        }
        let theme = self.theme;
        let (left, bottom) = (area.x + 1, area.bottom() - 2);
        let (columns, rows) = ((area.width - 2).min(48), area.height - 3);
        let top = bottom - rows;
        let right = left + columns;
        let title = format!("{} {:.0} %", self.y.0, self.y.1 * 100.0);
        buffer.set_stringn(area.x, area.y, title, usize::from(area.width), theme.quiet);
        for y in top..bottom {
            buffer.set_string(left, y, theme.marks.down, theme.quiet);
        }
        for x in left..=right {
            buffer.set_string(x, bottom, theme.marks.rule, theme.quiet);
        }
        buffer.set_string(left, bottom, "+", theme.quiet);
        let title = format!("{} {:.0} %", self.x.0, self.x.1 * 100.0);
        let start = (right + 1).saturating_sub(text_width(&title)).max(area.x);
        buffer.set_stringn(start, bottom + 1, title, usize::from(area.right() - start), theme.quiet);
        // Where both needs are alike.
        for step in 1..columns {
            let y = bottom - 1 - (f64::from(step) / f64::from(columns) * f64::from(rows - 1)).round() as u16;
            if step % 4 == 0 {
                buffer.set_string(left + step, y, ".", theme.quiet);
            }
        }
        let along = |share: f64, cells: u16| (share.clamp(0.0, 1.0) * f64::from(cells)).round() as u16;
        let x = left + 1 + along(self.x.1, columns - 2);
        let y = bottom - 1 - along(self.y.1, rows - 1);
        buffer.set_string(x, y, theme.marks.dot, theme.strong);
        let name = format!(" {} ", self.name);
        let fits = x + 1 + text_width(&name) <= area.right();
        let at = if fits { x + 1 } else { x.saturating_sub(text_width(&name)).max(left + 1) };
        let room = if fits { area.right() - at } else { x.saturating_sub(at) };
        buffer.set_stringn(at, y, text::truncate(&name, usize::from(room)), usize::from(room), theme.strong);
    }
}

fn text_width(words: &str) -> u16 {
    u16::try_from(text::width(words)).unwrap_or(u16::MAX)
}
