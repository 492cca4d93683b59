//! The dialogue line by line: everything that the screens can do, by lines alone.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chiefly::assessment::{Settings, assess};
use chiefly::cli::ask::{Ask, Effect};
use chiefly::questionnaire::answer::{Answer, Answers, Confidence, Value};
use chiefly::questionnaire::question::Question;
use chiefly::questionnaire::{Questionnaire, built_in};
use chiefly::session::{Session, answers_file};
use proptest::prelude::*;

use crate::support::home::Home;

const SMALL: &str = include_str!("../questionnaires/small.toml");

fn begin(source: &str) -> Ask {
    let questionnaire = Arc::new(Questionnaire::parse(source).value.unwrap());
    let answers = Answers::new(&questionnaire);
    Ask::new(Session::new(questionnaire, answers))
}

/// Types lines; gives back all that was said.
fn type_lines(ask: &mut Ask, lines: &[&str]) -> String {
    lines.iter().map(|line| ask.line(line).text).collect()
}

/// What stands for a question, in words.
fn said(ask: &Ask, id: &str) -> Option<String> {
    let questionnaire = &ask.session().questionnaire;
    let id = questionnaire.find_question(id).unwrap();
    ask.session().answers().get(id).map(|a| questionnaire.question(id).say(&a.value))
}

/// The lines that give an answer: what is remarked about it, then itself.
fn lines_of(question: &Question, answer: &Answer) -> Vec<String> {
    let id = |&i: &usize| question.options()[i].id.clone();
    let mut lines = Vec::new();
    if answer.confidence == Confidence::Unsure {
        lines.push("/unsure".to_owned());
    }
    if !answer.note.is_empty() {
        lines.push(format!("/note {}", answer.note));
    }
    lines.push(match &answer.value {
        Value::Choice(i) => id(i),
        Value::Choices(places) if places.is_empty() => "none".to_owned(),
        Value::Choices(places) | Value::Order(places) => places.iter().map(id).collect::<Vec<_>>().join(" "),
        Value::Number(n) => n.to_string(),
        Value::Points(points) => points.iter().map(u32::to_string).collect::<Vec<_>>().join(" "),
        Value::Text(words) => words.clone(),
        Value::Unknown => "?".to_owned(),
        Value::NotApplicable => "-".to_owned(),
    });
    lines
}

/// The lines by which somebody with these answers goes through the dialogue, and the dialogue at its end.
fn walk(questionnaire: &Arc<Questionnaire>, answers: &Answers) -> (String, Ask) {
    let mut ask = Ask::new(Session::new(Arc::clone(questionnaire), Answers::new(questionnaire)));
    let mut script = String::new();
    while let Some(id) = ask.question() {
        let question = questionnaire.question(id);
        let lines = answers.get(id).map_or_else(|| vec![String::new()], |answer| lines_of(question, answer));
        for line in lines {
            let _ = ask.line(&line);
            let _ = writeln!(script, "{line}");
        }
        assert_ne!(ask.question(), Some(id), "`{}` does not take its answer", question.id);
    }
    (script, ask)
}

/// Name and text of all examples.
fn examples() -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let paths = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let is_example = |p: &PathBuf| p.extension().is_some_and(|e| e == "toml") && p.file_stem().unwrap() != "expected";
    let mut found: Vec<_> = paths.filter(is_example).map(|p| (p.clone(), fs::read_to_string(&p).unwrap())).collect();
    found.sort();
    found
}

#[test]
fn the_examples_come_out_line_by_line_as_from_a_file() {
    let questionnaire = Arc::new(built_in());
    let examples = examples();
    assert!(examples.len() >= 6);
    for (path, source) in examples {
        let file = answers_file::parse(&source, &questionnaire, answers_file::Origin::Checked).value.unwrap();
        let (_, ask) = walk(&questionnaire, &file.answers);
        let settings = Settings { draws: 0 };
        let wanted = assess(&questionnaire, &file.answers, &settings);
        let given = assess(&questionnaire, ask.session().answers(), &settings);
        assert_eq!(given, wanted, "{}", path.display());
        assert!(ask.is_complete() == wanted.is_complete());
    }
}

