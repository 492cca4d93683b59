//! Keeps one session on disk while it is worked on: each change is in its journal before the next key is read. What is
//! in the journal is held in memory as well. When the disk says no, or what was written is no longer there, all of it is
//! written again as soon as that can be done.

mod lay;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use super::lock::{self, Lock};
use super::store::{ANSWERS, JOURNAL, Library, QUESTIONNAIRE, SCENARIOS, Store, Stored};
use super::world;
use crate::error::{Error, name};
use crate::questionnaire::Questionnaire;
use crate::session::answers_file;
use crate::session::journal::{Entry, FORMAT, Header};
use crate::session::scenario::{self, Scenario};
use crate::session::{Change, Session};

/// The one who writes a session down.
#[derive(Debug)]
pub struct Keeper {
    id: String,
    folder: Option<PathBuf>,
    questionnaire: Arc<Questionnaire>,
    /// Who works on it, clean; empty where nobody said.
    author: String,
    /// The journal as it has to be on disk; empty before the first change.
    text: String,
    /// How much of it is on disk, in bytes.
    safe: usize,
    /// The number of the last change.
    last: u64,
    /// What was tried out, as a file; none when nothing was kept.
    scenarios: Option<String>,
    /// Whether they are on disk as they are.
    is_kept: bool,
    files: Option<Files>,
    /// What became of the files, when they were found to be other than they were left.
    loss: Option<&'static str>,
    /// What a person has to be told about the files, once.
    news: Option<String>,
    /// Whether what is on disk may be gone with the next power cut, or the snapshot is old.
    unsettled: bool,
    /// When the last change was made.
    latest: Option<String>,
}

/// What is held open.
#[derive(Debug)]
struct Files {
    journal: File,
    lock: Lock,
}

/// What makes the lines that were written safe from a power cut, and writes the snapshot; may take a while.
pub type Settlement = Box<dyn FnOnce() -> Result<(), Unsettled> + Send>;

/// What could not be made safe.
#[derive(Debug)]
pub enum Unsettled {
    /// The journal: it has to be written anew.
    Journal(Error),
    /// The snapshot for people and tools only; all answers are in the journal.
    Snapshot(Error),
}

impl Keeper {
    /// For a new session; nothing is on disk before the first change.
    pub fn new(store: &Store, questionnaire: Arc<Questionnaire>) -> Self {
        let id = world::new_id();
        let folder = store.folder(&id).ok();
        Self {
            id,
            folder,
            questionnaire,
            author: String::new(),
            text: String::new(),
            safe: 0,
            last: 0,
            scenarios: None,
            is_kept: true,
            files: None,
            loss: None,
            news: None,
            unsettled: false,
            latest: None,
        }
    }

    /// For a session that is there. What is damaged in its journal is kept aside, the rest goes on.
    ///
    /// # Errors
    /// When another process has it open, or it cannot be read. A disk that cannot be written to is no error yet: it is
    /// told in the notice.
    pub fn open(store: &Store, id: &str, library: &mut Library) -> Result<(Self, Stored), Error> {
        let folder = store.folder(id)?;
        let lock = match Lock::take(&folder, id) {
            Err(locked @ Error::Locked { .. }) => return Err(locked),
            other => other,
        };
        let mut stored = store.read(id, library)?;
        let mut keeper = Self {
            id: id.to_owned(),
            folder: Some(folder),
            last: stored.journal.last,
            latest: Some(stored.last_change().to_owned()),
            scenarios: stored.kept_text.clone(),
            ..Self::new(store, Arc::clone(&stored.session.questionnaire))
        };
        keeper.take_over(&mut stored);
        let opened = lock.and_then(|lock| keeper.lay_down(Some(lock)));
        match opened.and_then(|files| keeper.catch_up(files)) {
            Ok(()) => keeper.unsettled |= stored.is_damaged,
            Err(why) => stored.tell(format!("changes cannot be saved at the moment: {why}")),
        }
        if let Some(news) = keeper.news.take() {
            stored.tell(news);
        }
        Ok((keeper, stored))
    }

    /// Takes the journal as it was read: as it stands, or without what is damaged.
    fn take_over(&mut self, stored: &mut Stored) {
        let journal = &mut stored.journal;
        if journal.is_whole() {
            self.text = std::mem::take(&mut stored.text);
            self.safe = self.text.len();
            return;
        }
        journal.header.get_or_insert_with(|| header(&self.questionnaire));
        self.text = journal.write(&self.questionnaire);
        self.last = journal.entries.len() as u64;
    }

