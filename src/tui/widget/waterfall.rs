//! A waterfall: how one alternative comes to stand above another, answer by answer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::bars::padded;
use super::label;
use crate::text;

/// Steps that add up from 0.
#[derive(Clone, Debug)]
pub struct Waterfall<'a> {
    /// From top to bottom; those that would read as zero have no line.
    pub steps: Vec<Step>,
    /// What the last line calls the sum.
    pub sum: String,
    /// How each role is painted.
    pub theme: &'a Theme,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What makes it.
    pub label: String,
    /// How far it goes, up or down, in points.
    pub points: f64,
    /// Whether the cursor is on it.
    pub focused: bool,
}

impl Waterfall<'_> {
    /// The lines of each step, and one for the sum, in so many columns. The step under the cursor is told in full.
    pub fn lines(&self, width: u16) -> Vec<Vec<Line<'static>>> {
        let width = usize::from(width);
        let longest = self.steps.iter().map(|s| text::width(&s.label)).max().unwrap_or(0);
        let chart = width.saturating_sub(longest + 10).clamp((width / 5).max(8), (width / 3).clamp(8, 40));
        let columns = width.saturating_sub(chart + 10);
        let mut level = 0.0;
        let levels: Vec<f64> = std::iter::once(0.0)
            .chain(self.steps.iter().map(|s| {
                level += s.points;
                level
            }))
            .collect();
        let low = levels.iter().copied().fold(0.0, f64::min);
        let high = levels.iter().copied().fold(0.0, f64::max);
        let scale = |v: f64| if high > low { (v - low) / (high - low) } else { 0.0 };
        let mut lines = Vec::new();
        for (step, ends) in self.steps.iter().zip(levels.windows(2)).filter(|(s, _)| s.points.abs() >= 0.05) {
            let (from, to) = (scale(ends[0].min(ends[1])), scale(ends[0].max(ends[1])));
            let (mark, style) = self.shape(step.points);
            let (name, rest) = label(self.theme, &step.label, step.focused, (columns, width));
            let mut step = vec![line(name, step.points, floating(chart, from, to, mark), style)];
            step.extend(rest);
            lines.push(step);
        }
        let (mark, style) = self.shape(level);
        let (from, to) = (scale(level.min(0.0)), scale(level.max(0.0)));
        let name = Span::styled(format!("  {}", padded(&self.sum, columns)), self.theme.strong);
        lines.push(vec![line(name, level, floating(chart, from, to, mark), style)]);
        lines
    }

    fn shape(&self, points: f64) -> (&'static str, Style) {
        let [_, _, half, _, full] = self.theme.marks.shades;
        if points < 0.0 { (half, self.theme.bad) } else { (full, self.theme.good) }
    }
}

impl Widget for Waterfall<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        for (line, y) in self.lines(area.width).concat().iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, line, area.width);
        }
    }
}

fn line(name: Span<'static>, points: f64, bar: String, style: Style) -> Line<'static> {
    let figure = Span::styled(format!("{points:>+6.1}  "), name.style);
    Line::from(vec![name, figure, Span::styled(bar, style)])
}

/// A bar from one share of the columns to another, at least one column long.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares lie in 0..1, columns are few")]
#[expect(clippy::cast_precision_loss, reason = "columns are few")]
fn floating(columns: usize, from: f64, to: f64, mark: &str) -> String {
    let at = |share: f64| (share * columns as f64).round() as usize;
    let first = at(from).min(columns.saturating_sub(1));
    let last = at(to).clamp(first + 1, columns.max(first + 1));
    format!("{}{}", " ".repeat(first), mark.repeat(last - first))
}
