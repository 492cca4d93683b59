//! A block of drawn models: small enough for the nearest cache, all columns side by side.
//!
//! The random numbers are drawn once and kept (common random numbers), 16 bits each. A drawn model has whole numbers
//! only: the weight of a criterion is a sum of integers, one for each term that loads it, and the score of an
//! alternative is the sum of weight times performance. What changes, an answer or a criterion's weight, changes the
//! weights of some criteria by an integer, and the scores by that times the performance: the same to the last bit as
//! if all had been computed afresh, on any machine, whatever the width of its vectors.

use super::Counts;
use super::draw::Lanes;
use crate::decision::model::{Model, Term};

/// Draws of a block.
pub(super) const SIZE: usize = 512;

/// Performances are kept in units of 1 / 16384, so that with weights below 2^16 a score stays below 2^30.
pub(super) const WHOLE: f64 = 16_384.0;

/// The Gumbel terms are kept in units of 1 / 4096, above their least one.
pub(super) const GUMBEL: f64 = 4_096.0;
/// Below any Gumbel variate of 16 bits, so that nothing kept is negative.
const LEAST_GUMBEL: f64 = -2.5;

/// Numbers that are worked on together: a multiple of what any machine's vectors hold.
const WIDE: usize = 16;
const ROWS: usize = SIZE / WIDE;

/// Signs of what is put in and of what is taken out.
const IN: i32 = 0;
const OUT: i32 = -1;

pub(super) type Column<T> = [[T; WIDE]; ROWS];

/// Some of the drawn models.
pub(super) struct Block {
    /// How many of the draws count; the last block may be shorter.
    len: usize,
    /// Noise of the weight of each term.
    noise: Vec<Column<u16>>,
    cases: Vec<Column<u16>>,
    /// For each criterion, what the terms say of it, in units of the scale.
    sums: Vec<Column<u16>>,
    /// Drawn performances, criterion by criterion, each with all its alternatives.
    performance: Vec<Column<u16>>,
    /// Gumbel terms of the alternatives; none without a random utility.
    gumbel: Vec<Column<u16>>,
    /// What one of their units adds to a score.
    unit: f64,
    /// The numerator of each alternative, its random utility included.
    scores: Vec<Column<i32>>,
}

/// A term made ready for drawing: what it adds to the weight of a criterion is `weight * load`, in units of the scale.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    term: usize,
    low: f32,
    step: f32,
    cases: u32,
    /// For each criterion that any drawn case loads, the loads of the cases.
    pub(super) loads: Vec<(usize, Vec<f32>)>,
}

/// Another weight for some criteria: what these terms say of them instead of what those said, and what that is
/// multiplied by, criterion by criterion.
#[derive(Debug, Clone, Default)]
pub(super) struct Change {
    pub(super) criteria: Vec<usize>,
    pub(super) out: Vec<Ready>,
    pub(super) into: Vec<Ready>,
    pub(super) before: Vec<f64>,
    pub(super) after: Vec<f64>,
}

impl Ready {
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what the columns have")]
    pub(super) fn new(index: usize, term: &Term, scale: f64) -> Self {
        let weight = term.weight * scale;
        let step = weight * 2.0 * term.spread / 65_536.0;
        let load = |k: usize| -> Vec<f32> {
            let e = |&case: &usize| term.case(case).get(k).copied().unwrap_or(0.0) as f32;
            term.drawn.iter().map(e).collect()
        };
        let criteria = term.drawn.iter().map(|&case| term.case(case).len()).max().unwrap_or(0);
        let any = |k: &usize| term.drawn.iter().any(|&case| term.case(case).get(*k).is_some_and(|&e| e != 0.0));
        Self {
            term: index,
            low: (weight * (1.0 - term.spread) + step / 2.0) as f32,
            step: step as f32,
            cases: u32::try_from(term.drawn.len()).unwrap_or(u32::MAX),
            loads: (0..criteria).filter(any).map(|k| (k, load(k))).collect(),
        }
    }

