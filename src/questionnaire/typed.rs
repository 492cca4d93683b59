//! Numbers and amounts as they are typed or written: read once, here, for the screen, for lines and for files. What has
//! two meanings that fit the question is refused with both, rather than taken for one of them.

use super::answer::{Misfit, Value, rounded};
use super::question::{Kind, Question, Unit};
use crate::text;
use crate::text::number::{Typed, goes_on, read};

/// Signs of currencies, and the currencies that use them.
const SIGNS: [(&str, &[&str]); 6] = [
    ("$", &["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("¥", &["JPY", "CNY"]),
    ("₹", &["INR"]),
    ("₩", &["KRW"]),
];

/// Characters of what was typed that a message repeats.
const SHOWN: usize = 40;

impl Question {
    /// The number that a text says, as this question keeps it. In a question for whole numbers `200.000` is two
    /// hundred thousand, and `1.234` is refused: it may be a fraction.
    ///
    /// # Errors
    /// When it says none, more than one, or one that does not fit.
    pub fn read_number(&self, typed: &str) -> Result<Value, Misfit> {
        let accept = |n| self.accept(Value::Number(n));
        match read(typed, &self.names()) {
            None => Err(self.no_number(typed)),
            Some(Typed::One(n)) => accept(n),
            Some(Typed::Either { thousands, fraction, sign, idle }) => {
                let decimals = self.decimals();
                // Here a point parts decimals wherever that many are kept, and a comma thousands.
                let is_fraction = sign == '.' && decimals >= 3;
                let is_thousands = idle && (decimals == 0 || (sign == ',' && decimals < 3));
                match (accept(thousands), accept(fraction)) {
                    (Err(_), fraction) => fraction,
                    (Ok(_), fraction) if is_fraction => fraction,
                    (Ok(thousands), _) if is_thousands => Ok(thousands),
                    (Ok(thousands), Err(Misfit::Range { .. })) => Ok(thousands),
                    (Ok(thousands), Err(_)) if sign == ',' => Ok(thousands),
                    (Ok(_), also) => Err(Self::ambiguous(typed, thousands, fraction, also.is_ok())),
                }
            }
        }
    }

    /// The number that a file of a format of its own says, where a point always parts decimals; `written` is how it
    /// stands there.
    ///
    /// # Errors
    /// When it does not fit, and when a person may have meant thousands by it.
    pub fn accept_number(&self, number: f64, written: &str) -> Result<Value, Misfit> {
        let plain = self.accept(Value::Number(number));
        match read(written, &[]) {
            Some(Typed::Either { thousands, fraction, .. })
                if self.decimals() == 0 && self.accept(Value::Number(thousands)).is_ok() =>
            {
                Err(Self::ambiguous(written, thousands, fraction, plain.is_ok()))
            }
            _ => plain,
        }
    }

    /// Whether a character that is typed belongs to a number of this question.
    pub fn number_goes_on(&self, so_far: &str, next: char) -> bool {
        goes_on(so_far, next, &self.names())
    }

    /// The nearest number that this question keeps, for numbers that were worked out rather than said.
    pub fn nearest(&self, number: f64) -> f64 {
        rounded(number, self.decimals())
    }

    /// Decimals of its numbers; none for anything but numbers.
    fn decimals(&self) -> u8 {
        match self.kind {
            Kind::Number { decimals, .. } => decimals,
            _ => 0,
        }
    }

    /// What may stand before or behind a number, in small letters.
    fn names(&self) -> Vec<String> {
        let Kind::Number { unit, .. } = &self.kind else { return Vec::new() };
        match unit {
            Unit::Of(unit) if unit.is_empty() => Vec::new(),
            Unit::Of(unit) if unit == "percent" => vec![unit.clone(), "%".to_owned()],
            Unit::Of(unit) => vec![unit.to_lowercase()],
            Unit::Money { currency, period } => {
                let periods = ["a", "per"].map(|word| format!("{word} {period}"));
                let code = currency.to_lowercase();
                let own = SIGNS.iter().filter(|(_, codes)| codes.contains(&currency.as_str()));
                let signs = own.map(|&(sign, _)| sign.to_owned());
                let national = signs.clone().map(|sign| code.get(..2).unwrap_or_default().to_owned() + &sign);
                let named = periods.into_iter().filter(|_| !period.is_empty()).chain([code.clone()]);
                named.chain(national).chain(signs).collect()
            }
        }
    }

    fn no_number(&self, typed: &str) -> Misfit {
        let typed = text::truncate(&text::clean(typed), SHOWN);
        match &self.kind {
            Kind::Number { unit: Unit::Money { currency, .. }, .. } => {
                if SIGNS.iter().any(|(sign, codes)| typed.contains(sign) && !codes.contains(&currency.as_str())) {
                    return Misfit::Currency { typed, currency: currency.clone() };
                }
                Misfit::Number { typed, expected: format!("an amount of {currency}") }
            }
            _ => Misfit::Number { typed, expected: "a number".to_owned() },
        }
    }

    fn ambiguous(typed: &str, thousands: f64, fraction: f64, fraction_fits: bool) -> Misfit {
        let plain = [Some(thousands), fraction_fits.then_some(fraction)];
        let decimals = if fraction.fract() == 0.0 { 0 } else { 3 };
        Misfit::Ambiguous {
            typed: text::truncate(&text::clean(typed), SHOWN),
            thousands: text::grouped(thousands, 0),
            fraction: text::grouped(fraction, decimals),
            cures: plain.into_iter().flatten().map(|n| format!("`{n}`")).collect(),
        }
    }
}
