//! What keys do: answers, back and forth, fields, overlays, the mouse.

use chiefly::questionnaire::Questionnaire;
use chiefly::questionnaire::answer::{Confidence, Value};
use chiefly::tui::message::{Mouse, MouseKind};
use chiefly::tui::model::{Overlay, Screen, Tab};
use chiefly::tui::{Command, Message};

use crate::support::press::{Player, example};

/// One question of each kind; `more` opens a branch.
const KINDS: &str = include_str!("support/kinds.toml");

fn kinds() -> Player {
    let checked = Questionnaire::parse(KINDS);
    let mut player = Player::of(checked.value.unwrap_or_else(|| panic!("{:?}", checked.diagnostics)), 80, 24);
    player.press("<enter>");
    player
}

/// What stands as the answer to a question.
fn value(player: &Player, id: &str) -> Option<Value> {
    let work = player.model.work.as_ref().expect("a session");
    let question = work.questionnaire().find_question(id).expect("a question");
    work.answers().get(question).map(|a| a.value.clone())
}

/// The id of the question that is shown.
fn at(player: &Player) -> &str {
    &player.model.work.as_ref().expect("a session").question().id
}

fn notice(player: &Player) -> &str {
    player.model.notice.as_ref().map_or("", |n| &n.text)
}

#[test]
fn every_kind_is_answered_by_keys() {
    let mut player = kinds();
    player.press("Acme<enter>"); // text
    player.press("2<enter>"); // single
    player.press(" j <enter>"); // multiple
    player.press("4<enter>"); // scale
    player.press("1,250<enter>"); // number
    player.press("250k<enter>"); // money
    player.press("60j+++j <enter>"); // points
    player.press("J<enter>"); // rank
    player.press("<enter>"); // the note is read
    assert_eq!(value(&player, "name"), Some(Value::Text("Acme".to_owned())));
    assert_eq!(value(&player, "one"), Some(Value::Choice(1)));
    assert_eq!(value(&player, "some"), Some(Value::Choices(vec![0, 1])));
    assert_eq!(value(&player, "scale"), Some(Value::Number(4.0)));
    assert_eq!(value(&player, "people"), Some(Value::Number(1250.0)));
    assert_eq!(value(&player, "money"), Some(Value::Number(250_000.0)));
    assert_eq!(value(&player, "share"), Some(Value::Points(vec![60, 15, 25])));
    assert_eq!(value(&player, "order"), Some(Value::Order(vec![1, 0, 2])));
    assert!(matches!(player.model.screen, Screen::Result(_)), "{}", player.screen());
}

#[test]
fn dont_know_and_does_not_apply_are_answers() {
    let mut player = kinds();
    player.press("<tab>0<enter>");
    assert_eq!(value(&player, "one"), Some(Value::Unknown));
    player.press("bx<enter>");
    assert_eq!(value(&player, "one"), Some(Value::NotApplicable));
}

#[test]
fn an_invalid_number_is_told_and_never_traps() {
    let mut player = kinds();
    player.press("<tab><tab><tab><tab>");
    assert_eq!(at(&player), "people");
    player.press("12,3,4<enter>");
    assert_eq!(notice(&player), "`12,3,4` is not a number");
    player.press("b");
    assert_eq!(at(&player), "scale");
    player.press("<tab>");
    assert!(player.screen().contains("12,3,4"), "what was typed is still there:\n{}", player.screen());
    player.press("<ctrl+u><backspace><backspace><backspace><backspace><backspace><backspace>999999<enter>");
    assert!(notice(&player).contains("between"), "{}", notice(&player));
    assert_eq!(value(&player, "people"), None);
}

#[test]
fn escape_leaves_a_field_and_then_letters_are_commands() {
    let mut player = kinds();
    player.press("bob<esc>l");
    assert!(player.model.work.as_ref().expect("a session").standing);
    player.press("<tab>");
    assert_eq!(value(&player, "name"), Some(Value::Text("bob".to_owned())), "what was typed is an answer");
}

