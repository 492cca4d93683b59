//! Answers: what was said to each question. An [`Answer`] that is made by [`Question::accept`] fits its question.

use super::question::{Kind, Question, Unit};
use super::{QuestionId, Questionnaire};
use crate::text;

/// What was said.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// The place of the chosen option (single).
    Choice(usize),
    /// The places of the ticked options, rising (multiple).
    Choices(Vec<usize>),
    /// The number (scale, number, money).
    Number(f64),
    /// The points of each option, summing to 100 (points).
    Points(Vec<u32>),
    /// The places of all options, most important first (rank).
    Order(Vec<usize>),
    /// The words, clean and not empty (text).
    Text(String),
    /// "Don't know".
    Unknown,
    /// "Not applicable".
    NotApplicable,
}

impl Value {
    /// Whether something was said about the matter itself.
    pub fn is_real(&self) -> bool {
        !matches!(self, Self::Unknown | Self::NotApplicable)
    }
}

/// How sure the person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
    /// As sure as one can be.
    #[default]
    Sure,
    /// It could be a neighbouring answer.
    Unsure,
}

/// An answer with what was said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What was said.
    pub value: Value,
    /// How sure the person is.
    pub confidence: Confidence,
    /// A note, clean; may be empty.
    pub note: String,
    /// A fact that a counterfactual must not change.
    pub locked: bool,
}

impl From<Value> for Answer {
    fn from(value: Value) -> Self {
        Self { value, confidence: Confidence::Sure, note: String::new(), locked: false }
    }
}

/// Why a value does not fit its question.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Misfit {
    /// Another kind of value than the question takes.
    #[error("the question takes {expected}")]
    Kind {
        /// What it takes, in words.
        expected: &'static str,
    },
    /// Words that are no number.
    #[error("`{typed}` is not {expected}")]
    Number {
        /// What was typed.
        typed: String,
        /// What it should be, in words.
        expected: String,
    },
    /// An amount in another currency than the question's.
    #[error("`{typed}` is not in {currency}")]
    Currency {
        /// What was typed.
        typed: String,
        /// The question's currency.
        currency: String,
    },
    /// A number with two meanings.
    #[error("`{typed}` can mean {thousands} or {fraction}: write {}", .cures.join(" or "))]
    Ambiguous {
        /// What was typed.
        typed: String,
        /// One meaning.
        thousands: String,
        /// The other.
        fraction: String,
        /// How that which fits the question is written without doubt.
        cures: Vec<String>,
    },
    /// A number with a fraction that the question does not keep.
    #[error("{value} {}", too_fine(*.decimals))]
    Fraction {
        /// The number.
        value: String,
        /// Decimals that the question keeps.
        decimals: u8,
    },
    /// A number out of range.
    #[error("{value} is not between {min} and {max}")]
    Range {
        /// The number.
        value: String,
        /// Least.
        min: String,
        /// Greatest.
        max: String,
    },
    /// Too few or too many ticks.
    #[error("{ticked} ticked, {min} to {max} are wanted")]
    Count {
        /// How many were ticked.
        ticked: usize,
        /// Fewest.
        min: usize,
        /// Most.
        max: usize,
    },
    /// An exclusive option together with others.
    #[error("`{option}` excludes the other options")]
    Exclusive {
        /// Label of the exclusive option.
        option: String,
    },
    /// Points that do not sum to 100.
    #[error("the points sum to {sum}, not to 100")]
    Sum {
        /// Their sum.
        sum: u64,
    },
    /// An order that is not one of all options.
    #[error("every option must stand in the order once")]
    Order,
    /// No words.
    #[error("the text is empty")]
    Empty,
    /// Too many words.
    #[error("{length} characters, at most {max} are kept")]
    Length {
        /// How many there are.
        length: usize,
        /// How many there may be.
        max: usize,
    },
    /// The question forbids "don't know".
    #[error("this question needs an answer, `don't know` is not one")]
    UnknownForbidden,
    /// The question forbids "not applicable".
    #[error("this question applies to everybody")]
    NotApplicableForbidden,
}

fn too_fine(decimals: u8) -> String {
    match decimals {
        0 => "is not a whole number".to_owned(),
        n => format!("has more than {}", text::count(usize::from(n), "decimal")),
    }
}

impl Questionnaire {
    /// Who is assessed, as far as that was said.
    pub fn subject_name(&self, answers: &Answers) -> Option<String> {
        let subject = self.subject?;
        let value = &answers.get(subject)?.value;
        value.is_real().then(|| self.question(subject).say(value))
    }
}

impl Question {
    /// The value as this question keeps it: sorted and cleaned. A number is kept as it is or refused, never rounded.
    ///
    /// # Errors
    /// When it does not fit the question.
    pub fn accept(&self, value: Value) -> Result<Value, Misfit> {
        match value {
            Value::Unknown => {
                return if self.unknown && self.is_answerable() { Ok(value) } else { Err(Misfit::UnknownForbidden) };
            }
            Value::NotApplicable => {
                let allowed = self.not_applicable && self.is_answerable();
                return if allowed { Ok(value) } else { Err(Misfit::NotApplicableForbidden) };
            }
            _ => {}
        }
        match (&self.kind, value) {
            (Kind::Single(options), Value::Choice(i)) if i < options.len() => Ok(Value::Choice(i)),
            (Kind::Multiple { min, max, .. }, Value::Choices(ticks)) => self.accept_ticks(ticks, *min, *max),
            (Kind::Scale { min, max, .. }, Value::Number(n)) =>
            {
                #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
                in_range(n, *min as f64, *max as f64, 0)
            }
            (Kind::Number { min, max, decimals, .. }, Value::Number(n)) => in_range(n, *min, *max, *decimals),
            (Kind::Points(options), Value::Points(points)) if points.len() == options.len() => {
                let sum: u64 = points.iter().map(|&p| u64::from(p)).sum();
                if sum == 100 { Ok(Value::Points(points)) } else { Err(Misfit::Sum { sum }) }
            }
            (Kind::Rank(options), Value::Order(order)) => {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                if sorted.iter().copied().eq(0..options.len()) { Ok(Value::Order(order)) } else { Err(Misfit::Order) }
            }
            (Kind::Text { max_length, .. }, Value::Text(words)) => {
                let words = text::clean(&words);
                let length = words.chars().count();
                match length {
                    0 => Err(Misfit::Empty),
                    n if n > *max_length => Err(Misfit::Length { length, max: *max_length }),
                    _ => Ok(Value::Text(words)),
                }
            }
            _ => Err(Misfit::Kind { expected: self.expected() }),
        }
    }

