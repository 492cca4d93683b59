//! What a report says, without how it looks: plain data between the composer, which knows the
//! assessment, and the writers, which know their formats. Knows no questionnaire.

mod table;

pub use self::table::{Align, Column, Row, Table};

use super::chart::Chart;
use super::clean::clean;
use super::colour::Colour;
use super::date::Date;

/// A whole report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The title on the first page and in the file's properties.
    pub title: String,
    /// One line under the title: for whom.
    pub subtitle: String,
    /// The language as a BCP 47 tag, e.g. `en`.
    pub language: String,
    /// The date on the first page and in the file's properties; none when the source has none.
    pub date: Option<Date>,
    /// Who made the report.
    pub brand: Brand,
    /// The content in reading order.
    pub blocks: Vec<Block>,
    /// Name and value of everything that identifies the source: hashes, versions, seed.
    pub provenance: Vec<(String, String)>,
}

/// The sender's looks: a name, one accent colour, a logo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brand {
    /// The name in the running head.
    pub name: String,
    /// The accent colour; writers darken or lighten it until it can be read.
    pub accent: Colour,
    /// The picture on the first page.
    pub logo: Option<Logo>,
}

/// A picture with its bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Logo {
    /// An SVG document.
    Svg(String),
    /// A PNG file.
    Png(Vec<u8>),
}

/// One piece of content.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 3, with an id that is unique in the document.
    Heading {
        /// 1 to 3; the document's title stands above level 1.
        level: u8,
        /// Letters, digits and `-`; the target of links.
        id: String,
        /// The words.
        text: String,
    },
    /// The statement of the page, set large.
    Lead(Text),
    /// A paragraph.
    Paragraph(Text),
    /// A paragraph in small, quiet type: where numbers come from.
    Small(Text),
    /// A list.
    List {
        /// Numbered or not.
        ordered: bool,
        /// Its items.
        items: Vec<Text>,
    },
    /// A few short facts side by side: label and value.
    Facts(Vec<(String, Text)>),
    /// Terms with their explanations, one under the other.
    Definitions(Vec<(String, Text)>),
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Figure),
    /// A framed remark.
    Callout {
        /// What kind of remark.
        tone: Tone,
        /// Its title.
        title: String,
        /// Its paragraphs.
        body: Vec<Text>,
    },
    /// The table of contents, made from the headings of level 1 and 2 that follow.
    Contents,
    /// What follows starts on a new page, where there are pages.
    PageBreak,
    /// Blocks that stay on one page, where there are pages and they fit.
    Together(Vec<Self>),
}

/// How a callout is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Note,
    /// Take care.
    Caution,
}

/// A run of words with the same emphasis.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// As is.
    Plain(String),
    /// Important.
    Strong(String),
    /// Stressed.
    Emphasis(String),
    /// Machine text: hashes, ids.
    Code(String),
    /// A link to an address on the web.
    Link {
        /// The words.
        text: String,
        /// The address; anything but `http` and `https` is printed without a link.
        url: String,
    },
}

impl Span {
    /// The words without their emphasis.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Plain(text)
            | Self::Strong(text)
            | Self::Emphasis(text)
            | Self::Code(text)
            | Self::Link { text, .. } => text,
        }
    }

    fn cleaned(&self) -> Self {
        match self {
            Self::Strong(text) => Self::Strong(clean(text)),
            Self::Emphasis(text) => Self::Emphasis(clean(text)),
            Self::Code(text) => Self::Code(clean(text)),
            Self::Link { text, url } if is_web_address(url) => Self::Link { text: clean(text), url: url.clone() },
            Self::Plain(text) | Self::Link { text, .. } => Self::Plain(clean(text)),
        }
    }
}

/// Whether a text is an address that a reader may be sent to: plain ASCII, `http` or `https`.
fn is_web_address(url: &str) -> bool {
    let scheme = url.starts_with("https://") || url.starts_with("http://");
    scheme && url.len() <= 2_000 && url.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'`{}|\\^".contains(&b))
}

/// Words with emphasis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// The words without their emphasis.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.iter().map(Span::words).collect()
    }

    /// Adds words as they are.
    #[must_use]
    pub fn then(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Plain(words.into()));
        self
    }

    /// Adds important words.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Strong(words.into()));
        self
    }

    /// Adds stressed words.
    #[must_use]
    pub fn emphasis(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Emphasis(words.into()));
        self
    }

    /// Adds machine text.
    #[must_use]
    pub fn code(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Code(words.into()));
        self
    }

    /// Adds a link.
    #[must_use]
    pub fn link(mut self, words: impl Into<String>, url: impl Into<String>) -> Self {
        self.0.push(Span::Link { text: words.into(), url: url.into() });
        self
    }

    fn cleaned(&self) -> Self {
        Self(self.0.iter().map(Span::cleaned).collect())
    }
}

