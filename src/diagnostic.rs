//! What is wrong with a file, as data: place, cause and cure. Faults of input are never `Error`s; all are collected.

pub mod faults;
pub mod render;
pub mod suggest;
pub mod table;

use std::ops::Range;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file has no meaning as it stands.
    Error,
    /// The file works, but something in it is doubtful.
    Warning,
}

/// A place in a file with a word about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Byte range in the source; always within it and on character boundaries.
    pub span: Range<usize>,
    /// What is to be seen there; may be empty.
    pub text: String,
}

/// One finding about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the kind of fault, e.g. `unknown-key`; listed in docs/diagnostics.md.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The cause: lower case, names in backticks, no full stop.
    pub message: String,
    /// Where; the first is the main place.
    pub labels: Vec<Label>,
    /// The cure, when there is one to name.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message.into())
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message.into())
    }

    fn new(severity: Severity, code: &'static str, span: Range<usize>, message: String) -> Self {
        Self { code, severity, message, labels: vec![Label { span, text: String::new() }], help: None }
    }

    /// The same with words at its main place.
    #[must_use]
    pub fn labelled(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn also(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// The same with a cure.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// A value, when one could be made, with all that was found on the way, in order of place.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<T> {
    /// There exactly when no finding is an error.
    pub value: Option<T>,
    /// All findings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// Joins a value and findings: sorts them by place, drops repeats, drops the value if one is an error.
    pub fn new(value: Option<T>, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by_key(|d| {
            let place = d.labels.first().map_or((0, 0), |l| (l.span.start, l.span.end));
            (place, d.severity, d.code)
        });
        diagnostics.dedup();
        let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
        Self { value: if failed { None } else { value }, diagnostics }
    }
}
