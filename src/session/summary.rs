//! A session in one line, for lists.

/// What a list says of a session; all texts are clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Its full id; sorts by age.
    pub id: String,
    /// Who is assessed; empty while not said.
    pub subject: String,
    /// The title of its questionnaire.
    pub questionnaire: String,
    /// How many open questions are answered.
    pub answered: usize,
    /// Fewest and most questions of the whole way.
    pub length: (usize, usize),
    /// When the last answer was given, in words: "today 14:05", "yesterday", "12 March 2026".
    pub when: String,
    /// Whether another process has it open.
    pub open_elsewhere: bool,
    /// Whether its files are as they were written.
    pub health: Health,
}

/// Whether the files of a session are as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// They are.
    #[default]
    Whole,
    /// Some of it is lost; what, as a sentence.
    Damaged(String),
    /// It cannot be opened, only deleted; why, as a sentence.
    Broken(String),
}

impl Summary {
    /// A session that cannot be opened.
    pub fn broken(id: String, why: String) -> Self {
        Self { id, health: Health::Broken(why), ..Self::default() }
    }

    /// The part of the id that people type.
    pub fn short_id(&self) -> &str {
        short(&self.id)
    }

    /// Whether it can be opened.
    pub fn can_be_opened(&self) -> bool {
        !matches!(self.health, Health::Broken(_))
    }
}

/// The part of an id that people type: its time stamp, to the millisecond.
pub fn short(id: &str) -> &str {
    id.get(..13).unwrap_or(id)
}
