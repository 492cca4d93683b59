//! Damaged journals: what is not as it was written is told, with what is lost, and never used.

use std::fs;
use std::sync::{Arc, LazyLock};

use chiefly::questionnaire::Questionnaire;
use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::session::journal::{Entry, FORMAT, Header, Journal};
use chiefly::session::{Cause, Session, damage, history};
use proptest::prelude::*;

use crate::support::home::Home;

const SMALL: &str = include_str!("../questionnaires/small.toml");

fn small() -> Arc<Questionnaire> {
    static PARSED: LazyLock<Arc<Questionnaire>> =
        LazyLock::new(|| Arc::new(Questionnaire::parse(SMALL).value.unwrap()));
    Arc::clone(&PARSED)
}

fn replayed(journal: &Journal) -> Session {
    let mut session = Session::new(small(), Answers::new(&small()));
    journal.replay(&mut session);
    session
}

/// What a person is told of a journal.
fn told(bytes: &[u8]) -> String {
    let journal = Journal::read(bytes, &small());
    damage::words(&journal, &replayed(&journal)).unwrap_or_default()
}

/// A journal with one change for each of these answers, numbers for `people` among them.
fn journal(people: &[u32]) -> String {
    let questionnaire = small();
    let header =
        Header { format: FORMAT.to_owned(), questionnaire: questionnaire.fingerprint.clone(), started: time(0) };
    let mut session = Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire));
    let mut text = header.line();
    let mut number = 0;
    let mut put = |id: &str, value: Value| {
        let question = questionnaire.find_question(id).unwrap();
        let Some(change) = session.answer(question, Some(value.into())) else { return };
        number += 1;
        let who = if number % 2 == 0 { "Ann \"B\"".to_owned() } else { String::new() };
        let (before, answer, cause) = (change.before, change.after, Cause::Answer);
        text.push_str(&Entry { time: time(number), who, question, before, answer, cause }.line(number, &questionnaire));
    };
    put("team_name", Value::Text("Nord".to_owned()));
    for &n in people {
        put("people", Value::Number(f64::from(n)));
    }
    put("visitors", Value::Choice(1));
    put("needs", Value::Choices(vec![1, 2]));
    text
}

fn time(minute: u64) -> String {
    format!("2026-03-12T08:{minute:02}:00.000Z")
}

/// Each bit of a journal flipped, alone: whatever comes of it is told, or makes no difference.
#[test]
fn every_single_bit_flip_is_told_or_harmless() {
    let whole = journal(&[12, 14]);
    let right = Journal::read(whole.as_bytes(), &small());
    assert!(right.is_whole() && told(whole.as_bytes()).is_empty());
    let known = replayed(&right);
    let mut silent = 0;
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let read = Journal::read(&bytes, &small());
        let words = told(&bytes);
        silent += usize::from(words.is_empty());
        assert!(!words.is_empty() || read == right, "bit {bit}: {}", String::from_utf8_lossy(&bytes));
        // What is read was written so: nothing that is damaged is used.
        assert!(read.entries.iter().all(|e| right.entries.contains(e)), "bit {bit}");
        let is_there = |(q, a): (_, &_)| known.answers().get(q) == Some(a) || words.contains("former answer");
        assert!(replayed(&read).answers().iter().all(is_there), "bit {bit}: {words}");
    }
    assert_eq!(silent, 0, "each flip is in a sealed line or at the end of one");
}

/// The same by chance: longer journals, more flips, lines that are gone, twice there or in another order.
#[derive(Clone, Debug)]
enum Harm {
    Flip(usize),
    Byte(usize, u8),
    Drop(usize),
    Twice(usize),
    Swap(usize, usize),
    Cut(usize),
    Zeros(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        4 => any::<usize>().prop_map(Harm::Flip),
        2 => any::<(usize, u8)>().prop_map(|(place, byte)| Harm::Byte(place, byte)),
        1 => any::<usize>().prop_map(Harm::Drop),
        1 => any::<usize>().prop_map(Harm::Twice),
        1 => any::<(usize, usize)>().prop_map(|(a, b)| Harm::Swap(a, b)),
        1 => any::<usize>().prop_map(Harm::Cut),
        1 => any::<(usize, usize)>().prop_map(|(place, length)| Harm::Zeros(place, length % 600)),
    ]
}

