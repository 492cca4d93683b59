//! Conditions as they stand in a file: which names they may use where, and what can be asked of each kind of answer.

use std::cell::RefCell;
use std::ops::Range;

use toml::de::DeValue;

use super::Context;
use super::names::{KindName, Subject};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::faults::{Faults, LARGEST};
use crate::diagnostic::table::{At, Table, Value, a_type, shown};
use crate::questionnaire::condition::{Condition, Matcher};
use crate::questionnaire::{AlternativeId, DecisionId, QuestionId};

/// Where a condition stands, which says what it may name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// On a question: earlier questions.
    Asking(QuestionId),
    /// On an option of a question: earlier questions.
    Offering(QuestionId),
    /// On a criterion: decisions before its own.
    Criterion(DecisionId),
    /// On a gate: questions, and decisions before its own.
    Gate(DecisionId),
    /// On a position: decisions.
    Decisions,
    /// On a check of answers against each other: questions.
    Check,
    /// On what the result says: questions and decisions.
    Result,
}

/// A condition that was read, kept to ask later whether it can ever hold.
#[derive(Debug)]
pub(super) struct Recorded {
    pub(super) scope: Scope,
    pub(super) span: Range<usize>,
    pub(super) condition: Condition,
}

/// A question that names another one in a condition.
#[derive(Debug)]
struct Edge {
    from: QuestionId,
    to: QuestionId,
    span: Range<usize>,
}

/// The conditions of a file.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    recorded: RefCell<Vec<Recorded>>,
    edges: RefCell<Vec<Edge>>,
}

impl Conditions {
    pub(super) fn into_recorded(self) -> Vec<Recorded> {
        self.recorded.into_inner()
    }

    /// Reports conditions that name their own or a later question, as cycles where both name each other.
    pub(super) fn check_order(&self, faults: &Faults, name: impl Fn(QuestionId) -> String) {
        let mut edges = self.edges.borrow_mut();
        edges.sort_by_key(|e| e.from);
        for edge in edges.iter().filter(|e| e.to >= e.from) {
            let (from, to) = (name(edge.from), name(edge.to));
            let (code, message) = if edge.from == edge.to {
                ("cycle", format!("cycle: a condition of `{from}` names `{from}` itself"))
            } else if reaches(&edges, edge.to, edge.from) {
                ("cycle", format!("cycle: `{from}` hangs on `{to}`, and `{to}` on `{from}`"))
            } else {
                ("later-reference", format!("`{from}` is asked before `{to}`, its condition cannot name it"))
            };
            let help = "conditions name earlier questions only: change the order, or take the condition out";
            faults.push(Diagnostic::error(code, edge.span.clone(), message).help(help));
        }
    }
}

/// Whether conditions lead from one question to another; edges are sorted by where they begin.
fn reaches(edges: &[Edge], from: QuestionId, to: QuestionId) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(&at) = seen.get(next) {
        let first = edges.partition_point(|e| e.from < at);
        for edge in edges[first..].iter().take_while(|e| e.from == at) {
            if edge.to == to {
                return true;
            }
            if !seen.contains(&edge.to) && seen.len() < 64 {
                seen.push(edge.to);
            }
        }
        next += 1;
    }
    false
}

