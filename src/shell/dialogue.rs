//! The lines around the dialogue: what is typed goes in, what is said goes out, every change is on disk before the next
//! line is read.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;

use super::inputs::Work;
use super::keeper::Keeper;
use super::store::{Library, Store, Stored};
use super::{files, papers};
use crate::cli::ask::{Ask, Effect, LONGEST};
use crate::error::{Error, exit};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::answer::Answers;
use crate::session::Session;
use crate::session::summary::short;
use crate::text;

/// Holds the dialogue until the lines end or the person leaves. Gives back the exit code.
///
/// # Errors
/// When the session cannot be opened, or a stream fails.
pub fn run(questionnaire: Arc<Questionnaire>, session: Option<&str>) -> Result<u8, Error> {
    let store = Store::locate();
    let (mut keeper, session) = match session {
        None => {
            let answers = Answers::new(&questionnaire);
            (Keeper::new(&store, Arc::clone(&questionnaire)), Session::new(questionnaire, answers))
        }
        Some(beginning) => {
            let mut library = Library::default();
            library.add(questionnaire);
            let (keeper, Stored { session, notice, .. }) = Keeper::open(&store, &store.find(beginning)?, &mut library)?;
            if let Some(notice) = notice {
                files::say(&format!("chiefly: {notice}\n"));
            }
            (keeper, session)
        }
    };
    let mut ask = Ask::new(session);
    let ended = hold(&mut ask, &mut keeper);
    let kept = keeper.retry().and_then(|()| keeper.settlement(ask.session()).map_or(Ok(()), |settle| settle()));
    ended.and(kept)?;
    if keeper.is_kept() {
        let id = short(keeper.id());
        files::say(&format!("Saved in {}. `chiefly ask {id}` goes on.\n", keeper.place()));
    } else {
        files::say("Nothing was answered, nothing is kept.\n");
    }
    Ok(if ask.is_complete() { exit::OK } else { exit::ANSWERS })
}

fn hold(ask: &mut Ask, keeper: &mut Keeper) -> Result<(), Error> {
    let is_seen = io::stdin().is_terminal();
    let mut input = io::stdin().lock();
    files::print(ask.start().as_bytes())?;
    loop {
        let Some(line) = line(&mut input).map_err(|e| Error::read("-", e))? else {
            return files::print(b"\n");
        };
        if !is_seen {
            files::print(format!("{}\n", text::clean(&String::from_utf8_lossy(&line))).as_bytes())?;
        }
        let reply = ask.bytes(&line);
        for effect in reply.effects {
            match effect {
                Effect::Record(change) => {
                    let was_behind = keeper.is_behind();
                    match keeper.record(&change) {
                        Err(error) if !was_behind => files::say(&format!("Not saved, kept in memory: {error}\n")),
                        Ok(()) if was_behind => files::say("Everything is saved again.\n"),
                        _ => {}
                    }
                }
                Effect::Report(file) => report(ask.session(), keeper, &file)?,
                Effect::Quit => return Ok(()),
            }
        }
        files::print(reply.text.as_bytes())?;
    }
}

/// Writes a report; what is wrong with it is told, and the dialogue goes on.
fn report(session: &Session, keeper: &Keeper, file: &str) -> Result<(), Error> {
    let (questionnaire, answers) = (Arc::clone(&session.questionnaire), session.answers().clone());
    let when = keeper.last_change().map(str::to_owned);
    match papers::write_one(Work { questionnaire, answers, when }, Path::new(file)) {
        Err(Error::ReaderGone) => Err(Error::ReaderGone),
        Err(error) => {
            files::say(&format!("{error}\n"));
            Ok(())
        }
        Ok(_) => Ok(()),
    }
}

/// The bytes of the next line, a few more than the longest may have when it is too long.
fn line(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    if input.take(LONGEST as u64 + 2).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(Some(bytes))
}
