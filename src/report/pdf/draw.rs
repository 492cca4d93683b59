//! Pieces onto pages: ink, tags, links, running heads.

use krilla::Document as Pdf;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag};
use krilla::text::Font;
use krilla_svg::{SurfaceExt, SvgSettings};

use super::flow::{Mark, Piece};
use super::page::{Item, MARGIN, PAPER, Page, WIDTH};
use super::tags::{Node, Tags};
use super::text::{Line, Run, Setter, Style};
use crate::report::ReportError;
use crate::report::colour::{Colour, INK, LINE, QUIET};
use crate::report::document::{Align, Document};
use crate::report::fonts::FACES;
use crate::report::picture::Picture;

/// Draws one document.
pub(super) struct Artist<'a> {
    document: &'a Document,
    setter: &'a mut Setter,
    tags: &'a mut Tags,
    fonts: Vec<Font>,
    accent: Colour,
    targets: &'a [(usize, f32)],
    pages: usize,
    links: Vec<Link>,
}

/// A place to click, set on the page when its ink is dry.
struct Link {
    node: Node,
    area: Rect,
    target: Goal,
    words: String,
}

enum Goal {
    Web(String),
    Heading(usize),
}

impl<'a> Artist<'a> {
    pub(super) fn new(
        document: &'a Document,
        setter: &'a mut Setter,
        tags: &'a mut Tags,
        targets: &'a [(usize, f32)],
        pages: usize,
    ) -> Result<Self, ReportError> {
        let fonts: Option<Vec<_>> = FACES.into_iter().map(|face| Font::new(face.into(), 0)).collect();
        let fonts = fonts.ok_or_else(|| ReportError::Pdf("the embedded font cannot be read".to_owned()))?;
        let accent = document.brand.accent.legible_on(crate::report::colour::PAPER);
        Ok(Self { document, setter, tags, fonts, accent, targets, pages, links: Vec::new() })
    }

    pub(super) fn page(&mut self, pdf: &mut Pdf, number: usize, page: &Page, pieces: &[Piece]) {
        let settings = PageSettings::new(Size::from_wh(PAPER.0, PAPER.1).expect("invariant: A4 has a size"));
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        self.running(&mut surface, number);
        for item in &page.items {
            match item {
                Item::Repeated { head, y } => self.repeated(&mut surface, &head.marks, *y),
                Item::Piece { index, y } => {
                    for mark in pieces.get(*index).map_or(&[][..], |piece| &piece.marks) {
                        self.mark(&mut surface, mark, *y);
                    }
                }
            }
        }
        surface.finish();
        for link in std::mem::take(&mut self.links) {
            let Some(target) = self.target(link.target) else { continue };
            let annotation = Annotation::new_link(LinkAnnotation::new(link.area, target), Some(link.words));
            self.tags.drawn(link.node, sheet.add_tagged_annotation(annotation));
        }
        sheet.finish();
    }

    fn target(&self, goal: Goal) -> Option<Target> {
        match goal {
            Goal::Web(url) => Some(Target::Action(Action::Link(LinkAction::new(url)))),
            Goal::Heading(index) => {
                let (page, y) = self.targets.get(index)?;
                let place = XyzDestination::new(*page, Point::from_xy(MARGIN, (*y - 12.0).max(0.0)));
                Some(Target::Destination(Destination::Xyz(place)))
            }
        }
    }

