//! What a command works on: a questionnaire, and the answers of a session or of a file. All that is wrong with them is
//! told at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use super::store::{JOURNAL, Library, Store, Stored};
use crate::diagnostic::{Checked, render};
use crate::error::{Error, exit, name};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::{self, Questionnaire};
use crate::session::answers_file::{self, AnswersFile, Origin};
use crate::text;
use crate::tui::message::QuestionnaireSummary;

/// Where things are from, and how findings are shown.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// A questionnaire of the person's own; the built-in one, without.
    pub questions: Option<PathBuf>,
    /// Whether findings are coloured.
    pub colour: bool,
}

/// Answers with what they answer.
#[derive(Clone, Debug)]
pub struct Work {
    /// What was asked.
    pub questionnaire: Arc<Questionnaire>,
    /// What was said.
    pub answers: Answers,
    /// When it was said last, RFC 3339; none for a file, which does not know.
    pub when: Option<String>,
}

/// A session to be read: by the beginning of its id, or by its folder. What there is to be told about it is told.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn session(what: &str, library: &mut Library) -> Result<Stored, Error> {
    let (store, id) = Store::holding(what)?;
    let stored = store.read(&id, library)?;
    let own = library.beside(&id, &stored.session.questionnaire);
    for notice in own.into_iter().chain(stored.words()) {
        files::say(&format!("chiefly: {notice}\n"));
    }
    Ok(stored)
}

impl Inputs {
    /// The questionnaire to be used.
    ///
    /// # Errors
    /// When it cannot be read, or has faults.
    pub fn questionnaire(&self) -> Result<QuestionnaireSummary, Error> {
        let Some(path) = &self.questions else {
            let questionnaire = Arc::new(questionnaire::built_in());
            return Ok(QuestionnaireSummary { key: String::new(), place: "built in".to_owned(), questionnaire });
        };
        let source = files::read_text(path, exit::QUESTIONNAIRE)?;
        let checked = Questionnaire::parse(&source);
        let questionnaire = self.sound(checked, path, &source, exit::QUESTIONNAIRE)?;
        Ok(QuestionnaireSummary { key: name(path), place: name(path), questionnaire: Arc::new(questionnaire) })
    }

    /// The head of the questionnaire to be used, for a first picture; empty where it cannot be read.
    pub fn glance(&self) -> QuestionnaireSummary {
        let source =
            self.questions.as_ref().map(|path| files::read_text(path, exit::QUESTIONNAIRE).unwrap_or_default());
        let questionnaire = Questionnaire::glance(source.as_deref().unwrap_or(questionnaire::BUILT_IN));
        QuestionnaireSummary { key: String::new(), place: String::new(), questionnaire: Arc::new(questionnaire) }
    }

    /// What sessions are read with: the questionnaire to be used is known, and whether the person has named it.
    ///
    /// # Errors
    /// When it cannot be read, or has faults.
    pub fn library(&self) -> Result<Library, Error> {
        self.questionnaire().map(|summary| Library::of(&summary))
    }

    /// The answers of a file, of standard input for `-`, or of the session whose id begins so, or whose folder it is.
    ///
    /// # Errors
    /// When there is no such thing, it cannot be read, or has faults.
    pub fn work(&self, what: &Path) -> Result<Work, Error> {
        let summary = self.questionnaire()?;
        if files::is_standard(what) || what.exists() && !what.join(JOURNAL).is_file() {
            let questionnaire = summary.questionnaire;
            let source = files::read_text(what, exit::ANSWERS)?;
            let checked = answers_file::parse(&source, &questionnaire, Origin::Checked);
            let file = self.sound(checked, what, &source, exit::ANSWERS)?;
            return Ok(Work { questionnaire, answers: file.answers, when: None });
        }
        let mut library = Library::of(&summary);
        let stored = session(&what.to_string_lossy(), &mut library).map_err(|error| match error {
            Error::NoSession { id } => Error::NoInput { id },
            other => other,
        })?;
        Ok(Work {
            when: Some(stored.last_change().to_owned()),
            questionnaire: Arc::clone(&stored.session.questionnaire),
            answers: stored.session.answers().clone(),
        })
    }

    /// The questionnaire, and the answers files (`*.toml`) of a folder that have a case, in the order of their names.
    /// The other ones are left out, and named.
    ///
    /// # Errors
    /// When something cannot be read or has faults, or when no file has a case with a known result.
    pub fn cases(&self, folder: &Path) -> Result<(Arc<Questionnaire>, Vec<AnswersFile>), Error> {
        let questionnaire = self.questionnaire()?.questionnaire;
        let (mut files, mut others) = (Vec::<AnswersFile>::new(), Vec::new());
        for path in files::toml_files(folder)? {
            let source = files::read_text(&path, exit::ANSWERS)?;
            if answers_file::is_another(&source) {
                others.push(name(&path));
                continue;
            }
            let checked = answers_file::parse(&source, &questionnaire, Origin::Any);
            let file = self.sound(checked, &path, &source, exit::ANSWERS)?;
            if file.case.is_some() {
                files.push(file);
            } else {
                others.push(name(&path));
            }
        }
        if !others.is_empty() {
            let count = text::count(others.len(), "file");
            files::say(&format!("chiefly: {count} without a known case left out: {}\n", others.join(", ")));
        }
        if files.is_empty() {
            let fault = "has no answers file with a table `[case]`".to_owned();
            return Err(Error::Unfit { path: name(folder), fault, exit: exit::ANSWERS });
        }
        Ok((questionnaire, files))
    }

    /// The value of a file, with its warnings told; or all its faults as an error.
    fn sound<T>(&self, checked: Checked<T>, path: &Path, source: &str, exit: u8) -> Result<T, Error> {
        let findings = &checked.diagnostics;
        let shown = || render::render(findings, &name(path), source, self.colour);
        let Some(value) = checked.value else {
            let summary = render::summary(findings);
            return Err(Error::Invalid { report: format!("{}{}: {summary}", shown(), name(path)), exit });
        };
        if exit == exit::ANSWERS && !findings.is_empty() {
            files::say(&shown());
        }
        Ok(value)
    }
}
