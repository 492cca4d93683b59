//! The loop around the screens: facts in, pictures and requests out. It blocks until there is news, takes all that is
//! there before it paints, and writes every change down before it looks at the next key.

mod disk;

use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossterm::event::{self, Event};

use super::files;
use super::keeper::{Keeper, Unsettled};
use super::signals::{self, Signals};
use super::store::{Library, Store};
use super::terminal::{self, Terminal};
use crate::assessment::Settings;
use crate::capabilities::Capabilities;
use crate::error::Error;
use crate::report::Format;
use crate::session::Session;
use crate::tui::key::Key;
use crate::tui::message::{Mouse, QuestionnaireSummary};
use crate::tui::model::Start;
use crate::tui::theme::Look;
use crate::tui::{self, Command, Message, Model, Theme};

/// Events that are taken in before a frame is painted, at most: a flood must not freeze the picture.
const BATCH: usize = 1024;
/// How long to look for more of what is coming in: the reader takes nothing for no time at all.
const GLANCE: Duration = Duration::from_micros(20);
/// Without a key for so long, there is time to make the disk safe.
const QUIET: Duration = Duration::from_millis(300);
/// How often a disk that said no is asked again.
const RETRY: Duration = Duration::from_secs(2);
/// How often it is looked whether what was written still is there.
const LOOK: Duration = Duration::from_secs(1);
/// Without anything to do; where nobody wakes us, we look up by ourselves.
const IDLE: Duration = Duration::from_millis(if cfg!(unix) { 60_000 } else { 250 });

/// What the screens begin with.
pub struct Setup {
    /// The head of the questionnaire of new sessions: it is on the screen while the whole is read.
    pub questionnaire: QuestionnaireSummary,
    /// The session to go on with, if one was asked for.
    pub session: Option<String>,
    /// Who is answering; empty where nobody said.
    pub author: String,
    /// What the place can do.
    pub capabilities: Capabilities,
    /// Which theme is worn.
    pub look: Look,
}

struct Runtime {
    terminal: Terminal,
    model: Model,
    theme: Theme,
    capabilities: Capabilities,
    author: String,
    store: Store,
    library: Library,
    keeper: Option<Keeper>,
    size: (u16, u16),
    outbox: Sender<Message>,
    inbox: Receiver<Message>,
    settling: Option<JoinHandle<Result<(), Unsettled>>>,
    /// Whether the last attempt to make things safe failed: the next one waits.
    unsafe_yet: bool,
    over: bool,
}

/// What is said when the screens are gone.
#[derive(Debug)]
pub struct Farewell {
    lines: Vec<String>,
    /// The session, when not all of it is on disk.
    rescue: Option<Session>,
    /// Whether everything is on disk.
    pub is_kept: bool,
}

impl Farewell {
    /// Says it.
    pub fn say(&self) {
        for line in &self.lines {
            files::say(&format!("{line}\n"));
        }
        if let Some(session) = &self.rescue {
            files::rescue(session);
        }
    }
}

/// Runs the screens until the person leaves or a signal asks for the end. Gives back what is to be said then.
///
/// # Errors
/// When the terminal fails, the questionnaire has faults, or the session that was asked for cannot be opened.
pub fn run(setup: Setup, read: impl FnOnce() -> Result<QuestionnaireSummary, Error> + Send) -> Result<Farewell, Error> {
    let signals = Signals::listen(terminal::give_back).map_err(Error::Terminal)?;
    let terminal = Terminal::borrow(setup.capabilities.mouse)?;
    let session = setup.session.clone();
    let mut runtime = Runtime::new(terminal, setup)?;
    if session.is_none() {
        runtime.paint()?;
    }
    // Read beside this thread: while it waits the picture gets out, which work on the same processor would hold back.
    let read = thread::scope(|scope| scope.spawn(read).join()).unwrap_or_else(|panic| resume_unwind(panic))?;
    runtime.begin_with(read, session.as_deref())?;
    let ended = runtime.turn(&signals);
    let farewell = runtime.leave();
    if (ended.is_err() || signals.end().is_some()) && !farewell.is_kept {
        farewell.say();
    }
    ended?;
    if let Some(signal) = signals.end() {
        signals::die(signal);
        return Err(Error::Interrupted);
    }
    Ok(farewell)
}

impl Runtime {
    fn new(terminal: Terminal, setup: Setup) -> Result<Self, Error> {
        let Setup { questionnaire, session: _, author, capabilities, look } = setup;
        let size = terminal.size()?;
        let formats = Format::ALL.iter().map(ToString::to_string).collect();
        let start = Start {
            capabilities,
            formats,
            settings: Settings::default(),
            size,
            questionnaires: vec![questionnaire],
            sessions: Vec::new(),
        };
        let (outbox, inbox) = mpsc::channel();
        Ok(Self {
            terminal,
            model: Model { look, ..Model::new(start) },
            theme: Theme::new(look, capabilities),
            capabilities,
            author,
            store: Store::locate(),
            library: Library::default(),
            keeper: None,
            size,
            outbox,
            inbox,
            settling: None,
            unsafe_yet: false,
            over: false,
        })
    }

