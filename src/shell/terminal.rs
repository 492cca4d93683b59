//! The terminal, borrowed: raw mode, the alternate screen, pastes and clicks, given back on every way out.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::error::Error;

/// Clicks, drags and the wheel; not every move of the mouse, which nobody asks for.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Whether the terminal is ours at the moment.
static BORROWED: AtomicBool = AtomicBool::new(false);

/// A terminal that is given back when this goes.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    mouse: bool,
}

impl Terminal {
    /// Borrows the terminal.
    ///
    /// # Errors
    /// When it does not do what it is told.
    pub fn borrow(mouse: bool) -> Result<Self, Error> {
        give_back_on_panic();
        enter(mouse).and_then(|()| Self::new(mouse)).map_err(|e| {
            give_back();
            Error::Terminal(e)
        })
    }

    fn new(mouse: bool) -> io::Result<Self> {
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        Ok(Self { inner: ratatui::Terminal::new(backend)?, mouse })
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// When nobody knows.
    pub fn size(&self) -> Result<(u16, u16), Error> {
        self.inner.size().map(|s| (s.width, s.height)).map_err(Error::Terminal)
    }

    /// Paints a frame, shown at once and only where it differs from the one before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> Result<(), Error> {
        let painted = queue!(self.inner.backend_mut(), BeginSynchronizedUpdate).and_then(|()| {
            self.inner.draw(|frame| {
                if let Some(cursor) = paint(frame.area(), frame.buffer_mut()) {
                    frame.set_cursor_position(cursor);
                }
            })?;
            execute!(self.inner.backend_mut(), EndSynchronizedUpdate)
        });
        painted.map_err(Error::Terminal)
    }

    /// Forgets what is shown, so that the next frame is painted whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn forget(&mut self) -> Result<(), Error> {
        // `clear` would ask the terminal where its cursor is, and wait for the answer.
        let resized = self.inner.size().and_then(|size| self.inner.resize(Rect::from((Position::ORIGIN, size))));
        resized.map_err(Error::Terminal)
    }

    /// Lets the mouse speak, or not.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_mouse(&mut self, on: bool) -> Result<(), Error> {
        self.mouse = on;
        let out = self.inner.backend_mut();
        if on { execute!(out, Print(MOUSE_ON)) } else { execute!(out, DisableMouseCapture) }.map_err(Error::Terminal)
    }

    /// Puts a text on the clipboard of the person, also from afar (OSC 52).
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn copy(&mut self, text: &str) -> Result<(), Error> {
        let sequence = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
        execute!(self.inner.backend_mut(), Print(sequence)).map_err(Error::Terminal)
    }

    /// Gives the terminal back for a while, and takes it again after.
    ///
    /// # Errors
    /// When it does not do what it is told.
    pub fn lend(&mut self, meanwhile: impl FnOnce()) -> Result<(), Error> {
        give_back();
        meanwhile();
        self.take_again()
    }

    /// Takes the terminal again after somebody else had it, and paints whole the next time.
    ///
    /// # Errors
    /// When it does not do what it is told.
    pub fn take_again(&mut self) -> Result<(), Error> {
        // What was there when we borrowed it first is what is given back at the end, not our own raw mode.
        let _ = disable_raw_mode();
        enter(self.mouse).map_err(Error::Terminal)?;
        self.forget()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    BORROWED.store(true, Ordering::Relaxed);
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if mouse {
        queue!(out, Print(MOUSE_ON))?;
    }
    out.flush()
}

/// Gives the terminal back as it was; does nothing when it is not ours. Nobody can be told when it fails.
pub fn give_back() {
    if BORROWED.swap(false, Ordering::Relaxed) {
        let mut out = io::stdout();
        let _ = queue!(out, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste);
        let _ = execute!(out, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// A panic of the runtime is read on the normal screen; one of a job is told by the runtime instead.
fn give_back_on_panic() {
    let before = panic::take_hook();
    let borrower = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == borrower || !BORROWED.load(Ordering::Relaxed) {
            give_back();
            before(panic);
        }
    }));
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| char::from(DIGITS[(bits & 63) as usize]);
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| chunk.get(i).map_or(0, |&b| u32::from(b));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.push(digit(bits >> 18));
        out.push(digit(bits >> 12));
        out.push(if chunk.len() > 1 { digit(bits >> 6) } else { '=' });
        out.push(if chunk.len() > 2 { digit(bits) } else { '=' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let words = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let coded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(words.map(|w| base64(w.as_bytes())), coded);
    }
}
