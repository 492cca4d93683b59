//! The page and where it breaks.

use std::rc::Rc;

use super::flow::{Head, Mark, Piece};

/// A4 in points.
pub(super) const PAPER: (f32, f32) = (595.28, 841.89);
/// Left and right margin.
pub(super) const MARGIN: f32 = 68.0;
/// Width of the text.
pub(super) const WIDTH: f32 = PAPER.0 - 2.0 * MARGIN;
/// Where the text starts.
pub(super) const TOP: f32 = 86.0;
/// Where the text starts on the first page, which has no running head.
const FIRST_TOP: f32 = 64.0;
/// Where the text ends.
pub(super) const BOTTOM: f32 = PAPER.1 - 74.0;

/// Height of the text.
pub(super) const LONGEST: f32 = BOTTOM - TOP;

/// What stands where on a page.
#[derive(Default)]
pub(super) struct Page {
    pub(super) items: Vec<Item>,
}

/// A piece, or a head that is repeated, at its height on the page.
pub(super) enum Item {
    Piece { index: usize, y: f32 },
    Repeated { head: Rc<Head>, y: f32 },
}

/// A count as a number to draw with.
pub(super) fn count(items: usize) -> f32 {
    f32::from(u16::try_from(items).unwrap_or(u16::MAX))
}

/// Puts the pieces on pages. Pieces that want to stay together start a new page when the rest of
/// this one is too short for them, unless no page is long enough.
pub(super) fn paginate(pieces: &[Piece]) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut y = FIRST_TOP;
    let mut kept = false;
    for (index, piece) in pieces.iter().enumerate() {
        let top = pages.last().is_none_or(|page| page.items.is_empty());
        let needed = if kept { piece.height } else { group_height(pieces, index) };
        let before = if top { 0.0 } else { piece.before };
        let full = y + before + needed > BOTTOM;
        if !top && (piece.breaks || (full && (!kept || y + piece.height > BOTTOM))) {
            pages.push(Page::default());
            y = TOP;
            if let (Some(head), Some(page)) = (&piece.head, pages.last_mut()) {
                page.items.push(Item::Repeated { head: Rc::clone(head), y });
                y += head.height;
            }
        } else {
            y += before;
        }
        if let Some(page) = pages.last_mut() {
            page.items.push(Item::Piece { index, y });
        }
        y += piece.height;
        kept = piece.keep;
    }
    pages
}

/// The height of a piece with all that it wants to stay with, or its own when that is no use.
fn group_height(pieces: &[Piece], first: usize) -> f32 {
    let mut height = 0.0;
    for (place, piece) in pieces.iter().skip(first).enumerate() {
        height += if place == 0 { piece.height_at_top() } else { piece.before + piece.height };
        if height > LONGEST {
            return pieces.get(first).map_or(0.0, |piece| piece.height);
        }
        if !piece.keep {
            break;
        }
    }
    height
}

/// Where the headings stand: page and height.
pub(super) fn targets(pieces: &[Piece], pages: &[Page]) -> Vec<(usize, f32)> {
    let mut found = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for item in &page.items {
            let Item::Piece { index, y } = item else { continue };
            let Some(piece) = pieces.get(*index) else { continue };
            found.extend(piece.marks.iter().filter(|mark| matches!(mark, Mark::Target)).map(|_| (number, *y)));
        }
    }
    found
}

impl Mark {
    /// The same mark further down.
    pub(super) fn lowered(&self, by: f32) -> Self {
        let mut mark = self.clone();
        match &mut mark {
            Self::Words { y, .. }
            | Self::Bar { y, .. }
            | Self::Chart { y, .. }
            | Self::Logo { y, .. }
            | Self::Entry { y, .. } => *y += by,
            Self::Target => {}
        }
        mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(height: f32, keep: bool) -> Piece {
        Piece { height, keep, ..Piece::default() }
    }

    fn on_pages(pieces: &[Piece]) -> Vec<Vec<usize>> {
        let pieces_of = |page: &Page| {
            page.items
                .iter()
                .filter_map(|item| if let Item::Piece { index, .. } = item { Some(*index) } else { None })
                .collect()
        };
        paginate(pieces).iter().map(pieces_of).collect()
    }

    #[test]
    fn a_heading_goes_with_its_text() {
        let pieces = [piece(650.0, false), piece(30.0, true), piece(60.0, false)];
        assert_eq!(on_pages(&pieces), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn what_fits_on_no_page_is_cut_where_it_must() {
        let pieces: Vec<_> = (0..20).map(|_| piece(100.0, true)).collect();
        let pages = on_pages(&pieces);
        assert_eq!(pages.iter().map(Vec::len).sum::<usize>(), 20);
        assert!(pages.iter().all(|page| page.len() <= 7), "{pages:?}");
    }

    #[test]
    fn a_page_break_at_the_top_makes_no_empty_page() {
        let pieces = [Piece { breaks: true, ..piece(10.0, false) }, Piece { breaks: true, ..piece(10.0, false) }];
        assert_eq!(on_pages(&pieces), [vec![0], vec![1]]);
    }

    #[test]
    fn a_table_head_is_repeated() {
        let head = Rc::new(Head { height: 20.0, marks: Vec::new() });
        let row = || Piece { head: Some(Rc::clone(&head)), ..piece(300.0, false) };
        let pages = paginate(&[row(), row(), row(), row()]);
        assert!(pages.iter().skip(1).all(|page| matches!(page.items.first(), Some(Item::Repeated { .. }))));
        assert_eq!(pages.len(), 2);
    }
}
