//! Answers files: what is read, what is refused and why, and that writing and reading are inverse.

use std::fs;

use chiefly::diagnostic::Diagnostic;
use chiefly::questionnaire::answer::{Answer, Answers, Confidence, Value};
use chiefly::questionnaire::{Questionnaire, built_in};
use chiefly::session::answers_file::{self, AnswersFile, Origin};

fn small() -> Questionnaire {
    Questionnaire::parse(include_str!("../questionnaires/small.toml")).value.unwrap()
}

fn read(source: &str) -> Result<AnswersFile, Vec<Diagnostic>> {
    let checked = answers_file::parse(source, &small(), Origin::Checked);
    checked.value.ok_or(checked.diagnostics)
}

/// All findings, one a line: line, code, message, cure.
fn faults(source: &str) -> String {
    let found = read(source).unwrap_err();
    let line = |d: &Diagnostic| source[..d.labels[0].span.start].matches('\n').count() + 1;
    let say = |d: &Diagnostic| format!("{}: {}: {}; {}", line(d), d.code, d.message, d.help.as_deref().unwrap_or("-"));
    found.iter().map(say).collect::<Vec<_>>().join("\n")
}

const EVERY_KIND: &str = r#"
format = "chiefly.answers/1"
title = "The team of the north"

[answers]
team_name = "Étoile & Söhne"
people = { value = 12, confidence = "unsure", note = "counted in spring", locked = true }
rent = "?"
visitors = "partners"
visits = 4
needs = ["silence", "workshop"]
priorities = { near = 60, calm = 40 }
order = ["trains", "light", "parking"]
growth = "n/a"

[case]
id = "case-1"
expected = { place = "suburb", lease = "short_lease" }
kind = "invented"
strength = "settled"
source = "https://example.org"
brief = "A team."
"#;

#[test]
fn every_kind_of_answer_is_read_and_written_back() {
    let questionnaire = small();
    let file = read(EVERY_KIND).unwrap();
    let answer = |id: &str| file.answers.get(questionnaire.find_question(id).unwrap()).unwrap().clone();
    let people = Answer {
        value: Value::Number(12.0),
        confidence: Confidence::Unsure,
        note: "counted in spring".to_owned(),
        locked: true,
    };
    assert_eq!(answer("people"), people);
    assert_eq!(answer("rent").value, Value::Unknown);
    assert_eq!(answer("growth").value, Value::NotApplicable);
    assert_eq!(answer("needs").value, Value::Choices(vec![0, 2]));
    assert_eq!(answer("priorities").value, Value::Points(vec![60, 0, 40]));
    assert_eq!(answer("order").value, Value::Order(vec![1, 0, 2]));
    assert_eq!(file.title, "The team of the north");
    assert_eq!(file.case.as_ref().unwrap().expected.len(), 2);
    let written = answers_file::write(&questionnaire, &file.answers);
    assert_eq!(read(&written).unwrap().answers, file.answers, "{written}");
}

#[test]
fn words_that_look_like_a_special_answer_stay_words() {
    let questionnaire = small();
    let name = questionnaire.find_question("team_name").unwrap();
    for words in ["?", "n/a", "\"quoted\" \\ 'both'", "# no comment", "e\u{301}"] {
        let mut answers = Answers::new(&questionnaire);
        answers.set(name, Some(Value::Text(words.to_owned()).into()));
        let written = answers_file::write(&questionnaire, &answers);
        assert_eq!(read(&written).unwrap().answers, answers, "{written}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    insta::assert_snapshot!(faults(
        r#"
format = "chiefly.answers/1"
questionnaire = "0000"
titel = "misspelt"

[answers]
team_nam = "X"
team_name = "?"
people = 120_000
rent = "a lot"
visitors = "custommers"
visits = 2.5
needs = ["silence", "nothing"]
priorities = { near = 60, cheap = 30, far = 10 }
order = ["trains"]
growth = { value = "yes", confidence = "maybe", remark = "?" }
welcome = "hello"

[case]
expected = { place = "moon", plaice = "centre" }
"#
    ));
}

#[test]
fn another_questionnaires_answers_are_refused_unless_wanted() {
    let source = "format = \"chiefly.answers/1\"\nquestionnaire = \"abc\"\n[answers]\npeople = 3\n";
    assert!(faults(source).starts_with("2: other-questionnaire"));
    assert!(answers_file::parse(source, &small(), Origin::Any).value.is_some());
}

#[test]
fn wrong_forms_and_syntax_are_told() {
    insta::assert_snapshot!(faults(
        "format = \"chiefly.report/1\"\n[answers]\nneeds = \"silence\"\npriorities = 5\nteam_name = [1]\nvisitors = 7\norder = \"light\"\npeople = true\n"
    ));
    insta::assert_snapshot!(faults(
        "format = \"chiefly.answers/1\"\n[answers]\npeople = = 3\nvisitors = \"nobody\nneeds = []\n"
    ));
    insta::assert_snapshot!(faults(""));
}

#[test]
fn the_examples_are_valid_answers() {
    let questionnaire = built_in();
    let mut read = 0;
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap();
        if source.contains(answers_file::FORMAT) {
            let checked = answers_file::parse(&source, &questionnaire, Origin::Checked);
            assert_eq!(checked.diagnostics, [], "{}", path.display());
            read += 1;
        }
    }
    assert!(read >= 6, "only {read} examples");
}
