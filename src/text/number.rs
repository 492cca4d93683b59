//! Numbers as people type them: `1,250,000`, `250k`, `1.5 million`, `2.500,00`, `200'000`. A sign between figures means
//! thousands or decimals, and not everybody means the same by it: what has two meanings is given back with both.

/// What a typed number means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Typed {
    /// It has one meaning.
    One(f64),
    /// One point or comma stands before exactly three figures, as in `1.234`.
    Either {
        /// Where the sign parts thousands: 1234.
        thousands: f64,
        /// Where the sign parts decimals: 1.234.
        fraction: f64,
        /// The sign: `.` or `,`.
        sign: char,
        /// Whether the three figures are zeros and nothing follows them: as decimals they would say nothing.
        idle: bool,
    },
}

/// Words behind a number, and by how many tens they multiply it.
const FACTORS: [(&str, i32); 14] = [
    ("k", 3),
    ("thousand", 3),
    ("m", 6),
    ("mn", 6),
    ("mm", 6),
    ("mio", 6),
    ("mln", 6),
    ("million", 6),
    ("millions", 6),
    ("b", 9),
    ("bn", 9),
    ("bln", 9),
    ("billion", 9),
    ("billions", 9),
];

/// Characters of a number that are looked at.
const LONGEST: usize = 64;

/// What a text means as a number; none when it says none. Before and behind it one of `names` may stand (a currency, a
/// unit, in small letters), which counts for nothing.
pub fn read(text: &str, names: &[String]) -> Option<Typed> {
    let text: String = text.trim().chars().take(LONGEST + 1).flat_map(char::to_lowercase).map(usual).collect();
    if text.chars().count() > LONGEST {
        return None;
    }
    let (negative, rest) = signed(without(text.trim(), names));
    let rest = without(rest, names);
    let word = rest.rfind(|c: char| !c.is_alphabetic()).map_or(0, |last| last + 1);
    let (figures, word) = rest.split_at_checked(word)?;
    let tens = FACTORS.iter().find(|(factor, _)| *factor == word).map(|&(_, tens)| tens);
    let tens = if word.is_empty() { 0 } else { tens? };
    let meaning = meaning(without(figures.trim(), names).trim(), tens)?;
    let turn = |n: f64| if negative && n != 0.0 { -n } else { n };
    Some(match meaning {
        Typed::One(n) => Typed::One(turn(n)),
        Typed::Either { thousands, fraction, sign, idle } => {
            Typed::Either { thousands: turn(thousands), fraction: turn(fraction), sign, idle }
        }
    })
}

/// The small whole number that a text says, as for points and percent; none when it says none.
pub fn whole(text: &str) -> Option<u32> {
    let Some(Typed::One(n)) = read(text, &["%".to_owned()]) else { return None };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of that range")]
    (n.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&n)).then_some(n as u32)
}

/// Whether a text may go on with a character on its way to a number, so that the character is typed and no command.
/// Of words behind figures only those that begin with `k`, `m` or `t` can be typed; others can be pasted.
pub fn goes_on(so_far: &str, next: char, names: &[String]) -> bool {
    let begun: String = so_far.chars().flat_map(char::to_lowercase).map(usual).collect();
    let behind = begun.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_begun = !behind.is_empty();
    let small: String = next.to_lowercase().collect();
    match usual(next) {
        '0'..='9' => behind.chars().all(|c| !c.is_alphabetic() && c != '%'),
        '.' | ',' => begun.ends_with(|c: char| c.is_ascii_digit()) || !is_begun,
        '\'' | '_' => begun.ends_with(|c: char| c.is_ascii_digit()),
        ' ' => !begun.is_empty() && !begun.ends_with(' '),
        '-' | '+' => !is_begun && !begun.contains(['-', '+']),
        _ if !is_begun => {
            let head = begun.trim_start_matches(['-', '+', ' ']).to_owned() + &small;
            !next.is_lowercase() && names.iter().any(|name| name.starts_with(&head))
        }
        _ => {
            let word = behind.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned() + &small;
            let typed =
                word.starts_with(['k', 'm', 't']) && FACTORS.iter().any(|(factor, _)| factor.starts_with(&word));
            typed || (!next.is_alphabetic() && names.contains(&word))
        }
    }
}

