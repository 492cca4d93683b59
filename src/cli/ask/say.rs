//! What the dialogue says. Short lines, one thing a line, nothing that has to be seen.

use std::fmt::Write as _;

use super::command;
use super::read;
use crate::assessment::{Assessment, DecisionResult, Verdict, sentences};
use crate::questionnaire::answer::Value;
use crate::questionnaire::flow::{Flow, Known};
use crate::questionnaire::question::{Choice, Kind, Question};
use crate::questionnaire::template::Template;
use crate::questionnaire::{AlternativeId, QuestionId, Questionnaire};
use crate::session::Session;
use crate::text::count;

/// Where the next line is awaited.
pub(super) const PROMPT: &str = "> ";

/// How many reasons are told.
const REASONS: usize = 3;

/// A session as the dialogue looks at it.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    session: &'a Session,
    flow: &'a Flow,
}

impl<'a> Sight<'a> {
    pub(super) fn new(session: &'a Session, flow: &'a Flow) -> Self {
        Self { session, flow }
    }

    fn questionnaire(&self) -> &'a Questionnaire {
        &self.session.questionnaire
    }

    fn fill(&self, template: &Template) -> String {
        self.fill_with(template, &[])
    }

    fn fill_with(&self, template: &Template, recommended: &[Option<AlternativeId>]) -> String {
        let known = Known { answers: self.session.answers(), flow: self.flow, recommended };
        self.questionnaire().fill(template, &known, None)
    }

    /// The questions that are asked, in order: what review numbers.
    pub(super) fn asked(&self) -> Vec<QuestionId> {
        self.flow.open().filter(|&q| self.questionnaire().question(q).is_answerable()).collect()
    }

    /// The options that are numbered for the person.
    pub(super) fn offered(&self, question: QuestionId) -> Vec<usize> {
        let (questionnaire, answers) = (self.questionnaire(), self.session.answers());
        let asked = questionnaire.question(question);
        // A rank is an order of all options, also of those that would not be offered.
        let all = matches!(asked.kind, Kind::Rank(_));
        let options = 0..asked.options().len();
        options.filter(|&i| all || self.flow.offers(questionnaire, answers, question, i)).collect()
    }

    /// The first words of the dialogue.
    pub(super) fn welcome(&self) -> String {
        let questionnaire = self.questionnaire();
        let mut out = format!("{}\n", questionnaire.title);
        if !questionnaire.summary.is_empty() {
            let _ = writeln!(out, "{}", questionnaire.summary);
        }
        let (minutes, length) = (questionnaire.minutes, self.length());
        let _ = writeln!(out, "About {minutes} minutes, {length} questions. Type `/help` for the commands.");
        let answered =
            self.asked().iter().filter(|&&q| self.flow.effective(self.session.answers(), q).is_some()).count();
        if answered > 0 {
            let _ = writeln!(out, "{} from before.", count(answered, "answer"));
        }
        out
    }

    fn length(&self) -> String {
        match self.flow.length(self.questionnaire(), self.session.answers()) {
            (fewest, most) if fewest == most => most.to_string(),
            (fewest, most) => format!("{fewest} to {most}"),
        }
    }

    /// A question, with what leads to it: the section when it begins, and the notes in between.
    pub(super) fn question(&self, before: Option<QuestionId>, id: QuestionId) -> String {
        let questionnaire = self.questionnaire();
        let question = questionnaire.question(id);
        let mut out = String::from("\n");
        let came_from = before.map(|b| questionnaire.question(b).section);
        if came_from != Some(question.section) {
            let section = &questionnaire.sections[question.section.0];
            let _ = writeln!(out, "{}\n{}\n", section.title, section.intro);
        }
        let from = before.filter(|&b| b < id).map_or(0, |b| b.0 + 1);
        for note in (from..id.0).map(QuestionId).filter(|&n| self.flow.is_open(n)) {
            let note = questionnaire.question(note);
            if !note.is_answerable() && note.section == question.section {
                let _ = writeln!(out, "{}\n", self.fill(&note.prompt));
            }
        }
        let number = self.asked().iter().position(|&q| q == id).map_or(0, |p| p + 1);
        let _ = writeln!(out, "Question {number} of {}: {}", self.length(), self.fill(&question.prompt));
        if !question.help.is_empty() {
            let _ = writeln!(out, "{}", self.fill(&question.help));
        }
        out + &self.choices(id, question)
    }

    fn choices(&self, id: QuestionId, question: &Question) -> String {
        let offered = self.offered(id);
        let mut out = String::new();
        let options = offered.iter().filter_map(|&i| question.options().get(i));
        for (number, Choice { label, hint, .. }) in options.enumerate() {
            let hint = if hint.is_empty() { String::new() } else { format!(" ({hint})") };
            let _ = writeln!(out, "  {}  {label}{hint}", number + 1);
        }
        if question.unknown {
            out.push_str("  ?  don't know\n");
        }
        if question.not_applicable {
            out.push_str("  -  does not apply\n");
        }
        let mut how = vec![read::how(question, &offered)];
        if takes_words(question) {
            how.push("Commands need a slash here, as in `/back`.".to_owned());
        }
        if let Some(answer) = self.flow.effective(self.session.answers(), id) {
            how.push(format!("So far: {}. An empty line keeps it.", question.say_answer(answer)));
        }
        let _ = writeln!(out, "{}", how.join(" "));
        out
    }

    /// Why a question is asked, which answer to take in doubt, and where that is from.
    pub(super) fn why(&self, id: QuestionId) -> String {
        let question = self.questionnaire().question(id);
        let why = if question.why.is_empty() { "It is not scored: the report uses it." } else { &question.why };
        let mut out = format!("{why}\n");
        let guide = self.fill(&question.guide);
        if !guide.is_empty() {
            let _ = writeln!(out, "In doubt: {guide}");
        }
        for source in &question.sources {
            let source = self.questionnaire().source(*source);
            let parts = [&source.title, &source.publisher, &source.year, &source.url];
            let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
            let _ = writeln!(out, "Source: {}", parts.join(", "));
        }
        out
    }

    /// Answers that do not fit each other, one a line, with the numbers of the questions.
    pub(super) fn clashes(&self, assessment: &Assessment) -> String {
        let recommended = assessment.recommended();
        let known = Known { answers: self.session.answers(), flow: self.flow, recommended: &recommended };
        let mut out = String::new();
        for clash in sentences::clashes(self.questionnaire(), &known, assessment) {
            let numbers: Vec<String> = clash.questions.iter().filter_map(|&id| self.number(id)).collect();
            let _ = writeln!(out, "{} (Questions {}.)", clash.whole(), numbers.join(", "));
        }
        out
    }

    fn number(&self, id: QuestionId) -> Option<String> {
        self.asked().iter().position(|&q| q == id).map(|place| (place + 1).to_string())
    }

    /// All questions with their answers, numbered; what does not fit stands first.
    pub(super) fn review(&self, assessment: &Assessment) -> String {
        let questionnaire = self.questionnaire();
        let mut out = self.clashes(assessment);
        let mut section = None;
        for (number, id) in self.asked().into_iter().enumerate() {
            let question = questionnaire.question(id);
            if section != Some(question.section) {
                section = Some(question.section);
                let _ = writeln!(out, "\n{}", questionnaire.sections[question.section.0].title);
            }
            let answer = self.flow.effective(self.session.answers(), id);
            let answer = answer.map_or_else(|| "no answer yet".to_owned(), |a| question.say_answer(a));
            let _ = writeln!(out, "  {}. {} {answer}", number + 1, self.fill(&question.prompt));
        }
        out
    }

    /// The recommendation.
    pub(super) fn result(&self, assessment: &Assessment) -> String {
        let mut out = String::from("\n") + &self.clashes(assessment);
        if assessment.blocked {
            let _ = writeln!(out, "There is no result yet: {}.", sentences::BLOCKED);
            return out;
        }
        let recommended = assessment.recommended();
        let questionnaire = self.questionnaire();
        let known = Known { answers: self.session.answers(), flow: self.flow, recommended: &recommended };
        let _ = writeln!(out, "Result: {}", assessment.headline);
        if let Some(preliminary) = &assessment.preliminary {
            let _ = writeln!(out, "{}", sentences::missing(questionnaire, preliminary));
        }
        let supposed = assessment.courses.first().map(|course| course.decision);
        for result in assessment.decisions.iter().filter(|result| supposed.is_none_or(|id| result.decision <= id)) {
            self.decision(&mut out, &known, result);
        }
        for words in sentences::courses(questionnaire, assessment) {
            let _ = writeln!(out, "  {words}");
        }
        let advice = assessment.advice.iter().filter_map(|&i| self.questionnaire().advice.get(i));
        for advice in advice {
            let _ = writeln!(out, "\n{}: {}", advice.title, self.fill_with(&advice.text, &recommended));
        }
        out
    }

    /// How one decision stands.
    fn decision(&self, out: &mut String, known: &Known<'_>, result: &DecisionResult) {
        let questionnaire = self.questionnaire();
        let decision = questionnaire.decision(result.decision);
        let title = |a: AlternativeId| &decision.alternative(a).title;
        let _ = writeln!(out, "\n{} {}", decision.question, sentences::outcome(questionnaire, result));
        let _ = writeln!(out, "  {}", sentences::confidence(questionnaire, result));
        for standing in result.ranked() {
            let share = result.acceptability(standing.alternative);
            let share = share.map_or_else(String::new, |share| format!(", first in {}", sentences::ways(share)));
            let _ = writeln!(out, "  {}: {:.0} points{share}", title(standing.alternative), standing.value);
        }
        for standing in result.excluded() {
            let because = sentences::exclusion(questionnaire, known, result, standing.alternative).unwrap_or_default();
            let _ = writeln!(out, "  {}: excluded, {because}", title(standing.alternative));
        }
        for (who, reasons) in [(result.best, &result.reasons_for), (result.runner_up, &result.reasons_against)] {
            for reason in reasons.iter().take(REASONS) {
                let _ = writeln!(
                    out,
                    "  for {}: {}",
                    who.map_or("", |a| decision.alternative(a).short.as_str()),
                    reason.text
                );
            }
        }
        if result.verdict == Verdict::TooClose
            && let Some(settles) = sentences::settles(questionnaire, known, result)
        {
            let _ = writeln!(out, "  {settles}");
        }
    }

    /// What is left to do at the end.
    pub(super) fn end(&self, assessment: &Assessment) -> String {
        let asked = self.asked();
        let number = |id: &QuestionId| asked.iter().position(|q| q == id).map_or(0, |p| p + 1).to_string();
        let mut out = String::from("\n");
        for (ids, what) in
            [(&assessment.missing, "needed for the result"), (&assessment.unanswered, "without an answer")]
        {
            if !ids.is_empty() {
                let numbers: Vec<String> = ids.iter().map(number).collect();
                let _ = writeln!(out, "{} {what}: {}.", count(ids.len(), "question"), numbers.join(", "));
            }
        }
        out + "Type `review` to look over your answers, `go 7` to change one, `report board.md` for the report, `quit` to leave.\n"
    }
}

