//! From the text of a file to a questionnaire, or to all that is wrong with it. First every table is opened and its id
//! noted, then each is read to the end with all names known, and last it is asked what can never happen.

mod condition;
mod content;
mod mandate;
mod model;
mod names;
mod question;
mod reach;
mod template;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use self::condition::Conditions;
use self::names::{Names, Opened, OpenedQuestion};
use super::question::{Kind, Section};
use super::{QuestionId, Questionnaire};
use crate::diagnostic::faults::Faults;
use crate::diagnostic::table::{At, Table, shown};
use crate::diagnostic::{Checked, Diagnostic};

/// The value of `format` in a questionnaire file.
const FORMAT: &str = "chiefly.questionnaire/1";

/// The share of the weight that must be answered before there is a verdict, where the file states none.
const ENOUGH: f64 = 0.5;

/// What every reader needs: where faults go, what names mean, and the conditions seen so far.
struct Context<'a> {
    faults: &'a Faults,
    names: &'a Names,
    conditions: &'a Conditions,
    source: &'a str,
}

impl Questionnaire {
    /// Meaning from text, or all that is wrong with it.
    pub fn parse(source: &str) -> Checked<Self> {
        let faults = Faults::default();
        let questionnaire = faults.table(source).and_then(|top| {
            let root = Table::root(&faults, top.get_ref(), "questionnaire");
            read(root, source)
        });
        faults.checked(source, questionnaire)
    }
}

impl Questionnaire {
    /// What stands above the first table of a file, and nothing else: enough for a first picture while the whole is
    /// read. Says nothing about faults.
    pub fn glance(source: &str) -> Self {
        let head = if source.starts_with('[') { "" } else { source.split("\n[").next().unwrap_or_default() };
        let faults = Faults::default();
        let Some(top) = faults.table(head) else { return Self::default() };
        let root = Table::root(&faults, top.get_ref(), "questionnaire");
        Self {
            title: root.optional_text("title"),
            summary: root.optional_text("summary"),
            minutes: minutes(&root),
            ..Self::default()
        }
    }
}

fn minutes(root: &Table<'_>) -> u32 {
    root.whole("minutes", 1..=10_000).and_then(|m| u32::try_from(m.value).ok()).unwrap_or(10)
}

/// SHA-256 of a text, in lower-case hexadecimal, as `sha256sum` prints it.
pub fn fingerprint(source: &str) -> String {
    Sha256::digest(source.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _: std::fmt::Result = write!(hex, "{byte:02x}");
        hex
    })
}

fn read(root: Table<'_>, source: &str) -> Option<Questionnaire> {
    let faults = root.faults;
    let whole = !faults.failed();
    root.check_format(FORMAT);
    let (names, opened) = names::open(&root)?;
    let conditions = Conditions::default();
    let context = Context { faults, names: &names, conditions: &conditions, source };
    let (decisions, spreads): (Vec<_>, Vec<_>) = opened.decisions.into_iter().map(model::decision).unzip();
    let stated = opened.criteria.len();
    let criteria = model::criteria(&context, opened.criteria, &spreads);
    // With a criterion left out for its faults, the others have moved: then it is not asked whose they are.
    let map = mandate::map(&context, &root, if criteria.len() == stated { &criteria } else { &[] });
    let questionnaire = Questionnaire {
        id: names::id(&root).value,
        version: root.needed_text("version").value,
        title: root.needed_text("title").value,
        summary: root.optional_text("summary"),
        minutes: minutes(&root),
        enough: root.number("enough", 0.0..=1.0).map_or(ENOUGH, |share| share.value),
        subject: None,
        fingerprint: fingerprint(source),
        source: source.to_owned(),
        sections: opened.sections.into_iter().map(section).collect(),
        decisions,
        criteria,
        questions: questions(&context, opened.questions),
        gates: model::gates(&context, &root),
        headlines: content::headlines(&context, &root),
        advice: content::advice(&context, &root),
        checks: content::checks(&context, &root),
        positions: opened.positions.into_iter().map(|p| mandate::position(&context, p)).collect(),
        duties: mandate::duties(&context, &root),
        charter: content::charter(&context, &root),
        measures: content::measures(&context, &root),
        steps: content::steps(&context, &root),
        interview: content::interview(&context, &root),
        risks: content::risks(&context, &root),
        costs: content::costs(&context, &root),
        sources: opened.sources.into_iter().map(mandate::source).collect(),
        map,
    };
    let subject = subject(&context, &root, &questionnaire);
    root.finish();
    conditions.check_order(faults, |id| questionnaire.questions.get(id.0).map_or_else(String::new, |q| q.id.clone()));
    if whole {
        reach::check(faults, &questionnaire, conditions);
    }
    Some(Questionnaire { subject, ..questionnaire })
}

fn section(opened: Opened<'_>) -> Section {
    let Opened { table, id } = opened;
    let section =
        Section { id: id.value, title: table.needed_text("title").value, intro: table.optional_text("intro") };
    table.finish();
    section
}

fn questions(context: &Context<'_>, opened: Vec<OpenedQuestion<'_>>) -> Vec<super::question::Question> {
    let read = |(i, opened)| question::question(context, QuestionId(i), opened);
    opened.into_iter().enumerate().map(read).collect()
}

fn subject(context: &Context<'_>, root: &Table<'_>, questionnaire: &Questionnaire) -> Option<QuestionId> {
    let At { value, span } = root.text("subject")?;
    let id = context.names.question(context.faults, &value, &span)?;
    let is_text = matches!(questionnaire.questions.get(id.0)?.kind, Kind::Text { .. });
    if !is_text {
        let message = format!("`{}` is not a text question", shown(&value));
        let fault = Diagnostic::error("wrong-kind", span, message);
        context.faults.push(fault.help("the subject is named by a question of kind `text`"));
    }
    is_text.then_some(id)
}
