//! Colours of the papers: one accent, made legible on whatever it is printed on.

use std::fmt;

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// White paper.
pub const PAPER: Colour = Colour(255, 255, 255);
/// The ink of body text.
pub const INK: Colour = Colour(0x1c, 0x26, 0x33);
/// Quieter ink: captions, running heads. 4.5 to 1 on paper or better.
pub const QUIET: Colour = Colour(0x5a, 0x66, 0x75);
/// Lines and grids.
pub const LINE: Colour = Colour(0xd5, 0xdb, 0xe3);
/// The ground of table heads and callouts.
pub const GROUND: Colour = Colour(0xf3, 0xf5, 0xf8);
/// Bars that are not the winner's.
pub const MUTED: Colour = Colour(0xa9, 0xb4, 0xc2);
/// The page in dark mode.
pub const NIGHT: Colour = Colour(0x12, 0x18, 0x20);

impl Default for Colour {
    fn default() -> Self {
        Self(0x12, 0x4e, 0x78)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Colour {
    /// Reads `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let channel = |range| digits.get(range).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        Some(Self(channel(0..2)?, channel(2..4)?, channel(4..6)?))
    }

    /// A mixture: `percent` of the other colour, the rest of this one.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u8) -> Self {
        let percent = u16::from(percent.min(100));
        let channel = |a: u8, b: u8| {
            let sum = (u16::from(a) * (100 - percent) + u16::from(b) * percent + 50) / 100;
            u8::try_from(sum).unwrap_or(u8::MAX)
        };
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour moved towards black or white until text in it can be read on `ground`.
    #[must_use]
    pub fn legible_on(self, ground: Self) -> Self {
        let goal = if ground.luminance() > 0.4 { Self(0, 0, 0) } else { PAPER };
        (0..=20_u8).map(|step| self.mixed(goal, step * 5)).find(|colour| colour.contrast(ground) >= 5.0).unwrap_or(goal)
    }

    /// Ink or paper, whichever reads better on this colour.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(PAPER) >= self.contrast(INK) { PAPER } else { INK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_accent_becomes_legible() {
        for accent in ["#ffff00", "#ffffff", "#000000", "#ff0000", "#124e78"] {
            let accent = Colour::parse(accent).expect("a colour");
            assert!(accent.legible_on(PAPER).contrast(PAPER) >= 4.5);
            assert!(accent.legible_on(NIGHT).contrast(NIGHT) >= 4.5);
        }
        assert!(QUIET.contrast(GROUND) >= 4.5);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Colour::parse("#0a0b0c"), Some(Colour(10, 11, 12)));
        for bad in ["0a0b0c", "#0a0b0", "#0a0b0g", "#é0a0b", ""] {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }
}
