//! The sentences that a person reads about the result. Each is made here and nowhere else, from the assessment alone;
//! screens, lines, data and papers take them as they are.

use super::{Assessment, Course, DecisionResult, Preliminary, Verdict};
use crate::questionnaire::answer::Confidence;
use crate::questionnaire::content::{Check, CheckLevel};
use crate::questionnaire::flow::Known;
use crate::questionnaire::template::Part;
use crate::questionnaire::{AlternativeId, QuestionId, Questionnaire};

/// The verdict in words.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Clear => "Clear",
        Verdict::Leaning => "Leaning",
        Verdict::TooClose => "Too close to call",
        Verdict::Preliminary => "Preliminary",
        Verdict::Open => "Open",
    }
}

/// The result in one sentence. It names a single alternative only where one is recommended.
pub(super) fn headline(questionnaire: &Questionnaire, known: &Known<'_>, decisions: &[DecisionResult]) -> String {
    let Some(first) = decisions.first() else { return String::new() };
    if first.recommended.is_some() {
        let later = decisions.iter().skip(1).filter(|result| result.verdict == Verdict::TooClose);
        let open = later.map(|result| between(questionnaire, result));
        let said = std::iter::once(authors(questionnaire, known)).chain(open).collect::<Vec<_>>().join(" ");
        return match questionnaire.subject_name(known.answers) {
            Some(subject) if !said.contains(&subject) => format!("{subject}: {said}"),
            _ => capital(&said),
        };
    }
    let said = match first.verdict {
        Verdict::Open if first.order.is_empty() => {
            "nothing can be recommended: the answers exclude every alternative".to_owned()
        }
        Verdict::Preliminary => "preliminary, too little is answered for a recommendation".to_owned(),
        Verdict::TooClose => format!("too close to call: {}", candidates(questionnaire, first, "or")),
        _ => "nothing can be recommended yet: no answer counts so far".to_owned(),
    };
    match questionnaire.subject_name(known.answers) {
        Some(subject) => format!("{subject}: {said}."),
        None => capital(&format!("{said}.")),
    }
}

/// The author's sentence: the first that holds and speaks of nothing that is not decided.
fn authors(questionnaire: &Questionnaire, known: &Known<'_>) -> String {
    let decided = |part: &Part| match part {
        Part::Decision(id) => known.recommended.get(id.0).copied().flatten().is_some(),
        _ => true,
    };
    let fits = questionnaire.headlines.iter().filter(|h| h.condition.as_ref().is_none_or(|c| c.holds(known)));
    let mut fits = fits.filter(|headline| headline.text.parts.iter().all(decided));
    fits.next().map_or_else(|| recommendations(questionnaire, known), |h| questionnaire.fill(&h.text, known, None))
}

/// What is recommended, where the author has no sentence for it.
fn recommendations(questionnaire: &Questionnaire, known: &Known<'_>) -> String {
    let chosen = questionnaire.decisions.iter().zip(known.recommended);
    let said = chosen.filter_map(|(decision, chosen)| Some((decision, (*chosen)?)));
    let said = said.map(|(decision, chosen)| format!("{}: {}.", decision.title, decision.alternative(chosen).title));
    said.collect::<Vec<_>>().join(" ")
}

/// "Size: too close to call between small and large."
fn between(questionnaire: &Questionnaire, result: &DecisionResult) -> String {
    let title = &questionnaire.decision(result.decision).title;
    format!("{title}: too close to call between {}.", candidates(questionnaire, result, "and"))
}

/// The candidates of a decision as people name them: "the park or the hall".
#[must_use]
pub fn candidates(questionnaire: &Questionnaire, result: &DecisionResult, joined_by: &str) -> String {
    let decision = questionnaire.decision(result.decision);
    let names = result.candidates.iter().map(|&a| decision.alternative(a).phrase.clone());
    listed(&names.collect::<Vec<_>>(), joined_by)
}

/// What a decision comes to, in the title of what is recommended or in the words for there being none.
#[must_use]
pub fn outcome(questionnaire: &Questionnaire, result: &DecisionResult) -> String {
    let decision = questionnaire.decision(result.decision);
    match result.recommended {
        Some(recommended) => decision.alternative(recommended).title.clone(),
        None if result.verdict == Verdict::TooClose => capital(&candidates(questionnaire, result, "or")),
        None => "open".to_owned(),
    }
}

