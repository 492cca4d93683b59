//! Questionnaires that are known already: most sessions share one, and one that is at hand serves in the place of a copy
//! that is gone.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::super::files;
use super::QUESTIONNAIRE;
use crate::error::{Error, exit, name};
use crate::questionnaire::Questionnaire;
use crate::session::journal;
use crate::session::summary::short;
use crate::tui::message::QuestionnaireSummary;

/// Digits of a fingerprint that people compare.
const DIGITS: usize = 12;

/// Questionnaires by fingerprint.
#[derive(Clone, Debug, Default)]
pub struct Library {
    known: BTreeMap<String, Arc<Questionnaire>>,
    /// The one that the person has named.
    given: Option<Arc<Questionnaire>>,
}

impl Library {
    /// One that knows the questionnaire of new sessions.
    pub fn of(summary: &QuestionnaireSummary) -> Self {
        let mut library = Self::default();
        library.add(Arc::clone(&summary.questionnaire));
        library.given = (!summary.key.is_empty()).then(|| Arc::clone(&summary.questionnaire));
        library
    }

    /// Takes a questionnaire in.
    pub fn add(&mut self, questionnaire: Arc<Questionnaire>) {
        self.known.insert(questionnaire.fingerprint.clone(), questionnaire);
    }

    /// What has to be said when the person has named a questionnaire and the session is about another one.
    pub fn beside(&self, id: &str, questionnaire: &Questionnaire) -> Option<String> {
        let given = self.given.as_ref().filter(|given| given.fingerprint != questionnaire.fingerprint)?;
        Some(format!(
            "session `{}` keeps to its own questionnaire, \"{}\": the one of `--questions`, \"{}\", is not used",
            short(id),
            questionnaire.title,
            given.title
        ))
    }

    /// The questionnaire that a session is about, from its journal and its folder, with what has to be told about it.
    ///
    /// # Errors
    /// When its copy is gone or damaged and no other one is known to be the same.
    pub(super) fn of_session(
        &mut self,
        id: &str,
        folder: &Path,
        journal: &[u8],
    ) -> Result<(Arc<Questionnaire>, Option<String>), Error> {
        let first = journal.split(|&b| b == b'\n').next().unwrap_or_default();
        let wanted = journal::header(first).map(|h| h.questionnaire);
        let path = folder.join(QUESTIONNAIRE);
        let source = files::read_text(&path, exit::FAILURE);
        let state = if path.exists() { "damaged" } else { "missing" };
        let copy = source.ok().and_then(|source| self.of_source(&source));
        let fits = |q: &Arc<Questionnaire>| wanted.as_ref().is_none_or(|f| *f == q.fingerprint);
        let original = wanted.as_ref().and_then(|f| self.known.get(f).map(Arc::clone));
        match (copy, original, &self.given) {
            (Some(copy), ..) if fits(&copy) => Ok((copy, None)),
            (None, Some(original), _) => {
                let told =
                    format!("the copy of its questionnaire is {state}; the same one is at hand, nothing is lost");
                Ok((original, Some(told)))
            }
            (Some(_), Some(original), _) => {
                let told =
                    "the copy of its questionnaire was changed; the one that was answered is at hand and is used";
                Ok((original, Some(told.to_owned())))
            }
            (Some(copy), None, _) => {
                Ok((copy, Some("the questionnaire of this session was changed after it began".to_owned())))
            }
            (None, None, Some(given)) if wanted.is_none() => {
                let told = format!("the copy of its questionnaire is {state}; `--questions` is used as far as it fits");
                Ok((Arc::clone(given), Some(told)))
            }
            (None, None, given) => {
                let fault = missing(&path, state, wanted.as_deref(), given.as_deref());
                Err(Error::BrokenSession { id: short(id).to_owned(), fault })
            }
        }
    }

    /// The questionnaire with that text, read if it is not known yet.
    fn of_source(&mut self, source: &str) -> Option<Arc<Questionnaire>> {
        if let Some(known) = self.known.values().find(|q| q.source == source) {
            return Some(Arc::clone(known));
        }
        let parsed = Arc::new(Questionnaire::parse(source).value?);
        self.add(Arc::clone(&parsed));
        Some(parsed)
    }
}

/// Why a session without its questionnaire cannot be opened, and which option helps.
fn missing(path: &Path, state: &str, wanted: Option<&str>, given: Option<&Questionnaire>) -> String {
    let begins = |print: &str| print.chars().take(DIGITS).collect::<String>();
    let which = wanted.map_or_else(String::new, |f| format!(", whose SHA-256 begins with {}", begins(f)));
    let given = given.map_or_else(String::new, |g| {
        format!("; the one that was named is another, its SHA-256 begins with {}", begins(&g.fingerprint))
    });
    let copy = name(path);
    format!(
        "the copy of its questionnaire, `{copy}`, is {state}: name the one that was answered with `--questions FILE`{which}{given}"
    )
}
