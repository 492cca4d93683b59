//! chiefly: a questionnaire, a decision model and a report in one.
//!
//! Text becomes meaning once ([`questionnaire`]), answers become an [`assessment`], and every face shows that same value.

pub mod args;
pub mod assessment;
pub mod capabilities;
pub mod cli;
pub mod decision;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod questionnaire;
pub mod report;
pub mod run;
pub mod session;
pub mod shell;
pub mod text;
pub mod tui;
