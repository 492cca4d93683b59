//! Sessions whose files are not what they should be: half made, without their questionnaire, beside another one.

use std::fs;
use std::path::PathBuf;

use crate::support::home::{Home, run};
#[cfg(unix)]
use crate::support::pty::Pty;

const SMALL: &str = include_str!("../questionnaires/small.toml");

/// A home with one session of the small questionnaire, and another questionnaire that is much like it.
fn home() -> (Home, PathBuf) {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    fs::write(home.path().join("like.toml"), SMALL.replace("Where should", "Where could")).unwrap();
    home.run(&["--questions", "small.toml", "ask"], "Nord\n12\n");
    let own = home.sessions().remove(0);
    (home, own)
}

/// The beginning of a folder's name that people type.
fn short(folder: &std::path::Path) -> String {
    folder.file_name().unwrap().to_string_lossy()[..13].to_owned()
}

#[test]
fn what_was_begun_and_never_finished_is_listed_and_can_be_deleted() {
    let (home, own) = home();
    let root = own.parent().unwrap();
    let half = |name: &str, files: &[(&str, &str)]| {
        let folder = root.join(name);
        fs::create_dir(&folder).unwrap();
        for (file, words) in files {
            fs::write(folder.join(file), words).unwrap();
        }
    };
    half("10000000-0000-7000-8000-000000000000", &[]);
    half("20000000-0000-7000-8000-000000000000", &[("lock", "process 1"), ("questionnaire.toml", SMALL)]);
    half("30000000-0000-7000-8000-000000000000", &[("questionnaire.toml", &SMALL[..900]), ("journal.jsonl", "")]);
    half("40000000-0000-7000-8000-000000000000", &[("answers.toml", "format = \"chiefly.answers/1\"\n[answers]\n")]);
    half("50000000-0000-7000-8000-000000000000", &[("questionnaire.toml", SMALL), ("journal.jsonl", "")]);
    fs::create_dir(root.join("60000000-0000-7000-8000-000000000000")).unwrap();
    fs::create_dir(root.join("60000000-0000-7000-8000-000000000000/journal.jsonl")).unwrap();
    let listed = home.run(&["sessions"], "");
    assert_eq!(listed.code, Some(0));
    assert_eq!(listed.stdout.lines().count(), 7, "{}", listed.stdout);
    assert_eq!(listed.stdout.matches("(cannot be opened)").count(), 5, "{}", listed.stdout);
    for (id, told) in [
        (
            "1",
            "it was begun and never came to an answer, or its journal is gone; `chiefly sessions delete 10000000-0000` removes it",
        ),
        ("2", "it was begun and never came to an answer"),
        ("3", "is damaged: name the one that was answered with `--questions FILE`"),
        ("4", "answers.toml` reads what was written down last"),
        ("6", "it is a folder, not a file"),
    ] {
        assert!(listed.stderr.contains(told), "{id}: {}", listed.stderr);
        for words in [&["sessions", "show", id][..], &["ask", id], &["assess", id], &["sessions", "fork", id]] {
            let ended = home.run(words, "");
            assert!(ended.code == Some(1) && ended.stderr.contains(told), "{words:?}: {ended:?}");
        }
    }
    // One without any answer can be gone on with.
    assert!(listed.stderr.contains("the journal is empty"), "{}", listed.stderr);
    assert_eq!(home.run(&["ask", "5"], "Sued\n").code, Some(4));
    let shown = home.run(&["sessions", "show", "5"], "");
    assert!(shown.stderr.is_empty() && shown.stdout.contains("Sued"), "{shown:?}");
    for id in ["1", "2", "3", "4", "5", "6"] {
        let deleted = home.run(&["sessions", "delete", id, "--yes"], "");
        assert_eq!(deleted.code, Some(0), "{id}: {}", deleted.stderr);
    }
    assert_eq!(home.sessions(), [own]);
}

