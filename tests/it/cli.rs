//! The command line as scripts know it: exit codes, streams, and what happens when they end early.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::home::{Home, finish, run};

const SMALL: &str = include_str!("../questionnaires/small.toml");
const ANSWERS: &str = "\
format = \"chiefly.answers/1\"
[answers]
team_name = \"North\"
people = 12
visitors = \"partners\"
";

/// A home with the files that the tests name.
fn home() -> Home {
    let home = Home::new();
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    write("small.toml", SMALL);
    write("bad.toml", &SMALL.replace("kind = \"scale\"", "kind = \"scales\""));
    write("answers.toml", ANSWERS);
    write("wrong.toml", &ANSWERS.replace("12", "\"a dozen\""));
    write("few.toml", &ANSWERS.replace("people = 12\n", ""));
    fs::write(home.path().join("binary.toml"), [b'a', b'\n', 0xff, 0xfe]).unwrap();
    home
}

#[test]
fn exit_codes_are_as_promised() {
    let home = home();
    let table: &[(i32, &[&str])] = &[
        (0, &["--help"]),
        (0, &["--version"]),
        (0, &["assess", "--help"]),
        (0, &["check", "small.toml"]),
        (0, &["--questions", "small.toml", "show"]),
        (0, &["--questions", "small.toml", "show", "--format", "json"]),
        (0, &["--questions", "small.toml", "assess", "answers.toml"]),
        (0, &["assess", "answers.toml", "--questions", "small.toml", "--format", "json"]),
        (0, &["assess", "answers.toml", "--questions", "small.toml", "--format", "md"]),
        (0, &["sessions"]),
        (0, &["sessions", "list"]),
        (1, &["check", "missing.toml"]),
        (1, &["check", "."]),
        (1, &["assess", "missing.toml"]),
        (1, &["sessions", "show", "0199"]),
        (1, &["sessions", "fork", "0199"]),
        (1, &["sessions", "delete", "0199", "--yes"]),
        (1, &["ask", "0199"]),
        (1, &["ask", "--session", "0199"]),
        (1, &["--session", "0199", "ask"]),
        (2, &[]),
        (2, &["dance"]),
        (2, &["assess"]),
        (2, &["assess", "a", "b"]),
        (2, &["ask", "0199", "--session", "0199"]),
        (2, &["--session", "0199", "assess", "answers.toml"]),
        (2, &["verify", "a.md"]),
        (2, &["verify", "a.md", "b.toml", "--session", "b.toml"]),
        (2, &["--color", "sometimes", "sessions"]),
        (3, &["check", "bad.toml"]),
        (3, &["check", "binary.toml"]),
        (3, &["check", "answers.toml"]),
        (3, &["--questions", "bad.toml", "ask"]),
        (3, &["--questions", "bad.toml", "show"]),
        (3, &["--questions", "bad.toml", "assess", "answers.toml"]),
        (4, &["--questions", "small.toml", "assess", "wrong.toml"]),
        (4, &["--questions", "small.toml", "assess", "binary.toml"]),
        (4, &["--questions", "small.toml", "assess", "few.toml"]),
        (4, &["assess", "answers.toml"]),
        (4, &["ask"]),
    ];
    for (code, words) in table {
        let ended = home.run(words, "");
        assert_eq!(ended.code, Some(*code), "{words:?}\n{}{}", ended.stdout, ended.stderr);
        let fails = *code != 0;
        assert!(!fails || !ended.stderr.is_empty() || words[0] == "check", "{words:?} fails without a word");
        assert!(
            fails || ended.stderr.is_empty() || *words == ["sessions"] || *words == ["sessions", "list"],
            "{words:?} {}",
            ended.stderr
        );
    }
}

#[test]
fn without_a_terminal_the_screens_say_how_to_go_on() {
    let ended = home().run(&[], "");
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert!(
        ended.stderr.contains("`chiefly ask` needs none") && ended.stderr.contains("Usage: chiefly"),
        "{}",
        ended.stderr
    );
}

#[test]
fn all_faults_of_a_file_are_told_with_their_places() {
    let home = home();
    let two = SMALL.replace("kind = \"scale\"", "kind = \"scales\"").replace("weight = 1.5", "weight = -1.5");
    let checked = home.run(&["check", "-"], &two);
    assert_eq!(checked.code, Some(3));
    assert!(checked.stdout.contains("2 errors"), "{}", checked.stdout);
    let line = |what: &str| two.lines().position(|l| l.contains(what)).unwrap() + 1;
    for place in [line("kind = \"scales\""), line("weight = -1.5")] {
        assert!(checked.stdout.contains(&format!(":{place}:")), "line {place}\n{}", checked.stdout);
    }
    let assessed = home.run(&["--questions", "small.toml", "assess", "wrong.toml"], "");
    assert!(assessed.stderr.contains("wrong.toml:4:"), "{}", assessed.stderr);
    assert!(home.run(&["check", "binary.toml"], "").stderr.contains("line 2 has a byte that is no character"));
}

