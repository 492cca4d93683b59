//! The names of a file: every table is opened and its id noted, before anything that may refer to it is read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::{AlternativeId, CriterionId, DecisionId, PositionId, QuestionId, SectionId, SourceId};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::faults::Faults;
use crate::diagnostic::table::{At, MOST_TABLES, Table, is_id, listed, shown};

/// A table whose id was read.
pub(super) struct Opened<'a> {
    pub(super) table: Table<'a>,
    pub(super) id: At<String>,
}

/// A decision with its alternatives.
pub(super) struct OpenedDecision<'a> {
    pub(super) opened: Opened<'a>,
    pub(super) alternatives: Vec<Opened<'a>>,
}

/// A question with its options.
pub(super) struct OpenedQuestion<'a> {
    pub(super) opened: Opened<'a>,
    pub(super) kind: Option<KindName>,
    pub(super) options: Vec<Opened<'a>>,
}

/// The tables that have ids, in file order.
pub(super) struct AllOpened<'a> {
    pub(super) decisions: Vec<OpenedDecision<'a>>,
    pub(super) criteria: Vec<Opened<'a>>,
    pub(super) sections: Vec<Opened<'a>>,
    pub(super) questions: Vec<OpenedQuestion<'a>>,
    pub(super) positions: Vec<Opened<'a>>,
    pub(super) sources: Vec<Opened<'a>>,
}

/// The kinds of question by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindName {
    Single,
    Multiple,
    Scale,
    Number,
    Money,
    Points,
    Rank,
    Text,
    Note,
}

impl KindName {
    pub(super) const ALL: &[(&str, Self)] = &[
        ("single", Self::Single),
        ("multiple", Self::Multiple),
        ("scale", Self::Scale),
        ("number", Self::Number),
        ("money", Self::Money),
        ("points", Self::Points),
        ("rank", Self::Rank),
        ("text", Self::Text),
        ("note", Self::Note),
    ];

    pub(super) fn has_options(self) -> bool {
        matches!(self, Self::Single | Self::Multiple | Self::Points | Self::Rank)
    }

    pub(super) fn is_graded(self) -> bool {
        matches!(self, Self::Scale | Self::Number | Self::Money)
    }

    /// What a table of this kind is called in messages.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Single => "`single` question",
            Self::Multiple => "`multiple` question",
            Self::Scale => "`scale` question",
            Self::Number => "`number` question",
            Self::Money => "`money` question",
            Self::Points => "`points` question",
            Self::Rank => "`rank` question",
            Self::Text => "`text` question",
            Self::Note => "`note`",
        }
    }
}

/// Ids of one sort with their places.
#[derive(Debug, Default)]
pub(super) struct Register {
    by_id: BTreeMap<String, (usize, Range<usize>)>,
}

impl Register {
    /// Notes an id; a fault when it is taken.
    pub(super) fn add(&mut self, faults: &Faults, id: &At<String>, index: usize) {
        if id.value.is_empty() {
            return;
        }
        if let Some((_, first)) = self.by_id.get(&id.value) {
            let message = format!("the id `{}` is used twice", shown(&id.value));
            let fault = Diagnostic::error("duplicate-id", id.span.clone(), message).labelled("again here");
            faults.push(fault.also(first.clone(), "first here").help("give one of them another id"));
            return;
        }
        self.by_id.insert(id.value.clone(), (index, id.span.clone()));
    }

    /// The place of an id; a fault with a suggestion when there is none.
    pub(super) fn find(&self, faults: &Faults, what: &str, name: &str, span: &Range<usize>) -> Option<usize> {
        if let Some((index, _)) = self.by_id.get(name) {
            return Some(*index);
        }
        self.unknown(faults, what, name, span);
        None
    }

    fn unknown(&self, faults: &Faults, what: &str, name: &str, span: &Range<usize>) {
        let names = || self.by_id.keys().map(String::as_str);
        let message = format!("there is no {what} `{}`", shown(name));
        let help = match faults.nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.by_id.is_empty() => format!("this file names no {what}"),
            None => format!("known: {}", listed(&names().take(21).collect::<Vec<_>>())),
        };
        faults.push(Diagnostic::error("unknown-reference", span.clone(), message).help(help));
    }
}

