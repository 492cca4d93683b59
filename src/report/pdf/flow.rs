//! From blocks to pieces: everything that stands on a page, measured, in reading order. A piece is
//! never cut; where pages break is decided afterwards.

use std::num::NonZeroU16;
use std::rc::Rc;

use krilla::tagging::{ListNumbering, Tag};
use usvg::Tree;

use super::page::{LONGEST, WIDTH, count};
use super::tags::{Node, Tags};
use super::text::{Line, Setter, Style};
use crate::report::ReportError;
use crate::report::colour::{Colour, GROUND, INK, LINE, PAPER, QUIET};
use crate::report::document::{Block, Document, Figure, Text, Tone};
use crate::report::picture::{self, Picture};

/// What stands on the page together.
#[derive(Default)]
pub(super) struct Piece {
    /// Room above; none at the top of a page.
    pub(super) before: f32,
    pub(super) height: f32,
    /// Stays on the page of the next piece.
    pub(super) keep: bool,
    /// Starts a page.
    pub(super) breaks: bool,
    /// The head that is repeated when this piece starts a page.
    pub(super) head: Option<Rc<Head>>,
    pub(super) marks: Vec<Mark>,
}

/// The head of a table.
pub(super) struct Head {
    pub(super) height: f32,
    pub(super) marks: Vec<Mark>,
}

/// Something to draw, relative to the top left of its piece.
#[derive(Clone)]
pub(super) enum Mark {
    Words {
        x: f32,
        y: f32,
        line: Rc<Line>,
        node: Node,
    },
    Bar {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    Chart {
        y: f32,
        width: f32,
        height: f32,
        tree: Rc<Tree>,
        node: Node,
    },
    Logo {
        y: f32,
        width: f32,
        height: f32,
        picture: Rc<Picture>,
        node: Node,
    },
    /// A line of the contents: a heading's words are followed by its page.
    Entry {
        y: f32,
        heading: usize,
        node: Node,
    },
    /// Where a heading stands.
    Target,
}

/// Text in a column of a row.
pub(super) struct Cell {
    pub(super) x: f32,
    pub(super) lines: Vec<Line>,
    pub(super) node: Node,
}

/// How a row of cells looks.
#[derive(Clone, Copy, Default)]
pub(super) struct Frame {
    pub(super) before: f32,
    pub(super) above: f32,
    pub(super) below: f32,
    pub(super) leading: f32,
    pub(super) ground: Option<Colour>,
    /// A line along the left side.
    pub(super) side: Option<Colour>,
    /// A line below, with its thickness.
    pub(super) rule: Option<(Colour, f32)>,
}

pub(super) const BODY: Style = Style::new(9.8, 15.0, INK);
const SMALL: Style = Style::new(8.4, 12.6, QUIET);
const LEAD: Style = Style::new(14.0, 20.0, INK).bold();

/// The pieces while they are made.
pub(super) struct Flow<'a> {
    pub(super) document: &'a Document,
    pub(super) setter: &'a mut Setter,
    pub(super) tags: &'a mut Tags,
    pub(super) accent: Colour,
    pub(super) pieces: Vec<Piece>,
    /// How many headings there were so far.
    headings: usize,
    breaks: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(document: &'a Document, setter: &'a mut Setter, tags: &'a mut Tags, accent: Colour) -> Self {
        Self { document, setter, tags, accent, pieces: Vec::new(), headings: 0, breaks: false }
    }

