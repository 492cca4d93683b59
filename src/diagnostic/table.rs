//! A TOML table that is read key by key. Each reader tells what it wants, every fault is collected, and what nobody
//! asked for is an unknown key: so the list of allowed keys is the code that reads them.

use std::cell::RefCell;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Diagnostic;
use super::faults::Faults;
use crate::text;

/// A value of a file with its place.
pub type Value<'a> = Spanned<DeValue<'a>>;

/// A value with the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its byte range in the source.
    pub span: Range<usize>,
}

/// A table on its way to meaning.
pub struct Table<'a> {
    /// Where faults go.
    pub faults: &'a Faults,
    /// What the table is, for messages: "question".
    pub what: &'static str,
    /// Where it stands: its header, or from brace to brace.
    pub span: Range<usize>,
    entries: &'a DeTable<'a>,
    asked: RefCell<Vec<&'static str>>,
    missing: RefCell<Vec<&'static str>>,
}

/// Most tables of any one sort.
pub const MOST_TABLES: usize = 2_000;
/// Most characters of a text.
pub const LONGEST_TEXT: usize = 4_000;

impl<'a> Table<'a> {
    /// The table at the top of a file.
    pub fn root(faults: &'a Faults, entries: &'a DeTable<'a>, what: &'static str) -> Self {
        Self::new(faults, entries, what, 0..0)
    }

    fn new(faults: &'a Faults, entries: &'a DeTable<'a>, what: &'static str, span: Range<usize>) -> Self {
        Self { faults, what, span, entries, asked: RefCell::default(), missing: RefCell::default() }
    }

    /// A value as a table; a fault when it is none.
    pub fn of(faults: &'a Faults, value: &'a Value<'a>, what: &'static str) -> Option<Self> {
        if let DeValue::Table(entries) = value.get_ref() {
            return Some(Self::new(faults, entries, what, value.span()));
        }
        faults.wrong_type(what, value, "a table");
        None
    }