    fn mark(&mut self, surface: &mut Surface<'_>, mark: &Mark, top: f32) {
        match mark {
            Mark::Words { x, y, line, node } => self.words(surface, line, MARGIN + x, top + y, *node),
            Mark::Bar { .. } => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                bar(surface, mark, top);
                surface.end_tagged();
            }
            Mark::Chart { y, width, height, tree, node } => {
                let Some(size) = Size::from_wh(*width, *height) else { return };
                let drawn = surface.start_tagged(ContentTag::Other);
                surface.push_transform(&Transform::from_translate(MARGIN, top + y));
                let _ = surface.draw_svg(tree, size, SvgSettings::default());
                surface.pop();
                surface.end_tagged();
                self.tags.drawn(*node, drawn);
            }
            Mark::Logo { y, width, height, picture, node } => {
                let Some(size) = Size::from_wh(*width, *height) else { return };
                let drawn = surface.start_tagged(ContentTag::Other);
                surface.push_transform(&Transform::from_translate(MARGIN, top + y));
                logo(surface, picture, size);
                surface.pop();
                surface.end_tagged();
                self.tags.drawn(*node, drawn);
            }
            Mark::Entry { y, heading, node } => self.entry(surface, *heading, top + y, *node),
            Mark::Target => {}
        }
    }

    /// A table's head on a further page: seen, but not read twice.
    fn repeated(&mut self, surface: &mut Surface<'_>, marks: &[Mark], top: f32) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
        for mark in marks {
            match mark {
                Mark::Words { x, y, line, .. } => {
                    for run in &line.runs {
                        self.run(surface, line, run, MARGIN + x, top + y);
                    }
                }
                other => bar(surface, other, top),
            }
        }
        surface.end_tagged();
    }

    /// A line of text; what leads elsewhere becomes a link of its own.
    fn words(&mut self, surface: &mut Surface<'_>, line: &Line, x: f32, top: f32, node: Node) {
        for group in line.runs.chunk_by(|a, b| a.link == b.link) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let parent = if first.link.is_some() { self.tags.child(node, Tag::Link) } else { node };
            let drawn = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            for run in group {
                self.run(surface, line, run, x, top);
            }
            surface.end_tagged();
            self.tags.drawn(parent, drawn);
            let area = Rect::from_ltrb(
                x + first.x,
                top + line.baseline - first.size,
                x + last.x + last.width,
                top + line.baseline + first.size * 0.3,
            );
            if let (Some(url), Some(area)) = (&first.link, area) {
                self.links.push(Link {
                    node: parent,
                    area,
                    target: Goal::Web(url.to_string()),
                    words: format!("Link to {url}"),
                });
            }
        }
    }

    fn run(&self, surface: &mut Surface<'_>, line: &Line, run: &Run, x: f32, top: f32) {
        let Some(font) = self.fonts.get(run.face).or(self.fonts.first()) else { return };
        surface.set_fill(Some(fill(run.ink)));
        let start = Point::from_xy(x + run.x, top + line.baseline);
        surface.draw_glyphs(start, &run.glyphs, font.clone(), &line.text, run.size, false);
    }

    /// The page of a heading at the right of its line in the contents, and the link over the line.
    fn entry(&mut self, surface: &mut Surface<'_>, heading: usize, top: f32, node: Node) {
        let Some((page, _)) = self.targets.get(heading) else { return };
        let style = Style::new(9.2, 14.0, QUIET).aligned(Align::End);
        let number = self.setter.set(&(page + 1).to_string().into(), style, 40.0);
        for line in &number {
            self.words(surface, line, MARGIN + WIDTH - 40.0, top, node);
        }
        if let Some(area) = Rect::from_xywh(MARGIN, top, WIDTH, 14.0) {
            let words = format!("Go to page {}", page + 1);
            self.links.push(Link { node, area, target: Goal::Heading(heading), words });
        }
    }

    /// What stands at the edges of a page.
    fn running(&mut self, surface: &mut Surface<'_>, number: usize) {
        let style = Style::new(7.8, 11.0, QUIET);
        let document = self.document;
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        if number == 0 {
            let band = Mark::Bar { x: -MARGIN, y: 0.0, width: PAPER.0, height: 7.0, colour: self.accent };
            bar(surface, &band, 0.0);
        } else {
            self.edge(surface, &document.title, style, 44.0);
            self.edge(surface, &document.brand.name, style.aligned(Align::End), 44.0);
            bar(surface, &Mark::Bar { x: 0.0, y: 58.0, width: WIDTH, height: 0.6, colour: LINE }, 0.0);
        }
        surface.end_tagged();
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let bottom = PAPER.1 - 48.0;
        self.edge(surface, &document.subtitle, style, bottom);
        let page = format!("{} / {}", number + 1, self.pages);
        self.edge(surface, &page, Style { ink: INK, ..style }.aligned(Align::End), bottom);
        surface.end_tagged();
    }

    fn edge(&mut self, surface: &mut Surface<'_>, words: &str, style: Style, top: f32) {
        if words.is_empty() {
            return;
        }
        let (x, width) = match style.align {
            Align::End => (WIDTH - 170.0, 170.0),
            Align::Start => (0.0, WIDTH - 190.0),
        };
        if let Some(line) = self.setter.set(&words.into(), style, width).first() {
            for run in &line.runs {
                self.run(surface, line, run, MARGIN + x, top);
            }
        }
    }
}

fn fill(colour: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(colour.0, colour.1, colour.2).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

fn bar(surface: &mut Surface<'_>, mark: &Mark, top: f32) {
    let Mark::Bar { x, y, width, height, colour } = mark else { return };
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(MARGIN + x, top + y, *width, *height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(*colour)));
        surface.set_stroke(None);
        surface.draw_path(&path);
    }
}

fn logo(surface: &mut Surface<'_>, picture: &Picture, size: Size) {
    match picture {
        Picture::Vector(tree) => {
            let _ = surface.draw_svg(tree, size, SvgSettings { embed_text: false, ..SvgSettings::default() });
        }
        Picture::Raster(pixmap) => {
            let pixels = pixmap.pixels().iter().flat_map(|pixel| {
                let colour = pixel.demultiply();
                [colour.red(), colour.green(), colour.blue(), colour.alpha()]
            });
            surface.draw_image(Image::from_rgba8(pixels.collect(), pixmap.width(), pixmap.height()), size);
        }
    }
}
