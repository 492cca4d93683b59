//! Whether a report is what a session gives: it is made again in the same format and compared byte by byte. Where it
//! differs, the first places are told, in words where the format is text.

use super::compose::Profile;
use super::{Format, Report, ReportError, clean, render};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Every byte is as the session gives it, for readers of this profile.
    Same(Profile),
    /// It is another report. Where it differs, the first places first.
    Different(Vec<String>),
}

/// Places that are told.
const TOLD: usize = 5;
/// Characters of a place that are told.
const LENGTH: usize = 90;

/// Checks a report against what a session gives. The profile need not be known: both are tried.
///
/// # Errors
/// When the report cannot be made again.
pub fn verify(report: &Report<'_>, format: Format, given: &[u8]) -> Result<Finding, ReportError> {
    let other = match report.profile {
        Profile::Client => Profile::Internal,
        Profile::Internal => Profile::Client,
    };
    let mut nearest: Option<Vec<String>> = None;
    for profile in [report.profile, other] {
        let expected = render(&Report { profile, ..report.clone() }, format)?;
        if expected == given {
            return Ok(Finding::Same(profile));
        }
        let places = differences(format, given, &expected);
        if nearest.as_ref().is_none_or(|nearest| places.len() < nearest.len()) {
            nearest = Some(places);
        }
    }
    let places = nearest.unwrap_or_default();
    let more = places.len().saturating_sub(TOLD);
    let mut told: Vec<String> = places.into_iter().take(TOLD).collect();
    if more > 0 {
        told.push(format!("and {more} more"));
    }
    Ok(Finding::Different(told))
}

/// Where two files of a format differ; never empty for different bytes.
fn differences(format: Format, given: &[u8], expected: &[u8]) -> Vec<String> {
    let found = match format {
        Format::Markdown | Format::Html | Format::Json | Format::Csv => {
            lines(&String::from_utf8_lossy(given), &String::from_utf8_lossy(expected), "line")
        }
        Format::Docx | Format::Xlsx => parts(given, expected),
        Format::Pdf => Vec::new(),
    };
    if found.is_empty() { vec![first_byte(given, expected)] } else { found }
}

fn first_byte(given: &[u8], expected: &[u8]) -> String {
    let at = given.iter().zip(expected).take_while(|(a, b)| a == b).count();
    if at == given.len() {
        return format!("it ends after {} of {} bytes", given.len(), expected.len());
    }
    if at == expected.len() {
        return format!("{} bytes follow after its end", given.len() - expected.len());
    }
    format!("it differs from byte {} on; it has {} bytes, the session gives {}", at + 1, given.len(), expected.len())
}

/// The lines that differ between the common beginning and the common end.
fn lines(given: &str, expected: &str, name: &str) -> Vec<String> {
    let (given, expected): (Vec<_>, Vec<_>) = (given.lines().collect(), expected.lines().collect());
    let start = given.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    let longest = given.len().min(expected.len()) - start;
    let end = given.iter().rev().zip(expected.iter().rev()).take(longest).take_while(|(a, b)| a == b).count();
    let (given, expected) = (&given[start..given.len() - end], &expected[start..expected.len() - end]);
    let mut told = Vec::new();
    for index in 0..given.len().max(expected.len()) {
        let place = format!("{name} {}", start + index + 1);
        match (given.get(index), expected.get(index)) {
            (Some(given), Some(expected)) if given == expected => {}
            (Some(given), Some(expected)) => {
                let (given, expected) = around(given, expected);
                told.push(format!("{place}: it says `{given}`, the session gives `{expected}`"));
            }
            (Some(given), None) => told.push(format!("{place}: `{}` is not in the session", shown(given))),
            (None, Some(expected)) => told.push(format!("{place}: `{}` is missing", shown(expected))),
            (None, None) => {}
        }
    }
    told
}

/// Two lines from shortly before the place where they part.
fn around<'a>(given: &'a str, expected: &'a str) -> (String, String) {
    let same = given.char_indices().zip(expected.chars()).take_while(|((_, a), b)| a == b).count();
    let from = |text: &'a str| text.chars().skip(same.saturating_sub(20)).collect::<String>();
    (shown(&from(given)), shown(&from(expected)))
}