/// Whether a line of any words is an answer.
pub(super) fn takes_words(question: &Question) -> bool {
    matches!(question.kind, Kind::Text { .. })
}

/// What a number was read as, where it was not typed the plain way.
pub(super) fn understood(question: &Question, line: &str, value: &Value) -> String {
    match value {
        Value::Number(n) if line != n.to_string() => format!("Read as {}.\n", question.say(value)),
        _ => String::new(),
    }
}

/// All commands.
pub(super) fn help() -> String {
    let mut out = String::from("Answer with the number of an option, or with what is asked for. Or type:\n");
    for (name, meaning) in command::ALL {
        let _ = writeln!(out, "  {name}: {meaning}");
    }
    out
}

/// What an answer opened and closed.
pub(super) fn opened(questionnaire: &Questionnaire, before: &Flow, after: &Flow) -> String {
    let ids: Vec<QuestionId> =
        questionnaire.question_ids().filter(|&q| questionnaire.question(q).is_answerable()).collect();
    let opened = ids.iter().filter(|&&q| after.is_open(q) && !before.is_open(q)).count();
    let closed = ids.iter().filter(|&&q| before.is_open(q) && !after.is_open(q)).count();
    match (opened, closed) {
        (0, 0) => String::new(),
        (_, 0) => format!("This opens {}.\n", count(opened, "question")),
        (0, _) => format!("This closes {}.\n", count(closed, "question")),
        _ => format!("This opens {} and closes {closed}.\n", count(opened, "question")),
    }
}
