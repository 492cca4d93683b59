//! A seal on a line of JSON: a check sum in its last field, by which a line that is not as it was written is told. Anyone
//! can check it: it is the beginning of the SHA-256 of the line up to `,"sum"`.

use crate::questionnaire::fingerprint;

/// What stands before the digits.
const MARK: &str = ",\"sum\":\"";
/// What stands behind them.
const END: &str = "\"}";
/// How many digits a sum has.
const DIGITS: usize = 16;

/// What the seal of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// The line is as it was written.
    Whole,
    /// It is not.
    Broken,
    /// There is none.
    None,
}

/// A JSON object with its seal.
pub(super) fn close(object: &str) -> String {
    let open = object.strip_suffix('}').unwrap_or(object);
    format!("{open}{MARK}{}{END}", sum(open))
}

/// What the seal of a line says.
pub(super) fn check(line: &[u8]) -> Seal {
    let Some((open, seal)) = line.len().checked_sub(MARK.len() + DIGITS + END.len()).map(|at| line.split_at(at)) else {
        return Seal::None;
    };
    let digits = seal.strip_prefix(MARK.as_bytes()).and_then(|seal| seal.strip_suffix(END.as_bytes()));
    match (digits, std::str::from_utf8(open)) {
        (None, _) => Seal::None,
        (Some(digits), Ok(open)) if sum(open).as_bytes() == digits => Seal::Whole,
        _ => Seal::Broken,
    }
}

/// A line without what editors of another system put at its end.
pub(super) fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn sum(open: &str) -> String {
    fingerprint(open).chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_whole_as_long_as_nothing_is_changed() {
        let line = close("{\"q\":\"people\",\"a\":12}");
        assert!(line.starts_with("{\"q\":\"people\",\"a\":12,\"sum\":\"") && line.ends_with("\"}"), "{line}");
        assert_eq!(check(line.as_bytes()), Seal::Whole);
        for place in 0..line.len() * 8 {
            let mut flipped = line.clone().into_bytes();
            flipped[place / 8] ^= 1 << (place % 8);
            assert_ne!(check(&flipped), Seal::Whole, "bit {place}");
        }
        assert_eq!([check(b""), check(b"{\"q\":\"people\",\"a\":12}")], [Seal::None; 2]);
    }
}
