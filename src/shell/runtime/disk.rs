//! What the screens ask of the disk: sessions and reports. What takes longer than a key may wait is done beside the loop.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;

use super::{Farewell, Runtime};
use crate::error::Error;
use crate::questionnaire::answer::Answers;
use crate::session::Session;
use crate::shell::inputs::Work;
use crate::shell::keeper::{Keeper, Settlement, Unsettled};
use crate::shell::store::{Store, Stored};
use crate::shell::{files, papers, signals, terminal, world};
use crate::tui::message::{Opened, Place};
use crate::tui::{self, Command, Message};

impl Runtime {
    /// Writes a report of the open session beside the loop: it takes longer than a key may wait.
    pub(super) fn export(&self, format: String) {
        let Some(Opened { session, .. }) = self.model.opened() else { return };
        let (questionnaire, answers) = (Arc::clone(&session.questionnaire), session.answers().clone());
        let when = self.keeper.as_ref().and_then(|k| k.last_change().map(str::to_owned));
        let work = Work { questionnaire, answers, when };
        self.beside("report", move || Message::Exported(papers::export(work, &format).map_err(|e| e.to_string())));
    }

    /// Begins a session; nothing of it is on disk before the first answer.
    pub(super) fn begin(&mut self, key: &str) -> Result<Opened, Error> {
        let known = self.model.start.questionnaires.iter().find(|q| q.key == key);
        let unknown = || Error::Usage(format!("there is no questionnaire `{key}`"));
        let questionnaire = Arc::clone(&known.ok_or_else(unknown)?.questionnaire);
        self.hand_over()?;
        let keeper = Keeper::new(&self.store, Arc::clone(&questionnaire)).by(&self.author);
        let answers = Answers::new(&questionnaire);
        let session = Session::new(questionnaire, answers);
        let opened = Opened { id: keeper.id().to_owned(), place: place(&keeper), session, scenarios: Vec::new() };
        self.keeper = Some(keeper);
        Ok(opened)
    }

    /// Opens a session in the place of the one that is open, with what has to be told about its files.
    pub(super) fn open(&mut self, store: &Store, id: &str) -> Result<(Opened, Option<String>), Error> {
        self.hand_over()?;
        if self.keeper.as_ref().is_some_and(|k| k.id() == id) {
            self.keeper = None;
        }
        let (keeper, Stored { session, kept, notice, .. }) = Keeper::open(store, id, &mut self.library)?;
        let (id, place) = (keeper.id().to_owned(), place(&keeper));
        self.keeper = Some(keeper.by(&self.author));
        Ok((Opened { id, place, session, scenarios: kept.scenarios }, notice))
    }

    /// Lets the keeper write something, and tells what came of it.
    pub(super) fn written(&mut self, write: impl FnOnce(&mut Keeper) -> Result<(), Error>) -> Vec<Message> {
        let Some(keeper) = &mut self.keeper else {
            return vec![Message::Saved(Err("this session was deleted".to_owned()))];
        };
        let saved = write(keeper).map_err(|e| e.to_string());
        let news = keeper.take_news().map(Message::Failed);
        [Message::Saved(saved)].into_iter().chain(news).collect()
    }

    /// Keeps the open session in another folder from now on.
    pub(super) fn move_to(&mut self, folder: &str) -> Vec<Message> {
        let moved = self.keeper.as_mut().map(|keeper| {
            keeper.move_to(&files::of_person(folder)).map_err(|e| e.to_string())?;
            Ok(place(keeper))
        });
        moved.map(Message::Moved).into_iter().collect()
    }

    /// Deletes a session, also the one that is open.
    pub(super) fn delete(&mut self, id: &str) -> Vec<Message> {
        if self.keeper.as_ref().is_some_and(|k| k.id() == id) {
            let _ = self.close();
            self.keeper = None;
        }
        let deleted = self.store.delete(id);
        self.listed(deleted)
    }

    pub(super) fn listed(&mut self, done: Result<(), Error>) -> Vec<Message> {
        self.list();
        done.err().map(|e| Message::Failed(e.to_string())).into_iter().collect()
    }

    /// Lists the sessions beside the loop: there may be many.
    pub(super) fn list(&self) {
        let (store, mut library) = (self.store.clone(), self.library.clone());
        let mine = self.keeper.as_ref().map(|k| k.id().to_owned());
        self.beside("sessions", move || {
            let mut found = store.list(&mut library, world::clock);
            found.iter_mut().filter(|s| Some(&s.id) == mine.as_ref()).for_each(|s| s.open_elsewhere = false);
            Message::Sessions(found)
        });
    }

