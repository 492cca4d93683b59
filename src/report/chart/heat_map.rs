//! The performance table as a picture: how well each alternative serves each criterion, and how
//! much the criterion counts here.

use super::canvas::{Anchor, Canvas, LABEL, Role, Style, WIDTH, count, decimal};
use crate::report::colour::Colour;

/// Criteria by alternatives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    /// The alternatives, from left to right.
    pub columns: Vec<String>,
    /// The column that stands out, if any.
    pub chosen: Option<usize>,
    /// The criteria, from top to bottom.
    pub rows: Vec<HeatRow>,
}

/// One criterion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// Its share of all weight, 0 to 1.
    pub weight: f64,
    /// How well each alternative serves it, 0 to 1.
    pub cells: Vec<f64>,
}

const LABELS: f64 = 215.0;
const WEIGHTS: f64 = 75.0;
const ROW: f64 = 36.0;

impl HeatMap {
    pub(super) fn draw(&self, accent: Colour) -> Canvas {
        let mut canvas = Canvas::new(accent);
        let left = LABELS + WEIGHTS + 14.0;
        let cell = (WIDTH - left) / count(self.columns.len().max(1));
        let head = 44.0;
        canvas.label(LABELS + WEIGHTS, 21.0, WEIGHTS, 2, "Counts here", Style::small().at(Anchor::End));
        for (index, column) in self.columns.iter().enumerate() {
            let style = Style::label().at(Anchor::Middle).bold(self.chosen == Some(index));
            canvas.label(left + cell * (count(index) + 0.5), 21.0, cell - 6.0, 2, column, style);
        }
        for (index, row) in self.rows.iter().enumerate() {
            let top = head + ROW * count(index);
            let middle = top + ROW / 2.0;
            canvas.label(0.0, middle, LABELS, 2, &row.label, Style::label());
            let share = format!("{} %", decimal(row.weight * 100.0, 0));
            canvas.text(LABELS + WEIGHTS, middle + 4.7, &share, Style::label().at(Anchor::End));
            for (column, value) in row.cells.iter().take(self.columns.len()).enumerate() {
                draw_cell(&mut canvas, left + cell * count(column), top, cell, *value);
            }
        }
        let bottom = head + ROW * count(self.rows.len());
        if let Some(chosen) = self.chosen {
            canvas.outline(left + cell * count(chosen), head - 1.0, cell, bottom - head + 2.0, Role::Ink);
        }
        canvas.tall(bottom + 4.0)
    }
}

fn draw_cell(canvas: &mut Canvas, x: f64, top: f64, cell: f64, value: f64) {
    let tint = tint(value);
    canvas.bar(x + 2.0, top + 2.0, cell - 4.0, ROW - 4.0, Role::Tint(tint));
    let style = Style::label().at(Anchor::Middle).role(Role::OnTint(tint));
    canvas.text(x + cell / 2.0, top + ROW / 2.0 + LABEL * 0.36, &decimal(value, 2), style);
}

/// The strength of a cell's tint in percent, in steps of five.
fn tint(value: f64) -> u8 {
    let step = (0..=20_u8).rev().find(|step| f64::from(*step) <= value.clamp(0.0, 1.0) * 20.0 + 0.5).unwrap_or(0);
    5 + step * 4
}
