//! How wide text is, closely enough to wrap and place labels without a shaper. The widths are
//! those of the embedded font; other characters count as a wide letter.

/// Advance widths of `' '..='~'` in thousandths of the size.
const ADVANCES: [u16; 95] = [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 648, 648, 648, 648, 648, 648, 648,
    648, 648, 648, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889,
    753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621,
    582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362,
    327, 362, 659,
];

/// The width of a text set in one line.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let sum: u32 = text.chars().map(advance).sum();
    f64::from(sum) / 1000.0 * size
}

fn advance(c: char) -> u32 {
    let index = usize::try_from(u32::from(c)).ok().and_then(|code| code.checked_sub(32));
    let narrow = index.and_then(|index| ADVANCES.get(index)).map(|advance| u32::from(*advance));
    narrow.unwrap_or(if u32::from(c) > 0x2e80 { 1000 } else { 660 })
}

/// The text in at most `lines` lines of at most `room`; what does not fit ends in an ellipsis.
pub(super) fn wrap(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let line = out.last_mut().expect("invariant: there is always a line");
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, size) <= room {
            *line = longer;
        } else {
            out.push(word.to_owned());
        }
    }
    let cut = out.len() > lines;
    out.truncate(lines.max(1));
    let last = out.len();
    for (index, line) in out.iter_mut().enumerate() {
        let more = cut && index + 1 == last;
        if more || width(line, size) > room {
            *line = shortened(line, size, room, more);
        }
    }
    out
}

fn shortened(line: &str, size: f64, room: f64, more: bool) -> String {
    let mut kept: String = line.to_owned();
    if !more && width(&kept, size) <= room {
        return kept;
    }
    while !kept.is_empty() && width(&kept, size) + width("…", size) > room {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_room() {
        let text = "Running the business on technology every single day";
        for room in [40.0, 90.0, 200.0, 1000.0] {
            for lines in 1..4 {
                let wrapped = wrap(text, 12.0, room, lines);
                assert!(wrapped.len() <= lines);
                assert!(wrapped.iter().all(|line| width(line, 12.0) <= room), "{wrapped:?} in {room}");
            }
        }
        assert_eq!(wrap("", 12.0, 100.0, 2), [""]);
        assert_eq!(wrap(text, 12.0, 1000.0, 1), [text]);
    }
}
