//! What the program does, read like its manual.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser};

use crate::args::{Command, Common, Invocation, Sessions, ThemeName};
use crate::capabilities::Capabilities;
use crate::cli;
use crate::error::{Error, exit, name};
use crate::questionnaire::{self, Questionnaire};
use crate::session::summary::short;
use crate::shell::dialogue;
use crate::shell::runtime::{self, Setup};
use crate::shell::store::{Library, Store};
use crate::shell::{files, world};
use crate::tui::message::QuestionnaireSummary;
use crate::tui::theme::Look;

/// Does what the command line says.
pub fn run() -> ExitCode {
    let invocation = match Invocation::try_parse_from(world::arguments()) {
        Ok(invocation) => invocation,
        Err(usage) => return refuse(&usage),
    };
    match execute(invocation) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            if !matches!(error, Error::ReaderGone) {
                files::say(&format!("chiefly: {error}\n"));
            }
            ExitCode::from(error.exit_code())
        }
    }
}

fn execute(invocation: Invocation) -> Result<u8, Error> {
    let Invocation { common, session, command } = invocation;
    match command {
        None => screen(&common, session),
        Some(Command::Ask { session }) => ask(&common, session.as_deref()),
        Some(Command::Sessions { command }) => sessions(&common, command.unwrap_or(Sessions::List)),
        Some(_) => Err(Error::Usage("this command is not there yet".to_owned())),
    }
}

fn ask(common: &Common, session: Option<&str>) -> Result<u8, Error> {
    dialogue::run(summary(common)?.questionnaire, session)
}

fn sessions(common: &Common, command: Sessions) -> Result<u8, Error> {
    let store = Store::locate();
    let mut library = Library::default();
    library.add(summary(common)?.questionnaire);
    match command {
        Sessions::List => {
            let found = store.list(&mut library, &world::clock());
            if found.is_empty() {
                files::say("no sessions yet: `chiefly` begins one\n");
            }
            files::print(cli::sessions::list(&found).as_bytes())?;
        }
        Sessions::Show { session: _ } => {}
        Sessions::Fork { session } => {
            let copy = store.fork(&store.find(&session)?, &mut library)?;
            files::print(format!("{}\n", short(&copy)).as_bytes())?;
        }
        Sessions::Delete { session, yes } => {
            let id = store.find(&session)?;
            if !yes && !files::confirm(&format!("delete session {} for good?", short(&id)))? {
                files::say("nothing was deleted\n");
                return Ok(exit::FAILURE);
            }
            store.delete(&id)?;
        }
    }
    Ok(exit::OK)
}

/// Help and version go to standard output, wrong usage to standard error.
fn refuse(usage: &clap::Error) -> ExitCode {
    let _ = usage.print();
    ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(exit::USAGE))
}

fn screen(common: &Common, session: Option<String>) -> Result<u8, Error> {
    if !world::is_interactive() {
        let usage = Invocation::command().render_help();
        return Err(Error::Usage(format!(
            "the screens need a terminal at both ends; `chiefly ask` does not\n\n{usage}"
        )));
    }
    let capabilities = Capabilities::of(&world::environment(), common.color.into(), !common.no_mouse);
    if !capabilities.screen {
        return ask(common, session.as_deref());
    }
    let look = look(common.theme);
    let setup = move || {
        let questionnaire = summary(common)?;
        Ok(Setup { questionnaire, session, capabilities, look })
    };
    runtime::say(&runtime::run(setup, capabilities.mouse)?);
    Ok(exit::OK)
}

/// The questionnaire that is to be used: one of the person's own, or the built-in one.
fn summary(common: &Common) -> Result<QuestionnaireSummary, Error> {
    let Some(path) = &common.questions else {
        let questionnaire = Arc::new(questionnaire::built_in());
        return Ok(QuestionnaireSummary { key: String::new(), place: "built in".to_owned(), questionnaire });
    };
    let source = files::read_text(path, exit::QUESTIONNAIRE)?;
    let questionnaire = questionnaire(path, &source)?;
    Ok(QuestionnaireSummary { key: name(path), place: name(path), questionnaire })
}

fn questionnaire(path: &Path, source: &str) -> Result<Arc<Questionnaire>, Error> {
    let checked = Questionnaire::parse(source);
    checked.value.map(Arc::new).ok_or_else(|| Error::Unfit {
        path: name(path),
        fault: format!("has {}", crate::text::count(checked.diagnostics.len(), "fault")),
        exit: exit::QUESTIONNAIRE,
    })
}

fn look(name: ThemeName) -> Look {
    match name {
        ThemeName::Auto => Look::Auto,
        ThemeName::Dark => Look::Dark,
        ThemeName::Light => Look::Light,
        ThemeName::HighContrast => Look::HighContrast,
        ThemeName::Mono => Look::Mono,
    }
}
