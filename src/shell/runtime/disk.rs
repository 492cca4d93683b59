//! What the screens ask of the disk: sessions and reports. What takes longer than a key may wait is done beside the loop.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;

use super::Runtime;
use crate::error::Error;
use crate::questionnaire::answer::Answers;
use crate::session::Session;
use crate::session::scenario::Scenario;
use crate::shell::inputs::Work;
use crate::shell::keeper::{Keeper, Settlement};
use crate::shell::store::Stored;
use crate::shell::{papers, signals, terminal, world};
use crate::tui::Message;
use crate::tui::message::Opened;

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
        let keeper = Keeper::new(&self.store, Arc::clone(&questionnaire));
        let answers = Answers::new(&questionnaire);
        let session = Session::new(questionnaire, answers);
        let opened = Opened { id: keeper.id().to_owned(), place: keeper.place(), session, scenarios: Vec::new() };
        self.keeper = Some(keeper);
        Ok(opened)
    }

    /// Opens a session in the place of the one that is open, with what has to be told about its files.
    pub(super) fn open(&mut self, id: &str) -> Result<(Opened, Option<String>), Error> {
        self.hand_over()?;
        if self.keeper.as_ref().is_some_and(|k| k.id() == id) {
            self.keeper = None;
        }
        let (keeper, Stored { session, notice, .. }) = Keeper::open(&self.store, id, &mut self.library)?;
        let scenarios = self.store.scenarios(id, &session.questionnaire);
        let opened = Opened { id: keeper.id().to_owned(), place: keeper.place(), session, scenarios };
        self.keeper = Some(keeper);
        Ok((opened, notice))
    }

    /// Keeps what was tried out in the open session.
    pub(super) fn keep(&self, scenarios: &[Scenario]) -> Vec<Message> {
        let Some(Opened { id, session, .. }) = self.model.opened() else { return Vec::new() };
        let kept = self.store.keep(id, &session.questionnaire, scenarios);
        kept.err().map(|e| Message::Failed(e.to_string())).into_iter().collect()
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
            let (mut found, _) = store.list(&mut library, world::clock);
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

    /// Makes safe what was written, beside the loop, and tries again what was not. Whether there is news.
    pub(super) fn settle(&mut self) -> Result<bool, Error> {
        let Some(keeper) = &mut self.keeper else { return Ok(false) };
        if keeper.is_behind() {
            let Ok(()) = keeper.retry() else { return Ok(false) };
            self.take(Message::Saved(Ok(())))?;
            return Ok(true);
        }
        if self.settling.as_ref().is_some_and(|job| !job.is_finished()) {
            return Ok(false);
        }
        if let Some(settlement) = self.settlement() {
            let outbox = self.outbox.clone();
            let job = thread::Builder::new().name("settle".to_owned()).spawn(move || {
                if let Err(error) = settlement() {
                    let _ = outbox.send(Message::Failed(error.to_string()));
                    signals::wake();
                }
            });
            self.settling = job.ok();
        }
        Ok(false)
    }

    fn settlement(&mut self) -> Option<Settlement> {
        let open = self.model.opened()?;
        let keeper = self.keeper.as_mut().filter(|k| k.is_unsettled() && k.id() == open.id)?;
        keeper.settlement(&open.session)
    }

    /// Makes everything safe before another session takes the place; what is in memory only must not go with it.
    fn hand_over(&mut self) -> Result<(), Error> {
        let closed = self.close();
        if self.keeper.as_ref().is_some_and(Keeper::is_behind) { closed } else { Ok(()) }
    }

    /// Makes everything safe before the session is left.
    pub(super) fn close(&mut self) -> Result<(), Error> {
        if let Some(job) = self.settling.take() {
            let _ = job.join();
        }
        let retried = self.keeper.as_mut().map_or(Ok(()), Keeper::retry);
        let settled = self.settlement().map_or(Ok(()), |settle| settle());
        retried.and(settled)
    }

    pub(super) fn leave(mut self) -> Vec<String> {
        terminal::give_back();
        let trouble = self.close().err();
        let mut words = self.model.farewell();
        words.extend(trouble.map(|e| format!("not everything is saved: {e}")));
        words
    }
}
