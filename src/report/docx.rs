//! The report as a Word document: real styles, headings, lists and tables, so that whoever gets it
//! can go on writing. Charts are pictures with alternative text.

use std::io::Cursor;

use docx_rs::{
    Docx, Footer, Header, Hyperlink, HyperlinkData, HyperlinkType, IndentLevel, NumPages, NumberingId, PageMargin,
    PageNum, Paragraph, Pic, Run, Tab, TabValueType,
};

use super::ReportError;
use super::colour::{Colour, PAPER};
use super::document::{Block, Document, Figure, Span, Text, Tone};
use super::picture::{self, Picture};

mod patch;
mod style;
mod table;

use patch::Patches;

/// Width of the text in twentieths of a point: A4 less margins of 24 mm.
const WIDTH: u32 = 9_184;
/// English metric units in a twentieth of a point.
const EMU: u32 = 635;
/// Pixels of a chart for each of its units.
const SCALE: f32 = 2.0;

/// Writes a Word document. The document is clean.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, ReportError> {
    let accent = document.brand.accent.legible_on(PAPER);
    let mut writer = Writer {
        document,
        accent,
        docx: sheet(document, accent),
        patches: Patches::default(),
        ids: Ids::default(),
        breaks: false,
    };
    writer.title()?;
    writer.blocks(&document.blocks)?;
    writer.blocks(&document.provenance_blocks())?;
    let lists = writer.ids.lists;
    let mut parts = style::numbered(writer.docx, lists).build();
    writer.patches.apply(&mut parts, document);
    let mut out = Cursor::new(Vec::new());
    parts.pack(&mut out).map_err(|cause| ReportError::Docx(cause.to_string()))?;
    Ok(out.into_inner())
}

/// The empty document: paper, styles, running heads.
fn sheet(document: &Document, accent: Colour) -> Docx {
    let margin = PageMargin::new().top(1_500).bottom(1_300).left(1_361).right(1_361).header(680).footer(600);
    let end = || Tab::new().val(TabValueType::Right).pos(usize::try_from(WIDTH).unwrap_or(0));
    let head =
        paragraph("Header", &format!("{}\t{}", document.title, document.brand.name)).id("70000001").add_tab(end());
    let foot = paragraph("Footer", &format!("{}\t", document.subtitle))
        .id("70000002")
        .add_tab(end())
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" / "))
        .add_num_pages(NumPages::new());
    let date = document.date.map_or_else(|| "1980-01-01T00:00:00Z".to_owned(), |date| format!("{date}T00:00:00Z"));
    let docx = Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margin)
        .title_pg()
        .header(Header::new().add_paragraph(head))
        .first_header(Header::new().add_paragraph(Paragraph::new().id("70000003")))
        .first_footer(Footer::new().add_paragraph(foot.clone().id("70000004")))
        .footer(Footer::new().add_paragraph(foot))
        .created_at(&date)
        .updated_at(&date);
    style::styled(docx, accent)
}

/// A paragraph of a style, with tabs where the text has them.
fn paragraph(style: &str, text: &str) -> Paragraph {
    let mut run = Run::new();
    for (index, part) in text.split('\t').enumerate() {
        if index > 0 {
            run = run.add_tab();
        }
        run = run.add_text(part);
    }
    Paragraph::new().style(style).add_run(run)
}

/// Numbers that must be unique in the file.
#[derive(Default)]
struct Ids {
    paragraphs: u32,
    pictures: u32,
    links: u32,
    headings: usize,
    lists: usize,
}

struct Writer<'a> {
    document: &'a Document,
    accent: Colour,
    docx: Docx,
    patches: Patches,
    ids: Ids,
    breaks: bool,
}

