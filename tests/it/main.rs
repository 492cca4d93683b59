//! One test binary: screens by key script, the command line, files, laws, papers, and the shape of the code itself.

mod architecture;
mod questionnaire;
