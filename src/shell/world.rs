//! Clock and environment, read where they are needed first and passed on as plain data.

use std::env::{self, ArgsOs};
use std::io::{self, IsTerminal};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use uuid::Uuid;

use crate::capabilities::{Capabilities, ColourWish, Colours, Environment};

/// The second of Unix time with which the second day of the year 1 begins: the same day or later everywhere on earth.
const EARLIEST: i64 = -62_135_510_400;

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

/// The present, RFC 3339; where the clock is beyond what can be written so, the earliest or the latest time that can.
pub fn now() -> String {
    stamp(SystemTime::now())
}

/// The clock of the place, for [`when`].
pub fn clock() -> Zoned {
    nearest(SystemTime::now()).to_zoned(TimeZone::system())
}

/// A new id. Ids sort by age where the clock goes forward; before 1970 they are chance alone, since no two may begin alike.
pub fn new_id() -> String {
    let Ok(age) = SystemTime::now().duration_since(UNIX_EPOCH) else { return chance().to_string() };
    // The id has room for the milliseconds up to the year 10889.
    let age = age.min(Duration::from_millis((1 << 48) - 1));
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, age.as_secs(), age.subsec_nanos())).to_string()
}

/// An id that says nothing of its age.
fn chance() -> Uuid {
    // An id of the beginning of time has its chance in the second half: the halves change places.
    let (first, second) = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, 0, 0)).as_u64_pair();
    Uuid::from_u64_pair(second, first)
}

/// Whether the clock stands before the time from which some count.
pub fn is_before_1970() -> bool {
    SystemTime::now() < UNIX_EPOCH
}

fn stamp(time: SystemTime) -> String {
    nearest(time).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The time stamp nearest to a time: RFC 3339 knows the years 1 to 9999 (and 0, in which no calendar of ours begins).
fn nearest(time: SystemTime) -> Timestamp {
    let beyond = if time < UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX };
    let earliest = Timestamp::from_second(EARLIEST).unwrap_or(Timestamp::UNIX_EPOCH);
    Timestamp::try_from(time).unwrap_or(beyond).max(earliest)
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
    fn every_clock_has_a_time_that_can_be_said() {
        let before = |seconds| UNIX_EPOCH.checked_sub(Duration::from_secs(seconds)).expect("a time");
        let after = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let table = [
            (UNIX_EPOCH, "1970-01-01T00:00:00.000Z"),
            (after(1_772_000_000), "2026-02-25T06:13:20.000Z"),
            (before(1), "1969-12-31T23:59:59.000Z"),
            (before(62_135_596_801), "0001-01-02T00:00:00.000Z"),
            (before(1 << 60), "0001-01-02T00:00:00.000Z"),
            (after(253_402_300_799), "9999-12-30T22:00:00.999Z"),
            (after(253_402_300_801), "9999-12-30T22:00:00.999Z"),
            (after(1 << 60), "9999-12-30T22:00:00.999Z"),
        ];
        for (time, wanted) in table {
            assert_eq!(stamp(time), wanted);
            let zone = TimeZone::fixed(jiff::tz::offset(-12));
            let there = when(&stamp(time), &nearest(time).to_zoned(zone));
            assert!(there.starts_with("today "), "{there}");
        }
    }

    #[test]
    fn ids_of_no_age_begin_differently() {
        let ids: std::collections::BTreeSet<String> = (0..100).map(|_| chance().to_string()[..13].to_owned()).collect();
        assert_eq!(ids.len(), 100);
    }

    #[test]
    fn times_are_told_from_the_present() {
        let present: Zoned = "2026-03-12T09:00:00+00:00[UTC]".parse().expect("a time");
        assert_eq!(when("2026-03-12T08:05:00Z", &present), "today 08:05");
        assert_eq!(when("2026-03-11T23:59:59Z", &present), "yesterday");
        assert_eq!(when("2025-12-24T12:00:00Z", &present), "24 December 2025");
        assert_eq!(when("long ago", &present), "long ago");
    }
}
