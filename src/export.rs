//! The assessment as data. Its shape is a promise to scripts, `chiefly.assessment/1`: fields may be added, none changes
//! its meaning or goes. Domain types are not serialisable, so that a change inside cannot break the promise.

pub mod questionnaire;

use serde::Serialize;

use crate::assessment as result;
use crate::assessment::{Assessment, DecisionResult, Reason, Verdict, sentences};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::content::{AdviceKind, CheckLevel};
use crate::questionnaire::flow::Known;
use crate::questionnaire::{GateId, QuestionId, Questionnaire, fingerprint};
use crate::session::answers_file;

/// The value of `schema` in the JSON of an assessment.
pub const SCHEMA: &str = "chiefly.assessment/1";

/// An assessment as JSON, ending in a line feed.
pub fn json(questionnaire: &Questionnaire, answers: &Answers, assessment: &Assessment) -> String {
    pretty(&document(questionnaire, answers, assessment))
}

fn pretty(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("plain fields with texts as keys are always JSON");
    text + "\n"
}

/// SHA-256 of answers as an answers file would hold them, whatever they were read from.
pub fn answers_fingerprint(questionnaire: &Questionnaire, answers: &Answers) -> String {
    fingerprint(&answers_file::write(questionnaire, answers))
}

/// The word for a verdict in data.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "clear",
        Verdict::Leaning => "leaning",
        Verdict::TooClose => "too_close",
        Verdict::Preliminary => "preliminary",
        Verdict::Open => "open",
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    questionnaire: About<'a>,
    subject: Option<String>,
    headline: &'a str,
    complete: bool,
    preliminary: Option<Preliminary<'a>>,
    decisions: Vec<Decision<'a>>,
    courses: Vec<Course<'a>>,
    advice: Vec<Advice<'a>>,
    checks: Vec<Check<'a>>,
    coverage: f64,
    unanswered: Vec<&'a str>,
    unknown: Vec<&'a str>,
    missing: Vec<&'a str>,
    provenance: Provenance<'a>,
}

#[derive(Serialize)]
struct About<'a> {
    id: &'a str,
    version: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct Decision<'a> {
    id: &'a str,
    title: &'a str,
    recommended: Option<&'a str>,
    /// Who is in the race, the most first ranks first.
    candidates: Vec<&'a str>,
    /// The one with the highest value that is not excluded.
    best: Option<&'a str>,
    runner_up: Option<&'a str>,
    verdict: &'static str,
    confidence: String,
    alternatives: Vec<Alternative<'a>>,
    criteria: Vec<Criterion<'a>>,
    base: Vec<Points<'a>>,
    contributions: Vec<Contribution<'a>>,
    reasons_for: Vec<Because<'a>>,
    reasons_against: Vec<Because<'a>>,
    flips: Vec<Flip<'a>>,
    find_out: Vec<Find<'a>>,
    draws: Option<usize>,
    seed: Option<String>,
}

/// Why there is no verdict yet.
#[derive(Serialize)]
struct Preliminary<'a> {
    coverage: f64,
    enough: f64,
    empty_sections: Vec<&'a str>,
    says: String,
}

/// What follows from one candidate of a decision that is too close to call.
#[derive(Serialize)]
struct Course<'a> {
    decision: &'a str,
    supposed: &'a str,
    decisions: Vec<Outcome<'a>>,
    advice: Vec<&'a str>,
}

/// What a later decision comes to in a course.
#[derive(Serialize)]
struct Outcome<'a> {
    id: &'a str,
    recommended: Option<&'a str>,
    candidates: Vec<&'a str>,
    verdict: &'static str,
}

/// A weight at which the recommendation flips, all else as stated.
#[derive(Serialize)]
struct Flip<'a> {
    /// "criterion" or "question".
    of: &'static str,
    id: &'a str,
    /// The raw weight as it stands.
    stated: f64,
    /// The raw weight below which another alternative takes over, and which; none when it never does.
    low: Option<f64>,
    below: Option<&'a str>,
    /// The same above.
    high: Option<f64>,
    above: Option<&'a str>,
}

/// A question whose answer, once known, could change the recommendation.
#[derive(Serialize)]
struct Find<'a> {
    question: &'a str,
    probability: f64,
    gain: f64,
}

#[derive(Serialize)]
struct Alternative<'a> {
    id: &'a str,
    title: &'a str,
    value: f64,
    /// None for an excluded one.
    rank: Option<usize>,
    excluded: bool,
    excluded_because: Vec<String>,
    acceptability: Option<f64>,
    standard_error: Option<f64>,
    worst: Option<f64>,
    best: Option<f64>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    id: &'a str,
    title: &'a str,
    weight: f64,
    raw: f64,
}

