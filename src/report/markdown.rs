//! The report as Markdown: readable as plain text, and the same in every renderer.

use std::fmt::Write;

use minijinja::context;

use super::clean::markdown as escape;
use super::document::{Align, Block, Document, Figure, Row, Span, Table, Text, Tone};
use super::template::fill;
use super::{Format, ReportError};

/// The built-in template.
pub const TEMPLATE: &str = include_str!("../../assets/report/report.md");

/// Writes Markdown. The document is clean.
pub(super) fn write(document: &Document, template: Option<&str>) -> Result<Vec<u8>, ReportError> {
    let mut body = String::new();
    write_blocks(&mut body, &document.blocks, &document.headings());
    let provenance: Vec<_> = document.provenance.iter().map(|(name, value)| (escape(name), code(value))).collect();
    let values = context! {
        title => escape(&document.title),
        subtitle => escape(&document.subtitle),
        date => document.date.map(super::date::Date::long).unwrap_or_default(),
        brand => escape(&document.brand.name),
        body => body.trim_end(),
        provenance,
    };
    fill(Format::Markdown, template.unwrap_or(TEMPLATE), &values)
}

type Headings<'a> = [(u8, &'a str, &'a str)];

fn write_blocks(out: &mut String, blocks: &[Block], headings: &Headings<'_>) {
    for block in blocks {
        write_block(out, block, headings);
    }
}

fn write_block(out: &mut String, block: &Block, headings: &Headings<'_>) {
    match block {
        Block::Heading { level, text, .. } => {
            let marks = "#".repeat(usize::from(*level) + 1);
            let _ = writeln!(out, "{marks} {}\n", escape(text));
        }
        Block::Lead(text) => {
            let _ = writeln!(out, "**{}**\n", escape(&text.words()));
        }
        Block::Paragraph(text) | Block::Small(text) => {
            let _ = writeln!(out, "{}\n", inline(text));
        }
        Block::List { ordered, items } => write_list(out, *ordered, items),
        Block::Facts(rows) | Block::Definitions(rows) => {
            for (term, text) in rows {
                let _ = writeln!(out, "- **{}:** {}", escape(term), inline(text));
            }
            out.push('\n');
        }
        Block::Table(table) => write_table(out, table),
        Block::Figure(figure) => write_figure(out, figure),
        Block::Callout { tone, title, body } => write_callout(out, *tone, title, body),
        Block::Contents => {
            out.push_str("## Contents\n\n");
            for (level, _, text) in headings.iter().filter(|(level, ..)| *level == 1) {
                let _ = writeln!(out, "{}- {}", "  ".repeat(usize::from(*level) - 1), escape(text));
            }
            out.push('\n');
        }
        Block::PageBreak => {}
        Block::Together(inner) => write_blocks(out, inner, headings),
    }
}

fn write_list(out: &mut String, ordered: bool, items: &[Text]) {
    for (index, item) in items.iter().enumerate() {
        let mark = if ordered { format!("{}.", index + 1) } else { "-".to_owned() };
        let _ = writeln!(out, "{mark} {}", inline(item));
    }
    out.push('\n');
}

fn write_callout(out: &mut String, tone: Tone, title: &str, body: &[Text]) {
    let word = match tone {
        Tone::Note => "Note",
        Tone::Caution => "Caution",
    };
    let title = if title.is_empty() { String::new() } else { format!(": {}", escape(title)) };
    let _ = writeln!(out, "> **{word}{title}**");
    for text in body {
        let _ = writeln!(out, ">\n> {}", inline(text));
    }
    out.push('\n');
}

/// A chart cannot be drawn in plain text; its description says what it says.
fn write_figure(out: &mut String, figure: &Figure) {
    let title = escape(&figure.title);
    let end = if title.ends_with(['.', '?', '!']) { "" } else { "." };
    let _ = writeln!(out, "*{title}{end}* {}\n", escape(&figure.description));
}

fn write_table(out: &mut String, table: &Table) {
    if !table.caption.is_empty() {
        let _ = writeln!(out, "*{}*\n", escape(&table.caption));
    }
    let heads: Vec<_> = table.columns.iter().map(|column| escape(&column.head)).collect();
    let rules: Vec<_> = table.columns.iter().map(|column| rule(column.align)).collect();
    let _ = writeln!(out, "| {} |\n|{}|", heads.join(" | "), rules.join("|"));
    for row in &table.rows {
        let _ = writeln!(out, "| {} |", cells(row).join(" | "));
    }
    out.push('\n');
}

fn rule(align: Align) -> &'static str {
    match align {
        Align::Start => "---",
        Align::End => "--:",
    }
}

fn cells(row: &Row) -> Vec<String> {
    let cell = |text: &Text| match inline(text) {
        words if row.strong && !words.is_empty() && !words.contains("**") => format!("**{words}**"),
        words => words,
    };
    row.cells.iter().map(cell).collect()
}

fn inline(text: &Text) -> String {
    text.0.iter().map(span).collect::<String>().trim().to_owned()
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(text) => escape(text),
        Span::Strong(text) => wrapped("**", text),
        Span::Emphasis(text) => wrapped("*", text),
        Span::Code(text) => code(text),
        Span::Link { text, url } => format!("[{}](<{url}>)", escape(text)),
    }
}

/// Emphasis marks must touch the words, or they are printed as they are.
fn wrapped(mark: &str, text: &str) -> String {
    let words = text.trim();
    if words.is_empty() {
        return text.to_owned();
    }
    let lead = &text[..text.len() - text.trim_start().len()];
    let tail = &text[text.trim_end().len()..];
    format!("{lead}{mark}{}{mark}{tail}", escape(words))
}

/// Hashes and ids as code; what holds anything that a renderer could take for markup is escaped instead.
fn code(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " .,:;/+-_()%#".contains(c);
    if !text.trim().is_empty() && text.chars().all(plain) { format!("`{}`", text.trim()) } else { escape(text) }
}
