//! What a report says: the assessment, the answers and the author's content, in the order in which a board reads.
//! Nothing here knows a format, and every sentence rests on something that was answered or that the questionnaire says.

use super::Report;
use super::clean::clean;
use super::document::{Block, Document, Text};
use crate::assessment::{Contribution, DecisionResult, Trigger, sentences, triggers};
use crate::export;
use crate::questionnaire::answer::Value;
use crate::questionnaire::condition::Condition;
use crate::questionnaire::content::{Cost, Duty};
use crate::questionnaire::flow::Known;
use crate::questionnaire::question::Kind;
use crate::questionnaire::template::Template;
use crate::questionnaire::{AlternativeId, PositionId, QuestionId, SourceId};

mod appendix;
mod change;
mod courses;
mod mandate;
mod plan;
mod position;
mod summary;
mod sure;
mod why;

/// Whom a report is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The company itself: without notes, and without names except its own.
    #[default]
    Client,
    /// Those who did the work: with everything that was written down.
    Internal,
}

impl Profile {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Internal => "internal",
        }
    }
}

/// Composes the document of a report.
#[must_use]
pub fn compose(report: &Report<'_>) -> Document {
    let first = report.assessment.decisions.first().filter(|result| result.best.is_some());
    let mut composer = Composer {
        report,
        recommended: report.assessment.recommended(),
        advice: report.assessment.advice.clone(),
        triggers: first.map_or_else(Vec::new, |first| triggers(report.questionnaire, report.answers, first.decision)),
        cited: Vec::new(),
    };
    let mut blocks = composer.summary();
    blocks.extend([Block::PageBreak, Block::Contents, Block::PageBreak]);
    blocks.extend(composer.why());
    blocks.extend(composer.sure());
    blocks.extend(composer.change());
    if report.assessment.courses.is_empty() {
        blocks.extend(composer.mandate());
        blocks.extend(composer.positions());
        blocks.extend(composer.plan());
    } else {
        blocks.extend(composer.courses());
        blocks.extend(composer.advice());
    }
    blocks.extend(composer.appendix());
    let questionnaire = report.questionnaire;
    Document {
        title: questionnaire.title.clone(),
        subtitle: composer.subtitle(),
        language: "en".to_owned(),
        date: report.date,
        brand: report.brand.clone(),
        blocks,
        provenance: provenance(report),
    }
}

/// Everything that identifies what a report was made from.
pub(super) fn provenance(report: &Report<'_>) -> Vec<(String, String)> {
    let questionnaire = report.questionnaire;
    let mut rows = vec![
        ("Questionnaire", format!("{} {}", questionnaire.id, questionnaire.version)),
        ("Questionnaire, SHA-256", questionnaire.fingerprint.clone()),
        ("Answers, SHA-256", export::answers_fingerprint(questionnaire, report.answers)),
        ("Engine", concat!("chiefly ", env!("CARGO_PKG_VERSION")).to_owned()),
        ("Profile", report.profile.name().to_owned()),
    ];
    if let Some(drawn) = report.assessment.decisions.iter().find_map(|result| result.robustness.as_ref()) {
        rows.push(("Draws and seed", format!("{} from {:016x}", drawn.draws, drawn.seed)));
    }
    if let Some(date) = report.date {
        rows.push(("Date", date.to_string()));
    }
    rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What conditions and texts of the author are asked about.
pub(super) fn known<'r>(report: &'r Report<'_>, recommended: &'r [Option<AlternativeId>]) -> Known<'r> {
    Known { answers: report.answers, flow: &report.assessment.flow, recommended }
}

/// Whether an answer may stand in the report: words that people typed are for those inside; only the name of who is
/// assessed is for all.
pub(super) fn may_show(report: &Report<'_>, id: QuestionId) -> bool {
    let typed = matches!(report.questionnaire.question(id).kind, Kind::Text { .. });
    !typed || report.profile == Profile::Internal || report.questionnaire.subject == Some(id)
}

