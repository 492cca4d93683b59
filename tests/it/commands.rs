//! What `check`, `show` and `assess` print and how they end, as functions.

use std::collections::BTreeSet;

use chiefly::assessment::{Settings, assess};
use chiefly::cli::{Outcome, assess as assess_command, check, show};
use chiefly::error::exit;
use chiefly::questionnaire::{BUILT_IN, Questionnaire, built_in};
use chiefly::session::answers_file::{self, Origin};

const SMALL: &str = include_str!("../questionnaires/small.toml");
const ANSWERS: &str = r#"format = "chiefly.answers/1"
[answers]
team_name = "North"
people = 12
rent = "?"
visitors = "partners"
visits = 4
needs = ["silence", "workshop"]
priorities = { near = 60, calm = 40 }
growth = "yes"
"#;

fn small() -> Questionnaire {
    Questionnaire::parse(SMALL).value.unwrap()
}

fn assessed(source: &str, form: assess_command::Form) -> Outcome {
    let questionnaire = small();
    let answers = answers_file::parse(source, &questionnaire, Origin::Checked).value.unwrap().answers;
    assess_command::answers(&questionnaire, &answers, form)
}

#[test]
fn check_says_what_there_is() {
    let outcome = check::check(SMALL, "small.toml", false);
    assert_eq!(outcome.stdout, "small.toml: nothing to mend, 9 questions, 5 criteria, 2 decisions\n");
    assert_eq!((outcome.stderr.as_str(), outcome.exit), ("", exit::OK));
    let broken = check::check(&SMALL.replace("kind = \"scale\"", "kind = \"scales\""), "a\u{1b}[2Jb.toml", true);
    assert_eq!(broken.exit, exit::QUESTIONNAIRE);
    assert!(broken.stdout.contains("a[2Jb.toml: 1 error\n"), "{}", broken.stdout);
    assert!(broken.stdout.contains("\u{1b}["), "colour was asked for");
}

#[test]
fn the_sheet_reads_well() {
    insta::assert_snapshot!(show::show(&small(), show::Form::Markdown));
}

#[test]
fn the_questionnaire_is_data() {
    let data: serde_json::Value = serde_json::from_str(&show::show(&built_in(), show::Form::Json)).unwrap();
    assert_eq!(data["schema"], "chiefly.sheet/1");
    assert_eq!(data["questions"].as_array().unwrap().len(), built_in().questions.len());
    let small: serde_json::Value = serde_json::from_str(&show::show(&small(), show::Form::Json)).unwrap();
    insta::assert_snapshot!(shape("", &small).into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_sheet_says_what_to_take_in_doubt_and_what_an_answer_rests_on() {
    let why = "why = \"More people need more room.\"\n";
    let source = SMALL.replace(why, &format!("{why}guide = \"Count the *guests* too.\"\nnature = \"fact\"\n"));
    let questionnaire = Questionnaire::parse(&source).value.unwrap();
    let sheet = show::show(&questionnaire, show::Form::Markdown);
    assert!(sheet.contains("\nIn doubt: Count the \\*guests\\* too.\n\n`people`: "), "{sheet}");
    assert!(sheet.lines().any(|line| line.starts_with("`people`: ") && line.contains(", fact, weight ")), "{sheet}");
    let data: serde_json::Value = serde_json::from_str(&show::show(&questionnaire, show::Form::Json)).unwrap();
    let questions = data["questions"].as_array().unwrap();
    let told = |id: &str| questions.iter().find(|q| q["id"] == id).map(|q| (q["guide"].clone(), q["nature"].clone()));
    assert_eq!(told("people").unwrap(), ("Count the *guests* too.".into(), "fact".into()));
    assert_eq!(told("visitors").unwrap(), ("".into(), "judgement".into()), "a judgement, where nothing is stated");
}

#[test]
fn the_assessment_in_words() {
    let outcome = assessed(ANSWERS, assess_command::Form::Text);
    assert_eq!((outcome.stderr.as_str(), outcome.exit), ("", exit::OK));
    insta::assert_snapshot!(outcome.stdout);
}

#[test]
fn the_assessment_as_data_keeps_its_promise() {
    let outcome = assessed(ANSWERS, assess_command::Form::Json);
    let data: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    insta::assert_snapshot!(shape("", &data).into_iter().collect::<Vec<_>>().join("\n"));
    let questionnaire = small();
    let answers = answers_file::parse(ANSWERS, &questionnaire, Origin::Checked).value.unwrap().answers;
    let assessment = assess(&questionnaire, &answers, &Settings::default());
    for (decision, result) in data["decisions"].as_array().unwrap().iter().zip(&assessment.decisions) {
        for (alternative, standing) in decision["alternatives"].as_array().unwrap().iter().zip(&result.standings) {
            let of = |list: &str| -> f64 {
                let parts = decision[list].as_array().unwrap().iter();
                let own = parts.filter(|c| c["alternative"] == alternative["id"]);
                own.map(|c| c["points"].as_f64().unwrap()).sum()
            };
            let sum = of("base") + of("contributions");
            assert!((sum - standing.value).abs() < 1e-9, "{sum} {}", standing.value);
        }
    }
}

/// Each field with the type of its value: what scripts rely on.
fn shape(path: &str, value: &serde_json::Value) -> BTreeSet<String> {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().flat_map(|(k, v)| shape(&format!("{path}.{k}"), v)).collect()
        }
        serde_json::Value::Array(items) => items.iter().flat_map(|v| shape(&format!("{path}[]"), v)).collect(),
        serde_json::Value::Null => BTreeSet::from([format!("{path}: null")]),
        serde_json::Value::Bool(_) => BTreeSet::from([format!("{path}: true or false")]),
        serde_json::Value::Number(_) => BTreeSet::from([format!("{path}: number")]),
        serde_json::Value::String(_) => BTreeSet::from([format!("{path}: text")]),
    }
}

#[test]
fn incomplete_answers_end_with_4() {
    let without = ANSWERS.replace("visitors = \"partners\"\n", "");
    let outcome = assessed(&without, assess_command::Form::Text);
    assert_eq!(outcome.exit, exit::ANSWERS);
    assert_eq!(outcome.stderr, "incomplete: 1 more answer needed: visitors\n");
    assert!(outcome.stdout.starts_with("North: too close to call: "), "{}", outcome.stdout);
}

#[test]
fn the_built_in_questionnaire_passes_its_own_check() {
    assert_eq!(check::check(BUILT_IN, "questions.toml", false).exit, exit::OK);
}
