//! Questions with their options, numbers and bands, and how each answer loads on the criteria.

use toml::de::DeValue;

use super::Context;
use super::condition::Scope;
use super::names::{KindName, Opened, OpenedQuestion};
use super::template::Pipes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::faults::LARGEST;
use crate::diagnostic::table::{At, Table, Value, shown};
use crate::questionnaire::question::{Band, Choice, Direction, Graded, Kind, Nature, Question, Time, Unit};
use crate::questionnaire::{CriterionId, QuestionId, SectionId};

/// Points (value, loading) of one criterion.
type Points = Vec<(f64, f64)>;

/// A question, all its faults collected.
pub(super) fn question(context: &Context<'_>, id: QuestionId, opened: OpenedQuestion<'_>) -> Question {
    let OpenedQuestion { opened: Opened { table, id: name }, kind, options } = opened;
    let options: Vec<Choice> = options.into_iter().map(|o| choice(context, id, kind, o)).collect();
    let scored = !matches!(kind, Some(KindName::Text | KindName::Note));
    let answered = kind != Some(KindName::Note);
    let section = table.needed_text("section");
    let section = context.names.section(context.faults, &section.value, &section.span).unwrap_or(SectionId(0));
    let pipes = Pipes::Asking(id);
    let prompt = context.needed_template(&table, "prompt", pipes);
    let why = if scored { table.needed_text("why").value } else { table.optional_text("why") };
    let flag = |key, default| if answered { table.flag(key).unwrap_or(default) } else { default };
    let question = Question {
        id: name.value,
        section,
        prompt,
        help: context.optional_template(&table, "help", pipes).unwrap_or_default(),
        why,
        guide: context.optional_template(&table, "guide", pipes).unwrap_or_default(),
        nature: if answered { table.word("nature", &Nature::WORDS) } else { None }.unwrap_or(Nature::Judgement),
        weight: if scored { table.number("weight", 0.0..=LARGEST).map_or(1.0, |n| n.value) } else { 0.0 },
        sources: context.sources(&table),
        ask_if: context.condition(&table, "ask_if", Scope::Asking(id)),
        unknown: flag("unknown", true),
        not_applicable: flag("not_applicable", true),
        required: flag("required", false),
        time: if scored { time(context, &table) } else { None },
        stays: if scored { flag("stays", false) } else { false },
        effort: if scored { table.number("effort", 0.01..=LARGEST).map_or(1.0, |n| n.value) } else { 1.0 },
        kind: kind.map_or(Kind::Note, |kind| read_kind(context, &table, kind, options)),
    };
    if question.is_scored() && question.sources.is_empty() && !table.has("sources") {
        let message = format!("`{}` is scored, but says no source", question.id);
        let fault = Diagnostic::error("missing-source", table.span.clone(), message);
        context.faults.push(fault.help("add `sources = [\"...\"]`, or `weight = 0`"));
    }
    if kind.is_some() {
        table.finish();
    }
    question
}

fn read_kind(context: &Context<'_>, table: &Table<'_>, kind: KindName, options: Vec<Choice>) -> Kind {
    if kind.has_options() && options.len() < 2 {
        let fault = Diagnostic::error("too-few", table.span.clone(), format!("a {} needs two options", kind.what()));
        context.faults.push(fault.help("add `[[question.option]]`"));
    }
    match kind {
        KindName::Single => Kind::Single(options),
        KindName::Multiple => multiple(table, options),
        KindName::Points => Kind::Points(options),
        KindName::Rank => Kind::Rank(options),
        KindName::Scale => scale(context, table),
        KindName::Number | KindName::Money => number(context, table, kind),
        KindName::Text => {
            let max_length = table.whole("max_length", 1..=4_000).and_then(|n| usize::try_from(n.value).ok());
            Kind::Text { max_length: max_length.unwrap_or(200), placeholder: table.optional_text("placeholder") }
        }
        KindName::Note => Kind::Note,
    }
}