/// What a condition or a pipe can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Decision(DecisionId),
    Question(QuestionId),
}

/// What is known of a decision before it is read.
#[derive(Debug)]
pub(super) struct DecisionName {
    /// Ids of its alternatives, in file order.
    pub(super) alternatives: Vec<String>,
    register: Register,
}

/// What is known of a question before it is read.
#[derive(Debug)]
pub(super) struct QuestionName {
    pub(super) kind: Option<KindName>,
    pub(super) options: Register,
}

/// All names of a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    subjects: Register,
    pub(super) decisions: Vec<DecisionName>,
    pub(super) questions: Vec<QuestionName>,
    criteria: Register,
    sections: Register,
    positions: Register,
    sources: Register,
}

/// Most of each sort.
const MOST_DECISIONS: usize = 8;
const MOST_ALTERNATIVES: usize = 16;
const MOST_CRITERIA: usize = 64;
const MOST_OPTIONS: usize = 200;

/// Opens all tables with ids and notes their names; nothing, after a fault, when there are too many to be looked at.
pub(super) fn open<'a>(root: &Table<'a>) -> Option<(Names, AllOpened<'a>)> {
    let faults = root.faults;
    let decisions = root.tables_up_to(MOST_DECISIONS, "decision", "decision")?;
    let criteria = root.tables_up_to(MOST_CRITERIA, "criterion", "criterion")?;
    let sections = root.tables_up_to(MOST_TABLES, "section", "section")?;
    let questions = root.tables_up_to(MOST_TABLES, "question", "question")?;
    at_least_one(root, "decision", decisions.len());
    at_least_one(root, "section", sections.len());
    at_least_one(root, "question", questions.len());
    let mut names = Names::default();
    let decisions = decisions.into_iter().map(|table| open_decision(&mut names, table)).collect::<Option<_>>()?;
    let questions = questions.into_iter().map(|table| open_question(&mut names, table)).collect::<Option<_>>()?;
    let opened = AllOpened {
        decisions,
        questions,
        criteria: open_all(faults, &mut names.criteria, criteria),
        sections: open_all(faults, &mut names.sections, sections),
        positions: open_all(faults, &mut names.positions, root.tables("position", "position")),
        sources: open_all(faults, &mut names.sources, root.tables("source", "source")),
    };
    Some((names, opened))
}

fn at_least_one(root: &Table<'_>, key: &'static str, count: usize) {
    if count == 0 && !root.has(key) {
        let message = format!("there is no `[[{key}]]` in this {}", root.what);
        root.faults.push(Diagnostic::error("missing-key", 0..0, message).help("add at least one"));
    }
}

fn open_decision<'a>(names: &mut Names, table: Table<'a>) -> Option<OpenedDecision<'a>> {
    let faults = table.faults;
    let index = names.decisions.len();
    let opened = open_one(table);
    names.subjects.add(faults, &opened.id, index);
    let alternatives = opened.table.tables_up_to(MOST_ALTERNATIVES, "alternative", "alternative")?;
    let mut register = Register::default();
    let alternatives = open_all(faults, &mut register, alternatives);
    if alternatives.len() < 2 {
        let message = "a decision needs at least two alternatives";
        let fault = Diagnostic::error("too-few", opened.table.span.clone(), message);
        faults.push(fault.help("add `[[decision.alternative]]`"));
    }
    names
        .decisions
        .push(DecisionName { alternatives: alternatives.iter().map(|a| a.id.value.clone()).collect(), register });
    Some(OpenedDecision { opened, alternatives })
}

