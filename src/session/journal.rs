//! The journal of a session: one line of JSON for each change, only ever added to, so that a line that is on disk stays
//! readable whatever happens to the ones after it. Pure both ways; the shell has the files.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{Cause, Session};
use crate::questionnaire::answer::{Answer, Confidence, Value};
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{QuestionId, Questionnaire};
use crate::text;

/// The format that is written.
pub const FORMAT: &str = "chiefly.journal/1";

/// The first line of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// Fingerprint of the questionnaire.
    pub questionnaire: String,
    /// When the session began, RFC 3339.
    pub started: String,
}

/// One change, as it stands in a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When it was made, RFC 3339.
    pub time: String,
    /// Whose answer.
    pub question: QuestionId,
    /// What stands there since; none when the answer was taken away.
    pub answer: Option<Answer>,
    /// What made it.
    pub cause: Cause,
}

/// What a journal says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    /// Its first line; none when that is damaged.
    pub header: Option<Header>,
    /// Its changes, oldest first.
    pub entries: Vec<Entry>,
    /// Lines that cannot be read, the header's too.
    pub damaged: usize,
    /// Whether the last line ends as a line does. Only then more lines may be added.
    pub ended: bool,
}

impl Header {
    /// As a line, line feed included.
    pub fn line(&self) -> String {
        json_line(self)
    }
}

impl Entry {
    /// As a line, line feed included.
    pub fn line(&self, questionnaire: &Questionnaire) -> String {
        let question = questionnaire.question(self.question);
        json_line(&Line {
            t: self.time.clone(),
            q: question.id.clone(),
            a: self.answer.as_ref().map(|a| Said::of(question, a)),
            cause: self.cause.into(),
        })
    }
}

impl Journal {
    /// Reads what is whole. A damaged line costs itself only: each entry says what stands after it.
    pub fn read(bytes: &[u8], questionnaire: &Questionnaire) -> Self {
        let mut journal = Self { ended: bytes.ends_with(b"\n"), ..Self::default() };
        for (index, line) in bytes.split(|&b| b == b'\n').enumerate() {
            if line.is_empty() {
                continue;
            }
            if index == 0 {
                journal.header = header(line);
                if journal.header.is_some() {
                    continue;
                }
            }
            match entry(line, questionnaire) {
                Some(entry) => journal.entries.push(entry),
                None => journal.damaged += 1,
            }
        }
        journal
    }

    /// Whether it can go on as it stands.
    pub fn is_whole(&self) -> bool {
        self.header.is_some() && self.damaged == 0 && self.ended
    }

    /// Makes the changes again, one by one.
    pub fn replay(&self, session: &mut Session) {
        for entry in &self.entries {
            session.replay(entry.question, entry.answer.clone(), entry.cause);
        }
    }

    /// As text, line by line.
    pub fn write(&self, questionnaire: &Questionnaire) -> String {
        let header = self.header.iter().map(Header::line);
        header.chain(self.entries.iter().map(|e| e.line(questionnaire))).collect()
    }
}

/// The header in the first line of a journal: enough to know which questionnaire it is about.
pub fn header(line: &[u8]) -> Option<Header> {
    serde_json::from_slice(line).ok().filter(|h: &Header| h.format == FORMAT)
}

fn entry(line: &[u8], questionnaire: &Questionnaire) -> Option<Entry> {
    let Line { t, q, a, cause } = serde_json::from_slice(line).ok()?;
    let question = questionnaire.find_question(&q)?;
    let answer = match a {
        Some(said) => Some(said.answer(questionnaire.question(question))?),
        None => None,
    };
    Some(Entry { time: text::clean(&t), question, answer, cause: cause.into() })
}

fn json_line(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).expect("invariant: lines are made of texts, numbers and lists");
    line.push('\n');
    line
}

/// The shape of a line.
#[derive(Serialize, Deserialize)]
struct Line {
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
