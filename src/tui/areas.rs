//! What lies where: the code that paints the picture says what a click hits and how far a page can be scrolled.

use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::model::Model;
use super::view;

/// What a click hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A row of the list that is shown.
    Row(usize),
    /// A tab of the result.
    Tab(usize),
    /// A place on the slider of a row, in thousandths of its range.
    Slide(usize, u16),
    /// What a key of the key bar does.
    Do(Action),
}

/// A row of a page that is scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// Which row.
    pub index: usize,
    /// Its first line, from the top of the page.
    pub top: u16,
    /// Its lines.
    pub height: u16,
}

/// How long a scrolled page is, and where its window stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// All its lines.
    pub total: u16,
    /// The lines that are shown at a time.
    pub window: u16,
    /// The lines above them.
    pub scroll: u16,
    /// Its rows, on which the cursor can be.
    pub rows: Vec<PageRow>,
}

/// What lies where in a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// What clicks hit; later ones lie over earlier ones.
    pub targets: Vec<(Rect, Target)>,
    /// Where the terminal's cursor stands.
    pub cursor: Option<Position>,
    /// The page that is scrolled.
    pub page: Page,
}

impl Areas {
    /// What lies where when the model is shown on its terminal.
    pub fn of(model: &Model) -> Self {
        let (width, height) = model.start.size;
        view::areas(model, Rect::new(0, 0, width, height))
    }

    /// What lies at a place.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let place = Position::new(column, row);
        self.targets.iter().rev().find(|(area, _)| area.contains(place)).map(|(_, target)| *target)
    }
}
