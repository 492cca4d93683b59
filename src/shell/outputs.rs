//! Where outputs go: behind links, in the place of what is there without taking its rights, its owner or its other names
//! away, and never two into the same file.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::files::{self, folder_of};
use crate::error::{Error, name};

/// Most links that lead from one to the next; more go in a circle.
const HOPS: usize = 40;

/// A place where an output can be put.
#[derive(Debug)]
pub struct Output {
    /// As the person named it.
    named: PathBuf,
    /// Behind all links.
    path: PathBuf,
    found: Found,
}

/// What is there.
#[derive(Debug)]
enum Found {
    /// Nothing.
    Nothing,
    /// A file that may be replaced.
    File(Metadata),
    /// Standard output, a terminal, a pipe: written to as it is.
    Stream,
}

/// What tells whether two places are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Identity {
    #[cfg(unix)]
    Inode(u64, u64),
    Path(PathBuf),
}

impl Output {
    /// The place that a path names; `-` is standard output.
    ///
    /// # Errors
    /// When something is there and may not be replaced, is a folder, or its folder is missing.
    pub fn at(named: &Path, force: bool) -> Result<Self, Error> {
        let output = |path, found| Ok(Self { named: named.to_owned(), path, found });
        if files::is_standard(named) {
            return output(named.to_owned(), Found::Stream);
        }
        let path = behind_links(named).map_err(|e| Error::write(named, e))?;
        match fs::metadata(&path) {
            Ok(found) if found.is_dir() => Err(Error::write(named, io::ErrorKind::IsADirectory.into())),
            Ok(_) if !force => Err(Error::Exists { path: name(named) }),
            Ok(found) if found.is_file() => output(path, Found::File(found)),
            Ok(_) => output(path, Found::Stream),
            Err(_) if folder_of(&path).is_dir() => output(path, Found::Nothing),
            Err(_) => {
                let fault = format!("there is no folder `{}`", name(folder_of(&path)));
                Err(Error::write(named, io::Error::other(fault)))
            }
        }
    }

    /// Whether this is the file that a path names, by whatever name.
    pub fn is(&self, other: &Path) -> bool {
        let other = behind_links(other).ok();
        other.is_some_and(|other| self.identity().is_some_and(|own| identity(&other) == Some(own)))
    }

    /// As the person named it.
    pub fn named(&self) -> &Path {
        &self.named
    }

    /// Writes all of it: the file is there complete, or as it was before.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        if files::is_standard(&self.named) {
            return files::print(bytes);
        }
        let written = match &self.found {
            Found::Nothing => renew(&self.path, bytes, None),
            Found::Stream => OpenOptions::new().write(true).open(&self.path).and_then(|mut f| f.write_all(bytes)),
            Found::File(found) if names_of(found) > 1 => overwrite(&self.path, bytes),
            Found::File(found) => match renew(&self.path, bytes, Some(found)) {
                // No new file can be put there in its owner's name: what is there can still be written to.
                Err(e) if e.kind() == io::ErrorKind::PermissionDenied => overwrite(&self.path, bytes),
                other => other,
            },
        };
        written.map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists { path: name(&self.named) },
            _ => Error::write(&self.named, e),
        })
    }

    fn identity(&self) -> Option<Identity> {
        if files::is_standard(&self.named) { Some(Identity::Path("-".into())) } else { identity(&self.path) }
    }
}

/// Two places of a list that are the same one, by their first names.
pub fn same_twice(outputs: &[Output]) -> Option<(&Path, &Path)> {
    let known: Vec<_> = outputs.iter().map(Output::identity).collect();
    let pairs = known.iter().enumerate().filter(|(_, identity)| identity.is_some());
    let twice = pairs.filter_map(|(i, identity)| Some((known.iter().position(|k| k == identity)?, i)));
    let (first, second) = twice.into_iter().find(|(first, second)| first < second)?;
    Some((outputs.get(first)?.named(), outputs.get(second)?.named()))
}

/// The path behind a chain of links, also where the last of them leads to nothing yet.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..HOPS {
        if !fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink()) {
            return Ok(path);
        }
        path = folder_of(&path).join(fs::read_link(&path)?);
    }
    Err(io::Error::other("it is a link that leads in a circle"))
}

fn identity(path: &Path) -> Option<Identity> {
    #[cfg(unix)]
    if let Ok(found) = fs::metadata(path) {
        use std::os::unix::fs::MetadataExt;
        return Some(Identity::Inode(found.dev(), found.ino()));
    }
    let folder = fs::canonicalize(folder_of(path)).ok()?;
    Some(Identity::Path(folder.join(path.file_name()?)))
}

/// How many names a file has.
fn names_of(found: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(found);
    #[cfg(not(unix))]
    return u64::from(found.is_file());
}

/// Puts a new file in place in one step, with the rights and the owner of the one that it replaces.
fn renew(path: &Path, bytes: &[u8], former: Option<&Metadata>) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chiefly-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(if former.is_some() { 0o600 } else { 0o666 }));
    let folder = folder_of(path);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(former) = former {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            let own = file.as_file().metadata()?;
            if (own.uid(), own.gid()) != (former.uid(), former.gid()) {
                fchown(file.as_file(), Some(former.uid()), Some(former.gid()))?;
            }
        }
        file.as_file().set_permissions(former.permissions())?;
    }
    file.as_file().sync_all()?;
    match former {
        Some(_) => file.persist(path)?,
        // What came into being meanwhile is not ours to replace.
        None => file.persist_noclobber(path)?,
    };
    files::sync_folder(folder)
}

/// Writes into the file that is there, so that all its names show the same; puts the former content back when that fails.
fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut former = Vec::new();
    file.read_to_end(&mut former)?;
    let mut put = |bytes: &[u8]| {
        file.rewind()?;
        file.write_all(bytes)?;
        file.set_len(bytes.len() as u64)?;
        file.sync_all()
    };
    let written = put(bytes);
    if written.is_err() {
        // When this fails as well nobody can help; the first failure is told.
        let _ = put(&former);
    }
    written
}