#[test]
fn an_answer_changed_from_the_result_leads_back_to_it() {
    let mut player = kinds();
    player.press("Acme<enter>2<enter> <enter>g2<enter>");
    assert!(matches!(player.model.screen, Screen::Question));
    player.press("<down><enter>");
    assert!(matches!(player.model.screen, Screen::Result(reading) if reading.tab == Tab::Why));
    player.press("<enter>b");
    assert!(matches!(player.model.screen, Screen::Result(reading) if reading.tab == Tab::Why));
}

#[test]
fn an_early_answer_is_changed_and_the_others_stay() {
    let mut player = kinds();
    player.press("Acme<enter>2<enter> <enter>");
    player.press("r<home>j<enter>1<enter>");
    assert_eq!(notice(&player), "your answer opens 1 question");
    assert!(matches!(player.model.screen, Screen::Review { .. }));
    assert_eq!(value(&player, "some"), Some(Value::Choices(vec![0])));
    player.press("/more<enter>2<enter>");
    player.press("/first<enter>2<enter>");
    assert_eq!(notice(&player), "your answer closes 1 question; what you said there is kept");
    assert_eq!(value(&player, "more"), Some(Value::Choice(1)), "kept while the branch is closed");
    player.press("u");
    assert!(notice(&player).starts_with("undone: First; this opens 1 question"), "{}", notice(&player));
    player.press("<ctrl+r>");
    assert!(notice(&player).starts_with("redone: Second"), "{}", notice(&player));
}

#[test]
fn a_doubt_and_a_note_belong_to_the_answer() {
    let mut player = kinds();
    player.press("<tab>snask Ann<enter>1<enter>");
    let work = player.model.work.as_ref().expect("a session");
    let answer = work.answers().get(work.questionnaire().find_question("one").expect("one")).expect("an answer");
    assert_eq!((answer.confidence, answer.note.as_str()), (Confidence::Unsure, "ask Ann"));
    player.press("/first<enter>f<enter>");
    let work = player.model.work.as_ref().expect("a session");
    let answer = work.answers().get(work.questionnaire().find_question("one").expect("one")).expect("an answer");
    assert!(answer.locked && answer.note == "ask Ann", "a fact keeps its note");
}

#[test]
fn an_exclusive_option_clears_the_others() {
    let mut player = kinds();
    player.press("<tab><tab>123<enter>");
    assert_eq!(value(&player, "some"), Some(Value::Choices(vec![2])));
}

#[test]
fn saved_is_said_only_when_it_is_on_disk() {
    let mut player = kinds();
    player.press("<tab>");
    let mut model = player.model.clone();
    let key = chiefly::tui::Key::parse("enter").expect("a key");
    let commands = chiefly::tui::update(&mut model, Message::Key(key));
    assert!(matches!(commands.as_slice(), [Command::Record(_)]));
    player.model = model;
    assert!(player.screen().contains("saving") && !player.screen().contains("saved"));
    player.tell(Message::Saved(Err("no space left".to_owned())));
    assert!(player.screen().contains("! not saved"));
    player.press("q");
    assert!(player.asked.is_empty() && notice(&player).contains("no space left"));
    player.press("q");
    assert_eq!(player.asked, [Command::Quit]);
    assert!(player.model.farewell().iter().any(|l| l.contains("no space left")));
}

#[test]
fn leaving_says_where_the_session_is() {
    let mut player = kinds();
    assert!(player.model.farewell().is_empty(), "nothing was given yet");
    player.press("Acme<enter><ctrl+c>");
    assert_eq!(player.asked, [Command::Quit]);
    assert_eq!(player.model.farewell(), ["your answers are in ~/chiefly/1; `chiefly` goes on with them"]);
}

#[test]
fn back_from_the_first_question_is_the_start_and_back_again() {
    let mut player = kinds();
    player.press("<ctrl+b>");
    assert!(matches!(player.model.screen, Screen::Start { .. }), "{}", player.screen());
    player.press("<enter>");
    assert_eq!(player.model.screen, Screen::Question);
}

