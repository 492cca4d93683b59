//! A day on a report. It comes from the session, never from a clock.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Reads `2026-11-21`, also from the start of a longer time stamp.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let mut next = || parts.next()?.parse::<u16>().ok();
        let (year, month, day) = (next()?, next()?, next()?);
        let valid = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        valid.then_some(Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// The date in words: `21 November 2026`.
    #[must_use]
    pub fn long(self) -> String {
        let month = MONTHS.get(usize::from(self.month).wrapping_sub(1)).unwrap_or(&"");
        format!("{} {month} {}", self.day, self.year)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_time_stamps() {
        let day = Date { year: 2026, month: 11, day: 2 };
        assert_eq!(Date::parse("2026-11-02"), Some(day));
        assert_eq!(Date::parse("2026-11-02T10:00:00Z"), Some(day));
        assert_eq!(day.long(), "2 November 2026");
        for bad in ["", "2026-13-01", "2026-00-01", "2026-1-1", "hello world", "2026-11-é"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }
}
