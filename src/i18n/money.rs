//! Money: in full and short.

use super::text::Text;
use super::{Words, numbers};
use crate::domain::money::{Currency, Money};

/// Amounts from here on are printed without their minor units.
const WHOLE_FROM: f64 = 100.0;
/// Amounts below this are never shortened.
const SHORT_FROM: f64 = 10_000.0;

impl Words {
    /// An amount as a figure to read: "SAR 4,180", with minor units only below a hundred.
    #[must_use]
    pub fn money(self, money: Money) -> Text {
        let units = units(money);
        let places = if units.abs() < WHOLE_FROM { minor_places(money) } else { 0 };
        self.with_currency("money-full", units, places, money.currency)
    }

    /// An amount with all its minor units, as in a list of records: "SAR 4,180.25".
    #[must_use]
    pub fn money_exact(self, money: Money) -> Text {
        self.with_currency("money-full", units(money), minor_places(money), money.currency)
    }

    /// An amount at three digits: "SAR 8.42M", «8.42 مليون ر.س».
    #[must_use]
    pub fn money_short(self, money: Money) -> Text {
        let units = units(money);
        if numbers::rounded(units.abs(), 0) < SHORT_FROM {
            return self.money(money);
        }
        let (key, divisor) = short_scale(units.abs());
        let scaled = units / divisor;
        self.with_currency(key, scaled, short_places(scaled), money.currency)
    }

    /// A plain number at three digits, for axes: "8M", «8 ملايين» becomes «8 مليون».
    #[must_use]
    pub fn short(self, value: f64) -> Text {
        if value.abs() < SHORT_FROM {
            let whole = (value - value.round()).abs() < 1e-9;
            return self.decimal(value, usize::from(!whole));
        }
        let (key, divisor) = short_scale(value.abs());
        let scaled = value / divisor;
        let whole = (scaled - scaled.round()).abs() < 1e-9;
        let number = self.decimal(scaled, if whole { 0 } else { short_places(scaled) });
        self.t_args(
            match key {
                "money-billion" => "short-billion",
                "money-million" => "short-million",
                _ => "short-thousand",
            },
            &[("number", number.into())],
        )
    }

    /// The sign of a currency in the reader's language: "SAR", «ر.س».
    #[must_use]
    pub fn currency(self, currency: Currency) -> Text {
        self.find(&format!("currency-{}", currency.code())).unwrap_or_else(|| Text::code(currency.code()))
    }

    fn with_currency(self, key: &'static str, value: f64, places: usize, currency: Currency) -> Text {
        let value = numbers::rounded(value, places);
        // In English the sign stands before the currency, in Arabic it belongs to the number.
        let (sign, number) = if self.rtl() { (false, value) } else { (value < 0.0, value.abs()) };
        let number = self.decimal(number, places);
        let text = self.t_args(key, &[("currency", self.currency(currency).into()), ("number", number.into())]);
        if sign { Text::finished(format!("\u{2212}{}", text.attr())) } else { text }
    }
}

fn short_scale(units: f64) -> (&'static str, f64) {
    // 999,999 is a million at three digits.
    match units {
        u if u >= 999.5e6 => ("money-billion", 1e9),
        u if u >= 999.5e3 => ("money-million", 1e6),
        _ => ("money-thousand", 1e3),
    }
}

fn short_places(scaled: f64) -> usize {
    match scaled.abs() {
        s if s < 9.995 => 2,
        s if s < 99.95 => 1,
        _ => 0,
    }
}

#[expect(clippy::cast_precision_loss, reason = "amounts are below 2^52 minor units")]
fn units(money: Money) -> f64 {
    money.minor as f64 / money.currency.scale() as f64
}

fn minor_places(money: Money) -> usize {
    usize::try_from(money.currency.decimals()).unwrap_or(2)
}
