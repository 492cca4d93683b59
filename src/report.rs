//! The assessment on paper. What is said is composed once into a [`document::Document`]; each
//! format has a small writer that turns it into bytes. Writers are pure: the same document gives
//! the same bytes, and nothing here touches a file or a clock.

use std::fmt;

pub mod brand;
pub mod chart;
pub mod clean;
pub mod colour;
pub mod compose;
pub mod csv;
pub mod date;
pub mod document;
pub mod docx;
mod fonts;
pub mod html;
pub mod markdown;
pub mod pdf;
mod picture;
mod template;
pub mod verify;
pub mod xlsx;

use crate::assessment::Assessment;
use crate::export;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::answer::Answers;
use compose::{Profile, compose};
use date::Date;
use document::{Brand, Document};

/// A kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown text.
    Markdown,
    /// One self-contained HTML file.
    Html,
    /// Tagged PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// A workbook with live formulas.
    Xlsx,
    /// The assessment as data, `chiefly.assessment/1`.
    Json,
    /// The contributions as a table of data.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Markdown, Self::Html, Self::Pdf, Self::Docx, Self::Xlsx, Self::Json, Self::Csv];

    /// The ending of a file of this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The format that belongs to a file's ending, in any case, without the dot.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let wanted = extension.to_ascii_lowercase();
        let wanted = match wanted.as_str() {
            "markdown" => "md",
            "htm" => "html",
            other => other,
        };
        Self::ALL.into_iter().find(|format| format.extension() == wanted)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A template is faulty or does not end.
    #[error("cannot fill the {format} template: {cause}")]
    Template {
        /// The format of the template.
        format: Format,
        /// What the template engine says, with the line.
        cause: String,
    },
    /// The PDF writer refused what it was given.
    #[error("cannot write the PDF: {0}")]
    Pdf(String),
    /// The Word writer failed.
    #[error("cannot write the Word document: {0}")]
    Docx(String),
    /// The workbook writer failed.
    #[error("cannot write the workbook: {0}")]
    Xlsx(String),
    /// A format of data was asked of a document.
    #[error("a document cannot be written as `{0}`, only an assessment can")]
    NotProse(Format),
    /// The logo cannot be read.
    #[error("cannot read the logo: {0}")]
    Logo(String),
}

/// Templates that take the place of the built-in ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates {
    /// For HTML.
    pub html: Option<String>,
    /// For Markdown.
    pub markdown: Option<String>,
}

/// Everything that a report is made from. The same report gives the same bytes.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What was asked.
    pub questionnaire: &'a Questionnaire,
    /// What was said.
    pub answers: &'a Answers,
    /// What follows from it.
    pub assessment: &'a Assessment,
    /// The day of the session; never that of a clock.
    pub date: Option<Date>,
    /// Who made it.
    pub brand: Brand,
    /// Whom it is for.
    pub profile: Profile,
    /// What takes the place of the built-in templates.
    pub templates: Templates,
}

/// Makes a report in one format.
///
/// # Errors
/// When a template is faulty, the logo cannot be read, or a writer refuses its content.
pub fn render(report: &Report<'_>, format: Format) -> Result<Vec<u8>, ReportError> {
    let mut papers = render_all(report, &[format])?;
    papers.pop().ok_or(ReportError::NotProse(format))
}

/// Makes a report in several formats from one composition, in the order of the formats.
///
/// # Errors
/// As [`render`].
pub fn render_all(report: &Report<'_>, formats: &[Format]) -> Result<Vec<Vec<u8>>, ReportError> {
    let mut document = None;
    let mut paper = |format: &Format| match format {
        Format::Xlsx => xlsx::write(report),
        Format::Json => Ok(export::json(report.questionnaire, report.answers, report.assessment).into_bytes()),
        Format::Csv => Ok(csv::write(report)),
        prose => {
            let document = document.get_or_insert_with(|| compose(report).cleaned());
            write_clean(document, *prose, &report.templates)
        }
    };
    formats.iter().map(&mut paper).collect()
}

/// Writes a document in one of the formats that carry prose.
///
/// # Errors
/// When a template is faulty, the logo cannot be read, a writer refuses its content, or the format is one of data.
pub fn write(document: &Document, format: Format, templates: &Templates) -> Result<Vec<u8>, ReportError> {
    write_clean(&document.cleaned(), format, templates)
}

fn write_clean(document: &Document, format: Format, templates: &Templates) -> Result<Vec<u8>, ReportError> {
    match format {
        Format::Markdown => markdown::write(document, templates.markdown.as_deref()),
        Format::Html => html::write(document, templates.html.as_deref()),
        Format::Pdf => pdf::write(document),
        Format::Docx => docx::write(document),
        Format::Xlsx | Format::Json | Format::Csv => Err(ReportError::NotProse(format)),
    }
}
