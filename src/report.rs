//! The assessment on paper. What is said is composed once into a [`document::Document`]; each
//! format has a small writer that turns it into bytes. Writers are pure: the same document gives
//! the same bytes, and nothing here touches a file or a clock.

use std::fmt;

pub mod chart;
pub mod clean;
pub mod colour;
pub mod date;
pub mod document;
pub mod docx;
mod fonts;
pub mod html;
pub mod markdown;
pub mod pdf;
mod picture;
mod template;

use document::Document;

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
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Pdf, Self::Docx];

    /// The ending of a file of this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
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

/// Writes a document in one of the formats that carry prose.
///
/// # Errors
/// When a template is faulty, the logo cannot be read, or a writer refuses its content.
pub fn write(document: &Document, format: Format, templates: &Templates) -> Result<Vec<u8>, ReportError> {
    let document = document.cleaned();
    match format {
        Format::Markdown => markdown::write(&document, templates.markdown.as_deref()),
        Format::Html => html::write(&document, templates.html.as_deref()),
        Format::Pdf => pdf::write(&document),
        Format::Docx => docx::write(&document),
    }
}
