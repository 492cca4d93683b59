//! How far a questionnaire agrees with cases whose right result is known: for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::assess::Form;
use crate::assessment::validation::{Agreement, DecisionAgreement, Outcomes, random_outcomes, validate, wilson};
use crate::assessment::{Settings, Verdict};
use crate::export::verdict_word;
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, Questionnaire};
use crate::session::answers_file::AnswersFile;
use crate::text;

/// The value of `schema` in the JSON of a validation.
pub const SCHEMA: &str = "chiefly.validation/1";
/// Respondents who answer at random.
pub const RESPONDENTS: usize = 4_000;
/// Their seed.
const SEED: u64 = 1;

/// Agreement with the cases, and what is recommended at random. Cases of a kind or strength in `left_out` do not count.
pub fn cases(
    questionnaire: &Questionnaire,
    mut files: Vec<AnswersFile>,
    left_out: &[String],
    respondents: usize,
    form: Form,
) -> String {
    let leaves = |word: &String| left_out.contains(word);
    files.retain(|file| file.case.as_ref().is_some_and(|case| !leaves(&case.kind) && !leaves(&case.strength)));
    let found = validate(questionnaire, &files, Settings::default());
    let random = random_outcomes(questionnaire, respondents, SEED);
    match form {
        Form::Text => in_words(questionnaire, &found, &random),
        Form::Json => {
            let decisions = found.iter().zip(&random).map(|(found, random)| data(questionnaire, found, random));
            let document = json!({
                "schema": SCHEMA,
                "questionnaire": { "id": questionnaire.id, "version": questionnaire.version,
                    "sha256": questionnaire.fingerprint },
                "left_out": left_out,
                "decisions": decisions.collect::<Vec<_>>(),
            });
            format!("{document:#}\n")
        }
    }
}

fn in_words(questionnaire: &Questionnaire, found: &[DecisionAgreement], random: &[Outcomes]) -> String {
    let mut out = String::new();
    for (found, random) in found.iter().zip(random) {
        let decision = questionnaire.decision(found.decision);
        let mut line = |words: &str| {
            let _: std::fmt::Result = writeln!(out, "{}", words.trim_end());
        };
        line(&format!("{} ({})", decision.title, decision.id));
        if found.all.cases > 0 {
            line(HEAD);
            agreement(&mut line, "all", &found.all);
            for (word, some) in found.by_kind.iter().chain(&found.by_strength) {
                agreement(&mut line, if word.is_empty() { "not stated" } else { word }, some);
            }
            line("");
            confusion(&mut line, decision, found);
            misses(&mut line, decision, found);
        } else {
            line("  no case knows the right result");
        }
        line("");
        line(&format!("  Recommended to {} who answer at random:", text::count(random.respondents, "respondent")));
        for (name, share) in names(decision).zip(&random.shares) {
            line(&format!("    {name:<14} {:5.1} %", share * 100.0));
        }
        line("");
    }
    out
}

/// The head of the table whose rows [`agreement`] writes.
const HEAD: &str =
    "  cases                     n  right first    95 % interval  first two  right where clear  log loss";

fn agreement(line: &mut impl FnMut(&str), name: &str, found: &Agreement) {
    let (low, high) = wilson(found.first, found.cases);
    line(&format!(
        "  {:<23}{:>4}  {:>9.1} %  {:>4.0} to {:>3.0} %  {:>7.1} %  {:>4} of {:<4} {:>7}  {:>8.3}",
        text::truncate(name, 23),
        found.cases,
        percent(found.first, found.cases),
        low * 100.0,
        high * 100.0,
        percent(found.second, found.cases),
        found.clear_right,
        found.clear,
        if found.clear == 0 { String::new() } else { format!("{:.1} %", percent(found.clear_right, found.clear)) },
        found.log_loss,
    ));
}

fn confusion(line: &mut impl FnMut(&str), decision: &Decision, found: &DecisionAgreement) {
    line("  Known to be right (rows), recommended (columns):");
    let cells = |name: &str, cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>14}")).collect();
        format!("    {name:<14}{}", cells.concat())
    };
    line(&cells("", &names(decision).map(str::to_owned).collect::<Vec<_>>()));
    for (name, row) in names(decision).zip(&found.confusion) {
        line(&cells(name, &row.iter().map(usize::to_string).collect::<Vec<_>>()));
    }
}

fn misses(line: &mut impl FnMut(&str), decision: &Decision, found: &DecisionAgreement) {
    let name = |a: AlternativeId| decision.alternative(a).short.as_str();
    let wrong: Vec<_> = found.judged.iter().filter(|judged| !judged.is_right()).collect();
    if !wrong.is_empty() {
        line("");
        line("  Misses: right, recommended, verdict, how often the right one comes first:");
    }
    for judged in wrong {
        let recommended = judged.recommended.map_or("none", name);
        let verdict = match judged.verdict {
            Verdict::Clear => "clear",
            Verdict::Leaning => "leaning",
            Verdict::TooClose => "too close",
            Verdict::Preliminary => "preliminary",
            Verdict::Open => "open",
        };
        let share = judged.acceptability * 100.0;
        let (id, right) = (&judged.case.id, name(judged.expected));
        line(&format!("    {id}: {right}, {recommended}, {verdict}, {share:.1} %"));
    }
}

/// The names of the alternatives, and of no recommendation.
fn names(decision: &Decision) -> impl Iterator<Item = &str> {
    decision.alternatives.iter().map(|alternative| alternative.short.as_str()).chain(["none"])
}

fn data(questionnaire: &Questionnaire, found: &DecisionAgreement, random: &Outcomes) -> Json {
    let decision = questionnaire.decision(found.decision);
    let id = |a: AlternativeId| decision.alternative(a).id.as_str();
    let ids: Vec<&str> = decision.alternatives.iter().map(|a| a.id.as_str()).chain(["none"]).collect();
    let groups = |groups: &[(String, Agreement)]| {
        groups.iter().map(|(word, some)| (word.clone(), numbers(some))).collect::<serde_json::Map<_, _>>()
    };
    let judged = found.judged.iter().map(|judged| {
        json!({
            "id": judged.case.id, "kind": judged.case.kind, "strength": judged.case.strength,
            "expected": id(judged.expected), "recommended": judged.recommended.map(id),
            "runner_up": judged.runner_up.map(id), "verdict": verdict_word(judged.verdict),
            "acceptability": judged.acceptability,
        })
    });
    json!({
        "id": decision.id,
        "all": numbers(&found.all),
        "by_kind": groups(&found.by_kind),
        "by_strength": groups(&found.by_strength),
        "confusion": { "columns": ids, "rows": found.confusion },
        "cases": judged.collect::<Vec<_>>(),
        "random": { "respondents": random.respondents, "shares":
            ids.iter().map(|&id| id.to_owned()).zip(random.shares.iter().map(|&s| json!(s)))
                .collect::<serde_json::Map<_, _>>() },
    })
}

fn numbers(found: &Agreement) -> Json {
    let share = |part: usize, whole: usize| {
        let (low, high) = wilson(part, whole);
        json!({ "count": part, "of": whole, "share": percent(part, whole) / 100.0, "low": low, "high": high })
    };
    json!({
        "cases": found.cases,
        "top_1": share(found.first, found.cases),
        "top_2": share(found.second, found.cases),
        "clear": share(found.clear_right, found.clear),
        "log_loss": found.log_loss,
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of cases")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}
