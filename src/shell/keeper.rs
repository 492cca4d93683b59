//! Keeps one session on disk while it is worked on: each change is in its journal before the next key is read. When the
//! disk says no, the changes wait in memory and are tried again with the next one.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::files;
use super::store::{ANSWERS, JOURNAL, LOCK, Library, QUESTIONNAIRE, Store, Stored};
use super::world;
use crate::error::{Error, name};
use crate::questionnaire::Questionnaire;
use crate::session::answers_file;
use crate::session::journal::{Entry, FORMAT, Header};
use crate::session::summary::short;
use crate::session::{Change, Session};

/// The one who writes a session down.
#[derive(Debug)]
pub struct Keeper {
    id: String,
    folder: Option<PathBuf>,
    questionnaire: Arc<Questionnaire>,
    /// Whether the folder is still to be made.
    is_new: bool,
    files: Option<Files>,
    /// Lines that are not on disk.
    pending: String,
    unsettled: bool,
    /// When the last change was made.
    latest: Option<String>,
}

/// What is held open.
#[derive(Debug)]
struct Files {
    journal: File,
    /// Bytes of whole lines: what a failed write leaves beyond is cut off.
    length: u64,
    _lock: Lock,
}

/// What makes the lines that were written safe from a power cut, and writes the snapshot; may take a while.
pub type Settlement = Box<dyn FnOnce() -> Result<(), Error> + Send>;

impl Keeper {
    /// For a new session; nothing is on disk before the first change.
    pub fn new(store: &Store, questionnaire: Arc<Questionnaire>) -> Self {
        let id = world::new_id();
        let (folder, latest) = (store.folder(&id).ok(), None);
        Self { id, folder, questionnaire, is_new: true, files: None, pending: String::new(), unsettled: false, latest }
    }

    /// For a session that is there. What is damaged in its journal is kept aside, the rest goes on.
    ///
    /// # Errors
    /// When another process has it open, or it cannot be read. A disk that cannot be written to is no error yet.
    pub fn open(store: &Store, id: &str, library: &mut Library) -> Result<(Self, Stored), Error> {
        let folder = store.folder(id)?;
        let lock = match Lock::take(&folder, id) {
            Err(Error::Write { .. }) => None,
            other => Some(other?),
        };
        let mut stored = store.read(id, library)?;
        let questionnaire = Arc::clone(&stored.session.questionnaire);
        let files = match lock {
            Some(lock) => {
                if let Some(aside) = mend(&folder, &mut stored)? {
                    let notice = stored.notice.take().unwrap_or_default();
                    stored.notice = Some(format!("{notice}; the damaged journal is kept as `{}`", name(aside)));
                }
                Some(Files::open(&folder, lock).map_err(|e| Error::write(folder.join(JOURNAL), e))?)
            }
            None => None,
        };
        let (id, folder, latest) = (id.to_owned(), Some(folder), Some(stored.last_change().to_owned()));
        let keeper =
            Self { id, folder, questionnaire, is_new: false, files, pending: String::new(), unsettled: false, latest };
        Ok((keeper, stored))
    }

    /// The full id of the session.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it is, for people.
    pub fn place(&self) -> String {
        self.folder.as_ref().map_or_else(|| "memory only".to_owned(), name)
    }

    /// When the last change was made, RFC 3339; none before the first one.
    pub fn last_change(&self) -> Option<&str> {
        self.latest.as_deref()
    }

    /// Whether something is on disk.
    pub fn is_kept(&self) -> bool {
        self.files.is_some()
    }

    /// Adds a change to the journal.
    ///
    /// # Errors
    /// When it is not on disk; it is kept in memory and tried again.
    pub fn record(&mut self, change: &Change) -> Result<(), Error> {
        let time = world::now();
        self.latest = Some(time.clone());
        let entry = Entry { time, question: change.question, answer: change.after.clone(), cause: change.cause };
        self.pending.push_str(&entry.line(&self.questionnaire));
        self.retry()
    }

    /// Writes what waits in memory.
    ///
    /// # Errors
    /// When it still cannot be written.
    pub fn retry(&mut self) -> Result<(), Error> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let folder = self.folder.as_deref().ok_or(Error::NoStateFolder)?;
        let path = folder.join(JOURNAL);
        let mut files = match self.files.take() {
            Some(files) => files,
            None if self.is_new => create(folder, &self.id, &self.questionnaire)?,
            None => {
                let lock = Lock::take(folder, &self.id)?;
                Files::open(folder, lock).map_err(|e| Error::write(&path, e))?
            }
        };
        self.is_new = false;
        let written = files.append(&self.pending);
        self.files = Some(files);
        written.map_err(|e| Error::write(&path, e))?;
        self.pending.clear();
        self.unsettled = true;
        Ok(())
    }

    /// Whether something waits in memory because the disk said no.
    pub fn is_behind(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether there is something to settle.
    pub fn is_unsettled(&self) -> bool {
        self.unsettled
    }

    /// What is to be done at a quiet moment, the snapshot of the answers included.
    pub fn settlement(&mut self, session: &Session) -> Option<Settlement> {
        let answers = answers_file::write(&self.questionnaire, session.answers());
        let (files, folder) = (self.files.as_ref()?, self.folder.clone()?);
        let journal = files.journal.try_clone().ok()?;
        self.unsettled = false;
        Some(Box::new(move || {
            let settled = File::open(folder.join(QUESTIONNAIRE))
                .and_then(|copy| copy.sync_all())
                .and_then(|()| journal.sync_data())
                .and_then(|()| files::replace(&folder.join(ANSWERS), answers.as_bytes()));
            settled.map_err(|e| Error::write(&folder, e))
        }))
    }
}

