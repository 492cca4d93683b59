//! Conditions: when a question is asked, a gate closes, a note fires. Finite and without code.

use super::answer::{Answer, Value};
use super::{AlternativeId, DecisionId, QuestionId};

/// A condition over answers and earlier results.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every part holds.
    All(Vec<Self>),
    /// Some part holds.
    Any(Vec<Self>),
    /// The answer of a question matches.
    Question(QuestionId, Matcher),
    /// The recommended alternative of a decision is (or, negated, is not) among these.
    Decision {
        /// Which decision.
        decision: DecisionId,
        /// The alternatives.
        among: Vec<AlternativeId>,
        /// Whether it must not be among them.
        negated: bool,
    },
}

/// How an answer is matched.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// The chosen option, or a ticked one, is among these.
    AnyOf(Vec<usize>),
    /// Answered, and no chosen or ticked option is among these.
    NoneOf(Vec<usize>),
    /// The number lies within, ends included.
    Range {
        /// Least.
        min: Option<f64>,
        /// Greatest.
        max: Option<f64>,
    },
    /// So many options are ticked, ends included.
    Count {
        /// Fewest.
        min: usize,
        /// Most.
        max: usize,
    },
    /// Whether there is a real answer.
    Answered(bool),
    /// Whether "don't know" was said.
    Unknown(bool),
}

/// What a condition is asked about.
pub trait Facts {
    /// The answer to a question that is open; `None` when it is closed or unanswered.
    fn answer(&self, question: QuestionId) -> Option<&Answer>;
    /// What is recommended in a decision; `None` when nothing is, or it is not made yet.
    fn recommended(&self, decision: DecisionId) -> Option<AlternativeId>;
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|p| p.holds(facts)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(facts)),
            Self::Question(question, matcher) => matcher.matches(facts.answer(*question).map(|a| &a.value)),
            Self::Decision { decision, among, negated } => {
                facts.recommended(*decision).is_some_and(|a| among.contains(&a) != *negated)
            }
        }
    }

    /// The questions it names, in order of appearance, with repeats.
    pub fn questions(&self) -> Vec<QuestionId> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::questions).collect(),
            Self::Question(question, _) => vec![*question],
            Self::Decision { .. } => Vec::new(),
        }
    }

    /// The decisions it names, in order of appearance, with repeats.
    pub fn decisions(&self) -> Vec<DecisionId> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::decisions).collect(),
            Self::Question(..) => Vec::new(),
            Self::Decision { decision, .. } => vec![*decision],
        }
    }
}

impl Matcher {
    /// Whether an answer's value (or none) matches. Without a real value only `Answered(false)` and `Unknown` can.
    pub fn matches(&self, value: Option<&Value>) -> bool {
        let real = value.filter(|v| v.is_real());
        match (self, real) {
            (Self::Answered(wanted), _) => real.is_some() == *wanted,
            (Self::Unknown(wanted), _) => matches!(value, Some(Value::Unknown)) == *wanted,
            (Self::AnyOf(options), Some(v)) => picks(v).iter().any(|p| options.contains(p)),
            (Self::NoneOf(options), Some(v)) => !picks(v).iter().any(|p| options.contains(p)),
            (Self::Range { min, max }, Some(Value::Number(n))) => {
                min.is_none_or(|m| *n >= m) && max.is_none_or(|m| *n <= m)
            }
            (Self::Count { min, max }, Some(v)) => (*min..=*max).contains(&picks(v).len()),
            _ => false,
        }
    }
}

/// The options that a value picks: chosen, ticked, first in the order, or given points.
fn picks(value: &Value) -> Vec<usize> {
    match value {
        Value::Choice(i) => vec![*i],
        Value::Choices(ticks) => ticks.clone(),
        Value::Order(order) => order.first().copied().into_iter().collect(),
        Value::Points(points) => points.iter().enumerate().filter(|&(_, &p)| p > 0).map(|(i, _)| i).collect(),
        _ => Vec::new(),
    }
}
