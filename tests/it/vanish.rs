//! Disks that fail and files that go away while a session is open: what is said is true, nothing is lost that is in
//! memory, and it is written again as soon as it can be.

#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;

use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::questionnaire::{QuestionId, Questionnaire};
use chiefly::session::Session;
use chiefly::session::scenario::Scenario;
use chiefly::shell::keeper::Keeper;
use chiefly::shell::store::{Library, Store};
use tempfile::TempDir;

use crate::support::home::{Ended, Home, finish, signal};
use crate::support::pty::{PROGRAM, Pty};

const SMALL: &str = include_str!("../questionnaires/small.toml");

/// A session that is open, with a few answers and a scenario on disk.
struct Desk {
    folder: TempDir,
    store: Store,
    keeper: Keeper,
    session: Session,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::at(folder.path().join("sessions"));
        let questionnaire = Arc::new(Questionnaire::parse(SMALL).value.unwrap());
        let session = Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire));
        let mut desk = Self { folder, keeper: Keeper::new(&store, questionnaire), store, session };
        desk.answer("people", Value::Number(12.0)).unwrap();
        desk.answer("visitors", Value::Choice(1)).unwrap();
        let answers = desk.session.answers().clone();
        desk.keeper.keep(&[Scenario { name: "later".to_owned(), weights: Vec::new(), answers }]).unwrap();
        desk
    }

    fn answer(&mut self, id: &str, value: Value) -> Result<(), String> {
        let question: QuestionId = self.session.questionnaire.find_question(id).unwrap();
        let change = self.session.answer(question, Some(value.into())).unwrap();
        self.keeper.record(&change).map_err(|e| e.to_string())
    }

    fn own(&self, file: &str) -> PathBuf {
        self.store.folder(self.keeper.id()).unwrap().join(file)
    }

    /// All of it is on disk, and somebody else can neither open it nor finds it damaged.
    fn is_all_there(&self) {
        let read = self.store.read(self.keeper.id(), &mut Library::default()).unwrap();
        assert_eq!(read.session, self.session);
        assert!(read.journal.is_whole() && !read.kept.scenarios.is_empty());
        assert!(Keeper::open(&self.store, self.keeper.id(), &mut Library::default()).is_err(), "the lock is gone");
    }
}

/// What somebody does to the files, with what is said of it.
type Mischief = (&'static str, fn(&Path), &'static str);

const MISCHIEF: [Mischief; 9] = [
    ("folder gone", |own| fs::remove_dir_all(own).unwrap(), "the folder of this session was removed"),
    ("all sessions gone", |own| fs::remove_dir_all(own.parent().unwrap()).unwrap(), "the folder of this session was"),
    (
        "journal gone",
        |own| fs::remove_file(own.join("journal.jsonl")).unwrap(),
        "the journal of this session was removed",
    ),
    ("journal emptied", |own| fs::write(own.join("journal.jsonl"), "").unwrap(), "were changed by another program"),
    ("journal another", |own| replaced(&own.join("journal.jsonl"), "other\nwords\n"), "what was there is kept as"),
    (
        "journal longer",
        |own| fs::write(own.join("journal.jsonl"), [b'x'; 9_000]).unwrap(),
        "changed by another program",
    ),
    ("lock gone", |own| fs::remove_file(own.join("lock")).unwrap(), "were changed by another program"),
    ("copy gone", |own| fs::remove_file(own.join("questionnaire.toml")).unwrap(), "were changed by another program"),
    ("scenarios gone", |own| fs::remove_file(own.join("scenarios.json")).unwrap(), "were changed by another program"),
];

fn replaced(path: &Path, words: &str) {
    fs::write(path.with_extension("new"), words).unwrap();
    fs::rename(path.with_extension("new"), path).unwrap();
}

#[test]
fn what_goes_away_is_written_again_and_told() {
    for (name, harm, told) in MISCHIEF {
        // Found out by a look, and by the next answer.
        for by_answer in [false, true] {
            let mut desk = Desk::new();
            assert_eq!(desk.keeper.take_news(), None);
            harm(&desk.own(""));
            if by_answer {
                desk.answer("growth", Value::Unknown).unwrap();
            } else {
                desk.keeper.check().unwrap();
            }
            let news = desk.keeper.take_news().unwrap_or_default();
            assert!(news.contains(told) && news.contains("all of it is written again"), "{name}: {news}");
            desk.is_all_there();
            desk.keeper.make_safe(&desk.session).unwrap();
            desk.is_all_there();
            desk.answer("team_name", Value::Text("Nord".to_owned())).unwrap();
            assert_eq!(desk.keeper.take_news(), None, "{name}");
            desk.is_all_there();
        }
    }
}

