//! Who may write to a session: one process at a time. And files of a session: the person's alone.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::store::LOCK;
use super::world;
use crate::error::Error;
use crate::session::summary::short;

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

/// How a file is opened that is the person's alone when it is made.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Whether an open file still is the one that a path names.
pub fn is_same(file: &File, path: &Path) -> bool {
    let (Ok(own), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (own.dev(), own.ino()) == (there.dev(), there.ino())
    }
    #[cfg(not(unix))]
    {
        own.len() == there.len()
    }
}

/// A session that no other process may write to. Gone with the process, also when it is killed.
#[derive(Debug)]
pub struct Lock {
    file: File,
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
                    return Ok(Self { file });
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

    /// Whether it still is the lock of a folder: it is not when its file was removed or replaced.
    pub fn is_in_place(&self, folder: &Path) -> bool {
        is_same(&self.file, &folder.join(LOCK))
    }

    /// Whether some process has the lock.
    pub fn is_held(folder: &Path) -> bool {
        File::open(folder.join(LOCK)).is_ok_and(|f| matches!(f.try_lock_shared(), Err(fs::TryLockError::WouldBlock)))
    }
}
