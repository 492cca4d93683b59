//! Answers as a file that people write by hand and scripts make: read with all faults at once, and written.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::de::DeValue;

use crate::diagnostic::faults::{Faults, number_of};
use crate::diagnostic::table::{At, Table, Value as Written, a_type, listed, shown};
use crate::diagnostic::{Checked, Diagnostic};
use crate::questionnaire::answer::{Answer, Answers, Confidence, Misfit, Value};
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};

/// The value of `format` in an answers file.
pub const FORMAT: &str = "chiefly.answers/1";
/// How "don't know" is written.
const UNKNOWN: &str = "?";
/// How "not applicable" is written.
const NOT_APPLICABLE: &str = "n/a";

/// What an answers file says.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswersFile {
    /// What was answered.
    pub answers: Answers,
    /// What the author calls it; may be empty.
    pub title: String,
    /// What is known about the right result, in files that validate a questionnaire.
    pub case: Option<Case>,
}

/// A case with a known result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// What was recommended or observed, for each decision that is known.
    pub expected: Vec<(DecisionId, AlternativeId)>,
    /// What kind of case it is; may be empty.
    pub kind: String,
    /// How far its brief settles the result; may be empty.
    pub strength: String,
    /// Where it is from; may be empty.
    pub source: String,
    /// The case in words; may be empty.
    pub brief: String,
}

/// Whether answers may say that they were given to another questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The fingerprint, if there is one, must be that of the questionnaire.
    Checked,
    /// Whatever fits is taken.
    Any,
}

/// Reads answers to a questionnaire, or all that is wrong with them.
pub fn parse(source: &str, questionnaire: &Questionnaire, origin: Origin) -> Checked<AnswersFile> {
    let faults = Faults::default();
    let top = faults.table(source);
    let file = top.as_ref().map(|top| {
        let root = Table::root(&faults, top.get_ref(), "answers file");
        Reader { faults: &faults, questionnaire }.file(root, origin)
    });
    drop(top);
    faults.checked(source, file)
}

/// Whether a file is something else and never meant to hold answers: it is sound, and neither its format nor, without
/// one, its tables are those of an answers file.
pub fn is_another(source: &str) -> bool {
    let faults = Faults::default();
    let Some(top) = faults.table(source).filter(|_| !faults.failed()) else { return false };
    match top.get_ref().get("format").map(toml::Spanned::get_ref) {
        Some(DeValue::String(format)) => !format.starts_with("chiefly.answers/"),
        _ => !["answers", "case"].iter().any(|key| top.get_ref().contains_key(*key)),
    }
}

struct Reader<'a> {
    faults: &'a Faults,
    questionnaire: &'a Questionnaire,
}