/// How sure a decision is: the verdict, and what was counted for it.
#[must_use]
pub fn confidence(questionnaire: &Questionnaire, result: &DecisionResult) -> String {
    let decision = questionnaire.decision(result.decision);
    let short = |a: AlternativeId| decision.alternative(a).short.as_str();
    let word = verdict(result.verdict);
    let share = |a: AlternativeId| result.acceptability(a);
    match (result.verdict, result.recommended.and_then(share)) {
        (Verdict::Clear | Verdict::Leaning, Some(share)) => format!("{word}: first in {}.", ways(share)),
        (Verdict::TooClose, _) => {
            let counted = result.candidates.iter().filter_map(|&a| Some((short(a), share(a)?)));
            let counted = counted.map(|(name, share)| format!("{name} comes first in {}", hundredths(share)));
            let counted = listed(&counted.collect::<Vec<_>>(), "and");
            let order = match (result.order.first(), result.best) {
                (Some(&first), Some(best)) if first != best => {
                    format!(" {} has the highest value, {} comes first most often.", short(best), short(first))
                }
                _ => String::new(),
            };
            format!("{word}: of 100 ways to weigh these answers, {counted}.{order}")
        }
        _ => format!("{word}."),
    }
}

/// What there is too little of for a verdict: one sentence.
#[must_use]
pub fn missing(questionnaire: &Questionnaire, preliminary: &Preliminary) -> String {
    let mut said = format!("Answered so far: {:.0} % of what counts", (preliminary.coverage * 100.0).floor());
    if preliminary.coverage < preliminary.enough {
        said = format!("{said}; a verdict needs {:.0} %", preliminary.enough * 100.0);
    }
    let titles = preliminary.empty.iter().filter_map(|id| questionnaire.sections.get(id.0));
    let titles: Vec<String> = titles.map(|section| format!("“{}”", section.title)).collect();
    if titles.is_empty() { format!("{said}.") } else { format!("{said}. Nothing yet in {}.", listed(&titles, "and")) }
}

/// What separates the candidates in the facts that were stated: for each of the two that are compared, the strongest
/// fact on its side.
#[must_use]
pub fn separates(questionnaire: &Questionnaire, result: &DecisionResult) -> Vec<String> {
    let decision = questionnaire.decision(result.decision);
    let side = |who: Option<AlternativeId>, reasons: &[super::Reason]| {
        let (who, reason) = (who?, reasons.first()?);
        Some(format!("For {}: {}.", decision.alternative(who).phrase, reason.text))
    };
    let sides = [side(result.best, &result.reasons_for), side(result.runner_up, &result.reasons_against)];
    sides.into_iter().flatten().collect()
}

/// The open or doubtful answer that could settle what is too close to call; none where no single one could.
#[must_use]
pub fn settles(questionnaire: &Questionnaire, known: &Known<'_>, result: &DecisionResult) -> Option<String> {
    let findings = &result.analysis.as_ref()?.information;
    let among = |a: &Option<AlternativeId>| a.is_some_and(|a| result.candidates.contains(&a));
    let finding = findings.iter().find(|finding| finding.changes.iter().any(|(_, then)| among(then)))?;
    let prompt = questionnaire.fill(&questionnaire.question(finding.question).prompt, known, None);
    let doubtful = known
        .flow
        .effective(known.answers, finding.question)
        .is_some_and(|answer| answer.confidence == Confidence::Unsure);
    let kind = if doubtful { "doubtful" } else { "open" };
    Some(format!("The {kind} answer that could settle it: “{prompt}”"))
}

/// What a course supposes, as a heading: "If it is the park".
#[must_use]
pub fn supposed(questionnaire: &Questionnaire, course: &Course) -> String {
    format!("If it is {}", questionnaire.decision(course.decision).alternative(course.supposed).phrase)
}

