//! Who holds which duty, where it is all from, and the two-axis map.

use super::Context;
use super::condition::Scope;
use super::names::{Opened, Register};
use super::template::Pipes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::table::{At, Table, Value, shown};
use crate::questionnaire::content::{Axis, Duty, Map, Position, Source};
use crate::questionnaire::model::Criterion;
use crate::questionnaire::{CriterionId, DecisionId, PositionId};

pub(super) fn position(context: &Context<'_>, opened: Opened<'_>) -> Position {
    let Opened { table, id } = opened;
    let texts = |key| table.texts(key).into_iter().map(|t| t.value).collect();
    let position = Position {
        id: id.value,
        title: table.needed_text("title").value,
        short: table.needed_text("short").value,
        hire_for: context.condition(&table, "hire_for", Scope::Decisions),
        purpose: context.optional_template(&table, "purpose", Pipes::Result).unwrap_or_default(),
        profile: texts("profile"),
        decides: texts("decides"),
        out_of_scope: texts("out_of_scope"),
    };
    table.finish();
    position
}

pub(super) fn duties(context: &Context<'_>, root: &Table<'_>) -> Vec<Duty> {
    let mut seen = Register::default();
    root.tables("duty", "duty").into_iter().map(|table| duty(context, table, &mut seen)).collect()
}

fn duty(context: &Context<'_>, table: Table<'_>, seen: &mut Register) -> Duty {
    let id = context.own_id(&table, seen);
    let decision = context.decision(&table, "decision").unwrap_or(DecisionId(0));
    let position = |_: &At<&str>, value: &Value<'_>| -> Option<PositionId> {
        let name = context.faults.text("a position", value)?;
        context.names.position(context.faults, &name.value, &name.span)
    };
    table.needed("holder");
    let holder = table.table("holder", "table of holders").map(|t| context.row(&t, decision, position));
    let supports = table.table("supports", "table of supporters").map(|t| context.cells(&t, decision, position));
    let count = context.names.decisions.get(decision.0).map_or(0, |d| d.alternatives.len());
    let duty = Duty {
        id,
        area: table.needed_text("area").value,
        title: table.needed_text("title").value,
        detail: context.optional_template(&table, "detail", Pipes::Result).unwrap_or_default(),
        decision,
        holder: holder.unwrap_or_default().into_iter().map(|p| p.unwrap_or(PositionId(0))).collect(),
        supports: supports.unwrap_or_else(|| vec![None; count]),
        urgent_if: context.condition(&table, "urgent_if", Scope::Result),
        sources: context.sources(&table),
    };
    table.finish();
    duty
}

pub(super) fn source(opened: Opened<'_>) -> Source {
    let Opened { table, id } = opened;
    let url = table.text("url");
    if let Some(At { value, span }) = &url
        && !is_web_address(value)
    {
        let message = format!("`{}` is not a web address", shown(value));
        let fault = Diagnostic::error("bad-url", span.clone(), message);
        table.faults.push(fault.help("it begins with `https://` or `http://` and has no spaces"));
    }
    let source = Source {
        id: id.value,
        title: table.needed_text("title").value,
        publisher: table.optional_text("publisher"),
        year: table.optional_text("year"),
        url: url.map(|u| u.value).unwrap_or_default(),
        note: table.optional_text("note"),
    };
    table.finish();
    source
}

fn is_web_address(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '\\' | '`' | '{' | '}' | '|' | '^');
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/')) && url.chars().all(plain)
}

pub(super) fn map(context: &Context<'_>, root: &Table<'_>, criteria: &[Criterion]) -> Option<Map> {
    let table = root.table("map", "map")?;
    table.needed("decision");
    let decision = context.decision(&table, "decision");
    table.needed("x");
    table.needed("y");
    let (x, y) = (table.table("x", "axis"), table.table("y", "axis"));
    table.finish();
    let belongs = |id: &CriterionId| criteria.get(id.0).is_none_or(|c| Some(c.decision) == decision);
    let x = x.map(|table| axis(context, table, belongs));
    let y = y.map(|table| axis(context, table, belongs));
    Some(Map { decision: decision?, x: x?, y: y? })
}

fn axis(context: &Context<'_>, table: Table<'_>, belongs: impl Fn(&CriterionId) -> bool) -> Axis {
    table.needed("criteria");
    let find = |n: At<String>| {
        let id = context.names.criterion(context.faults, &n.value, &n.span);
        if id.as_ref().is_some_and(|id| !belongs(id)) {
            let message = format!("`{}` is a criterion of another decision than the map's", shown(&n.value));
            let fault = Diagnostic::error("wrong-kind", n.span, message);
            context.faults.push(fault.help("an axis adds up criteria of the decision that the map names"));
        }
        id
    };
    let criteria: Vec<CriterionId> = table.texts("criteria").into_iter().filter_map(find).collect();
    let axis = Axis { title: table.needed_text("title").value, criteria };
    table.finish();
    axis
}
