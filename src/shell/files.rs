//! Files and standard streams, with the path in every error. `-` is standard input or output.

use std::fs::{self, File};
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, exit, name};
use crate::session::{Session, answers_file};

/// Most bytes of a file that is read as text; every format of ours is far below.
const LONGEST: u64 = 64 << 20;

/// The text of a file, or of standard input for `-`. `exit` is how the program ends when it is no text.
///
/// # Errors
/// When it cannot be read, is too long, or is no UTF-8.
pub fn read_text(path: &Path, exit: u8) -> Result<String, Error> {
    let bytes = read_bytes(path)?;
    let unfit = |fault: String| Error::Unfit { path: name(path), fault, exit };
    if bytes.len() as u64 > LONGEST {
        return Err(unfit(format!("is longer than {} MiB", LONGEST >> 20)));
    }
    String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let line = e.as_bytes().iter().take(valid).filter(|&&b| b == b'\n').count() + 1;
        unfit(format!("is not UTF-8 text: line {line} has a byte that is no character"))
    })
}

/// The bytes of a file, or of standard input for `-`; at most a little more than any format of ours has.
///
/// # Errors
/// When it cannot be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = if is_standard(path) {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|f| f.take(LONGEST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|e| Error::read(path, e))?;
    Ok(bytes)
}

/// The files `*.toml` of a folder, by name.
///
/// # Errors
/// When the folder cannot be read.
pub fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::read(folder, error);
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a path stands for a standard stream.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Puts a file that is the person's alone (0600) in place in one step, on disk before its name points to it.
///
/// # Errors
/// When the disk says no; the former file stands then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let mut file = tempfile::Builder::new().prefix(".chiefly-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder)
}

/// Makes sure that the names in a folder are on disk.
///
/// # Errors
/// When the disk says no.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The folder that a path lies in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Data for standard output.
///
/// # Errors
/// [`Error::ReaderGone`] when nobody reads any more; else when the disk behind it says no.
pub fn print(bytes: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| Error::write("standard output", e))
}

/// Talk for standard error; when nobody listens there is nobody to tell.
pub fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A path as a person writes it: `~/` is their home folder.
pub fn of_person(words: &str) -> PathBuf {
    let home = words.strip_prefix("~/").and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest)));
    home.unwrap_or_else(|| PathBuf::from(words))
}

/// Prints the answers that are not on disk, so that they can be kept by hand. Gives back the exit code that tells it.
pub fn rescue(session: &Session) -> u8 {
    say("Your answers follow as an answers file: keep it, `chiefly assess FILE` reads it.\n");
    // When nobody reads there is nobody to help.
    let _ = print(answers_file::write(&session.questionnaire, session.answers()).as_bytes());
    exit::FAILURE
}

/// Asks a question that "y" or "yes" affirms. Without a terminal nobody can answer, so it must be said beforehand.
///
/// # Errors
/// When there is no terminal to ask at, or it cannot be read.
pub fn confirm(question: &str) -> Result<bool, Error> {
    if !io::stdin().is_terminal() {
        return Err(Error::Usage(format!("{question} Nobody can answer here: say `--yes`")));
    }
    say(&format!("{question} [y/N] "));
    let mut answer = String::new();
    io::stdin().lock().take(100).read_line(&mut answer).map_err(|e| Error::read("-", e))?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