    /// How many cases are possible.
    pub(super) fn cases(&self) -> usize {
        self.cases as usize
    }

    /// The base weights as a term that is certain.
    pub(super) fn base(model: &Model, scale: f64) -> Self {
        let base = Term { weight: 1.0, cases: [model.base.clone()].into(), drawn: vec![0], ..Term::default() };
        Self::new(0, &base, scale)
    }
}

impl Block {
    /// Draws a block; nothing is added yet.
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what the columns have")]
    #[expect(clippy::cast_sign_loss, reason = "clamped to 0..=16384")]
    pub(super) fn new(model: &Model, len: usize, mut lanes: Lanes) -> Self {
        let mut fresh = |columns: usize| -> Vec<Column<u16>> {
            let mut columns = vec![[[0; WIDE]; ROWS]; columns];
            for column in &mut columns {
                lanes.fill(column.as_flattened_mut());
            }
            columns
        };
        let noise = fresh(model.terms.len());
        let cases = fresh(model.terms.len());
        let mut performance = fresh(model.criteria * model.alternatives);
        for (index, column) in performance.iter_mut().enumerate() {
            let (k, a) = (index / model.alternatives, index % model.alternatives);
            let spread = model.spread.get(k).copied().unwrap_or(0.0);
            let stated = model.performance(a).get(k).copied().unwrap_or(0.0);
            let step = 2.0 * spread * WHOLE / 65_536.0;
            let low = ((stated - spread) * WHOLE + step / 2.0) as f32;
            let step = step as f32;
            for p in column.as_flattened_mut() {
                *p = rounded((low + step * f32::from(*p)).clamp(0.0, WHOLE as f32)) as u16;
            }
        }
        let mut gumbel = fresh(if model.utility > 0.0 { model.alternatives } else { 0 });
        gumbel.iter_mut().flat_map(|column| column.as_flattened_mut()).for_each(|u| *u = gumbel_above_least(*u));
        Self {
            len,
            noise,
            cases,
            sums: vec![[[0; WIDE]; ROWS]; model.criteria],
            performance,
            gumbel,
            unit: 0.0,
            scores: vec![[[0; WIDE]; ROWS]; model.alternatives],
        }
    }

    /// How many draws count.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Takes out all that terms say; what is left is the random utility, `unit` for each of its own units.
    pub(super) fn clear(&mut self, unit: f64) {
        self.unit = unit;
        self.sums.fill([[0; WIDE]; ROWS]);
        self.scores.fill([[0; WIDE]; ROWS]);
        for (scores, gumbel) in self.scores.iter_mut().zip(&self.gumbel) {
            let pairs = scores.as_flattened_mut().iter_mut().zip(gumbel.as_flattened());
            pairs.for_each(|(score, &gumbel)| *score = times(gumbel, unit));
        }
    }

