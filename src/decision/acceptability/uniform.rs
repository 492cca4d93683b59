//! Standard SMAA without any knowledge of the weights: uniform on the simplex, first ranks counted.
//!
//! Weights uniform on the simplex are exponential variates divided by their sum (Rubinstein 1982); ranking does not
//! need the division. The logarithm is a polynomial of plain multiplications and additions, the same everywhere.

use std::thread;

use pulp::{Arch, Simd, WithSimd};

use super::draw::{LANES, Lanes};
use crate::decision::model::Model;

/// Draws that are ranked together.
const SIZE: usize = 256;
/// Draws for which a generator is seeded; the unit that threads share out.
const STRETCH: usize = 16 * SIZE;

/// Numbers that are worked on together: a multiple of what any machine's vectors hold.
const WIDE: usize = 16;

type Column<T> = [[T; WIDE]; SIZE / WIDE];

/// For each alternative, the share of `draws` weight vectors, uniform over all weights, for which it ranks first.
/// Excluded alternatives do not compete; ties go to the alternative that comes first. The result does not depend
/// on `threads`.
pub fn uniform_acceptability(model: &Model, draws: usize, seed: u64, threads: usize) -> Vec<f64> {
    let eligible: Vec<usize> = (0..model.alternatives).filter(|&a| model.eligible(a)).collect();
    let table = Table::new(model, &eligible);
    let stretches = draws.div_ceil(STRETCH);
    let threads = threads.clamp(1, stretches.max(1));
    let work = |thread: usize| {
        let mut counts = vec![0_u64; eligible.len()];
        for stretch in (thread..stretches).step_by(threads) {
            let len = STRETCH.min(draws - stretch * STRETCH);
            let lanes = Lanes::new(seed, stretch as u64);
            Arch::new().dispatch(Pass { table: &table, lanes, len, counts: &mut counts });
        }
        counts
    };
    let counts = if threads == 1 {
        work(0)
    } else {
        let work = &work;
        thread::scope(|scope| {
            let handles: Vec<_> = (0..threads).map(|t| scope.spawn(move || work(t))).collect();
            let parts = handles.into_iter().map(|handle| handle.join().unwrap_or_default());
            parts.fold(vec![0; eligible.len()], |mut sum, part| {
                sum.iter_mut().zip(&part).for_each(|(sum, n)| *sum += n);
                sum
            })
        })
    };
    let mut shares = vec![0.0; model.alternatives];
    for (&a, &n) in eligible.iter().zip(&counts) {
        shares[a] = super::whole(n) / super::count(draws.max(1));
    }
    shares
}

/// The performances of the alternatives that compete, criterion by criterion.
struct Table {
    competitors: usize,
    rows: Vec<Vec<f32>>,
}

/// The work of one stretch, compiled once for every width of vectors.
struct Pass<'a> {
    table: &'a Table,
    lanes: Lanes,
    len: usize,
    counts: &'a mut [u64],
}

impl WithSimd for Pass<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.table.count(self.lanes, self.len, self.counts);
    }
}

impl Table {
    #[expect(clippy::cast_possible_truncation, reason = "single precision is enough for ranking draws")]
    fn new(model: &Model, eligible: &[usize]) -> Self {
        let cell = |k: usize, a: usize| model.performance(a).get(k).copied().unwrap_or(0.0) as f32;
        let row = |k| eligible.iter().map(|&a| cell(k, a)).collect();
        Self { competitors: eligible.len(), rows: (0..model.criteria).map(row).collect() }
    }

    /// Draws `len` weight vectors and counts who is first.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn count(&self, mut lanes: Lanes, len: usize, counts: &mut [u64]) {
        let mut scores = vec![[[0.0_f32; WIDE]; SIZE / WIDE]; self.competitors];
        let mut left = len;
        while left > 0 {
            scores.fill([[0.0; WIDE]; SIZE / WIDE]);
            for row in &self.rows {
                let weight = exponentials(&mut lanes);
                for (score, &p) in scores.iter_mut().zip(row) {
                    let sums = score.as_flattened_mut().iter_mut();
                    sums.zip(weight.as_flattened()).for_each(|(s, w)| *s += w * p);
                }
            }
            let here = left.min(SIZE);
            count_first(&scores, here, counts);
            left -= here;
        }
    }
}

