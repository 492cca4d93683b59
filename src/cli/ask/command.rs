//! The commands of the dialogue. A slash before them is always understood, and needed where any line is an answer.

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Why,
    Back,
    Next,
    Go(String),
    Review,
    Undo,
    Redo,
    Clear,
    Unsure,
    Lock,
    Note(String),
    Result,
    Report(String),
    Save(String),
    Quit,
}

/// The commands with what they do, in the order in which help tells them.
pub(super) const ALL: [(&str, &str); 16] = [
    ("help", "say this"),
    ("why", "why this is asked, and where it is from"),
    ("back", "the question before, `b` for short"),
    ("next", "go on without an answer; an empty line does the same"),
    ("go 7", "question 7 of the review"),
    ("review", "all questions with their answers, `r` for short"),
    ("undo", "take the last change back, `u` for short"),
    ("redo", "make it again"),
    ("clear", "take the answer to this question away"),
    ("unsure", "say that you are not sure of this answer, `s` for short"),
    ("lock", "say that this answer is a fact that nothing can change"),
    ("note WORDS", "keep a note with this answer, `n WORDS` for short"),
    ("result", "the recommendation as it stands"),
    ("report FILE", "write the report, in the format that the name says"),
    ("save FOLDER", "keep the session in another folder from now on"),
    ("quit", "leave; nothing is lost, `q` for short"),
];

impl Command {
    /// The command in a line; none when the line is an answer.
    pub(super) fn read(line: &str, takes_words: bool) -> Result<Option<Self>, String> {
        match line.strip_prefix('/') {
            _ if line.is_empty() => Ok(Some(Self::Next)),
            Some(words) => Self::parse(words).map(Some),
            None if takes_words => Ok(None),
            // Without the slash a word that is no command is an answer, but one that lacks its object is not.
            None => Self::find(line).transpose(),
        }
    }

    fn parse(words: &str) -> Result<Self, String> {
        let unknown = || format!("There is no command `/{words}`. Type `/help` for those there are.");
        Self::find(words).unwrap_or_else(|| Err(unknown()))
    }

    fn find(words: &str) -> Option<Result<Self, String>> {
        let (word, object) = words.split_once(' ').unwrap_or((words, ""));
        let object = object.trim();
        let plain = |command: Self| object.is_empty().then_some(Ok(command));
        let with = |command: fn(String) -> Self, lacking: &str| {
            Some(if object.is_empty() { Err(lacking.to_owned()) } else { Ok(command(object.to_owned())) })
        };
        match word.to_ascii_lowercase().as_str() {
            "help" | "h" => plain(Self::Help),
            "why" | "w" => plain(Self::Why),
            "back" | "b" => plain(Self::Back),
            "next" => plain(Self::Next),
            "go" => with(Self::Go, "Say which question, as in `go 7`. `review` numbers them."),
            "review" | "r" => plain(Self::Review),
            "undo" | "u" => plain(Self::Undo),
            "redo" => plain(Self::Redo),
            "clear" => plain(Self::Clear),
            "unsure" | "s" => plain(Self::Unsure),
            "lock" => plain(Self::Lock),
            "note" | "n" => Some(Ok(Self::Note(object.to_owned()))),
            "result" => plain(Self::Result),
            "report" => with(Self::Report, "Say which file, as in `report board.md`."),
            "save" => with(
                Self::Save,
                "Every answer is saved as it is given. For another place say which, as in `save ~/elsewhere`.",
            ),
            "quit" | "q" => plain(Self::Quit),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_command_or_an_answer() {
        assert_eq!(Command::read("b", false), Ok(Some(Command::Back)));
        assert_eq!(Command::read("b", true), Ok(None));
        assert_eq!(Command::read("/b", true), Ok(Some(Command::Back)));
        assert_eq!(Command::read("2", false), Ok(None));
        assert_eq!(Command::read("back to work", false), Ok(None));
        assert_eq!(Command::read("note to be confirmed", false), Ok(Some(Command::Note("to be confirmed".to_owned()))));
        assert!(Command::read("/dance", false).is_err());
        assert!(Command::read("go", false).is_err());
    }

    #[test]
    fn help_names_every_command_that_is_understood() {
        for (name, _) in ALL {
            assert!(matches!(Command::find(name), Some(Ok(_))), "{name}");
        }
    }
}
