//! Laws of the decision analysis, on models that chance makes up.

use chiefly::decision::acceptability::uniform_acceptability;
use chiefly::decision::dominance::dominance;
use chiefly::decision::pairwise::win_probability;
use chiefly::decision::ranking::leader;
use chiefly::decision::sensitivity::{Stability, criterion_stability, question_stability, tornado};
use chiefly::decision::{Contributions, Evaluation, Model, Pool, Ranking, Term};
use proptest::prelude::*;

/// Numbers on a coarse grid, so that ties and zeros are common.
fn eighths(most: u32) -> impl Strategy<Value = f64> {
    (0..=most).prop_map(|n| f64::from(n) / 8.0)
}

fn term(criteria: usize) -> impl Strategy<Value = Term> {
    let cases = prop::collection::vec(prop::collection::vec(eighths(8), criteria), 1..4);
    (eighths(24), 0..=4_u32, cases, 0..4_usize, 0..4_u8).prop_map(|(weight, spread, cases, stated, state)| {
        let stated = stated % cases.len();
        let all: Vec<usize> = (0..cases.len()).collect();
        let (stated, drawn) = match state {
            0 => (None, Vec::new()),
            1 => (None, all),
            2 => (Some(stated), all),
            _ => (Some(stated), vec![stated]),
        };
        Term { weight, spread: f64::from(spread) / 10.0, cases: cases.into(), stated, drawn }
    })
}

/// Any model of a few alternatives, criteria and terms.
pub(crate) fn model() -> impl Strategy<Value = Model> {
    (2..5_usize, 1..5_usize).prop_flat_map(|(alternatives, criteria)| {
        (
            prop::collection::vec(eighths(8), alternatives * criteria),
            (prop::collection::vec(0..3_u32, criteria), prop_oneof![Just(0.0), eighths(16)]),
            prop::collection::vec(eighths(8), criteria),
            prop::collection::vec(term(criteria), 0..6),
            prop::collection::vec(prop::bool::weighted(0.15), alternatives),
        )
            .prop_map(move |(performance, (spread, utility), base, terms, excluded)| Model {
                alternatives,
                criteria,
                performance,
                spread: spread.iter().map(|&s| f64::from(s) / 20.0).collect(),
                utility,
                base,
                terms,
                excluded,
            })
    })
}

