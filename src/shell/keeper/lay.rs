//! Lays the files of a session down: for the first time, when it is opened, and again when they are gone or damaged.
//! What was there and is not ours is kept aside, never written over.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::super::files;
use super::super::lock::{Lock, private, private_folder};
use super::super::store::{JOURNAL, QUESTIONNAIRE, SCENARIOS};
use super::{Files, Keeper};
use crate::error::{Error, name};
use crate::session::journal::Journal;
use crate::session::scenario;

impl Keeper {
    /// Makes the files of the session what they have to be, as far as `safe` says afterwards. May be called again after
    /// it failed half-way.
    pub(super) fn lay_down(&mut self, lock: Option<Lock>) -> Result<Files, Error> {
        let folder = self.folder.clone().ok_or(Error::NoStateFolder)?;
        private_folder(&folder).map_err(|e| Error::write(&folder, e))?;
        let lock = lock.map_or_else(|| Lock::take(&folder, &self.id), Ok)?;
        let copy = folder.join(QUESTIONNAIRE);
        self.lay_copy(&copy).map_err(|e| Error::write(&copy, e))?;
        let path = folder.join(JOURNAL);
        self.lay_journal(&path).map_err(|e| Error::write(&path, e))?;
        let journal = private().append(true).open(&path).map_err(|e| Error::write(&path, e))?;
        Ok(Files { journal, lock })
    }

    fn lay_copy(&mut self, path: &Path) -> io::Result<()> {
        let source = self.questionnaire.source.as_bytes();
        match fs::read(path) {
            Ok(found) if found == source => Ok(()),
            Ok(found) => {
                // A part of ours was cut off; anything else may be somebody's work.
                if !source.starts_with(&found) {
                    fs::copy(path, unused(path))?;
                }
                self.unsettled = true;
                files::replace(path, source)
            }
            Err(_) => private().create(true).write(true).truncate(true).open(path)?.write_all(source),
        }
    }

    /// A journal that is the beginning of ours goes on; any other one makes room.
    fn lay_journal(&mut self, path: &Path) -> io::Result<()> {
        let found = match fs::read(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
            other => other?,
        };
        let is_distrusted = self.safe == 0 && self.loss.is_some();
        self.safe = 0;
        if found.is_empty() {
            return private().create(true).append(true).open(path).map(|_| ());
        }
        if self.text.as_bytes().starts_with(&found) && found.ends_with(b"\n") && !is_distrusted {
            self.safe = found.len();
            return Ok(());
        }
        if self.has_something_else(&found) {
            let aside = unused(path);
            fs::copy(path, &aside)?;
            self.news = Some(format!("what was there is kept as `{}`", name(aside)));
        }
        files::replace(path, self.text.as_bytes())?;
        self.safe = self.text.len();
        self.unsettled = true;
        Ok(())
    }

    /// Whether a journal says something that ours does not, or is damaged.
    fn has_something_else(&self, found: &[u8]) -> bool {
        let theirs = Journal::read(found, &self.questionnaire);
        let ours = Journal::read(self.text.as_bytes(), &self.questionnaire);
        !theirs.gaps.is_empty() || !ours.entries.starts_with(&theirs.entries)
    }

    /// Writes down what was tried out, when it is not there.
    pub(super) fn lay_scenarios(&mut self) -> Result<(), Error> {
        let (Some(text), Some(folder)) = (&self.scenarios, &self.folder) else { return Ok(()) };
        let path = folder.join(SCENARIOS);
        if self.is_kept && path.exists() {
            return Ok(());
        }
        self.is_kept = false;
        let found = fs::read(&path).ok();
        let is_damaged = |found: &Vec<u8>| scenario::read(found, &self.questionnaire).lost > 0;
        let kept = found.filter(is_damaged).map_or(Ok(0), |_| fs::copy(&path, unused(&path)));
        kept.and_then(|_| files::replace(&path, text.as_bytes())).map_err(|e| Error::write(&path, e))?;
        self.is_kept = true;
        Ok(())
    }
}

/// A free name beside a file that is damaged: `journal.damaged-1.jsonl`.
fn unused(path: &Path) -> PathBuf {
    let (stem, extension) = (path.file_stem().unwrap_or_default(), path.extension().unwrap_or_default());
    let name = |n: u32| format!("{}.damaged-{n}.{}", stem.display(), extension.display());
    let paths = (1..).map(|n| path.with_file_name(name(n)));
    paths.into_iter().find(|p| !p.exists()).unwrap_or_else(|| path.with_extension("damaged"))
}
