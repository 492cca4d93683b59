//! The decision model as the file states it: decisions, alternatives, criteria with their performances, gates.

use super::condition::Condition;
use super::template::Template;
use super::{AlternativeId, DecisionId, SourceId};

/// A thing to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Id in the file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The decision as a question.
    pub question: String,
    /// Least acceptability for the verdict "clear", 0..1.
    pub clear: f64,
    /// Least acceptability for the verdict "leaning", 0..1, at most `clear`.
    pub leaning: f64,
    /// Half width of the question weights' range, relative to the stated weight, 0..1.
    pub weight_spread: f64,
    /// Scale of the random-utility term of each alternative in the robustness analysis, in units of
    /// `sum_k W_k P_ka`, >= 0; 0 for none.
    pub utility_spread: f64,
    /// What can be chosen; at least two.
    pub alternatives: Vec<Alternative>,
}

impl Decision {
    /// The alternative of that name.
    ///
    /// # Panics
    /// If the id is of another decision.
    pub fn alternative(&self, id: AlternativeId) -> &Alternative {
        &self.alternatives[id.0]
    }
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Id in the file.
    pub id: String,
    /// Full name.
    pub title: String,
    /// Name for bars and tables, at most 14 columns.
    pub short: String,
    /// One sentence about it; may be empty.
    pub summary: String,
    /// The words for it inside a headline.
    pub phrase: String,
}

/// What matters in a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Id in the file.
    pub id: String,
    /// The decision it belongs to.
    pub decision: DecisionId,
    /// What it is called.
    pub title: String,
    /// What it means; may be empty.
    pub summary: String,
    /// Base weight `b_k`, >= 0.
    pub base: f64,
    /// Performance of each alternative, 0..1, in the order of the decision's alternatives.
    pub performance: Vec<f64>,
    /// Half width of the performances' range in the robustness analysis, 0..1.
    pub spread: f64,
    /// Over earlier decisions: the criterion counts only when it holds.
    pub applies_if: Option<Condition>,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A condition under which alternatives are excluded.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// Id in the file.
    pub id: String,
    /// The decision it belongs to.
    pub decision: DecisionId,
    /// What it excludes; at least one.
    pub excludes: Vec<AlternativeId>,
    /// When.
    pub condition: Condition,
    /// The reason, a clause without full stop.
    pub because: Template,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}
