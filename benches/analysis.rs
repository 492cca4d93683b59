//! The decision analysis on the built-in questionnaire: what a key press costs, and what is computed when asked for.
//!
//! `cargo bench --bench analysis`

use chiefly::assessment::{Live, Settings, assess, counterfactuals, sufficient};
use chiefly::decision::Model;
use chiefly::decision::acceptability::uniform_acceptability;
use chiefly::questionnaire::answer::{Answers, Value};
use chiefly::questionnaire::question::Kind;
use chiefly::questionnaire::{DecisionId, QuestionId, Questionnaire, built_in};
use chiefly::session::answers_file::{self, Origin};
use divan::{Bencher, black_box};

const ANSWERS: &str = include_str!("../examples/large-retailer.toml");

fn main() {
    divan::main();
}

fn case() -> (Questionnaire, Answers) {
    let questionnaire = built_in();
    let file = answers_file::parse(ANSWERS, &questionnaire, Origin::Any).value.expect("the example is sound");
    (questionnaire, file.answers)
}

/// The questions with one option as answer that count for something.
fn questions(questionnaire: &Questionnaire) -> Vec<QuestionId> {
    let counts = |id: &QuestionId| {
        let question = questionnaire.question(*id);
        question.is_scored() && matches!(question.kind, Kind::Single(_))
    };
    questionnaire.question_ids().filter(counts).collect()
}

/// One answer changes to its next option and the whole result follows, at 10,000 draws; all questions in turn.
#[divan::bench(sample_count = 2000, sample_size = 1)]
fn one_changed_answer(bencher: Bencher<'_, '_>) {
    let (questionnaire, answers) = case();
    let mut live = Live::new(&questionnaire, Settings::default());
    live.assess(&questionnaire, &answers);
    let questions = questions(&questionnaire);
    let mut turn = 0;
    let mut changed = answers.clone();
    bencher.bench_local(|| {
        let id = questions[turn / 2 % questions.len()];
        // Every other turn puts the stated answer back, so that one answer at a time is another one.
        if turn % 2 == 0 {
            let option = Value::Choice(turn / 2 / questions.len() % questionnaire.question(id).options().len());
            changed.set(id, Some(option.into()));
        } else {
            changed.set(id, answers.get(id).cloned());
        }
        turn += 1;
        live.assess(&questionnaire, black_box(&changed))
    });
}

/// The weight of a criterion of the first decision moves on its slider, and what follows from it; all criteria in turn.
#[divan::bench(sample_count = 2000, sample_size = 1)]
fn one_moved_weight(bencher: Bencher<'_, '_>) {
    let (questionnaire, answers) = case();
    let mut live = Live::new(&questionnaire, Settings::default());
    let mut found = live.assess(&questionnaire, &answers);
    let criteria = found.decisions[0].criteria.clone();
    let mut turn = 0;
    bencher.bench_local(|| {
        let moved = &criteria[turn / 2 % criteria.len()];
        let weight = moved.raw * if turn % 2 == 0 { 1.1 } else { 1.0 };
        turn += 1;
        live.reweigh(&questionnaire, black_box(&answers), &[(moved.criterion, weight)], &mut found);
    });
}

/// An assessment without draws: values, contributions, reasons, flips, intervals, headline.
#[divan::bench]
fn without_draws(bencher: Bencher<'_, '_>) {
    let (questionnaire, answers) = case();
    let mut live = Live::new(&questionnaire, Settings { draws: 0 });
    bencher.bench_local(|| live.assess(&questionnaire, black_box(&answers)));
}

/// Everything afresh: draws, ranks, central weights, tornado, what to find out.
#[divan::bench]
fn whole_assessment(bencher: Bencher<'_, '_>) {
    let (questionnaire, answers) = case();
    bencher.bench_local(|| assess(&questionnaire, black_box(&answers), &Settings::default()));
}

/// All counterfactuals of a decision, to three changes where no earlier decision plays a part.
#[divan::bench(args = [0, 1, 2])]
fn all_counterfactuals(bencher: Bencher<'_, '_>, decision: usize) {
    let (questionnaire, answers) = case();
    bencher.bench_local(|| counterfactuals(&questionnaire, black_box(&answers), DecisionId(decision)));
}

/// The smallest sufficient sets of answers of a decision.
#[divan::bench(args = [0, 1, 2])]
fn sufficient_answers(bencher: Bencher<'_, '_>, decision: usize) {
    let (questionnaire, answers) = case();
    bencher.bench_local(|| sufficient(&questionnaire, black_box(&answers), DecisionId(decision)));
}

/// 100,000 fresh weight vectors, uniform on the simplex of 30 weights, 4 alternatives: `benches/numpy_smaa.py` does
/// the same with numpy.
#[divan::bench(args = [1, 2])]
fn fresh_100_000_draws(bencher: Bencher<'_, '_>, threads: usize) {
    let model = thirty_by_four();
    bencher.bench_local(|| uniform_acceptability(black_box(&model), 100_000, 7, threads));
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn thirty_by_four() -> Model {
    let cell = |i: usize| ((i / 30 * 7 + i % 30 * 5 + i / 30 * (i % 30) * 3) % 11) as f64 / 10.0;
    Model { alternatives: 4, criteria: 30, performance: (0..120).map(cell).collect(), ..Model::default() }
}
