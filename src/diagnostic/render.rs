//! Findings as people read them: the message, the line with a mark below it, the cure. What is shown of a file is cut
//! and cleaned, so that no file can harm the terminal that it is shown on.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Label, Severity};
use crate::text;

/// Bytes of a line that are shown before and after the start of the mark.
const BEFORE: usize = 60;
const AFTER: usize = 120;

/// All findings, each with its place, with an empty line between them.
pub fn render(diagnostics: &[Diagnostic], name: &str, source: &str, colour: bool) -> String {
    let lines = Lines::of(source);
    let name = text::clean(name);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let excerpts: Vec<Excerpt> = diagnostic.labels.iter().map(|label| lines.excerpt(label)).collect();
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = text::clean(&diagnostic.message);
        let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code));
        for (i, (excerpt, label)) in excerpts.iter().zip(&diagnostic.labels).enumerate() {
            group = add(group, &name, excerpt, label, i == 0);
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(text::clean(help)));
        }
        let mut said = renderer.render(&[group]);
        for excerpt in excerpts.iter().filter(|e| e.column != e.shown_column) {
            let place = |column| format!("{name}:{}:{column}", excerpt.line);
            said = said.replacen(&place(excerpt.shown_column), &place(excerpt.column), 1);
        }
        out.push_str(&said);
        out.push_str("\n\n");
    }
    out
}

/// "2 errors and 1 warning".
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let said = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let said: Vec<String> = said.iter().filter(|(n, _)| *n > 0).map(|&(n, word)| text::count(n, word)).collect();
    if said.is_empty() { "nothing to mend".to_owned() } else { said.join(" and ") }
}

fn add<'a>(group: Group<'a>, name: &'a str, excerpt: &'a Excerpt, label: &'a Label, main: bool) -> Group<'a> {
    let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
    let mut annotation = kind.span(excerpt.mark.clone());
    if !label.text.is_empty() {
        annotation = annotation.label(text::clean(&label.text));
    }
    let snippet = Snippet::source(excerpt.text.as_str()).path(name).line_start(excerpt.line);
    group.element(snippet.annotation(annotation))
}

/// Part of one line with a mark in it.
struct Excerpt {
    /// Number of the line, from 1.
    line: usize,
    /// Number of the character at which the mark begins, from 1.
    column: usize,
    /// The same in what is shown.
    shown_column: usize,
    /// What is shown of the line.
    text: String,
    /// The mark, in bytes of `text`.
    mark: Range<usize>,
}

/// A source with the places where its lines begin.
struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(source: &'a str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { source, starts }
    }

    /// What is shown for a label: its first line, cut around the mark and cleaned.
    fn excerpt(&self, label: &Label) -> Excerpt {
        let start = self.source.floor_char_boundary(label.span.start.min(self.source.len()));
        let index = self.starts.partition_point(|&s| s <= start).saturating_sub(1);
        let begin = self.starts.get(index).copied().unwrap_or(0);
        let line = self.source[begin..].lines().next().unwrap_or("");
        let start = (start - begin).min(line.len());
        let end = line.floor_char_boundary((label.span.end.max(label.span.start) - begin).clamp(start, line.len()));
        let from = if start > 2 * BEFORE { line.floor_char_boundary(start - BEFORE) } else { 0 };
        let to = line.ceil_char_boundary(end.min(start + AFTER).max(start + AFTER / 2).min(line.len()));
        let mut shown = String::new();
        shown.push_str(if from > 0 { "…" } else { "" });
        shown.push_str(&harmless(&line[from..start]));
        let mark_start = shown.len();
        let shown_column = shown.chars().count() + 1;
        shown.push_str(&harmless(&line[start..end.min(to)]));
        let mark = mark_start..shown.len();
        shown.push_str(&harmless(&line[end.min(to)..to]));
        shown.push_str(if to < line.len() { "…" } else { "" });
        let column = line[..start].chars().count() + 1;
        Excerpt { line: index + 1, column, shown_column, text: shown, mark }
    }
}

/// The text with a visible stand-in for each harmful character.
fn harmless(text: &str) -> String {
    let stand_in = |c: char| match c {
        '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        c if text::is_harmful(c) => '\u{fffd}',
        c => c,
    };
    text.chars().map(stand_in).collect()
}
