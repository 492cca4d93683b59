//! Screens as text, after a key script, at the widths that are promised.

use std::collections::BTreeSet;

use chiefly::assessment::Settings;
use chiefly::capabilities::{Capabilities, Colours};
use chiefly::session::summary::Summary;
use chiefly::tui::theme::Look;
use chiefly::tui::{Message, Theme};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::support::press::{Player, RICH, example};
use crate::support::svg::svg;

/// The widths that are promised, with their heights.
const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// The screen after a script from the start, at all sizes.
fn fresh(script: &str) -> String {
    at_all_sizes(|columns, rows| Player::built_in(columns, rows).press(script).screen())
}

/// The screen after a script in a session with the answers of an example, at all sizes.
fn in_example(name: &str, script: &str) -> String {
    at_all_sizes(|columns, rows| {
        let questionnaire = chiefly::questionnaire::built_in();
        let answers = example(&questionnaire, name);
        Player::with_answers(questionnaire, answers, columns, rows).press(script).screen()
    })
}

fn at_all_sizes(screen: impl Fn(u16, u16) -> String) -> String {
    SIZES.map(|(columns, rows)| format!("{columns}x{rows}\n{}\n", screen(columns, rows))).join("\n")
}

#[test]
fn start() {
    insta::assert_snapshot!(fresh(""));
}

#[test]
fn start_with_long_names() {
    let summary = |subject: &str| Summary {
        id: subject.to_owned(),
        subject: subject.to_owned(),
        questionnaire: "Which technology chief do you need?".to_owned(),
        answered: 12,
        length: (24, 27),
        when: "yesterday".to_owned(),
        ..Summary::default()
    };
    let long = "The Northern Association for the Care of Rivers, Lakes and Coasts, with its Friends Abroad";
    insta::assert_snapshot!(at_all_sizes(|columns, rows| {
        let mut player = Player::built_in(columns, rows);
        player.tell(Message::Sessions(vec![summary(long), summary("Short")]));
        player.press("<home><down>").screen()
    }));
}

#[test]
fn question_text() {
    insta::assert_snapshot!(fresh("<enter>North"));
}

#[test]
fn question_single() {
    insta::assert_snapshot!(fresh("<enter>Northwind Logistics<enter>jj"));
}

#[test]
fn question_unsure_with_note_and_standing() {
    insta::assert_snapshot!(in_example("community-bank", "r<home>jjj<enter>lsnask the CFO<enter>j"));
}

#[test]
fn question_with_three_panes() {
    let questionnaire = chiefly::questionnaire::built_in();
    let answers = example(&questionnaire, "community-bank");
    let mut player = Player::with_answers(questionnaire, answers, 150, 30);
    insta::assert_snapshot!(player.press("r<home>jjj<enter>lj").screen());
}

#[test]
fn question_multiple() {
    insta::assert_snapshot!(in_example("community-bank", "/goes wrong with internal<enter>jj j"));
}

#[test]
fn question_why() {
    insta::assert_snapshot!(in_example("community-bank", "r<home>jjj<enter>w"));
}

#[test]
fn review() {
    insta::assert_snapshot!(in_example("community-bank", "rjj"));
}

#[test]
fn result_recommendation() {
    insta::assert_snapshot!(in_example("community-bank", ""));
}

#[test]
fn result_why() {
    insta::assert_snapshot!(in_example("community-bank", "2j"));
}

#[test]
fn result_sure() {
    insta::assert_snapshot!(in_example("growing-e-commerce", "3"));
}

#[test]
fn result_sure_to_its_end() {
    insta::assert_snapshot!(in_example("growing-e-commerce", "3<end>"));
}

#[test]
fn result_sure_with_little_known() {
    insta::assert_snapshot!(fresh("<enter>Acme<enter>7<enter>0<enter>2s<enter>g3"));
}

#[test]
fn result_what_if() {
    insta::assert_snapshot!(in_example("growing-e-commerce", "4j<right><right><right><right>"));
}

#[test]
fn result_compare() {
    let script = "4<right><right><right>kmore systems<enter>0<end><right>k<enter>6";
    insta::assert_snapshot!(in_example("growing-e-commerce", script));
}

#[test]
fn result_why_to_its_end() {
    insta::assert_snapshot!(in_example("community-bank", "2<end>"));
}

#[test]
fn result_plan() {
    insta::assert_snapshot!(in_example("hospital-group", "5"));
}

#[test]
fn help() {
    insta::assert_snapshot!(in_example("community-bank", "/what kind<enter>?"));
}

#[test]
fn palette() {
    insta::assert_snapshot!(in_example("community-bank", ":exp"));
}

#[test]
fn what_is_said_has_the_lines_that_it_needs() {
    insta::assert_snapshot!(in_example("community-bank", "y"));
}