/// What the parts of the composition share.
struct Composer<'a> {
    report: &'a Report<'a>,
    recommended: Vec<Option<AlternativeId>>,
    /// The notes that fire: places in [`crate::questionnaire::Questionnaire::advice`].
    advice: Vec<usize>,
    /// What time may bring that would change the first decision.
    triggers: Vec<Trigger>,
    /// Sources in the order in which they were cited.
    cited: Vec<SourceId>,
}

impl<'a> Composer<'a> {
    fn known(&self) -> Known<'_> {
        known(self.report, &self.recommended)
    }

    /// A template of the author with its places filled.
    fn fill(&self, template: &Template) -> String {
        self.report.questionnaire.fill(template, &self.known(), None)
    }

    fn holds(&self, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| condition.holds(&self.known()))
    }

    /// What the report is and for whom. It stands on every page, so a draft says there that it is one.
    fn subtitle(&self) -> String {
        let what = match (&self.report.assessment.preliminary, self.is_decided()) {
            _ if self.report.assessment.blocked => "Draft, answers exclude each other: assessment",
            (Some(_), _) => "Draft, too little is answered: preliminary assessment",
            (None, true) => "Recommendation",
            (None, false) => "Assessment",
        };
        format!("{what} for {}", self.subject())
    }

    /// Whether the first decision has a recommendation.
    fn is_decided(&self) -> bool {
        self.report.assessment.decisions.first().is_some_and(|result| result.recommended.is_some())
    }

    /// Whether a decision is told by itself: not where it hangs on one that is too close to call.
    fn is_told(&self, result: &DecisionResult) -> bool {
        let supposed = self.report.assessment.courses.first().map(|course| course.decision);
        supposed.is_none_or(|id| result.decision <= id)
    }

    /// Whether something meant for a position (or for everybody) belongs into this report.
    fn applies(&self, position: Option<PositionId>, condition: Option<&Condition>) -> bool {
        position.is_none_or(|position| self.is_hired(position)) && self.holds(condition)
    }

    fn is_hired(&self, position: PositionId) -> bool {
        let position = self.report.questionnaire.positions.get(position.0);
        position.and_then(|position| position.hire_for.as_ref()).is_some_and(|condition| condition.holds(&self.known()))
    }

    /// The positions to be filled, in file order.
    fn hired(&self) -> Vec<PositionId> {
        (0..self.report.questionnaire.positions.len()).map(PositionId).filter(|id| self.is_hired(*id)).collect()
    }

    fn short(&self, position: PositionId) -> &'a str {
        self.report.questionnaire.positions.get(position.0).map_or("", |position| &position.short)
    }

    /// Who holds a duty under what is recommended, and who shares it.
    fn holder(&self, duty: &Duty) -> Option<(PositionId, Option<PositionId>)> {
        let alternative = self.recommended.get(duty.decision.0).copied().flatten()?;
        Some((*duty.holder.get(alternative.0)?, duty.supports.get(alternative.0).copied().flatten()))
    }

    fn is_urgent(&self, duty: &Duty) -> bool {
        duty.urgent_if.as_ref().is_some_and(|condition| condition.holds(&self.known()))
    }

    /// The cost bands that apply.
    fn costs(&self) -> Vec<&'a Cost> {
        let costs = self.report.questionnaire.costs.iter();
        costs.filter(|cost| self.applies(cost.position, cost.condition.as_ref())).collect()
    }

    /// The marks that lead to sources, e.g. ` [2, 5]`; numbers in the order of first use.
    fn cite(&mut self, sources: &[SourceId]) -> String {
        let mut numbers = Vec::new();
        for source in sources {
            let place = self.cited.iter().position(|cited| cited == source);
            numbers.push(place.unwrap_or_else(|| {
                self.cited.push(*source);
                self.cited.len() - 1
            }));
        }
        numbers.sort_unstable();
        let numbers: Vec<_> = numbers.iter().map(|number| (number + 1).to_string()).collect();
        if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) }
    }

    /// Words followed by the marks of their sources.
    fn cited(&mut self, words: &str, sources: &[SourceId]) -> Text {
        Text::default().then(format!("{words}{}", self.cite(sources)))
    }

    /// Who is assessed.
    fn subject(&self) -> String {
        let questionnaire = self.report.questionnaire;
        let placeholder = || match questionnaire.subject.map(|id| &questionnaire.question(id).kind) {
            Some(Kind::Text { placeholder, .. }) => placeholder.clone(),
            _ => "your organisation".to_owned(),
        };
        clean(&questionnaire.subject_name(self.report.answers).unwrap_or_else(placeholder))
    }

    fn title(&self, result: &DecisionResult, alternative: AlternativeId) -> &'a str {
        let decision = self.report.questionnaire.decision(result.decision);
        &decision.alternative(alternative).title
    }

    fn short_name(&self, result: &DecisionResult, alternative: AlternativeId) -> &'a str {
        &self.report.questionnaire.decision(result.decision).alternative(alternative).short
    }

    /// The author's words for what a question brings to a decision.
    fn reason(&self, result: &DecisionResult, question: QuestionId) -> String {
        let mut reasons = result.reasons_for.iter().chain(&result.reasons_against);
        reasons
            .find(|reason| reason.question == question)
            .map_or_else(|| self.said(question), |reason| reason.text.clone())
    }

    /// What was answered, in words.
    fn said(&self, question: QuestionId) -> String {
        let answer = self.report.assessment.flow.effective(self.report.answers, question);
        let value = answer.map_or(&Value::Unknown, |answer| &answer.value);
        self.report.questionnaire.question(question).say(value)
    }
}

