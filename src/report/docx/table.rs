//! Tables of the Word document: light lines, a head that Word repeats on every page.

use docx_rs::{
    AlignmentType, BorderType, Docx, Paragraph, Shading, Table as WordTable, TableBorder, TableBorderPosition,
    TableBorders, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::style::hex;
use super::{WIDTH, Writer};
use crate::report::colour::{Colour, GROUND, LINE};
use crate::report::document::{Align, Row, Table, Text};

impl Writer<'_> {
    fn add_table(&mut self, table: WordTable, head: bool) {
        self.patches.table(head);
        let docx = std::mem::take(&mut self.docx);
        self.docx = Docx::add_table(docx, table);
        self.gap();
    }

    pub(super) fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        if !table.caption.is_empty() {
            self.add(super::paragraph("Caption", &table.caption));
        }
        let widths = widths(table.columns.iter().map(|column| column.width));
        let mut head = Vec::new();
        for (column, width) in table.columns.iter().zip(&widths) {
            let words = self.cell("CellHead", &column.head.as_str().into(), column.align, false);
            let cell =
                TableCell::new().width(*width, WidthType::Dxa).vertical_align(VAlignType::Bottom).add_paragraph(words);
            head.push(cell.set_borders(line(TableCellBorderPosition::Bottom, 12, self.accent)));
        }
        let mut rows = vec![TableRow::new(head).cant_split()];
        for row in &table.rows {
            rows.push(self.row(table, row, &widths));
        }
        self.add_table(plain(rows, widths), true);
    }

    fn row(&mut self, table: &Table, row: &Row, widths: &[usize]) -> TableRow {
        let mut cells = Vec::new();
        for ((column, text), width) in table.columns.iter().zip(&row.cells).zip(widths) {
            let words = self.cell("Cell", text, column.align, row.strong);
            let mut cell = TableCell::new().width(*width, WidthType::Dxa).add_paragraph(words);
            if row.strong {
                cell = cell.shading(Shading::new().fill(hex(GROUND)).color("auto"));
            }
            cells.push(cell.set_borders(line(TableCellBorderPosition::Bottom, 4, LINE)));
        }
        TableRow::new(cells).cant_split()
    }

    fn cell(&mut self, style: &str, text: &Text, align: Align, strong: bool) -> Paragraph {
        let paragraph = Paragraph::new().style(style).align(match align {
            Align::Start => AlignmentType::Left,
            Align::End => AlignmentType::Right,
        });
        let paragraph = if strong {
            self.spans(paragraph, &Text::default().strong(text.words()))
        } else {
            self.spans(paragraph, text)
        };
        self.numbered(paragraph)
    }

    pub(super) fn definitions(&mut self, rows: &[(String, Text)]) {
        let widths = widths([1.0, 3.0].into_iter());
        let mut out = Vec::new();
        for (term, text) in rows {
            let cells = [
                self.cell("Cell", &term.as_str().into(), Align::Start, true),
                self.cell("Cell", text, Align::Start, false),
            ];
            let cells = cells.into_iter().zip(&widths).map(|(words, width)| {
                let cell = TableCell::new().width(*width, WidthType::Dxa).add_paragraph(words);
                cell.set_borders(line(TableCellBorderPosition::Bottom, 4, LINE))
            });
            out.push(TableRow::new(cells.collect()).cant_split());
        }
        self.add_table(plain(out, widths), false);
    }

    pub(super) fn facts(&mut self, rows: &[(String, Text)]) {
        let across = rows.len().clamp(1, 4);
        let widths = widths(std::iter::repeat_n(1.0, across));
        let mut out = Vec::new();
        for group in rows.chunks(across) {
            let mut cells = Vec::new();
            for ((term, text), width) in group.iter().zip(&widths) {
                let label = self.cell("FactLabel", &term.as_str().into(), Align::Start, false);
                let value = self.cell("Fact", text, Align::Start, false);
                let cell = TableCell::new().width(*width, WidthType::Dxa).add_paragraph(label).add_paragraph(value);
                let cell = cell.shading(Shading::new().fill(hex(GROUND)).color("auto"));
                cells.push(cell.set_borders(line(TableCellBorderPosition::Top, 12, self.accent)));
            }
            out.push(TableRow::new(cells).cant_split());
        }
        self.add_table(plain(out, widths), false);
    }
}

/// One line of a cell, and no other.
fn line(position: TableCellBorderPosition, eighths: usize, colour: Colour) -> TableCellBorders {
    let border = TableCellBorder::new(position).border_type(BorderType::Single).size(eighths).color(hex(colour));
    TableCellBorders::with_empty().set(border)
}

/// A table without lines of its own.
fn plain(rows: Vec<TableRow>, widths: Vec<usize>) -> WordTable {
    let margins = TableCellMargins::new().margin(70, 100, 70, 100);
    let none = |position| TableBorder::new(position).border_type(BorderType::Nil);
    let borders = TableBorders::with_empty()
        .set(none(TableBorderPosition::Top))
        .set(none(TableBorderPosition::Bottom))
        .set(none(TableBorderPosition::Left))
        .set(none(TableBorderPosition::Right))
        .set(none(TableBorderPosition::InsideH))
        .set(none(TableBorderPosition::InsideV));
    let total = widths.iter().sum();
    WordTable::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(total, WidthType::Dxa)
        .margins(margins)
        .set_borders(borders)
}

/// The text's width shared out.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of the page's width")]
fn widths(shares: impl Iterator<Item = f32>) -> Vec<usize> {
    let shares: Vec<f32> =
        shares.map(|share| if share.is_finite() { share.clamp(0.05, 1_000.0) } else { 1.0 }).collect();
    let total: f32 = shares.iter().sum();
    let room = f32::from(u16::try_from(WIDTH).unwrap_or(u16::MAX));
    shares.iter().map(|share| (room * share / total) as usize).collect()
}
