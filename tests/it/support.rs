//! What many tests need: the program in a home of its own, and a terminal to run it in.

pub mod home;
