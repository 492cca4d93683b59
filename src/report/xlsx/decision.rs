//! One decision as a sheet. Criteria run down, questions run to the right:
//!
//! ```text
//!               base   W_k    share  | P of each alternative |   | loading of each answer
//!   criterion    b     b+w*e   %     |                       |   |
//!   value                            | 100*W*P/sum W         |   | weight of each question
//!   points of each answer for each alternative, under its loadings
//! ```
//!
//! `W_k = b_k + sum w_q e_qk` and `V(a) = 100 sum_k W_k P_ka / sum_k W_k`, as in the engine.

use rust_xlsxwriter::utility::{row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{Chart, ChartFormat, ChartSolidFill, ChartType, Formula, Worksheet, XlsxError};

use super::{ANSWERS, FIRST, Looks, WEIGHT, color, text};
use crate::assessment::{DecisionResult, loadings};
use crate::questionnaire::answer::Answer;
use crate::questionnaire::{AlternativeId, QuestionId};
use crate::report::Report;

/// Row of the heads, counted from 0.
const HEAD: u32 = 6;
/// Columns: base weight, raw weight, share; the alternatives follow.
const BASE: u16 = 1;
const RAW: u16 = 2;
const SHARE: u16 = 3;
const ALTERNATIVES: u16 = 4;

/// Where things stand on the sheet.
struct Grid {
    first: u32,
    last: u32,
    alternatives: u16,
    questions: u16,
}

impl Grid {
    fn value(&self) -> u32 {
        self.last + 2
    }

    fn excluded(&self) -> u32 {
        self.last + 3
    }

    fn rank(&self) -> u32 {
        self.last + 4
    }

    fn weights(&self) -> u32 {
        self.last + 2
    }

    fn points(&self) -> u32 {
        self.last + 7
    }

    fn last_alternative(&self) -> u16 {
        ALTERNATIVES + self.alternatives - 1
    }

    fn question(&self, index: usize) -> u16 {
        self.last_alternative() + 2 + u16::try_from(index).unwrap_or(0)
    }

    /// A block of cells with fixed places.
    fn range(from: (u32, u16), to: (u32, u16)) -> String {
        format!("{}:{}", row_col_to_cell_absolute(from.0, from.1), row_col_to_cell_absolute(to.0, to.1))
    }

    /// The raw weights of all criteria.
    fn raw(&self) -> String {
        Self::range((self.first, RAW), (self.last, RAW))
    }

    /// A column over all criteria.
    fn down(&self, column: u16) -> String {
        Self::range((self.first, column), (self.last, column))
    }

    /// A row over all alternatives.
    fn across(&self, row: u32) -> String {
        Self::range((row, ALTERNATIVES), (row, self.last_alternative()))
    }
}

/// The column of an alternative.
fn alternative(index: usize) -> u16 {
    ALTERNATIVES + u16::try_from(index).unwrap_or(0)
}

pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    report: &Report<'_>,
    result: &DecisionResult,
    rows: &[(QuestionId, &Answer)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let count = |items: usize| u16::try_from(items).unwrap_or(u16::MAX);
    let grid = Grid {
        first: HEAD + 1,
        last: HEAD + u32::from(count(result.criteria.len()).max(1)),
        alternatives: count(result.standings.len()),
        questions: count(rows.len()),
    };
    heads(sheet, report, result, rows, &grid, looks)?;
    criteria(sheet, report, result, rows, &grid, looks)?;
    values(sheet, report, result, &grid, looks)?;
    points(sheet, report, result, rows, &grid, looks)?;
    charts(sheet, name, report, result, &grid, looks)?;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    // on paper: criteria, alternatives and charts; the loadings are for the screen
    let bottom = grid.points() + u32::from(grid.alternatives) + 18;
    sheet.set_landscape().set_print_fit_to_pages(1, 1).set_print_area(0, 0, bottom, grid.last_alternative().max(9))?;
    Ok(())
}

fn heads(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    result: &DecisionResult,
    rows: &[(QuestionId, &Answer)],
    grid: &Grid,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let decision = report.questionnaire.decision(result.decision);
    sheet.set_column_width(0, 44.0)?;
    text(sheet, 0, 0, &decision.question, &looks.title)?;
    text(sheet, 2, 0, "Recommended", &looks.strong)?;
    let (values, excluded) = (grid.across(grid.value()), grid.across(grid.excluded()));
    let best = format!("SUMPRODUCT(MAX(({excluded}=\"\")*{values}))");
    let formula = format!(
        "=IF(SUM({raw})=0,\"\",IF(COUNTIF({excluded},\"?*\")={count},\"none: all are excluded\",INDEX({names},MATCH(1,INDEX(({excluded}=\"\")*({values}={best}),0),0))))",
        raw = grid.raw(),
        count = grid.alternatives,
        names = grid.across(HEAD),
    );
    let said = result.recommended.map_or(String::new(), |id| decision.alternative(id).short.clone());
    sheet.write_formula_with_format(
        2,
        1,
        Formula::new(formula).set_result(crate::report::clean::clean(&said)),
        &looks.chosen,
    )?;
    text(sheet, 3, 0, "Weights come from the sheet Answers. W = base weight + sum of weight x loading.", &looks.quiet)?;
    for (column, head) in [(0, "Criterion"), (BASE, "Base"), (RAW, "Weight W"), (SHARE, "Share")] {
        text(sheet, HEAD, column, head, &looks.head)?;
    }
    for (index, named) in decision.alternatives.iter().enumerate() {
        let column = alternative(index);
        sheet.set_column_width(column, 14.0)?;
        text(sheet, HEAD, column, &named.short, &looks.head)?;
    }
    if !rows.is_empty() {
        text(sheet, HEAD - 1, grid.question(0), "How much each answer speaks for a criterion", &looks.strong)?;
    }
    for (index, (id, _)) in rows.iter().enumerate() {
        text(sheet, HEAD, grid.question(index), &report.questionnaire.question(*id).id, &looks.head)?;
    }
    Ok(())
}

fn criteria(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    result: &DecisionResult,
    rows: &[(QuestionId, &Answer)],
    grid: &Grid,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let loads: Vec<Vec<f64>> = rows
        .iter()
        .map(|(id, answer)| loadings(report.questionnaire, report.questionnaire.question(*id), &answer.value))
        .collect();
    for (row, weight) in (grid.first..).zip(&result.criteria) {
        let criterion = report.questionnaire.criterion(weight.criterion);
        text(sheet, row, 0, &criterion.title, &looks.plain)?;
        sheet.write_number_with_format(row, BASE, criterion.base, &looks.number)?;
        let raw = if rows.is_empty() {
            format!("={}", row_col_to_cell(row, BASE))
        } else {
            let last = grid.question(rows.len() - 1);
            let weights = Grid::range((grid.weights(), grid.question(0)), (grid.weights(), last));
            let loads = Grid::range((row, grid.question(0)), (row, last));
            format!("={}+SUMPRODUCT({weights},{loads})", row_col_to_cell(row, BASE))
        };
        number(sheet, (row, RAW), raw, weight.raw, &looks.number)?;
        let share = format!("=IF(SUM({raw})=0,0,{own}/SUM({raw}))", raw = grid.raw(), own = row_col_to_cell(row, RAW));
        number(sheet, (row, SHARE), share, weight.share, &looks.share)?;
        for (index, performance) in criterion.performance.iter().enumerate() {
            sheet.write_number_with_format(row, alternative(index), *performance, &looks.number)?;
        }
        for (index, loads) in loads.iter().enumerate() {
            let load = loads.get(weight.criterion.0).copied().unwrap_or(0.0);
            sheet.write_number_with_format(row, grid.question(index), load, &looks.number)?;
        }
    }
    Ok(())
}

fn values(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    result: &DecisionResult,
    grid: &Grid,
    looks: &Looks,
) -> Result<(), XlsxError> {
    text(sheet, grid.value(), 0, "Value, 0 to 100", &looks.strong)?;
    text(sheet, grid.excluded(), 0, "Excluded because", &looks.plain)?;
    text(sheet, grid.rank(), 0, "Rank", &looks.strong)?;
    for (index, standing) in result.standings.iter().enumerate() {
        let column = alternative(index);
        let raw = grid.raw();
        let value = format!("=IF(SUM({raw})=0,0,100*SUMPRODUCT({raw},{})/SUM({raw}))", grid.down(column));
        number(sheet, (grid.value(), column), value, standing.value, &looks.result)?;
        let because = crate::report::compose::because(report, &standing.excluded_by);
        text(sheet, grid.excluded(), column, &because, &looks.wrapped)?;
        let rank = format!("=RANK({},{})", row_col_to_cell(grid.value(), column), grid.across(grid.value()));
        let place = f64::from(u32::try_from(standing.rank).unwrap_or(u32::MAX));
        number(sheet, (grid.rank(), column), rank, place, &looks.plain)?;
    }
    Ok(())
}

/// The weights of the questions, and the points that each answer brings to each alternative.
fn points(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    result: &DecisionResult,
    rows: &[(QuestionId, &Answer)],
    grid: &Grid,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let decision = report.questionnaire.decision(result.decision);
    text(sheet, grid.points() - 1, 0, "Points that each answer brings", &looks.strong)?;
    text(sheet, grid.points() - 1, BASE, "Base", &looks.head)?;
    text(sheet, grid.points() - 1, RAW, "Sum", &looks.head)?;
    for (row, standing) in (grid.points()..).zip(&result.standings) {
        let AlternativeId(index) = standing.alternative;
        text(sheet, row, 0, &decision.alternative(standing.alternative).title, &looks.plain)?;
        let performance = grid.down(alternative(index));
        let part = |weights: String| format!("=IF(SUM({raw})=0,0,100*{weights}/SUM({raw}))", raw = grid.raw());
        let base = part(format!("SUMPRODUCT({},{performance})", grid.down(BASE)));
        number(sheet, (row, BASE), base, result.base.get(index).copied().unwrap_or(0.0), &looks.number)?;
        let mut sum = row_col_to_cell(row, BASE);
        for (place, (id, _)) in rows.iter().enumerate() {
            let column = grid.question(place);
            let weight = row_col_to_cell(grid.weights(), column);
            let formula = part(format!("{weight}*SUMPRODUCT({},{performance})", grid.down(column)));
            let mut parts = result.contributions.iter().filter(|part| part.question == *id);
            let points = parts.next().and_then(|part| part.points.get(index)).copied().unwrap_or(0.0);
            number(sheet, (row, column), formula, points, &looks.number)?;
        }
        if grid.questions > 0 {
            let (from, to) = ((row, grid.question(0)), (row, grid.question(rows.len() - 1)));
            sum = format!("{sum}+SUM({})", Grid::range(from, to));
        }
        number(sheet, (row, RAW), format!("={sum}"), standing.value, &looks.result)?;
    }
    if !rows.is_empty() {
        text(sheet, grid.weights(), grid.last_alternative() + 1, "Weight", &looks.strong)?;
    }
    for (place, (answer_row, (id, _))) in (FIRST..).zip(rows).enumerate() {
        let question = report.questionnaire.question(*id);
        let weight = if question.is_scored() { question.weight } else { 0.0 };
        let link = format!("={ANSWERS}!{}", row_col_to_cell_absolute(answer_row, WEIGHT));
        number(sheet, (grid.weights(), grid.question(place)), link, weight, &looks.number)?;
    }
    Ok(())
}

/// Writes a formula with the number that the engine found, for readers that do not compute.
fn number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    formula: String,
    result: f64,
    look: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result.to_string()), look)?;
    Ok(())
}

