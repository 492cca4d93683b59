//! `chiefly validate`: cases whose right result is known, a folder of them, and respondents at random.

use std::fs;

use chiefly::cli::assess::Form;
use chiefly::cli::validate;
use chiefly::questionnaire::Questionnaire;
use chiefly::session::answers_file::{self, AnswersFile, Origin};

use crate::support::home::Home;

const SMALL: &str = include_str!("../questionnaires/small.toml");

fn case(id: &str, kind: &str, expected: &str, people: u32) -> String {
    format!(
        "format = \"chiefly.answers/1\"\n[answers]\nteam_name = \"North\"\npeople = {people}\nvisitors = \"partners\"\n\
         [case]\nid = \"{id}\"\nkind = \"{kind}\"\nstrength = \"settled\"\nexpected = {{ place = \"{expected}\" }}\n"
    )
}

fn files(questionnaire: &Questionnaire) -> Vec<AnswersFile> {
    let cases = [case("a", "seen", "centre", 12), case("b", "seen", "remote", 80), case("c", "made_up", "suburb", 3)];
    let read = |source: &String| answers_file::parse(source, questionnaire, Origin::Any).value.unwrap();
    cases.iter().map(read).collect()
}

#[test]
fn agreement_in_words() {
    let small = Questionnaire::parse(SMALL).value.unwrap();
    let leave_out = ["made_up".to_owned()];
    insta::assert_snapshot!(validate::cases(&small, files(&small), &leave_out, 200, Form::Text));
}

#[test]
fn agreement_as_data() {
    let small = Questionnaire::parse(SMALL).value.unwrap();
    let text = validate::cases(&small, files(&small), &[], 50, Form::Json);
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(data["schema"], "chiefly.validation/1");
    let place = &data["decisions"][0];
    assert_eq!(place["all"]["cases"], 3);
    assert_eq!(place["by_kind"]["seen"]["cases"], 2);
    let rows: u64 = place["confusion"]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .filter_map(serde_json::Value::as_u64)
        .sum();
    assert_eq!(rows, 3);
    let shares = place["random"]["shares"].as_object().unwrap();
    let sum: f64 = shares.values().filter_map(serde_json::Value::as_f64).sum();
    assert!((sum - 1.0).abs() < 1e-9);
    // Nothing is known of the second decision.
    assert_eq!(data["decisions"][1]["all"]["cases"], 0);
}

#[test]
fn a_folder_of_cases_on_the_command_line() {
    let home = Home::new();
    fs::write(home.path().join("small.toml"), SMALL).unwrap();
    let folder = home.path().join("cases");
    fs::create_dir(&folder).unwrap();
    let command = || home.run(&["--questions", "small.toml", "validate", "cases", "--respondents", "20"], "");
    assert_eq!(command().code, Some(4), "a folder without cases");
    fs::write(folder.join("a.toml"), case("a", "seen", "centre", 12)).unwrap();
    fs::write(folder.join("notes.md"), "no answers").unwrap();
    let found = command();
    assert_eq!(found.code, Some(0), "{}", found.stderr);
    assert!(found.stdout.contains("right first"));
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("expected.toml", "[a]\nplace = \"centre\"\n");
    write("small.toml", SMALL);
    write("today.toml", "format = \"chiefly.answers/1\"\n[answers]\npeople = 12\n");
    let with_others = command();
    assert_eq!((with_others.code, &with_others.stdout), (Some(0), &found.stdout));
    assert_eq!(with_others.stderr.lines().count(), 1, "{}", with_others.stderr);
    assert!(with_others.stderr.contains("3 files without a known case left out: "), "{}", with_others.stderr);
    assert!(with_others.stderr.contains("expected.toml, "), "{}", with_others.stderr);
    // What claims to hold answers, or cannot be read, is an error.
    for broken in ["[answers]\n", "format = \"chiefly.answers/2\"\n", "format = \n", "format = 1\n[case]\n"] {
        write("broken.toml", broken);
        assert_eq!(command().code, Some(4), "{broken}");
    }
    fs::remove_file(folder.join("broken.toml")).unwrap();
    fs::write(folder.join("b.toml"), case("b", "seen", "nowhere", 12)).unwrap();
    assert_eq!(command().code, Some(4), "a case that expects what there is not");
    assert_eq!(home.run(&["validate", "nowhere"], "").code, Some(1));
}
