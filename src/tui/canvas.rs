//! What views paint on: words and pictures go into the buffer, and what lies where is noted on the way.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::areas::{Areas, PageRow, Target};
use super::model::Reading;
use super::scroll;
use super::theme::Theme;
use crate::text;

/// A place to paint on.
pub struct Canvas<'a> {
    /// None when only what lies where is asked for.
    buffer: Option<&'a mut Buffer>,
    bounds: Rect,
    /// How each role is painted.
    pub theme: &'a Theme,
    /// What lies where.
    pub areas: Areas,
}

impl<'a> Canvas<'a> {
    /// A canvas over a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { bounds: buffer.area, buffer: Some(buffer), theme, areas: Areas::default() }
    }

    /// A canvas of that size on which nothing is painted: only what lies where is noted.
    pub fn blind(bounds: Rect, theme: &'a Theme) -> Self {
        Self { bounds, buffer: None, theme, areas: Areas::default() }
    }

    /// Paints an area empty, for what lies over something else.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.bounds);
        if let Some(buffer) = &mut self.buffer {
            for position in area.positions() {
                if let Some(cell) = buffer.cell_mut(position) {
                    cell.reset();
                }
            }
            buffer.set_style(area, self.theme.text);
        }
        self.areas.targets.retain(|(rect, _)| !rect.intersects(area));
        self.areas.cursor = None;
    }

    /// Words on one line, cut where the area ends.
    pub fn words(&mut self, area: Rect, words: &str, style: Style) {
        self.line(area, &Line::from(Span::styled(words, style)));
    }

    /// A line of spans, cut where the area ends.
    pub fn line(&mut self, area: Rect, line: &Line<'_>) {
        let area = area.intersection(self.bounds);
        if let Some(buffer) = self.buffer.as_deref_mut().filter(|_| !area.is_empty()) {
            put(buffer, area.x, area.y, line, area.width);
        }
    }

    /// A line of spans that ends at the right end of the area.
    pub fn line_right(&mut self, area: Rect, line: &Line<'_>) {
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX).min(area.width);
        self.line(Rect { x: area.right() - width, width, ..area }, line);
    }

    /// Words wrapped into the area; how many lines they took. The last line says so when there was no room.
    pub fn paragraph(&mut self, area: Rect, words: &str, style: Style) -> u16 {
        let lines = text::wrap(words, usize::from(area.width));
        let room = usize::from(area.height);
        let used = lines.len().min(room);
        for (i, line) in lines.iter().take(room).enumerate() {
            let row = row(area, i);
            if i + 1 == room && lines.len() > room {
                let cut = text::truncate(&format!("{line} …"), usize::from(area.width));
                self.words(row, &cut, style);
            } else {
                self.words(row, line, style);
            }
        }
        u16::try_from(used).unwrap_or(u16::MAX)
    }

    /// Notes what a click on an area hits.
    pub fn target(&mut self, area: Rect, target: Target) {
        let area = area.intersection(self.bounds);
        if !area.is_empty() {
            self.areas.targets.push((area, target));
        }
    }

    /// Puts the terminal's cursor.
    pub fn cursor(&mut self, x: u16, y: u16) {
        self.areas.cursor = Some(Position::new(x, y)).filter(|p| self.bounds.contains(*p));
    }

    /// A stack of pieces in a window, scrolled by so many lines, with marks where there is more.
    pub fn stack(&mut self, area: Rect, stack: &Stack<'_>, scroll: u16) {
        let total = stack.height();
        let scroll = scroll.min(total.saturating_sub(area.height));
        let (mut top, mut rows) = (0u16, Vec::new());
        for piece in &stack.pieces {
            let height = piece.height();
            if let Some(index) = piece.row {
                rows.push(PageRow { index, top, height });
            }
            let first = scroll.saturating_sub(top);
            if height > first && top < scroll.saturating_add(area.height) {
                let y = area.y + top.saturating_sub(scroll);
                let shown = (height - first).min(area.bottom().saturating_sub(y));
                let place = Rect { y, height: shown, ..area };
                if let Some(index) = piece.row {
                    self.target(place, Target::Row(index));
                }
                self.piece(place, piece, first);
            }
            top = top.saturating_add(height);
        }
        self.more(area, scroll > 0, total > scroll.saturating_add(area.height));
        self.areas.page = super::areas::Page { total, window: area.height, scroll, rows };
    }

    /// A stack that is read with a cursor.
    pub fn page(&mut self, area: Rect, stack: &Stack<'_>, reading: Reading) {
        let scroll = reading.scroll.min(stack.height().saturating_sub(area.height));
        let row = stack.place(reading.cursor).filter(|_| reading.follows);
        let seen = row.map(|(top, height)| scroll::reveal(scroll, top, height, area.height));
        self.stack(area, stack, seen.unwrap_or(scroll));
    }

    fn piece(&mut self, area: Rect, piece: &Piece<'_>, first: u16) {
        match &piece.body {
            Body::Lines(lines) => self.shown(area, lines, first),
            // Without paint only rows have something to note.
            Body::Later { make, .. } if self.buffer.is_some() || piece.row.is_some() => {
                let Seen { lines, spots } = make();
                self.shown(area, &lines, first);
                for (x, target) in spots.into_iter().filter(|_| first == 0) {
                    self.target(Rect { x: area.x.saturating_add(x), width: 1, height: 1, ..area }, target);
                }
            }
            Body::Later { .. } => {}
            Body::Picture { height, paint } => self.picture(area, (*height, first), paint),
        }
    }

    fn shown(&mut self, area: Rect, lines: &[Line<'_>], first: u16) {
        for (i, line) in lines.iter().skip(usize::from(first)).take(usize::from(area.height)).enumerate() {
            self.line(row(area, i), line);
        }
    }

    fn picture(&mut self, area: Rect, (height, first): (u16, u16), paint: &Paint<'_>) {
        let Some(buffer) = self.buffer.as_deref_mut() else { return };
        if area.height == height {
            return paint(area, buffer);
        }
        let whole = Rect::new(0, 0, area.width, height);
        let mut scratch = Buffer::empty(whole);
        scratch.set_style(whole, self.theme.text);
        paint(whole, &mut scratch);
        for y in 0..area.height {
            let to = cells(buffer, area.y + y, area.x..area.right());
            for (to, from) in to.iter_mut().zip(cells(&mut scratch, y + first, 0..area.width)) {
                std::mem::swap(to, from);
            }
        }
    }

    /// Marks at the right end where there is more above and below.
    pub fn more(&mut self, area: Rect, above: bool, below: bool) {
        let [up, down] = self.theme.marks.more;
        let edge = Rect { x: area.right(), width: 1, height: 1, ..area };
        if above {
            self.words(edge, up, self.theme.accent);
        }
        if below && area.height > 0 {
            self.words(Rect { y: area.bottom() - 1, ..edge }, down, self.theme.accent);
        }
    }
}