#[test]
fn a_dash_is_standard_input() {
    let home = home();
    let from_file = home.run(&["--questions", "small.toml", "assess", "answers.toml"], "");
    let from_pipe = home.run(&["--questions", "small.toml", "assess", "-"], ANSWERS);
    assert_eq!(from_pipe.stdout, from_file.stdout);
    assert!(from_file.stdout.contains("North"));
    let own = home.run(&["--questions", "-", "show"], SMALL);
    assert!(own.stdout.starts_with("# Where should the office be?"), "{}", own.stdout);
}

#[test]
fn the_environment_says_it_as_well_and_flags_overrule_it() {
    let home = home();
    let mut command = home.command(&["show"]);
    command.env("CHIEFLY_QUESTIONS", "small.toml");
    assert!(run(command, "").stdout.starts_with("# Where should the office be?"));
    let mut coloured = home.command(&["check", "bad.toml", "--color", "always"]);
    coloured.env("NO_COLOR", "1");
    assert!(run(coloured, "").stdout.contains('\u{1b}'));
    assert!(!home.run(&["check", "bad.toml"], "").stdout.contains('\u{1b}'));
}

#[test]
fn a_reader_that_leaves_is_no_trouble() {
    let home = home();
    for words in [&["show"][..], &["ask"], &["--help"]] {
        let mut command = home.command(words);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = finish(child);
        assert!(!ended.stderr.contains("panicked") && ended.code == Some(0), "{words:?} {ended:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_end_is_refused() {
    let ended = home().run(&["check", "/dev/zero"], "");
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains("`/dev/zero` is longer than"), "{}", ended.stderr);
}

#[test]
fn closed_streams_do_not_hang_anything() {
    let home = home();
    for (words, code) in [("ask", 4), ("assess -", 4), ("check -", 3), ("sessions", 0), ("", 2), ("show", 0)] {
        for streams in ["<&-", "<&- >/dev/null", "<&- >/dev/null 2>&-"] {
            let script = format!("exec {} {words} {streams}", env!("CARGO_BIN_EXE_chiefly"));
            let mut command = Command::new("sh");
            command.args(["-c", &script]).env_clear().envs(home.environment()).current_dir(home.path());
            assert_eq!(run(command, "").code, Some(code), "{words} {streams}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let home = home();
    for words in [&["show"][..], &["--questions", "small.toml", "assess", "answers.toml"], &["ask"]] {
        let mut command = home.command(words);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let child = command.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let ended = finish(child);
        assert_eq!(ended.code, Some(1), "{words:?}");
        assert!(ended.stderr.contains("cannot write `standard output`"), "{words:?} {}", ended.stderr);
    }
}

#[test]
fn without_a_place_for_sessions_the_dialogue_goes_on() {
    let home = home();
    let mut command = home.command(&["--questions", "small.toml", "ask"]);
    command.env("XDG_STATE_HOME", "/dev/null/nowhere");
    let ended = run(command, "North\n12\n");
    assert!(ended.stdout.contains("Question 3 of"), "{}", ended.stdout);
    assert_eq!(ended.stderr.matches("Not saved, kept in memory").count(), 1, "{}", ended.stderr);
    assert_eq!(ended.code, Some(1));
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_loses_nothing_that_was_written() {
    let home = home();
    // Files may not grow beyond some blocks: enough for the questionnaire and the first answers.
    let blocks = SMALL.len() / 512 + 1;
    let program = env!("CARGO_BIN_EXE_chiefly");
    let script = format!("ulimit -f {blocks}; exec {program} --questions small.toml ask");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).env_clear().envs(home.environment()).current_dir(home.path());
    let answers: String =
        (0..400).flat_map(|n| ["/go 1\n".to_owned(), format!("The team with the number {n}\n")]).collect();
    let ended = run(command, &answers);
    assert!(ended.stderr.contains("Not saved, kept in memory"), "{}", ended.stderr);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stdout.contains("The team with the number 399"), "it goes on to the end");
    let journal = fs::read_to_string(home.sessions()[0].join("journal.jsonl")).unwrap();
    assert!(journal.ends_with('\n') && journal.lines().count() > 10, "whole lines only");
    let shown = home.run(&["sessions", "show", "0"], "");
    assert!(shown.stdout.contains("The team with the number"), "{} {}", shown.stdout, shown.stderr);
}

#[test]
fn sessions_are_listed_shown_copied_and_deleted() {
    let home = home();
    home.run(&["ask"], "Northwind\n1\n");
    let list = || home.run(&["sessions"], "").stdout;
    let listed = list();
    assert!(listed.contains("Northwind") && listed.contains("2 of 20 to 26 answered"), "{listed}");
    let id = listed.split(' ').next().unwrap();
    let shown = home.run(&["sessions", "show", id], "").stdout;
    assert!(shown.contains("company = \"Northwind\""), "{shown}");
    let copy = home.run(&["sessions", "fork", id], "").stdout;
    assert_eq!(home.run(&["sessions", "show", copy.trim()], "").stdout, shown);
    assert_eq!(home.run(&["assess", id], "").stdout, home.run(&["assess", "-"], &shown).stdout);
    let kept = home.run(&["sessions", "delete", id], "y\n");
    assert!(kept.code == Some(2) && kept.stderr.contains("--yes"), "nobody can answer there: {}", kept.stderr);
    assert_eq!(home.run(&["sessions", "delete", id, "--yes"], "").code, Some(0));
    assert_eq!(list().lines().count(), 1);
}

#[test]
fn reports_are_written_whole_or_not_at_all() {
    let home = home();
    let report = |words: &[&str]| {
        let mut all = vec!["--questions", "small.toml", "report"];
        all.extend(words);
        home.run(&all, "")
    };
    let there = |name: &str| home.path().join(name).exists();
    let printed = report(&["answers.toml", "-o", "-"]);
    assert!(printed.code == Some(0) && printed.stdout.contains("North"), "{}", printed.stderr);
    // What cannot be written is known before anything is.
    for (words, code) in [
        (["answers.toml", "-o", "a.md", "-o", "b.odt"], 2),
        (["answers.toml", "-o", "a.md", "-o", "nowhere/b.md"], 1),
        (["answers.toml", "-o", "a.md", "-o", "small.toml/b.md"], 1),
    ] {
        let ended = report(&words);
        assert_eq!((ended.code, there("a.md")), (Some(code), false), "{words:?} {}", ended.stderr);
    }
    assert_eq!(report(&["answers.toml", "-o", "a.md", "-o", "a.html"]).code, Some(0));
    assert_eq!(fs::read_to_string(home.path().join("a.md")).unwrap(), printed.stdout);
    let refused = report(&["answers.toml", "-o", "a.md"]);
    assert!(refused.code == Some(1) && refused.stderr.contains("`--force`"), "{}", refused.stderr);
    assert_eq!(report(&["answers.toml", "-o", "a.md", "--force"]).code, Some(0));
    assert_eq!(report(&["few.toml", "-o", "few.md"]).code, Some(4));
    assert!(there("few.md"), "incomplete answers give a report that says so");
}

#[test]
fn the_dialogue_writes_reports_too() {
    let home = home();
    let lines = "North\n12\n/report board.md\n/report board.md\n/report board.odt\n/quit\n";
    let ended = home.run(&["--questions", "small.toml", "ask"], lines);
    let paper = fs::read_to_string(home.path().join("board.md")).unwrap();
    assert!(paper.contains("North"), "{paper}");
    assert!(ended.stderr.contains("`board.md` is there already"), "{}", ended.stderr);
    assert!(ended.stderr.contains("`.odt`"), "{}", ended.stderr);
}

/// With a clock of its own, where a tool for that is installed.
#[test]
fn any_clock_will_do() {
    let has_tool = Command::new("faketime").arg("--version").stdout(Stdio::null()).status().is_ok();
    let clocks = ["1969-12-31 23:59:59", "9999-12-31 23:59:59", "1900-01-01 00:00:00"];
    for clock in clocks.into_iter().filter(|_| has_tool) {
        let home = home();
        let at = |words: &str, input: &str| {
            let mut command = Command::new("faketime");
            let program = env!("CARGO_BIN_EXE_chiefly");
            command.args([clock, program]).args(words.split(' ')).env_clear().envs(home.environment());
            command.current_dir(home.path());
            run(command, input)
        };
        let asked = at("--questions small.toml ask", "North\n12\n");
        assert_eq!(asked.code, Some(4), "{clock}: {}", asked.stderr);
        let listed = at("sessions", "").stdout;
        let id = listed.split(' ').next().unwrap();
        // Set back or forward meanwhile, it goes on.
        assert_eq!(home.run(&["ask", id], "5\n").code, Some(4), "{clock}");
        for words in ["assess ID", "report ID -o a.md -o a.html -o a.pdf -o a.docx", "sessions", "sessions fork ID"] {
            let ended = at(&words.replace("ID", id), "");
            assert!(!ended.stderr.contains("panicked"), "{clock}: {words}: {}", ended.stderr);
        }
        let book = at(&format!("report {id} -o a.xlsx"), "");
        assert!(!book.stderr.contains("panicked"), "{}", book.stderr);
        assert!(book.code == Some(4) || book.stderr.contains("before 1970"), "{book:?}");
    }
}
