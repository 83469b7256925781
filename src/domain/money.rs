//! Money: an integer of minor units with its ISO 4217 currency.

use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency by its three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// Why a text is no amount or currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three letters.
    #[error("a currency has three letters")]
    Currency,
    /// More minor units than fit, or no number.
    #[error("the amount is out of range")]
    Range,
}

/// Currencies without minor units, by ISO 4217.
const ZERO_DECIMALS: [&str; 15] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF"];
/// Currencies whose minor unit is a thousandth, by ISO 4217.
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Decimals of the minor unit: 0, 2 or 3.
    #[must_use]
    pub fn decimals(self) -> u32 {
        let code = self.code();
        if ZERO_DECIMALS.contains(&code) {
            0
        } else if THREE_DECIMALS.contains(&code) {
            3
        } else {
            2
        }
    }

    /// Minor units in one unit.
    #[must_use]
    pub fn scale(self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(s: &str) -> Result<Self, MoneyError> {
        match s.trim().to_ascii_uppercase().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(MoneyError::Currency),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(s: String) -> Result<Self, MoneyError> {
        s.parse()
    }
}

impl From<Currency> for String {
    fn from(c: Currency) -> Self {
        c.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// Minor units: cents, fils, yen.
    pub minor: i64,
    /// Its currency.
    pub currency: Currency,
}

impl Money {
    /// An exact decimal text such as `-1234.5` (digits, one dot, an optional sign) in minor units. Digits beyond the
    /// minor unit are rounded half to even.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the text is not a number or too large.
    pub fn parse(decimal: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (negative, digits) = match decimal.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, decimal),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if (whole.is_empty() && fraction.is_empty()) || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(MoneyError::Range);
        }
        let keep = currency.decimals() as usize;
        let (kept, rest) = fraction.split_at(fraction.len().min(keep));
        let text = format!("{whole}{kept:0<keep$}");
        let mut minor: i64 = text.parse().or(if text.is_empty() { Ok(0) } else { Err(MoneyError::Range) })?;
        let half = match rest.as_bytes() {
            [] => std::cmp::Ordering::Less,
            [first, tail @ ..] => first.cmp(&b'5').then_with(|| {
                if tail.iter().any(|b| *b != b'0') { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Equal }
            }),
        };
        if half.is_gt() || (half.is_eq() && minor % 2 == 1) {
            minor = minor.checked_add(1).ok_or(MoneyError::Range)?;
        }
        Ok(Self { minor: if negative { -minor } else { minor }, currency })
    }

    /// The amount converted at `rate` units of `to` for one unit of its own currency, rounded half to even.
    #[must_use]
    pub fn convert(self, rate: f64, to: Currency) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "amounts are below 2^52 minor units")]
        let minor = self.minor as f64 * rate * to.scale() as f64 / self.currency.scale() as f64;
        #[expect(clippy::cast_possible_truncation, reason = "saturates, and the database refuses what does not fit")]
        let minor = minor.round_ties_even() as i64;
        Self { minor, currency: to }
    }
}

/// Splits minor units evenly over `parts` days, the remainder to the earliest: the parts add up to the whole.
pub fn spread(minor: i64, parts: i64) -> impl Fn(i64) -> i64 {
    let each = minor.div_euclid(parts.max(1));
    let rest = minor.rem_euclid(parts.max(1));
    move |index| each + i64::from(index < rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_round_half_to_even_in_their_own_minor_unit() {
        let usd: Currency = "usd".parse().unwrap();
        let kwd: Currency = "KWD".parse().unwrap();
        let jpy: Currency = "JPY".parse().unwrap();
        for (text, currency, minor) in [
            ("8307.52", usd, 830_752),
            ("1.429999948", usd, 143),
            ("0.125", usd, 12),
            ("0.135", usd, 14),
            ("-0.5", usd, -50),
            ("1.2345", kwd, 1234),
            ("1.2355", kwd, 1236),
            ("2.5", jpy, 2),
            ("3.5", jpy, 4),
            (".5", usd, 50),
            ("7", usd, 700),
        ] {
            assert_eq!(Money::parse(text, currency).unwrap().minor, minor, "{text}");
        }
        for bad in ["", ".", "1,5", "1.2.3", "abc", "99999999999999999999"] {
            assert!(Money::parse(bad, usd).is_err(), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_spread_adds_up_and_differs_by_one_at_most(minor in -1_000_000_i64..1_000_000, days in 1_i64..400) {
            let part = spread(minor, days);
            let parts: Vec<i64> = (0..days).map(&part).collect();
            proptest::prop_assert_eq!(parts.iter().sum::<i64>(), minor);
            proptest::prop_assert!(parts.iter().max().unwrap() - parts.iter().min().unwrap() <= 1);
            proptest::prop_assert!(parts.is_sorted_by(|a, b| a >= b));
        }
    }
}
