//! The shape of a journal's lines, and what stands in one that is read: JSON, as people can read it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{Entry, FORMAT, Header};
use crate::questionnaire::answer::{Answer, Confidence, Value};
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{QuestionId, Questionnaire};
use crate::session::Cause;
use crate::session::seal::{self, Seal};
use crate::text;

/// What a line of a journal says.
pub(super) enum Read {
    /// A change with its number, if it has one; what stood there before is known from lines with a number only.
    Change(Option<u64>, Box<Entry>),
    /// A change as it was written, and no answer to this questionnaire.
    Misfit(Option<u64>),
    /// Not as it was written. The questions whose changes it seems to hold.
    Damaged(Vec<QuestionId>),
}

/// A header as a line, without its end.
pub(super) fn header_line(header: &Header) -> String {
    seal::close(&json(header))
}

/// The header in a line; none when it is not as it was written.
pub(super) fn read_header(line: &[u8]) -> Option<Header> {
    let line = seal::trimmed(line);
    let header: Header = match seal::check(line) {
        Seal::Whole => serde_json::from_slice(line).ok()?,
        Seal::Broken => return None,
        Seal::None => {
            let OldHeader { format, questionnaire, started } = serde_json::from_slice(line).ok()?;
            Header { format, questionnaire, started }
        }
    };
    (header.format == FORMAT).then_some(header)
}

/// A change with its number as a line, without its end.
pub(super) fn entry_line(entry: &Entry, number: u64, questionnaire: &Questionnaire) -> String {
    let question = questionnaire.question(entry.question);
    seal::close(&json(&Line {
        n: number,
        t: entry.time.clone(),
        who: entry.who.clone(),
        q: question.id.clone(),
        was: entry.before.as_ref().map(|a| Said::of(question, a)),
        a: entry.answer.as_ref().map(|a| Said::of(question, a)),
        cause: entry.cause.into(),
    }))
}

/// What a line says.
pub(super) fn read(line: &[u8], questionnaire: &Questionnaire) -> Read {
    let line = seal::trimmed(line);
    let damaged = || Read::Damaged(named(line, questionnaire));
    match seal::check(line) {
        Seal::Whole => match serde_json::from_slice(line) {
            Ok(Line { n, t, who, q, was, a, cause }) => match answers(questionnaire, &q, was, a) {
                Some((question, before, answer)) => {
                    let (time, who) = (text::clean(&t), text::clean(&who));
                    Read::Change(Some(n), Box::new(Entry { time, who, question, before, answer, cause: cause.into() }))
                }
                None => Read::Misfit(Some(n)),
            },
            Err(_) => damaged(),
        },
        Seal::Broken => damaged(),
        // From before lines had seals. They had no more fields than these: a seal that is damaged does not make one.
        Seal::None => match serde_json::from_slice(line) {
            Ok(OldLine { t, q, a, cause }) => match answers(questionnaire, &q, None, a) {
                Some((question, _, answer)) => {
                    let (time, who) = (text::clean(&t), String::new());
                    let entry = Entry { time, who, question, before: None, answer, cause: cause.into() };
                    Read::Change(None, Box::new(entry))
                }
                None => damaged(),
            },
            Err(_) => damaged(),
        },
    }
}

type Answers = (QuestionId, Option<Answer>, Option<Answer>);

fn answers(questionnaire: &Questionnaire, id: &str, was: Option<Said>, now: Option<Said>) -> Option<Answers> {
    let id = questionnaire.find_question(id)?;
    let question = questionnaire.question(id);
    let answer = match now {
        Some(said) => Some(said.answer(question)?),
        None => None,
    };
    // What stood there before is told and never used: it may be an answer that fits no more.
    Some((id, was.and_then(|said| said.answer(question)), answer))
}

/// The questions that a damaged line names; the only one that it nearly names, where it names none.
fn named(line: &[u8], questionnaire: &Questionnaire) -> Vec<QuestionId> {
    let names = |id: &QuestionId, most: usize| {
        let field = format!("\"q\":\"{}\"", questionnaire.question(*id).id);
        let differing = |window: &[u8]| window.iter().zip(field.as_bytes()).filter(|(a, b)| a != b).count();
        line.windows(field.len()).any(|window| differing(window) <= most)
    };
    let exactly: Vec<QuestionId> = questionnaire.question_ids().filter(|id| names(id, 0)).collect();
    if !exactly.is_empty() {
        return exactly;
    }
    let nearly: Vec<QuestionId> = questionnaire.question_ids().filter(|id| names(id, 1)).collect();
    if nearly.len() == 1 { nearly } else { Vec::new() }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("invariant: lines are made of texts, numbers and lists")
}

