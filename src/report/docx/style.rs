//! The styles of the Word document. Built-in names where Word has them, so that its navigation,
//! its style sets and its accessibility checker know what they see.

use docx_rs::{
    AbstractNumbering, BorderType, Docx, Level, LevelJc, LevelOverride, LevelText, LineSpacing, LineSpacingType,
    NumberFormat, Numbering, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, RunFonts, Shading,
    SpecialIndentType, Start, Style, StyleType,
};

use crate::report::colour::{Colour, INK, PAPER, QUIET};

/// The numbering of bullet lists.
pub(super) const BULLETS: usize = 10;
const BULLET_SHAPE: usize = 10;
const NUMBER_SHAPE: usize = 11;

/// The numbering of the n-th numbered list, which starts at one again.
pub(super) fn ordered(list: usize) -> usize {
    BULLETS + list
}

pub(super) fn hex(colour: Colour) -> String {
    colour.to_string().trim_start_matches('#').to_uppercase()
}

/// A paragraph style: size in half points, room above and below in twentieths of a point.
fn style(id: &str, name: &str, size: usize, ink: Colour, above: u32, below: u32) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .next("BodyText")
        .size(size)
        .color(hex(ink))
        .line_spacing(LineSpacing::new().before(above).after(below).line(264).line_rule(LineSpacingType::Auto))
}

fn heading(level: usize, size: usize, ink: Colour, above: u32, below: u32) -> Style {
    let mut style = style(&format!("Heading{level}"), &format!("heading {level}"), size, ink, above, below)
        .bold()
        .outline_lvl(level - 1);
    style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
    style
}

fn boxed(id: &str, name: &str, side: Colour, ground: Colour) -> Style {
    let mut style = style(id, name, 21, INK, 0, 60).indent(Some(200), None, Some(120), None);
    let border =
        ParagraphBorder::new(ParagraphBorderPosition::Left).val(BorderType::Single).size(24).space(8).color(hex(side));
    let shading = Shading::new().fill(hex(ground)).color("auto");
    style.paragraph_property = style
        .paragraph_property
        .set_borders(ParagraphBorders::with_empty().set(border))
        .shading(shading)
        .keep_lines(true);
    style
}

/// The document with its styles. The library adds `Normal`, which has the size and font of the document.
pub(super) fn styled(docx: Docx, accent: Colour) -> Docx {
    let fonts = RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri").east_asia("Calibri");
    let mut title = style("Title", "Title", 52, INK, 60, 80).bold();
    title.paragraph_property = title.paragraph_property.keep_next(true);
    let mut subtitle = style("Subtitle", "Subtitle", 24, QUIET, 0, 320);
    let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .val(BorderType::Single)
        .size(16)
        .space(10)
        .color(hex(accent));
    subtitle.paragraph_property = subtitle.paragraph_property.set_borders(ParagraphBorders::with_empty().set(rule));
    let mut caption = style("Caption", "caption", 20, INK, 240, 100).bold();
    caption.paragraph_property = caption.paragraph_property.keep_next(true);
    let mut list = style("ListParagraph", "List Paragraph", 21, INK, 0, 80);
    list.next = None;
    vec![
        title,
        subtitle,
        caption,
        list,
        heading(1, 34, INK, 480, 140),
        heading(2, 26, INK, 320, 90),
        heading(3, 22, accent, 240, 60),
        style("BodyText", "Body Text", 21, INK, 0, 140),
        style("Lead", "Lead", 30, INK, 60, 200).bold(),
        style("Small", "Small", 18, QUIET, 0, 120),
        style("Brand", "Brand", 19, accent, 0, 60).bold(),
        style("ContentsTitle", "TOC Heading", 34, INK, 0, 160).bold(),
        style("TOC1", "toc 1", 21, INK, 120, 20).bold(),
        style("TOC2", "toc 2", 20, QUIET, 0, 20).indent(Some(280), None, None, None),
        style("Figure", "Figure", 21, INK, 0, 200),
        style("Cell", "Table Cell", 19, INK, 0, 0),
        style("CellHead", "Table Head", 18, QUIET, 0, 0).bold(),
        style("FactLabel", "Fact Label", 17, QUIET, 0, 0),
        style("Fact", "Fact", 21, INK, 0, 0).bold(),
        style("Gap", "Gap", 12, INK, 0, 60),
        style("Header", "header", 17, QUIET, 0, 0),
        style("Footer", "footer", 17, QUIET, 0, 0),
        boxed("Note", "Note", accent, PAPER.mixed(accent, 7)),
        boxed("Caution", "Caution", Colour(0x8a, 0x4b, 0x08), Colour(0xfb, 0xf4, 0xea)),
        Style::new("Code", StyleType::Character)
            .name("Code")
            .fonts(RunFonts::new().ascii("Consolas").hi_ansi("Consolas"))
            .size(18),
        Style::new("Hyperlink", StyleType::Character).name("Hyperlink").color(hex(accent)).underline("single"),
    ]
    .into_iter()
    .fold(docx.default_fonts(fonts).default_size(21), Docx::add_style)
}

/// The document with its numberings: bullets, and one for every numbered list.
pub(super) fn numbered(docx: Docx, lists: usize) -> Docx {
    let level = |format: &str, text: &str| {
        Level::new(0, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left")).indent(
            Some(360),
            Some(SpecialIndentType::Hanging(360)),
            None,
            None,
        )
    };
    let docx = docx
        .add_abstract_numbering(AbstractNumbering::new(BULLET_SHAPE).add_level(level("bullet", "•")))
        .add_abstract_numbering(AbstractNumbering::new(NUMBER_SHAPE).add_level(level("decimal", "%1.")))
        .add_numbering(Numbering::new(BULLETS, BULLET_SHAPE));
    (1..=lists).fold(docx, |docx, list| {
        let restart = LevelOverride::new(0).start(1);
        docx.add_numbering(Numbering::new(ordered(list), NUMBER_SHAPE).add_override(restart))
    })
}
