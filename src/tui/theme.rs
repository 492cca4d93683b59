//! Colours and marks by role. No other file names a colour; none of them carries meaning alone.

use ratatui::style::{Color, Modifier, Style};

use crate::capabilities::{Capabilities, Colours};

/// Which theme is worn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The terminal's own background, with colours that work on dark and on light.
    #[default]
    Auto,
    /// For a dark terminal.
    Dark,
    /// For a light terminal.
    Light,
    /// Black and white with strong colours.
    HighContrast,
    /// No colour: bold, reverse and underline only.
    Mono,
}

impl Look {
    /// All of them, with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Auto, "auto"),
        (Self::Dark, "dark"),
        (Self::Light, "light"),
        (Self::HighContrast, "high-contrast"),
        (Self::Mono, "mono"),
    ];
}

/// How each role is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Everything that has no other role.
    pub text: Style,
    /// What is asked, and what is recommended.
    pub strong: Style,
    /// What stands back: hints, labels, the key bar.
    pub quiet: Style,
    /// The one accent: the product's name, keys, the part of the way that is done.
    pub accent: Style,
    /// The row that the cursor is on.
    pub focus: Style,
    /// What speaks for it.
    pub good: Style,
    /// What speaks against it, and what went wrong.
    pub bad: Style,
    /// What needs attention.
    pub warn: Style,
    /// The bar of the leader.
    pub bar: Style,
    /// The other bars.
    pub bar_quiet: Style,
    /// Shades of a heat map, from nothing to full.
    pub heat: [Style; 5],
    /// The characters that pictures are made of.
    pub marks: Marks,
}

/// The characters that pictures are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Whether characters beyond ASCII are shown at all.
    pub unicode: bool,
    /// Eighths of a cell, growing from the left; the last is full.
    pub eighths: [&'static str; 8],
    /// The row that the cursor is on.
    pub pointer: &'static str,
    /// Ticked and not ticked.
    pub tick: [&'static str; 2],
    /// The way that is done, its end, and the way that is left.
    pub way: [&'static str; 3],
    /// A rule across.
    pub rule: &'static str,
    /// A rule down.
    pub down: &'static str,
    /// More above, more below.
    pub more: [&'static str; 2],
    /// A point on a picture.
    pub dot: &'static str,
    /// The ends of a slider, left and right.
    pub ends: [&'static str; 2],
    /// Where something flips, on a slider.
    pub flip: &'static str,
    /// Where something stands, on a slider.
    pub knob: &'static str,
    /// Shades of a heat map, from nothing to full, for those who see no colour.
    pub shades: [&'static str; 5],
    /// Left, right, up, down.
    pub arrows: [&'static str; 4],
    /// Give or take.
    pub about: &'static str,
}

impl Marks {
    /// A key's name as it is shown: arrows as arrows.
    pub fn key<'a>(&self, name: &'a str) -> &'a str {
        let [left, right, up, down] = self.arrows;
        match name {
            "left" => left,
            "right" => right,
            "up" => up,
            "down" => down,
            other => other,
        }
    }
}

/// For terminals that show Unicode.
const UNICODE: Marks = Marks {
    unicode: true,
    eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    pointer: "▸",
    tick: ["■", "□"],
    way: ["━", "╸", "─"],
    rule: "─",
    down: "│",
    more: ["▴", "▾"],
    dot: "●",
    ends: ["├", "┤"],
    flip: "╿",
    knob: "●",
    shades: [" ", "░", "▒", "▓", "█"],
    arrows: ["←", "→", "↑", "↓"],
    about: "±",
};

/// For the others.
const ASCII: Marks = Marks {
    unicode: false,
    eighths: ["", "", "", "#", "#", "#", "#", "#"],
    pointer: ">",
    tick: ["[x]", "[ ]"],
    way: ["=", "=", "-"],
    rule: "-",
    down: "|",
    more: ["^", "v"],
    dot: "@",
    ends: ["|", "|"],
    flip: "!",
    knob: "@",
    shades: [" ", ".", ":", "+", "#"],
    arrows: ["left", "right", "up", "down"],
    about: "+-",
};

impl Theme {
    /// The theme of a look, as far as the place can show it.
    pub fn new(look: Look, capabilities: Capabilities) -> Self {
        let marks = if capabilities.unicode { &UNICODE } else { &ASCII };
        let tints = match look {
            _ if capabilities.colours == Colours::None => return Self::mono(marks),
            Look::Mono => return Self::mono(marks),
            Look::Auto => return Self::auto(marks),
            Look::Dark => DARK,
            Look::Light => LIGHT,
            Look::HighContrast => CONTRAST,
        };
        match capabilities.colours {
            Colours::True => Self::tinted(marks, &tints),
            Colours::Palette => Self::tinted(marks, &tints.in_palette()),
            Colours::Sixteen | Colours::None => Self::auto(marks),
        }
    }

    /// Colours of the terminal's own palette on its own background, whatever its owner chose: of the plain ones, magenta
    /// and red are the two that can be read on black and on white alike.
    fn auto(marks: &Marks) -> Self {
        let plain = Style::new();
        let accent = plain.fg(Color::Magenta);
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            strong: bold,
            quiet: plain.add_modifier(Modifier::DIM),
            accent,
            focus: accent.add_modifier(Modifier::BOLD),
            good: plain,
            bad: plain.fg(Color::Red),
            warn: accent.add_modifier(Modifier::BOLD),
            bar: accent,
            bar_quiet: plain.add_modifier(Modifier::DIM),
            heat: [accent; 5],
            marks: *marks,
        }
    }

    fn mono(marks: &Marks) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            strong: bold,
            quiet: plain,
            accent: bold,
            focus: plain.add_modifier(Modifier::REVERSED),
            good: plain,
            bad: bold,
            warn: plain.add_modifier(Modifier::UNDERLINED),
            bar: bold,
            bar_quiet: plain,
            heat: [plain; 5],
            marks: *marks,
        }
    }

    fn tinted(marks: &Marks, t: &Tints) -> Self {
        let plain = Style::new().fg(t.text).bg(t.ground);
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            text: plain,
            strong: bold.fg(t.strong),
            quiet: plain.fg(t.quiet),
            accent: plain.fg(t.accent),
            focus: bold.fg(t.strong).bg(t.focus),
            good: plain.fg(t.good),
            bad: plain.fg(t.bad),
            warn: bold.fg(t.warn),
            bar: plain.fg(t.accent),
            bar_quiet: plain.fg(t.quiet),
            heat: [plain.fg(t.accent); 5],
            marks: *marks,
        }
    }
}

