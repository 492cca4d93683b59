//! What many tests need: the program in a home of its own, a terminal to run it in, a person who presses keys.

pub mod home;
pub mod press;
#[cfg(unix)]
pub mod pty;
pub mod svg;
