//! Which key means what, and where. The key bar and the help are prints of [`BINDINGS`]; the README names some of them.

use super::action::Action;
use super::key::Key;

/// Where keys have their meaning. Several hold at a time; the first that knows a key wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// A list to choose from: start, sessions, questionnaires.
    Menu,
    /// The list of sessions.
    Sessions,
    /// Any question.
    Question,
    /// Options of which some are ticked.
    Ticks,
    /// Points to be shared.
    Points,
    /// Options to be put in order.
    Order,
    /// Words are typed.
    Field,
    /// All answers.
    Review,
    /// The sliders.
    WhatIf,
    /// The scenarios.
    Compare,
    /// The result, any tab.
    Result,
    /// A page to be read over the others: help, why.
    Page,
    /// A list with a search field.
    Picker,
    /// A note or a name is written.
    Note,
    /// Everywhere else.
    Everywhere,
}

impl Context {
    /// What it is called in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Menu => "Lists",
            Self::Sessions => "Sessions",
            Self::Question => "Question",
            Self::Ticks => "Several answers",
            Self::Points => "Sharing points",
            Self::Order => "Putting in order",
            Self::Field => "Typing",
            Self::Review => "Review",
            Self::WhatIf => "What if",
            Self::Compare => "Compare",
            Self::Result => "Result",
            Self::Page => "This page",
            Self::Picker => "Finding",
            Self::Note => "Writing",
            Self::Everywhere => "Everywhere",
        }
    }
}

/// Keys that mean an action in a context.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The keys; `1-9` and `A-Z` stand for each character between.
    pub keys: &'static [&'static str],
    /// What they mean.
    pub action: Action,
    /// What the key bar says; empty when it says nothing.
    pub bar: &'static str,
}

const fn bind(context: Context, keys: &'static [&'static str], action: Action, bar: &'static str) -> Binding {
    Binding { context, keys, action, bar }
}

/// Every key there is, the most needed first.
pub const BINDINGS: &[Binding] = {
    use Action as A;
    use Context as C;
    &[
        bind(C::Note, &["enter"], A::Accept, "keep"),
        bind(C::Note, &["esc"], A::Close, "drop"),
        bind(C::Picker, &["enter"], A::Accept, "choose"),
        bind(C::Picker, &["esc"], A::Close, "close"),
        bind(C::Picker, &["up", "ctrl+p", "shift+tab"], A::Up, ""),
        bind(C::Picker, &["down", "ctrl+n", "tab"], A::Down, ""),
        bind(C::Picker, &["pageup"], A::PageUp, ""),
        bind(C::Picker, &["pagedown"], A::PageDown, ""),
        bind(C::Page, &["esc", "enter", "b", "left", "?", "w"], A::Close, "close"),
        bind(C::Menu, &["enter", "right", "space"], A::Accept, "choose"),
        bind(C::Sessions, &["c"], A::Fork, "copy"),
        bind(C::Sessions, &["x", "delete"], A::Delete, "delete"),
        bind(C::Field, &["enter"], A::Accept, "answer"),
        bind(C::Field, &["esc"], A::Close, "out"),
        bind(C::Field, &["ctrl+b", "alt+left", "left"], A::Back, "back"),
        bind(C::Ticks, &["space"], A::Tick, "tick"),
        bind(C::Points, &["space"], A::Tick, "the rest"),
        bind(C::Points, &["+", "="], A::More, "more"),
        bind(C::Points, &["-"], A::Less, "less"),
        bind(C::Order, &["K", "shift+up", "-"], A::Raise, "up"),
        bind(C::Order, &["J", "shift+down", "+"], A::Lower, "down"),
        bind(C::Question, &["enter"], A::Accept, "answer"),
        bind(C::Question, &["b", "left", "h", "ctrl+b", "alt+left"], A::Back, "back"),
        bind(C::Question, &["right", "tab", "alt+right"], A::Forward, ""),
        bind(C::Question, &["1-9", "A-Z"], A::Pick, ""),
        bind(C::Question, &["u"], A::Undo, "undo"),
        bind(C::Question, &["n"], A::Note, "note"),
        bind(C::Question, &["s"], A::Unsure, "not sure"),
        bind(C::Question, &["f"], A::Lock, ""),
        bind(C::Question, &["l"], A::Standing, "standing"),
        bind(C::Question, &["w"], A::Why, "why"),
        bind(C::Question, &["0", "d"], A::Unknown, ""),
        bind(C::Question, &["x"], A::NotApplicable, ""),
        bind(C::Question, &["delete"], A::Clear, ""),
        bind(C::Review, &["enter", "right"], A::Accept, "change"),
        bind(C::Review, &["b", "left", "h"], A::Back, "back"),
        bind(C::Review, &["u"], A::Undo, "undo"),
        bind(C::Review, &["delete"], A::Clear, ""),
        bind(C::WhatIf, &["right", "l", "+"], A::More, "more"),
        bind(C::WhatIf, &["left", "h", "-"], A::Less, "less"),
        bind(C::WhatIf, &["0"], A::Reset, "reset"),
        bind(C::WhatIf, &["k"], A::Keep, "keep as scenario"),
        bind(C::Compare, &["enter"], A::Accept, "open in what if"),
        bind(C::Compare, &["x", "delete"], A::Delete, "delete"),
        bind(C::Result, &["tab", "right"], A::NextTab, "next"),
        bind(C::Result, &["shift+tab"], A::PreviousTab, ""),
        bind(C::Result, &["1-9"], A::Pick, ""),
        bind(C::Result, &["w"], A::WhatIf, "what if"),
        bind(C::Result, &["e"], A::Export, "export report"),
        bind(C::Result, &["enter"], A::Accept, "change"),
        bind(C::Result, &["b", "left", "h"], A::Back, "back to answers"),
        bind(C::Result, &["y"], A::Copy, ""),
        bind(C::Result, &["u"], A::Undo, ""),
        bind(C::Everywhere, &["up", "k"], A::Up, ""),
        bind(C::Everywhere, &["down", "j"], A::Down, ""),
        bind(C::Everywhere, &["pageup", "ctrl+u"], A::PageUp, ""),
        bind(C::Everywhere, &["pagedown", "ctrl+d"], A::PageDown, ""),
        bind(C::Everywhere, &["home"], A::First, ""),
        bind(C::Everywhere, &["end"], A::Last, ""),
        bind(C::Everywhere, &["r"], A::Review, "review"),
        bind(C::Everywhere, &["g"], A::Result, "result"),
        bind(C::Everywhere, &["esc", "b", "left", "backspace"], A::Close, ""),
        bind(C::Everywhere, &["ctrl+r"], A::Redo, ""),
        bind(C::Everywhere, &["ctrl+s"], A::Save, ""),
        bind(C::Everywhere, &["/", "ctrl+f"], A::Search, "search"),
        bind(C::Everywhere, &[":", "ctrl+k"], A::Palette, ""),
        bind(C::Everywhere, &["?", "f1"], A::Help, ""),
        bind(C::Everywhere, &["f2"], A::Mouse, ""),
        bind(C::Everywhere, &["f3"], A::Theme, ""),
        bind(C::Everywhere, &["ctrl+l"], A::Redraw, ""),
        bind(C::Everywhere, &["ctrl+z"], A::Suspend, ""),
        bind(C::Everywhere, &["q", "ctrl+c"], A::Quit, "leave"),
    ]
};

