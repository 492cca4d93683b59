//! From file to meaning: the small questionnaire that uses every kind and key, and the built-in one.

use chiefly::questionnaire::{BUILT_IN, Questionnaire, built_in};

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
