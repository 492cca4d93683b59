//! The recommendation for answers, for people and for programs.

use std::fmt::Write as _;

use super::Outcome;
use crate::assessment::{Assessment, DecisionResult, Reason, Settings, Standing, Verdict, assess, sentences};
use crate::error::exit;
use crate::export;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::flow::Known;
use crate::questionnaire::{AlternativeId, QuestionId, Questionnaire};
use crate::text;

/// Forms of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Columns of the text.
const COLUMNS: usize = 80;
/// Cells of a bar for the value 100.
const BAR: usize = 24;
/// Reasons that are shown of each side.
const REASONS: usize = 4;

/// Assesses answers from anywhere. Where required ones are missing, the result is printed as far as it goes, and the
/// exit code says so.
pub fn answers(questionnaire: &Questionnaire, answers: &Answers, form: Form) -> Outcome {
    let assessment = assess(questionnaire, answers, &Settings::default());
    let stdout = match form {
        Form::Text => in_words(questionnaire, answers, &assessment),
        Form::Json => export::json(questionnaire, answers, &assessment),
    };
    if assessment.is_complete() {
        return Outcome { stdout, stderr: String::new(), exit: exit::OK };
    }
    Outcome { stdout, stderr: incomplete(questionnaire, &assessment), exit: exit::ANSWERS }
}

/// Why a result is not complete, in one line.
fn incomplete(questionnaire: &Questionnaire, assessment: &Assessment) -> String {
    let missing = ids(questionnaire, &assessment.missing);
    let needed = (!assessment.missing.is_empty())
        .then(|| format!("{} needed: {missing}", text::count(assessment.missing.len(), "more answer")));
    let preliminary = assessment.preliminary.as_ref().map(|found| sentences::missing(questionnaire, found));
    let blocked = assessment.blocked.then(|| sentences::BLOCKED.to_owned());
    let why: Vec<String> = needed.into_iter().chain(preliminary).chain(blocked).collect();
    format!("incomplete: {}\n", why.join("; "))
}

fn ids(questionnaire: &Questionnaire, questions: &[QuestionId]) -> String {
    questions.iter().map(|&q| questionnaire.question(q).id.as_str()).collect::<Vec<_>>().join(", ")
}

fn in_words(questionnaire: &Questionnaire, answers: &Answers, assessment: &Assessment) -> String {
    let recommended = assessment.recommended();
    let known = Known { answers, flow: &assessment.flow, recommended: &recommended };
    let mut out = String::new();
    line(&mut out, 0, &assessment.headline);
    if let Some(preliminary) = &assessment.preliminary {
        line(&mut out, 0, &sentences::missing(questionnaire, preliminary));
    }
    for clash in sentences::clashes(questionnaire, &known, assessment) {
        line(&mut out, 0, &clash.whole());
    }
    let supposed = assessment.courses.first().map(|course| course.decision);
    for result in assessment.decisions.iter().filter(|result| supposed.is_none_or(|id| result.decision <= id)) {
        decision(&mut out, questionnaire, &known, result);
    }
    for words in sentences::courses(questionnaire, assessment) {
        line(&mut out, 2, &words);
    }
    for advice in assessment.advice.iter().filter_map(|&i| questionnaire.advice.get(i)) {
        out.push('\n');
        line(&mut out, 0, &advice.title);
        line(&mut out, 2, &questionnaire.fill(&advice.text, &known, None));
    }
    out.push('\n');
    if assessment.decisions.iter().any(|d| d.robustness.is_some()) {
        let says =
            "Values are 0 to 100; % says in how many of 100 ways to weigh these answers an alternative comes first.";
        line(&mut out, 0, says);
    }
    line(&mut out, 0, &format!("Answered: {:.0} % of what counts.", assessment.coverage * 100.0));
    for (questions, what) in [(&assessment.unknown, "Not known"), (&assessment.unanswered, "Not answered")] {
        if !questions.is_empty() {
            line(&mut out, 0, &format!("{what}: {}.", ids(questionnaire, questions)));
        }
    }
    out
}

fn decision(out: &mut String, questionnaire: &Questionnaire, known: &Known<'_>, result: &DecisionResult) {
    let decision = questionnaire.decision(result.decision);
    out.push('\n');
    line(out, 0, &format!("{}: {}", decision.title, sentences::outcome(questionnaire, result)));
    line(out, 2, &sentences::confidence(questionnaire, result));
    let name_columns = decision.alternatives.iter().map(|a| text::width(&a.short)).max().unwrap_or(0);
    let name = |standing: &Standing| {
        let name = &decision.alternative(standing.alternative).short;
        format!("{name}{}", " ".repeat(name_columns - text::width(name)))
    };
    for standing in result.ranked() {
        let full = cells(standing.value);
        let bar = "█".repeat(full) + &" ".repeat(BAR - full);
        let share = result.acceptability(standing.alternative);
        let share = share.map_or_else(String::new, |share| format!(" {:>5}", sentences::percent(share)));
        let row = format!("  {} {:5.1} {bar}{share}", name(standing), standing.value);
        let _: std::fmt::Result = writeln!(out, "{}", row.trim_end());
    }
    for standing in result.excluded() {
        let because = sentences::exclusion(questionnaire, known, result, standing.alternative).unwrap_or_default();
        line(out, 2, &format!("{} out: {because}", name(standing)));
    }
    let short = |a: Option<AlternativeId>| a.map_or("", |a| decision.alternative(a).short.as_str());
    reasons(out, questionnaire, short(result.best), &result.reasons_for);
    reasons(out, questionnaire, short(result.runner_up), &result.reasons_against);
    if result.verdict == Verdict::TooClose
        && let Some(settles) = sentences::settles(questionnaire, known, result)
    {
        line(out, 2, &settles);
    }
    let found = result.analysis.iter().flat_map(|a| &a.information).filter(|f| f.probability > 0.0);
    let find_out: Vec<QuestionId> = found.take(REASONS).map(|f| f.question).collect();
    if !find_out.is_empty() {
        line(out, 2, &format!("Could change it, once known: {}", ids(questionnaire, &find_out)));
    }
}

/// Cells of a bar for a value of 0 to 100.
fn cells(value: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 24")]
    #[expect(clippy::cast_precision_loss, reason = "24 cells")]
    let cells = (value.clamp(0.0, 100.0) / 100.0 * BAR as f64).round() as usize;
    cells
}

fn reasons(out: &mut String, questionnaire: &Questionnaire, what: &str, reasons: &[Reason]) {
    if !reasons.is_empty() {
        line(out, 2, &format!("For {what}:"));
    }
    for reason in reasons.iter().take(REASONS) {
        let id = &questionnaire.question(reason.question).id;
        line(out, 4, &format!("{:+.1} {} ({id})", reason.points, reason.text));
    }
}

/// A paragraph, wrapped, with the lines after the first a little further in.
fn line(out: &mut String, indent: usize, words: &str) {
    for (i, part) in text::wrap(words, COLUMNS - indent - 2).iter().enumerate() {
        let further = if i > 0 { indent + 2 } else { indent };
        let _: std::fmt::Result = writeln!(out, "{}{part}", " ".repeat(further));
    }
}
