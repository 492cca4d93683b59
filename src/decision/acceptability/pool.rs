//! The pool of drawn models, kept while answers and weights change so that figures do not flicker.

use std::sync::Arc;
use std::thread;

use pulp::{Arch, Simd, WithSimd};

use super::block::{Block, Change, GUMBEL, Ready, SIZE, WHOLE};
use super::draw::Lanes;
use super::{Acceptability, Counts};
use crate::decision::additive::{percent, share};
use crate::decision::model::{Model, Term};

/// Drawn models around a stated one. What it says depends on the stated model, the seed and the number of draws
/// alone: not on the way by which the model came about, nor on the number of threads.
pub struct Pool {
    model: Model,
    /// For each criterion, what all that is said of it is multiplied by.
    factors: Vec<f64>,
    draws: usize,
    seed: u64,
    threads: usize,
    scale: f64,
    blocks: Vec<Block>,
    /// For each alternative, the draws in which it ranks first.
    firsts: Vec<u64>,
}

/// What the draws say of one case of a term.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseMean {
    /// How many draws have the case.
    pub draws: usize,
    /// The mean value of each alternative in them, 0..100.
    pub values: Vec<f64>,
}

impl Pool {
    /// Draws `draws` models around `model`.
    pub fn new(model: Model, draws: usize, seed: u64, threads: usize) -> Self {
        let (factors, blocks, firsts) = (vec![1.0; model.criteria], Vec::new(), Vec::new());
        let mut pool = Self { model, factors, draws, seed, threads: threads.max(1), scale: 0.0, blocks, firsts };
        pool.draw();
        pool.fill();
        pool
    }

    /// The model around which is drawn.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Moves the pool to another model in which all that is said of a criterion, by the base and by answers, is
    /// multiplied by its factor (1 where there is none). Where only answers, question weights, base weights, factors
    /// or exclusions differ, only the criteria whose weights change are touched, as long as the scale stays.
    pub fn update(&mut self, model: &Model, factors: &[f64]) {
        let factors: Vec<f64> = (0..model.criteria).map(|k| factors.get(k).copied().unwrap_or(1.0)).collect();
        let same_draws = self.model.alternatives == model.alternatives
            && self.model.criteria == model.criteria
            && self.model.terms.len() == model.terms.len()
            && self.model.performance == model.performance
            && self.model.spread == model.spread
            && self.model.utility.to_bits() == model.utility.to_bits();
        let rescale = || self.factors != factors || may_rescale(&self.model, model);
        if !same_draws {
            (self.model, self.factors) = (model.clone(), factors);
            self.draw();
            self.fill();
        } else if rescale() && scale(model, &factors).to_bits() != self.scale.to_bits() {
            (self.model, self.factors) = (model.clone(), factors);
            self.fill();
        } else {
            self.exchange(model, factors);
        }
    }

    /// How many models are drawn.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// For each alternative, the share of draws in which it ranks first: kept up to date, for the asking.
    pub fn first_ranks(&self) -> Vec<f64> {
        self.firsts.iter().map(|&n| super::whole(n) / super::count(self.draws.max(1))).collect()
    }

    /// All that the draws say of the ranks under the present model. Computed when asked for.
    pub fn acceptability(&self) -> Acceptability {
        let mut counts = Counts::new(self.model.alternatives);
        Arch::new().dispatch(Ranks { blocks: &self.blocks, eligible: &self.eligible(), counts: &mut counts });
        counts.shares(self.draws, self.model.alternatives)
    }

    /// The central weights: for each alternative, the mean normalised criterion weights of the draws in which it
    /// ranks first ("who would choose it"); `None` when it never does. Computed when asked for.
    pub fn central_weights(&self) -> Vec<Option<Vec<f64>>> {
        let mut sums = vec![vec![0.0; self.model.criteria]; self.model.alternatives];
        let mut firsts = vec![0_usize; self.model.alternatives];
        for block in &self.blocks {
            for (d, scores) in block.draws() {
                let Some(first) = first(&self.model, &scores) else { continue };
                let whole: i32 = block.weights(d, &self.factors).sum();
                firsts[first] += 1;
                for (sum, weight) in sums[first].iter_mut().zip(block.weights(d, &self.factors)) {
                    *sum += share(f64::from(weight), f64::from(whole));
                }
            }
        }
        let mean =
            |(sums, &n): (Vec<f64>, &usize)| (n > 0).then(|| sums.iter().map(|sum| sum / super::count(n)).collect());
        sums.into_iter().zip(&firsts).map(mean).collect()
    }