fn shown(text: &str) -> String {
    let text = clean::clean(text);
    let mut out: String = text.trim().chars().take(LENGTH).collect();
    if text.trim().chars().count() > LENGTH {
        out.push('…');
    }
    out
}

/// The parts of two packages that differ; words where the parts are stored as they are.
fn parts(given: &[u8], expected: &[u8]) -> Vec<String> {
    let (Some(given), Some(expected)) = (package(given), package(expected)) else {
        return vec!["it is not a whole document of this kind".to_owned()];
    };
    let mut told = Vec::new();
    for part in &expected {
        match given.iter().find(|candidate| candidate.name == part.name) {
            None => told.push(format!("`{}` is missing", part.name)),
            Some(same) if same.sum == part.sum && same.stored == part.stored => {}
            Some(other) => {
                let (words, wanted) = (words(other.stored), words(part.stored));
                let places = lines(&words, &wanted, &format!("`{}`, text", part.name));
                if places.is_empty() { told.push(format!("`{}` differs", part.name)) } else { told.extend(places) }
            }
        }
    }
    let surplus = given.iter().filter(|part| expected.iter().all(|known| known.name != part.name));
    told.extend(surplus.map(|part| format!("`{}` is not in the session", shown(&part.name))));
    told
}

/// One file of a package.
struct Part<'a> {
    name: String,
    /// CRC-32 and size of its content.
    sum: (u32, u32),
    /// Its content when it is stored without compression.
    stored: Option<&'a [u8]>,
}

/// The files of a ZIP archive by its central directory.
fn package(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    let number = |at: usize, size: usize| {
        let digits = bytes.get(at..at.checked_add(size)?)?;
        Some(digits.iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    let end = bytes.windows(4).rposition(|mark| mark == b"PK\x05\x06")?;
    let (count, mut at) = (number(end + 10, 2)?, number(end + 16, 4)?);
    let mut parts = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let (method, size, offset) = (number(at + 10, 2)?, number(at + 24, 4)?, number(at + 42, 4)?);
        let sum = (u32::try_from(number(at + 16, 4)?).ok()?, u32::try_from(size).ok()?);
        let (name, extra, remark) = (number(at + 28, 2)?, number(at + 30, 2)?, number(at + 32, 2)?);
        let title = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned();
        let content =
            offset.checked_add(30)?.checked_add(number(offset + 26, 2)?)?.checked_add(number(offset + 28, 2)?)?;
        let stored = bytes.get(content..content.checked_add(size)?).filter(|_| method == 0);
        parts.push(Part { name: title, sum, stored });
        at += 46 + name + extra + remark;
    }
    Some(parts)
}

/// The words of an XML part, one run a line.
fn words(part: Option<&[u8]>) -> String {
    let text = String::from_utf8_lossy(part.unwrap_or_default()).into_owned();
    let runs = text.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words.trim());
    runs.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_number_is_told_with_its_place() {
        let told = differences(Format::Markdown, b"a\nvalue 72.4\nz\n", b"a\nvalue 71.4\nz\n");
        assert_eq!(told, ["line 2: it says `value 72.4`, the session gives `value 71.4`"]);
    }

    #[test]
    fn added_and_lost_lines_are_told() {
        assert_eq!(differences(Format::Csv, b"a\nb\nc", b"a\nc"), ["line 2: `b` is not in the session"]);
        assert_eq!(differences(Format::Csv, b"a\nc", b"a\nb\nc"), ["line 2: `b` is missing"]);
    }

    #[test]
    fn what_is_no_package_is_told() {
        for bytes in [&b""[..], b"PK\x05\x06", b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"] {
            assert_eq!(differences(Format::Docx, bytes, b"x"), ["it is not a whole document of this kind"]);
        }
        assert_eq!(differences(Format::Pdf, b"%PDF", b"%PDF-1.7"), ["it ends after 4 of 8 bytes"]);
    }
}