fn numerators(model: &Model) -> Vec<f64> {
    Evaluation::of(model).numerators
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn contributions_sum_to_the_values(model in model()) {
        let (evaluation, parts) = (Evaluation::of(&model), Contributions::of(&model));
        for (a, value) in evaluation.values.iter().enumerate() {
            let sum = parts.base[a] + parts.terms.iter().map(|points| points[a]).sum::<f64>();
            prop_assert!((sum - value).abs() < 1e-9, "{sum} is not {value}");
            prop_assert!((0.0..=100.0 + 1e-9).contains(value));
        }
        let shares: f64 = evaluation.weights.iter().sum();
        prop_assert!(evaluation.total == 0.0 || (shares - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_dominated_alternative_never_wins(model in model()) {
        let evaluation = Evaluation::of(&model);
        let ranking = Ranking::of(&model, &evaluation.numerators);
        for pair in dominance(&model) {
            prop_assert!(evaluation.values[pair.worse] <= evaluation.values[pair.better] + 1e-9);
            if pair.strict && evaluation.total > 0.0 && model.eligible(pair.better) {
                prop_assert_ne!(ranking.recommended, Some(pair.worse));
            }
        }
    }

    #[test]
    fn scaling_all_weights_changes_nothing(model in model()) {
        let mut scaled = model.clone();
        scaled.base.iter_mut().for_each(|b| *b *= 4.0);
        scaled.utility *= 4.0;
        scaled.terms.iter_mut().for_each(|t| t.weight *= 4.0);
        prop_assert_eq!(Evaluation::of(&model).values, Evaluation::of(&scaled).values);
        let draws = |model: Model| Pool::new(model, 600, 3, 1).acceptability();
        prop_assert_eq!(draws(model), draws(scaled));
    }

    #[test]
    fn the_winner_holds_up_to_the_flip_of_a_criterion_and_not_beyond(model in model()) {
        let weights = model.weights();
        for (k, stability) in criterion_stability(&model).into_iter().enumerate() {
            let at = |x: f64| {
                let mut weights = weights.clone();
                weights[k] = x;
                model.gains(&weights)
            };
            check_flips(&model, &stability, at)?;
        }
    }

    #[test]
    fn the_winner_holds_up_to_the_flip_of_a_question_and_not_beyond(model in model()) {
        for (q, stability) in question_stability(&model).into_iter().enumerate() {
            let Some(stability) = stability else { continue };
            let at = |x: f64| {
                let mut model = model.clone();
                model.terms[q].weight = x;
                numerators(&model)
            };
            check_flips(&model, &stability, at)?;
        }
    }

    #[test]
    fn bars_of_the_tornado_hold_what_they_say(model in model(), part in 0.0..=1.0_f64) {
        let lead = |model: &Model, first: usize| {
            let values = Evaluation::of(model).values;
            let rivals = (0..model.alternatives).filter(|&b| b != first && model.eligible(b));
            values[first] - rivals.map(|b| values[b]).fold(f64::NEG_INFINITY, f64::max)
        };
        let Some(first) = leader(&numerators(&model), &model.excluded) else { return Ok(()) };
        for bar in tornado(&model) {
            let mut moved = model.clone();
            let term = &mut moved.terms[bar.term];
            term.weight *= 1.0 + term.spread * (2.0 * part - 1.0);
            let here = lead(&moved, first);
            prop_assert!(bar.low - 1e-9 <= here && here <= bar.high + 1e-9);
        }
    }

    #[test]
    fn acceptabilities_sum_to_one(model in model()) {
        let found = Pool::new(model.clone(), 700, 9, 1).acceptability();
        let competing: Vec<usize> = (0..model.alternatives).filter(|&a| model.eligible(a)).collect();
        let sum: f64 = competing.iter().map(|&a| found.ranks[a][0]).sum();
        prop_assert!(competing.is_empty() || (sum - 1.0).abs() < 1e-12);
        for a in 0..model.alternatives {
            let ranks: f64 = found.ranks[a].iter().sum();
            let expected = f64::from(u8::from(model.eligible(a)));
            prop_assert!((ranks - expected).abs() < 1e-12);
            for &b in competing.iter().filter(|&&b| b != a && model.eligible(a)) {
                prop_assert!((found.wins[a][b] + found.wins[b][a] - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_model_without_doubt_is_accepted_whole(model in model()) {
        let mut sure = model;
        sure.spread.fill(0.0);
        sure.utility = 0.0;
        for term in &mut sure.terms {
            term.spread = 0.0;
            term.drawn = term.stated.into_iter().collect();
        }
        let values = Evaluation::of(&sure).values;
        let ranking = Ranking::of(&sure, &values);
        let found = Pool::new(sure, 10, 1, 1).acceptability();
        let Some(first) = ranking.recommended else { return Ok(()) };
        // Closer than the draws resolve, chance of rounding may decide.
        let apart = ranking.runner_up().is_none_or(|second| values[first] - values[second] > 0.01);
        prop_assert!(!apart || found.ranks[first][0] > 0.999_999, "{found:?}");
    }

    #[test]
    fn threads_do_not_matter(model in model(), seed: u64) {
        let draws = |threads| Pool::new(model.clone(), 2100, seed, threads).acceptability();
        prop_assert_eq!(draws(1), draws(2));
        prop_assert_eq!(draws(1), draws(3));
        let uniform = |threads| uniform_acceptability(&model, 9000, seed, threads);
        prop_assert_eq!(uniform(1), uniform(2));
        prop_assert_eq!(uniform(1), uniform(3));
    }

    #[test]
    fn a_pool_forgets_the_way_it_came(from in model(), steps in prop::collection::vec((0..6_usize, 0..5_u8, 0..3_usize), 1..6)) {
        let mut pool = Pool::new(from.clone(), 600, 5, 1);
        let mut factors = vec![1.0; from.criteria];
        let mut model = from;
        for (index, change, case) in steps {
            if change == 4 {
                factors[index % model.criteria] = [0.0, 1.0, 2.5][case];
            } else if let Some(term) = model.terms.get_mut(index) {
                let case = case % term.cases.len();
                match change {
                    0 => *term = term.settled(case),
                    1 => (term.stated, term.drawn) = (None, Vec::new()),
                    2 => (term.stated, term.drawn) = (None, (0..term.cases.len()).collect()),
                    _ => term.weight += 0.5,
                }
            } else if change < 2 {
                let last = model.alternatives - 1;
                model.excluded[last] = !model.excluded[last];
            } else {
                model.base[0] += 0.25;
            }
            pool.update(&model, &factors);
            let mut fresh = Pool::new(model.clone(), 600, 5, 1);
            fresh.update(&model, &factors);
            prop_assert_eq!(pool.acceptability(), fresh.acceptability());
            prop_assert_eq!(pool.central_weights(), fresh.central_weights());
        }
    }

    #[test]
    fn a_factor_is_as_good_as_other_loads(model in model(), k in 0..6_usize, factor in 0.0..4.0_f64) {
        let k = k % model.criteria;
        let mut scaled = model.clone();
        scaled.base[k] *= factor;
        for term in &mut scaled.terms {
            term.cases = term.cases.iter().map(|case| {
                let mut case = case.clone();
                case[k] *= factor;
                case
            }).collect();
        }
        let mut pool = Pool::new(model.clone(), 2000, 5, 1);
        let mut factors = vec![1.0; model.criteria];
        factors[k] = factor;
        pool.update(&model, &factors);
        // The same draws; what is rounded differs in the last unit of 2^17.
        for (one, other) in pool.first_ranks().into_iter().zip(Pool::new(scaled, 2000, 5, 1).first_ranks()) {
            prop_assert!((one - other).abs() < 0.01, "{one} {other}");
        }
    }

    #[test]
    fn exact_pairs_sum_to_one_and_draws_agree(model in model()) {
        let exact = |a, b| win_probability(&model, a, b);
        let sum = exact(0, 1) + exact(1, 0);
        let equal = model.performance(0) == model.performance(1);
        prop_assert!((sum - f64::from(u8::from(!equal))).abs() < 1e-9, "{sum}");
        let mut pair = model.clone();
        pair.excluded = (0..model.alternatives).map(|a| a > 1).collect();
        let drawn = uniform_acceptability(&pair, 20_000, 11, 1);
        // Five standard errors of a half.
        prop_assert!(equal || (drawn[0] - exact(0, 1)).abs() < 0.018, "{} {}", drawn[0], exact(0, 1));
    }
}

/// Inside the interval the first one leads, beyond an end it does not, and without an end it never stops.
fn check_flips(model: &Model, stability: &Stability, at: impl Fn(f64) -> Vec<f64>) -> Result<(), TestCaseError> {
    let now = at(stability.current);
    let Some(first) = leader(&now, &model.excluded) else { return Ok(()) };
    let behind = |x: f64, slack: f64| {
        let numbers = at(x);
        let best = (0..model.alternatives).filter(|&b| model.eligible(b)).map(|b| numbers[b]).fold(0.0, f64::max);
        numbers[first] < best - slack * best.max(1.0)
    };
    for (end, outward) in [(stability.low, -1.0), (stability.high, 1.0)] {
        let Some(flip) = end else {
            let far = if outward < 0.0 { 0.0 } else { 1e6 };
            prop_assert!(!behind(far, 1e-9));
            continue;
        };
        prop_assert!((flip.at - stability.current) * outward >= 0.0);
        prop_assert!(!behind(flip.at + (stability.current - flip.at) * 0.01, 1e-9));
        let beyond = flip.at + outward * 1e-3 * (1.0 + flip.at);
        if beyond >= 0.0 {
            prop_assert!(behind(beyond, 1e-9), "{stability:?} {first}");
            let numbers = at(beyond);
            prop_assert!(numbers[flip.to] > numbers[first]);
        }
    }
    Ok(())
}
