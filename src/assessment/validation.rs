//! How far a questionnaire agrees with cases whose right result is known, and what it recommends to nobody in
//! particular.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::cases::cases;
use super::{Assessment, DecisionResult, Live, Settings, Verdict};
use crate::questionnaire::answer::{Answers, Value};
use crate::questionnaire::flow::Flow;
use crate::questionnaire::question::Kind;
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId, Questionnaire};
use crate::session::answers_file::{AnswersFile, Case};

/// A share below this counts as this much in the logarithmic loss: ten thousand draws cannot tell it from nothing.
pub const LEAST_SHARE: f64 = 1e-4;

/// What became of one case in one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The case.
    pub case: Case,
    /// What is known to be right.
    pub expected: AlternativeId,
    /// What comes first in the order, whatever the verdict.
    pub recommended: Option<AlternativeId>,
    /// The next best.
    pub runner_up: Option<AlternativeId>,
    /// How sure the recommendation is.
    pub verdict: Verdict,
    /// How often the right one comes first in the draws, 0..1.
    pub acceptability: f64,
}

/// Agreement over some cases.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// How many cases.
    pub cases: usize,
    /// In how many the right one is recommended.
    pub first: usize,
    /// In how many it is recommended or the next best.
    pub second: usize,
    /// How many are called clear.
    pub clear: usize,
    /// In how many of these the right one is recommended.
    pub clear_right: usize,
    /// Mean logarithmic loss, `-ln` of the acceptability of the right one (at least [`LEAST_SHARE`]).
    pub log_loss: f64,
}

/// Agreement in one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionAgreement {
    /// Which decision.
    pub decision: DecisionId,
    /// Every case with a known result in it, in the order given.
    pub judged: Vec<Judged>,
    /// Over all of them.
    pub all: Agreement,
    /// By the kind of case.
    pub by_kind: Vec<(String, Agreement)>,
    /// By the strength of the brief.
    pub by_strength: Vec<(String, Agreement)>,
    /// `confusion[expected][recommended]`; the last column counts cases without a recommendation.
    pub confusion: Vec<Vec<usize>>,
}

/// What is recommended to respondents who answer at random, as shares; the last one is no recommendation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    /// Which decision.
    pub decision: DecisionId,
    /// How many respondents.
    pub respondents: usize,
    /// The share of each alternative, and of none.
    pub shares: Vec<f64>,
}

impl Judged {
    /// Whether the right one is recommended.
    pub fn is_right(&self) -> bool {
        self.recommended == Some(self.expected)
    }
}

impl Agreement {
    /// Sums up some cases.
    pub fn of<'a>(judged: impl Iterator<Item = &'a Judged>) -> Self {
        let mut sum = Self::default();
        for case in judged {
            let clear = case.verdict == Verdict::Clear;
            sum.cases += 1;
            sum.first += usize::from(case.is_right());
            sum.second += usize::from(case.is_right() || case.runner_up == Some(case.expected));
            sum.clear += usize::from(clear);
            sum.clear_right += usize::from(clear && case.is_right());
            sum.log_loss -= libm::log(case.acceptability.max(LEAST_SHARE));
        }
        sum.log_loss /= count(sum.cases.max(1));
        sum
    }
}

/// The interval in which a share lies with 95 % confidence, after Wilson (1927): `part` of `whole` were observed.
pub fn wilson(part: usize, whole: usize) -> (f64, f64) {
    const Z: f64 = 1.959_964;
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (count(whole), count(part) / count(whole));
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
}

/// Assesses every case and compares. Files without a case are passed over.
pub fn validate(questionnaire: &Questionnaire, files: &[AnswersFile], settings: Settings) -> Vec<DecisionAgreement> {
    let mut live = Live::new(questionnaire, settings);
    let mut judged: Vec<Vec<Judged>> = vec![Vec::new(); questionnaire.decisions.len()];
    for file in files {
        let Some(case) = &file.case else { continue };
        let assessment = live.assess(questionnaire, &file.answers);
        for &(decision, expected) in &case.expected {
            judged[decision.0].push(judge(case, expected, &assessment.decisions[decision.0]));
        }
    }
    let agreement = |(id, judged): (usize, Vec<Judged>)| {
        let alternatives = questionnaire.decisions[id].alternatives.len();
        let mut confusion = vec![vec![0; alternatives + 1]; alternatives];
        for case in &judged {
            confusion[case.expected.0][case.recommended.map_or(alternatives, |a| a.0)] += 1;
        }
        DecisionAgreement {
            decision: DecisionId(id),
            all: Agreement::of(judged.iter()),
            by_kind: grouped(&judged, |case| &case.kind),
            by_strength: grouped(&judged, |case| &case.strength),
            judged,
            confusion,
        }
    };
    judged.into_iter().enumerate().map(agreement).collect()
}

