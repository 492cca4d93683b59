//! One test binary: screens by key script, the command line, files, laws, papers, and the shape of the code itself.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "tests touch the world, and a failed unwrap is a failed test"
)]

mod answers_file;
mod architecture;
mod ask;
mod branches;
mod bruteforce;
mod cases;
mod chance;
mod checks;
mod cli;
mod commands;
mod damage;
mod diagnostics;
mod hostile;
mod journeys;
mod keys;
mod kill;
mod laws;
mod numbers;
mod odd_sessions;
mod one_truth;
mod oracle;
mod outputs;
mod papers;
mod pictures;
mod pty;
mod questionnaire;
mod reports;
mod scenarios;
mod screens;
mod sessions;
mod support;
mod tiny;
mod validate;
mod vanish;
mod what_if;
mod wording;
