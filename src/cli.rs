//! The faces without a screen: what the commands print, as pure functions over what they are given.

pub mod ask;
pub mod sessions;