    /// For each of the terms and each of its drawn cases: how many draws have it, and the mean value of every
    /// alternative in them, 0..100. Computed when asked for.
    pub fn means_by_case(&self, terms: &[usize]) -> Vec<Vec<CaseMean>> {
        let ready = |&term: &usize| Some(Ready::new(term, self.model.terms.get(term)?, self.scale));
        let asked: Vec<Ready> = terms.iter().filter_map(ready).collect();
        let none = CaseMean { draws: 0, values: vec![0.0; self.model.alternatives] };
        let mut means: Vec<Vec<CaseMean>> = asked.iter().map(|ready| vec![none.clone(); ready.cases()]).collect();
        for block in &self.blocks {
            let cases: Vec<_> = asked.iter().map(|ready| block.case(ready)).collect();
            for d in 0..block.len() {
                let scores: Vec<i32> = block.worth(d).collect();
                let whole: i32 = block.weights(d, &self.factors).sum();
                for (means, case) in means.iter_mut().zip(&cases) {
                    let Some(mean) = means.get_mut(case.as_flattened()[d] as usize) else { continue };
                    mean.draws += 1;
                    for (sum, &score) in mean.values.iter_mut().zip(&scores) {
                        *sum += percent(f64::from(score) / WHOLE, f64::from(whole));
                    }
                }
            }
        }
        for mean in means.iter_mut().flatten() {
            let n = super::count(mean.draws.max(1));
            mean.values.iter_mut().for_each(|sum| *sum /= n);
        }
        means
    }

    /// Makes the random numbers of all blocks.
    fn draw(&mut self) {
        let (model, seed, draws) = (&self.model, self.seed, self.draws);
        let block = |index: usize| {
            let len = SIZE.min(draws - index * SIZE);
            Block::new(model, len, Lanes::new(seed, index as u64))
        };
        self.blocks = (0..draws.div_ceil(SIZE)).map(block).collect();
    }

    /// Adds up everything afresh.
    fn fill(&mut self) {
        self.scale = scale(&self.model, &self.factors);
        let terms = self.model.terms.iter().enumerate();
        let terms = terms.map(|(index, term)| Ready::new(index, term, self.scale));
        let into = std::iter::once(Ready::base(&self.model, self.scale)).chain(terms).collect();
        let unit = self.model.utility * self.scale * WHOLE / GUMBEL;
        for block in &mut self.blocks {
            block.clear(unit);
        }
        let criteria = (0..self.model.criteria).collect();
        self.run(&Change { criteria, into, after: self.factors.clone(), ..Change::default() });
    }

    /// Moves to a model that differs in some terms or factors.
    fn exchange(&mut self, model: &Model, factors: Vec<f64>) {
        let (mut out, mut into) = (Vec::new(), Vec::new());
        if self.model.base != model.base {
            out.push(Ready::base(&self.model, self.scale));
            into.push(Ready::base(model, self.scale));
        }
        for (index, (old, new)) in self.model.terms.iter().zip(&model.terms).enumerate() {
            if !same_column(old, new) {
                out.push(Ready::new(index, old, self.scale));
                into.push(Ready::new(index, new, self.scale));
            }
        }
        let loaded = |k: &usize| out.iter().chain(&into).any(|ready| ready.loads.iter().any(|(other, _)| other == k));
        let moved = |k: &usize| self.factors[*k].to_bits() != factors[*k].to_bits();
        let criteria: Vec<usize> = (0..self.model.criteria).filter(|k| loaded(k) || moved(k)).collect();
        let same = criteria.is_empty() && self.model.excluded == model.excluded;
        self.model.clone_from(model);
        let before = std::mem::replace(&mut self.factors, factors);
        if !same {
            self.run(&Change { criteria, out, into, before, after: self.factors.clone() });
        }
    }

