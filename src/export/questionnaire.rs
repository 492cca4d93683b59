//! A questionnaire as data: everything that is asked and how it counts, `chiefly.sheet/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::questionnaire::condition::Condition;
use crate::questionnaire::content::Source;
use crate::questionnaire::model::{Criterion, Decision, Gate};
use crate::questionnaire::question::{Choice, Kind, Question, Unit};
use crate::questionnaire::{CriterionId, DecisionId, Questionnaire, SourceId};

/// The value of `schema` in the JSON of a questionnaire.
pub const SCHEMA: &str = "chiefly.sheet/1";

/// A questionnaire as JSON, ending in a line feed.
pub fn json(questionnaire: &Questionnaire) -> String {
    super::pretty(&sheet(questionnaire))
}

#[derive(Serialize)]
struct Sheet<'a> {
    schema: &'static str,
    id: &'a str,
    version: &'a str,
    title: &'a str,
    summary: &'a str,
    minutes: u32,
    fingerprint: &'a str,
    decisions: Vec<DecisionData<'a>>,
    sections: Vec<SectionData<'a>>,
    questions: Vec<QuestionData<'a>>,
    gates: Vec<GateData<'a>>,
    sources: Vec<SourceData<'a>>,
}

#[derive(Serialize)]
struct DecisionData<'a> {
    id: &'a str,
    title: &'a str,
    question: &'a str,
    alternatives: Vec<AlternativeData<'a>>,
    criteria: Vec<CriterionData<'a>>,
}

#[derive(Serialize)]
struct AlternativeData<'a> {
    id: &'a str,
    title: &'a str,
    summary: &'a str,
}

#[derive(Serialize)]
struct CriterionData<'a> {
    id: &'a str,
    title: &'a str,
    summary: &'a str,
    base: f64,
    performance: BTreeMap<&'a str, f64>,
    applies_if: Option<String>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct SectionData<'a> {
    id: &'a str,
    title: &'a str,
    intro: &'a str,
}

#[derive(Serialize)]
struct QuestionData<'a> {
    id: &'a str,
    section: &'a str,
    kind: &'static str,
    prompt: String,
    help: String,
    why: &'a str,
    guide: String,
    nature: &'static str,
    weight: f64,
    required: bool,
    unknown: bool,
    not_applicable: bool,
    ask_if: Option<String>,
    min: Option<f64>,
    max: Option<f64>,
    unit: Option<String>,
    options: Vec<OptionData<'a>>,
    loads: BTreeMap<&'a str, &'a [(f64, f64)]>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
struct OptionData<'a> {
    id: &'a str,
    label: &'a str,
    hint: &'a str,
    exclusive: bool,
    show_if: Option<String>,
    loads: BTreeMap<&'a str, f64>,
}

#[derive(Serialize)]
struct GateData<'a> {
    id: &'a str,
    decision: &'a str,
    excludes: Vec<&'a str>,
    condition: String,
    because: String,
}

#[derive(Serialize)]
struct SourceData<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a str,
    year: &'a str,
    url: &'a str,
    note: &'a str,
}

fn sheet(q: &Questionnaire) -> Sheet<'_> {
    Sheet {
        schema: SCHEMA,
        id: &q.id,
        version: &q.version,
        title: &q.title,
        summary: &q.summary,
        minutes: q.minutes,
        fingerprint: &q.fingerprint,
        decisions: q.decisions.iter().enumerate().map(|(i, d)| decision(q, DecisionId(i), d)).collect(),
        sections: q.sections.iter().map(|s| SectionData { id: &s.id, title: &s.title, intro: &s.intro }).collect(),
        questions: q.questions.iter().map(|asked| question(q, asked)).collect(),
        gates: q.gates.iter().map(|g| gate(q, g)).collect(),
        sources: q.sources.iter().map(source).collect(),
    }
}

fn decision<'a>(q: &'a Questionnaire, id: DecisionId, decision: &'a Decision) -> DecisionData<'a> {
    let alternatives = &decision.alternatives;
    DecisionData {
        id: &decision.id,
        title: &decision.title,
        question: &decision.question,
        alternatives: alternatives
            .iter()
            .map(|a| AlternativeData { id: &a.id, title: &a.title, summary: &a.summary })
            .collect(),
        criteria: q.criteria_of(id).map(|(_, c)| criterion(q, decision, c)).collect(),
    }
}

