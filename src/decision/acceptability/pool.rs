//! The pool of drawn models, kept between two changes of an answer so that figures do not flicker.

use std::thread;

use pulp::{Arch, Simd, WithSimd};

use super::block::{Block, Ready, SIZE};
use super::draw::Lanes;
use super::{Acceptability, Counts};
use crate::decision::additive::{percent, share};
use crate::decision::model::{Model, Term};

/// Drawn models around a stated one. What it says depends on the stated model, the seed and the number of draws
/// alone: not on the way by which the model came about, nor on the number of threads.
pub struct Pool {
    model: Model,
    draws: usize,
    seed: u64,
    threads: usize,
    scale: f64,
    blocks: Vec<Block>,
    counts: Counts,
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
        let counts = Counts::new(model.alternatives);
        let mut pool = Self { model, draws, seed, threads: threads.max(1), scale: 0.0, blocks: Vec::new(), counts };
        pool.draw();
        pool.fill();
        pool
    }

    /// The model around which is drawn.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Moves the pool to another model. Where only answers, question weights, base weights or exclusions differ,
    /// only the columns that changed are touched.
    pub fn update(&mut self, model: Model) {
        let old = std::mem::replace(&mut self.model, model);
        let same_draws = old.alternatives == self.model.alternatives
            && old.criteria == self.model.criteria
            && old.terms.len() == self.model.terms.len()
            && old.performance == self.model.performance
            && old.spread == self.model.spread;
        if !same_draws {
            self.draw();
            self.fill();
        } else if scale(&self.model).to_bits() != self.scale.to_bits() {
            self.fill();
        } else {
            self.exchange(&old);
        }
    }

    /// What the draws say of the present model.
    pub fn acceptability(&self) -> Acceptability {
        self.counts.shares(self.draws, self.model.alternatives)
    }

    /// The central weights: for each alternative, the mean normalised criterion weights of the draws in which it
    /// ranks first ("who would choose it"); `None` when it never does. Computed when asked for.
    pub fn central_weights(&self) -> Vec<Option<Vec<f64>>> {
        let criteria = self.model.criteria;
        let columns = self.columns();
        let mut sums = vec![vec![0.0; criteria]; self.model.alternatives];
        let mut firsts = vec![0_usize; self.model.alternatives];
        for block in &self.blocks {
            let totals = block.totals(&columns, criteria);
            for (d, scores) in block.draws() {
                let Some(first) = first(&self.model, &scores) else { continue };
                let whole: f64 = totals.iter().map(|total| f64::from(total[d])).sum();
                firsts[first] += 1;
                for (sum, total) in sums[first].iter_mut().zip(&totals) {
                    *sum += share(f64::from(total[d]), whole);
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
        let columns = self.columns();
        let asked: Vec<&Ready> = terms.iter().filter_map(|&term| columns.get(term + 1)).collect();
        let none = CaseMean { draws: 0, values: vec![0.0; self.model.alternatives] };
        let mut means: Vec<Vec<CaseMean>> = asked.iter().map(|ready| vec![none.clone(); ready.cases()]).collect();
        for block in &self.blocks {
            let totals = block.totals(&columns, self.model.criteria);
            let cases: Vec<_> = asked.iter().map(|ready| block.case(ready)).collect();
            for (d, scores) in block.draws() {
                let whole: f64 = totals.iter().map(|total| f64::from(total[d])).sum();
                for (means, case) in means.iter_mut().zip(&cases) {
                    let Some(mean) = means.get_mut(case[d] as usize) else { continue };
                    mean.draws += 1;
                    for (sum, &score) in mean.values.iter_mut().zip(&scores) {
                        *sum += percent(f64::from(score), whole);
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

    /// Base and terms, ready for drawing.
    fn columns(&self) -> Vec<Ready> {
        let terms = self.model.terms.iter().enumerate();
        let terms = terms.map(|(index, term)| Ready::new(index, term, self.scale));
        std::iter::once(Ready::base(&self.model, self.scale)).chain(terms).collect()
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

    /// Adds up all columns afresh.
    fn fill(&mut self) {
        self.scale = scale(&self.model);
        let columns: Vec<_> = self.columns().into_iter().map(|ready| (ready, IN)).collect();
        for block in &mut self.blocks {
            block.clear();
        }
        self.run(&columns);
    }

    /// Takes the columns that differ from `old` out and puts the present ones in.
    fn exchange(&mut self, old: &Model) {
        let mut columns = Vec::new();
        if old.base != self.model.base {
            columns.push((Ready::base(old, self.scale), OUT));
            columns.push((Ready::base(&self.model, self.scale), IN));
        }
        for (index, (old, new)) in old.terms.iter().zip(&self.model.terms).enumerate() {
            if !same_column(old, new) {
                columns.push((Ready::new(index, old, self.scale), OUT));
                columns.push((Ready::new(index, new, self.scale), IN));
            }
        }
        if !columns.is_empty() || old.excluded != self.model.excluded {
            self.run(&columns);
        }
    }

    /// Adds the columns to every block and counts.
    fn run(&mut self, columns: &[(Ready, i32)]) {
        let model = &self.model;
        let eligible: Vec<usize> = (0..model.alternatives).filter(|&a| model.eligible(a)).collect();
        let work = |blocks: &mut [Block]| {
            let mut counts = Counts::new(model.alternatives);
            Arch::new().dispatch(Pass { blocks, columns, eligible: &eligible, counts: &mut counts });
            counts
        };
        let share = self.blocks.len().div_ceil(self.threads).max(1);
        self.counts = Counts::new(model.alternatives);
        if self.threads == 1 {
            self.counts.add(&work(&mut self.blocks));
            return;
        }
        thread::scope(|scope| {
            let work = &work;
            let shares = self.blocks.chunks_mut(share).map(|blocks| scope.spawn(move || work(blocks)));
            let handles: Vec<_> = shares.collect();
            for handle in handles {
                self.counts.add(&handle.join().unwrap_or_default());
            }
        });
    }
}

/// Signs of a column that is put in and of one that is taken out.
const IN: i32 = 0;
const OUT: i32 = -1;

/// The work over some blocks, compiled once for every width of vectors.
struct Pass<'a> {
    blocks: &'a mut [Block],
    columns: &'a [(Ready, i32)],
    eligible: &'a [usize],
    counts: &'a mut Counts,
}

impl WithSimd for Pass<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "must be compiled for the vectors of its caller")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for block in self.blocks {
            for (ready, sign) in self.columns {
                block.add(ready, *sign);
            }
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

/// Units of the integer columns: a power of two such that, over the cases that are possible, no column reaches 2^23
/// and no sum 2^30.
fn scale(model: &Model) -> f64 {
    let most = |term: &Term| {
        let loads = term.cases.iter().map(|case| case.iter().sum::<f64>());
        term.weight * (1.0 + term.spread) * loads.fold(0.0, f64::max)
    };
    let columns = || model.terms.iter().map(most).chain([model.base.iter().sum()]);
    let bound = columns().sum::<f64>().max(128.0 * columns().fold(0.0, f64::max));
    if !(bound > 0.0 && bound.is_finite()) {
        return 1.0;
    }
    // 2^(28 - floor(log2 bound)), by the exponents alone.
    let exponent = (bound.to_bits() >> 52) & 0x7ff;
    f64::from_bits((2 * 1023 + 28_u64).saturating_sub(exponent).min(2046) << 52)
}