fn judge(case: &Case, expected: AlternativeId, result: &DecisionResult) -> Judged {
    Judged {
        case: case.clone(),
        expected,
        recommended: result.order.first().copied().filter(|_| result.best.is_some()),
        runner_up: result.order.get(1).copied().filter(|_| result.best.is_some()),
        verdict: result.verdict,
        acceptability: result.acceptability(expected).unwrap_or(0.0),
    }
}

fn grouped(judged: &[Judged], word: impl Fn(&Case) -> &String) -> Vec<(String, Agreement)> {
    let mut words: Vec<String> = judged.iter().map(|judged| word(&judged.case).clone()).collect();
    words.sort();
    words.dedup();
    let of = |name: String| {
        let agreement = Agreement::of(judged.iter().filter(|judged| *word(&judged.case) == name));
        (name, agreement)
    };
    words.into_iter().map(of).collect()
}

/// Lets respondents answer every question that they are asked at random, each answer equally often.
pub fn random_outcomes(questionnaire: &Questionnaire, respondents: usize, seed: u64) -> Vec<Outcomes> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut live = Live::new(questionnaire, Settings { draws: 0 });
    let possible: Vec<Vec<Value>> = questionnaire.questions.iter().map(cases).collect();
    let mut counts: Vec<Vec<usize>> =
        questionnaire.decisions.iter().map(|decision| vec![0; decision.alternatives.len() + 1]).collect();
    for _ in 0..respondents {
        let answers = respond(questionnaire, &possible, &mut random);
        let assessment: Assessment = live.assess(questionnaire, &answers);
        for (counts, result) in counts.iter_mut().zip(&assessment.decisions) {
            let none = counts.len() - 1;
            counts[result.recommended.map_or(none, |a| a.0)] += 1;
        }
    }
    let outcomes = |(id, counts): (usize, Vec<usize>)| Outcomes {
        decision: DecisionId(id),
        respondents,
        shares: counts.iter().map(|&n| count(n) / count(respondents.max(1))).collect(),
    };
    counts.into_iter().enumerate().map(outcomes).collect()
}

fn respond(questionnaire: &Questionnaire, possible: &[Vec<Value>], random: &mut Xoshiro256PlusPlus) -> Answers {
    let mut answers = Answers::new(questionnaire);
    for id in questionnaire.question_ids() {
        let flow = Flow::of(questionnaire, &answers);
        if flow.is_open(id)
            && let Some(value) = pick(questionnaire, id, &flow, &answers, &possible[id.0], random)
        {
            answers.set(id, Some(value.into()));
        }
    }
    answers
}

/// An answer at random: any number of its range, any case of the others that is offered.
fn pick(
    questionnaire: &Questionnaire,
    id: QuestionId,
    flow: &Flow,
    answers: &Answers,
    possible: &[Value],
    random: &mut Xoshiro256PlusPlus,
) -> Option<Value> {
    #[expect(clippy::cast_precision_loss, reason = "a random number has 53 bits")]
    let share = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    let question = questionnaire.question(id);
    if let Kind::Number { min, max, .. } = &question.kind {
        return question.accept(Value::Number(question.nearest(min + share * (max - min)))).ok();
    }
    let offered = |value: &&Value| match value {
        Value::Choice(option) => flow.offers(questionnaire, answers, id, *option),
        Value::Choices(ticks) => ticks.iter().all(|&option| flow.offers(questionnaire, answers, id, option)),
        _ => true,
    };
    let offered: Vec<&Value> = possible.iter().filter(offered).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below the number of cases")]
    let place = (share * count(offered.len())) as usize;
    offered.get(place).copied().cloned()
}

#[expect(clippy::cast_precision_loss, reason = "counts of cases")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_by_the_book() {
        // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let (low, high) = wilson(81, 263);
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        let (low, high) = wilson(0, 20);
        assert!(low.abs() < 1e-12 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn agreement_by_hand() {
        let judged = |expected, recommended, verdict, acceptability| Judged {
            case: Case::default(),
            expected: AlternativeId(expected),
            recommended: Some(AlternativeId(recommended)),
            runner_up: Some(AlternativeId(1)),
            verdict,
            acceptability,
        };
        let cases = [
            judged(0, 0, Verdict::Clear, 1.0),
            judged(1, 0, Verdict::Clear, 0.5),
            judged(2, 0, Verdict::Leaning, 0.25),
        ];
        let found = Agreement::of(cases.iter());
        assert_eq!((found.cases, found.first, found.second, found.clear, found.clear_right), (3, 1, 2, 2, 1));
        assert!((found.log_loss - (2.0_f64.ln() + 4.0_f64.ln()) / 3.0).abs() < 1e-12);
    }
}
