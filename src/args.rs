//! The command line: each flag is defined here once, with its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::capabilities::ColourWish;
use crate::cli::{assess, show, validate};
use crate::report::compose::Profile;
use crate::report::date::Date;
use crate::shell::papers;
use crate::text;

/// Most characters of a person's name.
const NAME_LIMIT: usize = 60;

const EXAMPLES: &str = "\
Examples:
  chiefly                                   answer on the screen, or go on where you were
  chiefly ask                               the same, line by line
  chiefly assess company.toml               the recommendation for an answers file
  chiefly report company.toml -o board.pdf  the report, in the format that the name says
  chiefly --questions mine.toml             the same with your own questionnaire

Exit codes:
  0 done   1 failure   2 wrong usage   3 questionnaire invalid
  4 answers invalid or incomplete   130 interrupted";

const ASK_EXAMPLES: &str = "\
Examples:
  chiefly ask
  chiefly ask 01a200ab                      the beginning of a session's id is enough";

const ASSESS_EXAMPLES: &str = "\
Examples:
  chiefly assess company.toml
  chiefly assess 01a200ab --format json     the beginning of a session's id is enough
  generate-answers | chiefly assess -";

const REPORT_EXAMPLES: &str = "\
Examples:
  chiefly report company.toml -o board.pdf -o board.docx
  chiefly report 01a200ab -o notes.md --profile internal
  chiefly report company.toml -o - | less";

/// Said here, since the argument may be missing where it is given in the older way.
const VERIFY_USAGE: &str = "chiefly verify [OPTIONS] <REPORT> <SESSION|ANSWERS>";

const VERIFY_EXAMPLES: &str = "\
Examples:
  chiefly verify board.pdf company.toml
  chiefly verify board.pdf 01a200ab --date 2026-11-21";

const SESSIONS_EXAMPLES: &str = "\
Examples:
  chiefly sessions
  chiefly sessions show 01a200ab > company.toml
  chiefly sessions show 01a200ab --history  who changed what, and when
  chiefly sessions fork 01a200ab            to try something else with a copy
  chiefly sessions delete 01a200ab";

/// Which technology chief does your company need, and in which form? Answer, see why, and leave with a report.
#[derive(Debug, Default, Parser)]
#[command(name = "chiefly", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Invocation {
    /// Go on with this session on the screen: its id, or the beginning of it
    #[arg(long, value_name = "SESSION")]
    pub session: Option<String>,
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
    /// What to do; the screen, without one.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "For every command")]
pub struct Common {
    /// Use this questionnaire instead of the built-in one
    #[arg(long, global = true, value_name = "FILE", hide_env_values = true, env = "CHIEFLY_QUESTIONS")]
    pub questions: Option<PathBuf>,
    /// When to use colours
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_env_values = true,
        env = "CHIEFLY_COLOR"
    )]
    pub color: Color,
    /// Colours of the screen
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        default_value = "auto",
        hide_env_values = true,
        env = "CHIEFLY_THEME"
    )]
    pub theme: ThemeName,
    /// Who is answering: stands with each change in the history of the session
    #[arg(long, global = true, value_name = "NAME", hide_env_values = true, env = "CHIEFLY_NAME")]
    pub name: Option<String>,
    /// Leave the mouse to the terminal, for selecting text
    #[arg(long, global = true, hide_env_values = true, env = "CHIEFLY_NO_MOUSE")]
    pub no_mouse: bool,
}

