//! Which characters may leave the program on paper, and how each format escapes them. Whatever an
//! answer or a label brings along, no reader of a report is harmed by it.

use std::fmt::Write;

/// The text without control characters, bidirectional controls, invisible marks and characters
/// that XML does not allow. Line breaks and tabs become spaces: a text is one paragraph.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().filter_map(kept).collect()
}

fn kept(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        // C0 and C1 controls, soft hyphen, zero width and bidirectional marks, variation selectors,
        // interlinear and tag characters, non-characters, private use
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{10ffff}' => None,
        c if u32::from(c) & 0xfffe == 0xfffe => None,
        c => Some(c),
    }
}

/// The text as content or attribute of HTML, SVG and XML.
#[must_use]
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(kept) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The text as inline Markdown: nothing in it makes a link, a tag, a table, a heading or a list.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().filter_map(kept).enumerate().peekable();
    while let Some((index, c)) = characters.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // what could begin an entity
            '&' if characters.peek().is_some_and(|(_, next)| next.is_alphanumeric() || *next == '#') => {
                out.push_str("&amp;");
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '@' => {
                out.push('\\');
                out.push(c);
            }
            // only at the start of a line do these mean anything
            '#' | '+' | '-' | '=' if index == 0 => {
                out.push('\\');
                out.push(c);
            }
            // a bare address becomes a link in many renderers
            ':' if out.ends_with("http") || out.ends_with("https") || out.ends_with("ftp") => out.push_str("\\:"),
            c => out.push(c),
        }
    }
    number_at_start(out)
}

/// `1.` or `1)` at the start of a line would begin a list.
fn number_at_start(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut out = text;
    let ends = matches!(out.as_bytes().get(digits + 1), None | Some(b' '));
    if digits > 0 && ends && matches!(out.as_bytes().get(digits), Some(b'.' | b')')) {
        out.insert(digits, '\\');
    }
    out
}

/// The text as a cell that no spreadsheet takes for a formula.
#[must_use]
pub fn cell(text: &str) -> String {
    let risky = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '%');
    let guarded = text.starts_with(risky) || text.trim_start().starts_with(risky);
    let mut out = String::with_capacity(text.len() + 1);
    let _ = write!(out, "{}{}", if guarded { "'" } else { "" }, clean(text));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_reader_is_left() {
        assert_eq!(clean("a\x1b[31mb\u{202e}c\u{0}d\u{fffe}e\u{200b}f\ng"), "a[31mbcdef g");
        assert_eq!(clean("Zoë Łódź 東京"), "Zoë Łódź 東京");
    }

    #[test]
    fn markup_is_text() {
        assert_eq!(xml("<b a=\"x\">&'"), "&lt;b a=&quot;x&quot;&gt;&amp;&#39;");
        assert_eq!(markdown("[x](y) <b> a|b"), "\\[x\\](y) &lt;b&gt; a\\|b");
        assert_eq!(markdown("A & B &amp; &#65;"), "A & B &amp;amp; &amp;#65;");
        assert_eq!(markdown("# x"), "\\# x");
        assert_eq!([markdown("12. x"), markdown("12.5")], ["12\\. x", "12.5"]);
        assert_eq!(markdown("see https://x.y"), "see https\\://x.y");
    }

    #[test]
    fn cells_are_not_formulas() {
        for risky in ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"] {
            assert!(cell(risky).starts_with('\''), "{risky:?}");
        }
        assert_eq!(cell("Example Ltd"), "Example Ltd");
    }
}
