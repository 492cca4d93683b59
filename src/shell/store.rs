//! Sessions on disk: a folder for each under the state folder, readable by the person only.
//!
//! ```text
//! sessions/0199…/questionnaire.toml   exact copy of what is answered
//!               /journal.jsonl        every change, only ever added to
//!               /answers.toml         what stands now, for people and tools
//!               /scenarios.json       what was tried out and kept
//!               /lock                 held while a process has it open
//! ```

mod library;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy;
use jiff::Zoned;
use uuid::Uuid;

pub use self::library::Library;
use super::files;
use super::keeper;
use super::lock::{self, Lock};
use super::world;
use crate::error::{Error, name};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::flow::Flow;
use crate::session::journal::{Entry, Journal};
use crate::session::scenario::{self, Kept};
use crate::session::summary::{Health, Summary, short};
use crate::session::{Session, answers_file, damage};
use crate::text::count;

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
/// How the names of damaged journals that are kept aside begin.
const ASIDE: &str = "journal.damaged-";

/// The folder with all sessions.
#[derive(Clone, Debug)]
pub struct Store {
    root: Option<PathBuf>,
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
    /// The journal itself, as far as it is text.
    pub text: String,
    /// What was tried out and kept.
    pub kept: Kept,
    /// The same as a file; none when nothing was kept.
    pub kept_text: Option<String>,
    /// Whether something of it is lost.
    pub is_damaged: bool,
    /// What a person has to be told about its files.
    pub notice: Option<String>,
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

