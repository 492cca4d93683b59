//! Sessions on disk: a folder for each under the state folder, readable by the person only.
//!
//! ```text
//! sessions/0199…/questionnaire.toml   exact copy of what is answered
//!               /journal.jsonl        every change, only ever added to
//!               /answers.toml         what stands now, for people and tools
//!               /scenarios.json       what was tried out and kept
//!               /lock                 held while a process has it open
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy;
use jiff::Zoned;
use uuid::Uuid;

use super::files;
use super::keeper::{self, Lock};
use super::world;
use crate::error::Error;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::flow::Flow;
use crate::session::Session;
use crate::session::answers_file;
use crate::session::journal::{self, Journal};
use crate::session::scenario::{self, Scenario};
use crate::session::summary::{Summary, short};

/// Name of the copy of the questionnaire.
pub const QUESTIONNAIRE: &str = "questionnaire.toml";
/// Name of the journal.
pub const JOURNAL: &str = "journal.jsonl";
/// Name of the snapshot for people and tools.
pub const ANSWERS: &str = "answers.toml";
/// Name of the file of what was tried out.
pub const SCENARIOS: &str = "scenarios.json";
/// Name of the lock.
pub const LOCK: &str = "lock";

/// The folder with all sessions.
#[derive(Clone, Debug)]
pub struct Store {
    root: Option<PathBuf>,
}

/// Questionnaires that are known already, by fingerprint: most sessions share one.
#[derive(Clone, Debug, Default)]
pub struct Library {
    known: BTreeMap<String, Arc<Questionnaire>>,
}

/// A session as it was read.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its full id.
    pub id: String,
    /// The answers and their history.
    pub session: Session,
    /// What its journal says.
    pub journal: Journal,
    /// What a person has to be told about its files.
    pub notice: Option<String>,
}

impl Library {
    /// Takes a questionnaire in.
    pub fn add(&mut self, questionnaire: Arc<Questionnaire>) {
        self.known.insert(questionnaire.fingerprint.clone(), questionnaire);
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

impl Store {
    /// The sessions of the person; without a home folder there are none and none can be kept.
    pub fn locate() -> Self {
        let base = etcetera::choose_base_strategy().ok();
        let state = base.map(|b| b.state_dir().unwrap_or_else(|| b.data_dir()));
        Self { root: state.map(|s| s.join("chiefly").join("sessions")) }
    }

    /// The sessions below a folder.
    pub fn at(root: PathBuf) -> Self {
        Self { root: Some(root) }
    }

    /// The folder of a session.
    ///
    /// # Errors
    /// When nobody knows where sessions live.
    pub fn folder(&self, id: &str) -> Result<PathBuf, Error> {
        self.root.as_ref().map(|r| r.join(id)).ok_or(Error::NoStateFolder)
    }

    /// The ids of all sessions, newest first.
    pub fn ids(&self) -> Vec<String> {
        let entries = self.root.as_ref().and_then(|r| fs::read_dir(r).ok());
        let names = entries.into_iter().flatten().flatten().filter_map(|e| {
            let name = e.file_name().into_string().ok()?;
            let is_session = Uuid::try_parse(&name).is_ok() && e.path().join(JOURNAL).is_file();
            is_session.then_some(name)
        });
        let mut ids: Vec<String> = names.collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids
    }

    /// The full id of the one session whose id begins so.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn find(&self, beginning: &str) -> Result<String, Error> {
        let wanted = beginning.to_ascii_lowercase();
        let mut found = self.ids();
        found.retain(|id| id.starts_with(&wanted) && !wanted.is_empty());
        let count = found.len();
        let id = crate::text::clean(beginning);
        match found.pop() {
            None => Err(Error::NoSession { id }),
            Some(only) if count == 1 => Ok(only),
            Some(_) => Err(Error::ManySessions { id, count }),
        }
    }

    /// Reads a session as far as it is whole.
    ///
    /// # Errors
    /// When its journal cannot be read, or its questionnaire is gone.
    pub fn read(&self, id: &str, library: &mut Library) -> Result<Stored, Error> {
        let folder = self.folder(id)?;
        let broken = |fault: &str| Error::BrokenSession { id: short(id).to_owned(), fault: fault.to_owned() };
        let bytes = files::read_bytes(&folder.join(JOURNAL))?;
        let first = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
        let fingerprint = journal::header(first).map(|h| h.questionnaire);
        let source = files::read_text(&folder.join(QUESTIONNAIRE), crate::error::exit::FAILURE);
        let copy = source.ok().and_then(|s| library.of_source(&s));
        let original = fingerprint.as_ref().and_then(|f| library.known.get(f).map(Arc::clone));
        let fits = |q: &Arc<Questionnaire>| fingerprint.as_ref().is_none_or(|f| *f == q.fingerprint);
        let questionnaire = copy.clone().filter(fits).or(original).or(copy);
        let questionnaire = questionnaire.ok_or_else(|| broken("its questionnaire is missing or damaged"))?;
        let journal = Journal::read(&bytes, &questionnaire);
        let mut session = Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire));
        journal.replay(&mut session);
        let altered = fingerprint.is_some_and(|f| f != questionnaire.fingerprint);
        let notice = notice(&journal, altered);
        Ok(Stored { id: id.to_owned(), session, journal, notice })
    }

    /// All sessions, the latest answer first, and why some cannot be read.
    pub fn list(&self, library: &mut Library, clock: fn() -> Zoned) -> (Vec<Summary>, Vec<Error>) {
        let ids = self.ids();
        if ids.is_empty() {
            return (Vec::new(), Vec::new());
        }
        // Asked only when needed: the clock of the place means reading the rules of its time zone.
        let present = clock();
        let mut found: Vec<(String, Summary)> = Vec::new();
        let mut broken = Vec::new();
        for id in ids {
            match self.read(&id, library) {
                Ok(stored) => {
                    let folder = self.folder(&id).unwrap_or_default();
                    found.push((stored.last_change().to_owned(), summarise(&stored, &folder, &present)));
                }
                Err(error) => broken.push(error),
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0));
        (found.into_iter().map(|(_, summary)| summary).collect(), broken)
    }

    /// Copies a session under a new id, which is given back.
    ///
    /// # Errors
    /// When it cannot be read, or the copy not be written.
    pub fn fork(&self, id: &str, library: &mut Library) -> Result<String, Error> {
        let stored = self.read(id, library)?;
        let copy = world::new_id();
        let folder = self.folder(&copy)?;
        let questionnaire = &stored.session.questionnaire;
        let answers = answers_file::write(questionnaire, stored.session.answers());
        let mut journal = stored.journal;
        journal.header.get_or_insert_with(|| keeper::header(questionnaire));
        let write = |name: &str, text: &str| files::replace(&folder.join(name), text.as_bytes());
        let written = keeper::private_folder(&folder)
            .and_then(|()| write(QUESTIONNAIRE, &questionnaire.source))
            .and_then(|()| write(JOURNAL, &journal.write(questionnaire)))
            .and_then(|()| write(ANSWERS, &answers));
        written.map_err(|e| Error::write(&folder, e))?;
        let scenarios = self.scenarios(id, questionnaire);
        if !scenarios.is_empty() {
            self.keep(&copy, questionnaire, &scenarios)?;
        }
        Ok(copy)
    }

    /// What was tried out in a session and kept, as far as it can be read.
    pub fn scenarios(&self, id: &str, questionnaire: &Questionnaire) -> Vec<Scenario> {
        let path = self.folder(id).map(|folder| folder.join(SCENARIOS));
        let source = path.and_then(|path| files::read_text(&path, crate::error::exit::FAILURE));
        source.map_or_else(|_| Vec::new(), |source| scenario::read(&source, questionnaire))
    }

    /// Keeps what was tried out in a session, in the place of what was kept before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, id: &str, questionnaire: &Questionnaire, scenarios: &[Scenario]) -> Result<(), Error> {
        let folder = self.folder(id)?;
        let path = folder.join(SCENARIOS);
        let text = scenario::write(questionnaire, scenarios);
        let written = keeper::private_folder(&folder).and_then(|()| files::replace(&path, text.as_bytes()));
        written.map_err(|e| Error::write(path, e))
    }

    /// Deletes a session for good.
    ///
    /// # Errors
    /// When another process has it open, or the disk says no.
    pub fn delete(&self, id: &str) -> Result<(), Error> {
        let folder = self.folder(id)?;
        let lock = Lock::take(&folder, id)?;
        let removed = fs::remove_dir_all(&folder);
        drop(lock);
        removed.map_err(|e| Error::write(&folder, e))
    }
}

