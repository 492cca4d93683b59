//! Decisions, criteria with their performance rows, and gates.

use super::Context;
use super::condition::Scope;
use super::names::{Opened, OpenedDecision, Register};
use super::template::Pipes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::faults::LARGEST;
use crate::diagnostic::table::{At, Table, Value, listed, shown};
use crate::questionnaire::model::{Alternative, Criterion, Decision, Gate};
use crate::questionnaire::{AlternativeId, DecisionId, SourceId};
use crate::text;

/// Columns of an alternative's short name.
const SHORT_COLUMNS: usize = 14;

/// A decision, and the spread of performances that its criteria take over.
pub(super) fn decision(opened: OpenedDecision<'_>) -> (Decision, f64) {
    let OpenedDecision { opened: Opened { table, id }, alternatives } = opened;
    let thresholds = table.table("thresholds", "table of thresholds");
    let threshold =
        |key, default| thresholds.as_ref().and_then(|t| t.number(key, 0.0..=1.0)).map_or(default, |n| n.value);
    let (clear, leaning) = (threshold("clear", 0.80), threshold("leaning", 0.55));
    if let Some(thresholds) = thresholds {
        if leaning > clear {
            let message = "`leaning` is above `clear`";
            let fault = Diagnostic::error("out-of-range", thresholds.span.clone(), message);
            table.faults.push(fault.help("the threshold of `leaning` is at most that of `clear`"));
        }
        thresholds.finish();
    }
    let decision = Decision {
        id: id.value,
        title: table.needed_text("title").value,
        question: table.needed_text("question").value,
        clear,
        leaning,
        weight_spread: table.number("weight_spread", 0.0..=1.0).map_or(0.4, |n| n.value),
        utility_spread: table.number("utility_spread", 0.0..=LARGEST).map_or(0.0, |n| n.value),
        alternatives: alternatives.into_iter().map(alternative).collect(),
    };
    let spread = table.number("performance_spread", 0.0..=1.0).map_or(0.1, |n| n.value);
    table.finish();
    (decision, spread)
}

fn alternative(opened: Opened<'_>) -> Alternative {
    let Opened { table, id } = opened;
    let short = table.needed_text("short");
    if text::width(&short.value) > SHORT_COLUMNS {
        let message = format!("`{}` takes more than {SHORT_COLUMNS} columns", shown(&short.value));
        table.faults.push(Diagnostic::error("too-long", short.span, message).help("shorten it"));
    }
    let alternative = Alternative {
        id: id.value,
        title: table.needed_text("title").value,
        short: short.value,
        summary: table.optional_text("summary"),
        phrase: table.needed_text("phrase").value,
    };
    table.finish();
    alternative
}

/// The criteria, each with a full row of performances.
pub(super) fn criteria(context: &Context<'_>, opened: Vec<Opened<'_>>, spreads: &[f64]) -> Vec<Criterion> {
    opened.into_iter().filter_map(|o| criterion(context, o, spreads)).collect()
}

fn criterion(context: &Context<'_>, opened: Opened<'_>, spreads: &[f64]) -> Option<Criterion> {
    let Opened { table, id } = opened;
    table.needed("decision");
    let decision = context.decision(&table, "decision");
    let spread = table.number("spread", 0.0..=1.0).map(|n| n.value);
    table.needed("performance");
    let performances = table.table("performance", "table of performances");
    let performance = match (&performances, decision) {
        (Some(row), Some(decision)) => performance(context, row, decision),
        _ => Vec::new(),
    };
    let scope = Scope::Criterion(decision.unwrap_or(DecisionId(0)));
    let criterion = Criterion {
        id: id.value,
        decision: decision.unwrap_or(DecisionId(0)),
        title: table.needed_text("title").value,
        summary: table.optional_text("summary"),
        base: table.number("base", 0.0..=LARGEST).map_or(0.0, |n| n.value),
        performance,
        spread: spread.or_else(|| spreads.get(decision?.0).copied()).unwrap_or_default(),
        applies_if: context.condition(&table, "applies_if", scope),
        sources: context.sources(&table),
    };
    table.finish();
    decision.map(|_| criterion)
}