impl Reader<'_> {
    fn file(&self, root: Table<'_>, origin: Origin) -> AnswersFile {
        root.check_format(FORMAT);
        if let Some(print) = root.text("questionnaire")
            && origin == Origin::Checked
            && print.value != self.questionnaire.fingerprint
        {
            let message = "these answers were given to another questionnaire";
            let fault = Diagnostic::error("other-questionnaire", print.span, message);
            let ours = format!("the questionnaire in use has the fingerprint {}", self.questionnaire.fingerprint);
            self.faults
                .push(fault.labelled("its fingerprint").help(format!("{ours}: name the other, or take the line out")));
        }
        root.needed("answers");
        let file = AnswersFile {
            answers: root
                .table("answers", "table of answers")
                .map_or_else(|| Answers::new(self.questionnaire), |table| self.answers(&table)),
            title: root.optional_text("title"),
            case: root.table("case", "case").map(|table| self.case(table)),
        };
        root.finish();
        file
    }

    fn answers(&self, table: &Table<'_>) -> Answers {
        let ids = self.questionnaire.question_ids();
        let by_id: BTreeMap<&str, QuestionId> =
            ids.map(|id| (self.questionnaire.question(id).id.as_str(), id)).collect();
        let mut answers = Answers::new(self.questionnaire);
        for (name, value) in table.entries() {
            let Some(&id) = by_id.get(name.value) else {
                self.unknown("there is no question", &name, by_id.keys().copied());
                continue;
            };
            if let Some(answer) = self.answer(self.questionnaire.question(id), value) {
                answers.set(id, Some(answer));
            }
        }
        answers
    }

    fn unknown<'n>(&self, beginning: &str, name: &At<&str>, known: impl Iterator<Item = &'n str> + Clone) {
        let message = format!("{beginning} `{}`", shown(name.value));
        let help = self.faults.nearest(name.value, known.clone()).map_or_else(
            || format!("it can be {}", listed(&known.take(21).collect::<Vec<_>>())),
            |near| format!("did you mean `{near}`?"),
        );
        self.faults.push(Diagnostic::error("unknown-reference", name.span.clone(), message).help(help));
    }

    /// An answer: a bare value, or a table with the value and what was said about it.
    fn answer(&self, question: &Question, written: &Written<'_>) -> Option<Answer> {
        if !is_annotated(question, written) {
            return self.value(question, written).map(Answer::from);
        }
        let table = Table::of(self.faults, written, "answer")?;
        let value = table.needed("value").and_then(|value| self.value(question, value));
        let confidence = table.word("confidence", &[("sure", Confidence::Sure), ("unsure", Confidence::Unsure)]);
        let note = table.optional_text("note");
        let locked = table.flag("locked").unwrap_or(false);
        table.finish();
        Some(Answer { value: value?, confidence: confidence.unwrap_or_default(), note, locked })
    }

    fn value(&self, question: &Question, written: &Written<'_>) -> Option<Value> {
        let value = match (&question.kind, written.get_ref()) {
            (_, DeValue::String(word)) if word == UNKNOWN => Value::Unknown,
            (_, DeValue::String(word)) if word == NOT_APPLICABLE => Value::NotApplicable,
            (Kind::Single(_), DeValue::String(_)) => Value::Choice(self.option(question, written)?),
            (Kind::Multiple { .. }, DeValue::Array(_)) => Value::Choices(self.options(question, written)?),
            (Kind::Rank(_), DeValue::Array(_)) => Value::Order(self.options(question, written)?),
            (Kind::Points(_), DeValue::Table(_)) => Value::Points(self.points(question, written)?),
            (
                Kind::Scale { .. } | Kind::Number { .. },
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::String(_),
            ) => {
                return self.fitting(question, written, number(question, written.get_ref())?);
            }
            (Kind::Text { .. }, DeValue::String(_)) => Value::Text(self.faults.text(&question.id, written)?.value),
            (_, other) => {
                let message = format!("`{}` takes {}, this is {}", question.id, question.expected(), a_type(other));
                let fault = Diagnostic::error("wrong-type", written.span(), message);
                self.faults.push(fault.help(example(question)));
                return None;
            }
        };
        self.fitting(question, written, question.accept(value))
    }

    /// The value, or what keeps it from fitting the question.
    fn fitting(&self, question: &Question, written: &Written<'_>, accepted: Result<Value, Misfit>) -> Option<Value> {
        if let Err(misfit) = &accepted {
            let message = format!("`{}`: {misfit}", question.id);
            self.faults.push(Diagnostic::error(code(misfit), written.span(), message).help(example(question)));
        }
        accepted.ok()
    }

    fn option(&self, question: &Question, written: &Written<'_>) -> Option<usize> {
        let name = self.faults.text(&question.id, written)?;
        self.find_option(question, &At { value: name.value.as_str(), span: name.span })
    }

    fn options(&self, question: &Question, written: &Written<'_>) -> Option<Vec<usize>> {
        let names = self.faults.texts(&question.id, written);
        let found =
            names.iter().map(|n| self.find_option(question, &At { value: n.value.as_str(), span: n.span.clone() }));
        let found: Vec<Option<usize>> = found.collect();
        found.into_iter().collect()
    }

    fn find_option(&self, question: &Question, name: &At<&str>) -> Option<usize> {
        let index = question.options().iter().position(|option| option.id == name.value);
        if index.is_none() {
            let beginning = format!("`{}` has no option", question.id);
            self.unknown(&beginning, name, question.options().iter().map(|option| option.id.as_str()));
        }
        index
    }

    fn points(&self, question: &Question, written: &Written<'_>) -> Option<Vec<u32>> {
        let table = Table::of(self.faults, written, "share of points")?;
        let mut points = vec![0; question.options().len()];
        let mut whole = true;
        for (name, value) in table.entries() {
            let option = self.find_option(question, &name);
            let share = self.faults.whole(name.value, value, 0..=100).and_then(|n| u32::try_from(n.value).ok());
            match option.and_then(|i| points.get_mut(i)).zip(share) {
                Some((place, share)) => *place = share,
                None => whole = false,
            }
        }
        whole.then_some(points)
    }

    fn case(&self, table: Table<'_>) -> Case {
        let expected = table.table("expected", "table of results").map(|t| self.expected(&t)).unwrap_or_default();
        let case = Case {
            id: table.needed_text("id").value,
            expected,
            kind: table.optional_text("kind"),
            strength: table.optional_text("strength"),
            source: table.optional_text("source"),
            brief: table.optional_text("brief"),
        };
        table.finish();
        case
    }

    fn expected(&self, table: &Table<'_>) -> Vec<(DecisionId, AlternativeId)> {
        let decisions = &self.questionnaire.decisions;
        let mut expected = Vec::new();
        for (name, value) in table.entries() {
            let Some(index) = decisions.iter().position(|d| d.id == name.value) else {
                self.unknown("there is no decision", &name, decisions.iter().map(|d| d.id.as_str()));
                continue;
            };
            let Some(word) = self.faults.text(name.value, value) else { continue };
            let alternatives = &decisions[index].alternatives;
            if let Some(alternative) = alternatives.iter().position(|a| a.id == word.value) {
                expected.push((DecisionId(index), AlternativeId(alternative)));
            } else {
                let name = At { value: word.value.as_str(), span: word.span };
                self.unknown("there is no alternative", &name, alternatives.iter().map(|a| a.id.as_str()));
            }
        }
        expected
    }
}

