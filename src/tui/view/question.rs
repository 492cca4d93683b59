//! The question at hand. What a person decides on comes first; the rest takes what room is left:
//! standing, help, hints, why.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, Stack, below, item_lines};
use super::super::draft::{Draft, Input, Row};
use super::super::model::Model;
use super::super::scroll;
use super::super::theme::Theme;
use super::super::work::Work;
use super::{WIDE, why};
use crate::questionnaire::answer::{Confidence, Value};
use crate::questionnaire::question::{Kind, Question, Unit};
use crate::text;

/// Columns that labels stand in from the left.
const INDENT: u16 = 2;
/// Columns from which the standing has a pane of its own.
const VERY_WIDE: u16 = 138;
/// Columns of that pane.
const STANDING: u16 = 38;
/// Columns of the pane with the reason, and with the standing below it where that has none of its own.
const REASON: u16 = 40;
/// Most columns of a line that is read.
const MEASURE: u16 = 76;

/// Most lines of a field.
const FIELD: usize = 6;
/// Paints the screen.
pub(super) fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(work) = &model.work else { return };
    if area.width < WIDE - 2 {
        let column = Rect { x: area.x + INDENT, width: area.width - 2 * INDENT, ..area };
        column_of(canvas, work, column, false);
        return;
    }
    let apart = work.standing && area.width >= VERY_WIDE;
    let right = REASON + if apart { STANDING } else { 0 };
    let left = area.width - right;
    let question = Rect { x: area.x + INDENT, width: (left - 2 * INDENT).min(MEASURE), ..area };
    column_of(canvas, work, question, true);
    let pane = Rect { x: area.x + left, y: area.y + 1, width: REASON - 2, height: area.height.saturating_sub(1) };
    let used = why::reason(canvas, work, pane);
    if apart {
        why::standing(canvas, work, Rect { x: pane.x + REASON, width: STANDING, ..pane });
    } else if work.standing {
        why::standing(canvas, work, below(pane, used + 1));
    }
}

/// What of a question there is room for. The prompt, the options and the state of the answer always are; the options
/// scroll when even that is too much.
struct Fit {
    prompt: Vec<String>,
    intro: Option<String>,
    help: Option<String>,
    rows: Vec<Vec<Line<'static>>>,
    clash: Option<String>,
    status: String,
    air: bool,
    gap: bool,
    standing: bool,
}

impl Fit {
    fn of(theme: &Theme, work: &Work, area: Rect, width: u16, panes: bool) -> Self {
        let question = work.question();
        let prompt = text::wrap(&work.fill(&question.prompt), usize::from(width));
        let mut status = status(work, question);
        let bare = rows_of(theme, work, width, false);
        let full = rows_of(theme, work, width, true);
        let needed = lines(prompt.len()) + heights(&bare) + u16::from(!status.is_empty());
        let mut left = area.height.saturating_sub(needed);
        let mut take = |wanted: u16| {
            let taken = wanted <= left;
            left -= if taken { wanted } else { 0 };
            taken
        };
        let clash = work.clash().map(|clash| clash.short()).filter(|_| take(1));
        let gap = take(1);
        let standing = !panes && work.standing && take(why::standing_height(work) + 1);
        if work.standing && !panes && !standing && (!status.is_empty() || take(1)) {
            status = why::brief_standing(work);
        }
        let help = Some(work.fill(&question.help)).filter(|h| !h.is_empty() && take(height(h, width)));
        let air = take(1);
        let hints = take(heights(&full) - heights(&bare));
        let cursor = work.draft.cursor;
        // Room for the longest, so that nothing else comes and goes as the cursor moves.
        let longest = full.iter().zip(&bare).map(|(full, bare)| lines(full.len() - bare.len())).max().unwrap_or(0);
        let own = full.get(cursor).zip(bare.get(cursor)).map_or(0, |(full, bare)| lines(full.len() - bare.len()));
        let hint = !hints && (take(longest) || take(own));
        let apart = take(1);
        let intro = intro(work).filter(|words| take(height(words, width) + 1));
        let mut rows = if hints { full.clone() } else { bare };
        if let Some((row, full)) = rows.get_mut(cursor).zip(full.into_iter().nth(cursor)).filter(|_| hint) {
            *row = full;
        }
        let special = work.draft.rows.iter().position(|r| matches!(r, Row::Unknown | Row::NotApplicable));
        if let Some(row) = special.filter(|_| apart).and_then(|i| rows.get_mut(i)) {
            row.insert(0, Line::default());
        }
        Self { prompt, intro, help, rows, clash, status, air, gap, standing }
    }
}