/// The colours of a theme that brings its own background.
struct Tints {
    ground: Color,
    text: Color,
    strong: Color,
    quiet: Color,
    accent: Color,
    focus: Color,
    good: Color,
    bad: Color,
    warn: Color,
}

impl Tints {
    /// The same in the palette of 256: the nearest of its six steps of red, green and blue, or of its greys.
    fn in_palette(&self) -> Self {
        let near = |color: Color| {
            let Color::Rgb(r, g, b) = color else { return color };
            let (low, high) = (r.min(g).min(b), r.max(g).max(b));
            if high - low < 12 && (8..=238).contains(&low) {
                return Color::Indexed(232 + (low - 8) / 10);
            }
            let step = |c: u8| if c < 48 { 0 } else { ((c.max(95) - 55) / 40).min(5) };
            Color::Indexed(16 + 36 * step(r) + 6 * step(g) + step(b))
        };
        Self {
            ground: near(self.ground),
            text: near(self.text),
            strong: near(self.strong),
            quiet: near(self.quiet),
            accent: near(self.accent),
            focus: near(self.focus),
            good: near(self.good),
            bad: near(self.bad),
            warn: near(self.warn),
        }
    }
}

const DARK: Tints = Tints {
    ground: Color::Rgb(0x16, 0x18, 0x1d),
    text: Color::Rgb(0xd6, 0xd9, 0xde),
    strong: Color::Rgb(0xff, 0xff, 0xff),
    quiet: Color::Rgb(0x9a, 0xa1, 0xab),
    accent: Color::Rgb(0x6c, 0xc0, 0xe5),
    focus: Color::Rgb(0x24, 0x38, 0x46),
    good: Color::Rgb(0x8f, 0xce, 0x8f),
    bad: Color::Rgb(0xf0, 0x8d, 0x86),
    warn: Color::Rgb(0xe8, 0xc4, 0x6a),
};

const LIGHT: Tints = Tints {
    ground: Color::Rgb(0xfb, 0xfb, 0xf9),
    text: Color::Rgb(0x2a, 0x2d, 0x33),
    strong: Color::Rgb(0x00, 0x00, 0x00),
    quiet: Color::Rgb(0x5c, 0x63, 0x6e),
    accent: Color::Rgb(0x0b, 0x5f, 0x8a),
    focus: Color::Rgb(0xd5, 0xe8, 0xf3),
    good: Color::Rgb(0x1d, 0x6b, 0x2a),
    bad: Color::Rgb(0xa3, 0x1d, 0x1d),
    warn: Color::Rgb(0x7a, 0x55, 0x00),
};

const CONTRAST: Tints = Tints {
    ground: Color::Rgb(0x00, 0x00, 0x00),
    text: Color::Rgb(0xff, 0xff, 0xff),
    strong: Color::Rgb(0xff, 0xff, 0xff),
    quiet: Color::Rgb(0xe0, 0xe0, 0xe0),
    accent: Color::Rgb(0xff, 0xff, 0x00),
    focus: Color::Rgb(0x00, 0x00, 0xa0),
    good: Color::Rgb(0x00, 0xff, 0x00),
    bad: Color::Rgb(0xff, 0xa0, 0xa0),
    warn: Color::Rgb(0xff, 0xff, 0x00),
};