    /// The head of the first page.
    pub(super) fn title(&mut self) -> Result<(), ReportError> {
        let document = self.document;
        if let Some(logo) = &document.brand.logo {
            let picture = Picture::read(logo)?;
            let (width, height) = picture.fitted(150.0, 34.0);
            let node = self.tags.root(Tag::Figure(Some(alternative(&document.brand.name, "Logo"))));
            let mark = Mark::Logo { y: 0.0, width, height, picture: Rc::new(picture), node };
            self.push(Piece { height: height + 14.0, keep: true, marks: vec![mark], ..Piece::default() });
        } else if !document.brand.name.is_empty() {
            let node = self.tags.root(Tag::P);
            let style = Style::new(8.8, 13.0, self.accent).bold();
            self.lines(&document.brand.name.as_str().into(), style, node, 0.0, 6.0);
        }
        let node = self.tags.root(Tag::Hn(rank(1), Some(document.title.clone())));
        self.lines(&document.title.as_str().into(), Style::new(24.0, 30.0, INK).bold(), node, 0.0, 4.0);
        let date = document.date.map(|date| format!("  ·  {}", date.long())).unwrap_or_default();
        let node = self.tags.root(Tag::P);
        self.lines(&format!("{}{date}", document.subtitle).into(), Style::new(11.0, 16.0, QUIET), node, 0.0, 0.0);
        let bar = Mark::Bar { x: 0.0, y: 12.0, width: WIDTH, height: 2.0, colour: self.accent };
        self.push(Piece { height: 14.0, marks: vec![bar], ..Piece::default() });
        Ok(())
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, .. } => self.heading(*level, text),
            Block::Lead(text) => {
                let node = self.tags.root(Tag::P);
                self.paragraph(text, LEAD, node, 14.0);
            }
            Block::Paragraph(text) => {
                let node = self.tags.root(Tag::P);
                self.paragraph(text, BODY, node, 7.0);
            }
            Block::Small(text) => {
                let node = self.tags.root(Tag::P);
                self.paragraph(text, SMALL, node, 6.0);
            }
            Block::List { ordered, items } => self.list(*ordered, items),
            // what does not fit a box stands in rows
            Block::Facts(rows) if rows.iter().any(|(_, text)| text.words().chars().count() > 160) => {
                self.definitions(rows);
            }
            Block::Facts(rows) => self.facts(rows),
            Block::Definitions(rows) => self.definitions(rows),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Callout { tone, title, body } => self.callout(*tone, title, body),
            Block::Contents => self.contents(),
            Block::PageBreak => self.breaks = true,
            Block::Together(inner) => {
                let first = self.pieces.len();
                self.blocks(inner);
                let last = self.pieces.len().saturating_sub(1);
                for piece in self.pieces.iter_mut().take(last).skip(first) {
                    piece.keep = true;
                }
            }
        }
    }

    /// Adds a piece; the first one after a page break starts a page.
    pub(super) fn push(&mut self, mut piece: Piece) {
        piece.breaks |= std::mem::take(&mut self.breaks);
        self.pieces.push(piece);
    }

    /// Lines that stay together, under each other.
    fn lines(&mut self, text: &Text, style: Style, node: Node, before: f32, after: f32) {
        let lines = self.setter.set(text, style, WIDTH);
        if lines.len() > 12 {
            let frame = Frame { before, below: after, leading: style.leading, ..Frame::default() };
            return self.row(vec![Cell { x: 0.0, lines, node }], frame, false);
        }
        let mut y = 0.0;
        let mut marks = Vec::new();
        for line in lines {
            marks.push(Mark::Words { x: 0.0, y, line: Rc::new(line), node });
            y += style.leading;
        }
        self.push(Piece { before, height: y + after, keep: true, marks, ..Piece::default() });
    }

    /// Lines that may be parted, but never one from the rest.
    fn paragraph(&mut self, text: &Text, style: Style, node: Node, before: f32) {
        let lines = self.setter.set(text, style, WIDTH);
        let cell = Cell { x: 0.0, lines, node };
        self.row(vec![cell], Frame { before, leading: style.leading, ..Frame::default() }, false);
    }

    fn heading(&mut self, level: u8, text: &str) {
        let (style, before, after) = match level {
            1 => (Style::new(17.0, 22.0, INK).bold(), 30.0, 4.0),
            2 => (Style::new(12.2, 16.5, INK).bold(), 20.0, 1.0),
            _ => (Style::new(10.2, 14.5, self.accent).bold(), 14.0, 0.0),
        };
        let node = self.tags.root(Tag::Hn(rank(level + 1), Some(text.to_owned())));
        self.lines(&text.into(), style, node, before, after);
        if let Some(piece) = self.pieces.last_mut() {
            piece.marks.insert(0, Mark::Target);
        }
        self.headings += 1;
    }

    /// Cells side by side, cut line by line; short rows stay whole.
    pub(super) fn row(&mut self, cells: Vec<Cell>, frame: Frame, whole: bool) {
        let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let mut cells: Vec<_> = cells.into_iter().map(|cell| (cell.x, cell.node, cell.lines.into_iter())).collect();
        for index in 0..count {
            let (first, last) = (index == 0, index + 1 == count);
            let above = if first { frame.above } else { 0.0 };
            let height = above + frame.leading + if last { frame.below } else { 0.0 };
            let mut marks = frame.grounds(height, last);
            for (x, node, lines) in &mut cells {
                if let Some(line) = lines.next() {
                    marks.push(Mark::Words { x: *x, y: above, line: Rc::new(line), node: *node });
                }
            }
            // the first two and the last two lines stay together
            let keep = !last && (whole || first || index + 2 == count);
            let before = if first { frame.before } else { 0.0 };
            self.push(Piece { before, height, keep, marks, ..Piece::default() });
        }
    }

    fn list(&mut self, ordered: bool, items: &[Text]) {
        let numbering = if ordered { ListNumbering::Decimal } else { ListNumbering::Disc };
        let list = self.tags.root(Tag::L(numbering));
        let indent = if ordered { 20.0 } else { 14.0 };
        for (index, item) in items.iter().enumerate() {
            let entry = self.tags.child(list, Tag::LI);
            let (label, body) = (self.tags.child(entry, Tag::Lbl), self.tags.child(entry, Tag::LBody));
            let mark = if ordered { format!("{}.", index + 1) } else { "•".to_owned() };
            let style = Style { ink: self.accent, ..BODY.bold() };
            let label = Cell { x: 0.0, lines: self.setter.set(&mark.into(), style, indent), node: label };
            let body = Cell { x: indent, lines: self.setter.set(item, BODY, WIDTH - indent), node: body };
            let before = if index == 0 { 7.0 } else { 3.5 };
            self.row(vec![label, body], Frame { before, leading: BODY.leading, ..Frame::default() }, false);
        }
    }

    /// Short facts in a row of up to four boxes.
    fn facts(&mut self, rows: &[(String, Text)]) {
        let list = self.tags.root(Tag::L(ListNumbering::None));
        let gap = 6.0;
        for (index, group) in rows.chunks(if rows.len() <= 4 { 4 } else { 3 }).enumerate() {
            let columns = count(group.len());
            let width = (WIDTH - gap * (columns - 1.0)) / columns;
            let mut words = Vec::new();
            let mut height: f32 = 0.0;
            for (place, fact) in group.iter().enumerate() {
                let x = (width + gap) * count(place) + 10.0;
                height = height.max(self.fact(fact, (x, width - 18.0), list, &mut words));
            }
            let boxes = (0..group.len()).map(|place| count(place) * (width + gap));
            let mut marks: Vec<_> =
                boxes.clone().map(|x| Mark::Bar { x, y: 0.0, width, height, colour: GROUND }).collect();
            marks.extend(boxes.map(|x| Mark::Bar { x, y: 0.0, width, height: 1.5, colour: self.accent }));
            marks.append(&mut words);
            self.push(Piece { before: if index == 0 { 14.0 } else { gap }, height, marks, ..Piece::default() });
        }
        self.space(4.0);
    }

    /// One fact in its box; gives the height that it needs.
    fn fact(&mut self, fact: &(String, Text), (x, width): (f32, f32), list: Node, words: &mut Vec<Mark>) -> f32 {
        let entry = self.tags.child(list, Tag::LI);
        let (label, body) = (self.tags.child(entry, Tag::Lbl), self.tags.child(entry, Tag::LBody));
        let value = Style::new(10.4, 14.5, INK).bold();
        let mut y = 9.0;
        for (text, style, node) in [(&Text::from(fact.0.as_str()), SMALL, label), (&fact.1, value, body)] {
            for line in self.setter.set(text, style, width) {
                words.push(Mark::Words { x, y, line: Rc::new(line), node });
                y += style.leading;
            }
        }
        y + 9.0
    }

    fn definitions(&mut self, rows: &[(String, Text)]) {
        let list = self.tags.root(Tag::L(ListNumbering::None));
        let column = 126.0;
        for (index, (term, text)) in rows.iter().enumerate() {
            let entry = self.tags.child(list, Tag::LI);
            let (label, body) = (self.tags.child(entry, Tag::Lbl), self.tags.child(entry, Tag::LBody));
            let style = Style::new(9.2, 13.6, INK);
            let label = Cell {
                x: 0.0,
                lines: self.setter.set(&term.as_str().into(), style.bold(), column - 14.0),
                node: label,
            };
            let body = Cell { x: column, lines: self.setter.set(text, style, WIDTH - column), node: body };
            let before = if index == 0 { 8.0 } else { 0.0 };
            let frame = Frame {
                before,
                above: 4.5,
                below: 5.0,
                leading: style.leading,
                rule: Some((LINE, 0.6)),
                ..Frame::default()
            };
            let whole = label.lines.len().max(body.lines.len()) < 16;
            self.row(vec![label, body], frame, whole);
        }
        self.space(6.0);
    }

    /// Adds room under the last piece.
    pub(super) fn space(&mut self, room: f32) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.height += room;
        }
    }

    fn figure(&mut self, figure: &Figure) {
        let node = self.tags.root(Tag::Figure(Some(alternative(&figure.description, &figure.title))));
        let caption = self.tags.root(Tag::Caption);
        self.lines(&figure.title.as_str().into(), Style::new(9.4, 13.5, INK).bold(), caption, 14.0, 5.0);
        let svg = figure.chart.svg(&figure.id, &figure.title, &figure.description, self.accent);
        if let Ok(tree) = picture::tree(&svg) {
            let (width, height) = (tree.size().width(), tree.size().height());
            let scale = (WIDTH / width).min((LONGEST - 60.0) / height);
            let (width, height) = (width * scale, height * scale);
            let mark = Mark::Chart { y: 0.0, width, height, tree: Rc::new(tree), node };
            self.push(Piece { height: height + 10.0, marks: vec![mark], ..Piece::default() });
        }
    }

    fn callout(&mut self, tone: Tone, title: &str, body: &[Text]) {
        let side = match tone {
            Tone::Note => self.accent,
            Tone::Caution => Colour(0x8a, 0x4b, 0x08),
        };
        let ground = if tone == Tone::Note { PAPER.mixed(self.accent, 7) } else { Colour(0xfb, 0xf4, 0xea) };
        let node = self.tags.root(Tag::Div);
        let mut texts = Vec::new();
        if !title.is_empty() {
            texts.push((Text::from(title), Style { ink: side, ..BODY.bold() }));
        }
        texts.extend(body.iter().map(|text| (text.clone(), BODY)));
        let first = self.pieces.len();
        let last = texts.len().saturating_sub(1);
        for (index, (text, style)) in texts.into_iter().enumerate() {
            let node = self.tags.child(node, Tag::P);
            let lines = self.setter.set(&text, style, WIDTH - 28.0);
            let frame = Frame {
                before: if index == 0 { 12.0 } else { 0.0 },
                above: if index == 0 { 9.0 } else { 0.0 },
                below: if index == last { 10.0 } else { 2.0 },
                leading: style.leading,
                ground: Some(ground),
                side: Some(side),
                rule: None,
            };
            self.row(vec![Cell { x: 15.0, lines, node }], frame, true);
        }
        self.hold(first);
        self.space_after(4.0);
    }

    /// Keeps the pieces from `first` on together.
    fn hold(&mut self, first: usize) {
        let last = self.pieces.len().saturating_sub(1);
        for piece in self.pieces.iter_mut().take(last).skip(first) {
            piece.keep = true;
        }
    }

    /// Adds room after a piece that has a ground.
    fn space_after(&mut self, height: f32) {
        self.push(Piece { height, ..Piece::default() });
    }

    fn contents(&mut self) {
        let title = self.tags.root(Tag::Hn(rank(2), Some("Contents".to_owned())));
        self.lines(&"Contents".into(), Style::new(17.0, 22.0, INK).bold(), title, 30.0, 4.0);
        let toc = self.tags.root(Tag::TOC);
        let headings: Vec<_> =
            self.document.headings().iter().map(|(level, _, text)| (*level, (*text).to_owned())).collect();
        for (index, (level, text)) in headings.into_iter().enumerate().filter(|(_, (level, _))| *level <= 2) {
            if index < self.headings {
                continue;
            }
            let entry = self.tags.child(toc, Tag::TOCI);
            let style = if level == 1 { Style::new(9.6, 14.0, INK).bold() } else { Style::new(9.2, 13.4, QUIET) };
            let x = if level == 1 { 0.0 } else { 14.0 };
            let line = self.setter.set(&text.into(), style, WIDTH - 60.0).into_iter().next();
            let before = if level == 1 { 7.0 } else { 1.0 };
            let mut marks = Vec::new();
            if let Some(line) = line {
                let node = self.tags.child(entry, Tag::Link);
                marks.push(Mark::Words { x, y: 0.0, line: Rc::new(line), node });
                marks.push(Mark::Entry { y: 0.0, heading: index, node });
            }
            self.push(Piece { before, height: style.leading, marks, ..Piece::default() });
        }
    }
}

impl Frame {
    fn grounds(&self, height: f32, last: bool) -> Vec<Mark> {
        let mut marks = Vec::new();
        if let Some(colour) = self.ground {
            marks.push(Mark::Bar { x: 0.0, y: 0.0, width: WIDTH, height: height + 0.1, colour });
        }
        if let Some(colour) = self.side {
            marks.push(Mark::Bar { x: 0.0, y: 0.0, width: 2.5, height: height + 0.1, colour });
        }
        if let Some((colour, thickness)) = self.rule.filter(|_| last) {
            marks.push(Mark::Bar { x: 0.0, y: height - thickness, width: WIDTH, height: thickness, colour });
        }
        marks
    }
}

fn alternative(text: &str, otherwise: &str) -> String {
    if text.trim().is_empty() { otherwise.to_owned() } else { text.to_owned() }
}

fn rank(level: u8) -> NonZeroU16 {
    NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN)
}