#[test]
fn search() {
    insta::assert_snapshot!(in_example("community-bank", "/security"));
}

/// The tabs with pictures on a terminal that shows neither Unicode nor colours.
#[test]
fn pictures_in_ascii() {
    let plain = Capabilities { colours: Colours::None, unicode: false, ..RICH };
    let mut screens = Vec::new();
    for (columns, rows) in [(40, 12), (80, 24)] {
        for tab in ["1", "2", "2<end>", "3", "3<end>", "4", "5", "6"] {
            let questionnaire = chiefly::questionnaire::built_in();
            let answers = example(&questionnaire, "growing-e-commerce");
            let mut player = Player::with_answers(questionnaire, answers, columns, rows);
            player.model.start.capabilities = plain;
            player.theme = Theme::new(Look::Auto, plain);
            player.press(tab);
            let screen = player.screen();
            assert!(screen.is_ascii(), "{screen}");
            screens.push(format!("{tab} at {columns}x{rows}\n{screen}\n"));
        }
    }
    insta::assert_snapshot!(screens.join("\n"));
}

#[test]
fn without_colours_nothing_is_coloured_and_the_focus_is_seen() {
    let plain = Capabilities { colours: Colours::None, ..RICH };
    for script in ["<enter>Acme<enter>j", "<enter>Acme<enter>1<enter>g", "<enter>Acme<enter>1<enter>r"] {
        let mut player = Player::built_in(80, 24);
        player.theme = Theme::new(Look::Dark, plain);
        let buffer = player.press(script).buffer();
        assert!(buffer.content().iter().all(|c| c.fg == Color::Reset && c.bg == Color::Reset));
        assert!(buffer.content().iter().any(|c| c.modifier.contains(Modifier::REVERSED)) || script.ends_with('g'));
    }
}

/// Where there is no room for whole rows, the one under the cursor has it: nothing that is cut is out of reach.
#[test]
fn the_row_under_the_cursor_is_told_in_full() {
    let questionnaire = chiefly::questionnaire::built_in();
    let answers = example(&questionnaire, "growing-e-commerce");
    let mut base = Player::with_answers(questionnaire, answers, 80, 24);
    base.theme = Theme::new(Look::Mono, RICH);
    let work = base.press("1").model.work.clone().unwrap();
    let analysis = work.assessment.decisions[0].analysis.clone().unwrap();
    let prompts = analysis.tornado.iter().filter(|b| b.answers.is_some()).take(10).map(|b| b.question);
    let prompts: Vec<String> = prompts.map(|id| work.fill(&work.questionnaire().question(id).prompt)).collect();
    let titles = work.assessment.decisions[0].criteria.iter().map(|c| c.criterion);
    let titles: Vec<String> = titles.map(|id| work.questionnaire().criterion(id).title.clone()).collect();
    for (columns, rows) in [(40, 12), (80, 24)] {
        for (tab, wanted) in [("2", &[][..]), ("3", &prompts), ("4", &titles)] {
            let mut player = base.clone();
            player.resize(columns, rows).press(tab);
            let mut told = BTreeSet::new();
            for key in std::iter::once("").chain(["j"; 70]) {
                let buffer = player.press(key).buffer();
                let focused = buffer.content().iter().filter(|c| c.modifier.contains(Modifier::REVERSED));
                // Without the figures, which stand beside the first line.
                let words: String = focused.map(Cell::symbol).collect();
                assert!(!words.contains('…'), "{}", player.screen());
                told.insert(words.chars().filter(|c| c.is_alphabetic()).collect::<String>());
            }
            assert!(told.len() >= 10, "{columns} columns, tab {tab}: {told:#?}");
            for words in wanted {
                let words: String = words.chars().filter(|c| c.is_alphabetic()).collect();
                assert!(told.contains(&words), "{columns} columns, tab {tab}: {words} in {told:#?}");
            }
        }
    }
}

/// The README's picture is drawn from a real screen; `CHIEFLY_UPDATE=1 cargo test picture` draws it anew.
#[test]
fn the_picture_in_the_readme_is_this_screen() {
    let questionnaire = chiefly::questionnaire::built_in();
    let answers = example(&questionnaire, "growing-e-commerce");
    let mut player = Player::with_answers(questionnaire, answers, 92, 27);
    player.theme = Theme::new(Look::Dark, RICH);
    // With as many draws as the program makes, so that the figures are its own.
    player.model.start.settings = Settings::default();
    let opened = player.model.opened().unwrap().clone();
    player.tell(Message::Opened(Ok(opened)));
    let drawn = svg(&player.buffer(), "The recommendation as chiefly shows it");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.svg");
    if std::env::var_os("CHIEFLY_UPDATE").is_some() {
        std::fs::write(path, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == drawn, "assets/demo.svg is not of this screen: CHIEFLY_UPDATE=1 cargo test picture");
}
