//! Numbers as people type them: `1,250,000`, `250k`, `1.5m`, `250 000`, `12,5`.

/// The number that a text says; none when it says none.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    let (figures, factor) = match text.strip_suffix(['k', 'm', '%']) {
        Some(figures) if text.ends_with('k') => (figures, 1e3),
        Some(figures) if text.ends_with('m') => (figures, 1e6),
        Some(figures) => (figures, 1.0),
        None => (text.as_str(), 1.0),
    };
    let figures: String = figures.chars().filter(|c| !matches!(c, ' ' | '_' | '\'' | '\u{a0}' | '\u{202f}')).collect();
    let plain = if is_grouped(&figures) { figures.replace(',', "") } else { figures.replacen(',', ".", 1) };
    let only_figures = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number: f64 = plain.parse().ok().filter(|_| only_figures)?;
    Some(number * factor).filter(|n| n.is_finite())
}

/// Whether commas part the number in groups of three, rather than its decimals from the whole.
fn is_grouped(figures: &str) -> bool {
    let whole = figures.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches('-').split(',');
    groups.next().is_some_and(|first| !first.is_empty() && first.len() <= 3) && groups.all(|g| g.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type() {
        for (text, number) in [
            ("120", 120.0),
            ("1,250,000", 1_250_000.0),
            ("250k", 250_000.0),
            ("1.5M", 1_500_000.0),
            ("250 000", 250_000.0),
            ("1'250_000", 1_250_000.0),
            ("12,5", 12.5),
            ("-3", -3.0),
            ("40 %", 40.0),
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        for text in ["", "k", "12,5,1", "12,34,567", "1e9", "inf", "nan", "twelve", "--1", "1.2.3"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
