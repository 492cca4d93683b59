//! Whole runs by keyboard: from the start to a result, the examples as somebody would type them, and keys at random.

use std::fmt::Write as _;
use std::fs;

use chiefly::questionnaire::answer::{Answer, Answers, Confidence, Value};
use chiefly::questionnaire::{Questionnaire, built_in};
use chiefly::tui::message::{Mouse, MouseKind};
use chiefly::tui::model::{Model, Screen};
use chiefly::tui::{self, Command, Key, Message};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::support::press::{Player, example};

const KINDS: &str = include_str!("support/kinds.toml");

/// The keys by which somebody gives an answer to the question that is shown.
fn script(player: &Player, answer: &Answer) -> String {
    let work = player.model.work.as_ref().unwrap();
    let sign = |row: usize| work.draft.sign(row).unwrap().to_string();
    let option = |wanted: usize| {
        let place = |r: &tui::draft::Row| *r == tui::draft::Row::Option(wanted);
        sign(work.draft.rows.iter().position(place).unwrap())
    };
    let mut keys = String::new();
    match &answer.value {
        Value::Choice(i) => keys += &option(*i),
        Value::Choices(ticks) => ticks.iter().for_each(|i| keys += &option(*i)),
        Value::Unknown => keys += "0",
        Value::NotApplicable => keys += "x",
        Value::Text(words) => keys += words,
        Value::Number(n) => keys += &n.to_string(),
        other => panic!("no example answers like this: {other:?}"),
    }
    if answer.confidence == Confidence::Unsure {
        keys += "s";
    }
    if !answer.note.is_empty() {
        keys = keys + "n" + &answer.note + "<enter>";
    }
    keys + "<enter>"
}

/// Goes through the whole questionnaire with the answers of an example, question by question.
fn walk(name: &str, columns: u16, rows: u16, look: impl Fn(&Player)) -> Player {
    let mut player = Player::built_in(columns, rows);
    player.press("<enter>");
    let answers = example(&built_in(), name);
    while player.model.screen == Screen::Question {
        look(&player);
        let id = player.model.work.as_ref().unwrap().at;
        match answers.get(id) {
            Some(answer) => {
                let keys = script(&player, answer);
                player.press(&keys);
            }
            None => {
                player.press("<tab>");
            }
        }
        let work = player.model.work.as_ref().unwrap();
        assert!(work.at != id || player.model.screen != Screen::Question, "stuck:\n{}", player.screen());
    }
    player
}

/// What is recommended, as `decision = alternative` by ids.
fn recommended(player: &Player) -> Vec<(String, String)> {
    let work = player.model.work.as_ref().unwrap();
    let decisions = work.questionnaire().decisions.iter().zip(&work.assessment.decisions);
    decisions.filter_map(|(d, r)| r.recommended.map(|a| (d.id.clone(), d.alternative(a).id.clone()))).collect()
}

#[test]
fn the_examples_come_out_by_key_as_expected() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let expected: toml::Table = fs::read_to_string(format!("{folder}/expected.toml")).unwrap().parse().unwrap();
    assert!(expected.len() >= 6);
    for (name, wanted) in &expected {
        let player = walk(name, 80, 24, |_| ());
        let given = &player.model.work.as_ref().unwrap().answers().clone();
        assert_eq!(*given, example(&built_in(), name), "{name}: the keys give the answers of the file");
        for (decision, alternative) in recommended(&player) {
            assert_eq!(
                wanted.get(&decision).and_then(|v| v.as_str()),
                Some(alternative.as_str()),
                "{name}: {decision}"
            );
        }
    }
}

#[test]
fn a_whole_run_ends_in_a_recommendation_and_a_report() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let mut player = walk("community-bank", columns, rows, |_| ());
        if !matches!(player.model.screen, Screen::Result(_)) {
            player.press("g");
        }
        assert!(player.screen().contains("Millbrook Savings needs"), "{}", player.screen());
        player.press("e<enter>");
        assert!(player.asked.contains(&Command::Export { format: "md".to_owned() }));
    }
}

#[test]
fn a_question_is_never_below_the_fold() {
    for name in ["community-bank", "large-retailer", "seed-stage-software"] {
        walk(name, 80, 24, |player| {
            let screen = player.screen();
            assert!(!screen.contains(['▾', '▴']), "an option is out of sight:\n{screen}");
        });
    }
}

/// A thing that happens.
#[derive(Clone, Debug)]
enum Happening {
    Key(String),
    Click(u16, u16),
    Wheel(bool),
    Paste(String),
    Size(u16, u16),
    Disk(bool),
}

fn happening() -> impl Strategy<Value = Happening> {
    let named = [
        "enter",
        "enter",
        "enter",
        "up",
        "down",
        "left",
        "right",
        "tab",
        "shift+tab",
        "esc",
        "space",
        "backspace",
        "delete",
        "home",
        "end",
        "pageup",
        "pagedown",
        "ctrl+r",
        "ctrl+s",
        "ctrl+b",
        "ctrl+w",
        "shift+up",
        "shift+down",
        "f1",
        "f2",
        "f3",
        "ctrl+l",
        "alt+left",
    ];
    let named = prop::sample::select(named.to_vec()).prop_map(str::to_owned);
    let typed = prop::sample::select("jjjkkhlbusnwrgqxd0123456789ABKJ+-.,:/?eyk mñ漢".chars().collect::<Vec<_>>());
    prop_oneof![
        8 => named.prop_map(Happening::Key),
        8 => typed.prop_map(|c| Happening::Key(if c == ' ' { "space".to_owned() } else { c.to_string() })),
        2 => (0..130u16, 0..45u16).prop_map(|(x, y)| Happening::Click(x, y)),
        1 => any::<bool>().prop_map(Happening::Wheel),
        1 => "\\PC{0,40}".prop_map(Happening::Paste),
        1 => (0..130u16, 0..45u16).prop_map(|(x, y)| Happening::Size(x, y)),
        1 => any::<bool>().prop_map(Happening::Disk),
    ]
}

