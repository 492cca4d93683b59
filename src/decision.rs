//! Pure decision analysis: an additive value model as numbers, and everything that can be asked of it.
//!
//! Nothing here knows a question, a file or a screen. One idea a file; the formulas are collected in `docs/method.md`.

pub mod acceptability;
pub mod additive;
pub mod counterfactual;
mod cover;
pub mod dominance;
pub mod information;
pub mod interval;
pub mod model;
pub mod pairwise;
pub mod ranking;
pub mod sensitivity;
pub mod sufficient;

pub use acceptability::{Acceptability, Pool};
pub use additive::{Contributions, Evaluation};
pub use model::{Model, Term};
pub use ranking::Ranking;