fn charts(
    sheet: &mut Worksheet,
    name: &str,
    report: &Report<'_>,
    result: &DecisionResult,
    grid: &Grid,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let decision = report.questionnaire.decision(result.decision);
    let fill = || ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(color(looks.accent))).clone();
    let top = grid.points() + u32::from(grid.alternatives) + 2;
    let mut ranking = Chart::new(ChartType::Column);
    ranking
        .add_series()
        .set_name("Value")
        .set_categories((name, HEAD, ALTERNATIVES, HEAD, grid.last_alternative()))
        .set_values((name, grid.value(), ALTERNATIVES, grid.value(), grid.last_alternative()))
        .set_format(&mut fill());
    ranking.title().set_name("Value of each alternative, 0 to 100");
    ranking.legend().set_hidden();
    ranking.y_axis().set_min(0).set_max(100);
    ranking.set_alt_text(format!("Columns: the value of each alternative of {}.", decision.title));
    sheet.insert_chart(top, 0, &ranking)?;
    let mut weights = Chart::new(ChartType::Bar);
    weights
        .add_series()
        .set_name("Share of weight")
        .set_categories((name, grid.first, 0, grid.last, 0))
        .set_values((name, grid.first, SHARE, grid.last, SHARE))
        .set_format(&mut fill());
    weights.title().set_name("What counts, as share of all weight");
    weights.legend().set_hidden();
    weights.y_axis().set_reverse();
    weights.set_alt_text(format!("Bars: the share of weight of each criterion of {}.", decision.title));
    sheet.insert_chart(top, ALTERNATIVES, &weights)?;
    Ok(())
}
