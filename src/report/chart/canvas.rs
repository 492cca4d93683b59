//! A sheet on which charts are drawn: shapes and words in, one SVG document out.

use std::fmt::Write;

use super::{FONT_FAMILY, measure};
use crate::report::clean::xml;
use crate::report::colour::{Colour, GROUND, INK, LINE, MUTED, PAPER, QUIET};

/// Width of every chart in user units; on A4 one unit is about 0.7 pt.
pub(super) const WIDTH: f64 = 680.0;
/// Size of labels.
pub(super) const LABEL: f64 = 13.0;
/// Size of remarks.
pub(super) const SMALL: f64 = 11.5;

/// What a shape or word means; each has a colour and a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Ink,
    Quiet,
    Line,
    Ground,
    Muted,
    /// The accent, strong enough for text on paper.
    Accent,
    /// A tint of the accent: percent of it over paper.
    Tint(u8),
    /// Text on a tint of the accent.
    OnTint(u8),
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The sheet.
#[derive(Debug)]
pub(super) struct Canvas {
    body: String,
    accent: Colour,
    height: f64,
}

impl Canvas {
    pub(super) fn new(accent: Colour) -> Self {
        Self { body: String::new(), accent: accent.legible_on(PAPER), height: 0.0 }
    }

    /// Sets the height of the sheet.
    pub(super) fn tall(mut self, height: f64) -> Self {
        self.height = height;
        self
    }

    fn colour(&self, role: Role) -> Colour {
        match role {
            Role::Ink => INK,
            Role::Quiet => QUIET,
            Role::Line => LINE,
            Role::Ground => GROUND,
            Role::Muted => MUTED,
            Role::Accent => self.accent,
            Role::Tint(percent) => PAPER.mixed(self.accent, percent),
            Role::OnTint(percent) => PAPER.mixed(self.accent, percent).text_on(),
        }
    }

    /// The attributes of a filled shape. Tints are the same by day and by night, so they and the
    /// text on them have no class.
    fn fill(&self, role: Role) -> String {
        let class = match role {
            Role::Ink => "f-ink",
            Role::Quiet => "f-quiet",
            Role::Line => "f-line",
            Role::Ground => "f-ground",
            Role::Muted => "f-muted",
            Role::Accent => "f-accent",
            Role::Tint(_) | Role::OnTint(_) => return format!("fill=\"{}\"", self.colour(role)),
        };
        format!("class=\"{class}\" fill=\"{}\"", self.colour(role))
    }

    fn stroke(&self, role: Role) -> String {
        let class = match role {
            Role::Ink => "s-ink",
            Role::Quiet => "s-quiet",
            Role::Accent => "s-accent",
            Role::Muted => "s-muted",
            _ => "s-line",
        };
        format!("class=\"{class}\" stroke=\"{}\"", self.colour(role))
    }

    pub(super) fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, role: Role) {
        let (x, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
        let fill = self.fill(role);
        let _ = writeln!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"1.5\" {fill}/>",
            n(x),
            n(y),
            n(width.max(0.75)),
            n(height)
        );
    }

    /// A bar that is only outlined: something excluded, something negative.
    pub(super) fn outline(&mut self, x: f64, y: f64, width: f64, height: f64, role: Role) {
        let (x, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
        let stroke = self.stroke(role);
        let _ = writeln!(
            self.body,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"1.5\" fill=\"none\" {stroke} stroke-width=\"1.25\"/>",
            n(x + 0.6),
            n(y + 0.6),
            n((width - 1.2).max(0.75)),
            n(height - 1.2)
        );
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), role: Role, width: f64, dashed: bool) {
        let stroke = self.stroke(role);
        let dash = if dashed { " stroke-dasharray=\"3 3\"" } else { "" };
        let _ = writeln!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {stroke} stroke-width=\"{}\"{dash}/>",
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1),
            n(width)
        );
    }

    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, role: Role) {
        let fill = self.fill(role);
        let _ = writeln!(self.body, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {fill}/>", n(x), n(y), n(radius));
    }

    pub(super) fn ring(&mut self, x: f64, y: f64, radius: f64, role: Role) {
        let stroke = self.stroke(role);
        let _ = writeln!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"none\" {stroke} stroke-width=\"1.5\"/>",
            n(x),
            n(y),
            n(radius)
        );
    }

    pub(super) fn text(&mut self, x: f64, y: f64, words: &str, style: Style) {
        let anchor = match style.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if style.bold { " font-weight=\"700\"" } else { "" };
        let turn = if style.upright { format!(" transform=\"rotate(-90 {} {})\"", n(x), n(y)) } else { String::new() };
        let fill = self.fill(style.role);
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{weight}{turn} {fill}>{}</text>",
            n(x),
            n(y),
            n(style.size),
            xml(words)
        );
    }

    /// A text in several lines, centred on `middle` vertically.
    pub(super) fn label(&mut self, x: f64, middle: f64, room: f64, lines: usize, words: &str, style: Style) {
        let wrapped = measure::wrap(words, style.size * if style.bold { 1.06 } else { 1.0 }, room, lines);
        let leading = style.size * 1.25;
        let first = middle - leading * (count(wrapped.len()) - 1.0) / 2.0 + style.size * 0.36;
        for (index, line) in wrapped.iter().enumerate() {
            self.text(x, first + leading * count(index), line, style);
        }
    }

    /// The finished document.
    pub(super) fn finish(self, id: &str, title: &str, description: &str) -> String {
        let id = xml(id);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-description\" font-family=\"'{FONT_FAMILY}', system-ui, sans-serif\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-description\">{description}</desc>\n{body}</svg>\n",
            height = n(self.height),
            title = xml(title),
            description = xml(description),
            body = self.body,
        )
    }
}

/// How words look on a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) role: Role,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
    /// Turned to be read from below.
    pub(super) upright: bool,
}

impl Style {
    pub(super) const fn label() -> Self {
        Self { size: LABEL, role: Role::Ink, anchor: Anchor::Start, bold: false, upright: false }
    }

    pub(super) const fn small() -> Self {
        Self { size: SMALL, role: Role::Quiet, ..Self::label() }
    }

    pub(super) const fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) const fn bold(self, bold: bool) -> Self {
        Self { bold, ..self }
    }

    pub(super) const fn role(self, role: Role) -> Self {
        Self { role, ..self }
    }

    pub(super) const fn upright(self) -> Self {
        Self { upright: true, ..self }
    }
}

/// A coordinate with two decimals at most, the same on every machine.
fn n(value: f64) -> String {
    let text = decimal(if value.is_finite() { value } else { 0.0 }, 2);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// A count as a number to draw with.
pub(super) fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

/// A number with fixed decimals and without a negative zero; what is not a number is a dash.
#[must_use]
pub fn decimal(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|b| b == b'0' || b == b'.') => rest.to_owned(),
        _ => text,
    }
}

/// A number for people with its sign: `+1.5`, `−0.3`, `0.0`.
#[must_use]
pub(super) fn signed(value: f64, decimals: usize) -> String {
    let text = decimal(value, decimals);
    if let Some(rest) = text.strip_prefix('-') {
        format!("−{rest}")
    } else if text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        format!("+{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        assert_eq!([n(1.0), n(1.25), n(-0.001), n(f64::NAN)], ["1", "1.25", "0", "0"].map(str::to_owned));
        assert_eq!([signed(1.25, 1), signed(-0.04, 1), signed(-2.0, 1)], ["+1.2", "0.0", "−2.0"].map(str::to_owned));
    }
}