impl<S: Into<String>> From<S> for Text {
    fn from(words: S) -> Self {
        Self(vec![Span::Plain(words.into())])
    }
}

/// A chart with the words that stand for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Unique in the document.
    pub id: String,
    /// What it shows, printed above it.
    pub title: String,
    /// What it says, for those who do not see it.
    pub description: String,
    /// The picture's data.
    pub chart: Chart,
}

impl Document {
    /// The same document with only such characters as every format can carry and no reader is
    /// harmed by. Every writer starts here.
    #[must_use]
    pub fn cleaned(&self) -> Self {
        Self {
            title: clean(&self.title),
            subtitle: clean(&self.subtitle),
            language: self.language.clone(),
            date: self.date,
            brand: Brand { name: clean(&self.brand.name), ..self.brand.clone() },
            blocks: self.blocks.iter().map(Block::cleaned).collect(),
            provenance: self.provenance.iter().map(|(name, value)| (clean(name), clean(value))).collect(),
        }
    }

    /// The headings in reading order: level, id, text.
    #[must_use]
    pub fn headings(&self) -> Vec<(u8, &str, &str)> {
        headings(&self.blocks)
    }

    /// What identifies the source, for formats whose template has no place of its own for it.
    #[must_use]
    pub fn provenance_blocks(&self) -> Vec<Block> {
        if self.provenance.is_empty() {
            return Vec::new();
        }
        let row = |(name, value): &(String, String)| (name.clone(), Text::default().code(value.as_str()));
        let heading = Block::Heading { level: 1, id: "provenance".to_owned(), text: "Provenance".to_owned() };
        vec![heading, Block::Definitions(self.provenance.iter().map(row).collect())]
    }
}

/// The headings among blocks in reading order: level, id, text.
#[must_use]
pub fn headings(blocks: &[Block]) -> Vec<(u8, &str, &str)> {
    let mut found = Vec::new();
    collect_headings(blocks, &mut found);
    found
}

fn collect_headings<'a>(blocks: &'a [Block], found: &mut Vec<(u8, &'a str, &'a str)>) {
    for block in blocks {
        match block {
            Block::Heading { level, id, text } => found.push((*level, id, text)),
            Block::Together(inner) => collect_headings(inner, found),
            _ => {}
        }
    }
}

impl Block {
    fn cleaned(&self) -> Self {
        match self {
            Self::Heading { level, id, text } => {
                Self::Heading { level: (*level).clamp(1, 3), id: id.clone(), text: clean(text) }
            }
            Self::Lead(text) => Self::Lead(text.cleaned()),
            Self::Paragraph(text) => Self::Paragraph(text.cleaned()),
            Self::Small(text) => Self::Small(text.cleaned()),
            Self::List { ordered, items } => {
                Self::List { ordered: *ordered, items: items.iter().map(Text::cleaned).collect() }
            }
            Self::Facts(rows) => Self::Facts(cleaned_rows(rows)),
            Self::Definitions(rows) => Self::Definitions(cleaned_rows(rows)),
            Self::Table(table) => Self::Table(table.cleaned()),
            Self::Figure(figure) => Self::Figure(Figure {
                title: clean(&figure.title),
                description: clean(&figure.description),
                ..figure.clone()
            }),
            Self::Callout { tone, title, body } => {
                Self::Callout { tone: *tone, title: clean(title), body: body.iter().map(Text::cleaned).collect() }
            }
            Self::Contents => Self::Contents,
            Self::PageBreak => Self::PageBreak,
            Self::Together(blocks) => Self::Together(blocks.iter().map(Self::cleaned).collect()),
        }
    }
}

fn cleaned_rows(rows: &[(String, Text)]) -> Vec<(String, Text)> {
    rows.iter().map(|(term, text)| (clean(term), text.cleaned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://a b",
            "https://a\"onclick=",
            "file:///etc",
            "https://\u{202e}x",
        ] {
            assert_eq!(Span::Link { text: "x".into(), url: bad.into() }.cleaned(), Span::Plain("x".into()), "{bad}");
        }
        let good = Span::Link { text: "x".into(), url: "https://example.org/a?b=c".into() };
        assert_eq!(good.cleaned(), good);
    }
}
