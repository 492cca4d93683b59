//! Answers that do not fit each other: every check can fire, an error keeps from the result and from nothing else, and
//! every face tells it.

use std::sync::Arc;

use chiefly::assessment::{Assessment, Settings, assess};
use chiefly::cli::ask::Ask;
use chiefly::cli::assess as face;
use chiefly::export;
use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::questionnaire::condition::{Condition, Matcher};
use chiefly::questionnaire::question::Kind;
use chiefly::questionnaire::{QuestionId, Questionnaire, built_in};
use chiefly::report::compose::{Profile, compose};
use chiefly::report::document::{Block, Brand};
use chiefly::report::{Report, Templates};
use chiefly::session::Session;
use chiefly::tui::model::Screen;

use crate::support::press::{Player, example};

const ERROR: &str = "Ten or more people keep the systems running";
const WARNING: &str = "A senior developer leads, but nobody writes software.";

fn quick(questionnaire: &Questionnaire, answers: &Answers) -> Assessment {
    assess(questionnaire, answers, &Settings { draws: 0 })
}

/// Answers so that a condition holds, and so that what it names is asked.
fn bring_about(questionnaire: &Questionnaire, condition: &Condition, answers: &mut Answers) {
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| bring_about(questionnaire, part, answers)),
        Condition::Any(parts) => parts.first().into_iter().for_each(|part| bring_about(questionnaire, part, answers)),
        Condition::Question(id, matcher) => {
            if !matcher.matches(answers.get(*id).map(|answer| &answer.value)) {
                let value = value(questionnaire, *id, matcher);
                let fitting = questionnaire.question(*id).accept(value).expect("it fits the question");
                answers.set(*id, Some(fitting.into()));
            }
            let asked = questionnaire.question(*id).ask_if.as_ref();
            if let Some(condition) = asked {
                bring_about(questionnaire, condition, answers);
            }
        }
        Condition::Decision { .. } => panic!("a check names no decision"),
    }
}

fn value(questionnaire: &Questionnaire, id: QuestionId, matcher: &Matcher) -> Value {
    let question = questionnaire.question(id);
    let pick = |option: usize| match question.kind {
        Kind::Multiple { .. } => Value::Choices(vec![option]),
        _ => Value::Choice(option),
    };
    match matcher {
        Matcher::AnyOf(options) => pick(options[0]),
        Matcher::NoneOf(options) => {
            pick((0..=options.len()).find(|option| !options.contains(option)).expect("another option"))
        }
        Matcher::Range { min, max } => Value::Number(min.or(*max).expect("an end")),
        Matcher::Count { min, .. } => Value::Choices((0..*min).collect()),
        Matcher::Unknown(true) => Value::Unknown,
        other => panic!("no check needs {other:?} yet"),
    }
}

#[test]
fn every_check_of_the_built_in_questionnaire_fires_when_it_should_and_not_before() {
    let questionnaire = built_in();
    assert!(questionnaire.checks.len() >= 15);
    assert_eq!(quick(&questionnaire, &Answers::new(&questionnaire)).checks, Vec::<usize>::new());
    for (index, check) in questionnaire.checks.iter().enumerate() {
        let mut answers = Answers::new(&questionnaire);
        bring_about(&questionnaire, &check.condition, &mut answers);
        assert!(quick(&questionnaire, &answers).checks.contains(&index), "{}", check.id);
    }
}

/// The answers of an example, some of them changed to these options.
fn with(questionnaire: &Questionnaire, changes: &[(&str, &str)]) -> Answers {
    let mut answers = example(questionnaire, "seed-stage-software");
    for (question, option) in changes {
        let id = questionnaire.find_question(question).expect("a question");
        let options = questionnaire.question(id).options();
        let place = options.iter().position(|o| o.id == *option).expect("an option");
        answers.set(id, Some(Value::Choice(place).into()));
    }
    answers
}

fn papers(questionnaire: &Questionnaire, answers: &Answers) -> (String, Vec<Block>) {
    let assessment = assess(questionnaire, answers, &Settings { draws: 500 });
    let (brand, templates) = (Brand::default(), Templates::default());
    let report = Report {
        questionnaire,
        answers,
        assessment: &assessment,
        date: None,
        brand,
        profile: Profile::Client,
        templates,
    };
    let document = compose(&report);
    (document.subtitle, document.blocks)
}

