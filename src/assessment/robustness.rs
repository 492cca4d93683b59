//! How sure a recommendation is, what it rests on and what would change it: the decision analysis in the words of
//! the questionnaire.

use super::join::Join;
use super::world::World;
use super::{DecisionResult, Standing};
use crate::decision::Pool;
use crate::decision::acceptability::standard_error;
use crate::decision::information::information;
use crate::decision::sensitivity::{Stability, criterion_stability, question_stability, tornado};
use crate::questionnaire::answer::Value;
use crate::questionnaire::{AlternativeId, CriterionId, QuestionId};

/// How often each alternative comes first when the model is drawn around what was stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// How many models were drawn.
    pub draws: usize,
    /// From what the draws follow: the same questionnaire gives the same draws.
    pub seed: u64,
    /// The share of draws in which each alternative ranks first, 0..1; zero for an excluded one.
    pub acceptability: Vec<f64>,
    /// The standard error of each of these shares.
    pub error: Vec<f64>,
}

/// Where the recommendation flips, all else as stated. Empty when nothing is recommended.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Flips {
    /// For each criterion that applies, the raw weights for which the recommendation holds.
    pub criteria: Vec<(CriterionId, Stability)>,
    /// For each answered question, the weights for which it holds.
    pub questions: Vec<(QuestionId, Stability)>,
}

/// What takes longer to find out: computed by [`super::assess`], and by [`super::Live::analysis`] when asked for.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Analysis {
    /// What moves the lead most: other answers first, then the weights of questions, each widest first.
    pub tornado: Vec<Bar>,
    /// What to find out, the most decisive first.
    pub information: Vec<Finding>,
    /// For each alternative, the share of draws in which it has each rank, best first.
    pub ranks: Vec<Vec<f64>>,
    /// `wins[a][b]`: the share of draws in which `a` ranks before `b`.
    pub wins: Vec<Vec<f64>>,
    /// For each alternative, the mean criterion weights (of the criteria that apply, summing to one) of the draws in
    /// which it comes first; `None` when it never does.
    pub central_weights: Vec<Option<Vec<f64>>>,
}

/// How far one answer, or the weight of one question, moves the lead of the recommended alternative over its best
/// rival, in points of value; below zero another one leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Which question.
    pub question: QuestionId,
    /// The smallest lead.
    pub low: f64,
    /// The greatest lead.
    pub high: f64,
    /// The answers with the smallest and the greatest lead; `None` for the bar of a weight.
    pub answers: Option<(Value, Value)>,
    /// The answers after which another alternative is best, each with which; none for the bar of a weight.
    pub turns: Vec<(Value, Option<AlternativeId>)>,
}

/// What settling one open answer may bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The question that is unanswered, unknown or unsure.
    pub question: QuestionId,
    /// The answers that would change the recommendation, each with what would then be recommended. Gates and
    /// branches are honoured.
    pub changes: Vec<(Value, Option<AlternativeId>)>,
    /// The share of the possible answers that would change it, 0..1.
    pub probability: f64,
    /// The expected gain in value from knowing, in points (0..100).
    pub gain: f64,
}

impl Robustness {
    pub(super) fn of(acceptability: Vec<f64>, draws: usize, seed: u64) -> Self {
        Self { draws, seed, error: acceptability.iter().map(|&p| standard_error(p, draws)).collect(), acceptability }
    }
}

impl Flips {
    pub(super) fn of(join: &Join) -> Self {
        let questions = question_stability(&join.model).into_iter().zip(&join.questions);
        Self {
            criteria: join.applying(criterion_stability(&join.model)).collect(),
            questions: questions.filter_map(|(stability, &question)| Some((question, stability?))).collect(),
        }
    }
}

impl Analysis {
    pub(super) fn of(join: &Join, pool: &Pool, world: &World<'_>) -> Self {
        let bar = |bar: crate::decision::sensitivity::Bar| Bar {
            question: join.questions[bar.term],
            low: bar.low,
            high: bar.high,
            answers: None,
            turns: Vec::new(),
        };
        let gains: Vec<(QuestionId, f64)> =
            information(pool).into_iter().map(|finding| (join.questions[finding.term], finding.gain)).collect();
        let found = pool.acceptability();
        let applying = |weights: Vec<f64>| join.applying(weights).map(|(_, weight)| weight).collect();
        Self {
            ranks: found.ranks,
            wins: found.wins,
            tornado: world.swings().into_iter().chain(tornado(&join.model).into_iter().map(bar)).collect(),
            information: world.information(&gains),
            central_weights: pool.central_weights().into_iter().map(|weights| weights.map(applying)).collect(),
        }
    }
}

impl DecisionResult {
    /// How the alternatives stand that are in the race, in their order.
    pub fn ranked(&self) -> impl Iterator<Item = &Standing> {
        self.order.iter().filter_map(|a| self.standings.get(a.0))
    }

    /// The alternatives that are excluded, in file order.
    pub fn excluded(&self) -> impl Iterator<Item = &Standing> {
        self.standings.iter().filter(|standing| !standing.excluded_by.is_empty())
    }

    /// How often the alternative comes first, 0..1; `None` without a robustness analysis.
    pub fn acceptability(&self, alternative: AlternativeId) -> Option<f64> {
        self.robustness.as_ref().and_then(|found| found.acceptability.get(alternative.0).copied())
    }
}
