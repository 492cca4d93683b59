//! The lines around the dialogue: what is typed goes in, what is said goes out, every change is on disk before the next
//! line is read.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;
use std::sync::Arc;

use super::inputs::Work;
use super::keeper::{Keeper, Unsettled};
use super::store::{Library, Store, Stored};
use super::{files, papers};
use crate::cli::ask::{Ask, Effect, LONGEST};
use crate::error::{Error, exit};
use crate::questionnaire::answer::Answers;
use crate::session::Session;
use crate::session::summary::short;
use crate::text;
use crate::tui::message::QuestionnaireSummary;

/// Holds the dialogue until the lines end or the person leaves. Gives back the exit code.
///
/// # Errors
/// When the session cannot be opened, a stream fails, or something is not on disk in the end.
pub fn run(questionnaire: QuestionnaireSummary, session: Option<&str>, author: &str) -> Result<u8, Error> {
    let (keeper, session) = match session {
        None => {
            let questionnaire = questionnaire.questionnaire;
            let answers = Answers::new(&questionnaire);
            (Keeper::new(&Store::locate(), Arc::clone(&questionnaire)), Session::new(questionnaire, answers))
        }
        Some(what) => open(&questionnaire, what)?,
    };
    let mut desk = Desk { keeper: keeper.by(author), is_behind: false };
    let mut ask = Ask::new(session);
    let ended = hold(&mut ask, &mut desk);
    let left = desk.leave(ask.session());
    if let Err(Unsettled::Journal(error)) = left {
        files::say(&format!("Not saved: {error}\n"));
        return Ok(files::rescue(ask.session()));
    }
    desk.say_good_bye();
    if let Err(Unsettled::Snapshot(error)) = left {
        files::say(&format!("All answers are in the journal; the snapshot beside it is old: {error}\n"));
        return Ok(exit::FAILURE);
    }
    ended?;
    Ok(if ask.is_complete() { exit::OK } else { exit::ANSWERS })
}

fn open(questionnaire: &QuestionnaireSummary, what: &str) -> Result<(Keeper, Session), Error> {
    let mut library = Library::of(questionnaire);
    let (store, id) = Store::holding(what)?;
    let (keeper, stored) = Keeper::open(&store, &id, &mut library)?;
    let own = library.beside(&id, &stored.session.questionnaire);
    for notice in own.into_iter().chain(stored.words()) {
        files::say(&format!("chiefly: {notice}\n"));
    }
    let Stored { session, .. } = stored;
    Ok((keeper, session))
}

fn hold(ask: &mut Ask, desk: &mut Desk) -> Result<(), Error> {
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
                    // Told by the look at the disk that comes next.
                    let _ = desk.keeper.record(&change);
                }
                Effect::Report(file) => report(ask.session(), &desk.keeper, &file)?,
                Effect::Save(folder) => desk.move_to(&folder),
                Effect::Quit => return Ok(()),
            }
        }
        desk.look();
        files::print(reply.text.as_bytes())?;
    }
}

/// The keeper, and what the person was told of it.
struct Desk {
    keeper: Keeper,
    /// Whether it was told that something is not on disk.
    is_behind: bool,
}

impl Desk {
    /// Looks whether everything is on disk; says when it is not, and when it is again.
    fn look(&mut self) {
        let checked = self.keeper.check();
        if let Some(news) = self.keeper.take_news() {
            files::say(&format!("Attention: {news}.\n"));
        }
        match (checked, self.is_behind) {
            (Err(error), false) => {
                let ways = "`save FOLDER` keeps the session in another folder, `report FILE` writes a report";
                files::say(&format!(
                    "Not saved, kept in memory: {error}. It is tried again with every line; {ways}.\n"
                ));
                self.is_behind = true;
            }
            (Ok(()), true) => {
                files::say("Everything is saved again.\n");
                self.is_behind = false;
            }
            _ => {}
        }
    }

    /// Goes on in another folder.
    fn move_to(&mut self, folder: &str) {
        match self.keeper.move_to(&files::of_person(folder)) {
            Ok(()) => files::say(&format!("Saved in {}.\n", self.keeper.place())),
            Err(error) => files::say(&format!("{error}\n")),
        }
    }

    /// Makes everything safe in the end.
    fn leave(&mut self, session: &Session) -> Result<(), Unsettled> {
        self.keeper.make_safe(session).inspect(|()| self.look())
    }

    /// Says where the session is, and how one goes on.
    fn say_good_bye(&self) {
        if self.keeper.has_begun() {
            let place = self.keeper.place();
            let again =
                self.keeper.elsewhere().map_or_else(|| short(self.keeper.id()).to_owned(), |f| format!("'{f}'"));
            files::say(&format!("Saved in {place}. `chiefly ask {again}` goes on.\n"));
        } else {
            files::say("Nothing was answered, nothing is kept.\n");
        }
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