/// Paints the question in one column; with panes, the standing and the reason stand beside it.
fn column_of(canvas: &mut Canvas<'_>, work: &Work, area: Rect, panes: bool) {
    let theme = canvas.theme;
    let width = area.width.saturating_sub(1);
    let fit = Fit::of(theme, work, area, width, panes);
    let mut place = below(Rect { width, ..area }, u16::from(fit.air));
    if let Some(words) = &fit.intro {
        let used = canvas.paragraph(place, words, theme.quiet);
        place = below(place, used + 1);
    }
    for line in &fit.prompt {
        canvas.words(place, line, theme.strong);
        place = below(place, 1);
    }
    if let Some(words) = &fit.help {
        let used = canvas.paragraph(place, words, theme.quiet);
        place = below(place, used);
    }
    place = below(place, u16::from(fit.gap));
    let after = u16::from(!fit.status.is_empty()) + u16::from(fit.clash.is_some());
    let shown = heights(&fit.rows).min(place.height.saturating_sub(after));
    rows_in(canvas, work, Rect { height: shown, ..place }, fit.rows);
    place = below(place, shown);
    if let Some(words) = &fit.clash {
        canvas.words(place, &text::truncate(words, usize::from(width)), theme.warn);
        place = below(place, 1);
    }
    if !fit.status.is_empty() {
        canvas.words(place, &text::truncate(&fit.status, usize::from(width)), theme.accent);
        place = below(place, 1);
    }
    if fit.standing {
        place = below(place, 1);
        why::standing(canvas, work, Rect { height: why::standing_height(work), ..place });
        place = below(place, why::standing_height(work));
    }
    if !panes {
        why::reason(canvas, work, below(place, 1));
    }
}

/// The sentence that opens a section, with its first open question.
fn intro(work: &Work) -> Option<String> {
    let section = work.question().section;
    let questionnaire = work.questionnaire();
    let first = work.assessment.flow.open().find(|id| questionnaire.question(*id).section == section)?;
    let words = &questionnaire.sections.get(section.0)?.intro;
    (first == work.at && !words.is_empty()).then(|| words.clone())
}

/// Paints the rows, scrolled so that the one under the cursor is seen.
fn rows_in(canvas: &mut Canvas<'_>, work: &Work, area: Rect, rows: Vec<Vec<Line<'static>>>) {
    let cursor = work.draft.cursor;
    let top: u16 = rows.iter().take(cursor).map(|r| lines(r.len())).sum();
    let tall = rows.get(cursor).map_or(1, |r| lines(r.len()));
    let mut stack = Stack::new(area.width);
    for (i, lines) in rows.into_iter().enumerate() {
        stack.row(i, lines);
    }
    let offset = scroll::around(top, tall, stack.height(), area.height);
    canvas.stack(area, &stack, offset);
    if let (Some(Row::Field), Input::Field(editor)) = (work.draft.row(), &work.draft.input) {
        let columns = usize::from(area.width.saturating_sub(4)).max(1);
        let (line, column) = editor.window(columns, FIELD).1;
        let (x, y) = (area.x + 4 + lines(column), area.y + lines(line));
        if y < area.bottom() {
            canvas.cursor(x, y);
        }
    }
}

/// The lines of each row.
fn rows_of(theme: &Theme, work: &Work, width: u16, hints: bool) -> Vec<Vec<Line<'static>>> {
    let draft = &work.draft;
    let stored = work.said(work.at).map(|a| &a.value);
    let row = |i: usize, row: &Row| -> Vec<Line<'static>> {
        let focused = i == draft.cursor;
        let (pointer, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
        if *row == Row::Field {
            return field(theme, work.question(), draft, width, focused);
        }
        let sign = draft.sign(i).filter(|_| !work.is_typing()).unwrap_or(' ');
        let kept = if stored.is_some_and(|v| stands(v, *row)) { theme.marks.dot } else { " " };
        let lead = format!("{pointer} {sign} {}", mark(theme, draft, *row).unwrap_or_else(|| kept.to_owned()));
        let special = matches!(row, Row::Unknown | Row::NotApplicable);
        let style = if special && !focused { theme.quiet } else { style };
        let (label, hint) = words(work.question(), *row);
        let mut lines = item_lines(width, &format!("{lead} "), style, &label, style);
        if hints && !hint.is_empty() {
            let pad = " ".repeat(text::width(&lead) + 1);
            lines.extend(item_lines(width, &pad, theme.quiet, &hint, theme.quiet));
        }
        lines
    };
    draft.rows.iter().enumerate().map(|(i, r)| row(i, r)).collect()
}

/// Whether a stored value stands on a row.
fn stands(value: &Value, row: Row) -> bool {
    match (value, row) {
        (Value::Choice(i), Row::Option(o)) => *i == o,
        #[expect(clippy::cast_precision_loss, reason = "scales are small whole numbers")]
        (Value::Number(n), Row::Level(level)) => (level as f64 - n).abs() < 0.5,
        (Value::Unknown, Row::Unknown) | (Value::NotApplicable, Row::NotApplicable) => true,
        _ => false,
    }
}

/// What stands before a label: a tick, points, a place; none where the row itself is the answer.
fn mark(theme: &Theme, draft: &Draft, row: Row) -> Option<String> {
    let Row::Option(option) = row else { return None };
    match &draft.input {
        Input::Ticks(ticks) => {
            let [on, off] = theme.marks.tick;
            Some(if ticks.contains(&option) { on } else { off }.to_owned())
        }
        Input::Shares(points) => Some(format!("{:>3}", points.get(option).copied().unwrap_or(0))),
        _ => None,
    }
}