/// A line of spans, cut after so many columns: what [`Buffer::set_line`] does, without looking for the clusters of text
/// that has none.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, line: &Line<'_>, columns: u16) {
    let end = x.saturating_add(columns).min(buffer.area.right());
    let mut x = x;
    for span in line {
        let style = line.style.patch(span.style);
        if text::plain_columns(&span.content).is_none() {
            (x, _) = buffer.set_stringn(x, y, &span.content, usize::from(end.saturating_sub(x)), style);
            continue;
        }
        for (c, cell) in span.content.chars().zip(cells(buffer, y, x..end)) {
            // A fresh cell is blank as it is.
            if c != ' ' || cell.symbol() != " " {
                cell.set_char(c);
            }
            if style != Style::default() {
                cell.set_style(style);
            }
            x += 1;
        }
    }
}

/// Cells of one line of a buffer; none where it has none.
fn cells(buffer: &mut Buffer, y: u16, columns: Range<u16>) -> &mut [Cell] {
    let Rect { x, width, .. } = buffer.area;
    let Some(line) = y.checked_sub(buffer.area.y) else { return &mut [] };
    let start = usize::from(line) * usize::from(width);
    let column = |at: u16| start + usize::from(at.saturating_sub(x).min(width));
    buffer.content.get_mut(column(columns.start)..column(columns.end)).unwrap_or_default()
}

/// The line of an area with that place.
pub fn row(area: Rect, index: usize) -> Rect {
    let y = area.y.saturating_add(u16::try_from(index).unwrap_or(u16::MAX));
    Rect { y, height: 1, ..area }
}

/// The area without so many lines at its top.
pub fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// Pieces below each other, more than a screen has room for.
pub struct Stack<'a> {
    /// Columns for its words.
    pub width: u16,
    pieces: Vec<Piece<'a>>,
}

