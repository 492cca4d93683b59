//! The faces without a screen: what the commands print, as pure functions over what they are given.

pub mod ask;
pub mod assess;
pub mod check;
pub mod sessions;
pub mod show;
pub mod validate;

/// What a command says and how it ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Data, for standard output.
    pub stdout: String,
    /// Talk, for standard error.
    pub stderr: String,
    /// The exit code, one of [`crate::error::exit`].
    pub exit: u8,
}