fn message(happening: &Happening) -> Message {
    match happening {
        Happening::Key(name) => Message::Key(Key::parse(name).unwrap()),
        Happening::Click(column, row) => Message::Mouse(Mouse { kind: MouseKind::Press, column: *column, row: *row }),
        Happening::Wheel(up) => {
            let kind = if *up { MouseKind::WheelUp } else { MouseKind::WheelDown };
            Message::Mouse(Mouse { kind, column: 1, row: 1 })
        }
        Happening::Paste(words) => Message::Paste(words.clone()),
        Happening::Size(columns, rows) => Message::Resized(*columns, *rows),
        Happening::Disk(fine) => Message::Saved(if *fine { Ok(()) } else { Err("full".to_owned()) }),
    }
}

/// Paints the model and looks for the cursor; now and then makes sure that the model is as it was before.
fn look(player: &Player, careful: bool) {
    let (columns, rows) = player.model.start.size;
    let area = Rect::new(0, 0, columns, rows);
    let before: Option<Model> = careful.then(|| player.model.clone());
    let mut buffer = Buffer::empty(area);
    let cursor = tui::view(&player.model, &player.theme, area, &mut buffer);
    assert!(cursor.is_none_or(|place| area.contains(place)));
    assert!(before.is_none_or(|before| before == player.model), "looking changed the model");
}

/// As many alternatives and options as there may be, all with long names.
fn widest() -> Questionnaire {
    let mut source = "format = \"chiefly.questionnaire/1\"\nid = \"wide\"\nversion = \"1\"\ntitle = \"Wide\"\n\
        summary = \"Wide.\"\nminutes = 1\n[[decision]]\nid = \"d\"\ntitle = \"D\"\nquestion = \"D?\"\n"
        .to_owned();
    let ids: Vec<String> = (0..16).map(|i| format!("a{i}")).collect();
    for id in &ids {
        let _ = writeln!(
            source,
            "[[decision.alternative]]\nid = \"{id}\"\ntitle = \"{id} {0}\"\nshort = \"{id} 日本語日本\"\nphrase = \"{id}\"",
            "long ".repeat(40)
        );
    }
    for k in 0..16 {
        let cells: Vec<String> = ids.iter().enumerate().map(|(i, id)| format!("{id} = 0.{}", (i + k) % 10)).collect();
        let _ = writeln!(
            source,
            "[[criterion]]\nid = \"k{k}\"\ndecision = \"d\"\ntitle = \"{0}\"\nbase = 0.1\nperformance = {{ {1} }}",
            "criterion ".repeat(9),
            cells.join(", ")
        );
    }
    source.push_str("[[section]]\nid = \"s\"\ntitle = \"S\"\n");
    for (kind, extra) in [("single", ""), ("multiple", "min = 1\nmax = 200\n"), ("points", ""), ("rank", "")] {
        let _ = writeln!(
            source,
            "[[question]]\nid = \"{kind}\"\nsection = \"s\"\nkind = \"{kind}\"\nprompt = \"{0}?\"\nwhy = \"{0}\"\nsources = [\"x\"]\n{extra}",
            "word ".repeat(60)
        );
        for o in 0..200 {
            let _ = writeln!(
                source,
                "[[question.option]]\nid = \"o{o}\"\nlabel = \"{0}\"\nloads = {{ k{1} = 1.0 }}",
                "選択 ".repeat(o % 60 + 1),
                o % 16
            );
        }
    }
    source.push_str("[[source]]\nid = \"x\"\ntitle = \"X\"\nurl = \"https://example.org\"\n");
    let checked = Questionnaire::parse(&source);
    checked.value.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

fn beginnings() -> Vec<Player> {
    let kinds = Questionnaire::parse(KINDS).value.unwrap();
    let small = Questionnaire::parse(include_str!("../questionnaires/small.toml")).value.unwrap();
    let full = built_in();
    let answers = example(&full, "growing-e-commerce");
    let empty = Answers::new(&kinds);
    vec![
        Player::of(kinds.clone(), 80, 24),
        Player::with_answers(kinds, empty, 80, 24),
        Player::of(small, 40, 12),
        Player::with_answers(full, answers, 120, 40),
        Player::of(widest(), 80, 24),
    ]
}

/// So many scripts; `CHIEFLY_SCRIPTS=10000 cargo test --release --test it random` runs the long one.
fn scripts() -> u32 {
    std::env::var("CHIEFLY_SCRIPTS").ok().and_then(|n| n.parse().ok()).unwrap_or(32)
}

#[test]
fn random_keys_at_random_sizes_do_no_harm() {
    let beginnings = beginnings();
    let script = (0..5usize, prop::collection::vec(happening(), 1..60));
    let config = ProptestConfig { cases: scripts(), failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |((which, script) in script)| {
        let mut player = beginnings[which].clone();
        for (step, happening) in script.iter().enumerate() {
            player.tell(message(happening));
            look(&player, step % 8 == 0);
        }
    });
}
