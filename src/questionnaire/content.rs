//! What the result says beyond numbers: headlines, advice, the mandate, the plan, costs, risks, sources. All of it is
//! the author's; the engine only picks what applies.

use super::condition::Condition;
use super::template::Template;
use super::{CriterionId, DecisionId, PositionId, SourceId};

/// A sentence for the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// When it is used; always, without one.
    pub condition: Option<Condition>,
    /// The sentence.
    pub text: Template,
}

/// What kind of note an advice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdviceKind {
    /// Something to take care of.
    Caution,
    /// Something else that may serve better.
    Alternative,
    /// Something good to know.
    Hint,
}

/// A note that fires on a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Id in the file.
    pub id: String,
    /// When it fires.
    pub condition: Condition,
    /// Its title.
    pub title: String,
    /// The note.
    pub text: Template,
    /// What kind of note it is.
    pub kind: AdviceKind,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// How much it matters that answers do not fit each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// Rare, and good to look at.
    Info,
    /// One of the answers is probably wrong.
    Warning,
    /// They cannot both be true: without one of them changed there is no way to the result.
    Error,
}

/// Answers that do not fit each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Id in the file.
    pub id: String,
    /// Over answers: when they do not fit.
    pub condition: Condition,
    /// What does not fit: a sentence.
    pub text: Template,
    /// How to settle it: a sentence.
    pub settle: Template,
    /// How much it matters.
    pub level: CheckLevel,
}

/// Somebody who can hold duties.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Id in the file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Short name for tables.
    pub short: String,
    /// Over decisions: when it is to be filled; never, without one.
    pub hire_for: Option<Condition>,
    /// What it is for; may be empty.
    pub purpose: Template,
    /// What the person must bring.
    pub profile: Vec<String>,
    /// What the person may decide alone.
    pub decides: Vec<String>,
    /// What is not part of it.
    pub out_of_scope: Vec<String>,
}

/// Something that has to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Id in the file.
    pub id: String,
    /// Group.
    pub area: String,
    /// What it is.
    pub title: String,
    /// In one or two sentences; may be empty.
    pub detail: Template,
    /// The decision whose result says who holds it.
    pub decision: DecisionId,
    /// Who holds it under each alternative.
    pub holder: Vec<PositionId>,
    /// Who shares it under each alternative.
    pub supports: Vec<Option<PositionId>>,
    /// What in the answers makes it urgent.
    pub urgent_if: Option<Condition>,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// What a line of the charter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CharterKind {
    /// A shared goal.
    Goal,
    /// Something done together.
    Collaboration,
    /// A boundary between them.
    Boundary,
    /// A rhythm of meeting and deciding.
    Rhythm,
}

/// How several positions work together.
#[derive(Clone, Debug, PartialEq)]
pub struct Charter {
    /// What it is about.
    pub kind: CharterKind,
    /// When it applies; always, without one.
    pub condition: Option<Condition>,
    /// The line.
    pub text: Template,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A measure of success.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Whose it is; everybody's, without one.
    pub position: Option<PositionId>,
    /// When it applies; always, without one.
    pub condition: Option<Condition>,
    /// What is measured.
    pub text: Template,
    /// The target; may be empty.
    pub target: Template,
    /// By when; may be empty.
    pub by: String,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A step of the first 90 days.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Whose it is; everybody's, without one.
    pub position: Option<PositionId>,
    /// When it applies; always, without one.
    pub condition: Option<Condition>,
    /// First day, 1 or later.
    pub from: u32,
    /// Last day, at least `from`.
    pub to: u32,
    /// What is done.
    pub text: Template,
    /// What is on the table at the end; may be empty.
    pub outcome: Template,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A question for the interview.
#[derive(Clone, Debug, PartialEq)]
pub struct Interview {
    /// For whom; for everybody, without one.
    pub position: Option<PositionId>,
    /// When it applies; always, without one.
    pub condition: Option<Condition>,
    /// What to ask.
    pub question: Template,
    /// What a good answer shows.
    pub good: Template,
    /// What should worry.
    pub warning: Template,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A risk with what is done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// When it applies; always, without one.
    pub condition: Option<Condition>,
    /// The risk.
    pub text: Template,
    /// What is done about it.
    pub mitigation: Template,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A cost band.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// When it applies; always, without one.
    pub condition: Option<Condition>,
    /// For whom, if for one position.
    pub position: Option<PositionId>,
    /// What it is the cost of.
    pub label: String,
    /// Lower end.
    pub low: f64,
    /// Upper end, at least `low`.
    pub high: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// "year", "month", ...
    pub period: String,
    /// The year of the figure as the source states it.
    pub year: String,
    /// What kind of figure it is.
    pub basis: String,
    /// Where it is from.
    pub sources: Vec<SourceId>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Id in the file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// When; may be empty.
    pub year: String,
    /// Where; `https` or `http`, or empty.
    pub url: String,
    /// What kind of source it is; may be empty.
    pub note: String,
}

/// The two-axis picture: how strongly the answers pull along each axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Whose criteria it shows.
    pub decision: DecisionId,
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
}

/// An axis of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it is called.
    pub title: String,
    /// The criteria whose weights it adds up.
    pub criteria: Vec<CriterionId>,
}
