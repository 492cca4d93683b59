//! The assessment: answers and model joined into a result. Total and deterministic; every face shows this one value.

mod additive;
pub mod cases;
mod change;
mod join;
mod live;
mod reasons;
mod robustness;
pub mod validation;
mod world;

pub use self::change::{Changes, Counterfactual, Trigger, Ways, counterfactuals, triggers};
pub use self::live::Live;
pub use self::reasons::{Sufficient, sufficient};
pub use self::robustness::{Analysis, Bar, Finding, Flips, Robustness};
pub use crate::decision::dominance::Dominance;
pub use crate::decision::interval::Interval;
pub use crate::decision::sensitivity::{Flip, Stability};

pub use additive::loadings;

use crate::decision::acceptability::DRAWS;
use crate::questionnaire::answer::Answers;
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
    /// The recommendation as one sentence; empty while nothing can be recommended.
    pub headline: String,
    /// Places in [`Questionnaire::advice`] of the notes that fire, in file order.
    pub advice: Vec<usize>,
    /// Where the company lies on the two-axis map, each 0..1; none without a map or without answers.
    pub map: Option<(f64, f64)>,
}

/// The result of one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionResult {
    /// Which decision.
    pub decision: DecisionId,
    /// The best alternative that is not excluded; none while no scored answer is given, or when all are excluded.
    pub recommended: Option<AlternativeId>,
    /// The next best that is not excluded.
    pub runner_up: Option<AlternativeId>,
    /// Whether others have the same value, so that only the order in the file decided.
    pub tied: bool,
    /// How sure it is: by the acceptability of the recommended alternative; "leaning" when nothing was drawn.
    pub verdict: Verdict,
    /// Each alternative, in file order.
    pub standings: Vec<Standing>,
    /// The criteria that apply, in file order, with their weights.
    pub criteria: Vec<CriterionWeight>,
    /// What the base weights bring to each alternative's value.
    pub base: Vec<f64>,
    /// What each scored answer brings, in the order of the questions. With `base` they sum to the values.
    pub contributions: Vec<Contribution>,
    /// What speaks for the recommended against the runner-up, strongest first.
    pub reasons_for: Vec<Reason>,
    /// What speaks for the runner-up against the recommended, strongest first.
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
    /// First in nearly all plausible readings of the answers.
    Clear,
    /// First in most.
    Leaning,
    /// No more than a hint; the contenders stand side by side.
    TooClose,
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
    /// Rank by value among all, 1 is best; equal values share a rank.
    pub rank: usize,
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

    /// Whether every required question has a real answer.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Answers and model joined: the one door from answers to a result.
pub fn assess(questionnaire: &Questionnaire, answers: &Answers, settings: &Settings) -> Assessment {
    let mut live = Live::new(questionnaire, *settings);
    let mut assessment = live.assess(questionnaire, answers);
    for result in &mut assessment.decisions {
        result.analysis = live.analysis(questionnaire, answers, result.decision);
    }
    assessment
}

/// The results of the decisions, and what follows from all of them.
fn compose(questionnaire: &Questionnaire, answers: &Answers, flow: Flow, decisions: Vec<DecisionResult>) -> Assessment {
    let recommended: Vec<_> = decisions.iter().map(|result| result.recommended).collect();
    let known = Known { answers, flow: &flow, recommended: &recommended };
    let unsaid = |id: &QuestionId| known.flow.effective(answers, *id).is_none_or(|a| !a.value.is_real());
    let open: Vec<QuestionId> = flow.open().collect();
    let weight = |ids: &mut dyn Iterator<Item = &QuestionId>| -> f64 {
        ids.map(|&id| questionnaire.question(id)).filter(|q| q.is_scored()).map(|q| q.weight).sum()
    };
    let askable = weight(&mut open.iter().filter(|&&id| !is_inapplicable(answers, id)));
    let answered = weight(&mut open.iter().filter(|id| !unsaid(id)));
    let headline = if recommended.iter().any(Option::is_some) {
        questionnaire
            .headlines
            .iter()
            .find(|h| h.condition.as_ref().is_none_or(|c| c.holds(&known)))
            .map_or_else(String::new, |h| questionnaire.fill(&h.text, &known, None))
    } else {
        String::new()
    };
    let advice = (0..questionnaire.advice.len()).filter(|&i| questionnaire.advice[i].condition.holds(&known)).collect();
    Assessment {
        coverage: if askable > 0.0 { answered / askable } else { 1.0 },
        unanswered: flow.unanswered(questionnaire, answers).collect(),
        unknown: open
            .iter()
            .copied()
            .filter(|&id| answers.get(id).is_some_and(|a| a.value == crate::questionnaire::answer::Value::Unknown))
            .collect(),
        missing: open.iter().copied().filter(|id| questionnaire.question(*id).required && unsaid(id)).collect(),
        headline,
        advice,
        map: additive::position(questionnaire, &decisions),
        decisions,
        flow,
    }
}

fn is_inapplicable(answers: &Answers, id: QuestionId) -> bool {
    answers.get(id).is_some_and(|a| a.value == crate::questionnaire::answer::Value::NotApplicable)
}