#[test]
fn what_cannot_be_written_is_told_and_tried_again() {
    let mut desk = Desk::new();
    let root = desk.folder.path().join("sessions");
    fs::remove_dir_all(&root).unwrap();
    fs::write(&root, "a file stands where the folder was").unwrap();
    let told = desk.keeper.check().unwrap_err().to_string();
    assert!(told.contains("was removed while it was open, and cannot write"), "{told}");
    assert!(desk.answer("growth", Value::Unknown).is_err() && desk.keeper.is_behind());
    assert!(desk.keeper.make_safe(&desk.session).is_err());
    fs::remove_file(&root).unwrap();
    desk.keeper.check().unwrap();
    desk.is_all_there();
}

#[test]
fn a_session_goes_on_in_another_folder() {
    let mut desk = Desk::new();
    let root = desk.folder.path().join("sessions");
    fs::remove_dir_all(&root).unwrap();
    fs::write(&root, "a file stands where the folder was").unwrap();
    assert!(desk.answer("growth", Value::Unknown).is_err());
    assert!(desk.keeper.move_to(&root).is_err() && desk.keeper.is_behind(), "nor there");
    let other = desk.folder.path().join("other");
    desk.keeper.move_to(&other).unwrap();
    assert!(!desk.keeper.is_behind());
    desk.store = Store::at(other);
    desk.is_all_there();
    desk.answer("team_name", Value::Text("Nord".to_owned())).unwrap();
    desk.is_all_there();
}

/// The dialogue with somebody who types when the word is given.
struct Talk {
    child: Child,
    said: String,
}

impl Talk {
    fn begin(home: &Home, words: &[&str]) -> Self {
        fs::write(home.path().join("small.toml"), SMALL).unwrap();
        let mut command = home.command(words);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut talk = Self { child, said: String::new() };
        talk.listen();
        talk
    }

    /// Reads up to the next prompt.
    fn listen(&mut self) {
        let out = self.child.stdout.as_mut().unwrap();
        let mut byte = [0];
        loop {
            out.read_exact(&mut byte).unwrap();
            self.said.push(char::from(byte[0]));
            if self.said.ends_with("\n> ") {
                return;
            }
        }
    }

    fn types(&mut self, line: &str) {
        self.child.stdin.as_mut().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
        self.listen();
    }

    fn leaves(mut self) -> Ended {
        drop(self.child.stdin.take());
        finish(self.child)
    }
}

#[test]
fn the_dialogue_writes_again_what_was_removed() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["--questions", "small.toml", "ask"]);
    talk.types("Nord");
    talk.types("12");
    fs::remove_dir_all(home.path().join("state")).unwrap();
    talk.types("why");
    assert!(home.run(&["sessions", "show", "0"], "").stdout.contains("people = 12"));
    fs::remove_dir_all(home.path().join("state")).unwrap();
    let ended = talk.leaves();
    assert_eq!(ended.code, Some(4), "{}", ended.stderr);
    assert_eq!(
        ended.stderr.matches("was removed while it was open: all of it is written again").count(),
        2,
        "{}",
        ended.stderr
    );
    assert!(home.run(&["sessions", "show", "0"], "").stdout.contains("people = 12"));
}

#[test]
fn the_dialogue_says_what_is_not_on_disk_and_ends_with_1() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["--questions", "small.toml", "ask"]);
    talk.types("Nord");
    let state = home.path().join("state");
    fs::remove_dir_all(&state).unwrap();
    fs::write(&state, "").unwrap();
    talk.types("12");
    talk.types("why");
    let ended = talk.leaves();
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert_eq!(ended.stderr.matches("Not saved, kept in memory").count(), 1, "{}", ended.stderr);
    assert!(ended.stderr.contains("`save FOLDER`") && ended.stderr.contains("Not saved: "), "{}", ended.stderr);
    // The answers can be kept by hand.
    let rescued = ended.stdout.split_once("format = ").unwrap().1;
    fs::write(home.path().join("rescued.toml"), format!("format = {rescued}")).unwrap();
    let assessed = home.run(&["--questions", "small.toml", "assess", "rescued.toml"], "");
    assert_eq!(assessed.code, Some(4), "{}", assessed.stderr);
    assert!(rescued.contains("team_name = \"Nord\"") && rescued.contains("people = 12"), "{rescued}");
}

#[test]
fn the_dialogue_goes_on_in_another_folder() {
    let home = Home::new();
    let mut talk = Talk::begin(&home, &["--questions", "small.toml", "ask"]);
    talk.types("Nord");
    let state = home.path().join("state");
    fs::remove_dir_all(&state).unwrap();
    fs::write(&state, "").unwrap();
    talk.types("12");
    talk.types("save else where");
    let ended = talk.leaves();
    assert_eq!(ended.code, Some(4), "{}", ended.stderr);
    let folder = fs::read_dir(home.path().join("else where")).unwrap().next().unwrap().unwrap().path();
    let folder = folder.to_str().unwrap();
    assert!(ended.stderr.contains(&format!("`chiefly ask '{folder}'` goes on")), "{}", ended.stderr);
    assert!(home.run(&["sessions", "show", folder], "").stdout.contains("people = 12"));
    assert_eq!(home.run(&["ask", folder], "/back\n14\n").code, Some(4));
    assert!(home.run(&["assess", folder], "").stdout.contains("Nord"));
    assert!(home.run(&["sessions", "show", folder], "").stdout.contains("people = 14"));
}

