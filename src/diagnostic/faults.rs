//! The faults of a file while it is read, and the plain values that many tables hold.

use std::cell::{Cell, RefCell};
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::{At, LONGEST_TEXT, Value, a_type, shown};
use super::{Checked, Diagnostic, Severity, suggest};
use crate::text;

/// Collects what is wrong with one file.
#[derive(Debug)]
pub struct Faults {
    found: RefCell<Vec<Diagnostic>>,
    left_out: Cell<usize>,
    failed: Cell<bool>,
    comparisons: Cell<usize>,
}

/// Findings that are kept; nobody reads more, and a hostile file has millions.
const MOST_FINDINGS: usize = 1_000;
/// Names that are compared for suggestions before suggestions end; keeps hostile files quick.
const MOST_COMPARISONS: usize = 100_000;
/// Bytes of a file that are read at all.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

impl Default for Faults {
    fn default() -> Self {
        let found = RefCell::default();
        Self { found, left_out: Cell::new(0), failed: Cell::new(false), comparisons: Cell::new(MOST_COMPARISONS) }
    }
}

impl Faults {
    /// The file as a TOML table, its syntax errors collected; none when it is too large to be looked at.
    pub fn table<'s>(&self, source: &'s str) -> Option<Spanned<DeTable<'s>>> {
        if source.len() > MOST_BYTES {
            let message = format!("the file has {} bytes, at most {MOST_BYTES} are read", source.len());
            self.push(Diagnostic::error("too-large", 0..0, message).help("split it, or shorten it"));
            return None;
        }
        let (table, errors) = DeTable::parse_recoverable(source);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = text::clean(error.message());
            let help = cure_of_syntax(&message);
            self.push(Diagnostic::error("syntax", within(source, span), message).help(help));
        }
        Some(table)
    }

    /// Adds a finding.
    pub fn push(&self, diagnostic: Diagnostic) {
        let failed = self.failed.get() || diagnostic.severity == Severity::Error;
        self.failed.set(failed);
        if self.found.borrow().len() < MOST_FINDINGS {
            self.found.borrow_mut().push(diagnostic);
        } else {
            self.left_out.set(self.left_out.get() + 1);
        }
    }

    /// Whether an error was found.
    pub fn failed(&self) -> bool {
        self.failed.get()
    }

    /// How many findings there are.
    pub fn count(&self) -> usize {
        self.found.borrow().len() + self.left_out.get()
    }

    /// The nearest of some names, as long as comparing is not too much work.
    pub fn nearest<'a>(&self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let counted = candidates.into_iter().take_while(|_| {
            let left = self.comparisons.get();
            self.comparisons.set(left.saturating_sub(1));
            left > 0
        });
        suggest::nearest(name, counted)
    }

    /// Joins what was read with what was found. Where the syntax is broken, what follows from a gap is left out.
    pub fn checked<T>(self, source: &str, value: Option<T>) -> Checked<T> {
        let failed = self.failed.get();
        let mut found = self.found.into_inner();
        let broken: Vec<usize> = found
            .iter()
            .filter(|d| d.code == "syntax")
            .filter_map(|d| d.labels.first())
            .map(|l| l.span.start)
            .collect();
        if !broken.is_empty() {
            let broken_lines: Vec<_> = broken.iter().map(|&at| line_around(source, at)).collect();
            found.retain(|d| {
                let span = d.labels.first().map_or(0..0, |l| l.span.clone());
                let placeless = span == (0..0);
                let on_broken_line = broken_lines.iter().any(|l| l.contains(&span.start));
                let follows = placeless || on_broken_line || FOLLOW_FROM_GAPS.contains(&d.code);
                d.code == "syntax" || !follows
            });
        }
        if self.left_out.get() > 0 {
            let message = format!("{} more are not listed", text::count(self.left_out.get(), "finding"));
            let end = source.len();
            let note = Diagnostic::warning("too-many-findings", end..end, message);
            found.push(note.help("mend what is listed and check again"));
        }
        Checked::new(value.filter(|_| !failed), found)
    }

    /// A value of another type than is wanted.
    pub fn wrong_type(&self, what: &str, value: &Value<'_>, wanted: &str) {
        let message = format!("`{}` is {}, {wanted} is wanted", shown(what), a_type(value.get_ref()));
        let help = match wanted {
            "a text" => "put it in quotes: `\"...\"`",
            "a list of texts" => "put each in quotes and all in brackets: `[\"...\", \"...\"]`",
            "a number" | "a whole number" | "`true` or `false`" => "write it plain, without quotes or brackets",
            "a table" => "write `{ key = value }`",
            _ => "write it as docs/questionnaire.md shows",
        };
        self.push(Diagnostic::error("wrong-type", value.span(), message).help(help));
    }

    /// A clean text of bounded length.
    pub fn text(&self, what: &str, value: &Value<'_>) -> Option<At<String>> {
        let DeValue::String(raw) = value.get_ref() else {
            self.wrong_type(what, value, "a text");
            return None;
        };
        let span = value.span();
        let clean = text::clean(raw);
        if raw.chars().any(|c| text::is_harmful(c) && !matches!(c, '\n' | '\r' | '\t')) {
            let message = format!("`{}` holds control characters, which could harm a terminal", shown(what));
            let warning = Diagnostic::warning("control-character", span.clone(), message);
            self.push(warning.help("take them out; they are never shown"));
        }
        let length = clean.chars().count();
        if length > LONGEST_TEXT {
            let message = format!("`{}` has {length} characters, at most {LONGEST_TEXT} are allowed", shown(what));
            self.push(Diagnostic::error("too-long", span.clone(), message).help("shorten it"));
        }
        Some(At { value: clean, span })
    }

    /// A list of clean texts.
    pub fn texts(&self, what: &str, value: &Value<'_>) -> Vec<At<String>> {
        if let DeValue::Array(items) = value.get_ref() {
            return items.iter().filter_map(|item| self.text(what, item)).collect();
        }
        self.wrong_type(what, value, "a list of texts");
        Vec::new()
    }

    /// A finite number within a range.
    pub fn number(&self, what: &str, value: &Value<'_>, range: RangeInclusive<f64>) -> Option<At<f64>> {
        let Some(number) = number_of(value.get_ref()) else {
            self.wrong_type(what, value, "a number");
            return None;
        };
        if !number.is_finite() || !range.contains(&number) {
            self.out_of_range(what, value, *range.start(), *range.end());
            return None;
        }
        Some(At { value: number, span: value.span() })
    }

    /// A whole number within a range.
    pub fn whole(&self, what: &str, value: &Value<'_>, range: RangeInclusive<i64>) -> Option<At<i64>> {
        let DeValue::Integer(raw) = value.get_ref() else {
            self.wrong_type(what, value, "a whole number");
            return None;
        };
        let number = i64::from_str_radix(raw.as_str(), raw.radix()).ok().filter(|n| range.contains(n));
        if number.is_none() {
            #[expect(clippy::cast_precision_loss, reason = "bounds in a message")]
            self.out_of_range(what, value, *range.start() as f64, *range.end() as f64);
        }
        Some(At { value: number?, span: value.span() })
    }

    fn out_of_range(&self, what: &str, value: &Value<'_>, least: f64, greatest: f64) {
        let wanted = match (least <= -LARGEST, greatest >= LARGEST) {
            (true, true) => "finite, and not beyond 10^15".to_owned(),
            (false, true) => format!("{least} or more"),
            _ => format!("{least} to {greatest}"),
        };
        let message = format!("`{}` is out of range", shown(what));
        let fault = Diagnostic::error("out-of-range", value.span(), message);
        self.push(fault.help(format!("it takes a number, {wanted}")));
    }
}