#[derive(Serialize)]
struct Points<'a> {
    alternative: &'a str,
    points: f64,
}

#[derive(Serialize)]
struct Contribution<'a> {
    question: &'a str,
    alternative: &'a str,
    points: f64,
}

#[derive(Serialize)]
struct Because<'a> {
    question: &'a str,
    text: &'a str,
    points: f64,
}

#[derive(Serialize)]
struct Advice<'a> {
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    text: String,
}

/// Answers that do not fit each other.
#[derive(Serialize)]
struct Check<'a> {
    id: &'a str,
    level: &'static str,
    text: String,
    settle: String,
    questions: Vec<&'a str>,
}

#[derive(Serialize)]
struct Provenance<'a> {
    questionnaire: &'a str,
    answers: String,
    engine: &'static str,
    seed: Option<String>,
}

fn document<'a>(questionnaire: &'a Questionnaire, answers: &Answers, assessment: &'a Assessment) -> Document<'a> {
    let recommended = assessment.recommended();
    let known = Known { answers, flow: &assessment.flow, recommended: &recommended };
    let ids = |questions: &[QuestionId]| questions.iter().map(|&q| questionnaire.question(q).id.as_str()).collect();
    Document {
        schema: SCHEMA,
        questionnaire: About { id: &questionnaire.id, version: &questionnaire.version, title: &questionnaire.title },
        subject: questionnaire.subject_name(answers),
        headline: &assessment.headline,
        complete: assessment.is_complete(),
        preliminary: assessment.preliminary.as_ref().map(|found| preliminary(questionnaire, found)),
        courses: assessment.courses.iter().map(|c| course(questionnaire, c)).collect(),
        decisions: assessment.decisions.iter().map(|d| decision(questionnaire, &known, d)).collect(),
        advice: assessment.advice.iter().filter_map(|&i| advice(questionnaire, &known, i)).collect(),
        checks: checks(questionnaire, &known, assessment),
        coverage: assessment.coverage,
        unanswered: ids(&assessment.unanswered),
        unknown: ids(&assessment.unknown),
        missing: ids(&assessment.missing),
        provenance: Provenance {
            questionnaire: &questionnaire.fingerprint,
            answers: answers_fingerprint(questionnaire, answers),
            engine: env!("CARGO_PKG_VERSION"),
            seed: assessment.decisions.iter().find_map(seed),
        },
    }
}

fn preliminary<'a>(questionnaire: &'a Questionnaire, found: &result::Preliminary) -> Preliminary<'a> {
    let sections = found.empty.iter().filter_map(|id| questionnaire.sections.get(id.0));
    Preliminary {
        coverage: found.coverage,
        enough: found.enough,
        empty_sections: sections.map(|section| section.id.as_str()).collect(),
        says: sentences::missing(questionnaire, found),
    }
}

fn course<'a>(questionnaire: &'a Questionnaire, course: &result::Course) -> Course<'a> {
    let outcome = |decided: &DecisionResult| {
        let decision = questionnaire.decision(decided.decision);
        let id = |alternative| decision.alternative(alternative).id.as_str();
        Outcome {
            id: &decision.id,
            recommended: decided.recommended.map(id),
            candidates: decided.candidates.iter().copied().map(id).collect(),
            verdict: verdict_word(decided.verdict),
        }
    };
    let decision = questionnaire.decision(course.decision);
    let later = course.decisions.iter().filter(|decided| decided.decision > course.decision);
    Course {
        decision: &decision.id,
        supposed: &decision.alternative(course.supposed).id,
        decisions: later.map(outcome).collect(),
        advice: course.advice.iter().filter_map(|&i| questionnaire.advice.get(i)).map(|a| a.id.as_str()).collect(),
    }
}