    /// Does something beside the loop and tells what came of it.
    fn beside(&self, name: &str, work: impl FnOnce() -> Message + Send + 'static) {
        let outbox = self.outbox.clone();
        let failed = thread::Builder::new().name(name.to_owned()).spawn(move || {
            // What panics here says nothing on the screen: it is told like any other failure.
            let fact = panic::catch_unwind(AssertUnwindSafe(work));
            let failed = |_| Message::Failed("this failed for a reason that the program does not know".to_owned());
            let _ = outbox.send(fact.unwrap_or_else(failed));
            signals::wake();
        });
        if let Err(error) = failed {
            let _ = self.outbox.send(Message::Failed(format!("cannot start a thread: {error}")));
        }
    }

    /// Looks whether what was written is there, and makes it safe beside the loop. Whether there is news.
    pub(super) fn settle(&mut self) -> Result<bool, Error> {
        let mut stale = self.settled()?;
        let Some(keeper) = &mut self.keeper else { return Ok(stale) };
        let saved = keeper.check().map_err(|e| e.to_string());
        let news = keeper.take_news().map(Message::Failed);
        let is_told = self.model.work.as_ref().is_none_or(|w| w.trouble.as_ref() == saved.as_ref().err());
        let saved = Some(Message::Saved(saved)).filter(|_| !is_told);
        for fact in saved.into_iter().chain(news) {
            self.take(fact)?;
            stale = true;
        }
        if self.settling.is_none()
            && let Some(settlement) = self.settlement()
        {
            let work = move || {
                let settled = settlement();
                if settled.is_err() {
                    signals::wake();
                }
                settled
            };
            self.settling = thread::Builder::new().name("settle".to_owned()).spawn(work).ok();
        }
        Ok(stale)
    }

    /// Learns what came of making things safe, when that has ended. Whether there is news.
    fn settled(&mut self) -> Result<bool, Error> {
        let Some(job) = self.settling.take_if(|job| job.is_finished()) else { return Ok(false) };
        let was_told = self.unsafe_yet;
        let Ok(Err(failed)) = job.join() else {
            self.unsafe_yet = false;
            return Ok(false);
        };
        self.unsafe_yet = true;
        if let Some(keeper) = &mut self.keeper {
            keeper.doubt(&failed);
        }
        match failed {
            Unsettled::Snapshot(_) if was_told => return Ok(false),
            Unsettled::Snapshot(error) => self.take(Message::Failed(snapshot_words(&error)))?,
            Unsettled::Journal(error) => self.take(Message::Saved(Err(error.to_string())))?,
        }
        Ok(true)
    }

    fn settlement(&mut self) -> Option<Settlement> {
        let open = self.model.opened()?;
        let keeper = self.keeper.as_mut().filter(|k| k.is_unsettled() && k.id() == open.id)?;
        keeper.settlement(&open.session)
    }

    /// Makes everything safe before another session takes the place; what is in memory only must not go with it.
    fn hand_over(&mut self) -> Result<(), Error> {
        match self.close() {
            Err(Unsettled::Journal(error)) => Err(error),
            // All answers are in the journal.
            Err(Unsettled::Snapshot(_)) | Ok(()) => Ok(()),
        }
    }

    /// Makes everything safe before the session is left.
    pub(super) fn close(&mut self) -> Result<(), Unsettled> {
        if let Some(Ok(Err(failed))) = self.settling.take().map(thread::JoinHandle::join)
            && let Some(keeper) = &mut self.keeper
        {
            keeper.doubt(&failed);
        }
        let (Some(keeper), Some(open)) = (&mut self.keeper, self.model.opened()) else { return Ok(()) };
        if keeper.id() == open.id && keeper.has_begun() { keeper.make_safe(&open.session) } else { Ok(()) }
    }

    pub(super) fn leave(mut self) -> Farewell {
        terminal::give_back();
        let closed = self.close();
        let is_kept = closed.is_ok();
        let (saved, snapshot) = match closed {
            Ok(()) => (Ok(()), None),
            Err(Unsettled::Journal(error)) => (Err(error.to_string()), None),
            Err(Unsettled::Snapshot(error)) => (Ok(()), Some(snapshot_words(&error))),
        };
        let rescue = saved.is_err().then(|| self.model.opened().map(|o| o.session.clone())).flatten();
        let _: Vec<Command> = tui::update(&mut self.model, Message::Saved(saved));
        let news = self.keeper.as_mut().and_then(Keeper::take_news);
        let mut lines: Vec<String> = news.into_iter().collect();
        lines.extend(self.model.farewell());
        lines.extend(snapshot);
        Farewell { lines, rescue, is_kept }
    }
}

fn place(keeper: &Keeper) -> Place {
    let command = match keeper.elsewhere() {
        Some(folder) => format!("chiefly --session '{folder}'"),
        None => "chiefly".to_owned(),
    };
    Place { folder: keeper.place(), command }
}

fn snapshot_words(error: &Error) -> String {
    format!("all answers are in the journal; the snapshot beside it is old: {error}")
}