/// The shape of a header from before lines had seals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OldHeader {
    format: String,
    questionnaire: String,
    started: String,
}

/// The shape of a change.
#[derive(Serialize, Deserialize)]
struct Line {
    n: u64,
    t: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    who: String,
    q: String,
    was: Option<Said>,
    a: Option<Said>,
    cause: Reason,
}

/// The shape of a change from before lines had seals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OldLine {
    t: String,
    q: String,
    a: Option<Said>,
    cause: Reason,
}

/// The shape of a cause.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reason {
    Answer,
    Undo,
    Redo,
}

impl From<Cause> for Reason {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Answer => Self::Answer,
            Cause::Undo => Self::Undo,
            Cause::Redo => Self::Redo,
        }
    }
}

impl From<Reason> for Cause {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Answer => Self::Answer,
            Reason::Undo => Self::Undo,
            Reason::Redo => Self::Redo,
        }
    }
}

/// The shape of an answer: a value, "don't know" or "does not apply", and what was said about it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "the shape of a line, where each says itself by being there")]
struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "is_false")]
    unknown: bool,
    #[serde(skip_serializing_if = "is_false")]
    not_applicable: bool,
    #[serde(skip_serializing_if = "is_false")]
    unsure: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "is_false")]
    locked: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Said {
    fn of(question: &Question, answer: &Answer) -> Self {
        Self {
            value: to_json(question, &answer.value),
            unknown: answer.value == Value::Unknown,
            not_applicable: answer.value == Value::NotApplicable,
            unsure: answer.confidence == Confidence::Unsure,
            note: answer.note.clone(),
            locked: answer.locked,
        }
    }

    fn answer(self, question: &Question) -> Option<Answer> {
        let value = match self {
            Self { unknown: true, .. } => Value::Unknown,
            Self { not_applicable: true, .. } => Value::NotApplicable,
            Self { value, .. } => from_json(question, value?)?,
        };
        Some(Answer {
            value: question.accept(value).ok()?,
            confidence: if self.unsure { Confidence::Unsure } else { Confidence::Sure },
            note: text::clean(&self.note),
            locked: self.locked,
        })
    }
}

fn to_json(question: &Question, value: &Value) -> Option<Json> {
    let options = question.options();
    let id = |&i: &usize| options.get(i).map(|o| Json::from(o.id.as_str()));
    match value {
        Value::Choice(i) => id(i),
        Value::Choices(list) | Value::Order(list) => Some(list.iter().filter_map(id).collect()),
        Value::Number(n) => Some(Json::from(*n)),
        Value::Points(points) => {
            let pairs = options.iter().zip(points).map(|(o, &p)| (o.id.clone(), Json::from(p)));
            Some(Json::Object(pairs.collect::<Map<_, _>>()))
        }
        Value::Text(words) => Some(Json::from(words.as_str())),
        Value::Unknown | Value::NotApplicable => None,
    }
}

fn from_json(question: &Question, value: Json) -> Option<Value> {
    let options = question.options();
    let place = |id: &Json| options.iter().position(|o| id.as_str() == Some(o.id.as_str()));
    let places = |ids: &Json| ids.as_array()?.iter().map(place).collect::<Option<Vec<_>>>();
    match (&question.kind, value) {
        (Kind::Single(_), id) => Some(Value::Choice(place(&id)?)),
        (Kind::Multiple { .. }, ids) => Some(Value::Choices(places(&ids)?)),
        (Kind::Rank(_), ids) => Some(Value::Order(places(&ids)?)),
        (Kind::Scale { .. } | Kind::Number { .. }, n) => Some(Value::Number(n.as_f64()?)),
        (Kind::Points(_), Json::Object(table)) if table.len() == options.len() => {
            let of = |id: &str| table.get(id)?.as_u64().and_then(|p| u32::try_from(p).ok());
            Some(Value::Points(options.iter().map(|o| of(&o.id)).collect::<Option<Vec<_>>>()?))
        }
        (Kind::Text { .. }, Json::String(words)) => Some(Value::Text(words)),
        _ => None,
    }
}
