//! A terminal with the program in it: keys go in, the screen can be looked at.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{MouseProtocolMode, Parser, Screen};

use super::home::{Home, PATIENCE};

/// The program, as the shell scripts of the tests name it.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_chiefly");

/// A terminal.
pub struct Pty {
    parser: Arc<Mutex<Parser>>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    reader: Option<JoinHandle<()>>,
    /// Whether the reader looks away at the next news.
    blind: Arc<AtomicBool>,
}

impl Pty {
    /// Runs a command in a terminal with so many columns and rows.
    pub fn start(home: &Home, (columns, rows): (u16, u16), words: &[&str]) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env_clear();
        command.cwd(home.path());
        for (name, value) in home.environment() {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = Parser::new(sure(rows), sure(columns), 0);
        let parser = Arc::new(Mutex::new(parser));
        let mut source = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let screen = Arc::clone(&parser);
        let blind = Arc::new(AtomicBool::new(false));
        let looks_away = Arc::clone(&blind);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 1 << 14];
            while let Ok(n @ 1..) = source.read(&mut bytes) {
                screen.lock().unwrap_or_else(PoisonError::into_inner).process(&bytes[..n]);
                if looks_away.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        Self { parser, master: Some(pair.master), writer: Some(writer), child, reader: Some(reader), blind }
    }

    /// Runs the program in a terminal.
    pub fn chiefly(home: &Home, size: (u16, u16), words: &[&str]) -> Self {
        let mut all = vec![PROGRAM];
        all.extend(words);
        Self::start(home, size, &all)
    }

    /// Types; whether somebody took it.
    pub fn types(&mut self, keys: &str) -> bool {
        self.types_bytes(keys.as_bytes())
    }

    /// Types what may be no text.
    pub fn types_bytes(&mut self, keys: &[u8]) -> bool {
        let Some(writer) = &mut self.writer else { return false };
        writer.write_all(keys).and_then(|()| writer.flush()).is_ok()
    }

    /// Looks at the screen.
    pub fn look<T>(&self, look: impl FnOnce(&Screen) -> T) -> T {
        look(self.parser.lock().unwrap_or_else(PoisonError::into_inner).screen())
    }

    /// The words on the screen.
    pub fn words(&self) -> String {
        self.look(Screen::contents)
    }

    /// Waits until words are on the screen.
    pub fn sees(&self, words: &str) {
        self.until(&format!("`{words}`"), |pty| pty.words().contains(words));
    }

    /// Waits until something holds of the screen.
    pub fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !holds(self) {
            assert!(began.elapsed() < PATIENCE, "waited in vain for {what}; the screen:\n{}", self.words());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Changes the size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.parser.lock().unwrap_or_else(PoisonError::into_inner).screen_mut().set_size(sure(rows), sure(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// The process that was started.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Whether the screens are on.
    pub fn is_borrowed(&self) -> bool {
        self.look(Screen::alternate_screen)
    }

    /// Whether everything is as the program found it.
    pub fn is_given_back(&self) -> bool {
        self.look(|s| {
            let mouse = s.mouse_protocol_mode() == MouseProtocolMode::None;
            !s.alternate_screen() && !s.bracketed_paste() && !s.hide_cursor() && mouse
        })
    }

    /// Takes the terminal away, as a window that is closed does. `key` is one that the program answers to.
    pub fn hang_up(&mut self, key: &str) {
        self.blind.store(true, Ordering::Relaxed);
        self.types(key);
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end.
    pub fn ends(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < PATIENCE, "waited in vain for the end; the screen:\n{}", self.words());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills the program where it stands and waits until it is gone.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        self.kill();
        self.writer = None;
        self.master = None;
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn sure(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}
