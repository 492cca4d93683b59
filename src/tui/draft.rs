//! An answer while it is being made: what the keys change before enter makes it an answer.

use super::editor::Editor;
use crate::questionnaire::answer::{Answer, Answers, Confidence, Misfit, Value};
use crate::questionnaire::flow::Flow;
use crate::questionnaire::question::{Kind, Question};
use crate::questionnaire::{QuestionId, Questionnaire};
use crate::text;

/// Characters that a number may take.
const NUMBER_LIMIT: usize = 24;
/// Characters that a note may take.
pub const NOTE_LIMIT: usize = 2_000;
/// Points that are shared.
const POINTS: u32 = 100;
/// Points that one key moves.
const STEP: u32 = 5;

/// What a row of a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// An option, by its place in the question.
    Option(usize),
    /// A level of a scale.
    Level(i64),
    /// The field.
    Field,
    /// "Don't know".
    Unknown,
    /// "Does not apply".
    NotApplicable,
}

/// What is being put in.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The row under the cursor is the answer (single, scale).
    Pick,
    /// The ticked options, rising.
    Ticks(Vec<usize>),
    /// The points of each option.
    Shares(Vec<u32>),
    /// All options in order.
    Order(Vec<usize>),
    /// Words or a number.
    Field(Box<Editor>),
    /// Nothing: a note is read.
    Nothing,
}

/// An answer in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What is being put in.
    pub input: Input,
    /// The rows, from top to bottom.
    pub rows: Vec<Row>,
    /// The row that the cursor is on.
    pub cursor: usize,
    /// How sure the person is.
    pub confidence: Confidence,
    /// Whether it is a fact that stays.
    pub locked: bool,
    /// The note.
    pub note: String,
    /// Whether anything was put in since the question was shown.
    pub touched: bool,
    /// Whether the digits typed now continue a number of points.
    pub typing: bool,
}

impl Draft {
    /// A draft that says what the answer says.
    pub fn of(questionnaire: &Questionnaire, flow: &Flow, answers: &Answers, id: QuestionId) -> Self {
        let question = questionnaire.question(id);
        let answer = flow.effective(answers, id);
        let value = answer.map(|a| &a.value);
        let offered: Vec<usize> =
            (0..question.options().len()).filter(|&o| flow.offers(questionnaire, answers, id, o)).collect();
        let input = input(question, value, &offered);
        let mut draft = Self {
            rows: rows(question, &input, &offered),
            input,
            cursor: 0,
            confidence: answer.map_or(Confidence::Sure, |a| a.confidence),
            locked: answer.is_some_and(|a| a.locked),
            note: answer.map_or_else(String::new, |a| a.note.clone()),
            touched: false,
            typing: false,
        };
        draft.cursor = value.and_then(|v| draft.row_of(v)).unwrap_or(0);
        draft
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied()
    }

    /// Whether the cursor is in a field.
    pub fn is_field(&self) -> bool {
        self.row() == Some(Row::Field)
    }

    /// The field, when the cursor is in it.
    pub fn field(&mut self) -> Option<&mut Editor> {
        match (self.row(), &mut self.input) {
            (Some(Row::Field), Input::Field(editor)) => Some(editor),
            _ => None,
        }
    }

    /// The value that enter would give.
    ///
    /// # Errors
    /// Says, in words, what is missing or wrong.
    pub fn value(&self, question: &Question) -> Result<Value, String> {
        match self.row() {
            Some(Row::Unknown) => question.accept(Value::Unknown).map_err(|misfit| misfit.to_string()),
            Some(Row::NotApplicable) => question.accept(Value::NotApplicable).map_err(|misfit| misfit.to_string()),
            _ => self.entered(question),
        }
    }

