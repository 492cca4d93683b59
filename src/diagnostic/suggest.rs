//! "Did you mean": the known name that is nearest to a misspelt one.

/// The candidate that a person most likely meant; none when nothing is near.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(LONGEST + 1).collect();
    if name.len() > LONGEST {
        return None;
    }
    let allowed = name.len().div_ceil(3);
    let near = |candidate: &'a str| {
        let length = candidate.chars().count();
        let plausible = length <= LONGEST && length.abs_diff(name.len()) <= allowed;
        plausible.then(|| (distance(&name, candidate), candidate)).filter(|&(d, _)| d <= allowed)
    };
    candidates.into_iter().filter_map(near).min_by_key(|&(d, _)| d).map(|(_, candidate)| candidate)
}

/// Names longer than this are not compared.
const LONGEST: usize = 64;

/// Fewest insertions, deletions, substitutions and swaps of neighbours between two names (optimal string alignment).
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_suggested() {
        assert_eq!(nearest("tilte", ["text", "title", "kind"]), Some("title"));
        assert_eq!(nearest("wieght", ["weight", "why"]), Some("weight"));
        assert_eq!(nearest("company", ["headcount", "budget"]), None);
        assert_eq!(nearest("", ["a"]), None);
        assert_eq!(nearest(&"x".repeat(1000), ["x"]), None);
    }
}