/// Whether an answer is written with what was said about it: as a table with `value`, which for shared points must not
/// be the points of an option of that name.
fn is_annotated(question: &Question, written: &Written<'_>) -> bool {
    let DeValue::Table(table) = written.get_ref() else { return false };
    match (&question.kind, table.get("value")) {
        (Kind::Points(_), Some(value)) => !value.get_ref().is_integer(),
        (Kind::Points(_), None) => false,
        _ => true,
    }
}

/// A number as it is written: plain, or as text in the way people type it.
fn number(question: &Question, written: &DeValue<'_>) -> Option<Result<Value, Misfit>> {
    Some(match written {
        DeValue::String(words) => question.read_number(words),
        DeValue::Float(raw) => question.accept_number(number_of(written)?, raw.as_str()),
        _ => question.accept(Value::Number(number_of(written)?)),
    })
}

fn code(misfit: &Misfit) -> &'static str {
    match misfit {
        Misfit::Kind { .. } | Misfit::Number { .. } | Misfit::Currency { .. } => "wrong-type",
        Misfit::Ambiguous { .. } => "ambiguous",
        Misfit::Fraction { .. } => "fraction",
        Misfit::Range { .. } => "out-of-range",
        Misfit::Count { .. } | Misfit::Exclusive { .. } => "wrong-count",
        Misfit::Sum { .. } => "wrong-sum",
        Misfit::Order => "wrong-order",
        Misfit::Empty => "empty-text",
        Misfit::Length { .. } => "too-long",
        Misfit::UnknownForbidden | Misfit::NotApplicableForbidden => "needs-answer",
    }
}

/// How an answer to a question is written.
fn example(question: &Question) -> String {
    let ids: Vec<&str> = question.options().iter().map(|o| o.id.as_str()).collect();
    let id = &question.id;
    match &question.kind {
        Kind::Single(_) => format!("one of {}", listed(&ids)),
        Kind::Multiple { .. } => {
            format!("as in `{id} = [\"{}\"]`; known: {}", ids.first().unwrap_or(&""), listed(&ids))
        }
        Kind::Scale { min, max, .. } => format!("a whole number, {min} to {max}"),
        Kind::Number { min, max, decimals, .. } => {
            format!("{}, {min} to {max}", if *decimals == 0 { "a whole number" } else { "a number" })
        }
        Kind::Points(_) => {
            format!("as in `{id} = {{ {} = 100 }}`; known: {}", ids.first().unwrap_or(&""), listed(&ids))
        }
        Kind::Rank(_) => format!("all of {} in a list", listed(&ids)),
        Kind::Text { max_length, .. } => format!("a text of at most {max_length} characters"),
        Kind::Note => "take it out".to_owned(),
    }
}

/// Answers as a file that [`parse`] reads back to the same answers.
pub fn write(questionnaire: &Questionnaire, answers: &Answers) -> String {
    let mut out = format!("format = \"{FORMAT}\"\nquestionnaire = \"{}\"\n\n[answers]\n", questionnaire.fingerprint);
    for (id, answer) in answers.iter() {
        let question = questionnaire.question(id);
        let value = written(question, &answer.value);
        let mut parts = vec![format!("value = {value}")];
        if answer.confidence == Confidence::Unsure {
            parts.push("confidence = \"unsure\"".to_owned());
        }
        if !answer.note.is_empty() {
            parts.push(format!("note = {}", quoted(&answer.note)));
        }
        if answer.locked {
            parts.push("locked = true".to_owned());
        }
        let said = if parts.len() > 1 { format!("{{ {} }}", parts.join(", ")) } else { value };
        let _: std::fmt::Result = writeln!(out, "{} = {said}", question.id);
    }
    out
}

fn written(question: &Question, value: &Value) -> String {
    let id = |&i: &usize| quoted(question.options().get(i).map_or("", |o| o.id.as_str()));
    let list = |places: &[usize]| format!("[{}]", places.iter().map(id).collect::<Vec<_>>().join(", "));
    match value {
        Value::Choice(i) => id(i),
        Value::Choices(places) | Value::Order(places) => list(places),
        Value::Number(n) => format!("{n}"),
        Value::Points(points) => {
            let given = question.options().iter().zip(points).filter(|&(_, &p)| p > 0);
            let given: Vec<String> = given.map(|(option, p)| format!("{} = {p}", option.id)).collect();
            format!("{{ {} }}", given.join(", "))
        }
        // A space, gone when it is read, tells these words from what they would mean.
        Value::Text(words) if words == UNKNOWN || words == NOT_APPLICABLE => quoted(&format!("{words} ")),
        Value::Text(words) => quoted(words),
        Value::Unknown => quoted(UNKNOWN),
        Value::NotApplicable => quoted(NOT_APPLICABLE),
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