impl Writer<'_> {
    fn add(&mut self, paragraph: Paragraph) {
        let paragraph = if std::mem::take(&mut self.breaks) { paragraph.page_break_before(true) } else { paragraph };
        let paragraph = self.numbered(paragraph);
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    /// The paragraph with an id that depends on its place only.
    fn numbered(&mut self, paragraph: Paragraph) -> Paragraph {
        self.ids.paragraphs += 1;
        paragraph.id(format!("{:08x}", self.ids.paragraphs))
    }

    fn title(&mut self) -> Result<(), ReportError> {
        let document = self.document;
        if let Some(logo) = &document.brand.logo {
            let picture = Picture::read(logo)?;
            let size = picture.fitted(150.0, 34.0);
            let name = if document.brand.name.is_empty() { "Logo" } else { &document.brand.name };
            self.picture(picture.png(4.0), size, "Logo", name);
        } else if !document.brand.name.is_empty() {
            self.add(paragraph("Brand", &document.brand.name));
        }
        self.add(paragraph("Title", &document.title));
        let date = document.date.map(|date| format!("  ·  {}", date.long())).unwrap_or_default();
        self.add(paragraph("Subtitle", &format!("{}{date}", document.subtitle)));
        Ok(())
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<(), ReportError> {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), ReportError> {
        match block {
            Block::Heading { level, text, .. } => self.heading(*level, text),
            Block::Lead(text) => self.text("Lead", text),
            Block::Paragraph(text) => self.text("BodyText", text),
            Block::Small(text) => self.text("Small", text),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Facts(rows) => self.facts(rows),
            Block::Definitions(rows) => self.definitions(rows),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => return self.figure(figure),
            Block::Callout { tone, title, body } => self.callout(*tone, title, body),
            Block::Contents => self.contents(),
            Block::PageBreak => self.breaks = true,
            Block::Together(inner) => return self.blocks(inner),
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, text: &str) {
        let id = self.ids.headings + 1;
        self.ids.headings = id;
        let heading = Paragraph::new()
            .style(&format!("Heading{level}"))
            .add_bookmark_start(id, format!("_section{id}"))
            .add_run(Run::new().add_text(text))
            .add_bookmark_end(id);
        self.add(heading);
    }

    fn text(&mut self, style: &str, text: &Text) {
        let paragraph = self.spans(Paragraph::new().style(style), text);
        self.add(paragraph);
    }

    /// Adds a text's runs to a paragraph.
    fn spans(&mut self, mut paragraph: Paragraph, text: &Text) -> Paragraph {
        for span in &text.0 {
            paragraph = match span {
                Span::Plain(words) => paragraph.add_run(Run::new().add_text(words)),
                Span::Strong(words) => paragraph.add_run(Run::new().add_text(words).bold()),
                Span::Emphasis(words) => paragraph.add_run(Run::new().add_text(words).italic()),
                Span::Code(words) => paragraph.add_run(Run::new().add_text(words).style("Code")),
                Span::Link { text, url } => {
                    self.ids.links += 1;
                    let mut link = Hyperlink::new(url, HyperlinkType::External);
                    if let HyperlinkData::External { rid, .. } = &mut link.link {
                        *rid = format!("rIdLink{}", self.ids.links);
                    }
                    paragraph.add_hyperlink(link.add_run(Run::new().add_text(text).style("Hyperlink")))
                }
            };
        }
        paragraph
    }

    fn list(&mut self, ordered: bool, items: &[Text]) {
        let list = if ordered {
            self.ids.lists += 1;
            style::ordered(self.ids.lists)
        } else {
            style::BULLETS
        };
        for item in items {
            let entry = Paragraph::new().style("ListParagraph").numbering(NumberingId::new(list), IndentLevel::new(0));
            let entry = self.spans(entry, item);
            self.add(entry);
        }
    }

    fn callout(&mut self, tone: Tone, title: &str, body: &[Text]) {
        let style = match tone {
            Tone::Note => "Note",
            Tone::Caution => "Caution",
        };
        if !title.is_empty() {
            self.add(Paragraph::new().style(style).keep_next(true).add_run(Run::new().add_text(title).bold()));
        }
        for text in body {
            self.text(style, text);
        }
        self.gap();
    }

    fn contents(&mut self) {
        let before = self.ids.headings;
        self.add(paragraph("ContentsTitle", "Contents"));
        let headings = self.document.headings();
        for (index, (level, _, text)) in
            headings.into_iter().enumerate().skip(before).filter(|(_, (level, ..))| *level <= 2)
        {
            let link = Hyperlink::new(format!("_section{}", index + 1), HyperlinkType::Anchor)
                .add_run(Run::new().add_text(text));
            self.add(Paragraph::new().style(&format!("TOC{level}")).add_hyperlink(link));
        }
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), ReportError> {
        self.add(paragraph("Caption", &figure.title));
        let svg = figure.chart.svg(&figure.id, &figure.title, &figure.description, self.accent);
        let tree = picture::tree(&svg).map_err(|cause| ReportError::Docx(cause.to_string()))?;
        let width = 9_184.0 / 20.0;
        let size = (width, width / tree.size().width() * tree.size().height());
        let png = picture::raster(&tree, SCALE).and_then(|pixmap| pixmap.encode_png().ok());
        let description = if figure.description.is_empty() { &figure.title } else { &figure.description };
        self.picture(png, size, &figure.title, description);
        Ok(())
    }

    /// A picture of a size in points, with its alternative text.
    fn picture(&mut self, png: Option<Vec<u8>>, size: (f32, f32), name: &str, description: &str) {
        let Some(png) = png else { return };
        self.ids.pictures += 1;
        let picture = Pic::new_with_dimensions(png, 1, 1)
            .id(format!("rIdPicture{}", self.ids.pictures))
            .size(emu(size.0), emu(size.1));
        self.patches.picture(name, description);
        self.add(Paragraph::new().style("Figure").add_run(Run::new().add_image(picture)));
    }

    /// An empty paragraph: two tables or two boxes that touch would become one.
    fn gap(&mut self) {
        self.add(Paragraph::new().style("Gap"));
    }
}

/// Points as English metric units; pictures are smaller than a page.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a page before")]
fn emu(points: f32) -> u32 {
    (points.clamp(0.0, 2_000.0) * 20.0) as u32 * EMU
}
