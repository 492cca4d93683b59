//! The report as one HTML file: no external request, light and dark, on paper and on a phone,
//! complete for those who listen to it.

use std::fmt::Write;

use minijinja::{Value, context};

use super::clean::xml as escape;
use super::colour::{NIGHT, PAPER};
use super::document::{Align, Block, Document, Figure, Logo, Row, Span, Table, Text, Tone};
use super::template::fill;
use super::{Format, ReportError, picture};

/// The built-in template.
pub const TEMPLATE: &str = include_str!("../../assets/report/report.html");
/// The built-in style sheet.
pub const STYLE: &str = include_str!("../../assets/report/report.css");

/// Writes HTML. The document is clean.
pub(super) fn write(document: &Document, template: Option<&str>) -> Result<Vec<u8>, ReportError> {
    let accent = document.brand.accent;
    let (day, night) = (accent.legible_on(PAPER), accent.legible_on(NIGHT));
    let headings: Vec<Value> = document
        .headings()
        .iter()
        .filter(|(level, ..)| *level == 1)
        .map(|(_, id, text)| context! { id => *id, text => *text })
        .collect();
    let values = context! {
        title => &document.title,
        subtitle => &document.subtitle,
        language => &document.language,
        date => document.date.map(super::date::Date::long).unwrap_or_default(),
        date_iso => document.date.map(|date| date.to_string()).unwrap_or_default(),
        brand => &document.brand.name,
        logo => Value::from_safe_string(logo(document)?),
        accent => day.to_string(),
        on_accent => day.text_on().to_string(),
        soft => PAPER.mixed(day, 12).to_string(),
        accent_night => night.to_string(),
        soft_night => NIGHT.mixed(night, 18).to_string(),
        css => Value::from_safe_string(STYLE.to_owned()),
        headings,
        body => Value::from_safe_string(Body::of(document).out),
        provenance => &document.provenance,
    };
    fill(Format::Html, template.unwrap_or(TEMPLATE), &values)
}

/// The logo as an image with a data address: an SVG in an image runs no scripts and loads nothing.
fn logo(document: &Document) -> Result<String, ReportError> {
    let Some(logo) = &document.brand.logo else { return Ok(String::new()) };
    picture::Picture::read(logo)?;
    let (kind, bytes) = match logo {
        Logo::Svg(source) => ("image/svg+xml", source.as_bytes()),
        Logo::Png(bytes) => ("image/png", bytes.as_slice()),
    };
    let data = picture::base64(bytes);
    Ok(format!("<img alt=\"{}\" src=\"data:{kind};base64,{data}\">", escape(&document.brand.name)))
}

struct Body<'a> {
    document: &'a Document,
    out: String,
    tables: usize,
    /// Whether the next heading starts a page on paper.
    breaks: bool,
}

impl<'a> Body<'a> {
    fn of(document: &'a Document) -> Self {
        let mut body = Self { document, out: String::new(), tables: 0, breaks: false };
        body.blocks(&document.blocks);
        body
    }

    fn put(&mut self, html: &str) {
        self.out.push_str(html);
        self.out.push('\n');
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, text } => {
                let class = if std::mem::take(&mut self.breaks) { " class=\"break\"" } else { "" };
                let rank = level + 1;
                self.put(&format!("<h{rank} id=\"{}\"{class}>{}</h{rank}>", escape(id), escape(text)));
            }
            Block::Lead(text) => self.put(&format!("<p class=\"lead\">{}</p>", inline(text))),
            Block::Paragraph(text) => self.put(&format!("<p>{}</p>", inline(text))),
            Block::Small(text) => self.put(&format!("<p class=\"small\">{}</p>", inline(text))),
            Block::List { ordered, items } => {
                let tag = if *ordered { "ol" } else { "ul" };
                self.put(&format!("<{tag}>"));
                for item in items {
                    self.put(&format!("<li>{}</li>", inline(item)));
                }
                self.put(&format!("</{tag}>"));
            }
            Block::Facts(rows) => self.definitions("facts", rows),
            Block::Definitions(rows) => self.definitions("definitions", rows),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Callout { tone, title, body } => self.callout(*tone, title, body),
            Block::Contents => {}
            Block::PageBreak => self.breaks = true,
            Block::Together(inner) => {
                self.put("<div class=\"together\">");
                self.blocks(inner);
                self.put("</div>");
            }
        }
    }

    fn definitions(&mut self, class: &str, rows: &[(String, Text)]) {
        self.put(&format!("<dl class=\"{class}\">"));
        for (term, text) in rows {
            self.put(&format!("<div><dt>{}</dt><dd>{}</dd></div>", escape(term), inline(text)));
        }
        self.put("</dl>");
    }

    fn callout(&mut self, tone: Tone, title: &str, body: &[Text]) {
        let class = match tone {
            Tone::Note => "callout",
            Tone::Caution => "callout caution",
        };
        self.put(&format!("<div class=\"{class}\">"));
        if !title.is_empty() {
            self.put(&format!("<p class=\"callout-title\">{}</p>", escape(title)));
        }
        for text in body {
            self.put(&format!("<p>{}</p>", inline(text)));
        }
        self.put("</div>");
    }

    fn figure(&mut self, figure: &Figure) {
        let svg = figure.chart.svg(&figure.id, &figure.title, &figure.description, self.document.brand.accent);
        let (id, title) = (escape(&figure.id), escape(&figure.title));
        self.put(&format!(
            "<figure id=\"{id}\"><figcaption id=\"{id}-caption\">{title}</figcaption>\n\
             <div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"{id}-caption\">\n{svg}</div></figure>"
        ));
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let id = format!("table-{}", self.tables);
        let label = if table.caption.is_empty() {
            format!("aria-label=\"Table {}\"", self.tables)
        } else {
            format!("aria-labelledby=\"{id}\"")
        };
        self.put(&format!("<div class=\"scroll\" role=\"group\" tabindex=\"0\" {label}><table>"));
        if !table.caption.is_empty() {
            self.put(&format!("<caption id=\"{id}\">{}</caption>", escape(&table.caption)));
        }
        let mut head = String::new();
        for column in &table.columns {
            // a head without words would be announced as one
            let _ = if column.head.is_empty() {
                write!(head, "<td></td>")
            } else {
                write!(head, "<th scope=\"col\"{}>{}</th>", class(column.align), escape(&column.head))
            };
        }
        self.put(&format!("<thead><tr>{head}</tr></thead>\n<tbody>"));
        for row in &table.rows {
            self.put(&table_row(table, row));
        }
        self.put("</tbody></table></div>");
    }
}

fn table_row(table: &Table, row: &Row) -> String {
    let mut out = if row.strong { "<tr class=\"strong\">".to_owned() } else { "<tr>".to_owned() };
    for (index, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
        let class = class(column.align);
        let _ = if index == 0 && table.row_heads && !cell.words().is_empty() {
            write!(out, "<th scope=\"row\"{class}>{}</th>", inline(cell))
        } else {
            write!(out, "<td{class}>{}</td>", inline(cell))
        };
    }
    out.push_str("</tr>");
    out
}

fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::End => " class=\"end\"",
    }
}

fn inline(text: &Text) -> String {
    text.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(text) => escape(text),
        Span::Strong(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Emphasis(text) => format!("<em>{}</em>", escape(text)),
        Span::Code(text) => format!("<code>{}</code>", escape(text)),
        Span::Link { text, url } => format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escape(url), escape(text)),
    }
}