#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
fn count_first(scores: &[Column<f32>], len: usize, counts: &mut [u64]) {
    let mut first = [[0_u32; WIDE]; SIZE / WIDE];
    for (row, first) in first.iter_mut().enumerate() {
        let (mut best, mut who) = ([f32::NEG_INFINITY; WIDE], [0_u32; WIDE]);
        for (a, score) in (0_u32..).zip(scores) {
            for ((best, who), &s) in best.iter_mut().zip(&mut who).zip(&score[row]) {
                *who = if s > *best { a } else { *who };
                *best = if s > *best { s } else { *best };
            }
        }
        *first = who;
    }
    for (a, count) in (0_u32..).zip(counts) {
        let draws = &first.as_flattened()[..len];
        let first: u32 = draws.iter().map(|&who| u32::from(who == a)).sum();
        *count += u64::from(first);
    }
}

/// Exponential variates with mean `1 / ln 2`: the scale does not matter.
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "halves of a word")]
fn exponentials(lanes: &mut Lanes) -> Column<f32> {
    let mut bits = [0; SIZE];
    for chunk in bits.chunks_exact_mut(2 * LANES) {
        let words = lanes.next();
        let (low, high) = chunk.split_at_mut(LANES);
        low.iter_mut().zip(words).for_each(|(low, word)| *low = word as u32);
        high.iter_mut().zip(words).for_each(|(high, word)| *high = (word >> 32) as u32);
    }
    let mut out = [[0.0; WIDE]; SIZE / WIDE];
    out.as_flattened_mut().iter_mut().zip(bits).for_each(|(out, bits)| *out = exponential(bits));
    out
}

/// The bits of `sqrt(1/2)` in single precision.
const SQRT_HALF: u32 = 0x3f35_04f3;

/// `-log2` of a number uniform on 2^23 places between 0 and 1, by its exponent and a polynomial for the mantissa
/// in `sqrt(1/2)..sqrt(2)` (interpolated at the Chebyshev nodes, absolute error below 1e-5).
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "24 bits fit the mantissa")]
#[expect(clippy::cast_possible_wrap, reason = "exponents are small")]
fn exponential(bits: u32) -> f32 {
    let number = ((bits >> 8) | 1) as i32 as f32;
    let shifted = number.to_bits().wrapping_sub(SQRT_HALF);
    let exponent = ((shifted as i32) >> 23) as f32;
    let z = f32::from_bits((shifted & 0x007f_ffff) + SQRT_HALF) - 1.0;
    let square = z * z;
    let end = 0.316_898_2 - 0.202_289_27 * z;
    let middle = (0.479_925_57 - 0.366_925_78 * z) + square * end;
    let log = (1.442_700_4 - 0.721_195_76 * z) + square * middle;
    (24.0 - exponent) - log * z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_one() {
        for bits in (0..=u32::MAX).step_by(65_521) {
            let u = f64::from((bits >> 8) | 1) / f64::from(1 << 24);
            let error = f64::from(exponential(bits)) + u.log2();
            assert!(error.abs() < 1e-5, "{bits}: {error}");
        }
        assert!(exponential(u32::MAX) >= 0.0);
    }

    #[test]
    fn mirrored_alternatives_share_the_weights() {
        let model = Model {
            alternatives: 3,
            criteria: 2,
            performance: vec![1.0, 0.0, 0.0, 1.0, 1.0, 1.0],
            excluded: vec![false, false, true],
            ..Model::default()
        };
        let shares = uniform_acceptability(&model, 100_000, 1, 1);
        assert!((shares[0] - 0.5).abs() < 0.005, "{shares:?}");
        assert!((shares[0] + shares[1] - 1.0).abs() < 1e-12);
        assert_eq!(shares, uniform_acceptability(&model, 100_000, 1, 3));
    }
}