fn decision<'a>(questionnaire: &'a Questionnaire, known: &Known<'_>, decided: &'a DecisionResult) -> Decision<'a> {
    let decision = questionnaire.decision(decided.decision);
    let robustness = decided.robustness.as_ref();
    let ids = || decision.alternatives.iter().map(|a| a.id.as_str());
    let id = |alternative| decision.alternative(alternative).id.as_str();
    let question = |id: QuestionId| questionnaire.question(id).id.as_str();
    let because = |reasons: &'a [Reason]| -> Vec<Because<'a>> {
        reasons.iter().map(|r| Because { question: question(r.question), text: &r.text, points: r.points }).collect()
    };
    let alternative = |standing: &result::Standing| {
        let alternative = decision.alternative(standing.alternative);
        let gate = |g: &GateId| questionnaire.gates.get(g.0).map(|gate| questionnaire.fill(&gate.because, known, None));
        Alternative {
            id: &alternative.id,
            title: &alternative.title,
            value: standing.value,
            rank: standing.rank,
            excluded: !standing.excluded_by.is_empty(),
            excluded_because: standing.excluded_by.iter().filter_map(gate).collect(),
            acceptability: decided.acceptability(standing.alternative),
            standard_error: robustness.and_then(|r| r.error.get(standing.alternative.0).copied()),
            worst: decided.intervals.get(standing.alternative.0).map(|interval| interval.low),
            best: decided.intervals.get(standing.alternative.0).map(|interval| interval.high),
        }
    };
    let criterion = |weight: &result::CriterionWeight| {
        let criterion = questionnaire.criterion(weight.criterion);
        Criterion { id: &criterion.id, title: &criterion.title, weight: weight.share, raw: weight.raw }
    };
    let contribution = |c: &'a result::Contribution| {
        let points = ids().zip(&c.points);
        points.map(move |(alternative, &points)| Contribution { question: question(c.question), alternative, points })
    };
    Decision {
        id: &decision.id,
        title: &decision.title,
        recommended: decided.recommended.map(id),
        candidates: decided.candidates.iter().copied().map(id).collect(),
        best: decided.best.map(id),
        confidence: sentences::confidence(questionnaire, decided),
        runner_up: decided.runner_up.map(id),
        verdict: verdict_word(decided.verdict),
        alternatives: decided.standings.iter().map(alternative).collect(),
        criteria: decided.criteria.iter().map(criterion).collect(),
        base: ids().zip(&decided.base).map(|(alternative, &points)| Points { alternative, points }).collect(),
        contributions: decided.contributions.iter().flat_map(contribution).collect(),
        reasons_for: because(&decided.reasons_for),
        reasons_against: because(&decided.reasons_against),
        flips: flips(questionnaire, decided),
        find_out: decided.analysis.as_ref().map(|a| find_out(questionnaire, a)).unwrap_or_default(),
        draws: robustness.map(|r| r.draws),
        seed: seed(decided),
    }
}

/// The seed as it is read off a fingerprint: a whole number beyond 2^53 is not the same in every JSON reader.
fn seed(decided: &DecisionResult) -> Option<String> {
    decided.robustness.as_ref().map(|r| format!("{:016x}", r.seed))
}

fn flips<'a>(questionnaire: &'a Questionnaire, decided: &DecisionResult) -> Vec<Flip<'a>> {
    let alternatives = &questionnaire.decision(decided.decision).alternatives;
    let flip = |of, id, stability: &result::Stability| {
        let to = |flip: result::Flip| alternatives.get(flip.to).map(|a| a.id.as_str());
        Flip {
            of,
            id,
            stated: stability.current,
            low: stability.low.map(|flip| flip.at),
            below: stability.low.and_then(to),
            high: stability.high.map(|flip| flip.at),
            above: stability.high.and_then(to),
        }
    };
    let criteria = decided.flips.criteria.iter();
    let criteria = criteria.map(|(id, s)| flip("criterion", questionnaire.criterion(*id).id.as_str(), s));
    let questions = decided.flips.questions.iter();
    criteria.chain(questions.map(|(id, s)| flip("question", questionnaire.question(*id).id.as_str(), s))).collect()
}

fn find_out<'a>(questionnaire: &'a Questionnaire, analysis: &result::Analysis) -> Vec<Find<'a>> {
    let found = analysis.information.iter();
    let find = |f: &result::Finding| Find {
        question: &questionnaire.question(f.question).id,
        probability: f.probability,
        gain: f.gain,
    };
    found.map(find).collect()
}

fn advice<'a>(questionnaire: &'a Questionnaire, known: &Known<'_>, index: usize) -> Option<Advice<'a>> {
    let advice = questionnaire.advice.get(index)?;
    let kind = match advice.kind {
        AdviceKind::Caution => "caution",
        AdviceKind::Alternative => "alternative",
        AdviceKind::Hint => "hint",
    };
    Some(Advice { id: &advice.id, kind, title: &advice.title, text: questionnaire.fill(&advice.text, known, None) })
}

fn checks<'a>(questionnaire: &'a Questionnaire, known: &Known<'_>, assessment: &Assessment) -> Vec<Check<'a>> {
    let found = sentences::clashes(questionnaire, known, assessment).into_iter();
    let check = |clash: sentences::Clash<'a>| Check {
        id: &clash.check.id,
        level: match clash.check.level {
            CheckLevel::Info => "info",
            CheckLevel::Warning => "warning",
            CheckLevel::Error => "error",
        },
        text: clash.text,
        settle: clash.settle,
        questions: clash.questions.into_iter().map(|id| questionnaire.question(id).id.as_str()).collect(),
    };
    found.map(check).collect()
}