impl Files {
    fn open(folder: &Path, lock: Lock) -> io::Result<Self> {
        let journal = private().append(true).open(folder.join(JOURNAL))?;
        let length = journal.metadata()?.len();
        Ok(Self { journal, length, _lock: lock })
    }

    fn append(&mut self, lines: &str) -> io::Result<()> {
        let written = self.journal.write_all(lines.as_bytes());
        match written {
            Ok(()) => self.length += lines.len() as u64,
            // A torn line would damage the next one.
            Err(_) => self.journal.set_len(self.length)?,
        }
        written
    }
}

/// The header of a journal that begins now.
pub fn header(questionnaire: &Questionnaire) -> Header {
    Header { format: FORMAT.to_owned(), questionnaire: questionnaire.fingerprint.clone(), started: world::now() }
}

/// Makes a folder that is the person's alone, with the ones above it.
///
/// # Errors
/// When the disk says no.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Lays a session down. May be called again after it failed half-way.
fn create(folder: &Path, id: &str, questionnaire: &Questionnaire) -> Result<Files, Error> {
    private_folder(folder).map_err(|e| Error::write(folder, e))?;
    let lock = Lock::take(folder, id)?;
    let make = || {
        let mut copy = private().create(true).write(true).truncate(true).open(folder.join(QUESTIONNAIRE))?;
        copy.write_all(questionnaire.source.as_bytes())?;
        private().create(true).append(true).open(folder.join(JOURNAL))?.set_len(0)
    };
    let begin = |mut files: Files| files.append(&header(questionnaire).line()).map(|()| files);
    make().and_then(|()| Files::open(folder, lock)).and_then(begin).map_err(|e| Error::write(folder, e))
}

/// Writes the journal anew when it is not whole. Gives back where the damaged one is kept.
fn mend(folder: &Path, stored: &mut Stored) -> Result<Option<PathBuf>, Error> {
    let journal = &mut stored.journal;
    if journal.is_whole() {
        return Ok(None);
    }
    let path = folder.join(JOURNAL);
    let is_damaged = journal.damaged > 0;
    let aside = is_damaged.then(|| unused(folder));
    let kept = aside.as_ref().map_or(Ok(0), |aside| fs::copy(&path, aside));
    journal.header.get_or_insert_with(|| header(&stored.session.questionnaire));
    let whole = journal.write(&stored.session.questionnaire);
    kept.and_then(|_| files::replace(&path, whole.as_bytes())).map_err(|e| Error::write(&path, e))?;
    Ok(aside)
}

fn unused(folder: &Path) -> PathBuf {
    let names = (1..).map(|n| folder.join(format!("journal.damaged-{n}.jsonl")));
    names.into_iter().find(|p| !p.exists()).unwrap_or_else(|| folder.join("journal.damaged.jsonl"))
}

/// A session that no other process may write to. Gone with the process, also when it is killed.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a session.
    ///
    /// # Errors
    /// When another process has it, or the disk says no.
    pub fn take(folder: &Path, id: &str) -> Result<Self, Error> {
        let path = folder.join(LOCK);
        let failed = |e| Error::write(&path, e);
        let mut file = private().create(true).read(true).write(true).truncate(false).open(&path).map_err(failed)?;
        for _ in 0..3 {
            match file.try_lock() {
                Ok(()) => {
                    // Who has it is for people to know; the lock holds without.
                    let holder = format!("process {} since {}", std::process::id(), world::now());
                    let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
                    return Ok(Self { _file: file });
                }
                Err(fs::TryLockError::Error(e)) => return Err(failed(e)),
                // Somebody may only be looking: see `is_held`.
                Err(fs::TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(5)),
            }
        }
        let mut holder = String::new();
        let read = file.rewind().and_then(|()| file.take(100).read_to_string(&mut holder));
        let holder =
            if read.is_ok() && !holder.is_empty() { crate::text::clean(&holder) } else { "unknown".to_owned() };
        Err(Error::Locked { id: short(id).to_owned(), holder })
    }

    /// Whether some process has the lock.
    pub fn is_held(folder: &Path) -> bool {
        File::open(folder.join(LOCK)).is_ok_and(|f| matches!(f.try_lock_shared(), Err(fs::TryLockError::WouldBlock)))
    }
}
