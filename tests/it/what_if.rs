//! One way to ask "what if": every single change of every example, and of cases, compared with an assessment of the
//! changed session made afresh.

use std::fs;
use std::path::PathBuf;

use chiefly::assessment::cases::cases;
use chiefly::assessment::{DecisionResult, Live, Settings, Ways, assess, counterfactuals};
use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::questionnaire::flow::Flow;
use chiefly::questionnaire::{DecisionId, QuestionId, Questionnaire, built_in};
use chiefly::session::answers_file::{self, Origin};
use rand_core::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::chance::respondent;

fn changed(answers: &Answers, id: QuestionId, value: &Value) -> Answers {
    let mut answers = answers.clone();
    answers.set(id, Some(value.clone().into()));
    answers
}

/// How far the best of `before` is ahead of its best rival in `after`.
fn lead(before: &DecisionResult, after: &DecisionResult) -> Option<f64> {
    let best = before.best?;
    let value = |a: usize| after.standings[a].value;
    let rivals = after.order.iter().filter(|a| **a != best).map(|a| value(a.0));
    let lead = value(best.0) - rivals.max_by(f64::total_cmp)?;
    Some(if after.order.contains(&best) { lead } else { lead.min(0.0) })
}

/// The tornado of the first decision says of every other answer what a fresh assessment says.
fn tornado_is_true(questionnaire: &Questionnaire, answers: &Answers, about: &str) {
    let found = assess(questionnaire, answers, &Settings { draws: 64 });
    let before = &found.decisions[0];
    let Some(analysis) = &before.analysis else { return };
    let mut live = Live::new(questionnaire, Settings { draws: 0 });
    let flow = Flow::of(questionnaire, answers);
    for id in flow.open() {
        let said = flow.effective(answers, id).map(|answer| &answer.value);
        let bar = analysis.tornado.iter().find(|bar| bar.question == id && bar.answers.is_some());
        let now = lead(before, before);
        let (mut low, mut high) = (now, now);
        for value in cases(questionnaire.question(id)) {
            let offered = match &value {
                Value::Choice(option) => flow.offers(questionnaire, answers, id, *option),
                _ => true,
            };
            if Some(&value) == said || said == Some(&Value::NotApplicable) || !offered {
                continue;
            }
            let after = live.assess(questionnaire, &changed(answers, id, &value));
            let after = &after.decisions[0];
            let then = lead(before, after);
            low = if then.is_some() && then < low { then } else { low };
            high = if then > high { then } else { high };
            let turned = bar.and_then(|bar| bar.turns.iter().find(|(turn, _)| *turn == value)).map(|(_, to)| *to);
            let question = &questionnaire.question(id).id;
            if after.best == before.best {
                assert_eq!(turned, None, "{about}: {question} = {value:?} turns nothing");
            } else {
                assert_eq!(turned, Some(after.best), "{about}: {question} = {value:?} turns it");
            }
        }
        if let (Some(bar), Some(low), Some(high)) = (bar, low, high) {
            let near = |x: f64, y: f64| (x - y).abs() < 1e-6;
            assert!(near(bar.low, low) && near(bar.high, high), "{about}: {bar:?} {low} {high}");
        }
    }
}

fn read(folder: &str, questionnaire: &Questionnaire) -> Vec<(String, Answers)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml") && !path.ends_with("expected.toml"));
    paths.sort();
    let answers = |path: &PathBuf| {
        answers_file::parse(&fs::read_to_string(path).unwrap(), questionnaire, Origin::Any).value.unwrap().answers
    };
    paths.iter().map(|path| (path.display().to_string(), answers(path))).collect()
}

#[test]
fn the_tornado_follows_branches_gates_and_options() {
    let questionnaire = built_in();
    let cases = read("tests/cases", &questionnaire).into_iter().step_by(9);
    for (about, answers) in read("examples", &questionnaire).into_iter().chain(cases) {
        tornado_is_true(&questionnaire, &answers, &about);
    }
    let mut random = Xoshiro256PlusPlus::seed_from_u64(21);
    for session in 0..6 {
        let answers = respondent(&questionnaire, &mut random);
        tornado_is_true(&questionnaire, &answers, &format!("session {session}"));
    }
}

#[test]
fn hidden_options_neither_score_nor_fire_gates_and_come_back() {
    let source = include_str!("../questionnaires/hidden.toml");
    let questionnaire = Questionnaire::parse(source).value.expect("a questionnaire");
    let set = |lines: &str| {
        let text = format!("format = \"chiefly.answers/1\"\n[answers]\n{lines}\n");
        answers_file::parse(&text, &questionnaire, Origin::Any).value.expect("answers").answers
    };
    let stale = set("name = \"Acme\"\ntick = [\"y\"]\nbest = \"x\"\ntwo = [\"x\", \"y\"]");
    let found = assess(&questionnaire, &stale, &Settings { draws: 64 });
    assert!(found.decisions[0].excluded().next().is_none(), "the gate hangs on an option that is not offered");
    let best = questionnaire.find_question("best").expect("a question");
    assert!(found.unanswered.contains(&best), "what is not offered is no answer");
    assert!(found.decisions[0].contributions.iter().all(|part| part.question != best));
    let without = set("name = \"Acme\"\ntick = [\"y\"]");
    let plain = assess(&questionnaire, &without, &Settings { draws: 64 });
    assert_eq!(found.decisions[0].standings, plain.decisions[0].standings);
    // The option that comes back brings its answer back.
    let tick = questionnaire.find_question("tick").expect("a question");
    let back = changed(&stale, tick, &Value::Choices(vec![0, 1]));
    let back = assess(&questionnaire, &back, &Settings { draws: 64 });
    assert_eq!(back.decisions[0].excluded().count(), 1, "the gate closes again");
    tornado_is_true(&questionnaire, &stale, "hidden");
    for found in counterfactuals(&questionnaire, &stale, DecisionId(0)) {
        let Ways::Within { sets, .. } = found.ways else { continue };
        for set in sets {
            let then = set.iter().fold(stale.clone(), |answers, (id, value)| changed(&answers, *id, value));
            let then = assess(&questionnaire, &then, &Settings { draws: 0 });
            assert_eq!(then.decisions[0].best, Some(found.alternative), "{set:?}");
        }
    }
}
