//! The text that reaches people: cleaned of what could harm a terminal or a page, cut and wrapped by columns.

pub mod number;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Whether a character has no place in any text of ours: control characters (except line feed and tab, which
/// [`clean`] turns into spaces where one line is wanted), bidirectional overrides and isolates, zero-width joiners of
/// lines, byte-order marks, private use and non-characters.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{061C}' | '\u{E000}'..='\u{F8FF}')
}

/// One line of harmless text: line feeds and tabs become spaces, other harmful characters go, ends are trimmed.
pub fn clean(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|&c| !is_harmful(c))
        .collect();
    spaced.trim().to_owned()
}

/// Columns that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    plain_columns(text).unwrap_or_else(|| UnicodeWidthStr::width(text))
}

/// Columns of a text in which every character stands for itself in one column: letters and signs of ASCII, dashes and
/// quotes, the lines and blocks that pictures are made of. `None` for any other text, which needs a closer look.
pub fn plain_columns(text: &str) -> Option<usize> {
    let own = |c: char| matches!(c, ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{25fc}');
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Some(text.len());
    }
    text.chars().all(own).then(|| text.chars().count())
}

/// The text cut to `columns`, with an ellipsis where something was cut.
pub fn truncate(text: &str, columns: usize) -> String {
    let plain = plain_columns(text);
    if plain.unwrap_or_else(|| width(text)) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else { return String::new() };
    let end = if plain.is_some() {
        text.char_indices().nth(room).map_or(0, |(end, _)| end)
    } else {
        let mut used = 0;
        let fits = |g: &&str| {
            used += width(g);
            used <= room
        };
        text.graphemes(true).take_while(fits).map(str::len).sum()
    };
    format!("{}…", text.get(..end).unwrap_or_default())
}

/// The text in lines of at most `columns` (at least 1), broken at spaces; a longer word is broken inside.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_behind(text, columns, columns)
}

/// The same with another width for the first line.
pub fn wrap_behind(text: &str, first: usize, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    broken(text, first, columns, |part| match part {
        Some(part) => line.push_str(part),
        None => lines.push(std::mem::take(&mut line)),
    });
    lines
}

/// How many lines [`wrap`] makes.
pub fn height(text: &str, columns: usize) -> usize {
    if plain_columns(text).is_some_and(|width| width <= columns) {
        return 1;
    }
    let mut lines = 0;
    broken(text, columns, columns, |part| lines += usize::from(part.is_none()));
    lines
}

/// Says part after part of a text broken into lines, and `None` at the end of each line.
fn broken(text: &str, first: usize, columns: usize, mut say: impl FnMut(Option<&str>)) {
    let mut room = first.max(1);
    for paragraph in text.split('\n') {
        let mut used = 0;
        let ascii = paragraph.is_ascii();
        for word in paragraph.split_whitespace() {
            let word_width = if ascii { word.len() } else { width(word) };
            if used > 0 && used + 1 + word_width > room {
                say(None);
                (room, used) = (columns.max(1), 0);
            }
            if used > 0 {
                say(Some(" "));
                used += 1;
            }
            if word_width <= room {
                say(Some(word));
                used += word_width;
                continue;
            }
            for g in word.graphemes(true) {
                if used + width(g) > room && used > 0 {
                    say(None);
                    (room, used) = (columns.max(1), 0);
                }
                say(Some(g));
                used += width(g);
            }
        }
        say(None);
        room = columns.max(1);
    }
}

/// "1 question", "2 questions".
pub fn count(n: usize, singular: &str) -> String {
    if n == 1 { format!("1 {singular}") } else { format!("{n} {singular}s") }
}

/// A number with thousands separated by commas and a fixed count of decimals: `1,250,000`.
pub fn grouped(value: f64, decimals: u8) -> String {
    let plain = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    let is_zero = out.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value < 0.0 && !is_zero { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_are_removed() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\u{7}\nd "), "a[31mbc d");
    }

    #[test]
    fn plain_columns_are_what_a_closer_look_finds() {
        let each = (' '..='\u{ffff}').filter(|c| plain_columns(c.encode_utf8(&mut [0; 4])).is_some());
        let wrong: Vec<char> =
            each.filter(|c| UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str) != 1).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let found = ["a █…", "a\u{301}", "日", "\t"].map(plain_columns);
        assert_eq!(found, [Some(4), None, None, None]);
    }

    #[test]
    fn wrapping_respects_columns_and_wide_characters() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        assert_eq!(wrap_behind("one two three four", 4, 10), ["one", "two three", "four"]);
        assert_eq!(truncate("日本語", 4), "日…");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(1_250_000.0, 0), "1,250,000");
        assert_eq!(grouped(-0.2, 0), "0");
        assert_eq!(grouped(-1234.5, 1), "-1,234.5");
    }
}
