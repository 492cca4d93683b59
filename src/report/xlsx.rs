//! The report as a workbook: answers with their weights on the first sheet, one sheet for each decision whose weights,
//! values and ranking are live formulas. Change a weight, and everything follows. Criteria that apply and alternatives
//! that are excluded stand as they were when the questions were answered.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format as Look, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::clean::clean;
use super::colour::{Colour, GROUND, INK, LINE, PAPER, QUIET};
use super::compose::{self, Profile};
use super::{Report, ReportError};
use crate::questionnaire::QuestionId;
use crate::questionnaire::answer::{Answer, Confidence};

mod decision;

/// What the formulas leave as it is, said on every sheet that can be changed or changes.
const STAYS: &str =
    "What is excluded and which criteria apply stay as answered, also where they hang on an earlier decision.";
/// The name of the first sheet.
const ANSWERS: &str = "Answers";
/// The row of the first answer on it, counted from 0.
const FIRST: u32 = 5;
/// The column of the weights on it.
const WEIGHT: u16 = 3;

/// Writes a workbook.
pub(super) fn write(report: &Report<'_>) -> Result<Vec<u8>, ReportError> {
    filled(report).map_err(|cause| ReportError::Xlsx(cause.to_string()))
}

fn filled(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let looks = Looks::new(report.brand.accent.legible_on(PAPER));
    let rows = answered(report);
    answers(workbook.add_worksheet(), report, &rows, &looks)?;
    let mut names = vec![ANSWERS.to_lowercase()];
    for result in &report.assessment.decisions {
        let name = sheet_name(&report.questionnaire.decision(result.decision).title, &mut names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        decision::write(sheet, &name, report, result, &rows, &looks)?;
    }
    provenance(workbook.add_worksheet(), report, &mut names, &looks)?;
    workbook.save_to_buffer()
}

fn properties(report: &Report<'_>) -> Result<DocProperties, XlsxError> {
    let day = match report.date {
        Some(date) => ExcelDateTime::from_ymd(date.year.max(1900), date.month, date.day)?,
        None => ExcelDateTime::from_ymd(1980, 1, 1)?,
    };
    let properties = DocProperties::new().set_title(clean(&report.questionnaire.title)).set_creation_datetime(&day);
    Ok(if report.brand.name.is_empty() { properties } else { properties.set_author(clean(&report.brand.name)) })
}

/// The questions that are open and answered, in order: the rows of the first sheet.
fn answered<'a>(report: &Report<'a>) -> Vec<(QuestionId, &'a Answer)> {
    let open = report.assessment.flow.open();
    open.filter_map(|id| report.assessment.flow.effective(report.answers, id).map(|answer| (id, answer))).collect()
}

/// A name that a sheet may have: short, without the characters that formulas use, unlike the others.
fn sheet_name(title: &str, taken: &mut Vec<String>) -> String {
    let allowed = |c: char| if c.is_alphanumeric() || c == ' ' { Some(c) } else { None };
    let base: String = clean(title).chars().filter_map(allowed).take(24).collect();
    let base = if base.trim().is_empty() { "Decision" } else { base.trim() };
    let mut name = base.to_owned();
    for number in 2_u32.. {
        if !taken.contains(&name.to_lowercase()) {
            break;
        }
        name = format!("{base} {number}");
    }
    taken.push(name.to_lowercase());
    name
}

