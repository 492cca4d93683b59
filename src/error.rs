//! What can fail outside the core, named by what was being done. Faults of files are diagnostics, not errors.

use std::io;

use crate::text;

/// Exit codes; a promise to scripts.
pub mod exit {
    /// It worked.
    pub const OK: u8 = 0;
    /// It failed: a file, a terminal, a session.
    pub const FAILURE: u8 = 1;
    /// The command line makes no sense.
    pub const USAGE: u8 = 2;
    /// The questionnaire is invalid.
    pub const QUESTIONNAIRE: u8 = 3;
    /// The answers are invalid or incomplete.
    pub const ANSWERS: u8 = 4;
    /// Interrupted by ctrl-c.
    pub const INTERRUPTED: u8 = 130;
}

/// What failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error("cannot read `{path}`: {}", cause(source))]
    Read {
        /// Which, cleaned for the terminal.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A file is no text, or too long to be what it should be.
    #[error("`{path}` {fault}")]
    Unfit {
        /// Which, cleaned for the terminal.
        path: String,
        /// What is wrong with it, as the end of a sentence.
        fault: String,
        /// What it would have been: decides the exit code.
        exit: u8,
    },
    /// A file has faults; all of them are in the report.
    #[error("{report}")]
    Invalid {
        /// Every fault with place, cause and cure.
        report: String,
        /// How the program ends.
        exit: u8,
    },
    /// A file could not be written.
    #[error("cannot write `{path}`: {}", write_cause(source))]
    Write {
        /// Which, cleaned for the terminal.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// What was on disk is gone, and cannot be written again.
    #[error("{loss}, and {cause}")]
    Lost {
        /// What became of it, as a sentence.
        loss: &'static str,
        /// Why it cannot be written again.
        cause: Box<Self>,
    },
    /// A file that would be replaced.
    #[error("`{path}` is there already: choose another name, or replace it with `--force`")]
    Exists {
        /// Which, cleaned for the terminal.
        path: String,
    },
    /// Nobody knows where sessions live.
    #[error("there is no folder for sessions: set `XDG_STATE_HOME` or `HOME`")]
    NoStateFolder,
    /// What a command is to work on is not there.
    #[error("`{id}` is neither a file nor the beginning of a session's id: `chiefly sessions` lists the sessions")]
    NoInput {
        /// What was asked for.
        id: String,
    },
    /// No session has such an id.
    #[error("no session has an id that begins with `{id}`: `chiefly sessions` lists them")]
    NoSession {
        /// What was asked for.
        id: String,
    },
    /// Several sessions have such an id.
    #[error("{count} sessions have an id that begins with `{id}`: give more of it")]
    ManySessions {
        /// What was asked for.
        id: String,
        /// How many there are.
        count: usize,
    },
    /// Another process has it open.
    #[error(
        "session `{id}` is open in another window: close it there, or copy it with `chiefly sessions fork {id}` ({holder})"
    )]
    Locked {
        /// Its short id.
        id: String,
        /// Who has it, as far as known.
        holder: String,
    },
    /// A session's files do not make a session.
    #[error("session `{id}` cannot be opened: {fault}")]
    BrokenSession {
        /// Its short id.
        id: String,
        /// What is wrong.
        fault: String,
    },
    /// The clock of the machine is beyond what can be worked with.
    #[error("{0}")]
    Clock(String),
    /// The terminal does not do what it is told.
    #[error("cannot use the terminal: {0}")]
    Terminal(io::Error),
    /// The words are fine, what they ask for makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The reader of our output has gone: nothing to say, and nobody to say it to.
    #[error("the reader of the output has gone")]
    ReaderGone,
    /// A signal ended the program.
    #[error("interrupted")]
    Interrupted,
}

/// Why the system refused, in words where there are better ones than its own.
fn cause(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission".to_owned(),
        _ => source.to_string(),
    }
}

fn write_cause(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "there is no such folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::FileTooLarge => "the file may not grow any more".to_owned(),
        _ => cause(source),
    }
}

impl Error {
    /// A failure to read a file.
    pub fn read(path: impl AsRef<std::path::Path>, source: io::Error) -> Self {
        Self::Read { path: name(path), source }
    }

    /// A failure to write a file; a reader that has gone is not one.
    pub fn write(path: impl AsRef<std::path::Path>, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::BrokenPipe {
            Self::ReaderGone
        } else {
            Self::Write { path: name(path), source }
        }
    }

    /// How the program ends.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::ReaderGone => exit::OK,
            Self::Usage(_) => exit::USAGE,
            Self::Unfit { exit, .. } | Self::Invalid { exit, .. } => *exit,
            Self::Interrupted => exit::INTERRUPTED,
            _ => exit::FAILURE,
        }
    }
}

/// A path for a message: harmless to the terminal.
pub fn name(path: impl AsRef<std::path::Path>) -> String {
    text::clean(&path.as_ref().to_string_lossy())
}