fn performance(context: &Context<'_>, row: &Table<'_>, decision: DecisionId) -> Vec<f64> {
    let cell =
        |name: &At<&str>, value: &Value<'_>| context.faults.number(name.value, value, 0.0..=1.0).map(|n| n.value);
    context.row(row, decision, cell).into_iter().map(Option::unwrap_or_default).collect()
}

/// The gates.
pub(super) fn gates(context: &Context<'_>, root: &Table<'_>) -> Vec<Gate> {
    let mut seen = Register::default();
    root.tables("gate", "gate").into_iter().map(|table| gate(context, table, &mut seen)).collect()
}

fn gate(context: &Context<'_>, table: Table<'_>, seen: &mut Register) -> Gate {
    let id = context.own_id(&table, seen);
    let decision = context.decision(&table, "decision").unwrap_or(DecisionId(0));
    table.needed("excludes");
    let excluded = table.texts("excludes");
    if excluded.is_empty() && table.has("excludes") {
        let fault = Diagnostic::error("too-few", table.span.clone(), "this gate excludes nothing");
        context.faults.push(fault.help("name an alternative in `excludes`"));
    }
    let find = |n: &At<String>| context.names.alternative(context.faults, decision, &n.value, &n.span);
    let gate = Gate {
        id,
        decision,
        excludes: excluded.iter().filter_map(find).collect(),
        condition: context.needed_condition(&table, "if", Scope::Gate(decision)),
        because: context.needed_template(&table, "because", Pipes::Result),
        sources: context.sources(&table),
    };
    table.finish();
    gate
}

impl Context<'_> {
    /// The decision that a key names, if the key is there.
    pub(super) fn decision(&self, table: &Table<'_>, key: &'static str) -> Option<DecisionId> {
        let name = table.text(key)?;
        self.names.decision(self.faults, &name.value, &name.span)
    }

    /// The sources that are named.
    pub(super) fn sources(&self, table: &Table<'_>) -> Vec<SourceId> {
        let named = table.texts("sources");
        named.iter().filter_map(|n| self.names.source(self.faults, &n.value, &n.span)).collect()
    }

    /// The id of a table whose id nothing refers to.
    pub(super) fn own_id(&self, table: &Table<'_>, seen: &mut Register) -> String {
        let id = super::names::id(table);
        seen.add(self.faults, &id, 0);
        id.value
    }

    /// A table with one cell for each alternative of a decision, in their order; faults for what is missing.
    pub(super) fn row<T>(
        &self,
        table: &Table<'_>,
        decision: DecisionId,
        read: impl FnMut(&At<&str>, &Value<'_>) -> Option<T>,
    ) -> Vec<Option<T>> {
        let ids = self.names.decisions.get(decision.0).map_or(&[][..], |d| &d.alternatives);
        let missing: Vec<&str> = ids.iter().map(String::as_str).filter(|id| !table.has(id)).collect();
        if !missing.is_empty() {
            let message = format!("this {} misses {}", table.what, listed(&missing));
            let fault = Diagnostic::error("incomplete-row", table.span.clone(), message);
            self.faults.push(fault.help("every alternative of the decision needs a cell"));
        }
        self.cells(table, decision, read)
    }

    /// A table with cells for some alternatives of a decision, in their order.
    pub(super) fn cells<T>(
        &self,
        table: &Table<'_>,
        decision: DecisionId,
        mut read: impl FnMut(&At<&str>, &Value<'_>) -> Option<T>,
    ) -> Vec<Option<T>> {
        let count = self.names.decisions.get(decision.0).map_or(0, |d| d.alternatives.len());
        let mut cells: Vec<Option<T>> = (0..count).map(|_| None).collect();
        for (name, value) in table.entries() {
            let alternative = self.names.alternative(self.faults, decision, name.value, &name.span);
            if let Some(cell) = alternative.and_then(|AlternativeId(i)| cells.get_mut(i)) {
                *cell = read(&name, value);
            }
        }
        cells
    }
}
