//! The questionnaire as a sheet to read: what is asked and why, how it counts, where it is from.

use std::fmt::Write as _;

use crate::questionnaire::model::{Criterion, Decision};
use crate::questionnaire::question::{Choice, Graded, Nature, Question};
use crate::questionnaire::{AlternativeId, CriterionId, DecisionId, Questionnaire, SectionId, SourceId};
use crate::text;

/// Forms of a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A sheet to read, in Markdown.
    Markdown,
    /// For programs, in JSON.
    Json,
}

/// The whole questionnaire.
pub fn show(questionnaire: &Questionnaire, form: Form) -> String {
    match form {
        Form::Markdown => Sheet { questionnaire, out: String::new() }.write(),
        Form::Json => crate::export::questionnaire::json(questionnaire),
    }
}

struct Sheet<'a> {
    questionnaire: &'a Questionnaire,
    out: String,
}

impl Sheet<'_> {
    fn write(mut self) -> String {
        let q = self.questionnaire;
        let questions = q.questions.iter().filter(|q| q.is_answerable()).count();
        self.paragraph(&format!("# {}", plain(&q.title)));
        self.paragraph(&plain(&q.summary));
        let minutes = text::count(usize::try_from(q.minutes).unwrap_or(usize::MAX), "minute");
        let size = text::count(questions, "question");
        self.paragraph(&format!("{size}, about {minutes}. Version {}, `{}`.", plain(&q.version), q.fingerprint));
        for (i, section) in q.sections.iter().enumerate() {
            self.paragraph(&format!("## {}", plain(&section.title)));
            self.paragraph(&plain(&section.intro));
            for (number, question) in q.questions.iter().enumerate() {
                if question.section == SectionId(i) {
                    self.question(number + 1, question);
                }
            }
        }
        self.paragraph("## How the answers count");
        self.paragraph(
            "Each answer loads on criteria, each question has a weight, and each alternative serves each criterion to a \
             degree from 0 to 1. The value of an alternative is the weighted mean of its row, from 0 to 100.",
        );
        for (i, decision) in q.decisions.iter().enumerate() {
            self.decision(DecisionId(i), decision);
        }
        self.sources();
        self.out
    }

    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            let _: std::fmt::Result = writeln!(self.out, "{words}\n");
        }
    }

    fn item(&mut self, words: &str) {
        let _: std::fmt::Result = writeln!(self.out, "- {words}");
    }

    fn question(&mut self, number: usize, question: &Question) {
        let q = self.questionnaire;
        let required = if question.required { " (required)" } else { "" };
        self.paragraph(&format!("### {number}. {}{required}", plain(&q.fill_blank(&question.prompt))));
        self.paragraph(&plain(&q.fill_blank(&question.help)));
        if let Some(condition) = &question.ask_if {
            self.paragraph(&format!("Asked only if {}.", plain(&q.say_condition(condition))));
        }
        if !question.why.is_empty() {
            self.paragraph(&format!("Why: {}", plain(&question.why)));
        }
        let guide = q.fill_blank(&question.guide);
        if !guide.is_empty() {
            self.paragraph(&format!("In doubt: {}", plain(&guide)));
        }
        let nature = if question.nature == Nature::Fact { ", fact" } else { "" };
        let weight = if question.is_scored() { format!(", weight {}", question.weight) } else { String::new() };
        self.paragraph(&format!(
            "`{}`: {}{nature}{weight}{}",
            question.id,
            plain(&question.say_kind()),
            self.from(&question.sources)
        ));
        for choice in question.options() {
            self.choice(choice);
        }
        if let Some(graded) = question.graded() {
            self.graded(graded);
        }
        if !question.options().is_empty() || question.graded().is_some_and(|g| !g.loads.is_empty()) {
            self.out.push('\n');
        }
    }

    fn choice(&mut self, choice: &Choice) {
        let q = self.questionnaire;
        let hint = if choice.hint.is_empty() { String::new() } else { format!(" ({})", plain(&choice.hint)) };
        let alone = if choice.exclusive { "; excludes the others" } else { "" };
        let shown = choice.show_if.as_ref();
        let shown = shown.map_or_else(String::new, |c| format!("; offered only if {}", plain(&q.say_condition(c))));
        let loads: Vec<String> = choice.loads.iter().map(|&(c, e)| format!("{} {e}", self.criterion(c))).collect();
        let loads = if loads.is_empty() { String::new() } else { format!(": {}", loads.join(", ")) };
        self.item(&format!("{}{hint}, `{}`{loads}{alone}{shown}", plain(&choice.label), choice.id));
    }

    fn graded(&mut self, graded: &Graded) {
        for (criterion, points) in &graded.loads {
            let decimals = if points.iter().all(|(x, _)| x.fract() == 0.0) { 0 } else { 2 };
            let points: Vec<String> =
                points.iter().map(|(x, e)| format!("{e} at {}", text::grouped(*x, decimals))).collect();
            let words = format!("{}: {}", self.criterion(*criterion), points.join(", "));
            self.item(&words);
        }
    }

    fn criterion(&self, id: CriterionId) -> String {
        plain(&self.questionnaire.criterion(id).title)
    }

    fn decision(&mut self, id: DecisionId, decision: &Decision) {
        let q = self.questionnaire;
        self.paragraph(&format!("### {}: {}", plain(&decision.title), plain(&decision.question)));
        let criteria: Vec<(CriterionId, &Criterion)> = q.criteria_of(id).collect();
        let head: Vec<String> = decision.alternatives.iter().map(|a| plain(&a.short)).collect();
        let _: std::fmt::Result = writeln!(self.out, "| | Base | {} |", head.join(" | "));
        let _: std::fmt::Result = writeln!(self.out, "|---|---:|{}", "---:|".repeat(head.len()));
        for (_, criterion) in &criteria {
            let cells: Vec<String> = criterion.performance.iter().map(ToString::to_string).collect();
            let title = plain(&criterion.title);
            let _: std::fmt::Result = writeln!(self.out, "| {title} | {} | {} |", criterion.base, cells.join(" | "));
        }
        self.out.push('\n');
        for alternative in &decision.alternatives {
            let summary = if alternative.summary.is_empty() { &alternative.phrase } else { &alternative.summary };
            self.item(&format!("{}: {}", plain(&alternative.title), plain(summary)));
        }
        for (_, criterion) in &criteria {
            if let Some(condition) = &criterion.applies_if {
                let words =
                    format!("{} counts only if {}", plain(&criterion.title), plain(&q.say_condition(condition)));
                self.item(&words);
            }
        }
        for gate in q.gates.iter().filter(|g| g.decision == id) {
            let name = |&a: &AlternativeId| plain(&decision.alternative(a).title);
            let out = gate.excludes.iter().map(name).collect::<Vec<_>>().join(", ");
            let (condition, because) = (q.say_condition(&gate.condition), q.fill_blank(&gate.because));
            self.item(&format!("{out} is out if {}, because {}", plain(&condition), plain(&because)));
        }
        self.out.push('\n');
    }

    fn from(&self, sources: &[SourceId]) -> String {
        if sources.is_empty() {
            return String::new();
        }
        let names: Vec<String> = sources.iter().map(|&s| plain(&self.questionnaire.source(s).id)).collect();
        format!(". From: {}", names.join(", "))
    }

    fn sources(&mut self) {
        if self.questionnaire.sources.is_empty() {
            return;
        }
        self.paragraph("## Sources");
        for source in &self.questionnaire.sources {
            let parts = [&source.title, &source.publisher, &source.year, &source.note];
            let said: Vec<String> = parts.iter().filter(|p| !p.is_empty()).map(|p| plain(p)).collect();
            let url = if source.url.is_empty() { String::new() } else { format!(", <{}>", source.url) };
            self.item(&format!("{}: {}{url}", plain(&source.id), said.join(", ")));
        }
    }
}

/// A text that means itself in Markdown.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
