//! What the place can do in which the program runs: read once by the shell, told to the faces as plain data.

/// Colours that a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colours {
    /// None: bold, reverse and underline must do.
    None,
    /// The sixteen named ones.
    #[default]
    Sixteen,
    /// The palette of 256.
    Palette,
    /// All of them.
    True,
}

/// What the place can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Which colours are shown.
    pub colours: Colours,
    /// Whether characters beyond ASCII are shown.
    pub unicode: bool,
    /// Whether the cursor can be moved; without it only lines are written.
    pub screen: bool,
    /// Whether clicks are wanted.
    pub mouse: bool,
}

/// The variables of the environment that say it, as they stand; none when a variable is not set.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `NO_COLOR`: not empty means no colours.
    pub no_color: Option<String>,
    /// `COLORTERM`: `truecolor` or `24bit` means all colours.
    pub colorterm: Option<String>,
    /// `TERM`: `dumb` means lines only.
    pub term: Option<String>,
    /// The first that is set and not empty of `LC_ALL`, `LC_CTYPE`, `LANG`.
    pub locale: Option<String>,
}

/// Whether colours are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourWish {
    /// As the environment says.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

impl Capabilities {
    /// What the environment says, overruled by what the person says.
    pub fn of(environment: &Environment, wish: ColourWish, mouse: bool) -> Self {
        let term = environment.term.as_deref().unwrap_or_default();
        let colorterm = environment.colorterm.as_deref().unwrap_or_default();
        let refused = environment.no_color.as_deref().is_some_and(|v| !v.is_empty());
        let screen = !matches!(term, "dumb" | "");
        let richest = match colorterm {
            "truecolor" | "24bit" => Colours::True,
            _ if term.contains("256color") || term.contains("direct") => Colours::Palette,
            _ => Colours::Sixteen,
        };
        let colours = match wish {
            ColourWish::Never => Colours::None,
            ColourWish::Auto if refused || !screen || term.starts_with("vt") => Colours::None,
            ColourWish::Auto | ColourWish::Always => richest,
        };
        let locale = environment.locale.as_deref().unwrap_or_default().to_ascii_lowercase();
        let unicode = locale.contains("utf-8") || locale.contains("utf8");
        Self { colours, unicode, screen, mouse }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(no_color: &str, colorterm: &str, term: &str, locale: &str) -> Environment {
        let set = |v: &str| (!v.is_empty()).then(|| v.to_owned());
        Environment { no_color: set(no_color), colorterm: set(colorterm), term: set(term), locale: set(locale) }
    }

    #[test]
    fn colours_follow_the_environment_and_the_wish_overrules_it() {
        let seen = |e: &Environment, wish| Capabilities::of(e, wish, true).colours;
        let rich = environment("", "truecolor", "xterm-256color", "en_GB.UTF-8");
        assert_eq!(seen(&rich, ColourWish::Auto), Colours::True);
        assert_eq!(seen(&rich, ColourWish::Never), Colours::None);
        let refused = environment("1", "", "xterm-256color", "en_GB.UTF-8");
        assert_eq!(seen(&refused, ColourWish::Auto), Colours::None);
        assert_eq!(seen(&refused, ColourWish::Always), Colours::Palette);
        assert_eq!(seen(&environment("", "", "xterm", ""), ColourWish::Auto), Colours::Sixteen);
    }

    #[test]
    fn a_dumb_terminal_has_no_screen_and_a_plain_locale_no_unicode() {
        let dumb = Capabilities::of(&environment("", "", "dumb", "C"), ColourWish::Auto, true);
        assert_eq!((dumb.screen, dumb.unicode, dumb.colours), (false, false, Colours::None));
        assert!(Capabilities::of(&environment("", "", "xterm", "de_DE.utf8"), ColourWish::Auto, true).unicode);
    }
}