fn criterion<'a>(q: &'a Questionnaire, decision: &'a Decision, criterion: &'a Criterion) -> CriterionData<'a> {
    let ids = decision.alternatives.iter().map(|a| a.id.as_str());
    CriterionData {
        id: &criterion.id,
        title: &criterion.title,
        summary: &criterion.summary,
        base: criterion.base,
        performance: ids.zip(criterion.performance.iter().copied()).collect(),
        applies_if: in_words(q, criterion.applies_if.as_ref()),
        sources: ids_of(q, &criterion.sources),
    }
}

fn question<'a>(q: &'a Questionnaire, question: &'a Question) -> QuestionData<'a> {
    let (min, max) = bounds(question);
    let graded = question.graded().map_or(&[][..], |g| &g.loads);
    QuestionData {
        id: &question.id,
        section: q.sections.get(question.section.0).map_or("", |s| s.id.as_str()),
        kind: question.kind_word(),
        prompt: q.fill_blank(&question.prompt),
        help: q.fill_blank(&question.help),
        why: &question.why,
        guide: q.fill_blank(&question.guide),
        nature: question.nature.word(),
        weight: question.weight,
        required: question.required,
        unknown: question.unknown,
        not_applicable: question.not_applicable,
        ask_if: in_words(q, question.ask_if.as_ref()),
        min,
        max,
        unit: unit(question),
        options: question.options().iter().map(|o| option(q, o)).collect(),
        loads: graded.iter().map(|(c, points)| (criterion_id(q, *c), points.as_slice())).collect(),
        sources: ids_of(q, &question.sources),
    }
}

fn bounds(question: &Question) -> (Option<f64>, Option<f64>) {
    match question.kind {
        #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
        Kind::Scale { min, max, .. } => (Some(min as f64), Some(max as f64)),
        Kind::Number { min, max, .. } => (Some(min), Some(max)),
        #[expect(clippy::cast_precision_loss, reason = "at most 200 options")]
        Kind::Multiple { min, max, .. } => (Some(min as f64), Some(max as f64)),
        _ => (None, None),
    }
}

fn unit(question: &Question) -> Option<String> {
    match &question.kind {
        Kind::Number { unit: Unit::Of(unit), .. } if !unit.is_empty() => Some(unit.clone()),
        Kind::Number { unit: Unit::Money { currency, period }, .. } if period.is_empty() => Some(currency.clone()),
        Kind::Number { unit: Unit::Money { currency, period }, .. } => Some(format!("{currency} a {period}")),
        _ => None,
    }
}

fn option<'a>(q: &'a Questionnaire, option: &'a Choice) -> OptionData<'a> {
    OptionData {
        id: &option.id,
        label: &option.label,
        hint: &option.hint,
        exclusive: option.exclusive,
        show_if: in_words(q, option.show_if.as_ref()),
        loads: option.loads.iter().map(|&(c, e)| (criterion_id(q, c), e)).collect(),
    }
}

fn gate<'a>(q: &'a Questionnaire, gate: &'a Gate) -> GateData<'a> {
    let decision = q.decision(gate.decision);
    GateData {
        id: &gate.id,
        decision: &decision.id,
        excludes: gate.excludes.iter().map(|&a| decision.alternative(a).id.as_str()).collect(),
        condition: q.say_condition(&gate.condition),
        because: q.fill_blank(&gate.because),
    }
}

fn source(s: &Source) -> SourceData<'_> {
    SourceData { id: &s.id, title: &s.title, publisher: &s.publisher, year: &s.year, url: &s.url, note: &s.note }
}

fn in_words(q: &Questionnaire, condition: Option<&Condition>) -> Option<String> {
    condition.map(|c| q.say_condition(c))
}

fn ids_of<'a>(q: &'a Questionnaire, sources: &[SourceId]) -> Vec<&'a str> {
    sources.iter().map(|&s| q.source(s).id.as_str()).collect()
}

fn criterion_id(q: &Questionnaire, id: CriterionId) -> &str {
    &q.criterion(id).id
}
