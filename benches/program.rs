//! What the program does all day: reads the questionnaire, assesses, paints a frame, takes a key.
//!
//! `cargo bench --bench program`

use std::sync::Arc;

use chiefly::assessment::{Settings, assess};
use chiefly::capabilities::{Capabilities, Colours};
use chiefly::questionnaire::answer::Answers;
use chiefly::questionnaire::{BUILT_IN, Questionnaire, built_in};
use chiefly::session::Session;
use chiefly::session::answers_file::{self, Origin};
use chiefly::tui::message::{Message, Opened, Place, QuestionnaireSummary};
use chiefly::tui::model::Start;
use chiefly::tui::theme::Look;
use chiefly::tui::{self, Key, Model, Theme};
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const ANSWERS: &str = include_str!("../examples/large-retailer.toml");
const RICH: Capabilities = Capabilities { colours: Colours::True, unicode: true, screen: true, mouse: true };
const AREA: Rect = Rect { x: 0, y: 0, width: 100, height: 30 };

fn main() {
    divan::main();
}

fn case() -> (Questionnaire, Answers) {
    let questionnaire = built_in();
    let file = answers_file::parse(ANSWERS, &questionnaire, Origin::Any).value.expect("the example is sound");
    (questionnaire, file.answers)
}

/// The screens with the answers of the example, painted once.
fn screens() -> (Model, Theme) {
    let (questionnaire, answers) = case();
    let questionnaire = Arc::new(questionnaire);
    let summary = QuestionnaireSummary {
        key: String::new(),
        place: "built in".to_owned(),
        questionnaire: Arc::clone(&questionnaire),
    };
    let mut model = Model::new(Start {
        capabilities: RICH,
        formats: Vec::new(),
        settings: Settings::default(),
        size: (AREA.width, AREA.height),
        questionnaires: vec![summary],
        sessions: Vec::new(),
    });
    let session = Session::new(questionnaire, answers);
    let opened = Opened {
        id: "1".to_owned(),
        place: Place { folder: "1".to_owned(), command: "chiefly".to_owned() },
        session,
        scenarios: Vec::new(),
    };
    tell(&mut model, Message::Opened(Ok(opened)));
    (model, Theme::new(Look::Auto, RICH))
}

fn tell(model: &mut Model, message: Message) {
    for command in tui::update(model, message) {
        if matches!(command, tui::Command::Record(_)) {
            tell(model, Message::Saved(Ok(())));
        }
    }
}

fn press(model: &mut Model, key: &str) {
    tell(model, Message::Key(Key::parse(key).expect("a key")));
}

/// The built-in questionnaire, from text to meaning, with all checks.
#[divan::bench]
fn parse() -> Questionnaire {
    Questionnaire::parse(black_box(BUILT_IN)).value.expect("no findings")
}

/// Its head alone, which the first picture needs.
#[divan::bench]
fn glance() -> Questionnaire {
    Questionnaire::glance(black_box(BUILT_IN))
}

/// A whole assessment, 10,000 draws, from nothing.
#[divan::bench]
fn assess_afresh(bencher: Bencher<'_, '_>) {
    let (questionnaire, answers) = case();
    bencher.bench_local(|| assess(&questionnaire, black_box(&answers), &Settings::default()));
}

/// One frame of 100 x 30: a question, and each tab of the result.
#[divan::bench(args = ["question", "1", "2", "3", "4", "5", "6"])]
fn frame(bencher: Bencher<'_, '_>, page: &str) {
    let (mut model, theme) = screens();
    if page == "question" {
        press(&mut model, "b");
    } else {
        press(&mut model, "g");
        press(&mut model, page);
    }
    let mut buffer = Buffer::empty(AREA);
    bencher.bench_local(|| tui::view(black_box(&model), &theme, AREA, &mut buffer));
}

/// A key on a question: the cursor moves to the next option, with the standing shown.
#[divan::bench]
fn key_on_a_question(bencher: Bencher<'_, '_>) {
    let (mut model, _) = screens();
    press(&mut model, "b");
    press(&mut model, "l");
    bencher.bench_local(|| press(&mut model, "down"));
}
