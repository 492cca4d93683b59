//! Numbers from outside: worked examples from the literature, closed forms, and another tool's figures.

use chiefly::decision::acceptability::{standard_error, uniform_acceptability};
use chiefly::decision::pairwise::win_probability;
use chiefly::decision::{Evaluation, Model, Pool, Ranking, Term};

fn table(rows: &[&[f64]]) -> Model {
    Model {
        alternatives: rows.len(),
        criteria: rows.first().map_or(0, |row| row.len()),
        performance: rows.concat(),
        spread: vec![0.0; rows.first().map_or(0, |row| row.len())],
        utility: 0.0,
        base: vec![0.0; rows.first().map_or(0, |row| row.len())],
        terms: Vec::new(),
        excluded: vec![false; rows.len()],
    }
}

/// A question that loads one criterion alone.
fn question(criterion: usize, criteria: usize, weight: f64, spread: f64) -> Term {
    let mut loading = vec![0.0; criteria];
    loading[criterion] = 1.0;
    Term { weight, spread, cases: [loading].into(), stated: Some(0), drawn: vec![0] }
}

fn near(value: f64, expected: f64, error: f64) {
    assert!((value - expected).abs() <= error, "{value} is not {expected}");
}

/// The weighted sum model's standard example: E. Triantaphyllou, "Multi-Criteria Decision Making Methods: A
/// Comparative Study" (2000); also on the page "Weighted sum model" of Wikipedia: 21.50, 22.00, 22.00.
/// Its table goes to 30; ours goes to 1, so the values are those over 30, times 100.
#[test]
fn weighted_sum_of_triantaphyllou() {
    let mut model = table(&[&[25.0, 20.0, 15.0, 30.0], &[10.0, 30.0, 20.0, 30.0], &[30.0, 10.0, 30.0, 10.0]]);
    model.performance.iter_mut().for_each(|p| *p /= 30.0);
    model.terms = [0.20, 0.15, 0.40, 0.25].iter().enumerate().map(|(k, &w)| question(k, 4, w, 0.0)).collect();
    let evaluation = Evaluation::of(&model);
    for (value, published) in evaluation.values.iter().zip([21.5, 22.0, 22.0]) {
        near(*value, published / 30.0 * 100.0, 1e-9);
    }
    let ranking = Ranking::of(&model, &evaluation.numerators);
    assert_eq!(ranking.ranks, [Some(3), Some(1), Some(1)]);
    assert!(ranking.tied);
}

/// Two criteria: the weight space is a segment, and the alternatives' shares of it can be read off
/// (Lahdelma & Salminen 2001, section 3, draw it so).
#[test]
fn acceptability_on_a_segment() {
    // 0 is best for w > 0.6, 1 for w < 0.4, 2 between.
    let model = table(&[&[1.0, 0.0], &[0.0, 1.0], &[0.6, 0.6]]);
    let shares = uniform_acceptability(&model, 100_000, 42, 1);
    for (share, exact) in shares.iter().zip([0.4, 0.4, 0.2]) {
        near(*share, exact, 0.006);
    }
}

/// Three criteria: 0 wins where `w_1 > 1/2`, a quarter of the triangle; so does 1; 2 has the rest.
#[test]
fn acceptability_on_a_triangle() {
    let model = table(&[&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0], &[0.5, 0.5, 0.5]]);
    let shares = uniform_acceptability(&model, 100_000, 42, 1);
    for (share, exact) in shares.iter().zip([0.25, 0.25, 0.5]) {
        near(*share, exact, 0.006);
    }
}

/// Weights uniform around 1.0 and 1.2 by 40 %: `w_1` beats `w_2` on a triangle of the rectangle
/// `[0.6, 1.4] x [0.72, 1.68]`, with legs of 0.68.
#[test]
fn acceptability_of_two_weights_with_a_spread() {
    let mut model = table(&[&[1.0, 0.0], &[0.0, 1.0]]);
    model.terms = vec![question(0, 2, 1.0, 0.4), question(1, 2, 1.2, 0.4)];
    let found = Pool::new(model, 100_000, 7, 2).acceptability();
    near(found.ranks[0][0], 0.68 * 0.68 / 2.0 / (0.8 * 0.96), 0.006);
    near(standard_error(found.ranks[0][0], found.draws), (0.30104_f64 * 0.69896 / 1e5).sqrt(), 1e-4);
}

/// Performances uniform on `0.5 +- 0.1` and `0.6 +- 0.1`: the first is greater on an eighth of the square.
#[test]
fn acceptability_of_two_performances_with_a_spread() {
    let mut model = table(&[&[0.5], &[0.6]]);
    (model.spread, model.base) = (vec![0.1], vec![1.0]);
    near(Pool::new(model, 100_000, 7, 2).acceptability().ranks[0][0], 0.125, 0.006);
}

/// An unknown answer with three cases, one of which favours the second alternative.
#[test]
fn acceptability_of_an_unknown_answer() {
    let mut model = table(&[&[1.0, 0.0], &[0.0, 1.0]]);
    model.base = vec![0.5, 0.0];
    let cases = [vec![1.0, 0.0], vec![0.0, 0.25], vec![0.0, 1.0]].into();
    model.terms = vec![Term { weight: 1.0, spread: 0.0, cases, stated: None, drawn: vec![0, 1, 2] }];
    let pool = Pool::new(model, 100_000, 7, 2);
    near(pool.acceptability().ranks[1][0], 1.0 / 3.0, 0.006);
    // The second alternative wins with the weights (0.5, 1) alone.
    let central = pool.central_weights();
    let weights = central[1].as_ref().expect("it wins a third");
    near(weights[0], 1.0 / 3.0, 1e-4);
}

