//! What a person reads about the result, over many sessions made by chance and over all examples and cases: the
//! headline follows the rules of the verdict, and every face says the same.

use std::fs;
use std::path::PathBuf;

use chiefly::assessment::{Assessment, DecisionResult, Live, Settings, Verdict, assess, sentences};
use chiefly::cli::assess as face;
use chiefly::export;
use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::questionnaire::flow::Flow;
use chiefly::questionnaire::{AlternativeId, QuestionId, Questionnaire, built_in};
use chiefly::report::compose::{Profile, compose};
use chiefly::report::document::{Block, Brand};
use chiefly::report::{Report, Templates};
use chiefly::session::answers_file::{self, Origin};
use rand_core::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::chance::{answer, below};
use crate::support::press::{DRAWS, Player};

/// Sessions that are made by chance.
const SESSIONS: usize = 3_000;

/// Some of the open questions answered, from nearly none to all.
fn some(questionnaire: &Questionnaire, random: &mut Xoshiro256PlusPlus) -> Answers {
    let mut answers = Answers::new(questionnaire);
    let often = 1 + below(random, 10);
    for id in questionnaire.question_ids() {
        if Flow::of(questionnaire, &answers).is_open(id) && below(random, 10) < often {
            answers.set(id, answer(questionnaire, id, random));
        }
    }
    answers
}

fn phrase(questionnaire: &Questionnaire, result: &DecisionResult, a: AlternativeId) -> String {
    questionnaire.decision(result.decision).alternative(a).phrase.clone()
}

/// The rules of order, verdict and headline.
fn follows_the_rules(questionnaire: &Questionnaire, found: &Assessment, about: &str) {
    for result in &found.decisions {
        let share = |a: AlternativeId| result.acceptability(a).unwrap_or(0.0);
        assert!(result.order.windows(2).all(|pair| share(pair[0]) >= share(pair[1])), "{about}: not by share");
        assert!(
            result.order.iter().all(|a| result.standings[a.0].excluded_by.is_empty()),
            "{about}: excluded in order"
        );
        if let Some(recommended) = result.recommended {
            assert!(matches!(result.verdict, Verdict::Clear | Verdict::Leaning), "{about}: {:?}", result.verdict);
            assert_eq!((result.order.first(), result.best), (Some(&recommended), Some(recommended)), "{about}");
            assert_eq!(result.candidates, [recommended], "{about}");
            assert!(found.preliminary.is_none(), "{about}: a verdict on too little");
        } else {
            assert!(!matches!(result.verdict, Verdict::Clear | Verdict::Leaning), "{about}: {:?}", result.verdict);
        }
        if result.verdict == Verdict::TooClose {
            assert!(result.candidates.len() >= 2.min(result.order.len()), "{about}: one candidate alone");
            let best = result.best.expect("something counts");
            assert!(result.candidates.contains(&best) && result.candidates.contains(&result.order[0]), "{about}");
        }
    }
    assert_eq!(
        found.is_complete(),
        found.missing.is_empty() && found.preliminary.is_none() && !found.blocked,
        "{about}"
    );
    let first = &found.decisions[0];
    let headline = &found.headline;
    let broken = ["…", "NaN", "-0 ", " ,", "..", "  "].iter().find(|wrong| headline.contains(**wrong));
    assert!(broken.is_none() && headline.ends_with('.'), "{about}: {headline}");
    match first.verdict {
        Verdict::Clear | Verdict::Leaning => assert!(!headline.contains("reliminary"), "{about}: {headline}"),
        Verdict::TooClose => {
            let named = |a: &AlternativeId| headline.contains(&phrase(questionnaire, first, *a));
            assert!(headline.contains("oo close to call") && first.candidates.iter().all(named), "{about}: {headline}");
        }
        Verdict::Preliminary => assert!(headline.contains("reliminary"), "{about}: {headline}"),
        Verdict::Open => assert!(headline.contains("othing can be recommended"), "{about}: {headline}"),
    }
}

/// The first words of a report: what stands large on its first page.
fn lead(questionnaire: &Questionnaire, answers: &Answers, assessment: &Assessment) -> String {
    let brand = Brand::default();
    let report = Report {
        questionnaire,
        answers,
        assessment,
        date: None,
        profile: Profile::Client,
        brand,
        templates: Templates::default(),
    };
    let leads = compose(&report).blocks.into_iter().find_map(|block| match block {
        Block::Lead(text) => Some(text.words()),
        _ => None,
    });
    leads.expect("a report has a lead")
}

