//! A number means the same wherever it is given: in a field of the screen, in a line of the dialogue, in a file, in a
//! journal. The cases are lines of tests/numbers/.

use std::sync::Arc;

use chiefly::cli::ask::Ask;
use chiefly::questionnaire::Questionnaire;
use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::session::answers_file::{self, Origin};
use chiefly::session::journal::Journal;
use chiefly::session::{Session, journal};
use chiefly::tui::Message;

use crate::support::press::Player;

const TYPED: &str = include_str!("../numbers/typed.txt");
const FILES: &str = include_str!("../numbers/files.txt");

fn questions() -> Questionnaire {
    Questionnaire::parse(include_str!("../numbers/questions.toml")).value.unwrap()
}

/// Question, input and outcome of each case.
fn cases(table: &str) -> impl Iterator<Item = [&str; 3]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.splitn(3, '|').map(str::trim).collect::<Vec<_>>().try_into().unwrap())
}

/// What became of an input: what it is read as, or why it is refused.
type Outcome = Result<String, String>;

#[track_caller]
fn compare(case: [&str; 3], face: &str, outcome: &Outcome) {
    let [question, typed, right] = case;
    let agrees = match outcome {
        Ok(said) => said == right,
        Err(why) => why.contains(right),
    };
    assert!(agrees, "{question}, {face}: `{typed}` gives {outcome:?}, not `{right}`");
}

/// What an answers file says with this as the answer.
fn in_file(question: &str, written: &str) -> Outcome {
    let questionnaire = questions();
    let source = format!("format = \"chiefly.answers/1\"\n[answers]\n{question} = {written}\n");
    let checked = answers_file::parse(&source, &questionnaire, Origin::Checked);
    match checked.value {
        Some(file) => Ok(said(&questionnaire, &file.answers, question).unwrap()),
        None => Err(checked.diagnostics.iter().map(|d| d.message.clone()).collect()),
    }
}

fn said(questionnaire: &Questionnaire, answers: &Answers, question: &str) -> Option<String> {
    let id = questionnaire.find_question(question)?;
    answers.get(id).map(|a| questionnaire.question(id).say(&a.value))
}

/// What a line makes of it: it says what it read, unless that is what was typed.
fn in_line(question: &str, typed: &str) -> Outcome {
    let questionnaire = Arc::new(questions());
    let mut ask = Ask::new(Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire)));
    let _ = ask.line(&format!("go {question}"));
    let reply = ask.line(typed);
    let said = said(&questionnaire, ask.session().answers(), question).ok_or(reply.text.clone())?;
    let id = questionnaire.find_question(question).unwrap();
    let Value::Number(n) = ask.session().answers().get(id).unwrap().value else { panic!("{typed}") };
    let told = reply.text.starts_with(&format!("Read as {said}."));
    assert_eq!(told, n.to_string() != typed, "{typed}: {}", reply.text);
    Ok(said)
}

/// What the field makes of it: before it counts it is shown as what it is read, and enter makes it that.
fn in_field(question: &str, typed: &str) -> Outcome {
    let questionnaire = questions();
    let at = questionnaire.find_question(question).unwrap();
    let mut player = Player::of(questionnaire, 80, 24);
    player.press("<enter>");
    player.press(&"<tab>".repeat(at.0));
    player.tell(Message::Paste(typed.to_owned()));
    let shown = player.screen();
    player.press("<enter>");
    let work = player.model.work.as_ref().unwrap();
    let notice = player.model.notice.as_ref().map_or("", |n| &n.text);
    let said = said(work.questionnaire(), work.answers(), question);
    let wanted = said.as_ref().map_or_else(|| notice.to_owned(), |said| format!("= {said}\n"));
    assert!(shown.contains(&wanted), "`{typed}` is not told before it counts: {wanted}\n{shown}");
    said.ok_or_else(|| notice.to_owned())
}

#[test]
fn what_is_typed_means_the_same_everywhere() {
    for case @ [question, typed, _] in cases(TYPED) {
        compare(case, "file", &in_file(question, &format!("\"{typed}\"")));
        compare(case, "line", &in_line(question, typed));
        if question != "level" {
            compare(case, "field", &in_field(question, typed));
        }
    }
}

#[test]
fn keys_that_belong_to_a_number_are_typed_and_others_stay_commands() {
    for typed in ["250 k", "1.5 million", "€200k", "EUR 200k", "2.500,00", "200'000", "+5"] {
        let mut player = Player::of(questions(), 80, 24);
        player.press("<enter>").press(typed);
        let field = player.screen().lines().find(|line| line.contains("EUR a year")).unwrap().to_owned();
        assert!(field.contains(typed), "{typed}: {field}");
    }
    let mut player = Player::of(questions(), 80, 24);
    player.press("<enter>12s");
    assert!(player.screen().contains("marked as not sure"), "{}", player.screen());
}

#[test]
fn a_bare_number_in_a_file_is_kept_or_refused_and_never_rounded() {
    for case @ [question, written, _] in cases(FILES) {
        compare(case, "file", &in_file(question, written));
    }
}

#[test]
fn a_journal_holds_no_number_that_its_question_would_refuse() {
    let questionnaire = questions();
    for (number, kept) in [("12", true), ("12.0", true), ("12.5", false), ("0", false)] {
        let header = journal::Header {
            format: journal::FORMAT.to_owned(),
            questionnaire: questionnaire.fingerprint.clone(),
            started: "2026-01-01T00:00:00Z".to_owned(),
        };
        // Without a seal, as lines were written before: what somebody has put in by hand.
        let line = format!(
            "{{\"t\":\"2026-01-01T00:00:00Z\",\"q\":\"people\",\"a\":{{\"value\":{number}}},\"cause\":\"answer\"}}\n"
        );
        let text = header.line() + &line;
        assert!(text.contains(number), "{text}");
        assert_eq!(Journal::read(text.as_bytes(), &questionnaire).entries.len() == 1, kept, "{number}");
    }
}

#[test]
fn points_are_whole_and_say_so() {
    let source = include_str!("../questionnaires/small.toml");
    let questionnaire = Arc::new(Questionnaire::parse(source).value.unwrap());
    let mut ask = Ask::new(Session::new(Arc::clone(&questionnaire), Answers::new(&questionnaire)));
    let _ = ask.line("North");
    let _ = ask.line("/go priorities");
    for typed in ["33.5 33.5 33", "1.234 0 0", "1=50.5 2=49.5"] {
        let reply = ask.line(typed);
        assert!(reply.text.contains("is not a whole number of points"), "{typed}: {}", reply.text);
    }
    let _ = ask.line("40% +30 30.0");
    assert_eq!(
        said(&questionnaire, ask.session().answers(), "priorities").unwrap(),
        "Being near 40; Being cheap 30; Being calm 30"
    );
}
