//! The assessment: answers and model joined into a result. Total and deterministic; every face shows this one value.

mod additive;
pub mod cases;
mod change;
mod course;
mod coverage;
mod join;
mod live;
mod prospect;
mod reasons;
mod robustness;
pub mod sentences;
pub mod validation;
mod verdict;
mod world;

pub use self::change::{Changes, Counterfactual, Trigger, Ways, counterfactuals, is_plausible, triggers};
pub use self::course::Course;
pub use self::coverage::Preliminary;
pub use self::live::Live;
pub use self::reasons::{Sufficient, sufficient};
pub use self::robustness::{Analysis, Bar, Finding, Flips, Robustness};
pub use crate::decision::dominance::Dominance;
pub use crate::decision::interval::Interval;
pub use crate::decision::sensitivity::{Flip, Stability};

pub use additive::loadings;

use self::coverage::Coverage;
use crate::decision::acceptability::DRAWS;
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::content::CheckLevel;
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::{AlternativeId, CriterionId, DecisionId, GateId, QuestionId, Questionnaire};

/// What the analysis is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Draws of the robustness analysis; 0 leaves it out.
    pub draws: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { draws: DRAWS }
    }
}

/// The result of a questionnaire for some answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// One for each decision, in order.
    pub decisions: Vec<DecisionResult>,
    /// Which questions are open.
    pub flow: Flow,
    /// Answered weight over askable weight, 0..1; 1 when nothing is askable.
    pub coverage: f64,
    /// Open questions without any answer, in order.
    pub unanswered: Vec<QuestionId>,
    /// Open questions answered "don't know", in order.
    pub unknown: Vec<QuestionId>,
    /// Open required questions without a real answer: with any, the assessment is incomplete.
    pub missing: Vec<QuestionId>,
    /// Why there is no verdict yet; none when enough is answered for one.
    pub preliminary: Option<Preliminary>,
    /// The result as one sentence, whatever the verdict.
    pub headline: String,
    /// Where an earlier decision is too close to call and a later one hangs on it: what follows from each candidate.
    /// Only [`assess`] and [`Live::courses`] find it out.
    pub courses: Vec<Course>,
    /// Places in [`Questionnaire::advice`] of the notes that fire, in file order.
    pub advice: Vec<usize>,
    /// Places in [`Questionnaire::checks`] of those that hold: answers that do not fit each other, in file order.
    pub checks: Vec<usize>,
    /// Whether one of these is an error: then there is no way forward to the result.
    pub blocked: bool,
    /// Where the company lies on the two-axis map, each 0..1; none without a map or without answers.
    pub map: Option<(f64, f64)>,
}

/// The result of one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionResult {
    /// Which decision.
    pub decision: DecisionId,
    /// The alternatives that are not excluded, by their share of first ranks; then by value, then as in the file. By
    /// value alone where nothing was drawn.
    pub order: Vec<AlternativeId>,
    /// What is recommended: the first in the order, where the verdict is clear or leaning. In a [`Course`], the
    /// candidate that is supposed.
    pub recommended: Option<AlternativeId>,
    /// Who is in the race, as in the order: the recommended alone, or, without a recommendation, the fewest that
    /// together come first in nine draws of ten, at least two where there are two. Empty when nothing can be
    /// recommended.
    pub candidates: Vec<AlternativeId>,
    /// The one with the highest value that is not excluded: the one that flips, reasons and counterfactuals speak of,
    /// since they rest on values. The recommended one, where there is one. None while no scored answer is given.
    pub best: Option<AlternativeId>,
    /// The first in the order that is not `best`: what it is compared with.
    pub runner_up: Option<AlternativeId>,
    /// How sure it is, by the share of first ranks; "leaning" when nothing was drawn.
    pub verdict: Verdict,
    /// Each alternative, in file order.
    pub standings: Vec<Standing>,
    /// The criteria that apply, in file order, with their weights.
    pub criteria: Vec<CriterionWeight>,
    /// What the base weights bring to each alternative's value.
    pub base: Vec<f64>,
    /// What each scored answer brings, in the order of the questions. With `base` they sum to the values.
    pub contributions: Vec<Contribution>,
    /// What speaks for `best` against the runner-up, strongest first.
    pub reasons_for: Vec<Reason>,
    /// What speaks for the runner-up against `best`, strongest first.
    pub reasons_against: Vec<Reason>,
    /// How often each alternative comes first; none when nothing is recommended, or nothing was drawn.
    pub robustness: Option<Robustness>,
    /// The weights at which the recommendation flips.
    pub flips: Flips,
    /// For each alternative, the worst and the best that its value can become when the open answers are settled.
    pub intervals: Vec<Interval>,
    /// Which alternatives are nowhere better than another.
    pub dominance: Vec<Dominance>,
    /// What takes longer to find out; only [`assess`] fills it, where there is a `robustness`.
    pub analysis: Option<Analysis>,
}

