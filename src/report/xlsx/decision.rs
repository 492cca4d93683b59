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
use rust_xlsxwriter::{Chart, ChartFormat, ChartSolidFill, ChartType, Format, Formula, Worksheet, XlsxError};

use super::{ANSWERS, FIRST, Looks, STAYS, WEIGHT, color, text};
use crate::assessment::{DecisionResult, loadings, sentences};
use crate::questionnaire::answer::Answer;
use crate::questionnaire::model::Decision;
use crate::questionnaire::{AlternativeId, QuestionId};
use crate::report::Report;

/// Row of the heads, counted from 0.
const HEAD: u32 = 6;
/// Columns: base weight, raw weight, share; the alternatives follow.
const BASE: u16 = 1;
const RAW: u16 = 2;
const SHARE: u16 = 3;
const ALTERNATIVES: u16 = 4;

/// A block of cells: the row and column of its first and of its last one.
type Block = ((u32, u16), (u32, u16));

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
    fn range((from, to): Block) -> String {
        format!("{}:{}", row_col_to_cell_absolute(from.0, from.1), row_col_to_cell_absolute(to.0, to.1))
    }

    /// The raw weights of all criteria.
    fn raw(&self) -> String {
        self.down(RAW)
    }

    /// A column over all criteria.
    fn down(&self, column: u16) -> String {
        Self::range(((self.first, column), (self.last, column)))
    }

    /// A row over all alternatives.
    fn across(&self, row: u32) -> String {
        Self::range(((row, ALTERNATIVES), (row, self.last_alternative())))
    }

    /// A row over all answers, where there are any.
    fn answers(&self, row: u32) -> String {
        let last = self.question(0) + self.questions.saturating_sub(1);
        Self::range(((row, self.question(0)), (row, last)))
    }

    /// The formula of a part of all weight, in points.
    fn of_all(&self, part: &str) -> String {
        format!("=IF(SUM({raw})=0,0,100*{part}/SUM({raw}))", raw = self.raw())
    }
}

/// The column of an alternative.
fn alternative(index: usize) -> u16 {
    ALTERNATIVES + u16::try_from(index).unwrap_or(0)
}

/// What is written on a sheet, and how.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    report: &'a Report<'a>,
    decision: &'a Decision,
    result: &'a DecisionResult,
    rows: &'a [(QuestionId, &'a Answer)],
    grid: Grid,
    looks: &'a Looks,
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
    // on paper: criteria, alternatives and charts; the loadings are for the screen
    let bottom = grid.points() + u32::from(grid.alternatives) + 18;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 1).set_print_area(0, 0, bottom, grid.last_alternative().max(9))?;
    let decision = report.questionnaire.decision(result.decision);
    let mut page = Page { sheet, report, decision, result, rows, grid, looks };
    page.heads()?;
    page.criteria()?;
    page.values()?;
    page.points()?;
    page.charts(name)
}