/// What a key means in these contexts, the first that knows it.
pub fn find(contexts: &[Context], key: Key) -> Option<Action> {
    let name = key.to_string();
    contexts.iter().find_map(|context| {
        let mut here = BINDINGS.iter().filter(|b| b.context == *context);
        here.find(|b| b.keys.iter().any(|pattern| matches(pattern, &name))).map(|b| b.action)
    })
}

/// What leaves or stops the program wherever one is, also where words are typed.
pub fn way_out(key: Key) -> Option<Action> {
    let ways = [Action::Quit, Action::Suspend];
    find(&[Context::Everywhere], key).filter(|action| key.ctrl && ways.contains(action))
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern {
        "1-9" => matches!(name.as_bytes(), [b'1'..=b'9']),
        "A-Z" => matches!(name.as_bytes(), [b'A'..=b'Z']),
        _ => pattern == name,
    }
}

/// The keys that these contexts know, without those that an earlier context has taken.
pub fn active(contexts: &[Context]) -> Vec<Binding> {
    let mut taken: Vec<Action> = Vec::new();
    let mut found = Vec::new();
    for context in contexts {
        let here: Vec<Binding> = BINDINGS.iter().filter(|b| b.context == *context).copied().collect();
        found.extend(here.iter().filter(|b| !taken.contains(&b.action)));
        taken.extend(here.iter().map(|b| b.action));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_key_and_means_one_thing_in_its_context() {
        let mut seen: Vec<(Context, &str)> = Vec::new();
        for binding in BINDINGS {
            for name in binding.keys {
                let known = matches!(*name, "1-9" | "A-Z") || Key::parse(name).is_some_and(|k| k.to_string() == *name);
                assert!(known, "`{name}` is no key");
                assert!(!seen.contains(&(binding.context, name)), "`{name}` means two things in {:?}", binding.context);
                seen.push((binding.context, name));
            }
        }
    }

    #[test]
    fn the_first_context_wins() {
        let key = Key::parse("x").unwrap();
        assert_eq!(find(&[Context::Sessions, Context::Question], key), Some(Action::Delete));
        assert_eq!(find(&[Context::Question, Context::Everywhere], key), Some(Action::NotApplicable));
    }
}
