//! Files from strangers: whatever their bytes, they are read or refused, never a panic, a hang or a harmful character.

use std::fmt::Write as _;
use std::sync::LazyLock;

use chiefly::cli::show;
use chiefly::diagnostic::{Checked, Severity, render};
use chiefly::questionnaire::{BUILT_IN, Questionnaire, built_in};
use chiefly::session::answers_file::{self, Origin};
use chiefly::text::is_harmful;
use proptest::prelude::*;

const SMALL: &str = include_str!("../questionnaires/small.toml");
const ANSWERS: &str = include_str!("../../examples/hospital-group.toml");

static QUESTIONNAIRE: LazyLock<Questionnaire> = LazyLock::new(built_in);

/// What holds of every reading: places lie in the source, a value is there exactly without errors, and what is said
/// can be shown.
fn sane<T>(source: &str, checked: &Checked<T>) {
    let failed = checked.diagnostics.iter().any(|d| d.severity == Severity::Error);
    assert_eq!(checked.value.is_none(), failed);
    for diagnostic in &checked.diagnostics {
        assert!(!diagnostic.labels.is_empty());
        for label in &diagnostic.labels {
            assert!(source.get(label.span.clone()).is_some(), "{label:?}");
        }
        assert!(!diagnostic.message.ends_with('.'), "{}", diagnostic.message);
        assert!(diagnostic.help.is_some(), "no cure for {}", diagnostic.message);
    }
    let shown = render::render(&checked.diagnostics, "file.toml", source, false);
    assert!(!shown.chars().any(|c| is_harmful(c) && c != '\n'), "{shown:?}");
}

fn read(source: &str) -> Checked<Questionnaire> {
    let checked = Questionnaire::parse(source);
    sane(source, &checked);
    checked
}

fn codes<T>(checked: &Checked<T>) -> Vec<&'static str> {
    checked.diagnostics.iter().map(|d| d.code).collect()
}

/// A file with something taken out, put in, or written twice.
fn mutated(source: &'static str) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[\\x00-\\x7f]{0,6}",
        "\\PC{0,4}",
        Just("\"\\u001b[2J\\u202e\"".to_owned()),
        Just("[[question]]\n".to_owned()),
        Just("{}".to_owned()),
        Just("-1e308".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("nan".to_owned()),
        Just("[]".to_owned()),
        Just("\"\"".to_owned()),
    ];
    let edit = (any::<prop::sample::Index>(), 0..30_usize, piece);
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut text = source.to_owned();
        for (at, length, piece) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &piece);
        }
        text
    })
}

/// A file in which values were exchanged for others: the syntax stays whole, so the meaning is reached.
fn exchanged(source: &'static str) -> impl Strategy<Value = String> {
    let values =
        ["\"x\"", "-1", "0.5", "true", "[]", "{}", "[1, \"a\"]", "{ x = 1 }", "\"people\"", "1e300", "\"{x}\""];
    let edit = (any::<prop::sample::Index>(), prop::sample::select(values.to_vec()));
    prop::collection::vec(edit, 1..8).prop_map(move |edits| {
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        for (at, value) in edits {
            let line = at.get_mut(&mut lines);
            if let Some((key, _)) = line.clone().split_once(" = ") {
                *line = format!("{key} = {value}");
            }
        }
        lines.join("\n")
    })
}

proptest! {
    // A quarter of PROPTEST_CASES: each case reads a whole file.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn any_text_is_read_or_refused(source in "(\\PC|[\\x00-\\x1f]){0,200}") {
        read(&source);
        let questionnaire = Questionnaire::parse(SMALL).value.unwrap();
        sane(&source, &answers_file::parse(&source, &questionnaire, Origin::Any));
    }

    #[test]
    fn any_damage_to_a_questionnaire_is_told(source in mutated(SMALL)) {
        if let Some(questionnaire) = read(&source).value {
            show::show(&questionnaire, show::Form::Markdown);
        }
    }

    #[test]
    fn any_other_values_are_told(source in exchanged(SMALL)) {
        if let Some(questionnaire) = read(&source).value {
            show::show(&questionnaire, show::Form::Json);
        }
    }

    #[test]
    fn any_damage_to_answers_is_told(source in prop_oneof![mutated(ANSWERS), exchanged(ANSWERS)]) {
        let questionnaire = &*QUESTIONNAIRE;
        let checked = answers_file::parse(&source, questionnaire, Origin::Checked);
        sane(&source, &checked);
        if let Some(file) = checked.value {
            let written = answers_file::write(questionnaire, &file.answers);
            let again = answers_file::parse(&written, questionnaire, Origin::Checked);
            prop_assert_eq!(again.value.map(|f| f.answers), Some(file.answers));
        }
    }
}