#[test]
fn every_face_tells_what_does_not_fit() {
    let questionnaire = built_in();
    let answers = with(&questionnaire, &[("engineers", "none")]);
    let assessment = assess(&questionnaire, &answers, &Settings::default());
    let words = face::answers(&questionnaire, &answers, face::Form::Text).stdout;
    assert!(words.contains(WARNING), "{words}");
    let data: serde_json::Value =
        serde_json::from_str(&export::json(&questionnaire, &answers, &assessment)).expect("data");
    assert_eq!(data["checks"][0]["id"], "lead_developer_alone");
    assert_eq!(data["checks"][0]["level"], "warning");
    assert_eq!(data["checks"][0]["text"], WARNING);
    assert_eq!(data["checks"][0]["questions"], serde_json::json!(["leader", "engineers"]));
    let (_, blocks) = papers(&questionnaire, &answers);
    let told: Vec<bool> = blocks.iter().map(|block| format!("{block:?}").contains(WARNING)).collect();
    let page = blocks.iter().position(|block| matches!(block, Block::PageBreak)).expect("a first page");
    assert!(told[..page].contains(&true), "not on the first page");
    assert!(told[page..].contains(&true), "not in the appendix");
    let session = Session::new(Arc::new(questionnaire.clone()), answers.clone());
    let mut ask = Ask::new(session);
    for command in ["result", "review"] {
        let said = ask.line(command).text;
        assert!(said.contains(WARNING) && said.contains("(Questions "), "{said}");
    }
    let mut player = Player::with_answers(questionnaire, answers, 100, 40);
    assert!(player.screen().contains(WARNING), "on the result: {}", player.screen());
    player.press("<esc>");
    let Screen::Review { .. } = player.model.screen else { panic!("{}", player.screen()) };
    assert!(player.press("<home>").screen().contains(WARNING), "on the review: {}", player.screen());
}

#[test]
fn the_question_at_hand_tells_what_its_answer_does_not_fit() {
    let questionnaire = built_in();
    let leader = questionnaire.find_question("leader").expect("a question");
    let answers = with(&questionnaire, &[("engineers", "none")]);
    let mut player = Player::with_answers(questionnaire, answers, 80, 24);
    player.model.work.as_mut().expect("a session").show(leader);
    player.model.screen = Screen::Question;
    assert!(player.screen().contains("Answers do not fit: A senior developer leads"), "{}", player.screen());
    player.model.work.as_mut().expect("a session").show(QuestionId(0));
    assert!(!player.screen().contains("do not fit"), "{}", player.screen());
}

#[test]
fn an_error_keeps_from_the_result_and_not_from_going_back() {
    let questionnaire = built_in();
    let answers = with(&questionnaire, &[("it_people", "from_10")]);
    let assessment = quick(&questionnaire, &answers);
    assert!(assessment.blocked && !assessment.is_complete());
    assert_eq!(face::answers(&questionnaire, &answers, face::Form::Text).exit, chiefly::error::exit::ANSWERS);
    assert!(papers(&questionnaire, &answers).0.starts_with("Draft"));

    let mut ask = Ask::new(Session::new(Arc::new(questionnaire.clone()), answers.clone()));
    assert!(ask.start().contains(ERROR) && !ask.start().contains("Result: "), "{}", ask.start());
    let said = ask.line("result").text;
    assert!(said.contains(ERROR) && !said.contains("Result: "), "{said}");
    let said = ask.line("back").text;
    assert!(said.contains("Question "), "{said}");
    ask.line("go it_people");
    ask.line("side_job");
    assert!(ask.line("result").text.contains("Result: "));

    let mut player = Player::with_answers(questionnaire, answers, 80, 24);
    assert!(matches!(player.model.screen, Screen::Review { .. }), "{}", player.screen());
    assert!(player.press("<home>").screen().contains(ERROR), "{}", player.screen());
    let before = player.model.work.as_ref().expect("a session").at;
    player.press("<esc>");
    assert_eq!(player.model.screen, Screen::Question);
    player.press("<esc>");
    let after = player.model.work.as_ref().expect("a session").at;
    assert!(player.model.screen != Screen::Question || after < before || before == QuestionId(0), "back is open");
}

const SMALL: &str = include_str!("../questionnaires/small.toml");

#[test]
fn a_check_that_can_never_fire_is_told() {
    let questionnaire = Questionnaire::parse(SMALL).value.expect("a questionnaire");
    let question = questionnaire.questions.iter().find(|q| matches!(q.kind, Kind::Single(_))).expect("a pick");
    let (id, one, other) = (&question.id, &question.options()[0].id, &question.options()[1].id);
    let check = |condition: &str| {
        let table = format!(
            "\n[[check]]\nid = \"odd\"\nif = {condition}\ntext = \"Odd.\"\nsettle = \"Look.\"\nlevel = \"info\"\n"
        );
        let found = Questionnaire::parse(&(SMALL.to_owned() + &table)).diagnostics;
        found.into_iter().map(|fault| fault.message).collect::<Vec<_>>()
    };
    assert_eq!(check(&format!("{{ {id} = [\"{one}\", \"{other}\"] }}")), Vec::<String>::new());
    let never = format!("{{ {id} = {{ unknown = true, answered = true }} }}");
    assert_eq!(check(&never), ["this check can never fire"]);
    let decision = &questionnaire.decisions[0];
    let on_a_decision = format!("{{ {} = \"{}\" }}", decision.id, decision.alternatives[0].id);
    assert_eq!(check(&on_a_decision).len(), 1, "a check looks at answers only");
}
