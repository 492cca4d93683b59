//! The state of the screens: a plain value. What can be derived from the answers is derived when they change.

use super::editor::Editor;
use super::keymap::Context;
use super::message::{Opened, Place, QuestionnaireSummary};
use super::work::Work;
use crate::assessment::Settings;
use crate::capabilities::Capabilities;
use crate::session::summary::Summary;

/// What is known at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// What the place can do.
    pub capabilities: Capabilities,
    /// Extensions of the report formats that can be written, best first.
    pub formats: Vec<String>,
    /// What the analysis is asked to do.
    pub settings: Settings,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The questionnaires there are, the one to begin with first.
    pub questionnaires: Vec<QuestionnaireSummary>,
    /// The sessions there are, newest first.
    pub sessions: Vec<Summary>,
}

/// Everything that the screens know.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What was known at the start, kept up to date.
    pub start: Start,
    /// What is on the screen.
    pub screen: Screen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// The session that is open.
    pub work: Option<Work>,
    /// What has just happened, until the next key.
    pub notice: Option<Notice>,
    /// Which theme is worn.
    pub look: super::theme::Look,
    /// Whether leaving was asked for although something is not on disk.
    pub leaving: bool,
}

/// What is on the screen. All but the first three need an open session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Where one begins.
    Start {
        /// The entry under the cursor.
        cursor: usize,
    },
    /// All sessions.
    Sessions {
        /// The session under the cursor.
        cursor: usize,
        /// Whether its deletion was asked for once.
        doomed: bool,
    },
    /// All questionnaires.
    Questionnaires {
        /// The questionnaire under the cursor.
        cursor: usize,
    },
    /// The question at hand.
    Question,
    /// All answers.
    Review {
        /// The question under the cursor, by its place in the list.
        cursor: usize,
    },
    /// The result.
    Result(Reading),
}

/// Where one is in the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Which tab.
    pub tab: Tab,
    /// The row under the cursor, on tabs that have rows.
    pub cursor: usize,
    /// Lines that are scrolled off the top.
    pub scroll: u16,
    /// Whether the window follows the row under the cursor, as little as needed to show it.
    pub follows: bool,
}

/// The tabs of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What to do.
    #[default]
    Recommendation,
    /// What it rests on.
    Why,
    /// How far it can be relied on.
    Sure,
    /// What would have to be different.
    WhatIf,
    /// What follows from it.
    Plan,
    /// What was kept from "what if", side by side.
    Compare,
}

impl Tab {
    /// All tabs, in order, with their titles.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Recommendation, "Recommendation"),
        (Self::Why, "Why"),
        (Self::Sure, "How sure"),
        (Self::WhatIf, "What if"),
        (Self::Plan, "Plan"),
        (Self::Compare, "Compare"),
    ];

    /// Its place in the order.
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|(tab, _)| *tab == self).unwrap_or(0)
    }
}

/// What lies over the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// The keys.
    Help {
        /// Lines that are scrolled off the top.
        scroll: u16,
    },
    /// Why the question is asked, with sources.
    Why {
        /// Lines that are scrolled off the top.
        scroll: u16,
    },
    /// A list with a search field.
    Picker(Picker),
    /// The note to the answer.
    Note(Editor),
    /// The name of a scenario.
    Name(Editor),
    /// The folder in which to save, when the usual one cannot be written to.
    Folder(Editor),
}

/// A list with a search field.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// What is listed.
    pub kind: PickerKind,
    /// What is looked for.
    pub query: Editor,
    /// The entry under the cursor.
    pub cursor: usize,
}

/// What a picker lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerKind {
    /// Actions.
    Palette,
    /// Questions and answers.
    Search,
    /// Formats of a report.
    Export,
}

/// A line about what has just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// Whether something is wrong.
    pub wrong: bool,
}

impl Model {
    /// The start screen. To begin inside a session, send `Opened` before the first view.
    pub fn new(start: Start) -> Self {
        let cursor = usize::from(!start.sessions.is_empty());
        Self {
            start,
            screen: Screen::Start { cursor },
            overlay: None,
            work: None,
            notice: None,
            look: super::theme::Look::default(),
            leaving: false,
        }
    }

    /// The session that is open.
    pub fn opened(&self) -> Option<&Opened> {
        self.work.as_ref().map(|work| &work.opened)
    }

    /// What is printed when the screens are gone: where the work is; empty when there is none.
    pub fn farewell(&self) -> Vec<String> {
        let Some(work) = self.work.as_ref().filter(|w| !w.is_untouched()) else { return Vec::new() };
        let Place { folder, command } = &work.opened.place;
        vec![match &work.trouble {
            Some(why) => format!("not saved: {why}"),
            None => format!("your answers are in {folder}; `{command}` goes on with them"),
        }]
    }

    /// Says something until the next key.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), wrong: false });
    }

    /// Says that something is wrong, until the next key.
    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), wrong: true });
    }

    /// Where keys have their meaning now, the first that knows a key wins.
    pub fn contexts(&self) -> Vec<Context> {
        match &self.overlay {
            Some(Overlay::Note(_) | Overlay::Name(_) | Overlay::Folder(_)) => vec![Context::Note],
            Some(Overlay::Picker(_)) => vec![Context::Picker],
            Some(Overlay::Help { .. } | Overlay::Why { .. }) => vec![Context::Page, Context::Everywhere],
            None => self.contexts_below(),
        }
    }

    /// Where keys have their meaning on the screen, whatever lies over it.
    pub fn contexts_below(&self) -> Vec<Context> {
        let own = match &self.screen {
            Screen::Start { .. } | Screen::Questionnaires { .. } => vec![Context::Menu],
            Screen::Sessions { .. } => vec![Context::Sessions, Context::Menu],
            Screen::Question => self.work.as_ref().map_or_else(Vec::new, Work::contexts),
            Screen::Review { .. } => vec![Context::Review],
            Screen::Result(Reading { tab: Tab::WhatIf, .. }) => vec![Context::WhatIf, Context::Result],
            Screen::Result(Reading { tab: Tab::Compare, .. }) => vec![Context::Compare, Context::Result],
            Screen::Result(_) => vec![Context::Result],
        };
        own.into_iter().chain([Context::Everywhere]).collect()
    }

    /// Whether words are typed, so that letters are no commands.
    pub fn is_typing(&self) -> bool {
        match &self.overlay {
            Some(Overlay::Note(_) | Overlay::Name(_) | Overlay::Folder(_) | Overlay::Picker(_)) => true,
            Some(_) => false,
            None => self.screen == Screen::Question && self.work.as_ref().is_some_and(Work::is_typing),
        }
    }
}
