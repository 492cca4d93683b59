//! The imperative shell: it reads, writes, draws, listens and looks at the clock, and decides nothing. The one row of
//! the house that touches the world.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the shell: the bans of clippy.toml keep IO, clock and environment in here"
)]

pub mod dialogue;
pub mod files;
pub mod inputs;
pub mod keeper;
pub mod lock;
pub mod outputs;
pub mod papers;
pub mod runtime;
pub mod signals;
pub mod store;
pub mod terminal;
pub mod world;