impl Page<'_> {
    fn text(&mut self, row: u32, column: u16, words: &str, look: &Format) -> Result<(), XlsxError> {
        text(self.sheet, row, column, words, look)
    }

    /// Writes a formula with the number that the engine found, for readers that do not compute.
    fn number(&mut self, at: (u32, u16), formula: String, found: f64, look: &Format) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(found.to_string());
        self.sheet.write_formula_with_format(at.0, at.1, formula, look).map(|_| ())
    }

    fn heads(&mut self) -> Result<(), XlsxError> {
        let looks = self.looks;
        self.sheet.set_column_width(0, 44.0)?;
        self.text(0, 0, &self.decision.question, &looks.title)?;
        self.text(2, 0, "Recommended", &looks.strong)?;
        self.recommended()?;
        let how = "Weights come from the sheet Answers. W = base weight + sum of weight x loading.";
        self.text(3, 0, how, &looks.quiet)?;
        self.text(4, 0, STAYS, &looks.quiet)?;
        for (column, head) in [(0, "Criterion"), (BASE, "Base"), (RAW, "Weight W"), (SHARE, "Share")] {
            self.text(HEAD, column, head, &looks.head)?;
        }
        for (index, named) in self.decision.alternatives.iter().enumerate() {
            self.sheet.set_column_width(alternative(index), 14.0)?;
            self.text(HEAD, alternative(index), &named.short, &looks.head)?;
        }
        if !self.rows.is_empty() {
            let what = "How much each answer speaks for a criterion";
            self.text(HEAD - 1, self.grid.question(0), what, &looks.strong)?;
        }
        for (index, (id, _)) in self.rows.iter().enumerate() {
            let id = &self.report.questionnaire.question(*id).id;
            self.text(HEAD, self.grid.question(index), id, &looks.head)?;
        }
        Ok(())
    }

    /// What is recommended. It follows the weights where there is a recommendation; where there is none, the words say
    /// so and nothing is computed.
    fn recommended(&mut self) -> Result<(), XlsxError> {
        let Some(recommended) = self.result.recommended else {
            let said = sentences::outcome(self.report.questionnaire, self.result);
            let said = format!("{}: {said}", sentences::verdict(self.result.verdict));
            return self.text(2, 1, &said, &self.looks.chosen);
        };
        let grid = &self.grid;
        let (values, excluded) = (grid.across(grid.value()), grid.across(grid.excluded()));
        let best = format!("SUMPRODUCT(MAX(({excluded}=\"\")*{values}))");
        let formula = format!(
            "=IF(SUM({raw})=0,\"\",INDEX({names},MATCH(1,INDEX(({excluded}=\"\")*({values}={best}),0),0)))",
            raw = grid.raw(),
            names = grid.across(HEAD),
        );
        let said = self.decision.alternative(recommended).short.as_str();
        let formula = Formula::new(formula).set_result(crate::report::clean::clean(said));
        self.sheet.write_formula_with_format(2, 1, formula, &self.looks.chosen).map(|_| ())
    }

    fn criteria(&mut self) -> Result<(), XlsxError> {
        let (questionnaire, looks, rows) = (self.report.questionnaire, self.looks, self.rows);
        let loads = rows.iter().map(|(id, answer)| loadings(questionnaire, questionnaire.question(*id), &answer.value));
        let loads: Vec<Vec<f64>> = loads.collect();
        let all = self.grid.raw();
        for (row, weight) in (self.grid.first..).zip(&self.result.criteria) {
            let criterion = questionnaire.criterion(weight.criterion);
            self.text(row, 0, &criterion.title, &looks.plain)?;
            self.sheet.write_number_with_format(row, BASE, criterion.base, &looks.number)?;
            let mut raw = format!("={}", row_col_to_cell(row, BASE));
            if !rows.is_empty() {
                let grid = &self.grid;
                raw = format!("{raw}+SUMPRODUCT({},{})", grid.answers(grid.weights()), grid.answers(row));
            }
            self.number((row, RAW), raw, weight.raw, &looks.number)?;
            let share = format!("=IF(SUM({all})=0,0,{}/SUM({all}))", row_col_to_cell(row, RAW));
            self.number((row, SHARE), share, weight.share, &looks.share)?;
            for (index, performance) in criterion.performance.iter().enumerate() {
                self.sheet.write_number_with_format(row, alternative(index), *performance, &looks.number)?;
            }
            for (index, loads) in loads.iter().enumerate() {
                let load = loads.get(weight.criterion.0).copied().unwrap_or(0.0);
                self.sheet.write_number_with_format(row, self.grid.question(index), load, &looks.number)?;
            }
        }
        Ok(())
    }

    fn values(&mut self) -> Result<(), XlsxError> {
        let looks = self.looks;
        let (value, excluded, rank) = (self.grid.value(), self.grid.excluded(), self.grid.rank());
        let recommended = self.report.assessment.recommended();
        let known = crate::report::compose::known(self.report, &recommended);
        self.text(value, 0, "Value, 0 to 100", &looks.strong)?;
        self.text(excluded, 0, "Excluded because", &looks.plain)?;
        self.text(rank, 0, "Rank by value", &looks.strong)?;
        for (index, standing) in self.result.standings.iter().enumerate() {
            let column = alternative(index);
            let formula = self.grid.of_all(&format!("SUMPRODUCT({},{})", self.grid.raw(), self.grid.down(column)));
            self.number((value, column), formula, standing.value, &looks.result)?;
            let because = sentences::exclusion(self.report.questionnaire, &known, self.result, standing.alternative);
            self.text(excluded, column, &because.unwrap_or_default(), &looks.wrapped)?;
            if standing.excluded_by.is_empty() {
                let (values, out) = (self.grid.across(value), self.grid.across(excluded));
                let own = row_col_to_cell(value, column);
                let formula = format!("=1+SUMPRODUCT(({out}=\"\")*({values}>{own}))");
                let ahead = self.result.ranked().filter(|other| other.value > standing.value).count();
                let place = f64::from(u32::try_from(ahead + 1).unwrap_or(u32::MAX));
                self.number((rank, column), formula, place, &looks.plain)?;
            }
        }
        Ok(())
    }

    /// The weights of the questions, and the points that each answer brings to each alternative.
    fn points(&mut self) -> Result<(), XlsxError> {
        let (looks, rows, top) = (self.looks, self.rows, self.grid.points());
        self.text(top - 1, 0, "Points that each answer brings", &looks.strong)?;
        self.text(top - 1, BASE, "Base", &looks.head)?;
        self.text(top - 1, RAW, "Sum", &looks.head)?;
        for (row, standing) in (top..).zip(&self.result.standings) {
            let AlternativeId(index) = standing.alternative;
            self.text(row, 0, &self.decision.alternative(standing.alternative).title, &looks.plain)?;
            let performance = self.grid.down(alternative(index));
            let loaded = |column| format!("SUMPRODUCT({},{performance})", self.grid.down(column));
            let base = self.grid.of_all(&loaded(BASE));
            let brought = (0..rows.len()).map(|place| self.grid.question(place));
            let brought = brought.map(|column| {
                let weight = row_col_to_cell(self.grid.weights(), column);
                (column, self.grid.of_all(&format!("{weight}*{}", loaded(column))))
            });
            let brought: Vec<_> = brought.collect();
            let found = self.result.base.get(index).copied().unwrap_or(0.0);
            self.number((row, BASE), base, found, &looks.number)?;
            for ((column, formula), (id, _)) in brought.into_iter().zip(rows) {
                let part = self.result.contributions.iter().find(|part| part.question == *id);
                let found = part.and_then(|part| part.points.get(index)).copied().unwrap_or(0.0);
                self.number((row, column), formula, found, &looks.number)?;
            }
            let mut sum = format!("={}", row_col_to_cell(row, BASE));
            if !rows.is_empty() {
                sum = format!("{sum}+SUM({})", self.grid.answers(row));
            }
            self.number((row, RAW), sum, standing.value, &looks.result)?;
        }
        if !rows.is_empty() {
            self.text(self.grid.weights(), self.grid.last_alternative() + 1, "Weight", &looks.strong)?;
        }
        for (place, (answer_row, (id, _))) in (FIRST..).zip(rows).enumerate() {
            let question = self.report.questionnaire.question(*id);
            let weight = if question.is_scored() { question.weight } else { 0.0 };
            let link = format!("={ANSWERS}!{}", row_col_to_cell_absolute(answer_row, WEIGHT));
            self.number((self.grid.weights(), self.grid.question(place)), link, weight, &looks.number)?;
        }
        Ok(())
    }

    fn charts(&mut self, name: &str) -> Result<(), XlsxError> {
        let (grid, title) = (&self.grid, &self.decision.title);
        let top = grid.points() + u32::from(grid.alternatives) + 2;
        let fill = ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(color(self.looks.accent))).clone();
        let chart = |kind, series, categories: Block, values: Block| {
            let place = |((row, column), (last_row, last_column)): Block| (name, row, column, last_row, last_column);
            let mut chart = Chart::new(kind);
            let bars = chart.add_series().set_name(series).set_format(&mut fill.clone());
            bars.set_categories(place(categories)).set_values(place(values));
            chart.legend().set_hidden();
            chart
        };
        let across = |row| ((row, ALTERNATIVES), (row, grid.last_alternative()));
        let down = |column| ((grid.first, column), (grid.last, column));
        let mut ranking = chart(ChartType::Column, "Value", across(HEAD), across(grid.value()));
        ranking.title().set_name("Value of each alternative, 0 to 100");
        ranking.y_axis().set_min(0).set_max(100);
        ranking.set_alt_text(format!("Columns: the value of each alternative of {title}."));
        let mut weights = chart(ChartType::Bar, "Share of weight", down(0), down(SHARE));
        weights.title().set_name("What counts, as share of all weight");
        weights.y_axis().set_reverse();
        weights.set_alt_text(format!("Bars: the share of weight of each criterion of {title}."));
        self.sheet.insert_chart(top, 0, &ranking)?;
        self.sheet.insert_chart(top, ALTERNATIVES, &weights)?;
        Ok(())
    }
}
