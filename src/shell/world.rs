//! Clock and environment, read where they are needed first and passed on as plain data.

use std::env::{self, ArgsOs};
use std::io::{self, IsTerminal};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::capabilities::{Capabilities, ColourWish, Colours, Environment};

/// The words of the command line, the program's name first.
pub fn arguments() -> ArgsOs {
    env::args_os()
}

/// Whether the environment sets anything for the command line.
pub fn has_settings() -> bool {
    env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with("CHIEFLY_"))
}

/// What the environment says of the place.
pub fn environment() -> Environment {
    let read = |name: &str| env::var(name).ok();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(read).find(|v| !v.is_empty());
    // A system that knows neither variable has a console that shows all of it.
    let console = |name: &str| cfg!(windows).then(|| name.to_owned());
    Environment {
        no_color: read("NO_COLOR"),
        colorterm: read("COLORTERM"),
        term: read("TERM").or_else(|| console("xterm-256color")),
        locale: locale.or_else(|| console("utf-8")),
    }
}

/// Whether a person sits at both ends: keys come from a terminal and go to one.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether what is said on standard error may be coloured.
pub fn talks_in_colour(wish: ColourWish) -> bool {
    shows_colour(wish) && (wish == ColourWish::Always || io::stderr().is_terminal())
}

/// Whether what is printed on standard output may be coloured.
pub fn prints_in_colour(wish: ColourWish) -> bool {
    shows_colour(wish) && (wish == ColourWish::Always || io::stdout().is_terminal())
}

fn shows_colour(wish: ColourWish) -> bool {
    Capabilities::of(&environment(), wish, false).colours != Colours::None
}

/// The present, RFC 3339.
pub fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The clock of the place, for [`when`].
pub fn clock() -> Zoned {
    Timestamp::now().to_zoned(TimeZone::system())
}

/// A time stamp in words, as seen from the present; as it stands when it is none.
pub fn when(stamp: &str, present: &Zoned) -> String {
    let Ok(stamp) = stamp.parse::<Timestamp>() else { return stamp.to_owned() };
    let then = stamp.to_zoned(present.time_zone().clone());
    let yesterday = present.date().checked_sub(1.day());
    if then.date() == present.date() {
        then.strftime("today %H:%M").to_string()
    } else if yesterday.is_ok_and(|d| d == then.date()) {
        "yesterday".to_owned()
    } else {
        then.strftime("%-d %B %Y").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_the_present() {
        let present: Zoned = "2026-03-12T09:00:00+00:00[UTC]".parse().expect("a time");
        assert_eq!(when("2026-03-12T08:05:00Z", &present), "today 08:05");
        assert_eq!(when("2026-03-11T23:59:59Z", &present), "yesterday");
        assert_eq!(when("2025-12-24T12:00:00Z", &present), "24 December 2025");
        assert_eq!(when("long ago", &present), "long ago");
    }
}
