//! A waterfall: how one alternative comes to stand above another, answer by answer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::super::canvas::put;
use super::super::theme::Theme;
use super::bars::padded;

/// Steps that add up from 0.
#[derive(Clone, Debug)]
pub struct Waterfall<'a> {
    /// From top to bottom.
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
    /// One line for each step and one for the sum, in so many columns.
    pub fn lines(&self, width: u16) -> Vec<Line<'static>> {
        let width = usize::from(width);
        let chart = (width / 3).clamp(8, 40);
        let label = width.saturating_sub(chart + 10);
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
        for (step, ends) in self.steps.iter().zip(levels.windows(2)) {
            let (from, to) = (scale(ends[0].min(ends[1])), scale(ends[0].max(ends[1])));
            let (mark, style) = self.shape(step.points);
            let name = if step.focused { self.theme.focus } else { self.theme.text };
            let sign = if step.focused { self.theme.marks.pointer } else { " " };
            let text = format!("{sign} {}", padded(&step.label, label));
            lines.push(line(&text, name, step.points, &floating(chart, from, to, mark), style));
        }
        let (mark, style) = self.shape(level);
        let (from, to) = (scale(level.min(0.0)), scale(level.max(0.0)));
        let text = format!("  {}", padded(&self.sum, label));
        lines.push(line(&text, self.theme.strong, level, &floating(chart, from, to, mark), style));
        lines
    }

    fn shape(&self, points: f64) -> (&'static str, Style) {
        let [_, _, half, _, full] = self.theme.marks.shades;
        if points < 0.0 { (half, self.theme.bad) } else { (full, self.theme.good) }
    }
}

impl Widget for Waterfall<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        for (line, y) in self.lines(area.width).iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, line, area.width);
        }
    }
}

fn line(label: &str, name: Style, points: f64, bar: &str, style: Style) -> Line<'static> {
    Line::from(vec![
        Span::styled(label.to_owned(), name),
        Span::styled(format!("{points:>+6.1}"), name),
        Span::raw("  "),
        Span::styled(bar.to_owned(), style),
    ])
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
