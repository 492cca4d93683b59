//! Text into lines of glyphs: shaping, breaking and aligning by parley, in the embedded font.

use std::rc::Rc;

use krilla::text::{GlyphId, KrillaGlyph};
use parley::style::{FontFamily, FontStyle, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, Cluster, FontContext, Layout, LayoutContext};

use crate::report::chart::FONT_FAMILY;
use crate::report::colour::Colour;
use crate::report::document::{Align, Span, Text};
use crate::report::fonts;

/// How a text is set. Sizes in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) size: f32,
    /// Distance from line to line.
    pub(super) leading: f32,
    pub(super) bold: bool,
    pub(super) ink: Colour,
    pub(super) align: Align,
}

impl Style {
    pub(super) const fn new(size: f32, leading: f32, ink: Colour) -> Self {
        Self { size, leading, bold: false, ink, align: Align::Start }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

/// One set line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The whole text that the glyphs point into.
    pub(super) text: Rc<str>,
    /// From the top of the line to its baseline.
    pub(super) baseline: f32,
    pub(super) runs: Vec<Run>,
}

/// Glyphs of one face, size and colour.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) face: usize,
    pub(super) size: f32,
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) ink: Colour,
    /// The address that the words lead to.
    pub(super) link: Option<Rc<str>>,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// What parley carries along with a piece of text.
#[derive(Clone, Debug, Default, PartialEq)]
struct Mark {
    face: usize,
    ink: Colour,
    link: Option<Rc<str>>,
}

/// The typesetter: holds the fonts and scratch space.
pub(super) struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<Mark>,
    /// The colour of links.
    accent: Colour,
}

impl Setter {
    pub(super) fn new(accent: Colour) -> Self {
        Self { fonts: fonts::context(), layouts: LayoutContext::new(), accent }
    }

    /// Sets a text in a column.
    pub(super) fn set(&mut self, text: &Text, style: Style, width: f32) -> Vec<Line> {
        let mut words = text.words();
        if words.trim().is_empty() {
            // a cell without words is still a cell
            words.push('\u{a0}');
        }
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &words, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::named(FONT_FAMILY)));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(style.leading)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::Brush(Mark { face: usize::from(style.bold), ink: style.ink, link: None }));
        if style.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        let mut start = 0;
        for span in &text.0 {
            let range = start..start + span.words().len();
            start = range.end;
            if range.is_empty() || range.end > words.len() {
                continue;
            }
            let mark = |face, ink, link| StyleProperty::Brush(Mark { face, ink, link });
            match span {
                Span::Plain(_) => {}
                Span::Strong(_) => {
                    builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone());
                    builder.push(mark(1, style.ink, None), range);
                }
                Span::Emphasis(_) if style.bold => {}
                Span::Emphasis(_) => {
                    builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone());
                    builder.push(mark(2, style.ink, None), range);
                }
                Span::Code(_) => builder.push(StyleProperty::FontSize(style.size * 0.92), range),
                Span::Link { url, .. } => {
                    builder.push(mark(usize::from(style.bold), self.accent, Some(url.as_str().into())), range);
                }
            }
        }
        let mut layout = builder.build(&words);
        layout.break_all_lines(Some(width));
        layout.align(alignment(style.align), AlignmentOptions::default());
        lines(&layout, &words.into())
    }
}

fn alignment(align: Align) -> Alignment {
    match align {
        Align::Start => Alignment::Left,
        Align::End => Alignment::Right,
    }
}

fn lines(layout: &Layout<Mark>, text: &Rc<str>) -> Vec<Line> {
    layout
        .lines()
        .map(|line| {
            let metrics = line.metrics();
            let mut runs = Runs { x: metrics.offset, done: Vec::new() };
            for run in line.runs() {
                for cluster in run.visual_clusters() {
                    runs.push(&cluster, run.font_size());
                }
            }
            Line { text: Rc::clone(text), baseline: metrics.baseline - metrics.block_min_coord, runs: runs.done }
        })
        .collect()
}

/// The runs of a line while it is walked from left to right.
struct Runs {
    x: f32,
    done: Vec<Run>,
}

impl Runs {
    fn push(&mut self, cluster: &Cluster<'_, Mark>, size: f32) {
        if cluster.is_ligature_continuation() {
            if let Some(glyph) = self.done.last_mut().and_then(|run| run.glyphs.last_mut()) {
                glyph.text_range.end = cluster.text_range().end;
            }
            return;
        }
        let mark = &cluster.first_style().brush;
        for glyph in cluster.glyphs() {
            // the box for a missing character still carries the character as its text
            let id = if glyph.id == 0 { fonts::glyph(fonts::MISSING).unwrap_or(0) } else { glyph.id };
            let set = KrillaGlyph::new(
                GlyphId::new(id),
                glyph.advance / size,
                glyph.x / size,
                glyph.y / size,
                0.0,
                cluster.text_range(),
                None,
            );
            let run = self.run(mark, size);
            run.glyphs.push(set);
            run.width += glyph.advance;
            self.x += glyph.advance;
        }
    }

    /// The run that the next glyph belongs to.
    #[expect(clippy::float_cmp, reason = "the same span has the very same size")]
    fn run(&mut self, mark: &Mark, size: f32) -> &mut Run {
        let fits = self.done.last().is_some_and(|run| {
            run.face == mark.face && run.size == size && run.ink == mark.ink && run.link == mark.link
        });
        if !fits {
            let Mark { face, ink, link: address } = mark.clone();
            self.done.push(Run { face, size, x: self.x, width: 0.0, ink, link: address, glyphs: Vec::new() });
        }
        self.done.last_mut().expect("invariant: there is a run, it was just made")
    }
}
