//! The recommendation for answers, for people and for programs.

use std::fmt::Write as _;

use super::Outcome;
use crate::assessment::{Assessment, DecisionResult, Reason, Settings, Standing, Verdict, assess};
use crate::error::exit;
use crate::export;
use crate::questionnaire::answer::Answers;
use crate::questionnaire::flow::Known;
use crate::questionnaire::{GateId, QuestionId, Questionnaire};
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
    let missing = ids(questionnaire, &assessment.missing);
    let stderr = format!("incomplete: {} needed: {missing}\n", text::count(assessment.missing.len(), "more answer"));
    Outcome { stdout, stderr, exit: exit::ANSWERS }
}

fn ids(questionnaire: &Questionnaire, questions: &[QuestionId]) -> String {
    questions.iter().map(|&q| questionnaire.question(q).id.as_str()).collect::<Vec<_>>().join(", ")
}

fn in_words(questionnaire: &Questionnaire, answers: &Answers, assessment: &Assessment) -> String {
    let recommended = assessment.recommended();
    let known = Known { answers, flow: &assessment.flow, recommended: &recommended };
    let mut out = String::new();
    let headline =
        if assessment.headline.is_empty() { "Nothing can be recommended yet." } else { &assessment.headline };
    line(
        &mut out,
        0,
        &match questionnaire.subject_name(answers) {
            Some(subject) if !headline.contains(&subject) => format!("{subject}: {headline}"),
            _ => headline.to_owned(),
        },
    );
    for result in &assessment.decisions {
        decision(&mut out, questionnaire, &known, result);
    }
    for advice in assessment.advice.iter().filter_map(|&i| questionnaire.advice.get(i)) {
        out.push('\n');
        line(&mut out, 0, &advice.title);
        line(&mut out, 2, &questionnaire.fill(&advice.text, &known, None));
    }
    out.push('\n');
    if assessment.decisions.iter().any(|d| d.robustness.is_some()) {
        let says =
            "Values are 0 to 100; % says in how many variations of the answers and weights an alternative comes first.";
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
    let verdict = match result.verdict {
        Verdict::Clear => ", clear",
        Verdict::Leaning => ", leaning",
        Verdict::TooClose => ", too close to call",
        Verdict::Open => "",
    };
    let chosen = result.recommended.map_or("open", |a| decision.alternative(a).title.as_str());
    out.push('\n');
    line(out, 0, &format!("{}: {chosen}{verdict}", decision.title));
    let mut standings: Vec<&Standing> = result.standings.iter().collect();
    standings.sort_by_key(|s| (!s.excluded_by.is_empty(), s.rank));
    let name_columns = decision.alternatives.iter().map(|a| text::width(&a.short)).max().unwrap_or(0);
    for standing in standings {
        let name = &decision.alternative(standing.alternative).short;
        let padding = " ".repeat(name_columns - text::width(name));
        let (full, share) = (cells(standing.value), result.acceptability(standing.alternative));
        let bar = "█".repeat(full) + &" ".repeat(BAR - full);
        let because =
            |g: &GateId| questionnaire.gates.get(g.0).map(|gate| questionnaire.fill(&gate.because, known, None));
        let excluded: Vec<String> = standing.excluded_by.iter().filter_map(because).collect();
        let end = match share {
            _ if !excluded.is_empty() => format!("  out: {}", excluded.join("; ")),
            Some(share) => format!(" {:3.0} %", share * 100.0),
            None => String::new(),
        };
        let row = format!("  {name}{padding} {:5.1} {bar}{end}", standing.value);
        let _: std::fmt::Result = writeln!(out, "{}", row.trim_end());
    }
    reasons(out, questionnaire, "For it", &result.reasons_for);
    reasons(out, questionnaire, "Against it", &result.reasons_against);
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
        line(out, 2, &format!("{what}:"));
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