/// The same sign for what means the same: spaces of any width, the minus of print, the curly apostrophe.
fn usual(c: char) -> char {
    match c {
        '\u{2212}' => '-',
        '\u{2019}' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The text without a name before or behind it.
fn without<'a>(text: &'a str, names: &[String]) -> &'a str {
    let text = names.iter().find_map(|name| text.strip_prefix(name.as_str())).unwrap_or(text).trim();
    names.iter().find_map(|name| text.strip_suffix(name.as_str())).unwrap_or(text).trim()
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

/// What figures with signs between them mean, times so many tens.
fn meaning(figures: &str, tens: i32) -> Option<Typed> {
    let is_sign = |c: char| matches!(c, '.' | ',' | ' ' | '\'' | '_');
    if !figures.contains(|c: char| c.is_ascii_digit()) || !figures.chars().all(|c| c.is_ascii_digit() || is_sign(c)) {
        return None;
    }
    let number = |whole: &str, decimals: &str| format!("{whole}.{decimals}e{tens}").parse::<f64>().ok();
    let Some(last) = figures.rfind(is_sign) else { return number(figures, "").map(Typed::One) };
    let (before, behind) = (figures.get(..last)?, figures.get(last + 1..)?);
    let sign = figures[last..].chars().next()?;
    let parts_decimals = matches!(sign, '.' | ',');
    match before.chars().find(|&c| is_sign(c)) {
        // One sign throughout: it parts thousands wherever it can; alone, a point or comma may part decimals.
        None if parts_decimals => {
            let fraction = number(before, behind)?;
            let zeros = behind == "000";
            let Some(whole) = grouped(figures, sign) else {
                // `1000,000` lacks a sign or has a group too many: nobody writes a thousand like that.
                return (!zeros || before.len() <= 3).then_some(Typed::One(fraction));
            };
            let idle = tens == 0 && zeros;
            Some(Typed::Either { thousands: number(&whole, "")?, fraction, sign, idle })
        }
        None => number(&grouped(figures, sign)?, "").map(Typed::One),
        Some(first) if first == sign => number(&grouped(figures, sign)?, "").map(Typed::One),
        Some(first) if parts_decimals => number(&grouped(before, first)?, behind).map(Typed::One),
        Some(_) => None,
    }
}

/// The figures without the sign that parts them in threes; none where it does not.
fn grouped(figures: &str, sign: char) -> Option<String> {
    let mut groups = figures.split(sign);
    let first = groups.next()?;
    let all_figures = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let sound = (1..=3).contains(&first.len()) && !first.starts_with('0') && all_figures(first);
    (sound && groups.all(|g| g.len() == 3 && all_figures(g))).then(|| figures.replace(sign, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        ["usd", "us$", "$", "%", "people", "a year"].map(str::to_owned).to_vec()
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of what people type")]
    fn what_people_type() {
        for (text, number) in [
            ("120", 120.0),
            ("007", 7.0),
            ("1,250,000", 1_250_000.0),
            ("1.250.000", 1_250_000.0),
            ("1,234.50", 1234.5),
            ("2.500,00", 2500.0),
            ("250.000,50", 250_000.5),
            ("250k", 250_000.0),
            ("250 K", 250_000.0),
            ("1.5M", 1_500_000.0),
            ("1.1m", 1_100_000.0),
            ("0.25m", 250_000.0),
            ("1,5 Mio", 1_500_000.0),
            ("1.5 million", 1_500_000.0),
            ("2 thousand", 2_000.0),
            ("3bn", 3e9),
            ("250 000", 250_000.0),
            ("250\u{202f}000", 250_000.0),
            ("200'000", 200_000.0),
            ("200’000.50", 200_000.5),
            ("1_250_000", 1_250_000.0),
            ("12,5", 12.5),
            ("0,500", 0.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("+5", 5.0),
            ("-3", -3.0),
            ("\u{2212}3", -3.0),
            ("-0", 0.0),
            ("40 %", 40.0),
            ("$200k", 200_000.0),
            ("-$ 5", -5.0),
            ("200k USD", 200_000.0),
            ("US$ 200 a year", 200.0),
            ("12 people", 12.0),
        ] {
            let read = read(text, &names());
            assert_eq!(read, Some(Typed::One(number)), "{text}");
            assert!(matches!(read, Some(Typed::One(n)) if !(n == 0.0 && n.is_sign_negative())), "{text}");
        }
        for text in [
            "",
            "k",
            "12,5,1",
            "12,34,567",
            "1e9",
            "inf",
            "nan",
            "twelve",
            "--1",
            "1.2.3",
            "1 2",
            "250 00",
            "€5",
            "5x",
            "1'250 000",
            ".",
            "$",
            "0x10",
            "١٢",
            "5 k k",
            "1,234 567",
            "1000,000",
        ] {
            assert_eq!(read(text, &names()), None, "{text}");
        }
        assert_eq!(read(&"1".repeat(65), &[]), None);
    }

    #[test]
    fn one_sign_before_three_figures_has_two_meanings() {
        let either = |thousands, fraction, sign, idle| Some(Typed::Either { thousands, fraction, sign, idle });
        assert_eq!(read("1.234", &[]), either(1234.0, 1.234, '.', false));
        assert_eq!(read("-12,345", &[]), either(-12345.0, -12.345, ',', false));
        assert_eq!(read("200.000", &[]), either(200_000.0, 200.0, '.', true));
        assert_eq!(read("1.500k", &[]), either(1_500_000.0, 1500.0, '.', false));
    }

    #[test]
    fn whatever_is_a_number_can_be_typed_key_by_key() {
        for text in ["-1,250.5", "250 k", "1.5 million", "200'000", "$200k", "USD 20", "+5", "40 %", "2 thousand", ".5"]
        {
            for (at, c) in text.char_indices() {
                assert!(goes_on(&text[..at], c, &names()), "{c} in {text}");
            }
        }
        for (so_far, c) in
            [("", 'k'), ("", 'u'), ("12", 'b'), ("12", 'n'), ("12", 'u'), ("12k", '3'), ("", 'q'), ("1 k", 'x')]
        {
            assert!(!goes_on(so_far, c, &names()), "{c} behind {so_far}");
        }
    }
}