/// A file that may not grow is a disk that is full: a part of what is written gets there.
#[test]
fn a_disk_that_is_full_keeps_what_is_on_it() {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    let blocks = SMALL.len() / 512 + 1;
    let lines = (0..40).fold(String::new(), |lines, n| lines + &format!("/note {n} {}\n", "long ".repeat(100)));
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("ulimit -f {blocks}; exec {PROGRAM} --questions small.toml ask")]);
    shell.env_clear().envs(home.environment()).current_dir(home.path());
    let ended = crate::support::home::run(shell, format!("Nord\n/back\n{lines}/go people\n12\n"));
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.contains("the file may not grow any more"), "{}", ended.stderr);
    assert!(ended.stdout.contains("\npeople = 12"), "{}", ended.stdout);
    // What is on disk is whole as far as it goes.
    let shown = home.run(&["sessions", "show", "0"], "");
    assert!(shown.code == Some(0) && shown.stderr.is_empty() && shown.stdout.contains("Nord"), "{shown:?}");
}

#[test]
fn the_screens_say_at_once_what_is_not_there() {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    let mut pty = Pty::chiefly(&home, (80, 24), &["--questions", "small.toml"]);
    pty.sees("start");
    pty.types("\r");
    pty.sees("team");
    pty.types("Nord\r");
    pty.sees("saved");
    // Without a key being pressed.
    let state = home.path().join("state");
    fs::remove_dir_all(&state).unwrap();
    pty.sees("written again");
    assert!(home.run(&["sessions", "show", "0"], "").stdout.contains("Nord"));
    fs::remove_dir_all(&state).unwrap();
    fs::write(&state, "").unwrap();
    pty.sees("! not saved");
    pty.types("12\r");
    // And when it can be written again, it is.
    fs::remove_file(&state).unwrap();
    pty.sees("written again");
    pty.until("the end of the trouble", |pty| !pty.words().contains("! not saved"));
    assert!(home.run(&["sessions", "show", "0"], "").stdout.contains("people = 12"));
    pty.types("\x03");
    assert!(pty.ends().success());
}

#[test]
fn the_screens_go_on_in_another_folder() {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    let state = home.path().join("state");
    fs::write(&state, "").unwrap();
    let mut pty = Pty::chiefly(&home, (80, 24), &["--questions", "small.toml"]);
    pty.sees("start");
    pty.types("\r");
    pty.sees("team");
    pty.types("Nord\r");
    pty.sees("ctrl-s saves in another folder");
    pty.types("\x13");
    pty.sees("Save in this folder from now on");
    pty.types("elsewhere\r");
    pty.sees("everything is saved in");
    pty.types("12\r");
    pty.sees("saved");
    pty.types("\x03");
    assert!(pty.ends().success());
    pty.sees("chiefly --session '");
    let folder = fs::read_dir(home.path().join("elsewhere")).unwrap().next().unwrap().unwrap().path();
    let mut pty = Pty::chiefly(&home, (80, 24), &["--session", folder.to_str().unwrap()]);
    pty.sees("Nord");
    pty.types("\x03");
    assert!(pty.ends().success());
    assert!(home.run(&["sessions", "show", folder.to_str().unwrap()], "").stdout.contains("people = 12"));
}

#[test]
fn a_signal_does_not_hide_what_is_not_on_disk() {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    fs::write(home.path().join("state"), "").unwrap();
    let mut pty = Pty::chiefly(&home, (80, 24), &["--questions", "small.toml"]);
    pty.sees("start");
    pty.types("\r");
    pty.sees("team");
    pty.types("Nord\r");
    pty.sees("! not saved");
    signal(pty.pid(), "TERM");
    pty.sees("team_name = \"Nord\"");
    assert!(pty.words().contains("not saved: "), "{}", pty.words());
    assert!(!pty.ends().success());
}

#[test]
fn a_state_folder_behind_a_link_is_fine() {
    let home = Home::new();
    fs::create_dir(home.path().join("real")).unwrap();
    symlink("real", home.path().join("state")).unwrap();
    assert_eq!(home.run(&["ask"], "Nord\n").code, Some(4));
    let ended = home.run(&["ask", "0"], "1\n");
    assert!(ended.code == Some(4) && !ended.stderr.contains("written again"), "{}", ended.stderr);
}
