//! One test binary: screens by key script, the command line, files, laws, papers, and the shape of the code itself.

mod answers_file;
mod architecture;
mod bruteforce;
mod commands;
mod diagnostics;
mod laws;
mod oracle;
mod papers;
mod questionnaire;