fn answers(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    rows: &[(QuestionId, &Answer)],
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(ANSWERS)?;
    for (column, width) in [(0, 18.0), (1, 58.0), (2, 58.0), (3, 10.0), (4, 12.0), (5, 40.0)] {
        sheet.set_column_width(column, width)?;
    }
    text(sheet, 0, 0, &report.questionnaire.title, &looks.title)?;
    text(sheet, 1, 0, &report.assessment.headline, &looks.strong)?;
    text(
        sheet,
        2,
        0,
        "Change a weight in the marked column: weights of criteria, values and ranking follow.",
        &looks.quiet,
    )?;
    text(sheet, 3, 0, STAYS, &looks.quiet)?;
    let internal = report.profile == Profile::Internal;
    let heads = ["Id", "Question", "Answer", "Weight", "Confidence", if internal { "Note" } else { "" }];
    for (column, head) in (0..).zip(heads) {
        text(sheet, FIRST - 1, column, head, &looks.head)?;
    }
    let recommended = report.assessment.recommended();
    let known = compose::known(report, &recommended);
    for (row, (id, answer)) in (FIRST..).zip(rows) {
        let question = report.questionnaire.question(*id);
        text(sheet, row, 0, &question.id, &looks.quiet)?;
        let prompt = report.questionnaire.fill(&question.prompt, &known, None);
        text(sheet, row, 1, &prompt, &looks.wrapped)?;
        let said = if compose::may_show(report, *id) { question.say(&answer.value) } else { String::new() };
        let note = if internal { answer.note.as_str() } else { "" };
        let cells = [(prompt.as_str(), 56), (said.as_str(), 56), (note, 38)];
        let lines = cells.into_iter().map(|(words, width)| words.chars().count().div_ceil(width)).max();
        let lines = u16::try_from(lines.unwrap_or(1).max(1)).unwrap_or(1);
        sheet.set_row_height(row, 15.0 * f64::from(lines))?;
        text(sheet, row, 2, &said, &looks.wrapped)?;
        let weight = if question.is_scored() { &looks.input } else { &looks.hidden };
        sheet.write_number_with_format(
            row,
            WEIGHT,
            if question.is_scored() { question.weight } else { 0.0 },
            weight,
        )?;
        let sure = if answer.confidence == Confidence::Unsure { "not sure" } else { "" };
        text(sheet, row, 4, sure, &looks.quiet)?;
        if internal {
            text(sheet, row, 5, &answer.note, &looks.wrapped)?;
        }
    }
    sheet.set_freeze_panes(FIRST, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(FIRST - 1, FIRST - 1)?;
    Ok(())
}

fn provenance(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    names: &mut Vec<String>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name("Provenance", names))?;
    sheet.set_column_width(0, 28.0)?;
    sheet.set_column_width(1, 80.0)?;
    for (row, (name, value)) in (0..).zip(compose::provenance(report)) {
        text(sheet, row, 0, &name, &looks.strong)?;
        text(sheet, row, 1, &value, &looks.plain)?;
    }
    Ok(())
}

/// Writes words as words: never as a formula, also when somebody edits the cell or saves it as CSV.
fn text(sheet: &mut Worksheet, row: u32, column: u16, words: &str, look: &Look) -> Result<(), XlsxError> {
    let words = clean(words);
    if words.trim_start().starts_with(['=', '+', '-', '@', '|', '%']) {
        sheet.write_string_with_format(row, column, words, &look.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, words, look)?;
    }
    Ok(())
}

/// How cells look.
struct Looks {
    plain: Look,
    title: Look,
    strong: Look,
    quiet: Look,
    head: Look,
    wrapped: Look,
    number: Look,
    share: Look,
    input: Look,
    hidden: Look,
    result: Look,
    chosen: Look,
    accent: Colour,
}

impl Looks {
    fn new(accent: Colour) -> Self {
        let plain = Look::new()
            .set_font_name("Calibri")
            .set_font_size(11)
            .set_font_color(color(INK))
            .set_align(FormatAlign::Top);
        let number = plain.clone().set_num_format("0.000");
        let result = number.clone().set_num_format("0.0").set_bold();
        Self {
            title: plain.clone().set_font_size(16).set_bold(),
            strong: plain.clone().set_bold(),
            quiet: plain.clone().set_font_color(color(QUIET)),
            head: plain
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_font_color(color(QUIET))
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(color(accent)),
            wrapped: plain.clone().set_text_wrap(),
            share: plain.clone().set_num_format("0.0%"),
            input: plain
                .clone()
                .set_num_format("0.0##")
                .set_background_color(Color::RGB(0x00FF_F6D6))
                .set_border(FormatBorder::Thin)
                .set_border_color(color(LINE)),
            hidden: plain.clone().set_num_format(";;;"),
            chosen: plain.clone().set_bold().set_background_color(color(GROUND)),
            result,
            number,
            plain,
            accent,
        }
    }
}

fn color(colour: Colour) -> Color {
    Color::RGB(u32::from(colour.0) << 16 | u32::from(colour.1) << 8 | u32::from(colour.2))
}