    /// Takes the questionnaire in the place of its head, and opens the session that was asked for.
    fn begin_with(&mut self, questionnaire: QuestionnaireSummary, session: Option<&str>) -> Result<(), Error> {
        self.library = Library::of(&questionnaire);
        self.model.start.questionnaires = vec![questionnaire];
        let Some(beginning) = session else { return Ok(()) };
        let (store, id) = Store::holding(beginning)?;
        let (opened, notice) = self.open(&store, &id)?;
        let own = self.library.beside(&id, &opened.session.questionnaire);
        let told: Vec<String> = own.into_iter().chain(notice).collect();
        self.take(Message::Opened(Ok(opened)))?;
        if told.is_empty() { Ok(()) } else { self.take(Message::Failed(told.join("; "))) }
    }

    fn turn(&mut self, signals: &Signals) -> Result<(), Error> {
        self.paint()?;
        // From here on whoever works beside the loop can wake it.
        event::poll(Duration::ZERO).map_err(Error::Terminal)?;
        self.list();
        while !self.over && signals.end().is_none() {
            let mut stale = self.listen()?;
            while let Ok(message) = self.inbox.try_recv() {
                self.take(message)?;
                stale = true;
            }
            if signals.resumed() {
                self.terminal.take_again()?;
                stale = true;
            }
            if stale && !self.over {
                self.paint()?;
            }
        }
        Ok(())
    }

    fn paint(&mut self) -> Result<(), Error> {
        let Self { terminal, model, theme, .. } = self;
        terminal.draw(|area, buffer| tui::view(model, theme, area, buffer))
    }

    /// Waits for news from the terminal and takes in all that is there. Whether there was something to take in.
    fn listen(&mut self) -> Result<bool, Error> {
        let mut stale = false;
        let mut quiet = true;
        let mut patience = self.patience();
        for _ in 0..BATCH {
            if self.over || !event::poll(patience).map_err(Error::Terminal)? {
                break;
            }
            (patience, quiet) = (GLANCE, false);
            let event = event::read().map_err(Error::Terminal)?;
            if let Some(message) = self.message(event) {
                self.take(message)?;
                stale = true;
            }
        }
        if quiet {
            stale |= self.settle()?;
        }
        Ok(stale)
    }

    fn patience(&self) -> Duration {
        match &self.keeper {
            Some(keeper) if keeper.is_behind() => RETRY,
            Some(keeper) if keeper.is_unsettled() && !self.unsafe_yet => QUIET,
            Some(keeper) if keeper.has_begun() => LOOK,
            _ => IDLE,
        }
    }

    fn message(&mut self, event: Event) -> Option<Message> {
        match event {
            Event::Key(key) => Key::from_event(key).map(Message::Key),
            Event::Mouse(mouse) => Mouse::from_event(mouse).map(Message::Mouse),
            Event::Paste(text) => Some(Message::Paste(text)),
            // Signals come this way too, with the size that it had: see `signals::wake`.
            Event::Resize(columns, rows) if (columns, rows) != self.size => {
                self.size = (columns, rows);
                Some(Message::Resized(columns, rows))
            }
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
        }
    }

    /// Tells the screens a fact, and carries out what they ask for in turn.
    fn take(&mut self, message: Message) -> Result<(), Error> {
        let mut facts = VecDeque::from([message]);
        while let Some(fact) = facts.pop_front() {
            for command in tui::update(&mut self.model, fact) {
                facts.extend(self.carry_out(command)?);
            }
        }
        Ok(())
    }

    fn carry_out(&mut self, command: Command) -> Result<Vec<Message>, Error> {
        let facts = match command {
            Command::Record(change) => self.written(|keeper| keeper.record(&change)),
            Command::Save => self.written(Keeper::check),
            Command::SaveIn(folder) => self.move_to(&folder),
            Command::Export { format } => {
                self.export(format);
                Vec::new()
            }
            Command::ListSessions => {
                self.list();
                Vec::new()
            }
            Command::ListQuestionnaires => vec![Message::Questionnaires(self.model.start.questionnaires.clone())],
            Command::Open(id) => match self.open(&self.store.clone(), &id) {
                Ok((opened, notice)) => {
                    let notice = notice.map(Message::Failed);
                    [Message::Opened(Ok(opened))].into_iter().chain(notice).collect()
                }
                Err(error) => vec![Message::Opened(Err(error.to_string()))],
            },
            Command::New(key) => vec![Message::Opened(self.begin(&key).map_err(|e| e.to_string()))],
            Command::Delete(id) => self.delete(&id),
            Command::Fork(id) => {
                let forked = self.store.fork(&id, &mut self.library);
                let notice = forked.as_ref().ok().and_then(|(_, notice)| notice.clone());
                let told = self.listed(forked.map(|_| ()));
                told.into_iter().chain(notice.map(Message::Failed)).collect()
            }
            Command::Keep(scenarios) => self.written(|keeper| keeper.keep(&scenarios)),
            Command::Copy(text) => self.terminal.copy(&text).map(|()| Vec::new())?,
            Command::Mouse(on) => self.terminal.set_mouse(on).map(|()| Vec::new())?,
            Command::Theme(look) => {
                self.theme = Theme::new(look, self.capabilities);
                Vec::new()
            }
            Command::Redraw => self.terminal.forget().map(|()| Vec::new())?,
            Command::Suspend => {
                // What is not saved now is tried again later.
                let _ = self.close();
                self.terminal.lend(signals::stop).map(|()| Vec::new())?
            }
            Command::Quit => {
                self.over = true;
                Vec::new()
            }
        };
        Ok(facts)
    }
}
