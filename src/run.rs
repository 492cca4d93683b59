//! What the program does, read like its manual.

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::args::{AssessForm, Command, Common, Invocation, Sessions, ThemeName};
use crate::capabilities::Capabilities;
use crate::cli::{self, Outcome};
use crate::error::{Error, exit, name};
use crate::session::summary::short;
use crate::session::{answers_file, history};
use crate::shell::inputs::{self, Inputs};
use crate::shell::runtime::{self, Setup};
use crate::shell::store::Store;
use crate::shell::{dialogue, files, papers, signals, world};
use crate::tui::theme::Look;

/// Does what the command line says.
pub fn run() -> ExitCode {
    signals::survive_full_files();
    // The plain start does not wait until the grammar of the whole command line is built.
    let plain = world::arguments().len() <= 1 && !world::has_settings();
    let parsed = if plain { Ok(Invocation::default()) } else { Invocation::try_parse_from(world::arguments()) };
    let invocation = match parsed {
        Ok(invocation) => invocation,
        Err(usage) => return refuse(&usage),
    };
    match execute(invocation) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            match &error {
                Error::ReaderGone | Error::Interrupted => {}
                Error::Invalid { report, .. } => files::say(&format!("{report}\n")),
                other => files::say(&format!("chiefly: {other}\n")),
            }
            ExitCode::from(error.exit_code())
        }
    }
}

/// Help and version go to standard output, wrong usage to standard error.
fn refuse(usage: &clap::Error) -> ExitCode {
    let _ = usage.print();
    ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(exit::USAGE))
}

fn execute(invocation: Invocation) -> Result<u8, Error> {
    let Invocation { common, session, command } = invocation;
    let inputs = Inputs { questions: common.questions.clone(), colour: world::talks_in_colour(common.color.into()) };
    match command {
        None => screen(&common, &inputs, session),
        Some(Command::Ask { session: given, named }) => {
            dialogue::run(inputs.questionnaire()?, given.or(named).or(session).as_deref(), &common.author())
        }
        Some(_) if session.is_some() => {
            let message = "`--session` says which session the screen goes on with; commands take it as an argument";
            Err(Error::Usage(message.to_owned()))
        }
        Some(Command::Sessions { command }) => sessions(&inputs, command.unwrap_or(Sessions::List)),
        Some(Command::Assess { what, format }) => {
            let work = inputs.work(&what)?;
            let form = match format {
                AssessForm::Text => cli::assess::Form::Text,
                AssessForm::Json => cli::assess::Form::Json,
                AssessForm::Md => return papers::write_one(work, Path::new("-")),
            };
            finish(&cli::assess::answers(&work.questionnaire, &work.answers, form))
        }
        Some(Command::Report { what, output, force, paper }) => {
            papers::write(&inputs, &what, &output, &paper.into(), force)
        }
        Some(Command::Verify { file, what, named, paper }) => {
            let what = what.or(named).unwrap_or_default();
            papers::check(&inputs, &file, &what, &paper.into())
        }
        Some(Command::Template { format }) => {
            files::print(papers::template(&format)?.as_bytes())?;
            Ok(exit::OK)
        }
        Some(Command::Check { file }) => {
            let source = files::read_text(&file, exit::QUESTIONNAIRE)?;
            let colour = world::prints_in_colour(common.color.into());
            finish(&cli::check::check(&source, &name(&file), colour))
        }
        Some(Command::Validate { folder, leave_out, respondents, format }) => {
            let (questionnaire, cases) = inputs.cases(&folder)?;
            let form = format.into();
            let found = cli::validate::cases(&questionnaire, cases, &leave_out, respondents.min(1_000_000), form);
            files::print(found.as_bytes())?;
            Ok(exit::OK)
        }
        Some(Command::Show { format }) => {
            let questionnaire = inputs.questionnaire()?.questionnaire;
            files::print(cli::show::show(&questionnaire, format.into()).as_bytes())?;
            Ok(exit::OK)
        }
    }
}

/// Data to standard output, talk to standard error.
fn finish(outcome: &Outcome) -> Result<u8, Error> {
    files::print(outcome.stdout.as_bytes())?;
    files::say(&outcome.stderr);
    Ok(outcome.exit)
}

fn screen(common: &Common, inputs: &Inputs, session: Option<String>) -> Result<u8, Error> {
    if !world::is_interactive() {
        let usage = Invocation::command().render_help();
        let message = "the screens need a terminal for input and output; `chiefly ask` needs none";
        return Err(Error::Usage(format!("{message}\n\n{usage}")));
    }
    let capabilities = Capabilities::of(&world::environment(), common.color.into(), !common.no_mouse);
    if !capabilities.screen {
        return dialogue::run(inputs.questionnaire()?, session.as_deref(), &common.author());
    }
    let look = look(common.theme);
    let setup = Setup { questionnaire: inputs.glance(), session, author: common.author(), capabilities, look };
    let farewell = runtime::run(setup, || inputs.questionnaire())?;
    farewell.say();
    Ok(if farewell.is_kept { exit::OK } else { exit::FAILURE })
}

fn sessions(inputs: &Inputs, command: Sessions) -> Result<u8, Error> {
    let mut library = inputs.library()?;
    match command {
        Sessions::List => {
            let found = Store::locate().list(&mut library, world::clock);
            if found.is_empty() {
                files::say("No sessions yet. `chiefly` begins one.\n");
            }
            files::say(&cli::sessions::troubles(&found));
            files::print(cli::sessions::list(&found).as_bytes())?;
        }
        Sessions::Show { session, history } => {
            let stored = inputs::session(&session, &mut library)?;
            let questionnaire = &stored.session.questionnaire;
            let shown = if history {
                cli::sessions::history(&history::steps(&stored.journal, questionnaire), questionnaire)
            } else {
                answers_file::write(questionnaire, stored.session.answers())
            };
            files::print(shown.as_bytes())?;
        }
        Sessions::Fork { session } => {
            let (store, id) = Store::holding(&session)?;
            let (copy, notice) = store.fork(&id, &mut library)?;
            if let Some(notice) = notice {
                files::say(&format!("chiefly: session `{}`: {notice}\n", short(&id)));
            }
            files::print(format!("{}\n", short(&copy)).as_bytes())?;
        }
        Sessions::Delete { session, yes } => {
            let (store, id) = Store::holding(&session)?;
            if !yes && !files::confirm(&format!("delete session {} for good?", short(&id)))? {
                files::say("Nothing was deleted.\n");
                return Ok(exit::FAILURE);
            }
            store.delete(&id)?;
        }
    }
    Ok(exit::OK)
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