#[test]
fn clicks_choose_what_is_seen() {
    let mut player = kinds();
    player.press("<tab>").click("Second").click("Second");
    assert_eq!(value(&player, "one"), Some(Value::Choice(1)));
    player.click("Beta").click("Gamma");
    player.click("answer");
    assert_eq!(value(&player, "some"), Some(Value::Choices(vec![2])));
    player.press("g").click("2 Why");
    assert!(player.screen().contains("How well each serves"), "{}", player.screen());
    player.tell(Message::Mouse(Mouse { kind: MouseKind::WheelDown, column: 3, row: 9 }));
    player.resize(100, 30).click("What if").click("┤");
    assert!(player.screen().contains("it would be") || player.screen().contains("holds"), "{}", player.screen());
    player.click("? help");
    assert!(matches!(player.model.overlay, Some(Overlay::Help { .. })));
}

#[test]
fn a_paste_goes_into_the_field_and_nowhere_else() {
    let mut player = kinds();
    player.tell(Message::Paste("Acme\u{1b}[31m\nLtd".repeat(100_000)));
    assert!(notice(&player).contains("no more room"));
    player.press("<enter>");
    let Some(Value::Text(words)) = value(&player, "name") else { panic!("no answer") };
    assert_eq!(words.chars().count(), 30);
    assert!(words.starts_with("Acme[31m Ltd"));
    player.tell(Message::Paste("2\n".to_owned()));
    assert_eq!(value(&player, "one"), None);
}

#[test]
fn a_paste_with_lost_characters_is_told_and_left_out() {
    let mut player = kinds();
    for keys in ["", "n", "<esc>/"] {
        player.press(keys);
        player.tell(Message::Paste("Caf\u{fffd}".to_owned()));
        assert!(notice(&player).contains("no UTF-8 text"), "{}", player.screen());
        assert!(!player.screen().contains("Caf"), "{}", player.screen());
    }
}

#[test]
fn a_scenario_is_kept_and_comes_back_with_the_session() {
    let questionnaire = chiefly::questionnaire::built_in();
    let answers = example(&questionnaire, "community-bank");
    let mut player = Player::with_answers(questionnaire, answers, 80, 24);
    player.press("4<right><right>klater<enter>");
    let [Command::Keep(scenarios)] = player.asked.as_slice() else { panic!("{:?}", player.asked) };
    assert_eq!((scenarios[0].name.as_str(), scenarios[0].weights.len()), ("later", 1));
    let opened =
        chiefly::tui::message::Opened { scenarios: scenarios.clone(), ..player.model.opened().unwrap().clone() };
    player.tell(Message::Opened(Ok(opened)));
    assert!(player.press("6").screen().contains("▸ later"), "{}", player.screen());
    player.press("x");
    assert_eq!(player.asked.last(), Some(&Command::Keep(Vec::new())));
}

#[test]
fn the_readme_names_only_keys_that_there_are() {
    let readme = include_str!("../../README.md");
    let table = readme.split("## Keys").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a table of keys");
    let named: Vec<&str> = table.split('`').skip(1).step_by(2).collect();
    assert!(named.len() > 15);
    for name in named {
        let bound = chiefly::tui::keymap::BINDINGS.iter().any(|b| b.keys.contains(&name));
        assert!(bound, "the README names `{name}`, which does nothing");
    }
}

#[test]
fn an_export_asks_for_the_format() {
    let questionnaire = chiefly::questionnaire::built_in();
    let answers = example(&questionnaire, "community-bank");
    let mut player = Player::with_answers(questionnaire, answers, 80, 24);
    player.press("epdf<enter>");
    assert_eq!(player.asked, [Command::Export { format: "pdf".to_owned() }]);
    player.tell(Message::Exported(Ok("report.pdf".to_owned())));
    assert!(player.screen().contains("the report is in report.pdf"));
}

#[test]
fn a_session_is_deleted_only_when_asked_twice() {
    let mut player = kinds();
    let summary = chiefly::session::summary::Summary {
        id: "7".to_owned(),
        subject: "Acme".to_owned(),
        questionnaire: "Kinds".to_owned(),
        answered: 3,
        length: (7, 8),
        when: "yesterday".to_owned(),
        ..chiefly::session::summary::Summary::default()
    };
    player.press("<ctrl+b>");
    player.asked.clear();
    player.tell(Message::Sessions(vec![summary.clone(), summary]));
    player.press("<down><down><enter>x");
    assert!(player.asked.iter().all(|c| !matches!(c, Command::Delete(_))));
    player.press("x");
    assert!(player.asked.contains(&Command::Delete("7".to_owned())));
}
