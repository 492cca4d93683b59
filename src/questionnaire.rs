//! The questionnaire: what is asked, how answers weigh, what the result says. Behind [`Questionnaire`] all names are
//! indices and nothing about the file can be wrong, so nothing downstream has an error path.

pub mod answer;
pub mod condition;
pub mod content;
pub mod flow;
pub mod model;
pub mod question;
mod read;
pub mod say;
pub mod template;
mod typed;

pub use read::fingerprint;

use content::{Advice, Charter, Check, Cost, Duty, Headline, Interview, Map, Measure, Position, Risk, Source, Step};
use model::{Criterion, Decision, Gate};
use question::{Question, Section};

/// Makes index types: a number that names an element of one list of the questionnaire.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// Names a decision by its place in [`Questionnaire::decisions`].
    DecisionId,
    /// Names an alternative by its place in [`Decision::alternatives`].
    AlternativeId,
    /// Names a criterion by its place in [`Questionnaire::criteria`].
    CriterionId,
    /// Names a section by its place in [`Questionnaire::sections`].
    SectionId,
    /// Names a question by its place in [`Questionnaire::questions`].
    QuestionId,
    /// Names a gate by its place in [`Questionnaire::gates`].
    GateId,
    /// Names a position by its place in [`Questionnaire::positions`].
    PositionId,
    /// Names a source by its place in [`Questionnaire::sources`].
    SourceId,
}

/// A questionnaire whose meaning has been checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Questionnaire {
    /// Stable id of the questionnaire.
    pub id: String,
    /// The author's version.
    pub version: String,
    /// What it is called.
    pub title: String,
    /// One or two sentences about it; may be empty.
    pub summary: String,
    /// About how long it takes, in minutes.
    pub minutes: u32,
    /// The share of the weight that must be answered before there is a verdict, 0..1.
    pub enough: f64,
    /// The text question that names who is assessed.
    pub subject: Option<QuestionId>,
    /// SHA-256 of the source, in lower-case hexadecimal.
    pub fingerprint: String,
    /// The exact text that it was read from; a session carries it.
    pub source: String,
    /// What is decided, in order; at least one.
    pub decisions: Vec<Decision>,
    /// The criteria of all decisions.
    pub criteria: Vec<Criterion>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
    /// Conditions that exclude alternatives.
    pub gates: Vec<Gate>,
    /// Sentences for the result; the first that holds is used.
    pub headlines: Vec<Headline>,
    /// Notes that fire on conditions.
    pub advice: Vec<Advice>,
    /// What tells that answers do not fit each other.
    pub checks: Vec<Check>,
    /// Who can hold duties.
    pub positions: Vec<Position>,
    /// What has to be done, and by whom under each alternative.
    pub duties: Vec<Duty>,
    /// How several positions work together.
    pub charter: Vec<Charter>,
    /// Measures of success.
    pub measures: Vec<Measure>,
    /// Steps of the first 90 days.
    pub steps: Vec<Step>,
    /// Interview questions.
    pub interview: Vec<Interview>,
    /// Risks and what is done about them.
    pub risks: Vec<Risk>,
    /// Cost bands.
    pub costs: Vec<Cost>,
    /// Where it is all from.
    pub sources: Vec<Source>,
    /// The two-axis picture.
    pub map: Option<Map>,
}

/// The questionnaire that is part of the program, as text.
pub const BUILT_IN: &str = include_str!("../questions.toml");

/// The questionnaire that is part of the program.
///
/// # Panics
/// Never: a test holds that the built-in file has no findings.
pub fn built_in() -> Questionnaire {
    Questionnaire::parse(BUILT_IN).value.expect("the built-in questionnaire has no findings, a test holds it")
}

impl Questionnaire {
    /// The question of that name.
    ///
    /// # Panics
    /// If the id is of another questionnaire.
    pub fn question(&self, id: QuestionId) -> &Question {
        &self.questions[id.0]
    }

    /// The decision of that name.
    ///
    /// # Panics
    /// If the id is of another questionnaire.
    pub fn decision(&self, id: DecisionId) -> &Decision {
        &self.decisions[id.0]
    }

    /// The criterion of that name.
    ///
    /// # Panics
    /// If the id is of another questionnaire.
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[id.0]
    }

    /// The source of that name.
    ///
    /// # Panics
    /// If the id is of another questionnaire.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    /// All question ids, in order.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..self.questions.len()).map(QuestionId)
    }

    /// The question with that id in the file.
    pub fn find_question(&self, id: &str) -> Option<QuestionId> {
        self.questions.iter().position(|q| q.id == id).map(QuestionId)
    }

    /// The criteria of one decision, in file order.
    pub fn criteria_of(&self, decision: DecisionId) -> impl Iterator<Item = (CriterionId, &Criterion)> {
        self.criteria.iter().enumerate().filter(move |(_, c)| c.decision == decision).map(|(i, c)| (CriterionId(i), c))
    }
}
