//! What the result says on conditions: headlines, advice, checks, charter, measures, steps, interview, risks, costs.

use super::Context;
use super::condition::Scope;
use super::names::Register;
use super::question::currency;
use super::template::Pipes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::faults::LARGEST;
use crate::diagnostic::table::Table;
use crate::questionnaire::PositionId;
use crate::questionnaire::condition::Condition;
use crate::questionnaire::content::{
    Advice, AdviceKind, Charter, CharterKind, Check, CheckLevel, Cost, Headline, Interview, Measure, Risk, Step,
};
use crate::questionnaire::template::Template;

/// Reads every table of a list to its end.
fn each<T>(root: &Table<'_>, key: &'static str, read: impl FnMut(&Table<'_>) -> T) -> Vec<T> {
    each_as(root, key, key, read)
}

fn each_as<T>(
    root: &Table<'_>,
    key: &'static str,
    what: &'static str,
    mut read: impl FnMut(&Table<'_>) -> T,
) -> Vec<T> {
    let tables = root.tables(key, what).into_iter();
    let read = |table: Table<'_>| {
        let value = read(&table);
        table.finish();
        value
    };
    tables.map(read).collect()
}

impl Context<'_> {
    fn applies(&self, table: &Table<'_>) -> Option<Condition> {
        self.condition(table, "if", Scope::Result)
    }

    fn says(&self, table: &Table<'_>, key: &'static str) -> Template {
        self.needed_template(table, key, Pipes::Result)
    }

    fn may_say(&self, table: &Table<'_>, key: &'static str) -> Template {
        self.optional_template(table, key, Pipes::Result).unwrap_or_default()
    }

    fn for_position(&self, table: &Table<'_>) -> Option<PositionId> {
        let name = table.text("position")?;
        self.names.position(self.faults, &name.value, &name.span)
    }
}

pub(super) fn headlines(context: &Context<'_>, root: &Table<'_>) -> Vec<Headline> {
    each(root, "headline", |t| Headline { condition: context.applies(t), text: context.says(t, "text") })
}

pub(super) fn advice(context: &Context<'_>, root: &Table<'_>) -> Vec<Advice> {
    let kinds =
        [("caution", AdviceKind::Caution), ("alternative", AdviceKind::Alternative), ("hint", AdviceKind::Hint)];
    let mut seen = Register::default();
    each_as(root, "advice", "piece of advice", |t| Advice {
        id: context.own_id(t, &mut seen),
        condition: context.needed_condition(t, "if", Scope::Result),
        title: t.needed_text("title").value,
        text: context.says(t, "text"),
        kind: t.needed("kind").and_then(|_| t.word("kind", &kinds)).unwrap_or(AdviceKind::Hint),
        sources: context.sources(t),
    })
}

pub(super) fn checks(context: &Context<'_>, root: &Table<'_>) -> Vec<Check> {
    let levels = [("info", CheckLevel::Info), ("warning", CheckLevel::Warning), ("error", CheckLevel::Error)];
    let mut seen = Register::default();
    each(root, "check", |t| Check {
        id: context.own_id(t, &mut seen),
        condition: context.needed_condition(t, "if", Scope::Check),
        text: context.needed_template(t, "text", Pipes::Result),
        settle: context.needed_template(t, "settle", Pipes::Result),
        level: t.needed("level").and_then(|_| t.word("level", &levels)).unwrap_or(CheckLevel::Info),
    })
}

pub(super) fn charter(context: &Context<'_>, root: &Table<'_>) -> Vec<Charter> {
    let kinds = [
        ("goal", CharterKind::Goal),
        ("collaboration", CharterKind::Collaboration),
        ("boundary", CharterKind::Boundary),
        ("rhythm", CharterKind::Rhythm),
    ];
    each_as(root, "charter", "line of the charter", |t| Charter {
        kind: t.needed("kind").and_then(|_| t.word("kind", &kinds)).unwrap_or(CharterKind::Goal),
        condition: context.applies(t),
        text: context.says(t, "text"),
        sources: context.sources(t),
    })
}

pub(super) fn measures(context: &Context<'_>, root: &Table<'_>) -> Vec<Measure> {
    each(root, "measure", |t| Measure {
        position: context.for_position(t),
        condition: context.applies(t),
        text: context.says(t, "text"),
        target: context.may_say(t, "target"),
        by: t.optional_text("by"),
        sources: context.sources(t),
    })
}

pub(super) fn steps(context: &Context<'_>, root: &Table<'_>) -> Vec<Step> {
    each(root, "step", |t| {
        let (from, to) = days(t);
        Step {
            position: context.for_position(t),
            condition: context.applies(t),
            from,
            to,
            text: context.says(t, "text"),
            outcome: context.may_say(t, "outcome"),
            sources: context.sources(t),
        }
    })
}

fn days(table: &Table<'_>) -> (u32, u32) {
    table.needed("from");
    table.needed("to");
    let (from, to) = (table.whole("from", 1..=3_650), table.whole("to", 1..=3_650));
    let day = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
    if let (Some(from), Some(to)) = (&from, &to)
        && from.value > to.value
    {
        let fault = Diagnostic::error("empty-range", from.span.clone(), "`from` is after `to`");
        table.faults.push(fault.also(to.span.clone(), "`to`").help("swap them"));
    }
    (day(from.map(|n| n.value)), day(to.map(|n| n.value)))
}

pub(super) fn interview(context: &Context<'_>, root: &Table<'_>) -> Vec<Interview> {
    each_as(root, "interview", "interview question", |t| Interview {
        position: context.for_position(t),
        condition: context.applies(t),
        question: context.says(t, "question"),
        good: context.says(t, "good"),
        warning: context.says(t, "warning"),
        sources: context.sources(t),
    })
}

pub(super) fn risks(context: &Context<'_>, root: &Table<'_>) -> Vec<Risk> {
    each(root, "risk", |t| Risk {
        condition: context.applies(t),
        text: context.says(t, "text"),
        mitigation: context.says(t, "mitigation"),
        sources: context.sources(t),
    })
}

pub(super) fn costs(context: &Context<'_>, root: &Table<'_>) -> Vec<Cost> {
    each(root, "cost", |t| {
        let (low, high) = amounts(t);
        let sources = context.sources(t);
        if sources.is_empty() && !t.has("sources") {
            let fault = Diagnostic::error("missing-source", t.span.clone(), "this cost says no source");
            context.faults.push(fault.help("add `sources = [\"...\"]`: nobody believes a figure without one"));
        }
        Cost {
            condition: context.applies(t),
            position: context.for_position(t),
            label: t.needed_text("label").value,
            low,
            high,
            currency: currency(t),
            period: t.optional_text("period"),
            year: t.needed_text("year").value,
            basis: t.needed_text("basis").value,
            sources,
        }
    })
}

fn amounts(table: &Table<'_>) -> (f64, f64) {
    table.needed("low");
    table.needed("high");
    let (low, high) = (table.number("low", 0.0..=LARGEST), table.number("high", 0.0..=LARGEST));
    if let (Some(low), Some(high)) = (&low, &high)
        && low.value > high.value
    {
        let fault = Diagnostic::error("empty-range", low.span.clone(), "`low` is above `high`");
        table.faults.push(fault.also(high.span.clone(), "`high`").help("swap them"));
    }
    (low.map_or(0.0, |n| n.value), high.map_or(0.0, |n| n.value))
}