struct Piece<'a> {
    body: Body<'a>,
    row: Option<usize>,
}

/// Lines, and what single columns of the first one hit.
#[derive(Default)]
pub struct Seen<'a> {
    /// The lines.
    pub lines: Vec<Line<'a>>,
    /// Columns, from the left end of the line.
    pub spots: Vec<(u16, Target)>,
}

/// Paints a picture.
type Paint<'a> = Box<dyn Fn(Rect, &mut Buffer) + 'a>;

enum Body<'a> {
    Lines(Vec<Line<'a>>),
    /// So many lines, made when they are in sight: most of a long page is not.
    Later {
        height: u16,
        make: Box<dyn Fn() -> Seen<'a> + 'a>,
    },
    Picture {
        height: u16,
        paint: Paint<'a>,
    },
}

impl Piece<'_> {
    fn height(&self) -> u16 {
        match &self.body {
            Body::Lines(lines) => u16::try_from(lines.len()).unwrap_or(u16::MAX),
            Body::Later { height, .. } | Body::Picture { height, .. } => *height,
        }
    }
}

impl<'a> Stack<'a> {
    /// An empty stack.
    pub fn new(width: u16) -> Self {
        Self { width, pieces: Vec::new() }
    }

    /// All its lines.
    pub fn height(&self) -> u16 {
        self.pieces.iter().fold(0, |sum, piece| sum.saturating_add(piece.height()))
    }

    /// The first line of a row, and its height.
    fn place(&self, row: usize) -> Option<(u16, u16)> {
        let at = self.pieces.iter().position(|piece| piece.row == Some(row))?;
        let (above, piece) = (self.pieces.get(..at)?, self.pieces.get(at)?);
        Some((above.iter().fold(0, |sum, piece| sum.saturating_add(piece.height())), piece.height()))
    }

    /// Words wrapped, all lines moved in by so many columns.
    pub fn text(&mut self, indent: u16, words: &str, style: Style) {
        self.item(&" ".repeat(usize::from(indent)), Style::default(), words, style);
    }

    /// Words wrapped behind a sign that stands on the first line.
    pub fn item(&mut self, sign: &str, sign_style: Style, words: &str, style: Style) {
        let width = self.width;
        let height = text::height(words, usize::from(width).saturating_sub(text::width(sign)));
        let (sign, words) = (sign.to_owned(), words.to_owned());
        let make = move || Seen { lines: item_lines(width, &sign, sign_style, &words, style), ..Seen::default() };
        self.push(Body::Later { height: u16::try_from(height).unwrap_or(u16::MAX), make: Box::new(make) }, None);
    }

    /// Lines as they are.
    pub fn lines(&mut self, lines: Vec<Line<'a>>) {
        self.push(Body::Lines(lines), None);
    }

    /// Lines on which the cursor can be.
    pub fn row(&mut self, index: usize, lines: Vec<Line<'a>>) {
        self.push(Body::Lines(lines), Some(index));
    }

    /// So many lines on which the cursor can be, made when they are in sight.
    pub fn row_later(&mut self, index: usize, height: u16, make: impl Fn() -> Seen<'a> + 'a) {
        self.push(Body::Later { height, make: Box::new(make) }, Some(index));
    }

    fn push(&mut self, body: Body<'a>, row: Option<usize>) {
        self.pieces.push(Piece { body, row });
    }

    /// An empty line, unless there is nothing above.
    pub fn gap(&mut self) {
        if !self.pieces.is_empty() {
            self.lines(vec![Line::default()]);
        }
    }

    /// A picture of so many lines.
    pub fn picture(&mut self, height: u16, picture: impl Widget + Clone + 'a) {
        let paint = Box::new(move |area: Rect, buffer: &mut Buffer| picture.clone().render(area, buffer));
        self.push(Body::Picture { height, paint }, None);
    }
}

/// Words wrapped behind a sign that stands on the first line.
pub fn item_lines<'a>(width: u16, sign: &str, sign_style: Style, words: &str, style: Style) -> Vec<Line<'a>> {
    let indent = text::width(sign);
    let columns = usize::from(width).saturating_sub(indent);
    let lines = text::wrap(words, columns).into_iter().enumerate();
    lines
        .map(|(i, l)| {
            let lead = if i == 0 { sign.to_owned() } else { " ".repeat(indent) };
            Line::from(vec![Span::styled(lead, sign_style), Span::styled(l, style)])
        })
        .collect()
}
