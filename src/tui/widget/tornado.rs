//! A tornado: how far each answer, or each weight, can move the lead. Beyond the line at nought another one leads.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::label;
use crate::text;

/// Ranges of the lead, widest first.
#[derive(Clone, Debug)]
pub struct Tornado<'a> {
    /// From top to bottom.
    pub swings: Vec<Swing>,
    /// The lead as it stands, in points.
    pub now: f64,
    /// How each role is painted.
    pub theme: &'a Theme,
}

/// One range.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// What moves it.
    pub label: String,
    /// The smallest lead, in points.
    pub low: f64,
    /// The greatest lead, in points.
    pub high: f64,
    /// Whether the cursor is on it.
    pub focused: bool,
}

/// Columns below which labels stand above their ranges.
const NARROW: usize = 50;
/// Columns of the pointer and of the figures at both ends.
const BESIDE: usize = 15;

impl Tornado<'_> {
    /// The lines of each range, in so many columns. The range under the cursor is told in full.
    pub fn lines(&self, width: u16) -> Vec<Vec<Line<'static>>> {
        let width = usize::from(width);
        let longest = self.swings.iter().map(|s| text::width(&s.label)).max().unwrap_or(0);
        let room = width.saturating_sub(BESIDE);
        let chart = match width {
            ..NARROW => room.max(8),
            _ => room.saturating_sub(longest).clamp(width / 5, (width * 2 / 5).min(40)),
        };
        let least = self.swings.iter().map(|s| s.low).fold(self.now.min(0.0), f64::min);
        let most = self.swings.iter().map(|s| s.high).fold(self.now.max(0.0), f64::max);
        let lines = |swing: &Swing| {
            let ranges = self.range(swing, chart, (least, most));
            if width < NARROW {
                let (name, rest) = label(self.theme, &swing.label, swing.focused, (width.saturating_sub(2), width));
                let below = [Line::from([vec![Span::raw("  ")], ranges].concat())];
                return std::iter::once(Line::from(name)).chain(rest).chain(below).collect();
            }
            let (name, rest) = label(self.theme, &swing.label, swing.focused, (room.saturating_sub(chart), width));
            std::iter::once(Line::from([vec![name], ranges].concat())).chain(rest).collect()
        };
        self.swings.iter().map(lines).collect()
    }

    /// A range with the figures at its ends.
    fn range(&self, swing: &Swing, chart: usize, (least, most): (f64, f64)) -> Vec<Span<'static>> {
        let theme = self.theme;
        let at = |v: f64| column(chart, (v - least) / (most - least).max(1e-9));
        let (from, to, now, nought) = (at(swing.low), at(swing.high), at(self.now), at(0.0));
        let [_, _, half, _, full] = theme.marks.shades;
        let cell = |x: usize| match (from..=to).contains(&x) {
            _ if x == now => Span::styled(theme.marks.dot, theme.strong),
            _ if x == nought => Span::styled(theme.marks.down, theme.text),
            true if x < nought => Span::styled(half, theme.bad),
            true => Span::styled(full, theme.bar_quiet),
            false => Span::raw(" "),
        };
        let low = if swing.low < 0.0 { theme.warn } else { theme.quiet };
        let mut spans = vec![Span::styled(format!(" {:>+5.1} ", swing.low), low)];
        spans.extend((0..chart).map(cell));
        spans.push(Span::styled(format!(" {:>+5.1}", swing.high), theme.quiet));
        spans
    }
}

/// The column, of so many, that a share lies in.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1, columns are few")]
#[expect(clippy::cast_precision_loss, reason = "columns are few")]
fn column(columns: usize, share: f64) -> usize {
    (share.clamp(0.0, 1.0) * columns.saturating_sub(1) as f64).round() as usize
}

impl Widget for Tornado<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        for (line, y) in self.lines(area.width).concat().iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, line, area.width);
        }
    }
}
