//! Killed without warning at random moments: whatever the screen has shown as answered is there afterwards.
//!
//! A few rounds run with all tests; `CHIEFLY_KILLS=200 cargo test --test it kill` runs as many as one likes.

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::thread;
use std::time::Duration;

use crate::support::home::{Home, signal};
use crate::support::pty::Pty;

/// Questions of the questionnaire: more than are answered before the kill.
const QUESTIONS: usize = 60;
/// The kill comes within this time after the first answer.
const WINDOW: Duration = Duration::from_millis(900);

/// A questionnaire with many questions of three options each.
fn many() -> String {
    let small = include_str!("../questionnaires/small.toml");
    // The head, the decisions and criteria are those of the small one.
    let head = small.split("[[section]]").next().unwrap().replace("subject = \"team_name\"\n", "");
    let mut text = head + "[[section]]\nid = \"all\"\ntitle = \"All\"\n";
    for n in 0..QUESTIONS {
        let _ = writeln!(
            text,
            "[[question]]\nid = \"q{n}\"\nsection = \"all\"\nkind = \"single\"\nprompt = \"Is it number {n}?\"\nwhy = \"To see.\"\nweight = 0"
        );
        for option in ["a", "b", "c"] {
            let _ = writeln!(text, "[[question.option]]\nid = \"{option}\"\nlabel = \"Option {option}\"");
        }
    }
    text + "[[source]]\nid = \"survey\"\ntitle = \"A survey\"\nurl = \"https://example.org/survey\"\n"
}

/// Numbers that look random, the same in every run.
fn scatter(seed: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33
}

/// Answers until killed; how many answers the screen has shown as given.
fn answer_until_killed(home: &Home, round: u64) -> usize {
    let mut pty = Pty::chiefly(home, (80, 24), &["--questions", "many.toml"]);
    pty.sees("start");
    pty.types("\r");
    pty.sees("Is it number 0?");
    let pid = pty.pid();
    let delay = WINDOW / 1000 * u32::try_from(scatter(round) % 1000).unwrap();
    let killer = thread::spawn(move || {
        thread::sleep(delay);
        signal(pid, "KILL");
    });
    let mut given = 0;
    while given + 1 < QUESTIONS && !killer.is_finished() {
        pty.types(&format!("{}\r", given % 3 + 1));
        let next = format!("Is it number {}?", given + 1);
        while !pty.words().contains(&next) && !killer.is_finished() {
            thread::sleep(Duration::from_micros(200));
        }
        given += usize::from(pty.words().contains(&next));
    }
    killer.join().unwrap();
    pty.ends();
    given
}

#[test]
fn no_answer_that_was_given_is_lost() {
    let rounds = std::env::var("CHIEFLY_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let mut answers = 0;
    for round in 0..rounds {
        let home = Home::new();
        fs::write(home.path().join("many.toml"), many()).unwrap();
        let given = answer_until_killed(&home, round);
        answers += given;
        let shown = home.run(&["sessions", "show", "0"], "");
        assert!(shown.code == Some(0) || given == 0, "round {round}: {}", shown.stderr);
        for n in 0..given {
            let line = format!("q{n} = \"{}\"", ["a", "b", "c"][n % 3]);
            assert!(shown.stdout.contains(&line), "round {round}: {given} given, `{line}` is lost\n{}", shown.stdout);
        }
        // And it goes on where it was.
        let again = home.run(&["ask", "0"], "");
        assert!(again.code == Some(4) || given == 0, "round {round}: {}", again.stderr);
    }
    assert!(answers > 0, "every kill came before the first answer");
}
