//! From file to meaning: the small questionnaire that uses every kind and key, and the built-in one.

use chiefly::questionnaire::answer::{Answer, Answers, Value};
use chiefly::questionnaire::flow::{Flow, Known};
use chiefly::questionnaire::{BUILT_IN, Questionnaire, built_in};
use proptest::prelude::*;

/// The small questionnaire of the tests.
const SMALL: &str = include_str!("../questionnaires/small.toml");

#[test]
fn the_small_questionnaire_has_no_findings() {
    let checked = Questionnaire::parse(SMALL);
    assert_eq!(checked.diagnostics, []);
    let questionnaire = checked.value.unwrap();
    let kinds = ["note", "text", "number", "money", "single", "scale", "multiple", "points", "rank", "single"];
    assert_eq!(questionnaire.questions.len(), kinds.len());
}

#[test]
fn the_built_in_questionnaire_has_no_findings() {
    assert_eq!(Questionnaire::parse(BUILT_IN).diagnostics, []);
    assert_eq!(built_in().fingerprint.len(), 64);
}

/// Four questions with random conditions, and a gate with one more.
fn conditions() -> impl Strategy<Value = String> {
    let matcher = prop_oneof![
        Just("\"a\"".to_owned()),
        Just("[\"a\", \"b\"]".to_owned()),
        Just("{ not = [\"b\", \"c\"] }".to_owned()),
        Just("{ not = [\"a\", \"b\", \"c\"] }".to_owned()),
        Just("{ answered = true }".to_owned()),
        Just("{ answered = false }".to_owned()),
        Just("{ unknown = true }".to_owned()),
        Just("{ not = \"a\", unknown = false }".to_owned()),
    ];
    let table = |before: usize| {
        prop::collection::btree_map(0..before, matcher.clone(), 1..=2.min(before)).prop_map(|keys| {
            let keys: Vec<String> = keys.iter().map(|(q, m)| format!("q{q} = {m}")).collect();
            format!("{{ {} }}", keys.join(", "))
        })
    };
    let condition = move |before: usize| {
        prop_oneof![
            table(before),
            prop::collection::vec(table(before), 1..3).prop_map(|t| format!("[{}]", t.join(", ")))
        ]
    };
    let maybe = |before| prop::option::of(condition(before));
    (maybe(1), maybe(2), maybe(3), maybe(3), condition(4)).prop_map(|(q1, q2, q3, show_if, gate)| {
        let line = |key: &str, c: Option<&String>| c.map_or_else(String::new, |c| format!("{key} = {c}\n"));
        let option =
            |id: &str, show_if: &str| format!("[[question.option]]\nid = \"{id}\"\nlabel = \"{id}\"\n{show_if}");
        let question = |(i, ask_if): (usize, &Option<String>)| {
            let head = format!("id = \"q{i}\"\nsection = \"s\"\nkind = \"single\"\nprompt = \"?\"\nwhy = \"?\"\n");
            let first = option("a", &line("show_if", show_if.as_ref().filter(|_| i == 3)));
            let others = option("b", "") + &option("c", "");
            format!("[[question]]\n{head}{}{first}{others}", line("ask_if", ask_if.as_ref()))
        };
        let questions: Vec<String> = [None, q1, q2, q3].iter().enumerate().map(question).collect();
        let gate = format!("[[gate]]\nid = \"g\"\nexcludes = [\"x\"]\nif = {gate}\nbecause = \"so\"\n");
        format!("{SKELETON}{}{gate}", questions.concat())
    })
}

const SKELETON: &str = r#"
format = "chiefly.questionnaire/1"
id = "t"
version = "1"
title = "T"
[[decision]]
id = "d"
title = "D"
question = "?"
[[decision.alternative]]
id = "x"
title = "X"
short = "X"
phrase = "x"
[[decision.alternative]]
id = "y"
title = "Y"
short = "Y"
phrase = "y"
[[section]]
id = "s"
title = "S"
"#;

/// Whether some answers, of all that can be given, make the gate's condition hold.
fn some_answers_close_the_gate(questionnaire: &Questionnaire) -> bool {
    let values = [None, Some(Value::Unknown), Some(Value::Choice(0)), Some(Value::Choice(1)), Some(Value::Choice(2))];
    (0..5_usize.pow(4)).any(|number| {
        let mut answers = Answers::new(questionnaire);
        for id in questionnaire.question_ids() {
            let value = &values[number / 5_usize.pow(u32::try_from(id.0).unwrap()) % 5];
            answers.set(id, value.clone().map(Answer::from));
        }
        let flow = Flow::of(questionnaire, &answers);
        let offered = questionnaire.question_ids().all(|id| match flow.effective(&answers, id).map(|a| &a.value) {
            Some(Value::Choice(i)) => flow.offers(questionnaire, &answers, id, *i),
            _ => true,
        });
        let known = Known { answers: &answers, flow: &flow, recommended: &[] };
        offered && questionnaire.gates[0].condition.holds(&known)
    })
}

proptest! {
    // Half of PROPTEST_CASES; about half of the random files are refused for what is never asked.
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 2,
        max_global_rejects: 1_000_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_never_holds_is_told_and_nothing_else(source in conditions()) {
        let checked = Questionnaire::parse(&source);
        prop_assume!(checked.value.is_some());
        let told = checked.diagnostics.iter().any(|d| d.code == "never-holds");
        prop_assert_eq!(told, !some_answers_close_the_gate(&checked.value.unwrap()), "{}", source);
    }
}

#[test]
fn files_of_other_editors_are_read_the_same() {
    let small = Questionnaire::parse(SMALL).value.unwrap();
    let other = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    let other = Questionnaire::parse(&other).value.unwrap();
    assert_ne!(small.fingerprint, other.fingerprint, "the fingerprint is of the bytes");
    let same = Questionnaire { fingerprint: small.fingerprint.clone(), source: small.source.clone(), ..other };
    assert_eq!(same, small);
}