fn harmed(text: &str, harms: &[Harm]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_owned();
    for harm in harms {
        let length = bytes.len().max(1);
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|&b| b == b'\n').map(<[u8]>::to_owned).collect();
        let count = lines.len().max(1);
        match *harm {
            Harm::Flip(bit) => bytes.iter_mut().skip(bit / 8 % length).take(1).for_each(|b| *b ^= 1 << (bit % 8)),
            Harm::Byte(place, byte) => bytes.iter_mut().skip(place % length).take(1).for_each(|b| *b = byte),
            // The last line is left: that it was ever there cannot be known.
            Harm::Drop(line) if count > 1 => {
                bytes = {
                    lines.remove(line % (count - 1));
                    lines.concat()
                }
            }
            Harm::Twice(line) if count > 1 => {
                bytes = {
                    lines.insert(line % count, lines[line % count].clone());
                    lines.concat()
                }
            }
            Harm::Swap(a, b) if count > 1 => {
                bytes = {
                    lines.swap(a % count, b % count);
                    lines.concat()
                }
            }
            Harm::Cut(place) => bytes.truncate((place % length).max(1)),
            Harm::Zeros(place, many) => bytes.iter_mut().skip(place % length).take(many).for_each(|b| *b = 0),
            _ => {}
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_damage_is_told_and_nothing_damaged_is_used(harms in proptest::collection::vec(harm(), 1..5)) {
        let whole = journal(&[12, 14, 9, 30, 7]);
        let right = Journal::read(whole.as_bytes(), &small());
        let bytes = harmed(&whole, &harms);
        let read = Journal::read(&bytes, &small());
        prop_assert!(read.entries.iter().all(|e| right.entries.contains(e)), "{harms:?}");
        let words = told(&bytes);
        // A journal that was cut between two lines is a shorter journal.
        let is_shorter = right.entries.starts_with(&read.entries) && whole.as_bytes().starts_with(&bytes);
        prop_assert!(!words.is_empty() || read.entries == right.entries || is_shorter, "{harms:?}\n{words}");
        let lost = right.entries.len() - right.entries.iter().filter(|e| read.entries.contains(e)).count();
        let counted: usize = read.gaps.iter().map(|g| g.changes).sum();
        let cut = harms.iter().any(|h| matches!(h, Harm::Cut(_) | Harm::Zeros(..) | Harm::Swap(..)));
        prop_assert!(cut || counted >= lost || read.entries.last() != right.entries.last(), "{counted} of {lost} {harms:?}");
    }
}

#[test]
fn what_is_lost_is_said_in_words() {
    let whole = journal(&[12, 14]);
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let with = |place: usize, line: &str| {
        let mut lines = lines.clone();
        lines[place] = line;
        lines.concat()
    };
    let broken = lines[3].replace("14", "15");
    let table = [
        (
            with(3, &broken),
            "line 4 cannot be read: a change of `people` is lost, what stands there is the former answer, \"12\"",
        ),
        (
            with(2, &lines[2].replace("12", "13")),
            "line 3 cannot be read: a change of `people` is lost and was made up for by a later one",
        ),
        (
            with(1, &lines[1].replace("Nord", "Sued")),
            "line 2 cannot be read: a change of `team_name` is lost, no answer stands there",
        ),
        (with(3, ""), "lines before line 4 are missing: a change is lost, of which question cannot be told"),
        // What is said after it tells whose change it was.
        (
            with(2, ""),
            "lines before line 3 are missing: a change of `people` is lost and was made up for by a later one",
        ),
        (with(0, "{\n"), "the first line is lost, and no answer with it"),
        (
            with(3, "\u{0}\u{0}\n\u{0}\n"),
            "lines 4 to 5 cannot be read: a change is lost, of which question cannot be told",
        ),
        (with(3, &format!("{}{}", lines[3], lines[2])), "line 5 cannot be read: no change is lost"),
    ];
    for (text, wanted) in table {
        assert_eq!(told(text.as_bytes()), format!("the journal is damaged: {wanted}"));
    }
    // An editor of another system leaves its ends of lines, and nothing is lost.
    assert_eq!(told(whole.replace('\n', "\r\n").as_bytes()), "");
}

#[test]
fn journals_from_before_there_were_seals_are_read() {
    let old = "{\"format\":\"chiefly.journal/1\",\"questionnaire\":\"00\",\"started\":\"2026-01-01T00:00:00.000Z\"}\n\
        {\"t\":\"2026-01-01T00:00:01.000Z\",\"q\":\"people\",\"a\":{\"value\":12},\"cause\":\"answer\"}\n\
        {\"t\":\"2026-01-01T00:00:02.000Z\",\"q\":\"people\",\"a\":{\"value\":14,\"note\":\"new\"},\"cause\":\"answer\"}\n\
        {\"t\":\"2026-01-01T00:00:03.000Z\",\"q\":\"people\",\"a\":{\"value\":12},\"cause\":\"undo\"}\n";
    let read = Journal::read(old.as_bytes(), &small());
    assert_eq!((read.entries.len(), read.gaps.len(), told(old.as_bytes()).as_str()), (3, 0, ""));
    // They get seals when they are opened to be written to.
    assert!(!read.is_whole());
    let sealed = read.write(&small());
    let again = Journal::read(sealed.as_bytes(), &small());
    assert!(again.is_whole() && again.entries == read.entries, "{sealed}");
    let said: Vec<_> = history::steps(&again, &small()).into_iter().map(|s| (s.before, s.after)).collect();
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(said[0], (None, some("12")));
    assert_eq!(said[1], (some("12"), some("14 (note: new)")));
    assert_eq!(said[2], (some("14 (note: new)"), some("12")));
}

/// A home with one session of the small questionnaire, whose journal has lost its answer to `people`.
fn damaged_home() -> Home {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    home.run(&["--questions", "small.toml", "ask"], "Nord\n12\n");
    let path = home.sessions()[0].join("journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let place = text.find("\"value\":12").unwrap();
    let mut bytes = text.into_bytes();
    bytes[place + 9] ^= 1;
    fs::write(&path, bytes).unwrap();
    home
}

#[test]
fn every_command_that_reads_a_session_tells_its_damage() {
    let home = damaged_home();
    let words: [&[&str]; 8] = [
        &["sessions"],
        &["sessions", "show", "0"],
        &["sessions", "show", "0", "--history"],
        &["assess", "0"],
        &["report", "0", "-o", "-"],
        &["verify", "small.toml.md", "0"],
        &["sessions", "fork", "0"],
        &["ask", "0"],
    ];
    fs::write(home.path().join("small.toml.md"), "# Report").unwrap();
    for words in words {
        // The copy is taken away again, so that the beginning of the id stays clear.
        let ended = home.run(words, "");
        let told = "the journal is damaged: line 3 cannot be read: a change of `people` is lost, no answer stands there; \
                    by `answers.toml`, which was written earlier, `people` was \"12\"";
        assert!(ended.stderr.contains(told), "{words:?}: {}", ended.stderr);
        assert!(!ended.stdout.contains("13"), "{words:?}: what is damaged is used: {}", ended.stdout);
        for copy in home.sessions().iter().skip(1) {
            fs::remove_dir_all(copy).unwrap();
        }
    }
    // `ask` has mended it; what was lost stays told until it is said again.
    let told = home.run(&["sessions", "show", "0"], "").stderr;
    assert!(told.contains("something was lost before") && told.contains("journal.damaged-1.jsonl"), "{told}");
    home.run(&["ask", "0"], "go people\n12\n");
    let quiet = home.run(&["sessions", "show", "0"], "");
    assert!(quiet.stderr.is_empty() && quiet.stdout.contains("people = 12"), "{quiet:?}");
}

#[test]
fn the_history_says_who_changed_what() {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    let ann = ["--questions", "small.toml", "--name", "Ann\u{1b}[2J", "ask"];
    home.run(&ann, "Nord\n12\n/back\n14\n/undo\n");
    let mut bob = home.command(&["ask", "0"]);
    bob.env("CHIEFLY_NAME", "Bob");
    crate::support::home::run(bob, "go people\n9\n");
    let shown = home.run(&["sessions", "show", "0", "--history"], "").stdout;
    let told: Vec<String> = shown.lines().map(|l| l.split_once("Z  ").unwrap().1.to_owned()).collect();
    assert_eq!(
        told,
        [
            "Ann[2J  team_name  no answer -> Nord",
            "Ann[2J  people     no answer -> 12",
            "Ann[2J  people     12 -> 14",
            "Ann[2J  people     14 -> 12 (undone)",
            "Bob     people     12 -> 9",
        ]
    );
}