/// What follows for the later decisions from each candidate, one sentence each: "With the park: who builds
/// it the town; opening in spring."
#[must_use]
pub fn courses(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<String> {
    assessment.courses.iter().filter_map(|course| follows(questionnaire, course)).collect()
}

fn follows(questionnaire: &Questionnaire, course: &Course) -> Option<String> {
    let supposed = &questionnaire.decision(course.decision).alternative(course.supposed).phrase;
    let later = course.decisions.iter().filter(|result| result.decision > course.decision);
    let said = later.map(|result| {
        let decision = questionnaire.decision(result.decision);
        let outcome = match result.recommended {
            Some(a) => decision.alternative(a).phrase.clone(),
            None if result.order.is_empty() => "nothing that is not excluded".to_owned(),
            None => format!("too close to call between {}", candidates(questionnaire, result, "and")),
        };
        format!("{} {outcome}", uncapital(&decision.title))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("With {supposed}: {}.", said.join("; ")))
}

/// Why an alternative is excluded; none when it is in the race.
#[must_use]
pub fn exclusion(
    questionnaire: &Questionnaire,
    known: &Known<'_>,
    result: &DecisionResult,
    alternative: AlternativeId,
) -> Option<String> {
    let gates = &result.standings.get(alternative.0)?.excluded_by;
    let because = gates.iter().filter_map(|gate| questionnaire.gates.get(gate.0));
    let because: Vec<String> = because.map(|gate| questionnaire.fill(&gate.because, known, None)).collect();
    (!because.is_empty()).then(|| because.join("; "))
}

/// Answers that do not fit each other, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash<'a> {
    /// The check that says so.
    pub check: &'a Check,
    /// What does not fit.
    pub text: String,
    /// How to settle it.
    pub settle: String,
    /// The questions whose answers it is about, each once, in order of appearance.
    pub questions: Vec<QuestionId>,
}

impl Clash<'_> {
    /// What does not fit, with a word on how much it matters: "Answers do not fit: ...".
    #[must_use]
    pub fn short(&self) -> String {
        let word = match self.check.level {
            CheckLevel::Info => "Worth a look",
            CheckLevel::Warning => "Answers do not fit",
            CheckLevel::Error => "Answers exclude each other",
        };
        format!("{word}: {}", self.text)
    }

    /// The same with how to settle it.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("{} {}", self.short(), self.settle)
    }
}

/// What stands above answers that do not fit each other.
pub const CLASHES: &str = "Answers that do not fit each other";

/// What keeps from the result while answers exclude each other.
pub const BLOCKED: &str = "first settle the answers that exclude each other";

/// The answers that do not fit each other: errors first, then warnings, each as in the file.
#[must_use]
pub fn clashes<'a>(questionnaire: &'a Questionnaire, known: &Known<'_>, assessment: &Assessment) -> Vec<Clash<'a>> {
    let found = assessment.checks.iter().filter_map(|&i| questionnaire.checks.get(i));
    let mut clashes: Vec<Clash<'a>> = found.map(|check| clash(questionnaire, known, check)).collect();
    clashes.sort_by_key(|clash| std::cmp::Reverse(clash.check.level));
    clashes
}

fn clash<'a>(questionnaire: &Questionnaire, known: &Known<'_>, check: &'a Check) -> Clash<'a> {
    let mut questions = Vec::new();
    for id in check.condition.questions() {
        if !questions.contains(&id) {
            questions.push(id);
        }
    }
    let fill = |template| questionnaire.fill(template, known, None);
    Clash { check, text: fill(&check.text), settle: fill(&check.settle), questions }
}

/// A share of the draws as what it is: "93 of 100 ways to weigh these answers". Neither all nor none unless it is.
#[must_use]
pub fn ways(share: f64) -> String {
    format!("{} of 100 ways to weigh these answers", hundredths(share))
}

/// A share in percent; neither all nor none unless it is: `93 %`, `>99 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        n if n > 0.0 && n < 0.5 => "<1 %".to_owned(),
        n if (99.5..100.0).contains(&n) => ">99 %".to_owned(),
        n => format!("{n:.0} %"),
    }
}

/// A share in hundredths; neither all nor none unless it is.
fn hundredths(share: f64) -> String {
    match share * 100.0 {
        n if n > 0.0 && n < 0.5 => "fewer than 1".to_owned(),
        n if (99.5..100.0).contains(&n) => "more than 99".to_owned(),
        n => format!("{n:.0}"),
    }
}

/// Names in a row: `a`, `a and b`, `a, b and c`; a choice has a comma, since a name may hold an "and": `a, or b`.
#[must_use]
pub fn listed(names: &[String], joined_by: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] if joined_by == "or" => format!("{}, or {last}", many.join(", ")),
        [many @ .., last] => format!("{} {joined_by} {last}", many.join(", ")),
    }
}

/// Without a capital at its beginning.
fn uncapital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// With a capital at its beginning.
fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
