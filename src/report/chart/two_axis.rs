//! Two needs against each other, with the company as a dot: where it stands and which alternative
//! is at home there.

use super::canvas::{Anchor, Canvas, Role, SMALL, Style, WIDTH, decimal};
use super::measure;
use crate::report::colour::Colour;

/// A map with two axes from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwoAxis {
    /// The need to the right.
    pub x_title: String,
    /// The need upwards.
    pub y_title: String,
    /// What stands on the map; the company is the one that stands out.
    pub points: Vec<TwoAxisPoint>,
}

/// Something on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwoAxisPoint {
    /// Its name.
    pub label: String,
    /// 0 to 1.
    pub x: f64,
    /// 0 to 1.
    pub y: f64,
    /// Whether it is the company itself.
    pub own: bool,
}

const SIDE: f64 = 300.0;
const TOP: f64 = 14.0;

impl TwoAxis {
    pub(super) fn draw(&self, accent: Colour) -> Canvas {
        let mut canvas = Canvas::new(accent);
        let left = 110.0;
        let (right, bottom) = (WIDTH - 110.0, TOP + SIDE);
        let middle = (f64::midpoint(left, right), f64::midpoint(TOP, bottom));
        canvas.bar(left, TOP, right - left, SIDE, Role::Ground);
        canvas.line((middle.0, TOP), (middle.0, bottom), Role::Line, 1.25, false);
        canvas.line((left, middle.1), (right, middle.1), Role::Line, 1.25, false);
        canvas.line((left, TOP), (left, bottom), Role::Quiet, 1.25, false);
        canvas.line((left, bottom), (right, bottom), Role::Quiet, 1.25, false);
        let small = Style::small();
        canvas.text(left, bottom + 18.0, "low", small);
        canvas.text(right, bottom + 18.0, "high", small.at(Anchor::End));
        canvas.text(middle.0, bottom + 20.0, &self.x_title, Style::label().at(Anchor::Middle).bold(true));
        canvas.text(left - 10.0, bottom, "low", small.at(Anchor::End));
        canvas.text(left - 10.0, TOP + 9.0, "high", small.at(Anchor::End));
        canvas.text(left - 16.0, middle.1, &self.y_title, Style::label().at(Anchor::Middle).bold(true).upright());
        let at = |point: &TwoAxisPoint| {
            let place = |low: f64, high: f64, share: f64| low + 14.0 + (high - low - 28.0) * share.clamp(0.0, 1.0);
            (place(left, right, point.x), place(TOP, bottom, 1.0 - point.y))
        };
        let own = |wanted: bool| self.points.iter().filter(move |point| point.own == wanted);
        for point in own(false).chain(own(true)) {
            let (x, y) = at(point);
            point.draw(&mut canvas, x, y, right);
        }
        canvas.tall(bottom + 32.0)
    }
}

impl TwoAxisPoint {
    fn draw(&self, canvas: &mut Canvas, x: f64, y: f64, right: f64) {
        if self.own {
            canvas.dot(x, y, 9.0, Role::Accent);
            canvas.ring(x, y, 12.5, Role::Accent);
        } else {
            canvas.ring(x, y, 6.0, Role::Quiet);
        }
        let style = if self.own { Style::label().bold(true) } else { Style::small() };
        let words = if self.own {
            format!("{} ({}, {})", self.label, decimal(self.x * 100.0, 0), decimal(self.y * 100.0, 0))
        } else {
            self.label.clone()
        };
        let words = measure::wrap(&words, style.size, 260.0, 1).join("");
        let gap = if self.own { 19.0 } else { 11.0 };
        let width = measure::width(&words, style.size * 1.08);
        if x + gap + width > right {
            canvas.text(x - gap, y + SMALL * 0.36, &words, style.at(Anchor::End));
        } else {
            canvas.text(x + gap, y + SMALL * 0.36, &words, style);
        }
    }
}