impl Common {
    /// Who is answering, clean and cut to what fits in a line; empty where nobody said.
    pub fn author(&self) -> String {
        text::clean(self.name.as_deref().unwrap_or_default()).chars().take(NAME_LIMIT).collect()
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// When the output is a terminal that shows them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<Color> for ColourWish {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// Colours of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ThemeName {
    /// What suits most terminals
    #[default]
    Auto,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// Strong contrast
    HighContrast,
    /// No colours
    Mono,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer line by line: for screen readers, plain terminals and pipes
    #[command(after_help = ASK_EXAMPLES)]
    Ask {
        /// Go on with this session: its id, or the beginning of it
        #[arg(value_name = "SESSION")]
        session: Option<String>,
        /// The same as it was first written
        #[arg(long = "session", value_name = "SESSION", hide = true, conflicts_with = "session")]
        named: Option<String>,
    },
    /// Print the recommendation for a session or an answers file
    #[command(after_help = ASSESS_EXAMPLES)]
    Assess {
        /// A session id, an answers file, or - for standard input
        #[arg(value_name = "SESSION|ANSWERS")]
        what: PathBuf,
        /// In which form
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: AssessForm,
    },
    /// Write the report of a session or an answers file, in the formats that the names say
    #[command(after_help = REPORT_EXAMPLES)]
    Report {
        /// A session id, an answers file, or - for standard input
        #[arg(value_name = "SESSION|ANSWERS")]
        what: PathBuf,
        /// Where to: .md .html .pdf .docx .xlsx .json .csv; several at once; - is Markdown on standard output
        #[arg(long, short, required = true, value_name = "FILE")]
        output: Vec<PathBuf>,
        /// Replace files that are there
        #[arg(long, short)]
        force: bool,
        /// How it looks.
        #[command(flatten)]
        paper: PaperOptions,
    },
    /// List, show, copy or delete sessions
    #[command(after_help = SESSIONS_EXAMPLES)]
    Sessions {
        /// What to do with them; list, without one.
        #[command(subcommand)]
        command: Option<Sessions>,
    },
    /// Print the questionnaire as a sheet to read, or as data
    Show {
        /// In which form
        #[arg(long, value_name = "FORM", default_value = "md")]
        format: ShowForm,
    },
    /// Say all that is wrong or doubtful in a questionnaire
    Check {
        /// The questionnaire, or - for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Compare a questionnaire with cases whose right result is known
    Validate {
        /// A folder of answers files with a table `[case]`; other TOML files in it are left out and named
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Leave out cases of this kind or strength
        #[arg(long, value_name = "WORD")]
        leave_out: Vec<String>,
        /// How many respondents answer at random
        #[arg(long, value_name = "N", default_value_t = validate::RESPONDENTS)]
        respondents: usize,
        /// In which form
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: DataForm,
    },
    /// Check that a report is what a session or an answers file gives
    #[command(after_help = VERIFY_EXAMPLES, override_usage = VERIFY_USAGE)]
    Verify {
        /// The report
        #[arg(value_name = "REPORT")]
        file: PathBuf,
        /// What it was made from: a session id, an answers file, or - for standard input
        #[arg(value_name = "SESSION|ANSWERS", required_unless_present = "named")]
        what: Option<PathBuf>,
        /// The same as it was first written
        #[arg(long = "session", value_name = "SESSION|ANSWERS", hide = true, conflicts_with = "what")]
        named: Option<PathBuf>,
        /// How it looks.
        #[command(flatten)]
        paper: PaperOptions,
    },
    /// Print the built-in template of a report, as a start for your own
    Template {
        /// html or md
        #[arg(value_name = "FORMAT")]
        format: String,
    },
}

/// How a report looks, and whom it is for.
#[derive(Clone, Debug, Args)]
pub struct PaperOptions {
    /// Whom it is for: notes and typed words are left out for the client
    #[arg(long, value_name = "WHO", default_value = "client")]
    pub profile: ProfileName,
    /// The day on the report; that of the last answer, without
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
    /// A brand file: name, accent colour, logo
    #[arg(long, value_name = "FILE", hide_env_values = true, env = "CHIEFLY_BRAND")]
    pub brand: Option<PathBuf>,
    /// A template of your own, .html or .md
    #[arg(long, value_name = "FILE")]
    pub template: Vec<PathBuf>,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).filter(|_| text.len() == 10).ok_or_else(|| "a day is written as 2026-11-21".to_owned())
}

/// Whom a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProfileName {
    /// The company that was assessed
    Client,
    /// Those who did the work
    Internal,
}

impl From<PaperOptions> for papers::Options {
    fn from(options: PaperOptions) -> Self {
        let profile = match options.profile {
            ProfileName::Client => Profile::Client,
            ProfileName::Internal => Profile::Internal,
        };
        Self { profile, date: options.date, brand: options.brand, templates: options.template }
    }
}

/// What to do with sessions.
#[derive(Debug, Subcommand)]
pub enum Sessions {
    /// One line for each session, the latest first
    List,
    /// Print a session as an answers file, or its history
    Show {
        /// Its id, the beginning of it, or its folder
        session: String,
        /// Who changed what, when, from what to what
        #[arg(long)]
        history: bool,
    },
    /// Copy a session, to try something else with it
    Fork {
        /// Its id, or the beginning of it
        session: String,
    },
    /// Delete a session for good
    Delete {
        /// Its id, or the beginning of it
        session: String,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

/// Forms of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AssessForm {
    /// For people
    Text,
    /// For programs
    Json,
    /// The whole report, as Markdown
    Md,
}

/// Forms of an agreement with cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DataForm {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Forms of a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowForm {
    /// A sheet to read
    Md,
    /// For programs
    Json,
}

impl From<DataForm> for assess::Form {
    fn from(form: DataForm) -> Self {
        match form {
            DataForm::Text => Self::Text,
            DataForm::Json => Self::Json,
        }
    }
}

impl From<ShowForm> for show::Form {
    fn from(form: ShowForm) -> Self {
        match form {
            ShowForm::Md => Self::Markdown,
            ShowForm::Json => Self::Json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_words_the_command_line_says_what_the_default_says() {
        let parsed = Invocation::parse_from(["chiefly"]);
        let default = Invocation::default();
        assert_eq!(parsed.common, default.common);
        assert!(parsed.session == default.session && parsed.command.is_none() && default.command.is_none());
    }
}