/// What speaks most for one alternative against another: question and points, strongest first.
fn differences(result: &DecisionResult, winner: AlternativeId, other: AlternativeId) -> Vec<(QuestionId, f64)> {
    let gap = |part: &Contribution| (part.question, points(part, winner) - points(part, other));
    let mut found: Vec<_> = result.contributions.iter().map(gap).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

fn points(part: &Contribution, alternative: AlternativeId) -> f64 {
    part.points.get(alternative.0).copied().unwrap_or(0.0)
}

fn heading(level: u8, id: impl Into<String>, text: impl Into<String>) -> Block {
    Block::Heading { level, id: id.into(), text: text.into() }
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let clause = clause.trim();
    let mut characters = clause.chars();
    let Some(first) = characters.next() else { return String::new() };
    let end = if clause.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), characters.as_str())
}

/// A share as whole per cent, honest at the ends.
fn percent(share: f64) -> String {
    let rounded = super::chart::decimal(share * 100.0, 0);
    match rounded.as_str() {
        "100" if share < 1.0 => "more than 99\u{a0}%".to_owned(),
        "0" if share > 0.0 => "less than 1\u{a0}%".to_owned(),
        _ => format!("{rounded}\u{a0}%"),
    }
}

/// Names in a row: `a`, `a and b`, `a, b and c`.
fn listed(names: &[String]) -> String {
    sentences::listed(names, "and")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_become_sentences() {
        assert_eq!(sentence("éclairs are sold"), "Éclairs are sold.");
        assert_eq!(sentence("Is it?"), "Is it?");
        assert_eq!(sentence(" "), "");
    }

    #[test]
    fn shares_are_honest_at_the_ends() {
        assert_eq!(
            [0.0, 0.001, 0.5, 0.999, 1.0].map(percent),
            ["0 %", "less than 1 %", "50 %", "more than 99 %", "100 %"].map(|text| text.replace(" %", "\u{a0}%"))
        );
    }

    #[test]
    fn names_are_listed_as_people_do() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(
            [listed(&[]), listed(&names[..1]), listed(&names[..2]), listed(&names)],
            ["", "a", "a and b", "a, b and c"]
        );
    }
}