#[test]
fn ten_megabytes_are_refused_in_one_finding() {
    let source = "# nothing\n".repeat(1_000_000);
    assert_eq!(codes(&read(&source)), ["too-large"]);
}

#[test]
fn ten_thousand_questions_are_refused_in_one_finding() {
    let mut source = SMALL.to_owned();
    for i in 0..10_000 {
        let _ = write!(source, "\n[[question]]\nid = \"q{i}\"\nsection = \"team\"\nkind = \"text\"\nprompt = \"?\"\n");
    }
    assert_eq!(codes(&read(&source)), ["too-many"]);
}

#[test]
fn thousands_of_gates_are_refused_in_one_finding() {
    let source = SMALL.to_owned() + &"[[gate]]\n".repeat(100_000);
    assert_eq!(codes(&read(&source)), ["too-many"]);
}

#[test]
fn two_thousand_questions_that_hang_on_each_other_are_read() {
    let mut source = SMALL.to_owned();
    for i in 0..1_900 {
        let _ = write!(
            source,
            "\n[[question]]\nid = \"q{i}\"\nsection = \"team\"\nkind = \"single\"\nprompt = \"?\"\nwhy = \"?\"\nweight = 0\n\
             [[question.option]]\nid = \"a\"\nlabel = \"A\"\n[[question.option]]\nid = \"b\"\nlabel = \"B\"\n"
        );
        if i > 0 {
            let before = i - 1;
            let condition = format!("ask_if = [{{ q{before} = \"a\" }}, {{ q{before} = \"b\" }}]\n");
            let at = source.rfind("weight = 0\n").unwrap();
            source.insert_str(at, &condition);
        }
    }
    assert_eq!(codes(&read(&source)), [""; 0]);
}

#[test]
fn thousands_of_findings_end_in_a_count() {
    let mut source = SMALL.to_owned();
    for i in 0..5_000 {
        let _ = writeln!(source, "key{i} = 1");
    }
    let source = format!("{}\n", source.replace("key", "titel"));
    let checked = read(&source);
    assert_eq!(checked.diagnostics.len(), 1_001);
    assert_eq!(checked.diagnostics.last().unwrap().code, "too-many-findings");
}

#[test]
fn deep_nesting_and_long_lines_are_told() {
    for source in ["[".repeat(100_000), "a = ".to_owned() + &"[".repeat(100_000), "a = {b=".repeat(50_000)] {
        assert!(read(&source).value.is_none());
    }
    let long = format!("title = \"{}\" = {}", "x".repeat(200_000), "y".repeat(200_000));
    let shown = render::render(&read(&long).diagnostics, "a", &long, false);
    assert!(shown.lines().all(|l| l.len() < 400));
    assert!(shown.contains("a:1:200012"), "{shown}");
}

#[test]
fn no_harmful_character_gets_into_a_questionnaire() {
    for source in [SMALL, BUILT_IN] {
        let hostile = "\\u001b\\u0007\\u202e\\u2066\\u0085";
        let mut source = source.replace(" = \"A", &format!(" = \"{hostile}A"));
        for letter in "BCDEFGHIJKLMNOPQRSTUVWYZ".chars() {
            source = source.replace(&format!(" = \"{letter}"), &format!(" = \"{hostile}{letter}"));
        }
        let checked = read(&source);
        let expected = ["control-character", "too-many-findings"];
        assert!(codes(&checked).iter().all(|c| expected.contains(c)));
        let mut questionnaire = checked.value.unwrap();
        questionnaire.source.clear();
        let all = format!("{questionnaire:?}");
        assert!(!all.contains("\\u{1b}") && !all.contains("\\u{202e}") && !all.contains("\\u{85}"));
    }
}
