//! The contributions as CSV: one line for each decision, answer and alternative. Numbers are exact; text that a
//! spreadsheet could take for a formula is guarded.

use super::Report;
use super::clean::cell;
use super::compose::may_show;
use crate::questionnaire::answer::Value;

/// Writes CSV (RFC 4180, UTF-8, a head line).
pub(super) fn write(report: &Report<'_>) -> Vec<u8> {
    let mut lines = vec![["decision", "part", "said", "alternative", "points"].map(str::to_owned)];
    let questionnaire = report.questionnaire;
    for result in &report.assessment.decisions {
        let decision = questionnaire.decision(result.decision);
        let alternatives = || decision.alternatives.iter().map(|alternative| cell(&alternative.id));
        let mut add = |part: &str, said: &str, points: &mut dyn Iterator<Item = f64>| {
            for (alternative, points) in alternatives().zip(points) {
                lines.push([cell(&decision.id), cell(part), cell(said), alternative, format!("{points}")]);
            }
        };
        add("base", "", &mut result.base.iter().copied());
        for part in &result.contributions {
            let question = questionnaire.question(part.question);
            let value = report
                .assessment
                .flow
                .effective(report.answers, part.question)
                .map_or(&Value::Unknown, |answer| &answer.value);
            let said = if may_show(report, part.question) { question.say(value) } else { String::new() };
            add(&question.id, &said, &mut part.points.iter().copied());
        }
        add("value", "", &mut result.standings.iter().map(|standing| standing.value));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in &lines {
        writer.write_record(line).expect("invariant: memory takes every line, and all have five cells");
    }
    writer.into_inner().expect("invariant: memory can be flushed")
}
