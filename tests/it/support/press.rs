//! Plays the person and the shell: a key script goes in, a screen comes out. `<enter>` names a key, all else is typed.

use std::sync::Arc;

use chiefly::assessment::Settings;
use chiefly::capabilities::{Capabilities, Colours};
use chiefly::questionnaire::Questionnaire;
use chiefly::questionnaire::answer::Answers;
use chiefly::session::Session;
use chiefly::tui::message::{Mouse, MouseKind, Opened, Place, QuestionnaireSummary};
use chiefly::tui::model::Start;
use chiefly::tui::theme::Look;
use chiefly::tui::{self, Command, Key, Message, Model, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A terminal with all colours that shows Unicode.
pub const RICH: Capabilities = Capabilities { colours: Colours::True, unicode: true, screen: true, mouse: true };

/// Draws of the robustness analysis: few, since tests are slow.
pub const DRAWS: usize = 1_000;

/// The program without its shell.
#[derive(Clone)]
pub struct Player {
    pub model: Model,
    pub theme: Theme,
    /// All that was asked for and not answered here.
    pub asked: Vec<Command>,
    size: (u16, u16),
}

impl Player {
    /// The start screen over the built-in questionnaire.
    pub fn built_in(columns: u16, rows: u16) -> Self {
        Self::of(chiefly::questionnaire::built_in(), columns, rows)
    }

    /// The start screen over a questionnaire.
    pub fn of(questionnaire: Questionnaire, columns: u16, rows: u16) -> Self {
        let summary = QuestionnaireSummary {
            key: "built-in".to_owned(),
            place: "built in".to_owned(),
            questionnaire: Arc::new(questionnaire),
        };
        let start = Start {
            capabilities: RICH,
            formats: ["md", "html", "pdf"].map(str::to_owned).to_vec(),
            settings: Settings { draws: DRAWS },
            size: (columns, rows),
            questionnaires: vec![summary],
            sessions: Vec::new(),
        };
        Self { model: Model::new(start), theme: Theme::new(Look::Auto, RICH), asked: Vec::new(), size: (columns, rows) }
    }

    /// In a session with these answers.
    pub fn with_answers(questionnaire: Questionnaire, answers: Answers, columns: u16, rows: u16) -> Self {
        let mut player = Self::of(questionnaire, columns, rows);
        let questionnaire = Arc::clone(&player.model.start.questionnaires[0].questionnaire);
        player.open(Session::new(questionnaire, answers));
        player
    }

    fn open(&mut self, session: Session) {
        let opened = Opened {
            id: "1".to_owned(),
            place: Place { folder: "~/chiefly/1".to_owned(), command: "chiefly".to_owned() },
            session,
            scenarios: Vec::new(),
        };
        self.tell(Message::Opened(Ok(opened)));
    }

    /// Tells a fact, and answers what is asked for as the shell would.
    pub fn tell(&mut self, message: Message) {
        for command in tui::update(&mut self.model, message) {
            match command {
                Command::Record(_) => self.tell(Message::Saved(Ok(()))),
                Command::New(_) => {
                    let questionnaire = Arc::clone(&self.model.start.questionnaires[0].questionnaire);
                    let answers = Answers::new(&questionnaire);
                    self.open(Session::new(questionnaire, answers));
                }
                other => self.asked.push(other),
            }
        }
    }

    /// Presses the keys of a script.
    pub fn press(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            self.tell(Message::Key(key));
        }
        self
    }

    /// Presses the left button on the first place where these words stand.
    pub fn click(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let before = &line[..line.find(words)?];
            Some((u16::try_from(before.chars().count()).unwrap(), u16::try_from(y).unwrap()))
        });
        let (column, row) = found.unwrap_or_else(|| panic!("`{words}` is not on the screen:\n{screen}"));
        self.tell(Message::Mouse(Mouse { kind: MouseKind::Press, column, row }));
        self
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.size = (columns, rows);
        self.tell(Message::Resized(columns, rows));
        self
    }

    /// The picture.
    pub fn buffer(&self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        tui::view(&self.model, &self.theme, area, &mut buffer);
        buffer
    }

    /// The picture as text, one line a row.
    pub fn screen(&self) -> String {
        text(&self.buffer())
    }
}

/// The text of a buffer, one line a row, without spaces at the ends.
pub fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let rows = buffer.content().chunks(width).map(|row| {
        let mut skip = 0;
        let mut line = String::new();
        for cell in row {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = chiefly::text::width(cell.symbol());
            }
            skip = usize::saturating_sub(skip, 1);
        }
        line.trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The keys of a script.
pub fn keys(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        let (name, tail) = match named {
            Some((name, tail)) if Key::parse(name).is_some() => (name.to_owned(), tail),
            _ if c == ' ' => ("space".to_owned(), &rest[1..]),
            _ => (c.to_string(), &rest[c.len_utf8()..]),
        };
        keys.push(Key::parse(&name).expect("a key"));
        rest = tail;
    }
    keys
}

/// The answers of an example.
pub fn example(questionnaire: &Questionnaire, name: &str) -> Answers {
    let path = format!("{}/examples/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).expect("an example");
    let origin = chiefly::session::answers_file::Origin::Any;
    chiefly::session::answers_file::parse(&source, questionnaire, origin).value.expect("valid answers").answers
}