/// How sure a recommendation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// First in nearly all ways to weigh the answers.
    Clear,
    /// First in most.
    Leaning,
    /// First in too few, or the highest value and the most first ranks are two alternatives: the candidates stand side
    /// by side.
    TooClose,
    /// Too little is answered for a verdict.
    Preliminary,
    /// Nothing can be recommended: no scored answer yet, or all alternatives excluded.
    Open,
}

/// How an alternative stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Which alternative.
    pub alternative: AlternativeId,
    /// V(a), 0..100.
    pub value: f64,
    /// Its place among those that are not excluded, from 1, by the share of first ranks and then by value; those that
    /// cannot be told apart share one. `None` for an excluded one.
    pub rank: Option<usize>,
    /// The gates that exclude it; empty when it is in the race.
    pub excluded_by: Vec<GateId>,
}

/// The weight of a criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CriterionWeight {
    /// Which criterion.
    pub criterion: CriterionId,
    /// `W_k`, as summed up.
    pub raw: f64,
    /// `W_k` over the sum of all, 0..1.
    pub share: f64,
}

/// What one answer brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Which question.
    pub question: QuestionId,
    /// Points of V(a) for each alternative, in file order.
    pub points: Vec<f64>,
}

/// A reason in the author's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The question whose answer it is.
    pub question: QuestionId,
    /// The words, a clause without full stop.
    pub text: String,
    /// Points by which it parts the two alternatives, > 0.
    pub points: f64,
}

impl Assessment {
    /// What is recommended in each decision: what conditions over decisions are asked about.
    pub fn recommended(&self) -> Vec<Option<AlternativeId>> {
        self.decisions.iter().map(|d| d.recommended).collect()
    }

    /// Whether every required question has a real answer, enough is answered for a verdict, and no answers exclude
    /// each other.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.preliminary.is_none() && !self.blocked
    }
}

/// Answers and model joined: the one door from answers to a result.
pub fn assess(questionnaire: &Questionnaire, answers: &Answers, settings: &Settings) -> Assessment {
    let mut live = Live::new(questionnaire, *settings);
    let mut assessment = live.assess(questionnaire, answers);
    for result in &mut assessment.decisions {
        result.analysis = live.analysis(questionnaire, answers, result.decision);
    }
    assessment.courses = live.courses(questionnaire, answers, &assessment);
    assessment
}

/// The results of the decisions, and what follows from all of them.
fn compose(
    questionnaire: &Questionnaire,
    answers: &Answers,
    flow: Flow,
    preliminary: Option<Preliminary>,
    decisions: Vec<DecisionResult>,
) -> Assessment {
    let recommended: Vec<_> = decisions.iter().map(|result| result.recommended).collect();
    let known = Known { answers, flow: &flow, recommended: &recommended };
    let open: Vec<QuestionId> = flow.open().collect();
    let is_unknown = |id: &QuestionId| flow.effective(answers, *id).is_some_and(|a| a.value == Value::Unknown);
    let checks = checks(questionnaire, &known);
    Assessment {
        blocked: checks.iter().any(|&i| questionnaire.checks[i].level == CheckLevel::Error),
        checks,
        headline: sentences::headline(questionnaire, &known, &decisions),
        advice: advice(questionnaire, &known),
        coverage: Coverage::of(questionnaire, answers, &flow).share(),
        unanswered: flow.unanswered(questionnaire, answers).collect(),
        unknown: open.iter().copied().filter(is_unknown).collect(),
        missing: open.into_iter().filter(|&id| questionnaire.question(id).required && unsaid(&known, id)).collect(),
        map: additive::position(questionnaire, &decisions),
        courses: Vec::new(),
        preliminary,
        decisions,
        flow,
    }
}

/// The notes that fire.
fn advice(questionnaire: &Questionnaire, known: &Known<'_>) -> Vec<usize> {
    (0..questionnaire.advice.len()).filter(|&i| questionnaire.advice[i].condition.holds(known)).collect()
}

/// The checks that hold.
fn checks(questionnaire: &Questionnaire, known: &Known<'_>) -> Vec<usize> {
    (0..questionnaire.checks.len()).filter(|&i| questionnaire.checks[i].condition.holds(known)).collect()
}

/// Whether an open question has no real answer.
fn unsaid(known: &Known<'_>, id: QuestionId) -> bool {
    known.flow.effective(known.answers, id).is_none_or(|a| !a.value.is_real())
}
