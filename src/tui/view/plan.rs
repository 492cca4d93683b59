//! The plan: whom to hire, who owns what, the first 90 days, measures, cost, risks. All of it is the author's; here it is
//! only picked and put in order.

use super::super::canvas::Stack;
use super::super::theme::Theme;
use super::super::work::Work;
use crate::assessment::sentences;
use crate::questionnaire::condition::Condition;
use crate::questionnaire::content::{CharterKind, Cost, Duty, Position};
use crate::questionnaire::flow::Known;
use crate::questionnaire::template::Template;
use crate::questionnaire::{AlternativeId, PositionId, Questionnaire};
use crate::text;

/// The session as a plan reads it: with what is recommended, or with a candidate that is supposed.
struct Supposed<'a> {
    work: &'a Work,
    recommended: Vec<Option<AlternativeId>>,
}

impl Supposed<'_> {
    fn known(&self) -> Known<'_> {
        Known { recommended: &self.recommended, ..self.work.known() }
    }

    fn fill(&self, template: &Template) -> String {
        self.work.questionnaire().fill(template, &self.known(), None)
    }

    fn questionnaire(&self) -> &Questionnaire {
        self.work.questionnaire()
    }
}

/// Paints the page: where the first decision is too close to call, a plan for each candidate.
pub(super) fn page(theme: &Theme, work: &Work, stack: &mut Stack<'_>) {
    let assessment = &work.assessment;
    if assessment.courses.is_empty() {
        let decided = assessment.decisions.first().is_some_and(|result| result.recommended.is_some());
        if decided {
            plan(theme, &Supposed { work, recommended: assessment.recommended() }, stack);
        } else {
            stack.text(0, "There is nothing to plan before something is recommended.", theme.text);
        }
        return;
    }
    for (i, course) in assessment.courses.iter().enumerate() {
        if i > 0 {
            stack.gap();
        }
        stack.text(0, &sentences::supposed(work.questionnaire(), course), theme.strong);
        plan(theme, &Supposed { work, recommended: course.recommended() }, stack);
    }
}

fn plan(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>) {
    let hired = hired(work);
    if hired.is_empty() {
        stack.text(0, "There is no position to fill.", theme.text);
    }
    for (_, position) in &hired {
        stack.gap();
        stack.text(0, &position.title, theme.strong);
        sentence(theme, work, stack, 0, &position.purpose);
        list(theme, stack, "Brings", &position.profile);
        list(theme, stack, "Decides alone", &position.decides);
        list(theme, stack, "Not part of it", &position.out_of_scope);
    }
    duties(theme, work, stack);
    charter(theme, work, stack);
    steps(theme, work, stack, &hired);
    measures(theme, work, stack, &hired);
    costs(theme, work, stack, &hired);
    risks(theme, work, stack);
}

fn holds(work: &Supposed<'_>, condition: Option<&Condition>) -> bool {
    condition.is_none_or(|c| c.holds(&work.known()))
}

/// The positions that are to be filled.
fn hired<'a>(work: &'a Supposed<'_>) -> Vec<(PositionId, &'a Position)> {
    let positions = work.questionnaire().positions.iter().enumerate();
    let wanted = positions.filter(|(_, p)| p.hire_for.as_ref().is_some_and(|c| c.holds(&work.known())));
    wanted.map(|(i, p)| (PositionId(i), p)).collect()
}

/// Whether a line belongs to everybody, or to somebody who is hired.
fn concerns(hired: &[(PositionId, &Position)], position: Option<PositionId>) -> bool {
    position.is_none_or(|p| hired.iter().any(|(id, _)| *id == p))
}

fn title(theme: &Theme, stack: &mut Stack<'_>, words: &str) {
    stack.gap();
    stack.text(0, words, theme.accent);
}

fn sentence(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>, indent: u16, words: &Template) {
    if !words.is_empty() {
        stack.text(indent, &work.fill(words), theme.text);
    }
}

fn list(theme: &Theme, stack: &mut Stack<'_>, words: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    stack.text(0, words, theme.quiet);
    for item in items {
        stack.item("  - ", theme.quiet, item, theme.text);
    }
}