    /// Changes the weights of some criteria in every draw.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    pub(super) fn change(&mut self, change: &Change) {
        let alternatives = self.scores.len();
        let criteria = &change.criteria;
        let mut by = vec![[[0; WIDE]; ROWS]; criteria.len()];
        self.say(&mut by, criteria, &change.into, IN);
        self.say(&mut by, criteria, &change.out, OUT);
        for (&k, by) in criteria.iter().zip(&mut by) {
            let [before, after] = [&change.before, &change.after].map(|factors| factor(factors, k));
            let weights = self.sums[k].as_flattened_mut().iter_mut().zip(by.as_flattened_mut());
            if [before, after].map(f32::to_bits) == [1.0_f32.to_bits(); 2] {
                weights.for_each(|(sum, by)| *sum = kept(i32::from(*sum) + *by));
            } else {
                for (sum, by) in weights {
                    let (was, now) = (i32::from(*sum), i32::from(*sum) + *by);
                    *sum = kept(now);
                    *by = multiplied(now, after) - multiplied(was, before);
                }
            }
        }
        for (a, scores) in self.scores.iter_mut().enumerate() {
            for (k, by) in criteria.iter().zip(&by) {
                let performance = self.performance[k * alternatives + a].as_flattened();
                let scores = scores.as_flattened_mut().iter_mut();
                for ((score, by), &p) in scores.zip(by.as_flattened()).zip(performance) {
                    *score += by * i32::from(p);
                }
            }
        }
    }

    /// The raw weights of all criteria in one draw, in units of the scale.
    pub(super) fn weights(&self, draw: usize, factors: &[f64]) -> impl Iterator<Item = i32> {
        let sums = self.sums.iter().enumerate();
        sums.map(move |(k, sums)| multiplied(i32::from(sums.as_flattened()[draw]), factor(factors, k)))
    }

    /// Adds what terms say of some criteria in every draw, or takes it away.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn say(&self, sums: &mut [Column<i32>], criteria: &[usize], terms: &[Ready], sign: i32) {
        for ready in terms {
            let (weight, case) = (self.weight(ready), self.case(ready));
            for (k, loads) in &ready.loads {
                let place = criteria.iter().position(|other| other == k);
                if let Some(sums) = place.and_then(|place| sums.get_mut(place)) {
                    add_by_case(sums, &weight, &case, (loads, sign));
                }
            }
        }
    }

    /// The drawn weight of a term.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn weight(&self, ready: &Ready) -> Column<f32> {
        let mut weight = [[ready.low; WIDE]; ROWS];
        if ready.step > 0.0 {
            let noise = self.noise[ready.term].as_flattened();
            for (w, &u) in weight.as_flattened_mut().iter_mut().zip(noise) {
                *w += ready.step * f32::from(u);
            }
        }
        weight
    }

    /// The drawn case of a term, as a position among those that are possible.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    pub(super) fn case(&self, ready: &Ready) -> Column<u32> {
        let mut case = [[0; WIDE]; ROWS];
        if ready.cases > 1 {
            let noise = self.cases[ready.term].as_flattened();
            for (c, &u) in case.as_flattened_mut().iter_mut().zip(noise) {
                *c = (u32::from(u) * ready.cases) >> 16;
            }
        }
        case
    }

    /// Counts for each alternative the draws in which it ranks first.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    pub(super) fn count_first(&self, eligible: &[usize], counts: &mut [u64]) {
        let mut first = [[u32::MAX; WIDE]; ROWS];
        for (row, first) in first.iter_mut().enumerate() {
            let (mut best, mut who) = ([-1_i32; WIDE], [u32::MAX; WIDE]);
            for (a, &place) in (0_u32..).zip(eligible) {
                for ((best, who), &score) in best.iter_mut().zip(&mut who).zip(&self.scores[place][row]) {
                    *who = if score > *best { a } else { *who };
                    *best = score.max(*best);
                }
            }
            *first = who;
        }
        for (a, &place) in (0_u32..).zip(eligible) {
            let draws = &first.as_flattened()[..self.len];
            let count: u32 = draws.iter().map(|&who| u32::from(who == a)).sum();
            counts[place] += u64::from(count);
        }
    }

    /// Ranks every draw and counts.
    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    pub(super) fn count(&self, eligible: &[usize], counts: &mut Counts) {
        let alternatives = self.scores.len();
        let mut ranks = vec![[0_u32; SIZE]; alternatives];
        for (position, &b) in eligible.iter().enumerate() {
            for &a in &eligible[..position] {
                let (before, after) = ranks.split_at_mut(b);
                let scores = [&self.scores[a], &self.scores[b]].map(|column| column.as_flattened());
                let mut behind = [0; SIZE];
                compare(scores, &mut before[a], &mut after[0], &mut behind);
                let later = behind[..self.len].iter().map(|&one| u64::from(one)).sum::<u64>();
                counts.wins[b * alternatives + a] += later;
                counts.wins[a * alternatives + b] += self.len as u64 - later;
            }
        }
        for &a in eligible {
            for (rank, sought) in (0..eligible.len()).zip(0_u32..) {
                let here: u64 = ranks[a][..self.len].iter().map(|&r| u64::from(r == sought)).sum();
                counts.ranks[a * alternatives + rank] += here;
            }
        }
    }

    /// The draws that count, as the numerators of the alternatives by which they are ranked.
    pub(super) fn draws(&self) -> impl Iterator<Item = (usize, Vec<i32>)> {
        let at = |d: usize| self.scores.iter().map(|score| score.as_flattened()[d]).collect();
        (0..self.len).map(move |d| (d, at(d)))
    }

    /// The numerators of one draw without the random utility: what the alternatives are worth in it.
    pub(super) fn worth(&self, draw: usize) -> impl Iterator<Item = i32> {
        let scores = self.scores.iter().enumerate();
        scores.map(move |(a, score)| {
            let gumbel = self.gumbel.get(a).map_or(0, |gumbel| gumbel.as_flattened()[draw]);
            score.as_flattened()[draw] - times(gumbel, self.unit)
        })
    }
}

