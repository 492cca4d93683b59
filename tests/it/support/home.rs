//! The program as people run it, in a home folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Longer than anything takes; what takes longer hangs.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A home folder that is gone afterwards.
pub struct Home {
    folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The variables with which everything runs.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        let path = |name: &str| self.path().join(name).display().to_string();
        [
            ("HOME", path("")),
            ("XDG_STATE_HOME", path("state")),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
        ]
    }

    /// The program with these words, ready to start; it works in the home folder.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chiefly"));
        command.args(words).env_clear().envs(self.environment()).current_dir(self.path());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, words: &[&str], input: impl AsRef<[u8]>) -> Ended {
        run(self.command(words), input)
    }

    /// The folders of all sessions, oldest first.
    pub fn sessions(&self) -> Vec<PathBuf> {
        let root = self.path().join("state/chiefly/sessions");
        let mut found: Vec<PathBuf> = fs::read_dir(root).into_iter().flatten().flatten().map(|e| e.path()).collect();
        found.sort();
        found
    }
}

/// Runs a command to its end; a command that hangs fails the test.
pub fn run(mut command: Command, input: impl AsRef<[u8]>) -> Ended {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_owned();
    // The program may end before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let ended = finish(child);
    writer.join().unwrap();
    ended
}

/// Waits for the end, reading what is said meanwhile.
pub fn finish(child: Child) -> Ended {
    let pid = child.id();
    let (done, over) = std::sync::mpsc::channel::<()>();
    let guard = std::thread::spawn(move || {
        let hangs = over.recv_timeout(PATIENCE).is_err_and(|e| e == std::sync::mpsc::RecvTimeoutError::Timeout);
        if hangs {
            signal(pid, "KILL");
        }
        hangs
    });
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    drop(done);
    assert!(!guard.join().unwrap(), "the program hangs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// Sends a signal to a process.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill").args([format!("-{name}"), pid.to_string()]).status().unwrap();
    assert!(sent.success());
}
