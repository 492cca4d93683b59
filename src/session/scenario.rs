//! Scenarios: a session's answers and weights moved by hand, kept under a name. They live in a file beside the journal,
//! since they are not answers and never become some.

use serde_json::{Map, Value, json};

use super::answers_file::{self, Origin};
use super::seal::{self, Seal};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::{CriterionId, Questionnaire};
use crate::text;

/// The format of the file.
const FORMAT: &str = "chiefly.scenarios/1";
/// Its first line. Each line between it and the last one is a scenario with its seal; all together are JSON.
const FIRST: &str = "{\"format\":\"chiefly.scenarios/1\",\"scenarios\":[";
/// Its last line.
const LAST: &str = "]}";
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

/// What a file of scenarios says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Those that are as they were written.
    pub scenarios: Vec<Scenario>,
    /// How many lines are not, or fit the questionnaire no more.
    pub lost: usize,
}

/// The scenarios as a file.
pub fn write(questionnaire: &Questionnaire, scenarios: &[Scenario]) -> String {
    let weights = |s: &Scenario| -> Map<String, Value> {
        s.weights.iter().map(|(k, w)| (questionnaire.criterion(*k).id.clone(), json!(w))).collect()
    };
    let line = |s: &Scenario| {
        let answers = answers_file::write(questionnaire, &s.answers);
        seal::close(&json!({ "name": s.name, "weights": weights(s), "answers": answers }).to_string())
    };
    let lines: Vec<String> = scenarios.iter().map(line).collect();
    format!("{FIRST}\n{}\n{LAST}\n", lines.join(",\n"))
}

/// The scenarios of a file, as far as they can be read.
pub fn read(source: &[u8], questionnaire: &Questionnaire) -> Kept {
    let file: Value = serde_json::from_slice(source).unwrap_or_default();
    let entries = file.get("scenarios").and_then(Value::as_array).filter(|_| file["format"] == FORMAT);
    // From before they had seals.
    if let Some(entries) = entries
        && entries.iter().all(|entry| entry.as_object().is_some_and(|e| e.keys().all(|key| OLD_KEYS.contains(&&**key))))
    {
        return kept(entries.iter().map(|entry| scenario(entry, questionnaire)));
    }
    let lines = source.split(|&b| b == b'\n').map(seal::trimmed);
    let lines = lines.filter(|line| !line.is_empty() && *line != FIRST.as_bytes() && *line != LAST.as_bytes());
    kept(lines.map(|line| {
        let line = line.strip_suffix(b",").unwrap_or(line);
        let entry = (seal::check(line) == Seal::Whole).then(|| serde_json::from_slice(line).ok())??;
        scenario(&entry, questionnaire)
    }))
}

/// What a scenario without a seal has.
const OLD_KEYS: [&str; 3] = ["name", "weights", "answers"];

fn kept(read: impl Iterator<Item = Option<Scenario>>) -> Kept {
    let mut kept = Kept::default();
    for scenario in read.take(LIMIT) {
        match scenario {
            Some(scenario) => kept.scenarios.push(scenario),
            None => kept.lost += 1,
        }
    }
    kept
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

    fn two(questionnaire: &Questionnaire) -> Vec<Scenario> {
        let mut answers = Answers::new(questionnaire);
        answers.set(QuestionId(1), Some(Said::Choice(2).into()));
        let first = Scenario { name: "in 18 months".to_owned(), weights: vec![(CriterionId(1), 0.75)], answers };
        vec![first.clone(), Scenario { name: "later".to_owned(), ..first }]
    }

    #[test]
    fn what_is_written_is_read() {
        let questionnaire = built_in();
        let scenarios = two(&questionnaire);
        let file = write(&questionnaire, &scenarios);
        assert!(serde_json::from_str::<Value>(&file).is_ok_and(|v| v["scenarios"][1]["name"] == "later"), "{file}");
        assert_eq!(read(file.as_bytes(), &questionnaire), Kept { scenarios, lost: 0 });
        let none = write(&questionnaire, &[]);
        assert_eq!(read(none.as_bytes(), &questionnaire), Kept::default());
    }

    #[test]
    fn what_is_damaged_is_left_and_counted() {
        let questionnaire = built_in();
        let scenarios = two(&questionnaire);
        let file = write(&questionnaire, &scenarios);
        for bit in (0..file.len() * 8).step_by(7) {
            let mut flipped = file.clone().into_bytes();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let kept = read(&flipped, &questionnaire);
            assert!(kept.scenarios.iter().all(|s| scenarios.contains(s)), "bit {bit}");
            assert!(kept.lost > 0 || kept.scenarios == scenarios, "bit {bit}");
        }
        for end in 0..file.len() {
            let _ = read(file.get(..end).unwrap_or_default().as_bytes(), &questionnaire);
        }
    }

    #[test]
    fn a_file_without_seals_is_read() {
        let questionnaire = built_in();
        let scenarios = two(&questionnaire);
        let mut old: Value = serde_json::from_str(&write(&questionnaire, &scenarios)).expect("JSON");
        for entry in old["scenarios"].as_array_mut().into_iter().flatten() {
            entry.as_object_mut().and_then(|e| e.remove("sum"));
        }
        let old = format!("{old:#}\n");
        assert_eq!(read(old.as_bytes(), &questionnaire), Kept { scenarios, lost: 0 });
        assert_eq!(read(old.replace("0.75", "-1").as_bytes(), &questionnaire).scenarios[0].weights, []);
    }
}