/// The greatest number that a file may hold: beyond it sums of weights could lose their digits.
pub const LARGEST: f64 = 1e15;

/// Codes of findings that a gap left by broken syntax brings about.
const FOLLOW_FROM_GAPS: &[&str] = &["missing-key", "unknown-reference", "incomplete-row", "missing-source", "too-few"];

/// A number as a float, however it is written.
pub fn number_of(value: &DeValue<'_>) -> Option<f64> {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "whole numbers beyond 2^53 are out of every range")]
        DeValue::Integer(raw) => {
            Some(i128::from_str_radix(raw.as_str(), raw.radix()).map_or(f64::INFINITY, |n| n as f64))
        }
        DeValue::Float(raw) => raw.as_str().parse().ok(),
        _ => None,
    }
}

/// What mends broken syntax, as far as the parser's words tell.
fn cure_of_syntax(message: &str) -> &'static str {
    let cures = [
        ("duplicate key", "a key stands once in a table; take one out, or begin the next table above it"),
        ("string", "close the text with a quote on the same line; write `\\\"` for a quote within it"),
        ("array table", "write `[[name]]`"),
        ("table", "write `[name]`, or close the braces"),
        ("array", "close the list with `]`, and put commas between its items"),
        ("`=`", "write one `key = value` on a line; texts stand in quotes"),
        ("newline", "write one `key = value` on a line; texts stand in quotes"),
        ("control", "take the character out, or write it as an escape"),
    ];
    cures
        .iter()
        .find(|(word, _)| message.contains(word))
        .map_or("write it as TOML wants it: toml.io", |&(_, cure)| cure)
}

/// The span moved onto character boundaries within the source.
fn within(source: &str, span: Range<usize>) -> Range<usize> {
    let start = source.floor_char_boundary(span.start.min(source.len()));
    let end = source.ceil_char_boundary(span.end.clamp(start, source.len()));
    start..end
}

fn line_around(source: &str, at: usize) -> RangeInclusive<usize> {
    let start = source[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = source[at..].find('\n').map_or(source.len(), |i| at + i);
    start..=end
}
