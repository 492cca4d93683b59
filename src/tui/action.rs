//! What a person can want. Only actions can be bound to keys; the key bar, the help and the palette are lists of them.

/// Something that a person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Answer, open, choose.
    Accept,
    /// To the step before.
    Back,
    /// Out of a field or an overlay; else back.
    Close,
    /// On, without an answer.
    Forward,
    /// Pick by its sign.
    Pick,
    /// Move up.
    Up,
    /// Move down.
    Down,
    /// Move a page up.
    PageUp,
    /// Move a page down.
    PageDown,
    /// To the top.
    First,
    /// To the end.
    Last,
    /// Tick or untick.
    Tick,
    /// More of it.
    More,
    /// Less of it.
    Less,
    /// Move an item of an order up.
    Raise,
    /// Move an item of an order down.
    Lower,
    /// "Don't know".
    Unknown,
    /// "Does not apply".
    NotApplicable,
    /// Mark the answer as unsure.
    Unsure,
    /// Mark the answer as a fact that no what-would-change may touch.
    Lock,
    /// Write a note.
    Note,
    /// Take the answer away.
    Clear,
    /// Why it is asked.
    Why,
    /// Show the standing.
    Standing,
    /// To the review.
    Review,
    /// To the result.
    Result,
    /// The next tab.
    NextTab,
    /// The tab before.
    PreviousTab,
    /// To the sliders.
    WhatIf,
    /// Everything that was moved back to what was answered.
    Reset,
    /// Keep what was moved, with a name.
    Keep,
    /// Write a report.
    Export,
    /// Copy the recommendation.
    Copy,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Make sure that all is on disk.
    Save,
    /// Find a question or an answer.
    Search,
    /// Find an action.
    Palette,
    /// The keys.
    Help,
    /// Copy a session.
    Fork,
    /// Delete a session.
    Delete,
    /// The start screen.
    Start,
    /// The next theme.
    Theme,
    /// The mouse, on or off.
    Mouse,
    /// Draw everything anew.
    Redraw,
    /// To the shell and back.
    Suspend,
    /// Leave.
    Quit,
}

impl Action {
    /// All actions, with what they do in a few words.
    pub const ALL: &[(Self, &'static str)] = &[
        (Self::Accept, "answer, open, choose"),
        (Self::Back, "go back"),
        (Self::Close, "leave the field, close, or go back"),
        (Self::Forward, "go on without answering"),
        (Self::Pick, "pick by its sign"),
        (Self::Up, "move up"),
        (Self::Down, "move down"),
        (Self::PageUp, "a page up"),
        (Self::PageDown, "a page down"),
        (Self::First, "to the top"),
        (Self::Last, "to the end"),
        (Self::Tick, "tick or untick"),
        (Self::More, "more"),
        (Self::Less, "less"),
        (Self::Raise, "move this up in the order"),
        (Self::Lower, "move this down in the order"),
        (Self::Unknown, "don't know"),
        (Self::NotApplicable, "does not apply"),
        (Self::Unsure, "mark the answer as not sure"),
        (Self::Lock, "mark the answer as a fact that stays"),
        (Self::Note, "write a note to the answer"),
        (Self::Clear, "take the answer away"),
        (Self::Why, "why this is asked, and sources"),
        (Self::Standing, "show or hide the standing"),
        (Self::Review, "review all answers"),
        (Self::Result, "see the result"),
        (Self::NextTab, "next tab"),
        (Self::PreviousTab, "tab before"),
        (Self::WhatIf, "what if: move weights and answers"),
        (Self::Reset, "back to what was answered"),
        (Self::Keep, "keep as a scenario"),
        (Self::Export, "export a report"),
        (Self::Copy, "copy the recommendation"),
        (Self::Undo, "undo the last change"),
        (Self::Redo, "redo"),
        (Self::Save, "make sure that all is saved"),
        (Self::Search, "search questions and answers"),
        (Self::Palette, "find an action by name"),
        (Self::Help, "the keys"),
        (Self::Fork, "copy this session"),
        (Self::Delete, "delete this session, or this scenario"),
        (Self::Start, "to the start screen"),
        (Self::Theme, "next theme"),
        (Self::Mouse, "mouse on or off"),
        (Self::Redraw, "draw the screen anew"),
        (Self::Suspend, "to the shell; `fg` comes back"),
        (Self::Quit, "leave; nothing is lost"),
    ];

    /// What it does, in a few words.
    pub fn description(self) -> &'static str {
        Self::ALL.iter().find(|(a, _)| *a == self).map_or("", |(_, words)| words)
    }
}
