//! Tables: columns that share the width, rows that stay whole, a head that is repeated on every
//! page that the table reaches.

use std::rc::Rc;

use krilla::tagging::{TableHeaderScope, Tag};

use super::flow::{Cell, Flow, Frame, Head, Piece};
use super::page::WIDTH;
use super::tags::Node;
use super::text::Style;
use crate::report::colour::{GROUND, INK, LINE, QUIET};
use crate::report::document::{Row, Table};

const CELL: Style = Style::new(8.8, 12.6, INK);
const HEAD: Style = Style::new(8.0, 11.0, QUIET).bold();
const GAP: f32 = 12.0;
/// A row of more lines than this may be parted.
const TALL: usize = 24;

/// Where a column stands.
struct Place {
    x: f32,
    width: f32,
}

impl Flow<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        let places = places(table);
        let node =
            self.tags.root(Tag::Table.with_summary(Some(table.caption.clone()).filter(|caption| !caption.is_empty())));
        if !table.caption.is_empty() {
            let caption = self.tags.child(node, Tag::Caption);
            let lines = self.setter.set(&table.caption.as_str().into(), Style::new(9.4, 13.5, INK).bold(), WIDTH);
            let frame = Frame { before: 14.0, below: 2.0, leading: 13.5, ..Frame::default() };
            self.row(vec![Cell { x: 0.0, lines, node: caption }], frame, true);
            self.keep_last();
        }
        let head = self.table_head(table, &places, node);
        let body = self.tags.child(node, Tag::TBody);
        for (index, row) in table.rows.iter().enumerate() {
            self.table_row(table, row, &places, body, &head);
            if index == 0 && table.rows.len() > 1 {
                // a head with a single row under it looks lost
                self.keep_last();
            }
        }
        self.space(8.0);
    }

    fn keep_last(&mut self) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.keep = true;
        }
    }

    fn table_head(&mut self, table: &Table, places: &[Place], node: Node) -> Rc<Head> {
        let group = self.tags.child(node, Tag::THead);
        let row = self.tags.child(group, Tag::TR);
        let mut cells = Vec::new();
        for (column, place) in table.columns.iter().zip(places) {
            let node = self.tags.child(row, Tag::TH(TableHeaderScope::Column));
            let lines = self.setter.set(&column.head.as_str().into(), HEAD.aligned(column.align), place.width);
            cells.push(Cell { x: place.x, lines, node });
        }
        // heads stand on the line below them
        let before = if table.caption.is_empty() { 12.0 } else { 0.0 };
        let first = self.pieces.len();
        let frame = Frame {
            before,
            above: 5.0,
            below: 4.5,
            leading: HEAD.leading,
            rule: Some((self.accent, 1.2)),
            ..Frame::default()
        };
        self.row(cells, frame, true);
        let mut head = Head { height: 0.0, marks: Vec::new() };
        for piece in self.pieces.iter_mut().skip(first) {
            piece.keep = true;
            head.marks.extend(piece.marks.iter().map(|mark| mark.lowered(head.height)));
            head.height += piece.height;
        }
        Rc::new(head)
    }

    fn table_row(&mut self, table: &Table, row: &Row, places: &[Place], body: Node, head: &Rc<Head>) {
        let node = self.tags.child(body, Tag::TR);
        let style = if row.strong { CELL.bold() } else { CELL };
        let mut cells = Vec::new();
        for (index, ((column, place), text)) in table.columns.iter().zip(places).zip(&row.cells).enumerate() {
            let node = if index == 0 && table.row_heads {
                self.tags.child(node, Tag::TH(TableHeaderScope::Row))
            } else {
                self.tags.child(node, Tag::TD)
            };
            let lines = self.setter.set(text, style.aligned(column.align), place.width);
            cells.push(Cell { x: place.x, lines, node });
        }
        let tallest = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let ground = row.strong.then_some(GROUND);
        let frame = Frame {
            above: 4.2,
            below: 4.6,
            leading: style.leading,
            ground,
            rule: Some((LINE, 0.6)),
            ..Frame::default()
        };
        let first = self.pieces.len();
        self.row(cells, frame, tallest <= TALL);
        for piece in self.pieces.iter_mut().skip(first) {
            piece.head = Some(Rc::clone(head));
        }
    }
}

impl Piece {
    /// Room that the piece takes at the top of a page.
    pub(super) fn height_at_top(&self) -> f32 {
        self.height + self.head.as_ref().map_or(0.0, |head| head.height)
    }
}

fn places(table: &Table) -> Vec<Place> {
    let inset = 4.0;
    let share = |width: f32| if width.is_finite() { width.max(0.05) } else { 1.0 };
    let total: f32 = table.columns.iter().map(|column| share(column.width)).sum();
    let gaps = GAP * (super::page::count(table.columns.len()) - 1.0) + 2.0 * inset;
    let room = (WIDTH - gaps).max(1.0);
    let mut x = inset;
    let mut places = Vec::new();
    for column in &table.columns {
        let width = room * share(column.width) / total;
        places.push(Place { x, width });
        x += width + GAP;
    }
    places
}
