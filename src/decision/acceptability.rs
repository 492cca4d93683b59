//! SMAA: in what share of the plausible models an alternative comes first.
//!
//! Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen & Salminen 1998; Lahdelma & Salminen 2001;
//! computed as in Tervonen & Lahdelma 2007): question weights, open answers and performances are drawn, the model is
//! ranked, first ranks are counted. Here everything that is summed is an integer, so that the counts do not depend
//! on the order of summing, on the width of the machine's vectors or on the number of threads.

mod block;
mod draw;
mod pool;
mod uniform;

pub use self::pool::{CaseMean, Pool};
pub use self::uniform::uniform_acceptability;

/// Draws of an analysis when nothing else is asked for.
pub const DRAWS: usize = 10_000;

/// What the draws say. An excluded alternative does not compete: all its shares are zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Acceptability {
    /// How many models were drawn.
    pub draws: usize,
    /// `ranks[a][r]`: the share of draws in which alternative `a` has rank `r` (from 0). Ties go to the
    /// alternative that comes first in the file.
    pub ranks: Vec<Vec<f64>>,
    /// `wins[a][b]`: the share of draws in which `a` ranks before `b`.
    pub wins: Vec<Vec<f64>>,
}

/// The standard error of a share `p` of `n` draws, `sqrt(p (1 - p) / n)`.
pub fn standard_error(p: f64, n: usize) -> f64 {
    (p * (1.0 - p) / count(n.max(1))).max(0.0).sqrt()
}

/// Raw counts, summed over blocks of draws.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Counts {
    /// Alternative by rank.
    ranks: Vec<u64>,
    /// Alternative by alternative.
    wins: Vec<u64>,
}

impl Counts {
    fn new(alternatives: usize) -> Self {
        Self { ranks: vec![0; alternatives * alternatives], wins: vec![0; alternatives * alternatives] }
    }

    fn shares(&self, draws: usize, alternatives: usize) -> Acceptability {
        let rows = |counts: &[u64]| -> Vec<Vec<f64>> {
            let row = |row: &[u64]| row.iter().map(|&n| whole(n) / count(draws)).collect();
            counts.chunks(alternatives.max(1)).map(row).collect()
        };
        Acceptability { draws, ranks: rows(&self.ranks), wins: rows(&self.wins) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws are far below 2^53")]
fn whole(n: u64) -> f64 {
    n as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws are far below 2^53")]
fn count(n: usize) -> f64 {
    n as f64
}