impl Stored {
    /// When the last change was made; when it began, without any.
    pub fn last_change(&self) -> &str {
        let began = || self.journal.header.as_ref().map_or("", |h| h.started.as_str());
        self.journal.entries.last().map_or_else(began, |e| e.time.as_str())
    }
}

/// Who is assessed, as far as it was said.
pub fn subject(session: &Session) -> String {
    let said = session.questionnaire.subject.and_then(|q| session.answers().get(q));
    match said.map(|a| &a.value) {
        Some(Value::Text(words)) => words.clone(),
        _ => String::new(),
    }
}

fn summarise(stored: &Stored, folder: &Path, present: &Zoned) -> Summary {
    let Stored { id, session, .. } = stored;
    let questionnaire = &session.questionnaire;
    let flow = Flow::of(questionnaire, session.answers());
    Summary {
        id: id.clone(),
        subject: subject(session),
        questionnaire: questionnaire.title.clone(),
        answered: flow.open().filter(|&q| flow.effective(session.answers(), q).is_some()).count(),
        length: flow.length(questionnaire, session.answers()),
        when: world::when(stored.last_change(), present),
        open_elsewhere: Lock::is_held(folder),
    }
}

fn notice(journal: &Journal, altered: bool) -> Option<String> {
    let lines = crate::text::count(journal.damaged, "line");
    match (journal.damaged, altered) {
        (0, false) if journal.header.is_some() => None,
        (0, false) => Some("the first line of the journal was damaged; no answer is lost".to_owned()),
        (0, true) => Some("the questionnaire of this session was changed after it began".to_owned()),
        (_, false) => Some(format!("{lines} of the journal could not be read; everything else is here")),
        (_, true) => {
            Some(format!("the questionnaire of this session was changed after it began; {lines} no longer fit"))
        }
    }
}