#[cfg(unix)]
#[test]
fn the_start_screen_shows_what_is_damaged_or_cannot_be_opened() {
    let (home, own) = home();
    fs::create_dir(own.with_file_name("10000000-0000-7000-8000-000000000000")).unwrap();
    let journal = fs::read_to_string(own.join("journal.jsonl")).unwrap();
    fs::write(own.join("journal.jsonl"), journal.replacen("\"value\":12", "\"value\":13", 1)).unwrap();
    let mut pty = Pty::chiefly(&home, (100, 30), &[]);
    pty.sees("go on with Nord");
    pty.sees(", damaged");
    pty.types("j\r");
    pty.sees("session 10000000-0000");
    pty.sees("removes it");
    // It can be deleted from here.
    pty.types("jxx");
    pty.until("the end of it", |pty| !pty.words().contains("10000000-0000"));
    assert_eq!(home.sessions().len(), 1);
    pty.types("k\r");
    pty.sees("line 3 cannot be read: a change of `people` is lost");
    pty.types("\x03");
    assert!(pty.ends().success());
}

#[test]
fn a_session_without_its_questionnaire_says_which_option_helps() {
    let (home, own) = home();
    let copy = own.join("questionnaire.toml");
    for (harm, state) in [(None, "missing"), (Some("title = "), "damaged")] {
        fs::remove_file(&copy).unwrap();
        if let Some(words) = harm {
            fs::write(&copy, words).unwrap();
        }
        let told =
            format!("is {state}: name the one that was answered with `--questions FILE`, whose SHA-256 begins with ");
        for words in [&["sessions", "show", "0"][..], &["sessions"], &["assess", "0"], &["ask", "0"]] {
            let ended = home.run(words, "");
            assert!(ended.stderr.contains(&told), "{words:?}: {}", ended.stderr);
        }
        let wrong = home.run(&["--questions", "like.toml", "sessions", "show", "0"], "");
        assert!(
            wrong.code == Some(1) && wrong.stderr.contains("the one that was named is another"),
            "{}",
            wrong.stderr
        );
        let right = home.run(&["--questions", "small.toml", "sessions", "show", "0"], "");
        assert!(right.code == Some(0) && right.stdout.contains("people = 12"), "{}", right.stderr);
        assert!(right.stderr.contains(&format!("the copy of its questionnaire is {state}; the same one is at hand")));
        // Whoever goes on with it has the copy again.
        assert_eq!(home.run(&["--questions", "small.toml", "ask", "0"], "").code, Some(4));
        assert_eq!(fs::read_to_string(&copy).unwrap(), SMALL);
        assert!(home.run(&["sessions", "show", "0"], "").stderr.is_empty());
    }
}

#[test]
fn another_questionnaire_beside_a_session_is_told() {
    let (home, own) = home();
    let id = short(&own);
    let told = "keeps to its own questionnaire, \"Where should the office be?\": the one of `--questions`, \
                \"Where could the office be?\", is not used";
    for words in [&["sessions", "show", &id][..], &["assess", &id], &["report", &id, "-o", "-"], &["ask", &id]] {
        let flagged = home.run(&[&["--questions", "like.toml"], words].concat(), "");
        assert!(flagged.stderr.contains(told), "{words:?}: {}", flagged.stderr);
        let mut command = home.command(words);
        command.env("CHIEFLY_QUESTIONS", "like.toml");
        assert!(run(command, "").stderr.contains(told), "{words:?}");
        let own = home.run(&[&["--questions", "small.toml"], words].concat(), "");
        assert!(!own.stderr.contains("is not used") && !home.run(words, "").stderr.contains("is not used"));
    }
    #[cfg(unix)]
    {
        let mut pty = Pty::chiefly(&home, (80, 24), &["--questions", "like.toml", "--session", &id]);
        pty.sees("keeps to its own questionnaire");
        pty.types("\x03");
        assert!(pty.ends().success());
    }
}
