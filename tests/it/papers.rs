//! The papers: every block in every format, the same bytes twice, harmless whatever the text, and opened by real
//! readers where they are installed.

mod demo;
pub(crate) mod reader;

use chiefly::report::document::{Block, Document, Text};
use chiefly::report::{Format, Templates, write};

use reader::{kept, pages, pdf_text, word_as_pdf};

/// The formats that carry the whole document.
const PROSE: [Format; 4] = [Format::Markdown, Format::Html, Format::Pdf, Format::Docx];

fn paper(document: &Document, format: Format) -> Vec<u8> {
    write(document, format, &Templates::default()).expect("a paper")
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for format in PROSE {
        let first = paper(&demo::demo(), format);
        let second = std::thread::spawn(move || paper(&demo::demo(), format)).join().expect("a second paper");
        assert!(first == second, "{format} differs from run to run");
    }
}

#[test]
fn a_tagged_pdf_with_contents_and_repeated_heads() {
    let path = kept("demo.pdf", &paper(&demo::demo(), Format::Pdf));
    let Some(information) = reader::run("pdfinfo", &[&path]) else { return };
    assert!(information.contains("Tagged:          yes"), "{information}");
    assert!(information.contains("Which technology chief does Brightwater Foods need?"), "{information}");
    let text = pdf_text(&path).expect("poppler is there");
    assert_eq!(pages(&text).len(), 8, "{text}");
    let contents = pages(&text).get(1).map(|page| page.join("\n")).unwrap_or_default();
    assert!(contents.lines().any(|line| line.starts_with("The mandate") && line.ends_with('5')), "{contents}");
    let heads = text.lines().filter(|line| line.contains("Holder") && line.contains("Urgent")).count();
    assert_eq!(heads, 2, "the table's head stands on both of its pages");
    let structure = reader::run("pdfinfo", &["-struct", &path]).expect("poppler is there");
    for tag in ["H1", "H2", "TOC", "Table", "THead", "TH", "L", "LI", "Figure", "Link"] {
        let found = structure.lines().any(|line| line.trim_start().split([' ', '(', ':']).next() == Some(tag));
        assert!(found, "no {tag} among the tags");
    }
}

#[test]
fn word_processors_open_the_word_document() {
    let path = kept("demo.docx", &paper(&demo::demo(), Format::Docx));
    let Some(text) = word_as_pdf(&path) else { return };
    for words in ["Which technology chief", "Three reasons", "Duty number 31", "71.402", "Seed"] {
        assert!(text.contains(words), "{words} is missing");
    }
}

/// What a hostile answer may hold.
const HOSTILE: &str = "=cmd|'/c calc'!A1 <script>alert(1)</script> \u{1b}[2J\u{1b}]0;x\u{7} \u{202e}gnp.exe\u{202c} \u{0}\u{1}\u{b}\u{fffe} \
    ]]> --> {{ 7*7 }} {% raw %} [x](javascript:alert(1)) ![y](http://evil.example/z) | a | b |\n# h\n- l\n\" ' & &#x41; \
    \u{e0041}\u{feff} 東京 हिन्दी عربى 👩‍👩‍👧 a\u{301}\u{301}\u{301}";

#[test]
fn hostile_text_does_no_harm_in_any_format() {
    let document = hostile();
    for format in PROSE {
        let bytes = paper(&document, format);
        let path = kept(&format!("hostile.{format}"), &bytes);
        match format {
            Format::Markdown => {
                let text = String::from_utf8(bytes).expect("text");
                no_control(&text);
                let text = text.replace("\\[", "").replace("\\]", "");
                for live in ["<script", "](javascript", "![y](", "\n- l", "\n# h\n"] {
                    assert!(!text.contains(live), "{live}");
                }
            }
            Format::Html => {
                let text = String::from_utf8(bytes).expect("text");
                no_control(&text);
                assert!(!text.contains("<script"), "a script stands in the page");
                assert!(!text.contains("javascript:alert(1)\""), "a link runs a script");
                assert!(text.contains("{{ 7*7 }}"), "text was taken for a template");
            }
            Format::Pdf => {
                if let Some(text) = pdf_text(&path) {
                    assert!(text.contains("<script>alert(1)</script>"), "{text}");
                    // the reader itself marks Arabic words as running from the right
                    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}', '\0']), "{text:?}");
                }
            }
            _ => {
                if let Some(text) = word_as_pdf(&path) {
                    assert!(text.contains("<script>alert(1)</script>"), "{text}");
                }
            }
        }
    }
}

fn no_control(text: &str) {
    let bad = text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{feff}' | '\u{e0000}'..)
    });
    assert_eq!(bad, None);
}

/// The demo with the hostile text in every place that takes words from people.
fn hostile() -> Document {
    let mut document = demo::demo();
    document.title = HOSTILE.into();
    document.subtitle = HOSTILE.into();
    document.brand.name = HOSTILE.into();
    document.provenance.push((HOSTILE.into(), HOSTILE.into()));
    document.blocks.splice(
        0..0,
        [
            demo::heading(1, "hostile", HOSTILE),
            Block::Lead(HOSTILE.into()),
            Block::Paragraph(
                Text::default().strong(HOSTILE).emphasis(HOSTILE).code(HOSTILE).link(HOSTILE, "javascript:alert(1)"),
            ),
            Block::List { ordered: true, items: vec![HOSTILE.into(), "".into(), "1. x".into(), "# x".into()] },
            Block::Facts(vec![(HOSTILE.into(), "=1+1".into()), ("-1".into(), HOSTILE.into())]),
            Block::Definitions(vec![(HOSTILE.into(), HOSTILE.into()), (String::new(), Text::default())]),
            Block::Paragraph("W".repeat(4_000).into()),
            demo::table(HOSTILE),
            demo::figure("hostile-figure", HOSTILE, HOSTILE, demo::hostile_chart(HOSTILE)),
        ],
    );
    document
}

#[test]
fn a_faulty_template_is_an_error_with_its_place() {
    let templates = Templates { html: Some("<p>\n{{ nothing }}".into()), markdown: Some("{% for x in y %}".into()) };
    for format in [Format::Html, Format::Markdown] {
        let cause = write(&demo::demo(), format, &templates).expect_err("a faulty template").to_string();
        assert!(cause.contains(&format!("report.{format}:")), "{cause}");
    }
}

#[test]
fn a_template_takes_the_place_of_the_built_in_one() {
    let templates = Templates { html: None, markdown: Some("{{ brand }}: {{ title }}".into()) };
    let text = write(&demo::demo(), Format::Markdown, &templates).expect("a paper");
    assert_eq!(text, b"Hallam & Reeve Advisers: Which technology chief does Brightwater Foods need?");
}