    fn accept_ticks(&self, mut ticks: Vec<usize>, min: usize, max: usize) -> Result<Value, Misfit> {
        ticks.sort_unstable();
        ticks.dedup();
        let options = self.options();
        if ticks.iter().any(|&i| i >= options.len()) {
            return Err(Misfit::Kind { expected: self.expected() });
        }
        let exclusive = ticks.iter().find(|&&i| options.get(i).is_some_and(|o| o.exclusive));
        match (exclusive, ticks.len()) {
            (Some(&i), n) if n > 1 => Err(Misfit::Exclusive { option: options[i].label.clone() }),
            (None, n) if n < min || n > max => Err(Misfit::Count { ticked: n, min, max }),
            _ => Ok(Value::Choices(ticks)),
        }
    }

    /// What the question takes, in words for an error message.
    pub fn expected(&self) -> &'static str {
        match self.kind {
            Kind::Single(_) => "the id of one option",
            Kind::Multiple { .. } => "a list of option ids",
            Kind::Scale { .. } => "a whole number",
            Kind::Number { .. } => "a number",
            Kind::Points(_) => "a table of option ids with points that sum to 100",
            Kind::Rank(_) => "a list of all option ids, most important first",
            Kind::Text { .. } => "a text",
            Kind::Note => "no answer",
        }
    }

    /// A value in words: labels for options, units with numbers. Total: a foreign value gives a dash.
    pub fn say(&self, value: &Value) -> String {
        let label = |&i: &usize| self.options().get(i).map_or("-", |o| o.label.as_str());
        match value {
            Value::Choice(i) => label(i).to_owned(),
            Value::Choices(ticks) if ticks.is_empty() => "none".to_owned(),
            Value::Choices(ticks) => ticks.iter().map(label).collect::<Vec<_>>().join("; "),
            Value::Order(order) => order.iter().map(label).collect::<Vec<_>>().join(" > "),
            Value::Points(points) => {
                let parts = points.iter().enumerate().filter(|&(_, &p)| p > 0);
                parts.map(|(i, p)| format!("{} {p}", label(&i))).collect::<Vec<_>>().join("; ")
            }
            Value::Number(n) => self.say_number(*n),
            Value::Text(words) => words.clone(),
            Value::Unknown => "don't know".to_owned(),
            Value::NotApplicable => "does not apply".to_owned(),
        }
    }

    fn say_number(&self, n: f64) -> String {
        match &self.kind {
            Kind::Number { decimals, unit: Unit::Money { currency, .. }, .. } => {
                format!("{currency} {}", text::grouped(n, *decimals))
            }
            Kind::Number { decimals, .. } => text::grouped(n, *decimals),
            _ => text::grouped(n, 0),
        }
    }
}

/// A number with so many decimals, without a negative zero.
pub(super) fn rounded(n: f64, decimals: u8) -> f64 {
    let factor = 10f64.powi(i32::from(decimals));
    (n * factor).round() / factor + 0.0
}

fn in_range(n: f64, min: f64, max: f64, decimals: u8) -> Result<Value, Misfit> {
    let kept = rounded(n, decimals);
    // Figures beyond the sixteenth are no decimals that somebody wrote.
    if n.is_finite() && (n - kept).abs() > 4.0 * f64::EPSILON * n.abs() {
        return Err(Misfit::Fraction { value: n.to_string(), decimals });
    }
    if n.is_finite() && kept >= min && kept <= max {
        return Ok(Value::Number(kept));
    }
    let show = |v: f64| text::grouped(v, decimals);
    Err(Misfit::Range { value: show(n), min: show(min), max: show(max) })
}

/// What was said to each question of one questionnaire, also to questions that are closed now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    by_question: Vec<Option<Answer>>,
}

impl Answers {
    /// No answers yet.
    pub fn new(questionnaire: &Questionnaire) -> Self {
        Self { by_question: vec![None; questionnaire.questions.len()] }
    }

    /// What was said to a question, open or closed.
    pub fn get(&self, question: QuestionId) -> Option<&Answer> {
        self.by_question.get(question.0).and_then(Option::as_ref)
    }

    /// Puts an answer (made by [`Question::accept`]) or takes it away; gives back the former one.
    pub fn set(&mut self, question: QuestionId, answer: Option<Answer>) -> Option<Answer> {
        self.by_question.get_mut(question.0).and_then(|place| std::mem::replace(place, answer))
    }

    /// All that was said, in the order of the questions.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, &Answer)> {
        self.by_question.iter().enumerate().filter_map(|(i, a)| a.as_ref().map(|a| (QuestionId(i), a)))
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.by_question.iter().all(Option::is_none)
    }
}