    /// The value that was put in, wherever the cursor is.
    ///
    /// # Errors
    /// Says, in words, what is missing or wrong.
    pub fn entered(&self, question: &Question) -> Result<Value, String> {
        let value = match (self.row(), &self.input) {
            (Some(Row::Option(i)), Input::Pick) => Value::Choice(i),
            #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
            (Some(Row::Level(n)), _) => Value::Number(n as f64),
            (_, Input::Ticks(ticks)) => Value::Choices(ticks.clone()),
            (_, Input::Shares(points)) => Value::Points(points.clone()),
            (_, Input::Order(order)) => Value::Order(order.clone()),
            (_, Input::Field(editor)) if matches!(question.kind, Kind::Text { .. }) => {
                Value::Text(editor.text().to_owned())
            }
            (_, Input::Field(editor)) if editor.text().is_empty() => return Err("type a number".to_owned()),
            (_, Input::Field(editor)) => {
                return question.read_number(editor.text()).map_err(|misfit| misfit.to_string());
            }
            _ => return Err("there is nothing to answer here".to_owned()),
        };
        question.accept(value).map_err(|misfit| match misfit {
            Misfit::Count { ticked: 0, .. } => "tick at least one with space, then enter".to_owned(),
            Misfit::Empty => "type some words, or go on without with tab".to_owned(),
            other => other.to_string(),
        })
    }

    /// Moves the cursor to the row that a value stands on.
    fn row_of(&self, value: &Value) -> Option<usize> {
        self.rows.iter().position(|row| match (value, row) {
            (Value::Choice(i), Row::Option(o)) => i == o,
            #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
            (Value::Number(n), Row::Level(level)) => (*level as f64 - n).abs() < 0.5,
            (Value::Unknown, Row::Unknown) | (Value::NotApplicable, Row::NotApplicable) => true,
            _ => false,
        })
    }

    /// The character by which a row is picked: digits, then capitals; scales by their own figures where they can.
    pub fn sign(&self, index: usize) -> Option<char> {
        match self.rows.get(index)? {
            Row::Unknown if matches!(self.input, Input::Field(_)) => Some('d'),
            Row::Unknown => Some('0'),
            Row::NotApplicable => Some('x'),
            Row::Level(n) if self.rows.iter().all(|r| !matches!(r, Row::Level(l) if !(1..=9).contains(l))) => {
                u32::try_from(*n).ok().and_then(|n| char::from_digit(n, 10))
            }
            Row::Option(_) | Row::Level(_) => ('1'..='9').chain('A'..='Z').nth(index),
            Row::Field => None,
        }
    }

    /// Moves the cursor to the row with that sign.
    pub fn pick(&mut self, sign: char) -> bool {
        let found = (0..self.rows.len()).find(|&i| self.sign(i) == Some(sign));
        if let Some(index) = found {
            self.cursor = index;
        }
        found.is_some()
    }

    /// Moves the cursor to a row of that kind.
    pub fn move_to(&mut self, row: Row) -> bool {
        let found = self.rows.iter().position(|&r| r == row);
        if let Some(index) = found {
            self.cursor = index;
        }
        found.is_some()
    }

    /// Ticks the option under the cursor, or unticks it; gives the rest of the points to it. Whether it had a meaning.
    pub fn tick(&mut self, question: &Question) -> bool {
        let Some(Row::Option(option)) = self.row() else { return false };
        let exclusive = |i: &usize| question.options().get(*i).is_some_and(|o| o.exclusive);
        match &mut self.input {
            Input::Ticks(ticks) => {
                if let Ok(place) = ticks.binary_search(&option) {
                    ticks.remove(place);
                } else {
                    if exclusive(&option) {
                        ticks.clear();
                    } else {
                        ticks.retain(|i| !exclusive(i));
                    }
                    ticks.push(option);
                    ticks.sort_unstable();
                }
            }
            Input::Shares(points) => {
                let rest = POINTS.saturating_sub(points.iter().sum());
                if let Some(share) = points.get_mut(option) {
                    *share += rest;
                }
            }
            _ => return false,
        }
        self.touched = true;
        true
    }