    /// The one session that is meant: by the beginning of its id, or by its folder, wherever that is. With the store that
    /// has it.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn holding(what: &str) -> Result<(Self, String), Error> {
        let folder = Path::new(what);
        if folder.join(JOURNAL).is_file()
            && let Ok(folder) = folder.canonicalize()
            && let Some(id) = folder.file_name().and_then(|n| n.to_str())
            && let Some(root) = folder.parent()
        {
            return Ok((Self::at(root.to_owned()), id.to_owned()));
        }
        let store = Self::locate();
        store.find(what).map(|id| (store, id))
    }

    /// The folder of a session.
    ///
    /// # Errors
    /// When nobody knows where sessions live.
    pub fn folder(&self, id: &str) -> Result<PathBuf, Error> {
        self.root.as_ref().map(|r| r.join(id)).ok_or(Error::NoStateFolder)
    }

    /// The ids of all sessions, newest first; also of those that were begun and never came to a journal.
    pub fn ids(&self) -> Vec<String> {
        let entries = self.root.as_ref().and_then(|r| fs::read_dir(r).ok());
        let names = entries.into_iter().flatten().flatten().filter_map(|e| {
            let name = e.file_name().into_string().ok()?;
            let is_session = Uuid::try_parse(&name).is_ok() && e.path().is_dir();
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
        let path = folder.join(JOURNAL);
        if !path.exists() {
            return Err(Error::BrokenSession { id: short(id).to_owned(), fault: without_journal(&folder, id) });
        }
        let bytes = files::read_bytes(&path)?;
        let (questionnaire, about_it) = library.of_session(id, &folder, &bytes)?;
        let journal = Journal::read(&bytes, &questionnaire);
        let mut session = Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire));
        journal.replay(&mut session);
        let kept_text = fs::read(folder.join(SCENARIOS)).ok();
        let kept = kept_text.as_ref().map_or_else(Kept::default, |bytes| scenario::read(bytes, &questionnaire));
        let mut stored = Stored {
            id: id.to_owned(),
            session,
            journal,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            kept,
            kept_text: kept_text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            is_damaged: false,
            notice: None,
        };
        stored.examine(&folder, bytes.is_empty());
        if let Some(about_it) = about_it {
            stored.tell(about_it);
        }
        Ok(stored)
    }

    /// All sessions, the latest answer first, those that cannot be opened last.
    pub fn list(&self, library: &mut Library, clock: fn() -> Zoned) -> Vec<Summary> {
        let ids = self.ids();
        if ids.is_empty() {
            return Vec::new();
        }
        // Asked only when needed: the clock of the place means reading the rules of its time zone.
        let present = clock();
        let mut found: Vec<(String, Summary)> = Vec::new();
        let mut broken = Vec::new();
        for id in ids {
            let folder = self.folder(&id).unwrap_or_default();
            match self.read(&id, library) {
                Ok(stored) => found.push((stored.last_change().to_owned(), summarise(&stored, &folder, &present))),
                // Another process may be about to lay it down.
                Err(_) if !folder.join(JOURNAL).exists() && Lock::is_held(&folder) => {}
                Err(error) => broken.push(Summary::broken(id, error.to_string())),
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0));
        found.into_iter().map(|(_, summary)| summary).chain(broken).collect()
    }

    /// Copies a session under a new id. Gives back the id, with what has to be told about what was copied.
    ///
    /// # Errors
    /// When it cannot be read, or the copy not be written; nothing is left of it then.
    pub fn fork(&self, id: &str, library: &mut Library) -> Result<(String, Option<String>), Error> {
        let stored = self.read(id, library)?;
        let copy = world::new_id();
        let folder = self.folder(&copy)?;
        let questionnaire = &stored.session.questionnaire;
        let answers = answers_file::write(questionnaire, stored.session.answers());
        let mut journal = stored.journal;
        let text = if journal.is_whole() {
            stored.text
        } else {
            journal.header.get_or_insert_with(|| keeper::header(questionnaire));
            journal.write(questionnaire)
        };
        let write = |name: &str, text: &str| files::replace(&folder.join(name), text.as_bytes());
        let written = lock::private_folder(&folder)
            .and_then(|()| write(QUESTIONNAIRE, &questionnaire.source))
            .and_then(|()| write(ANSWERS, &answers))
            .and_then(|()| stored.kept_text.map_or(Ok(()), |kept| write(SCENARIOS, &kept)))
            .and_then(|()| write(JOURNAL, &text));
        written.map_err(|e| {
            // What is half there helps nobody.
            let _ = fs::remove_dir_all(&folder);
            Error::write(&folder, e)
        })?;
        Ok((copy, stored.notice))
    }

    /// Deletes a session for good, also one that cannot be opened.
    ///
    /// # Errors
    /// When another process has it open, or the disk says no.
    pub fn delete(&self, id: &str) -> Result<(), Error> {
        let folder = self.folder(id)?;
        let lock = match Lock::take(&folder, id) {
            Err(locked @ Error::Locked { .. }) => return Err(locked),
            // What nobody can lock nobody has open.
            other => other.ok(),
        };
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

    /// What a person has to be told about its files, with the session that it is about.
    pub fn words(&self) -> Option<String> {
        self.notice.as_ref().map(|notice| format!("session `{}`: {notice}", short(&self.id)))
    }

    /// Adds to what a person has to be told.
    pub fn tell(&mut self, words: String) {
        self.notice = Some(match self.notice.take() {
            Some(notice) => format!("{notice}; {words}"),
            None => words,
        });
    }

    /// Finds out what has to be told about the files.
    fn examine(&mut self, folder: &Path, is_empty: bool) {
        let now = match damage::words(&self.journal, &self.session) {
            Some(_) if is_empty => Some("the journal is empty: nothing was answered, or all is lost".to_owned()),
            words => words,
        };
        let snapshot = now.as_ref().and_then(|_| self.snapshot(folder));
        let lost = self.kept.lost;
        let tried = (lost > 0).then(|| format!("{} of `{SCENARIOS}` cannot be read", count(lost, "line")));
        let parts: Vec<String> = [now, snapshot, self.earlier(folder), tried].into_iter().flatten().collect();
        self.is_damaged = !parts.is_empty();
        let misfits = self.journal.misfits;
        let misfits = (misfits > 0).then(|| format!("{} of the journal no longer fit", count(misfits, "change")));
        for words in parts.into_iter().chain(misfits) {
            self.tell(words);
        }
    }

    /// What the snapshot still says of answers that are lost.
    fn snapshot(&self, folder: &Path) -> Option<String> {
        let questionnaire = &self.session.questionnaire;
        let source = fs::read_to_string(folder.join(ANSWERS)).ok()?;
        let answers = answers_file::parse(&source, questionnaire, answers_file::Origin::Any).value?.answers;
        let told = damage::fallen_back(&self.journal).into_iter().filter_map(|q| {
            let said = answers.get(q).filter(|&said| Some(said) != self.session.answers().get(q))?;
            let question = questionnaire.question(q);
            Some(format!("`{}` was \"{}\"", question.id, question.say(&said.value)))
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| format!("by `{ANSWERS}`, which was written earlier, {}", told.join(", ")))
    }

    /// What was lost before and is felt still: damaged journals are kept aside when a session is opened.
    fn earlier(&self, folder: &Path) -> Option<String> {
        let entries = fs::read_dir(folder).ok()?.flatten();
        let aside = entries.filter(|e| e.file_name().to_string_lossy().starts_with(ASIDE)).map(|e| e.path());
        let mut aside: Vec<PathBuf> = aside.filter(|path| self.is_felt(path)).collect();
        aside.sort();
        let names: Vec<String> = aside.iter().map(|path| format!("`{}`", name(path))).collect();
        (!names.is_empty()).then(|| {
            let names = names.join(", ");
            format!(
                "something was lost before: the damaged journal is kept as {names}; remove it when you have seen to it"
            )
        })
    }

    /// Whether a journal that was kept aside has something that is neither here nor was said again since.
    fn is_felt(&self, path: &Path) -> bool {
        let Ok(bytes) = files::read_bytes(path) else { return true };
        let former = Journal::read(&bytes, &self.session.questionnaire);
        let changes = |entries: &[Entry], q| entries.iter().filter(|e: &&Entry| e.question == q).count();
        let is_said_again = |&q: &_| changes(&self.journal.entries, q) > changes(&former.entries, q);
        former.gaps.is_empty()
            || former.gaps.iter().any(|gap| gap.changes > gap.questions.len())
            || !damage::fallen_back(&former).iter().all(is_said_again)
    }
}

/// Why there is no journal, and what can be done.
fn without_journal(folder: &Path, id: &str) -> String {
    let delete = format!("`chiefly sessions delete {}` removes it", short(id));
    let snapshot = folder.join(ANSWERS);
    if snapshot.exists() {
        let kept = name(&snapshot);
        return format!("its journal is gone; `chiefly assess {kept}` reads what was written down last, {delete}");
    }
    format!("it was begun and never came to an answer, or its journal is gone; {delete}")
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
    let questionnaire: &Questionnaire = &session.questionnaire;
    let flow = Flow::of(questionnaire, session.answers());
    Summary {
        id: id.clone(),
        subject: subject(session),
        questionnaire: questionnaire.title.clone(),
        answered: flow.open().filter(|&q| flow.effective(session.answers(), q).is_some()).count(),
        length: flow.length(questionnaire, session.answers()),
        when: world::when(stored.last_change(), present),
        open_elsewhere: Lock::is_held(folder),
        health: stored.notice.clone().map_or(Health::Whole, Health::Damaged),
    }
}
