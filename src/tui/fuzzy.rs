//! Finding by a few letters.

/// How well a query fits a text: every letter in order, best when together and at starts of words. None when it does not.
pub fn score(query: &str, text: &str) -> Option<u32> {
    let wanted: Vec<char> = query.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let text: Vec<char> = text.to_lowercase().chars().collect();
    walk(&wanted, &text, true).or_else(|| walk(&wanted, &text, false))
}

/// One greedy pass; leaping to the next start of a word is best, but may leap over a letter that is needed.
fn walk(wanted: &[char], text: &[char], leap: bool) -> Option<u32> {
    let starts_word = |i: usize| i == 0 || text.get(i - 1).is_some_and(|c| !c.is_alphanumeric());
    let (mut score, mut at) = (0, 0);
    for c in wanted {
        let here = |i: &usize| text.get(*i) == Some(c);
        let next = Some(at).filter(|i| at > 0 && here(i));
        let start = (at..text.len()).find(|i| leap && here(i) && starts_word(*i));
        let found = next.or(start).or_else(|| (at..text.len()).find(here))?;
        score += if next.is_some() { 4 } else { 1 + 2 * u32::from(starts_word(found)) };
        at = found + 1;
    }
    Some(score)
}

/// Whether every word of the query stands in the text, in any case.
pub fn contains(query: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_together_and_at_starts_are_best() {
        assert_eq!(score("xyz", "review"), None);
        assert!(score("ra", "review all answers") > score("ra", "drawn"));
        assert!(score("rev", "review") > score("rev", "remove"));
        assert!(score("", "anything").is_some());
    }
}
