//! Scenarios: a session's answers and weights moved by hand, kept under a name. They live in a file beside the journal,
//! since they are not answers and never become some.

use serde_json::{Map, Value, json};

use super::answers_file::{self, Origin};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::{CriterionId, Questionnaire};
use crate::text;

/// The format of the file.
const FORMAT: &str = "chiefly.scenarios/1";
/// Most scenarios that are read.
const LIMIT: usize = 64;
/// Most characters of a name.
pub const NAME_LIMIT: usize = 24;

/// Something that was tried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is called; clean, not empty.
    pub name: String,
    /// The raw weights `W_k` that were set.
    pub weights: Vec<(CriterionId, f64)>,
    /// The answers, some of them moved.
    pub answers: Answers,
}

/// The scenarios as a file.
pub fn write(questionnaire: &Questionnaire, scenarios: &[Scenario]) -> String {
    let weights = |s: &Scenario| -> Map<String, Value> {
        s.weights.iter().map(|(k, w)| (questionnaire.criterion(*k).id.clone(), json!(w))).collect()
    };
    let entry = |s: &Scenario| {
        json!({
            "name": s.name,
            "weights": weights(s),
            "answers": answers_file::write(questionnaire, &s.answers),
        })
    };
    let entries: Vec<Value> = scenarios.iter().map(entry).collect();
    format!("{:#}\n", json!({ "format": FORMAT, "scenarios": entries }))
}

/// The scenarios of a file, as far as they can be read.
pub fn read(source: &str, questionnaire: &Questionnaire) -> Vec<Scenario> {
    let file: Value = serde_json::from_str(source).unwrap_or_default();
    let entries = file.get("scenarios").and_then(Value::as_array).filter(|_| file["format"] == FORMAT);
    entries.into_iter().flatten().take(LIMIT).filter_map(|entry| scenario(entry, questionnaire)).collect()
}

fn scenario(entry: &Value, questionnaire: &Questionnaire) -> Option<Scenario> {
    let name: String = text::clean(entry.get("name")?.as_str()?).chars().take(NAME_LIMIT).collect();
    let source = entry.get("answers")?.as_str()?;
    let answers = answers_file::parse(source, questionnaire, Origin::Any).value?.answers;
    let weight = |(id, weight): (&String, &Value)| {
        let place = questionnaire.criteria.iter().position(|c| c.id == *id)?;
        let weight = weight.as_f64().filter(|w| *w >= 0.0 && w.is_finite())?;
        Some((CriterionId(place), weight))
    };
    let weights = entry.get("weights").and_then(Value::as_object);
    let weights = weights.into_iter().flatten().filter_map(weight).collect();
    Some(Scenario { name, weights, answers }).filter(|s| !s.name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::answer::Value as Said;
    use crate::questionnaire::{QuestionId, built_in};

    #[test]
    fn what_is_written_is_read_and_what_is_damaged_is_left() {
        let questionnaire = built_in();
        let mut answers = Answers::new(&questionnaire);
        answers.set(QuestionId(1), Some(Said::Choice(2).into()));
        let scenario = Scenario { name: "in 18 months".to_owned(), weights: vec![(CriterionId(1), 0.75)], answers };
        let file = write(&questionnaire, std::slice::from_ref(&scenario));
        assert_eq!(read(&file, &questionnaire), [scenario]);
        for end in 0..file.len() {
            let _ = file.get(..end).map(|cut| read(cut, &questionnaire));
        }
        assert_eq!(read(&file.replace("0.75", "-1"), &questionnaire)[0].weights, []);
    }
}
