//! Scenarios side by side with today: what is recommended, how each stands, what differs.

use ratatui::text::{Line, Span};

use super::super::canvas::{Stack, item_lines};
use super::super::theme::Theme;
use super::super::whatif::WhatIf;
use super::super::widget::bars::padded;
use super::super::work::Work;
use crate::assessment::sentences::{self, percent};
use crate::assessment::{Assessment, Verdict};
use crate::questionnaire::AlternativeId;
use crate::questionnaire::model::Decision;
use crate::text;

/// Columns of one scenario, at most and at least.
const COLUMN: (usize, usize) = (18, 12);

/// The title of how often the recommended comes first.
const FIRST: &str = "comes first in";

/// What stands in one column.
struct Column {
    name: String,
    /// Of each decision, the verdict and what is recommended.
    chosen: Vec<(Verdict, Option<AlternativeId>)>,
    values: Vec<f64>,
    /// How often the recommended comes first.
    first: Option<f64>,
}

/// Paints the page.
pub(super) fn page<'a>(theme: &'a Theme, work: &Work, stack: &mut Stack<'a>, cursor: usize) {
    let Some(decision) = work.questionnaire().decisions.first() else { return };
    if work.scenarios.is_empty() {
        stack.text(0, "Nothing to compare yet.", theme.strong);
        stack.gap();
        let how = "In \"What if\" (4) move weights or answers, then keep them as a scenario: after the funding round, in 18 months. They stand here side by side with today.";
        stack.text(0, how, theme.text);
        return;
    }
    let scenarios = work.scenarios.iter().map(|s| column(&s.name, &s.what_if.assessment));
    let columns: Vec<Column> = std::iter::once(column("today", &work.assessment)).chain(scenarios).collect();
    let titles = work.questionnaire().decisions.iter().map(|d| d.title.as_str()).chain([FIRST]);
    let names = decision.alternatives.iter().map(|a| a.short.as_str());
    let longest = |names: &mut dyn Iterator<Item = &str>| names.map(text::width).max().unwrap_or(0) + 1;
    // Where there is no room for whole titles beside the figures, they stand above them.
    let (beside, brief) = (longest(&mut titles.chain(names.clone())), longest(&mut names.clone()));
    let most = usize::from(stack.width) / 3;
    let label = if beside <= most { beside } else { brief.min(most) };
    let room = usize::from(stack.width).saturating_sub(label);
    let wide = (room / columns.len()).clamp(COLUMN.1, COLUMN.0);
    let fitting = (room / wide).max(1);
    // Today stays; of the scenarios, those around the cursor are shown.
    let first = (cursor + 2).saturating_sub(fitting).max(1);
    let shown: Vec<&Column> = columns.iter().take(1).chain(columns.iter().skip(first).take(fitting - 1)).collect();
    let table = |name: &str, cell: &dyn Fn(&Column) -> String, style| {
        let above = text::width(name) >= label;
        let mut spans = vec![Span::styled(padded(if above { "" } else { name }, label), theme.quiet)];
        spans.extend(shown.iter().map(|c| Span::styled(format!("{} ", padded(&cell(c), wide - 1)), style)));
        let title = above.then(|| Line::from(Span::styled(name.to_owned(), theme.quiet)));
        title.into_iter().chain([Line::from(spans)]).collect::<Vec<_>>()
    };
    stack.lines(table("", &|c| c.name.clone(), theme.strong));
    for (i, decision) in work.questionnaire().decisions.iter().enumerate() {
        let name = |c: &Column| c.chosen.get(i).map_or_else(|| "-".to_owned(), |a| chosen(decision, *a));
        stack.lines(table(&decision.title, &name, theme.text));
    }
    let first = |c: &Column| c.first.map_or_else(|| "-".to_owned(), percent);
    stack.lines(table(FIRST, &first, theme.text));
    stack.gap();
    for (i, alternative) in decision.alternatives.iter().enumerate() {
        let value = |c: &Column| {
            let (value, was) = (c.values.get(i).unwrap_or(&0.0), columns[0].values.get(i).unwrap_or(&0.0));
            let moved = value - was;
            if moved.abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.0}  {moved:+.1}") }
        };
        stack.lines(table(&alternative.short, &value, theme.text));
    }
    stack.gap();
    stack.text(0, "What differs from today", theme.accent);
    for (i, scenario) in work.scenarios.iter().enumerate() {
        let focused = i == cursor;
        let (sign, style) = if focused { (theme.marks.pointer, theme.focus) } else { (" ", theme.strong) };
        let mut lines = item_lines(stack.width, &format!("{sign} "), style, &scenario.name, style);
        for words in differences(work, &scenario.what_if) {
            lines.extend(item_lines(stack.width, "    - ", theme.quiet, &words, theme.text));
        }
        stack.row(i, lines);
    }
}

fn chosen(decision: &Decision, (verdict, recommended): (Verdict, Option<AlternativeId>)) -> String {
    let word = || match verdict {
        Verdict::TooClose => "too close".to_owned(),
        other => sentences::verdict(other).to_lowercase(),
    };
    recommended.map_or_else(word, |a| decision.alternative(a).short.clone())
}

fn column(name: &str, assessment: &Assessment) -> Column {
    let values = assessment.decisions.first().map(|d| d.standings.iter().map(|s| s.value).collect());
    let first = assessment.decisions.first().and_then(|d| d.acceptability(d.recommended?));
    let chosen = assessment.decisions.iter().map(|d| (d.verdict, d.recommended)).collect();
    Column { name: name.to_owned(), chosen, values: values.unwrap_or_default(), first }
}

/// The weights that were set and the answers that were moved.
fn differences(work: &Work, what_if: &WhatIf) -> Vec<String> {
    let questionnaire = work.questionnaire();
    let today = work.assessment.decisions.first().map_or(&[][..], |d| &d.criteria);
    let weights = what_if.criteria().iter().filter(|c| what_if.is_set(c.criterion)).map(|c| {
        let was = today.iter().find(|t| t.criterion == c.criterion).map_or(0.0, |t| t.share);
        let title = &questionnaire.criterion(c.criterion).title;
        format!("{title}: {:.0} % instead of {:.0} %", c.share * 100.0, was * 100.0)
    });
    let answers = what_if.moved(questionnaire, work.answers()).into_iter().map(|id| {
        let question = questionnaire.question(id);
        let said = what_if.answers.get(id).map_or_else(|| "no answer".to_owned(), |a| question.say(&a.value));
        format!("{} {said}", work.fill(&question.prompt))
    });
    weights.chain(answers).collect()
}