    /// Checks the key that says which format a file is written in.
    pub fn check_format(&self, wanted: &str) {
        if self.value("format").is_none() {
            let message = format!("missing key `format` in this {}", self.what);
            let fault = Diagnostic::error("missing-key", self.span.clone(), message);
            self.faults.push(fault.help(format!("add `format = \"{wanted}\"`")));
            return;
        }
        let format = self.needed_text("format");
        if !format.value.is_empty() && format.value != wanted {
            let message = format!("this file is a `{}`, not {}", shown(&format.value), a(self.what));
            let fault = Diagnostic::error("wrong-format", format.span, message);
            self.faults.push(fault.help(format!("this version reads `format = \"{wanted}\"`")));
        }
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The value of a key as it stands.
    pub fn value(&self, key: &'static str) -> Option<&'a Value<'a>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    /// The value of a key that must be there.
    pub fn needed(&self, key: &'static str) -> Option<&'a Value<'a>> {
        let value = self.value(key);
        if value.is_none() {
            self.missing.borrow_mut().push(key);
        }
        value
    }

    /// A clean text, if the key is there.
    pub fn text(&self, key: &'static str) -> Option<At<String>> {
        let value = self.value(key)?;
        self.faults.text(key, value)
    }

    /// A clean text, not empty, that stands as it is; faults and an empty text when there is none.
    pub fn needed_text(&self, key: &'static str) -> At<String> {
        let text = self.needed_template(key);
        self.stands(key, &text);
        text
    }

    /// A clean text, not empty, in which braces mean something.
    pub fn needed_template(&self, key: &'static str) -> At<String> {
        let text = self.needed(key).and_then(|value| self.faults.text(key, value));
        if let Some(text) = text.as_ref().filter(|text| text.value.is_empty()) {
            let message = format!("`{key}` of this {} is empty", self.what);
            self.faults.push(Diagnostic::error("empty-text", text.span.clone(), message).help("say something"));
        }
        text.unwrap_or_else(|| At { value: String::new(), span: self.span.clone() })
    }

    /// A clean text that stands as it is; empty without the key.
    pub fn optional_text(&self, key: &'static str) -> String {
        let text = self.text(key);
        if let Some(text) = &text {
            self.stands(key, text);
        }
        text.map(|t| t.value).unwrap_or_default()
    }

    /// A list of clean texts that stand as they are; empty without the key.
    pub fn texts(&self, key: &'static str) -> Vec<At<String>> {
        let value = self.value(key);
        let texts = value.map(|v| self.faults.texts(key, v)).unwrap_or_default();
        for text in &texts {
            self.stands(key, text);
        }
        texts
    }

    /// Warns of a text that looks as if something would be filled in, but stands as it is.
    fn stands(&self, key: &str, text: &At<String>) {
        let filled =
            text.value.split('{').skip(1).any(|rest| rest.split_once('}').is_some_and(|(name, _)| is_id(name)));
        if filled {
            let message = format!("`{key}` of this {} is shown as it stands, braces and all", self.what);
            let fault = Diagnostic::warning("not-filled", text.span.clone(), message);
            self.faults.push(fault.help("write it out: answers are filled into other texts only"));
        }
    }

    /// A finite number within a range.
    pub fn number(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<At<f64>> {
        let value = self.value(key)?;
        self.faults.number(key, value, range)
    }

    /// A whole number within a range.
    pub fn whole(&self, key: &'static str, range: RangeInclusive<i64>) -> Option<At<i64>> {
        let value = self.value(key)?;
        self.faults.whole(key, value, range)
    }

    /// True or false.
    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        self.faults.wrong_type(key, value, "`true` or `false`");
        None
    }

    /// One of some words, each with its meaning.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let found = self.text(key)?;
        let meaning = words.iter().find(|(word, _)| *word == found.value).map(|&(_, meaning)| meaning);
        if meaning.is_none() {
            let message = format!("`{key}` cannot be `{}`", shown(&found.value));
            let all = words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let near = self.faults.nearest(&found.value, words.iter().map(|(word, _)| *word));
            let help = near.map_or_else(|| format!("one of {all}"), |w| format!("did you mean `{w}`?"));
            self.faults.push(Diagnostic::error("unknown-word", found.span, message).help(help));
        }
        meaning
    }

    /// A table below this one.
    pub fn table(&self, key: &'static str, what: &'static str) -> Option<Self> {
        let value = self.value(key)?;
        if value.get_ref().is_table() {
            return Self::of(self.faults, value, what);
        }
        self.faults.wrong_type(key, value, "a table");
        None
    }

    /// A list of tables; empty without the key, or after a fault.
    pub fn tables(&self, key: &'static str, what: &'static str) -> Vec<Self> {
        self.tables_up_to(MOST_TABLES, key, what).unwrap_or_default()
    }

    /// A list of tables; none, after a fault, when there are more than `most`.
    pub fn tables_up_to(&self, most: usize, key: &'static str, what: &'static str) -> Option<Vec<Self>> {
        let Some(value) = self.value(key) else { return Some(Vec::new()) };
        if let DeValue::Array(items) = value.get_ref() {
            if let Some(first_too_many) = items.get(most) {
                let message =
                    format!("{} times `{key}` in this {}, at most {most} are allowed", items.len(), self.what);
                let fault = Diagnostic::error("too-many", first_too_many.span(), message);
                self.faults.push(fault.help("take some out, or split the file"));
                return None;
            }
            return Some(items.iter().filter_map(|item| Self::of(self.faults, item, what)).collect());
        }
        let message = format!("`{key}` is {}, a list of tables is wanted", a_type(value.get_ref()));
        let help = format!("write `[[{key}]]` above it");
        self.faults.push(Diagnostic::error("wrong-type", value.span(), message).help(help));
        Some(Vec::new())
    }

    /// All keys with their values, for tables whose keys are names.
    pub fn entries(&self) -> impl Iterator<Item = (At<&'a str>, &'a Value<'a>)> + use<'a> {
        let entries = self.entries;
        entries.iter().map(|(key, value)| (At { value: key.get_ref().as_ref(), span: key.span() }, value))
    }

    /// Reports the keys that nobody asked for. A missing key that one of them is meant to be is not reported again.
    pub fn finish(self) {
        let asked = self.asked.take();
        for (key, _) in self.entries.iter().filter(|(key, _)| !asked.contains(&key.get_ref().as_ref())) {
            let message = format!("unknown key `{}` in this {}", shown(key.get_ref()), self.what);
            let near = self.faults.nearest(key.get_ref(), asked.iter().copied());
            self.missing.borrow_mut().retain(|missing| near != Some(missing));
            let help = near.map_or_else(
                || format!("{} takes {}", a(self.what), listed(&asked)),
                |known| format!("did you mean `{known}`?"),
            );
            self.faults.push(Diagnostic::error("unknown-key", key.span(), message).help(help));
        }
    }
}

impl Drop for Table<'_> {
    /// Reports the missing keys, also of a table that was left before its end.
    fn drop(&mut self) {
        for key in self.missing.take() {
            let message = format!("missing key `{key}` in this {}", self.what);
            let fault = Diagnostic::error("missing-key", self.span.clone(), message);
            self.faults.push(fault.help(format!("add `{key} = ...`")));
        }
    }
}

/// Whether a text can be the id of something: lower-case letters, digits, `_` and `-`, at most 64, a letter or digit
/// first.
pub fn is_id(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let first = text.bytes().next();
    text.len() <= 64 && first.is_some_and(word) && text.bytes().all(|b| word(b) || b == b'_' || b == b'-')
}

/// A name from a file as it may stand in a message: one harmless line, not too long.
pub fn shown(name: &str) -> String {
    text::truncate(&text::clean(&name.chars().take(200).collect::<String>()), 60)
}

/// Names in backticks, joined by commas, each once; at most twenty.
pub fn listed(names: &[&str]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !seen.contains(name) {
            seen.push(name);
        }
    }
    let mut list = seen.iter().take(20).map(|name| format!("`{}`", shown(name))).collect::<Vec<_>>().join(", ");
    if seen.len() > 20 {
        list.push_str(", ...");
    }
    list
}

/// A noun with its article.
fn a(noun: &str) -> String {
    let article = if noun.trim_start_matches('`').starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A value's type in words, with its article.
pub fn a_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
