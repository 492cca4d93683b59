//! Texts with pipes as they stand in a file: `{name}` must be a question that has an answer, or a decision.

use std::ops::Range;

use super::Context;
use super::names::{KindName, Subject};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::table::{At, Table, shown};
use crate::questionnaire::QuestionId;
use crate::questionnaire::template::{Part, Template};

/// Where a text stands, which says what it may pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pipes {
    /// On a question: answers to earlier questions.
    Asking(QuestionId),
    /// On what the result says: any answer, any decision.
    Result,
    /// The same, about one answer: `{answer}` too.
    AboutAnswer,
}

impl Context<'_> {
    /// The text under a key, not empty.
    pub(super) fn needed_template(&self, table: &Table<'_>, key: &'static str, pipes: Pipes) -> Template {
        self.template(&table.needed_template(key), pipes)
    }

    /// The text under a key; none without the key.
    pub(super) fn optional_template(&self, table: &Table<'_>, key: &'static str, pipes: Pipes) -> Option<Template> {
        table.text(key).map(|text| self.template(&text, pipes))
    }

    /// A text with its pipes resolved.
    fn template(&self, text: &At<String>, pipes: Pipes) -> Template {
        let mut parts = Vec::new();
        let mut rest = text.value.as_str();
        while let Some(open) = rest.find('{') {
            if open > 0 {
                parts.push(Part::Words(rest[..open].to_owned()));
            }
            let Some(close) = rest[open..].find('}').map(|i| open + i) else {
                let fault = Diagnostic::error("bad-pipe", text.span.clone(), "a `{` without its `}`");
                self.faults.push(fault.help("write `{id}` with the id of a question or a decision"));
                return Template { parts };
            };
            let name = &rest[open + 1..close];
            parts.extend(self.place(name, &self.span_of(name, &text.span), pipes));
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Words(rest.to_owned()));
        }
        Template { parts }
    }

    /// Where a pipe stands within its text; the whole text where escapes hide it.
    fn span_of(&self, name: &str, text: &Range<usize>) -> Range<usize> {
        let written = self.source.get(text.clone()).unwrap_or("");
        let at = written.find(&format!("{{{name}}}")).map(|i| text.start + i);
        at.map_or_else(|| text.clone(), |start| start..start + name.len() + 2)
    }

    fn place(&self, name: &str, span: &Range<usize>, pipes: Pipes) -> Option<Part> {
        if name == "answer" && self.names.subject(name).is_none() {
            return self.about_answer(span, pipes);
        }
        let fault = |message: String, help: &str| {
            self.faults.push(Diagnostic::error("bad-pipe", span.clone(), message).help(help));
            None
        };
        let name_shown = shown(name);
        match (self.names.find_subject(self.faults, name, span)?, pipes) {
            (Subject::Decision(_), Pipes::Asking(_)) => {
                fault(format!("`{{{name_shown}}}` is not decided while questions are asked"), "pipe an earlier answer")
            }
            (Subject::Decision(id), _) => Some(Part::Decision(id)),
            (Subject::Question(id), Pipes::Asking(own)) if id >= own => {
                fault(format!("`{{{name_shown}}}` is not answered yet here"), "pipe the answer to an earlier question")
            }
            (Subject::Question(id), _) => {
                if self.names.questions.get(id.0).and_then(|q| q.kind) == Some(KindName::Note) {
                    return fault(format!("`{{{name_shown}}}` is a note, it has no answer"), "pipe a question");
                }
                Some(Part::Question(id))
            }
        }
    }

    fn about_answer(&self, span: &Range<usize>, pipes: Pipes) -> Option<Part> {
        if pipes == Pipes::AboutAnswer {
            return Some(Part::Answer);
        }
        let fault = Diagnostic::error("bad-pipe", span.clone(), "`{answer}` has no meaning here");
        self.faults.push(fault.help("it stands for the answer in `reason` and `review`; elsewhere name the question"));
        None
    }
}