/// Adds one to the rank of the one that is behind, and says in which draws that is the first.
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
fn compare(scores: [&[i32]; 2], first: &mut [u32; SIZE], second: &mut [u32; SIZE], behind: &mut [u32; SIZE]) {
    let scores = scores[0].iter().zip(scores[1]);
    for (((s, t), (r, q)), behind) in scores.zip(first.iter_mut().zip(second)).zip(behind) {
        *behind = u32::from(s < t);
        *r += *behind;
        *q += 1 - *behind;
    }
}

/// Adds the weights multiplied by the load of the drawn case, or takes them away: `(n ^ -1) + 1` is `-n`.
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
fn add_by_case(sums: &mut Column<i32>, weight: &Column<f32>, case: &Column<u32>, (loads, sign): (&[f32], i32)) {
    for ((sums, weight), case) in sums.iter_mut().zip(weight).zip(case) {
        let mut load = [loads.first().copied().unwrap_or(0.0); WIDE];
        // To choose among a few is quicker than to look up, eight at a time.
        for (&other, n) in loads.iter().zip(0_u32..).skip(1) {
            for (load, &case) in load.iter_mut().zip(case) {
                *load = if case == n { other } else { *load };
            }
        }
        for ((sum, w), load) in sums.iter_mut().zip(weight).zip(load) {
            *sum += (rounded(w * load) ^ sign) - sign;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is what the columns have")]
fn factor(factors: &[f64], k: usize) -> f32 {
    factors.get(k).copied().unwrap_or(1.0) as f32
}

/// A standard Gumbel variate from 16 random bits, above the least one and in its units: `-ln(-ln u)`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 14.3 times 4096")]
fn gumbel_above_least(bits: u16) -> u16 {
    let u = (f64::from(bits) + 0.5) / 65_536.0;
    ((-libm::log(-libm::log(u)) - LEAST_GUMBEL) * GUMBEL) as u16
}

/// What a Gumbel term adds to a score.
#[expect(clippy::cast_possible_truncation, reason = "the scale keeps scores below 2^30")]
fn times(gumbel: u16, unit: f64) -> i32 {
    (f64::from(gumbel) * unit) as i32
}

/// A weight multiplied by a factor and rounded again.
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "weights are below 2^16")]
fn multiplied(weight: i32, factor: f32) -> i32 {
    rounded(weight as f32 * factor)
}

/// A sum as it is kept.
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sums are below 2^16")]
fn kept(sum: i32) -> u16 {
    sum as u16
}

/// The nearest integer to a number from 0 up to 2^23: beside 2^23 the step of single precision is one, so the
/// mantissa holds the rounded number.
#[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
#[inline(always)]
#[expect(clippy::cast_possible_wrap, reason = "23 bits")]
fn rounded(x: f32) -> i32 {
    ((x + 8_388_608.0).to_bits() & 0x007f_ffff) as i32
}
