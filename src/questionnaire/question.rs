//! Questions: what is asked, in which form, and how each answer loads on the criteria.

use super::condition::Condition;
use super::template::Template;
use super::{CriterionId, SectionId, SourceId};

/// A group of questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Id in the file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// One sentence shown with its first question; may be empty.
    pub intro: String,
}

/// One question.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file with a meaning of its own")]
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Id in the file.
    pub id: String,
    /// The section it belongs to.
    pub section: SectionId,
    /// What is asked.
    pub prompt: Template,
    /// How to answer; may be empty.
    pub help: Template,
    /// Why it is asked; may be empty for texts and notes.
    pub why: String,
    /// Which answer to take in doubt, and what silence means; for doubters and for readers of descriptions. May be empty.
    pub guide: Template,
    /// Whether its answer can be looked up or argued about.
    pub nature: Nature,
    /// How much it counts, `w_q` >= 0; 0 is asked and never scored.
    pub weight: f64,
    /// Where it is from.
    pub sources: Vec<SourceId>,
    /// When it is asked; always, without one.
    pub ask_if: Option<Condition>,
    /// Whether "don't know" may be answered.
    pub unknown: bool,
    /// Whether "not applicable" may be answered.
    pub not_applicable: bool,
    /// Whether an assessment without it is incomplete.
    pub required: bool,
    /// How time may change the answer, if it may.
    pub time: Option<Time>,
    /// Whether the answer is a fact that no change may touch.
    pub stays: bool,
    /// What one step of this answer costs beside those of other answers, > 0.
    pub effort: f64,
    /// What kind of answer it takes.
    pub kind: Kind,
}

/// What an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It can be looked up; two people who know the organisation say the same.
    Fact,
    /// It can be argued about.
    Judgement,
}

impl Nature {
    /// All of them, by their word in the file.
    pub const WORDS: [(&str, Self); 2] = [("fact", Self::Fact), ("judgement", Self::Judgement)];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Judgement => "judgement",
        }
    }
}

/// How time may change an answer; makes it a reason to look again.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Which way.
    pub direction: Direction,
    /// The trigger in words; `{answer}` pipes the new answer.
    pub review: Template,
}

/// The way in which time may move an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To later options or greater numbers.
    Up,
    /// To earlier options or smaller numbers.
    Down,
    /// Both ways.
    Either,
}

/// The kinds of question.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One option.
    Single(Vec<Choice>),
    /// Some options.
    Multiple {
        /// What can be ticked.
        options: Vec<Choice>,
        /// Fewest ticks of an answer.
        min: usize,
        /// Most ticks of an answer.
        max: usize,
    },
    /// A whole number between two labelled ends.
    Scale {
        /// Least value.
        min: i64,
        /// Greatest value, at most 10 above.
        max: i64,
        /// Words for the least value.
        low: String,
        /// Words for the greatest value.
        high: String,
        /// How the value loads.
        graded: Graded,
    },
    /// A number, or an amount of money.
    Number {
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
        /// Decimals that are kept, 0..=6.
        decimals: u8,
        /// What it counts.
        unit: Unit,
        /// How the value loads.
        graded: Graded,
    },
    /// 100 points shared among options.
    Points(Vec<Choice>),
    /// All options in order, most important first.
    Rank(Vec<Choice>),
    /// Words; never scored.
    Text {
        /// Most characters.
        max_length: usize,
        /// What is piped while there is no answer.
        placeholder: String,
    },
    /// Shown, not answered.
    Note,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things, by name: "people"; may be empty.
    Of(String),
    /// Money.
    Money {
        /// ISO 4217 code.
        currency: String,
        /// "year", "month", or empty for a single amount.
        period: String,
    },
}

/// An option of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Id in the file.
    pub id: String,
    /// What it says.
    pub label: String,
    /// A quiet second line; may be empty.
    pub hint: String,
    /// Loadings e >= 0 on criteria of any decision.
    pub loads: Vec<(CriterionId, f64)>,
    /// The words after "because"; the label serves where there are none.
    pub reason: Option<Template>,
    /// Ticking it clears the others (multiple choice only).
    pub exclusive: bool,
    /// When it is offered; always, without one.
    pub show_if: Option<Condition>,
}

/// How a number loads, and what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded {
    /// Points (value, loading) with rising values, for each criterion; linear between, constant beyond.
    pub loads: Vec<(CriterionId, Vec<(f64, f64)>)>,
    /// Bands with their words, rising; the last one has no upper end.
    pub bands: Vec<Band>,
}

/// A range of numbers with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Inclusive upper end; none for the last band.
    pub max: Option<f64>,
    /// What a number in it is called.
    pub label: String,
    /// The words after "because".
    pub reason: Option<Template>,
}

impl Question {
    /// The options, for the kinds that have them.
    pub fn options(&self) -> &[Choice] {
        match &self.kind {
            Kind::Single(options) | Kind::Points(options) | Kind::Rank(options) | Kind::Multiple { options, .. } => {
                options
            }
            Kind::Scale { .. } | Kind::Number { .. } | Kind::Text { .. } | Kind::Note => &[],
        }
    }

    /// The grading, for the kinds that are numbers.
    pub fn graded(&self) -> Option<&Graded> {
        match &self.kind {
            Kind::Scale { graded, .. } | Kind::Number { graded, .. } => Some(graded),
            _ => None,
        }
    }

    /// The kind's name in the file.
    pub fn kind_word(&self) -> &'static str {
        match &self.kind {
            Kind::Single(_) => "single",
            Kind::Multiple { .. } => "multiple",
            Kind::Scale { .. } => "scale",
            Kind::Number { unit: Unit::Of(_), .. } => "number",
            Kind::Number { unit: Unit::Money { .. }, .. } => "money",
            Kind::Points(_) => "points",
            Kind::Rank(_) => "rank",
            Kind::Text { .. } => "text",
            Kind::Note => "note",
        }
    }

    /// Whether it is answered at all: all but notes are.
    pub fn is_answerable(&self) -> bool {
        self.kind != Kind::Note
    }

    /// Whether an answer can move a value: a weight, and something that is loaded.
    pub fn is_scored(&self) -> bool {
        let loads_something = self.options().iter().any(|c| c.loads.iter().any(|&(_, e)| e > 0.0))
            || self.graded().is_some_and(|g| g.loads.iter().any(|(_, p)| p.iter().any(|&(_, e)| e > 0.0)));
        self.weight > 0.0 && loads_something
    }
}

impl Graded {
    /// The band in which a value lies, if there are bands.
    pub fn band(&self, value: f64) -> Option<&Band> {
        self.bands.iter().find(|b| b.max.is_none_or(|max| value <= max))
    }
}