impl Context<'_> {
    /// The condition under a key, if the key is there.
    pub(super) fn condition(&self, table: &Table<'_>, key: &'static str, scope: Scope) -> Option<Condition> {
        let value = table.value(key)?;
        let before = self.faults.count();
        // A condition with a fault in it says nothing that could be held against other parts of the file.
        let condition = self.read_condition(key, value, scope).filter(|_| self.faults.count() == before)?;
        let recorded = Recorded { scope, span: value.span(), condition: condition.clone() };
        self.conditions.recorded.borrow_mut().push(recorded);
        Some(condition)
    }

    /// The condition under a key that must be there; one that always holds after a fault.
    pub(super) fn needed_condition(&self, table: &Table<'_>, key: &'static str, scope: Scope) -> Condition {
        table.needed(key);
        self.condition(table, key, scope).unwrap_or_else(|| Condition::All(Vec::new()))
    }

    fn read_condition(&self, key: &str, value: &Value<'_>, scope: Scope) -> Option<Condition> {
        match value.get_ref() {
            DeValue::Array(tables) if !tables.is_empty() => {
                let parts: Vec<_> = tables.iter().filter_map(|part| self.read_all(part, scope)).collect();
                Some(Condition::Any(parts))
            }
            DeValue::Table(_) => self.read_all(value, scope),
            _ => {
                self.faults.wrong_type(key, value, "a table, or a list of tables with at least one,");
                None
            }
        }
    }

    /// A table whose keys must all hold.
    fn read_all(&self, value: &Value<'_>, scope: Scope) -> Option<Condition> {
        let table = Table::of(self.faults, value, "condition")?;
        let mut parts = Vec::new();
        let mut empty = true;
        for (name, value) in table.entries() {
            empty = false;
            match self.names.find_subject(self.faults, name.value, &name.span) {
                Some(Subject::Decision(id)) if self.may_name_decision(scope, id, &name) => {
                    parts.extend(self.on_decision(id, value));
                }
                Some(Subject::Question(id)) if self.may_name_question(scope, id, &name) => {
                    parts.extend(self.on_question(id, value).into_iter().map(|m| Condition::Question(id, m)));
                }
                _ => {}
            }
        }
        if empty {
            let fault = Diagnostic::error("empty-condition", value.span(), "this condition names nothing");
            self.faults.push(fault.help("take it out, or name a question: `{ question = \"option\" }`"));
        }
        Some(if parts.len() == 1 { parts.pop()? } else { Condition::All(parts) })
    }

    fn may_name_decision(&self, scope: Scope, id: DecisionId, name: &At<&str>) -> bool {
        let (fine, help) = match scope {
            Scope::Asking(_) | Scope::Offering(_) => {
                (false, "whether something is asked can hang on earlier questions only")
            }
            Scope::Check => (false, "a check looks at answers only"),
            Scope::Criterion(own) | Scope::Gate(own) => (id < own, "name a decision that is made before its own"),
            Scope::Decisions | Scope::Result => (true, ""),
        };
        if !fine {
            let message = format!("the decision `{}` is not made yet here", shown(name.value));
            self.faults.push(Diagnostic::error("later-reference", name.span.clone(), message).help(help));
        }
        fine
    }

    fn may_name_question(&self, scope: Scope, id: QuestionId, name: &At<&str>) -> bool {
        match scope {
            Scope::Asking(from) | Scope::Offering(from) => {
                self.conditions.edges.borrow_mut().push(Edge { from, to: id, span: name.span.clone() });
                true
            }
            Scope::Gate(_) | Scope::Check | Scope::Result => true,
            Scope::Criterion(_) | Scope::Decisions => {
                let message = format!("`{}` is a question, this condition takes decisions only", shown(name.value));
                let fault = Diagnostic::error("wrong-kind", name.span.clone(), message);
                self.faults.push(fault.help("name a decision"));
                false
            }
        }
    }

    fn on_decision(&self, decision: DecisionId, value: &Value<'_>) -> Option<Condition> {
        let negated_table = matches!(value.get_ref(), DeValue::Table(_));
        let names = if negated_table {
            let table = Table::of(self.faults, value, "condition on a decision")?;
            let names = table.needed("not").map(|v| self.one_or_more(v)).unwrap_or_default();
            table.finish();
            names
        } else {
            self.one_or_more(value)
        };
        let find = |n: &At<String>| self.names.alternative(self.faults, decision, &n.value, &n.span);
        let among: Vec<AlternativeId> = names.iter().filter_map(find).collect();
        Some(Condition::Decision { decision, among, negated: negated_table })
    }

    fn on_question(&self, id: QuestionId, value: &Value<'_>) -> Vec<Matcher> {
        let Some(kind) = self.names.questions.get(id.0).and_then(|q| q.kind) else { return Vec::new() };
        if kind == KindName::Note {
            self.mismatch(value.span(), "a note has no answer", "name a question");
            return Vec::new();
        }
        match value.get_ref() {
            DeValue::Table(_) => self.matchers(id, kind, value),
            DeValue::String(_) | DeValue::Array(_) => {
                self.picks(id, kind, value).map(Matcher::AnyOf).into_iter().collect()
            }
            other => {
                let message = format!("an answer is not matched by {}", a_type(other));
                self.mismatch(value.span(), &message, how_to_match(kind));
                Vec::new()
            }
        }
    }

    /// A table of matchers; all of them must hold.
    fn matchers(&self, id: QuestionId, kind: KindName, value: &Value<'_>) -> Vec<Matcher> {
        let Some(table) = Table::of(self.faults, value, "condition on an answer") else { return Vec::new() };
        let mut all = Vec::new();
        all.extend(table.value("not").and_then(|v| self.picks(id, kind, v)).map(Matcher::NoneOf));
        let ends = -LARGEST..=LARGEST;
        let (min, max) = (table.number("min", ends.clone()), table.number("max", ends));
        if table.has("min") || table.has("max") {
            if kind.is_graded() {
                self.check_ends(min.as_ref(), max.as_ref());
                all.push(Matcher::Range { min: min.map(|m| m.value), max: max.map(|m| m.value) });
            } else {
                self.mismatch(value.span(), "`min` and `max` match numbers only", how_to_match(kind));
            }
        }
        let (fewest, most) = (table.number("count_min", 0.0..=200.0), table.number("count_max", 0.0..=200.0));
        if table.has("count_min") || table.has("count_max") {
            if kind == KindName::Multiple {
                self.check_ends(fewest.as_ref(), most.as_ref());
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 200")]
                let count = |n: Option<At<f64>>, default| n.map_or(default, |n| n.value as usize);
                all.push(Matcher::Count { min: count(fewest, 0), max: count(most, usize::MAX) });
            } else {
                self.mismatch(
                    value.span(),
                    "`count_min` and `count_max` match multiple choices only",
                    how_to_match(kind),
                );
            }
        }
        all.extend(table.flag("answered").map(Matcher::Answered));
        all.extend(table.flag("unknown").map(Matcher::Unknown));
        if table.entries().next().is_none() {
            let fault = Diagnostic::error("empty-condition", value.span(), "this condition asks nothing of the answer");
            self.faults.push(fault.help(how_to_match(kind)));
        }
        table.finish();
        all
    }

    fn check_ends(&self, min: Option<&At<f64>>, max: Option<&At<f64>>) {
        if let (Some(min), Some(max)) = (min, max)
            && min.value > max.value
        {
            let message = format!("no number is {} or more and {} or less", min.value, max.value);
            let span = min.span.start.min(max.span.start)..min.span.end.max(max.span.end);
            self.faults.push(Diagnostic::error("empty-range", span, message).help("swap them"));
        }
    }

    /// Options of a question by their ids.
    fn picks(&self, id: QuestionId, kind: KindName, value: &Value<'_>) -> Option<Vec<usize>> {
        if !kind.has_options() {
            let message = format!("a {} has no options", kind.what());
            self.mismatch(value.span(), &message, how_to_match(kind));
            return None;
        }
        let options = &self.names.questions.get(id.0)?.options;
        let find = |n: &At<String>| options.find(self.faults, "option", &n.value, &n.span);
        Some(self.one_or_more(value).iter().filter_map(find).collect())
    }

    /// A text or a list of texts, at least one.
    fn one_or_more(&self, value: &Value<'_>) -> Vec<At<String>> {
        match value.get_ref() {
            DeValue::String(_) => self.faults.text("a condition", value).into_iter().collect(),
            DeValue::Array(items) if !items.is_empty() => self.faults.texts("a condition", value),
            _ => {
                self.faults.wrong_type("a condition", value, "an id, or a list of ids with at least one,");
                Vec::new()
            }
        }
    }

    fn mismatch(&self, span: Range<usize>, message: &str, help: &str) {
        self.faults.push(Diagnostic::error("wrong-matcher", span, message).help(help));
    }
}

fn how_to_match(kind: KindName) -> &'static str {
    match kind {
        KindName::Multiple => "write an option id, a list of them, `{ not = [...] }` or `{ count_min = 2 }`",
        KindName::Single | KindName::Points | KindName::Rank => {
            "write an option id, a list of them, or `{ not = [...] }`"
        }
        KindName::Scale | KindName::Number | KindName::Money => "write `{ min = 10, max = 49 }`",
        KindName::Text | KindName::Note => "write `{ answered = true }`",
    }
}
