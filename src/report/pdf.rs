//! The report as PDF: tagged for those who listen to it (PDF/UA-1, checked by the library), with
//! an embedded font, bookmarks, running heads and tables that break across pages.

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};

use super::ReportError;
use super::colour::PAPER;
use super::document::Document;

mod draw;
mod flow;
mod page;
mod table;
mod tags;
mod text;

use draw::Artist;
use flow::Flow;
use tags::Tags;
use text::Setter;

/// Writes PDF. The document is clean.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, ReportError> {
    let accent = document.brand.accent.legible_on(PAPER);
    let mut setter = Setter::new(accent);
    let mut tags = Tags::default();
    let mut flow = Flow::new(document, &mut setter, &mut tags, accent);
    flow.title()?;
    flow.blocks(&document.blocks);
    flow.blocks(&document.provenance_blocks());
    let pieces = flow.pieces;
    let pages = page::paginate(&pieces);
    let targets = page::targets(&pieces, &pages);

    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|cause| ReportError::Pdf(format!("{cause:?}")))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut artist = Artist::new(document, &mut setter, &mut tags, &targets, pages.len())?;
    for (number, page) in pages.iter().enumerate() {
        artist.page(&mut pdf, number, page, &pieces);
    }
    pdf.set_outline(outline(document, &targets));
    pdf.set_metadata(metadata(document));
    pdf.set_tag_tree(tags.finish(&document.language));
    pdf.finish().map_err(|cause| ReportError::Pdf(cause.to_string()))
}

fn metadata(document: &Document) -> Metadata {
    let title = format!("{}: {}", document.title, document.subtitle);
    let metadata = Metadata::new()
        .title(title)
        .language(document.language.clone())
        .creator(concat!("chiefly ", env!("CARGO_PKG_VERSION")).to_owned());
    let metadata =
        if document.brand.name.is_empty() { metadata } else { metadata.authors(vec![document.brand.name.clone()]) };
    match document.date {
        Some(date) => metadata.creation_date(DateTime::new(date.year).month(date.month).day(date.day)),
        None => metadata,
    }
}

/// Bookmarks: the headings of level 1 with those of level 2 under them.
fn outline(document: &Document, targets: &[(usize, f32)]) -> Outline {
    let mut nodes: Vec<(String, XyzDestination, Vec<OutlineNode>)> = Vec::new();
    let blocks = document.provenance_blocks();
    let headings = document.headings().into_iter().chain(super::document::headings(&blocks));
    for ((level, _, text), (page, y)) in headings.zip(targets) {
        let place = XyzDestination::new(*page, Point::from_xy(page::MARGIN, (*y - 12.0).max(0.0)));
        match (level, nodes.last_mut()) {
            (1, _) | (_, None) => nodes.push((text.to_owned(), place, Vec::new())),
            (2, Some((_, _, children))) => children.push(OutlineNode::new(text.to_owned(), place)),
            _ => {}
        }
    }
    let mut outline = Outline::new();
    for (text, place, children) in nodes {
        let mut node = OutlineNode::new(text, place);
        for child in children {
            node.push_child(child);
        }
        outline.push_child(node);
    }
    outline
}