fn open_question<'a>(names: &mut Names, table: Table<'a>) -> Option<OpenedQuestion<'a>> {
    let faults = table.faults;
    let index = names.questions.len();
    let mut opened = open_one(table);
    opened.table.needed("kind");
    let kind = opened.table.word("kind", KindName::ALL);
    names.subjects.add(faults, &opened.id, QUESTIONS_FROM + index);
    let mut options = Vec::new();
    let mut register = Register::default();
    if kind.is_none_or(KindName::has_options) {
        options = opened.table.tables_up_to(MOST_OPTIONS, "option", "option")?;
    }
    let options = open_all(faults, &mut register, options);
    if let Some(kind) = kind {
        opened.table.what = kind.what();
    }
    names.questions.push(QuestionName { kind, options: register });
    Some(OpenedQuestion { opened, kind, options })
}

/// In the register of subjects, indices from here on are questions.
const QUESTIONS_FROM: usize = MOST_DECISIONS;

fn open_all<'a>(faults: &Faults, register: &mut Register, tables: Vec<Table<'a>>) -> Vec<Opened<'a>> {
    let mut all = Vec::with_capacity(tables.len());
    for table in tables {
        let opened = open_one(table);
        register.add(faults, &opened.id, all.len());
        all.push(opened);
    }
    all
}

fn open_one(table: Table<'_>) -> Opened<'_> {
    let id = id(&table);
    Opened { table, id }
}

/// The id of a table; a fault when it is not one.
pub(super) fn id(table: &Table<'_>) -> At<String> {
    let id = table.needed_text("id");
    if !id.value.is_empty() && !is_id(&id.value) {
        let message = format!("`{}` is not an id", shown(&id.value));
        let fault = Diagnostic::error("bad-id", id.span.clone(), message);
        table
            .faults
            .push(fault.help("use lower-case letters, digits, `_` and `-`, at most 64, a letter or digit first"));
    }
    id
}

impl Names {
    /// What a condition or a pipe names, if anything.
    pub(super) fn subject(&self, name: &str) -> Option<Subject> {
        let &(index, _) = self.subjects.by_id.get(name)?;
        Some(match index.checked_sub(QUESTIONS_FROM) {
            Some(question) => Subject::Question(QuestionId(question)),
            None => Subject::Decision(DecisionId(index)),
        })
    }

    /// The same; a fault when it is nothing.
    pub(super) fn find_subject(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<Subject> {
        let subject = self.subject(name);
        if subject.is_none() {
            self.subjects.unknown(faults, "question or decision", name, span);
        }
        subject
    }

    pub(super) fn question(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<QuestionId> {
        match self.find_subject(faults, name, span)? {
            Subject::Question(id) => Some(id),
            Subject::Decision(_) => self.not_a(faults, "question", name, span),
        }
    }

    pub(super) fn decision(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<DecisionId> {
        match self.find_subject(faults, name, span)? {
            Subject::Decision(id) => Some(id),
            Subject::Question(_) => self.not_a(faults, "decision", name, span),
        }
    }

    fn not_a<T>(&self, faults: &Faults, what: &str, name: &str, span: &Range<usize>) -> Option<T> {
        let other = if what == "question" { "decision" } else { "question" };
        let message = format!("`{}` is a {other}, a {what} is wanted", shown(name));
        let fault = Diagnostic::error("unknown-reference", span.clone(), message);
        let first = self.subjects.by_id.get(name).map_or(0..0, |(_, span)| span.clone());
        faults.push(fault.also(first, "named here").help(format!("name a {what}")));
        None
    }

    pub(super) fn alternative(
        &self,
        faults: &Faults,
        decision: DecisionId,
        name: &str,
        span: &Range<usize>,
    ) -> Option<AlternativeId> {
        self.decisions.get(decision.0)?.register.find(faults, "alternative", name, span).map(AlternativeId)
    }

    pub(super) fn criterion(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<CriterionId> {
        self.criteria.find(faults, "criterion", name, span).map(CriterionId)
    }

    pub(super) fn section(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<SectionId> {
        self.sections.find(faults, "section", name, span).map(SectionId)
    }

    pub(super) fn position(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<PositionId> {
        self.positions.find(faults, "position", name, span).map(PositionId)
    }

    pub(super) fn source(&self, faults: &Faults, name: &str, span: &Range<usize>) -> Option<SourceId> {
        self.sources.find(faults, "source", name, span).map(SourceId)
    }
}