    fn eligible(&self) -> Vec<usize> {
        (0..self.model.alternatives).filter(|&a| self.model.eligible(a)).collect()
    }

    /// Changes every block and counts the first ranks.
    fn run(&mut self, change: &Change) {
        let eligible = self.eligible();
        let none = vec![0; self.model.alternatives];
        let work = |blocks: &mut [Block]| {
            let mut firsts = none.clone();
            Arch::new().dispatch(Pass { blocks, change, eligible: &eligible, firsts: &mut firsts });
            firsts
        };
        if self.threads == 1 {
            self.firsts = work(&mut self.blocks);
            return;
        }
        let share = self.blocks.len().div_ceil(self.threads).max(1);
        self.firsts.clone_from(&none);
        thread::scope(|scope| {
            let work = &work;
            let shares = self.blocks.chunks_mut(share).map(|blocks| scope.spawn(move || work(blocks)));
            let handles: Vec<_> = shares.collect();
            for handle in handles {
                let part = handle.join().unwrap_or_default();
                self.firsts.iter_mut().zip(part).for_each(|(sum, n)| *sum += n);
            }
        });
    }
}

/// The work over some blocks, compiled once for every width of vectors.
struct Pass<'a> {
    blocks: &'a mut [Block],
    change: &'a Change,
    eligible: &'a [usize],
    firsts: &'a mut [u64],
}

impl WithSimd for Pass<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for block in self.blocks {
            block.change(self.change);
            block.count_first(self.eligible, self.firsts);
        }
    }
}

/// The ranking of all blocks, compiled once for every width of vectors.
struct Ranks<'a> {
    blocks: &'a [Block],
    eligible: &'a [usize],
    counts: &'a mut Counts,
}

impl WithSimd for Ranks<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for block in self.blocks {
            block.count(self.eligible, self.counts);
        }
    }
}

/// The eligible alternative with the highest score; the first in the file among equals.
fn first(model: &Model, scores: &[i32]) -> Option<usize> {
    let eligible = (0..model.alternatives).filter(|&a| model.eligible(a)).rev();
    eligible.max_by_key(|&a| scores[a])
}

/// Whether two terms are drawn alike.
fn same_column(old: &Term, new: &Term) -> bool {
    old.weight.to_bits() == new.weight.to_bits()
        && old.spread.to_bits() == new.spread.to_bits()
        && old.drawn.len() == new.drawn.len()
        && old.drawn.iter().zip(&new.drawn).all(|(&a, &b)| old.case(a) == new.case(b))
}

/// Whether anything differs on which the scale rests.
fn may_rescale(old: &Model, new: &Model) -> bool {
    let same = |(old, new): (&Term, &Term)| {
        Arc::ptr_eq(&old.cases, &new.cases)
            && old.weight.to_bits() == new.weight.to_bits()
            && old.spread.to_bits() == new.spread.to_bits()
    };
    old.base != new.base || !old.terms.iter().zip(&new.terms).all(same)
}

/// Units of the weights: a power of two such that, over the cases that are possible, all weights together stay below
/// 2^16, with room for what rounding adds and for the random utility beside them.
fn scale(model: &Model, factors: &[f64]) -> f64 {
    let weight = |loading: &[f64]| loading.iter().zip(factors).map(|(e, factor)| e * factor.max(1.0)).sum::<f64>();
    let most = |term: &Term| {
        let loads = term.cases.iter().map(|case| weight(case));
        term.weight * (1.0 + term.spread) * loads.fold(0.0, f64::max)
    };
    let rounded = super::count(model.criteria * (model.terms.len() + 2)) / 65_536.0;
    // No Gumbel term that is kept reaches 16 times its scale.
    let utility = 65_536.0 / GUMBEL * model.utility;
    let bound = (weight(&model.base) + model.terms.iter().map(most).sum::<f64>()) * (1.0 + rounded) + utility;
    if !(bound > 0.0 && bound.is_finite()) {
        return 1.0;
    }
    // 2^(15 - floor(log2 bound)), by the exponents alone.
    let exponent = (bound.to_bits() >> 52) & 0x7ff;
    f64::from_bits((2 * 1023 + 15_u64).saturating_sub(exponent).min(2046) << 52)
}