#[test]
fn the_program_says_the_same_as_assess() {
    let questionnaire = Arc::new(built_in());
    let (path, source) = examples().swap_remove(0);
    let file = answers_file::parse(&source, &questionnaire, answers_file::Origin::Checked).value.unwrap();
    let (script, _) = walk(&questionnaire, &file.answers);
    let home = Home::new();
    let asked = home.run(&["ask"], &script);
    assert_eq!(asked.code, Some(0), "{}", asked.stderr);
    let json = home.run(&["assess", &path.display().to_string(), "--format", "json"], "").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let headline = json["headline"].as_str().unwrap();
    assert!(asked.stdout.contains(&format!("Result: {headline}")), "{}", asked.stdout);
}

#[test]
fn every_kind_of_question_takes_its_answers() {
    let mut ask = begin(SMALL);
    let lines = ["North", "12", "250k", "2", "4", "1 3", "60 0 40", "3 1 2", "yes"];
    let spoken = type_lines(&mut ask, &lines);
    assert!(ask.is_complete(), "{spoken}");
    let answers = ["team_name", "people", "rent", "visitors", "visits", "needs", "priorities", "order", "growth"];
    let given: Vec<String> = answers.iter().filter_map(|id| said(&ask, id)).collect();
    insta::assert_snapshot!(given.join("\n"), @r"
    North
    12
    EUR 250,000
    Partners, now and then
    4
    A workshop; Silence
    Being near 60; Being calm 40
    Parking > Daylight > Trains
    Yes, by half or more
    ");
    assert!(spoken.contains("Result: "), "{spoken}");
}

#[test]
fn an_answer_that_does_not_fit_is_told_and_nothing_changes() {
    let mut ask = begin(SMALL);
    let _ = type_lines(&mut ask, &["North"]);
    for (line, told) in [
        ("many", "`many` is not a number. Type a whole number from 1 to 5,000."),
        ("0", "0 is not between 1 and 5,000"),
        ("12 of them", "Type a whole number from"),
        ("/dance", "There is no command `/dance`"),
    ] {
        let reply = ask.line(line);
        assert!(reply.text.contains(told), "{line}: {}", reply.text);
        assert_eq!(reply.effects, [], "{line}");
    }
    assert_eq!(said(&ask, "people"), None);
    let text = type_lines(&mut ask, &["12", "?", "2", "4", "1 4", "9", "60 60", "1=70 3=30"]);
    assert!(text.contains("`None of these` excludes the other options"), "{text}");
}

#[test]
fn going_back_changing_and_taking_back() {
    let mut ask = begin(SMALL);
    let _ = type_lines(&mut ask, &["North", "12", "?", "1"]);
    assert_eq!(ask.question(), ask.session().questionnaire.find_question("visits"));
    // Back as far as it goes, also with the slash that a text question needs.
    let text = type_lines(&mut ask, &["back", "b", "back", "/b", "/b"]);
    assert!(text.contains("This is the first question."), "{text}");
    // A change of an early answer says what it closes; the later answers stay, and it goes on where it was.
    let text = type_lines(&mut ask, &["/go people", "1"]);
    assert!(text.contains("This closes 1 question."), "{text}");
    assert_eq!(said(&ask, "rent").as_deref(), Some("don't know"));
    assert_eq!(ask.question(), ask.session().questionnaire.find_question("visits"));
    let text = type_lines(&mut ask, &["undo"]);
    assert!(text.contains("This opens 1 question."), "{text}");
    assert_eq!(said(&ask, "people").as_deref(), Some("12"));
    let _ = type_lines(&mut ask, &["redo", "clear"]);
    assert_eq!(said(&ask, "people"), None);
    let text = type_lines(&mut ask, &["go 99", "review", "go 1"]);
    assert!(text.contains("There is no question `99` here"), "{text}");
    assert!(text.contains("1. What is the team called? North"), "{text}");
    assert_eq!(ask.question(), ask.session().questionnaire.find_question("team_name"));
}

#[test]
fn remarks_come_before_the_answer_or_after_it() {
    let mut ask = begin(SMALL);
    let _ = type_lines(&mut ask, &["North", "unsure", "note from the list", "12", "back", "lock"]);
    let people = ask.session().questionnaire.find_question("people").unwrap();
    let answer = ask.session().answers().get(people).unwrap();
    assert_eq!((answer.confidence, answer.note.as_str(), answer.locked), (Confidence::Unsure, "from the list", true));
    let text = type_lines(&mut ask, &["unsure", "why"]);
    assert!(text.contains("More people need more room.\nSource: "), "{text}");
    assert_eq!(ask.session().answers().get(people).unwrap().confidence, Confidence::Sure);
}

#[test]
fn why_tells_which_answer_to_take_in_doubt() {
    let why = "why = \"More people need more room.\"\n";
    let mut ask = begin(&SMALL.replace(why, &format!("{why}guide = \"Count the guests of {{team_name}} too.\"\n")));
    let text = type_lines(&mut ask, &["North", "why"]);
    assert!(text.contains("More people need more room.\nIn doubt: Count the guests of North too.\nSource: "), "{text}");
    assert_eq!(text.matches("guests").count(), 1, "it stays behind `why`: {text}");
}

#[test]
fn every_change_is_recorded_before_anything_else_is_said() {
    let mut ask = begin(SMALL);
    let changes =
        |ask: &mut Ask, line: &str| ask.line(line).effects.iter().filter(|e| matches!(e, Effect::Record(_))).count();
    let counts: Vec<usize> = ["North", "12", "back", "unsure", "undo", "redo", "clear", "review", ""]
        .iter()
        .map(|l| changes(&mut ask, l))
        .collect();
    assert_eq!(counts, [1, 1, 0, 1, 1, 1, 1, 0, 0]);
    assert_eq!(ask.line("quit").effects, [Effect::Quit]);
    assert_eq!(ask.line("report board.md").effects, [Effect::Report("board.md".to_owned())]);
}

#[test]
fn a_dialogue_that_ends_early_goes_on_later() {
    let home = Home::new();
    let first = home.run(&["ask"], "Northwind\n2\n");
    assert_eq!(first.code, Some(4));
    assert!(first.stderr.contains("`chiefly ask "), "{}", first.stderr);
    let id = first.stderr.split("`chiefly ask ").nth(1).unwrap().split('`').next().unwrap();
    let second = home.run(&["ask", id], "");
    assert!(second.stdout.contains("2 answers from before."), "{}", second.stdout);
    assert!(second.stdout.contains("Question 3 of"), "{}", second.stdout);
    assert_eq!(home.sessions().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_does_harm(lines in proptest::collection::vec(
        prop_oneof!["\\PC{0,12}", "[0-9 ,=?-]{1,9}", "/?(back|undo|redo|go [0-9]|review|clear|note x|unsure|lock|result|why)"],
        0..30,
    )) {
        let mut ask = begin(SMALL);
        let mut replayed = ask.session().clone();
        for line in &lines {
            for effect in ask.line(line).effects {
                if let Effect::Record(change) = effect {
                    replayed.replay(change.question, change.after, change.cause);
                }
            }
        }
        prop_assert_eq!(replayed.answers(), ask.session().answers());
    }
}

#[test]
fn a_line_that_is_no_text_is_said_and_asked_again() {
    let lines: [(&[u8], &str); 5] = [
        (b"Caf\xe9\n", "after \"Caf\" is the byte 0xe9"),
        (b"/note from \xff\n", "after \"/note from\" is the byte 0xff"),
        (b"/report caf\xe9.md\n", "after \"/report caf\" is the byte 0xe9"),
        ("Caf\u{fffd}\n".as_bytes(), "the sign for a lost character"),
        (b"Caf\x1b[D\n", "a control character"),
    ];
    for (line, told) in lines {
        let home = Home::new();
        let ended = home.run(&["ask"], [line, b"Caf\xc3\xa9\n/back\n/quit\n"].concat());
        assert!(ended.stdout.contains(told) && ended.stdout.contains("please type it again"), "{}", ended.stdout);
        assert!(ended.stdout.contains("So far: Caf\u{e9}."), "{}", ended.stdout);
        let kept = home.run(&["sessions", "show", "0"], "").stdout;
        assert!(kept.contains("company = \"Caf\u{e9}\"") && !kept.contains("note"), "{kept}");
        let journal = fs::read_to_string(home.sessions()[0].join("journal.jsonl")).unwrap();
        assert_eq!(journal.lines().count(), 2, "one change only: {journal}");
    }
}

#[test]
fn a_line_that_is_too_long_is_refused_and_not_cut() {
    let home = Home::new();
    let ended = home.run(&["ask"], format!("{}\nNorth\n/quit\n", "x".repeat(100_000)));
    assert!(ended.stdout.contains("longer than 65536 bytes"), "{}", ended.stdout);
    assert!(home.run(&["sessions", "show", "0"], "").stdout.contains("company = \"North\""));
}