    /// The same for somebody with a name, which stands with each change.
    #[must_use]
    pub fn by(mut self, author: &str) -> Self {
        author.clone_into(&mut self.author);
        self
    }

    /// The full id of the session.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it is, for people.
    pub fn place(&self) -> String {
        self.folder.as_ref().map_or_else(|| "memory only".to_owned(), name)
    }

    /// Its folder, when commands do not find it by its id: it is not where sessions lie.
    pub fn elsewhere(&self) -> Option<String> {
        let is_usual = Store::locate().folder(&self.id).ok() == self.folder;
        (!is_usual).then(|| self.place())
    }

    /// When the last change was made, RFC 3339; none before the first one.
    pub fn last_change(&self) -> Option<&str> {
        self.latest.as_deref()
    }

    /// Whether there is something to be kept.
    pub fn has_begun(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether something is not on disk.
    pub fn is_behind(&self) -> bool {
        self.safe < self.text.len() || !self.is_kept
    }

    /// Whether there is something to settle.
    pub fn is_unsettled(&self) -> bool {
        self.unsettled
    }

    /// What became of the files since the last time this was asked.
    pub fn take_news(&mut self) -> Option<String> {
        self.news.take()
    }

    /// Adds a change to the journal.
    ///
    /// # Errors
    /// When it is not on disk; it is kept in memory and tried again.
    pub fn record(&mut self, change: &Change) -> Result<(), Error> {
        self.begin();
        let time = world::now();
        self.latest = Some(time.clone());
        let Change { question, before, after, cause } = change.clone();
        let entry = Entry { time, who: self.author.clone(), question, before, answer: after, cause };
        self.last += 1;
        self.text.push_str(&entry.line(self.last, &self.questionnaire));
        self.save()
    }

    /// Keeps what was tried out, in the place of what was kept before.
    ///
    /// # Errors
    /// When it is not on disk.
    pub fn keep(&mut self, scenarios: &[Scenario]) -> Result<(), Error> {
        self.begin();
        self.scenarios = Some(scenario::write(&self.questionnaire, scenarios));
        self.is_kept = false;
        self.save()
    }

    /// Looks whether everything is where it was put, and writes what is not.
    ///
    /// # Errors
    /// When something is not on disk; all of it is in memory and will be tried again.
    pub fn check(&mut self) -> Result<(), Error> {
        if self.is_behind() || !self.is_in_place() { self.save() } else { Ok(()) }
    }

    /// Goes on in another folder; what is in the former one stays there as it is.
    ///
    /// # Errors
    /// When it cannot be written there; then nothing is changed.
    pub fn move_to(&mut self, parent: &Path) -> Result<(), Error> {
        let parent = std::path::absolute(parent).map_err(|e| Error::write(parent, e))?;
        let former = (self.folder.replace(parent.join(&self.id)), self.files.take(), self.safe, self.loss.take());
        self.safe = 0;
        let moved = self.save();
        if moved.is_err() {
            (self.folder, self.files, self.safe, self.loss) = former;
        }
        moved
    }

    /// What is to be done at a quiet moment, the snapshot of the answers included.
    pub fn settlement(&mut self, session: &Session) -> Option<Settlement> {
        let answers = answers_file::write(&self.questionnaire, session.answers());
        let (files, folder) = (self.files.as_ref()?, self.folder.clone()?);
        let journal = files.journal.try_clone().ok()?;
        let text = self.text.get(..self.safe).unwrap_or_default().to_owned();
        self.unsettled = false;
        Some(Box::new(move || {
            let path = folder.join(JOURNAL);
            let verified = File::open(folder.join(QUESTIONNAIRE))
                .and_then(|copy| copy.sync_all())
                .and_then(|()| journal.sync_data())
                .and_then(|()| fs::read(&path));
            let found = verified.map_err(|e| Unsettled::Journal(Error::write(&path, e)))?;
            // More may have been written meanwhile.
            if !found.starts_with(text.as_bytes()) {
                let other = io::Error::other("it is not what was written");
                return Err(Unsettled::Journal(Error::write(&path, other)));
            }
            let path = folder.join(ANSWERS);
            files::replace(&path, answers.as_bytes()).map_err(|e| Unsettled::Snapshot(Error::write(&path, e)))
        }))
    }

    /// Makes everything safe before the session is left, and looks whether it is there.
    ///
    /// # Errors
    /// When something is not on disk.
    pub fn make_safe(&mut self, session: &Session) -> Result<(), Unsettled> {
        // When what was written turns out not to be there, once more from the beginning.
        let mut left = 2;
        loop {
            self.check().map_err(Unsettled::Journal)?;
            left -= 1;
            match self.settlement(session).map_or(Ok(()), |settle| settle()) {
                Err(failed @ Unsettled::Journal(_)) if left > 0 => self.doubt(&failed),
                Err(failed) => {
                    self.doubt(&failed);
                    return Err(failed);
                }
                Ok(()) => return self.check().map_err(Unsettled::Journal),
            }
        }
    }

    /// Learns that something could not be made safe: it is tried again, the journal from the beginning.
    pub fn doubt(&mut self, failed: &Unsettled) {
        self.unsettled = true;
        if matches!(failed, Unsettled::Journal(_)) {
            self.safe = 0;
            self.loss.get_or_insert("the journal of this session could not be made safe");
        }
    }

    /// A journal begins with its header.
    fn begin(&mut self) {
        if self.text.is_empty() {
            self.text = header(&self.questionnaire).line();
        }
    }

    fn is_in_place(&self) -> bool {
        let Some(folder) = self.folder.as_deref().filter(|_| self.safe > 0) else { return true };
        let path = folder.join(JOURNAL);
        let has_length = |path: &Path, length: usize| fs::metadata(path).is_ok_and(|m| m.len() == length as u64);
        let is_long =
            has_length(&path, self.safe) && has_length(&folder.join(QUESTIONNAIRE), self.questionnaire.source.len());
        let is_ours = |files: &Files| files.lock.is_in_place(folder) && lock::is_same(&files.journal, &path);
        let has_scenarios = self.scenarios.is_none() || !self.is_kept || folder.join(SCENARIOS).exists();
        is_long && has_scenarios && self.files.as_ref().is_none_or(is_ours)
    }

    /// Brings what is on disk up to what is in memory.
    fn save(&mut self) -> Result<(), Error> {
        let folder = self.folder.clone().ok_or(Error::NoStateFolder)?;
        if !self.is_in_place() {
            self.safe = 0;
            self.loss = Some(what_happened(&folder));
        }
        let saved = match self.files.take() {
            Some(files) if self.safe > 0 => self.catch_up(files),
            former => {
                let lock = former.map(|f| f.lock).filter(|lock| lock.is_in_place(&folder));
                self.lay_down(lock).and_then(|files| self.catch_up(files))
            }
        };
        saved.map_err(|error| match self.loss {
            Some(loss) => Error::Lost { loss, cause: Box::new(error) },
            None => error,
        })
    }

    /// Adds what is not on disk to the journal, and looks whether it is there.
    fn catch_up(&mut self, files: Files) -> Result<(), Error> {
        let Some(path) = self.folder.as_deref().map(|folder| folder.join(JOURNAL)) else { return Ok(()) };
        let lines = self.text.get(self.safe..).unwrap_or_default();
        let journal = self.files.insert(files);
        if let Err(error) = journal.journal.write_all(lines.as_bytes()) {
            // A torn line would damage the next one.
            let cut = journal.journal.set_len(self.safe as u64);
            if cut.is_err() {
                self.safe = 0;
            }
            return Err(Error::write(path, error));
        }
        self.unsettled |= !lines.is_empty();
        self.safe = self.text.len();
        self.lay_scenarios()?;
        if !self.is_in_place() {
            self.safe = 0;
            return Err(Error::write(path, io::Error::other("it is not there after it was written")));
        }
        if let Some(loss) = self.loss.take() {
            let aside = self.news.take().map_or_else(String::new, |aside| format!("; {aside}"));
            self.news = Some(format!("{loss}: all of it is written again{aside}"));
        }
        Ok(())
    }
}

/// The header of a journal that begins now.
pub fn header(questionnaire: &Questionnaire) -> Header {
    Header { format: FORMAT.to_owned(), questionnaire: questionnaire.fingerprint.clone(), started: world::now() }
}

fn what_happened(folder: &Path) -> &'static str {
    if !folder.exists() {
        "the folder of this session was removed while it was open"
    } else if !folder.join(JOURNAL).exists() {
        "the journal of this session was removed while it was open"
    } else {
        "the files of this session were changed by another program"
    }
}