fn multiple(table: &Table<'_>, options: Vec<Choice>) -> Kind {
    let count = i64::try_from(options.len()).unwrap_or(i64::MAX);
    let fewest = table.whole("min", 0..=count);
    let most = table.whole("max", 1..=count.max(1));
    if let (Some(fewest), Some(most)) = (&fewest, &most)
        && fewest.value > most.value
    {
        let fault = Diagnostic::error("empty-range", fewest.span.clone(), "`min` is above `max`");
        table.faults.push(fault.also(most.span.clone(), "`max`").help("swap them"));
        return Kind::Multiple { min: 0, max: options.len(), options };
    }
    let size = |n: Option<At<i64>>, default| n.and_then(|n| usize::try_from(n.value).ok()).unwrap_or(default);
    Kind::Multiple { min: size(fewest, 0), max: size(most, options.len()), options }
}

fn scale(context: &Context<'_>, table: &Table<'_>) -> Kind {
    table.needed("min");
    table.needed("max");
    let bounds = -1_000_000..=1_000_000;
    let (min, max) = (table.whole("min", bounds.clone()), table.whole("max", bounds));
    if let (Some(min), Some(max)) = (&min, &max)
        && !(1..=10).contains(&(max.value - min.value))
    {
        let fault = Diagnostic::error("empty-range", max.span.clone(), "a scale has 2 to 11 steps");
        context.faults.push(fault.also(min.span.clone(), "from here").help("put `max` 1 to 10 above `min`"));
    }
    Kind::Scale {
        min: min.map_or(i64::MIN, |n| n.value),
        max: max.map_or(i64::MAX, |n| n.value),
        low: table.needed_text("low").value,
        high: table.needed_text("high").value,
        graded: graded(context, table),
    }
}

fn number(context: &Context<'_>, table: &Table<'_>, kind: KindName) -> Kind {
    table.needed("min");
    table.needed("max");
    let (min, max) = (table.number("min", -LARGEST..=LARGEST), table.number("max", -LARGEST..=LARGEST));
    if let (Some(min), Some(max)) = (&min, &max)
        && min.value >= max.value
    {
        let fault = Diagnostic::error("empty-range", max.span.clone(), "`max` is not above `min`");
        context.faults.push(fault.also(min.span.clone(), "`min`").help("swap them"));
    }
    let (unit, decimals) = if kind == KindName::Money {
        let unit = Unit::Money { currency: currency(table), period: table.optional_text("period") };
        (unit, None)
    } else {
        (Unit::Of(table.optional_text("unit")), table.whole("decimals", 0..=6))
    };
    Kind::Number {
        min: min.map_or(-LARGEST, |n| n.value),
        max: max.map_or(LARGEST, |n| n.value),
        decimals: decimals.and_then(|n| u8::try_from(n.value).ok()).unwrap_or(0),
        unit,
        graded: graded(context, table),
    }
}

/// An ISO 4217 code: three capital letters.
pub(super) fn currency(table: &Table<'_>) -> String {
    let code = table.needed_text("currency");
    let is_code = code.value.len() == 3 && code.value.bytes().all(|b| b.is_ascii_uppercase());
    if !is_code && !code.value.is_empty() {
        let message = format!("`{}` is not a currency", shown(&code.value));
        let fault = Diagnostic::error("unknown-word", code.span, message);
        table.faults.push(fault.help("write its three-letter code, as in `USD`"));
    }
    code.value
}

fn choice(context: &Context<'_>, question: QuestionId, kind: Option<KindName>, opened: Opened<'_>) -> Choice {
    let Opened { table, id } = opened;
    let choice = Choice {
        id: id.value,
        label: table.needed_text("label").value,
        hint: table.optional_text("hint"),
        loads: table.table("loads", "table of loadings").map(|t| loads(context, &t)).unwrap_or_default(),
        reason: context.optional_template(&table, "reason", Pipes::AboutAnswer),
        exclusive: kind == Some(KindName::Multiple) && table.flag("exclusive").unwrap_or(false),
        show_if: context.condition(&table, "show_if", Scope::Offering(question)),
    };
    if kind.is_some() {
        table.finish();
    }
    choice
}