fn duties(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>) {
    let questionnaire = work.questionnaire();
    let recommended = &work.recommended;
    let holder = |duty: &Duty| -> Option<(PositionId, Option<PositionId>)> {
        let chosen = recommended.get(duty.decision.0).copied().flatten()?;
        Some((*duty.holder.get(chosen.0)?, duty.supports.get(chosen.0).copied().flatten()))
    };
    let mut held: Vec<(PositionId, Option<PositionId>, bool, &Duty)> = questionnaire
        .duties
        .iter()
        .filter_map(|d| {
            let (who, with) = holder(d)?;
            Some((who, with, d.urgent_if.as_ref().is_some_and(|c| c.holds(&work.known())), d))
        })
        .collect();
    held.sort_by_key(|(who, _, urgent, _)| (*who, !urgent));
    let mut last = None;
    for (who, with, urgent, duty) in held {
        let name = |id: PositionId| questionnaire.positions.get(id.0).map_or("", |p| p.title.as_str());
        if last != Some(who) {
            last = Some(who);
            title(theme, stack, &format!("Owned by: {}", name(who)));
        }
        let shared = with.map_or_else(String::new, |w| format!(" (with {})", name(w)));
        let (sign, style) = if urgent { ("  ! ", theme.strong) } else { ("  - ", theme.text) };
        let now = if urgent { ", now" } else { "" };
        stack.item(sign, theme.warn, &format!("{}{shared}{now}", duty.title), style);
    }
}

fn charter(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>) {
    let kinds = [
        (CharterKind::Goal, "Shared goals"),
        (CharterKind::Collaboration, "Done together"),
        (CharterKind::Boundary, "Boundaries"),
        (CharterKind::Rhythm, "Rhythm"),
    ];
    for (kind, words) in kinds {
        let lines = work.questionnaire().charter.iter();
        let lines: Vec<_> = lines.filter(|c| c.kind == kind && holds(work, c.condition.as_ref())).collect();
        if !lines.is_empty() {
            title(theme, stack, words);
        }
        for line in lines {
            stack.item("  - ", theme.quiet, &work.fill(&line.text), theme.text);
        }
    }
}

fn steps(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>, hired: &[(PositionId, &Position)]) {
    let steps = work.questionnaire().steps.iter();
    let mut steps: Vec<_> =
        steps.filter(|s| concerns(hired, s.position) && holds(work, s.condition.as_ref())).collect();
    steps.sort_by_key(|s| (s.from, s.to));
    if !steps.is_empty() {
        title(theme, stack, "The first 90 days");
    }
    for step in steps {
        let days = format!("  {:>3}-{:<3} ", step.from, step.to);
        stack.item(&days, theme.quiet, &work.fill(&step.text), theme.text);
        if !step.outcome.is_empty() {
            stack.text(10, &format!("on the table: {}", work.fill(&step.outcome)), theme.quiet);
        }
    }
}

fn measures(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>, hired: &[(PositionId, &Position)]) {
    let measures = work.questionnaire().measures.iter();
    let measures: Vec<_> =
        measures.filter(|m| concerns(hired, m.position) && holds(work, m.condition.as_ref())).collect();
    if !measures.is_empty() {
        title(theme, stack, "How success is measured");
    }
    for measure in measures {
        let target = work.fill(&measure.target);
        let parts: Vec<String> = [target, measure.by.clone()].into_iter().filter(|p| !p.is_empty()).collect();
        stack.item("  - ", theme.quiet, &work.fill(&measure.text), theme.text);
        if !parts.is_empty() {
            stack.text(4, &parts.join("; "), theme.quiet);
        }
    }
}

fn costs(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>, hired: &[(PositionId, &Position)]) {
    let costs = work.questionnaire().costs.iter();
    let costs: Vec<&Cost> =
        costs.filter(|c| concerns(hired, c.position) && holds(work, c.condition.as_ref())).collect();
    if !costs.is_empty() {
        title(theme, stack, "What it costs");
    }
    for cost in costs {
        let band = format!(
            "{} {} to {} a {}",
            cost.currency,
            text::grouped(cost.low, 0),
            text::grouped(cost.high, 0),
            cost.period
        );
        stack.item("  - ", theme.quiet, &format!("{}: {band}", cost.label), theme.text);
        let year = if cost.year.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "year " };
        stack.text(4, &format!("{}; {year}{}", cost.basis, cost.year), theme.quiet);
    }
}

fn risks(theme: &Theme, work: &Supposed<'_>, stack: &mut Stack<'_>) {
    let risks = work.questionnaire().risks.iter().filter(|r| holds(work, r.condition.as_ref()));
    for (i, risk) in risks.enumerate() {
        if i == 0 {
            title(theme, stack, "Risks, and what to do about them");
        }
        stack.item("  - ", theme.quiet, &work.fill(&risk.text), theme.text);
        stack.text(4, &work.fill(&risk.mitigation), theme.quiet);
    }
}
