//! A buffer as an SVG picture: the same cells, the same bytes.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 16.0;

/// Draws a buffer that is painted in a theme with its own colours.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let width = f64::from(columns) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(rows) * CELL.1 + 2.0 * MARGIN;
    let ground = hex(buffer[(0, 0)].bg);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n<title>{title}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n"
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let first = &buffer[(x, y)];
            let mut end = x + 1;
            while end < columns && alike(first, &buffer[(end, y)]) {
                end += 1;
            }
            run(&mut out, buffer, (x, end), y, &ground);
            x = end;
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn alike(a: &Cell, b: &Cell) -> bool {
    (a.fg, a.bg, a.modifier, filled(a).is_some()) == (b.fg, b.bg, b.modifier, filled(b).is_some())
}

/// How much of a cell a block fills from the left, for cells that are blocks.
fn filled(cell: &Cell) -> Option<f64> {
    let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"].iter().zip(1u8..);
    eighths.into_iter().find(|(block, _)| **block == cell.symbol()).map(|(_, n)| f64::from(n) / 8.0)
}

fn run(out: &mut String, buffer: &Buffer, (from, to): (u16, u16), y: u16, ground: &str) {
    let cell = &buffer[(from, y)];
    let (left, top) = (MARGIN + f64::from(from) * CELL.0, MARGIN + f64::from(y) * CELL.1);
    let mut bar = |width: f64, inset: f64, colour: &str| {
        let (y, height) = (top + inset, CELL.1 - 2.0 * inset);
        let _ = writeln!(
            out,
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{colour}\"/>"
        );
    };
    let back = hex(cell.bg);
    if back != ground {
        bar(f64::from(to - from) * CELL.0, 0.0, &back);
    }
    if filled(cell).is_some() {
        let cells: f64 = (from..to).filter_map(|x| filled(&buffer[(x, y)])).sum();
        return bar(cells * CELL.0, 2.0, &hex(cell.fg));
    }
    let words: String = (from..to).map(|x| buffer[(x, y)].symbol()).collect();
    let shown = words.trim();
    if shown.is_empty() {
        return;
    }
    let lead = words.chars().take_while(|c| *c == ' ').count();
    let left = left + f64::from(u16::try_from(lead).unwrap()) * CELL.0;
    let width = f64::from(u16::try_from(chiefly::text::width(shown)).unwrap()) * CELL.0;
    let escaped = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "\u{a0}");
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let line = if cell.modifier.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    let base = top + CELL.1 * 0.75;
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{base:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"{}\"{bold}{line}>{escaped}</text>",
        hex(cell.fg)
    );
}

fn hex(color: Color) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        other => panic!("{other} is not a colour of a theme with its own ground"),
    }
}