fn loads(context: &Context<'_>, table: &Table<'_>) -> Vec<(CriterionId, f64)> {
    let load = |(name, value): (At<&str>, &Value<'_>)| {
        let criterion = context.names.criterion(context.faults, name.value, &name.span);
        let load = context.faults.number(name.value, value, 0.0..=LARGEST);
        Some((criterion?, load?.value))
    };
    table.entries().filter_map(load).collect()
}

fn graded(context: &Context<'_>, table: &Table<'_>) -> Graded {
    let loads = table.table("loads", "table of loadings").map(|t| graded_loads(context, &t)).unwrap_or_default();
    let bands: Vec<Band> = {
        let tables = table.tables("band", "band");
        let last = tables.len().saturating_sub(1);
        let mut below = f64::NEG_INFINITY;
        tables.into_iter().enumerate().map(|(i, t)| band(context, t, i == last, &mut below)).collect()
    };
    Graded { loads, bands }
}

fn graded_loads(context: &Context<'_>, table: &Table<'_>) -> Vec<(CriterionId, Points)> {
    let load = |(name, value): (At<&str>, &Value<'_>)| {
        let criterion = context.names.criterion(context.faults, name.value, &name.span);
        let points = points(context, name.value, value);
        Some((criterion?, points))
    };
    table.entries().filter_map(load).collect()
}

fn points(context: &Context<'_>, name: &str, value: &Value<'_>) -> Points {
    let faults = context.faults;
    let DeValue::Array(items) = value.get_ref() else {
        faults.wrong_type(name, value, "a list of points `[value, loading]`");
        return Vec::new();
    };
    if items.is_empty() {
        let fault = Diagnostic::error("too-few", value.span(), format!("`{}` has no points", shown(name)));
        faults.push(fault.help("write `[[0, 0.0], [100, 1.0]]`"));
    }
    let mut points = Points::new();
    for item in items {
        let pair = match item.get_ref() {
            DeValue::Array(pair) => pair.iter().collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let [x, y] = pair[..] else {
            faults.wrong_type(name, item, "a point `[value, loading]`");
            continue;
        };
        let (at, load) = (faults.number(name, x, -LARGEST..=LARGEST), faults.number(name, y, 0.0..=LARGEST));
        let (Some(at), Some(load)) = (at, load) else { continue };
        if points.last().is_some_and(|&(before, _)| before >= at.value) {
            let message = format!("the points of `{}` do not rise here", shown(name));
            faults.push(Diagnostic::error("not-rising", at.span, message).help("order them by value, each once"));
        }
        points.push((at.value, load.value));
    }
    points
}

fn band(context: &Context<'_>, table: Table<'_>, last: bool, below: &mut f64) -> Band {
    let max = table.number("max", -LARGEST..=LARGEST);
    match &max {
        Some(max) if last => {
            let fault = Diagnostic::error("not-rising", max.span.clone(), "the last band has no `max`");
            context.faults.push(fault.help("take it out: the last band holds all greater numbers"));
        }
        Some(max) if max.value <= *below => {
            let fault = Diagnostic::error("not-rising", max.span.clone(), "the bands do not rise here");
            context.faults.push(fault.help("order them by `max`, each once"));
        }
        None if !last && !table.has("max") => {
            table.needed("max");
        }
        _ => {}
    }
    *below = max.as_ref().map_or(*below, |m| m.value);
    let band = Band {
        max: max.map(|m| m.value),
        label: table.needed_text("label").value,
        reason: context.optional_template(&table, "reason", Pipes::AboutAnswer),
    };
    table.finish();
    band
}

fn time(context: &Context<'_>, table: &Table<'_>) -> Option<Time> {
    let directions = [("up", Direction::Up), ("down", Direction::Down), ("either", Direction::Either)];
    let direction = table.word("changes_with_time", &directions);
    let review = context.optional_template(table, "review", Pipes::AboutAnswer);
    if review.is_some() && !table.has("changes_with_time") {
        table.needed("changes_with_time");
    }
    Some(Time { direction: direction?, review: review.unwrap_or_default() })
}