/// Thirty criteria, four alternatives: numpy 2.4.6, `default_rng(12345).dirichlet`, 8,000,000 draws.
#[test]
fn acceptability_of_numpy() {
    let cell = |a: usize, k: usize| f64::from(u32::try_from((a * 7 + k * 5 + a * k * 3) % 11).unwrap()) / 10.0;
    let rows: Vec<Vec<f64>> = (0..4).map(|a| (0..30).map(|k| cell(a, k)).collect()).collect();
    let model = table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let shares = uniform_acceptability(&model, 100_000, 42, 2);
    for (share, numpy) in shares.iter().zip(NUMPY_FIRST) {
        near(*share, numpy, 0.006);
    }
    for (b, numpy) in NUMPY_BEATEN_BY_0.into_iter().enumerate() {
        near(win_probability(&model, 0, b + 1), numpy, 0.001);
    }
}

const NUMPY_FIRST: [f64; 4] = [0.402_371, 0.213_198, 0.0, 0.384_431];
const NUMPY_BEATEN_BY_0: [f64; 3] = [0.534_479, 0.999_846, 0.477_880];

/// The digits themselves: whoever changes the draws, the sums or the generator, or runs on another machine, meets
/// these counts again or says why not.
#[test]
fn the_same_digits_on_every_machine() {
    let mut model = table(&[&[1.0, 0.2, 0.5], &[0.3, 1.0, 0.5], &[0.65, 0.65, 0.7]]);
    (model.spread, model.base) = (vec![0.1, 0.1, 0.2], vec![0.25, 0.5, 0.25]);
    let cases = [vec![1.0, 0.0, 0.5], vec![0.0, 1.0, 0.0], vec![0.25, 0.25, 1.0]];
    model.terms = vec![
        Term { weight: 2.0, spread: 0.4, cases: cases.clone().into(), stated: Some(0), drawn: vec![0] },
        Term { weight: 1.0, spread: 0.4, cases: cases.clone().into(), stated: Some(1), drawn: vec![0, 1, 2] },
        Term { weight: 0.5, spread: 0.9, cases: cases.into(), stated: None, drawn: vec![0, 1, 2] },
    ];
    let found = Pool::new(model.clone(), 10_000, 2026, 2).acceptability();
    let counts: Vec<Vec<f64>> =
        found.ranks.iter().map(|ranks| ranks.iter().map(|share| (share * 10_000.0).round()).collect()).collect();
    insta::assert_debug_snapshot!((counts, uniform_acceptability(&model, 10_000, 2026, 2)));
}

/// Independent Gumbel terms on the numerators give the shares of the logit (`McFadden` 1974; Yellott 1977), whatever else
/// is scaled; an excluded alternative leaves the others' odds as they are.
#[test]
fn a_random_utility_gives_the_shares_of_the_logit() {
    let draws = 40_000;
    for (utility, worth) in
        [(1.0, [1.0, 0.5, 0.0, 0.75]), (0.25, [0.5, 0.75, 0.125, 0.0]), (40.0, [1.0, 0.0, 0.5, 0.25])]
    {
        let mut model = table(&[&[worth[0]], &[worth[1]], &[worth[2]], &[worth[3]]]);
        (model.base, model.utility) = (vec![2.0], utility);
        for excluded in [None, Some(3)] {
            model.excluded = (0..4).map(|a| Some(a) == excluded).collect();
            let odds: Vec<f64> =
                (0..4).map(|a| if Some(a) == excluded { 0.0 } else { (2.0 * worth[a] / utility).exp() }).collect();
            let found = Pool::new(model.clone(), draws, 7, 2).first_ranks();
            for (share, odds_of) in found.iter().zip(&odds) {
                let exact = odds_of / odds.iter().sum::<f64>();
                near(*share, exact, 4.5 * standard_error(exact, draws) + 1e-5);
            }
        }
    }
}

/// With answers open the share is the mean of the logit over them.
#[test]
fn a_random_utility_is_averaged_over_what_is_drawn() {
    let mut model = table(&[&[1.0, 0.0], &[0.0, 1.0]]);
    model.utility = 0.5;
    let cases = [vec![1.0, 0.0], vec![0.0, 0.25]];
    model.terms = vec![Term { weight: 1.0, spread: 0.0, cases: cases.into(), stated: None, drawn: vec![0, 1] }];
    let logit = |lead: f64| 1.0 / (1.0 + (-lead / 0.5).exp());
    let exact = f64::midpoint(logit(1.0), logit(-0.25));
    near(Pool::new(model.clone(), 100_000, 3, 1).first_ranks()[0], exact, 4.5 * standard_error(exact, 100_000));
    // What an alternative is worth in a case has no part of it.
    let means = Pool::new(model, 10_000, 3, 1).means_by_case(&[0]);
    near(means[0][0].values[0], 100.0, 0.01);
    near(means[0][1].values[0], 0.0, 0.01);
}