    /// Gives points to the option under the cursor, or takes some.
    pub fn share(&mut self, more: bool) {
        let (Some(Row::Option(option)), Input::Shares(points)) = (self.row(), &mut self.input) else { return };
        let rest = POINTS.saturating_sub(points.iter().sum());
        if let Some(share) = points.get_mut(option) {
            *share = if more { *share + STEP.min(rest) } else { share.saturating_sub(STEP) };
        }
        self.touched = true;
    }

    /// A digit typed as part of the points of the option under the cursor.
    pub fn type_digit(&mut self, digit: u32) -> bool {
        let (Some(Row::Option(option)), Input::Shares(points)) = (self.row(), &mut self.input) else { return false };
        if let Some(share) = points.get_mut(option) {
            let longer = if self.typing { *share * 10 + digit } else { digit };
            *share = if longer > POINTS { digit } else { longer };
        }
        self.typing = true;
        self.touched = true;
        true
    }

    /// Moves the option under the cursor up or down in the order, and the cursor with it.
    pub fn reorder(&mut self, up: bool) {
        let to = if up { self.cursor.checked_sub(1) } else { Some(self.cursor + 1) };
        let (Some(Row::Option(option)), Some(to)) = (self.row(), to) else { return };
        let (Input::Order(order), Some(Row::Option(other))) = (&mut self.input, self.rows.get(to).copied()) else {
            return;
        };
        let place = |wanted: usize| order.iter().position(|&o| o == wanted);
        if let (Some(a), Some(b)) = (place(option), place(other)) {
            order.swap(a, b);
            self.rows.swap(self.cursor, to);
            self.cursor = to;
            self.touched = true;
        }
    }
}

fn input(question: &Question, value: Option<&Value>, offered: &[usize]) -> Input {
    let options = question.options().len();
    match &question.kind {
        Kind::Single(_) | Kind::Scale { .. } => Input::Pick,
        Kind::Multiple { .. } => Input::Ticks(match value {
            Some(Value::Choices(ticks)) => ticks.iter().copied().filter(|t| offered.contains(t)).collect(),
            _ => Vec::new(),
        }),
        Kind::Points(_) => Input::Shares(match value {
            Some(Value::Points(points)) => points.clone(),
            _ => vec![0; options],
        }),
        Kind::Rank(_) => Input::Order(match value {
            Some(Value::Order(order)) => order.clone(),
            _ => (0..options).collect(),
        }),
        Kind::Number { decimals, .. } => Input::Field(Box::new(match value {
            Some(Value::Number(n)) => Editor::new(&text::grouped(*n, *decimals), NUMBER_LIMIT),
            _ => Editor::new("", NUMBER_LIMIT),
        })),
        Kind::Text { max_length, .. } => Input::Field(Box::new(match value {
            Some(Value::Text(words)) => Editor::new(words, *max_length),
            _ => Editor::new("", *max_length),
        })),
        Kind::Note => Input::Nothing,
    }
}

fn rows(question: &Question, input: &Input, offered: &[usize]) -> Vec<Row> {
    let mut rows: Vec<Row> = match (input, &question.kind) {
        (Input::Field(_), _) => vec![Row::Field],
        (Input::Order(order), _) => order.iter().filter(|o| offered.contains(o)).map(|&o| Row::Option(o)).collect(),
        (_, Kind::Scale { min, max, .. }) => (*min..=*max).map(Row::Level).collect(),
        _ => offered.iter().map(|&o| Row::Option(o)).collect(),
    };
    if question.is_answerable() {
        rows.extend(question.unknown.then_some(Row::Unknown));
        rows.extend(question.not_applicable.then_some(Row::NotApplicable));
    }
    rows
}

/// The answer that a draft makes of a value: only real values can be unsure.
pub fn answer(draft: &Draft, value: Value) -> Answer {
    Answer {
        confidence: if value.is_real() { draft.confidence } else { Confidence::Sure },
        note: draft.note.clone(),
        locked: draft.locked,
        value,
    }
}
