//! Texts with pipes: `{company}` becomes what was answered, `{role}` what is recommended.

use super::{DecisionId, QuestionId};

/// A text with places to be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// Its pieces, in order.
    pub parts: Vec<Part>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words as they stand.
    Words(String),
    /// The answer to a question, or its placeholder.
    Question(QuestionId),
    /// The phrase of what is recommended in a decision.
    Decision(DecisionId),
    /// `{answer}`: the answer that the text is about.
    Answer,
}

impl Template {
    /// The text, with each place filled by `fill`.
    pub fn render(&self, mut fill: impl FnMut(&Part) -> String) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words.clone(),
                place => fill(place),
            })
            .collect()
    }

    /// Whether it has neither words nor places.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
