//! A session in one line, for lists.

/// What a list says of a session; all texts are clean.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

impl Summary {
    /// The part of the id that people type.
    pub fn short_id(&self) -> &str {
        short(&self.id)
    }
}

/// The part of an id that people type: its time stamp, to the millisecond.
pub fn short(id: &str) -> &str {
    id.get(..13).unwrap_or(id)
}
