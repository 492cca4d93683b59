//! The table of a document: columns with a width and an edge, rows of cells.

use super::Text;
use crate::report::clean::clean;

/// A table with one header row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the table shows; printed above it.
    pub caption: String,
    /// Its columns from left to right.
    pub columns: Vec<Column>,
    /// Its rows; a missing cell is empty, a surplus one is not shown.
    pub rows: Vec<Row>,
    /// Whether the first cell of a row names the row.
    pub row_heads: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// Where its cells stand; numbers stand at the end.
    pub align: Align,
    /// Its share of the width, relative to the other columns.
    pub width: f32,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(head: impl Into<String>, width: f32) -> Self {
        Self { head: head.into(), align: Align::Start, width }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(head: impl Into<String>, width: f32) -> Self {
        Self { head: head.into(), align: Align::End, width }
    }
}

/// Where a cell's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Start,
    /// At the right.
    End,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Text>,
    /// Whether it stands out: a total, the winner.
    pub strong: bool,
}

impl Row {
    /// A row of cells.
    #[must_use]
    pub fn new(cells: impl IntoIterator<Item = impl Into<Text>>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), strong: false }
    }

    /// The same row, standing out.
    #[must_use]
    pub fn standing_out(mut self) -> Self {
        self.strong = true;
        self
    }
}

impl Table {
    pub(super) fn cleaned(&self) -> Self {
        let cell = |row: &Row, index: usize| row.cells.get(index).map(Text::cleaned).unwrap_or_default();
        let row = |row: &Row| Row {
            cells: (0..self.columns.len()).map(|index| cell(row, index)).collect(),
            strong: row.strong,
        };
        Self {
            caption: clean(&self.caption),
            columns: self.columns.iter().map(|column| Column { head: clean(&column.head), ..column.clone() }).collect(),
            rows: self.rows.iter().map(row).collect(),
            row_heads: self.row_heads,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_squares_a_table() {
        let table = Table {
            columns: vec![Column::words("a", 1.0), Column::numbers("b", 1.0)],
            rows: vec![Row::new(["1"]), Row::new(["1", "2", "3"])],
            ..Table::default()
        };
        assert!(table.cleaned().rows.iter().all(|row| row.cells.len() == 2));
    }
}
