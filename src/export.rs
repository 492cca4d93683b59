//! The assessment as data. Its shape is a promise to scripts, `chiefly.assessment/1`: fields may be added, none changes
//! its meaning or goes. Domain types are not serialisable, so that a change inside cannot break the promise.

pub mod questionnaire;

use serde::Serialize;

use crate::assessment as result;
use crate::assessment::{Assessment, DecisionResult, Reason, Verdict};
use crate::questionnaire::answer::Answers;
use crate::questionnaire::content::AdviceKind;
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
    decisions: Vec<Decision<'a>>,
    advice: Vec<Advice<'a>>,
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
    runner_up: Option<&'a str>,
    verdict: &'static str,
    alternatives: Vec<Alternative<'a>>,
    criteria: Vec<Criterion<'a>>,
    base: Vec<Points<'a>>,
    contributions: Vec<Contribution<'a>>,
    reasons_for: Vec<Because<'a>>,
    reasons_against: Vec<Because<'a>>,
    flips: Option<()>,
}

#[derive(Serialize)]
struct Alternative<'a> {
    id: &'a str,
    title: &'a str,
    value: f64,
    rank: usize,
    excluded: bool,
    excluded_because: Vec<String>,
    acceptability: Option<f64>,
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

#[derive(Serialize)]
struct Provenance<'a> {
    questionnaire: &'a str,
    answers: String,
    engine: &'static str,
    seed: Option<u64>,
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
        decisions: assessment.decisions.iter().map(|d| decision(questionnaire, &known, d)).collect(),
        advice: assessment.advice.iter().filter_map(|&i| advice(questionnaire, &known, i)).collect(),
        coverage: assessment.coverage,
        unanswered: ids(&assessment.unanswered),
        unknown: ids(&assessment.unknown),
        missing: ids(&assessment.missing),
        provenance: Provenance {
            questionnaire: &questionnaire.fingerprint,
            answers: answers_fingerprint(questionnaire, answers),
            engine: env!("CARGO_PKG_VERSION"),
            seed: None,
        },
    }
}

fn decision<'a>(questionnaire: &'a Questionnaire, known: &Known<'_>, decided: &'a DecisionResult) -> Decision<'a> {
    let decision = questionnaire.decision(decided.decision);
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
            acceptability: None,
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
        runner_up: decided.runner_up.map(id),
        verdict: verdict_word(decided.verdict),
        alternatives: decided.standings.iter().map(alternative).collect(),
        criteria: decided.criteria.iter().map(criterion).collect(),
        base: ids().zip(&decided.base).map(|(alternative, &points)| Points { alternative, points }).collect(),
        contributions: decided.contributions.iter().flat_map(contribution).collect(),
        reasons_for: because(&decided.reasons_for),
        reasons_against: because(&decided.reasons_against),
        flips: None,
    }
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