fn every_face_says_it(questionnaire: &Questionnaire, answers: &Answers, about: &str) {
    let found = assess(questionnaire, answers, &Settings::default());
    follows_the_rules(questionnaire, &found, about);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let headline = words(&found.headline);
    let text = face::answers(questionnaire, answers, face::Form::Text).stdout;
    assert!(words(&text).starts_with(&headline), "{about}: {headline}\n{text}");
    let json: serde_json::Value = serde_json::from_str(&export::json(questionnaire, answers, &found)).expect("JSON");
    assert_eq!(words(json["headline"].as_str().expect("text")), headline, "{about}");
    assert_eq!(json["decisions"][0]["recommended"].is_null(), found.decisions[0].recommended.is_none(), "{about}");
    assert_eq!(words(&lead(questionnaire, answers, &found)), headline, "{about}");
    let confidence = words(&sentences::confidence(questionnaire, &found.decisions[0]));
    assert!(words(&text).contains(&confidence), "{about}: {confidence}\n{text}");
    assert_eq!(words(json["decisions"][0]["confidence"].as_str().expect("text")), confidence, "{about}");
    // An error among the checks keeps from the result.
    if !found.blocked {
        the_screens_say_it(questionnaire, answers, about);
    }
}

/// The result and the plan on the screens. With a name, so that no field of words takes the keys.
fn the_screens_say_it(questionnaire: &Questionnaire, answers: &Answers, about: &str) {
    let mut answers = answers.clone();
    answers.set(questionnaire.subject.expect("a subject"), Some(Value::Text("Acme".to_owned()).into()));
    let found = assess(questionnaire, &answers, &Settings { draws: DRAWS });
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut player = Player::with_answers(questionnaire.clone(), answers, 160, 60);
    let screen = words(&player.press("g").screen());
    assert!(screen.contains(&words(&found.headline)), "{about}: {}\n{screen}", found.headline);
    let plan = words(&player.press("5").screen());
    match found.courses.first() {
        Some(course) => {
            assert!(plan.contains(&sentences::supposed(questionnaire, course)), "{about}: whose plan?\n{plan}");
        }
        None if found.decisions[0].recommended.is_none() => {
            assert!(plan.contains("nothing to plan before something is recommended"), "{about}\n{plan}");
        }
        None => {}
    }
}

#[test]
fn the_headline_follows_the_verdict_in_thousands_of_sessions() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(9));
    let mut live = Live::new(&questionnaire, Settings { draws: 400 });
    let mut seen = [0; 5];
    for session in 0..SESSIONS {
        let answers = some(&questionnaire, &mut random);
        let found = live.assess(&questionnaire, &answers);
        follows_the_rules(&questionnaire, &found, &format!("session {session}"));
        seen[found.decisions[0].verdict as usize] += 1;
    }
    // Every verdict occurs; all excluded is rare and has a test of its own.
    assert!(seen[..4].iter().all(|&times| times > 20), "{seen:?}");
}

#[test]
fn two_three_or_six_answers_are_never_a_verdict() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(3));
    let mut live = Live::new(&questionnaire, Settings { draws: 200 });
    let ids: Vec<QuestionId> = questionnaire.question_ids().collect();
    for set in 0..750 {
        let mut answers = Answers::new(&questionnaire);
        for _ in 0..[2, 3, 6][set % 3] {
            let id = ids[below(&mut random, ids.len())];
            answers.set(id, answer(&questionnaire, id, &mut random));
        }
        let found = live.assess(&questionnaire, &answers);
        assert!(!found.is_complete() && found.decisions.iter().all(|d| d.recommended.is_none()), "{}", found.headline);
    }
}

#[test]
fn every_face_says_the_same_of_examples_and_cases() {
    let questionnaire = built_in();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = ["examples", "tests/cases", "tests/cases-unseen"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml") && !path.ends_with("expected.toml"))
        .collect();
    paths.sort();
    let mut live = Live::new(&questionnaire, Settings::default());
    for (place, path) in paths.iter().enumerate() {
        let read = answers_file::parse(&fs::read_to_string(path).unwrap(), &questionnaire, Origin::Any);
        let (answers, about) = (read.value.unwrap().answers, path.display().to_string());
        follows_the_rules(&questionnaire, &live.assess(&questionnaire, &answers), &about);
        // All faces of all of them would take a minute.
        if place % 5 == 0 || about.contains("examples") {
            every_face_says_it(&questionnaire, &answers, &about);
        }
    }
}

#[test]
fn every_face_says_the_same_of_sessions_by_chance() {
    let (questionnaire, mut random) = (built_in(), Xoshiro256PlusPlus::seed_from_u64(5));
    for session in 0..40 {
        let answers = some(&questionnaire, &mut random);
        every_face_says_it(&questionnaire, &answers, &format!("session {session}"));
    }
}