fn words(question: &Question, row: Row) -> (String, String) {
    match row {
        Row::Option(i) => question.options().get(i).map(|o| (o.label.clone(), o.hint.clone())).unwrap_or_default(),
        Row::Level(n) => {
            let label = match &question.kind {
                Kind::Scale { min, low, .. } if n == *min => low.clone(),
                Kind::Scale { max, high, .. } if n == *max => high.clone(),
                _ => String::new(),
            };
            (if label.is_empty() { n.to_string() } else { format!("{n}  {label}") }, String::new())
        }
        Row::Unknown => ("don't know".to_owned(), String::new()),
        Row::NotApplicable => ("does not apply".to_owned(), String::new()),
        Row::Field => Default::default(),
    }
}

/// The field with what it takes beneath.
fn field(theme: &Theme, question: &Question, draft: &Draft, width: u16, focused: bool) -> Vec<Line<'static>> {
    let Input::Field(editor) = &draft.input else { return Vec::new() };
    let columns = usize::from(width.saturating_sub(4)).max(1);
    let (pointer, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.text) };
    let length = match question.kind {
        Kind::Text { max_length, .. } => max_length.min(columns),
        _ => 16.min(columns),
    };
    let underlined = style.add_modifier(Modifier::UNDERLINED);
    let shown = editor.window(columns, FIELD).0.into_iter().enumerate();
    let line = |(i, words): (usize, String)| {
        let pad = length.saturating_sub(text::width(&words));
        Line::from(vec![
            Span::styled(if i == 0 { format!("{pointer}   ") } else { "    ".to_owned() }, style),
            Span::styled(format!("{words}{}", " ".repeat(pad)), underlined),
            Span::styled(if i == 0 { unit(question) } else { String::new() }, theme.quiet),
        ])
    };
    let mut lines: Vec<Line<'static>> = shown.map(line).collect();
    let takes = takes(question, editor.text());
    if !takes.is_empty() {
        lines.push(Line::from(Span::styled(format!("    {takes}"), theme.quiet)));
    }
    lines
}

fn unit(question: &Question) -> String {
    match &question.kind {
        Kind::Number { unit: Unit::Of(name), .. } => format!(" {name}"),
        Kind::Number { unit: Unit::Money { currency, period }, .. } if period.is_empty() => format!(" {currency}"),
        Kind::Number { unit: Unit::Money { currency, period }, .. } => format!(" {currency} a {period}"),
        _ => String::new(),
    }
}

/// What a field takes, in words; once something is typed, what it is read as.
fn takes(question: &Question, typed: &str) -> String {
    let Kind::Number { min, max, decimals, .. } = &question.kind else { return String::new() };
    if typed.is_empty() {
        let short = ["250k", "1.5m"].into_iter().filter(|short| question.read_number(short).is_ok());
        let too = match short.collect::<Vec<_>>()[..] {
            [] => String::new(),
            [one] => format!("; {one} works too"),
            ref some => format!("; {} work too", some.join(" and ")),
        };
        return format!("{} to {}{too}", text::grouped(*min, *decimals), text::grouped(*max, *decimals));
    }
    match question.read_number(typed) {
        Ok(value) => format!("= {}", question.say(&value)),
        Err(misfit) => misfit.to_string(),
    }
}

/// What is to be known about the answer in the making: how much is ticked or left, doubt, the note.
fn status(work: &Work, question: &Question) -> String {
    let draft = &work.draft;
    let mut parts = Vec::new();
    match (&draft.input, &question.kind) {
        (Input::Ticks(ticks), Kind::Multiple { min, max, options }) => {
            let limit = if *max < options.len() { format!(", at most {max}") } else { String::new() };
            let least = if *min > 1 { format!(", at least {min}") } else { String::new() };
            parts.push(format!("{} ticked{least}{limit}", ticks.len()));
        }
        (Input::Shares(points), _) => {
            let given: u32 = points.iter().sum();
            parts.push(match 100u32.checked_sub(given) {
                Some(0) => "all 100 points are shared".to_owned(),
                Some(left) => format!("{left} of 100 points left; type them, or + and -"),
                None => format!("{} points too many", given - 100),
            });
        }
        (Input::Order(_), _) => parts.push("most important first; shift with the arrows moves".to_owned()),
        _ => {}
    }
    if draft.confidence == Confidence::Unsure {
        parts.push("marked as not sure".to_owned());
    }
    if draft.locked {
        parts.push("a fact that stays".to_owned());
    }
    if !draft.note.is_empty() {
        parts.push(format!("note: {}", draft.note));
    }
    parts.join("   ")
}

fn heights(rows: &[Vec<Line<'static>>]) -> u16 {
    rows.iter().map(|r| lines(r.len())).fold(0, u16::saturating_add)
}

fn height(words: &str, width: u16) -> u16 {
    lines(text::height(words, usize::from(width)))
}

fn lines(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
