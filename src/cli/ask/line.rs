//! What came in as bytes, as a line of text: what would have to be guessed or left out is refused, with its place.

/// Most bytes of a line, without its end.
pub const LONGEST: usize = 1 << 16;

/// How much of a line is repeated before the place where it is no text, in characters.
const CONTEXT: usize = 20;

/// The text of a line, or what keeps it from being one, as a sentence.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    if bytes.len() > LONGEST {
        return Err(format!("This line is longer than {LONGEST} bytes."));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let (before, after) = bytes.split_at(e.valid_up_to());
        let byte = after.first().copied().unwrap_or_default();
        let place = place(std::str::from_utf8(before).unwrap_or_default());
        format!("This line is no UTF-8 text: {place} is the byte {byte:#04x}, which is no character.")
    })?;
    match text.char_indices().find(|&(_, c)| is_foreign(c)) {
        None => Ok(text),
        Some((at, c)) => {
            let place = place(text.get(..at).unwrap_or_default());
            let what =
                if c == char::REPLACEMENT_CHARACTER { "the sign for a lost character" } else { "a control character" };
            Err(format!("This line has {what} in it: {place} is U+{:04X}.", u32::from(c)))
        }
    }
}

/// What no one types as part of an answer: keys that this line cannot understand, and what is left of a character that
/// was lost elsewhere. A mark of the byte order and the like is no loss: it is cleaned away later.
fn is_foreign(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || c.is_control() && c != '\t'
}

fn place(before: &str) -> String {
    let known: Vec<char> = before.chars().collect();
    if known.is_empty() {
        return "at its beginning".to_owned();
    }
    let end: String = known.iter().skip(known.len().saturating_sub(CONTEXT)).collect();
    format!("after \"{}\"", crate::text::clean(&end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        let table: [(&[u8], Result<&str, &str>); 9] = [
            (b"12\r\n", Ok("12")),
            ("Caf\u{e9}\n".as_bytes(), Ok("Caf\u{e9}")),
            ("a\tb".as_bytes(), Ok("a\tb")),
            (b"", Ok("")),
            (b"Caf\xe9\n", Err("after \"Caf\" is the byte 0xe9")),
            (b"\xff", Err("at its beginning is the byte 0xff")),
            (b"note caf\xc3", Err("after \"note caf\" is the byte 0xc3")),
            (b"ab\x1b[D", Err("a control character in it: after \"ab\" is U+001B")),
            ("Caf\u{fffd}".as_bytes(), Err("the sign for a lost character in it: after \"Caf\" is U+FFFD")),
        ];
        for (bytes, wanted) in table {
            match (text_of(bytes), wanted) {
                (Ok(text), Ok(wanted)) => assert_eq!(text, wanted),
                (Err(fault), Err(part)) => assert!(fault.contains(part), "{fault}"),
                other => panic!("{bytes:?}: {other:?}"),
            }
        }
        assert!(text_of(&vec![b'x'; LONGEST]).is_ok() && text_of(&vec![b'x'; LONGEST + 1]).is_err());
    }
}
