//! Numbers: grouping, decimals, signs, percent, points, durations.

use super::text::{END, LTR, RTL};
use super::{Arg, Text, Words};
use crate::domain::person::Digits;
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::DecimalFormatterOptions;
use icu::locale::{Locale, locale};

/// The minus sign of typography, as wide as the plus.
const MINUS: char = '\u{2212}';

thread_local! {
    static WESTERN: Option<DecimalFormatter> = formatter(locale!("en"));
    static ARABIC: Option<DecimalFormatter> = formatter(locale!("ar-u-nu-arab"));
}

fn formatter(locale: Locale) -> Option<DecimalFormatter> {
    DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()
}

/// The value at so many decimals, and never a negative zero.
pub(super) fn rounded(value: f64, places: usize) -> f64 {
    format!("{value:.places$}").parse::<f64>().unwrap_or(value) + 0.0
}

impl Words {
    /// A whole number: "1,383".
    #[must_use]
    pub fn integer(self, value: i64) -> Text {
        self.number_text(&value.to_string())
    }

    /// A count of things.
    #[must_use]
    pub fn count(self, value: usize) -> Text {
        self.number_text(&value.to_string())
    }

    /// A number with so many decimals.
    #[must_use]
    pub fn decimal(self, value: f64, places: usize) -> Text {
        self.number_text(&format!("{:.places$}", rounded(value, places)))
    }

    /// A number that always carries its sign; zero carries none.
    #[must_use]
    pub fn signed(self, value: f64, places: usize) -> Text {
        let value = rounded(value, places);
        let plus = if value > 0.0 { "+" } else { "" };
        self.number_text(&format!("{plus}{value:.places$}"))
    }

    /// A ratio as a percentage: 0.064 is "6.4%".
    #[must_use]
    pub fn percent(self, ratio: f64, places: usize) -> Text {
        let number = self.written(&format!("{:.places$}", rounded(ratio * 100.0, places)));
        Text::finished(self.isolated(&format!("{number}{}", self.percent_sign())))
    }

    /// A change in proportion as a percentage that always carries its sign: 0.5 is "+50.0%"; zero carries none.
    #[must_use]
    pub fn signed_percent(self, ratio: f64, places: usize) -> Text {
        let value = rounded(ratio * 100.0, places);
        let plus = if value > 0.0 { "+" } else { "" };
        let number = self.written(&format!("{plus}{value:.places$}"));
        Text::finished(self.isolated(&format!("{number}{}", self.percent_sign())))
    }

    /// A difference of two ratios in percentage points: 0.011 is "1.1 pt". Without a sign: the arrow says it.
    #[must_use]
    pub fn points(self, difference: f64, places: usize) -> Text {
        self.t_args("unit-points", &[("n", Arg::Number((difference * 100.0).abs(), places))])
    }

    /// Days with their unit, at one decimal below ten days unless the number is whole.
    #[must_use]
    pub fn days(self, days: f64) -> Text {
        self.t_args("unit-days", &[("n", Arg::Number(days, day_places(days)))])
    }

    /// The number of days alone, for where the unit stands apart.
    #[must_use]
    pub fn days_number(self, days: f64) -> Text {
        self.decimal(days, day_places(days))
    }

    /// The unit that belongs to so many days.
    #[must_use]
    pub fn days_unit(self, days: f64) -> Text {
        self.t_args("unit-days-only", &[("n", Arg::Number(days, day_places(days)))])
    }

    /// Minutes as "2 h 10 min".
    #[must_use]
    pub fn duration(self, minutes: i64) -> Text {
        let (hours, rest) = (minutes.div_euclid(60), minutes.rem_euclid(60));
        match hours {
            0 => self.t_args("unit-minutes", &[("m", rest.into())]),
            _ => self.t_args("unit-hours-minutes", &[("h", hours.into()), ("m", rest.into())]),
        }
    }

    /// Two numbers as a range: "1–50".
    #[must_use]
    pub fn range(self, from: i64, to: i64) -> Text {
        let (from, to) = (self.written(&from.to_string()), self.written(&to.to_string()));
        Text::finished(self.isolated(&format!("{from}–{to}")))
    }

    /// A plain decimal such as `-1383.5` in the reader's digits, without isolation.
    pub(super) fn written(self, plain: &str) -> String {
        let (sign, digits) = match plain.as_bytes() {
            [b'-', ..] => (Some(MINUS), &plain[1..]),
            [b'+', ..] => (Some('+'), &plain[1..]),
            _ => (None, plain),
        };
        let formatter = match self.digits {
            Digits::Western => &WESTERN,
            Digits::Arabic => &ARABIC,
        };
        let written = formatter.with(|f| Some(f.as_ref()?.format_to_string(&Decimal::try_from_str(digits).ok()?)));
        sign.into_iter().chain(written.unwrap_or_else(|| digits.to_owned()).chars()).collect()
    }

    /// Digits of a text replaced by the reader's own, without grouping: years, times, versions.
    pub(super) fn digits(self, plain: &str) -> String {
        match self.digits {
            Digits::Western => plain.to_owned(),
            Digits::Arabic => {
                plain.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x0660 + d)).unwrap_or(c)).collect()
            }
        }
    }

    /// Keeps a number in its own order: Western digits run to the right and Arabic ones, with their signs, as the
    /// Arabic line does. English text with Western digits needs no isolation.
    pub(super) fn isolated(self, number: &str) -> String {
        match (self.digits, self.rtl()) {
            (Digits::Western, false) => number.to_owned(),
            (Digits::Western, true) => format!("{LTR}{number}{END}"),
            (Digits::Arabic, _) => format!("{RTL}{number}{END}"),
        }
    }

    fn number_text(self, plain: &str) -> Text {
        Text::finished(self.isolated(&self.written(plain)))
    }

    const fn percent_sign(self) -> char {
        match self.digits {
            Digits::Western => '%',
            Digits::Arabic => '٪',
        }
    }
}

/// Below ten days a tenth of a day matters.
fn day_places(days: f64) -> usize {
    let whole = (days - days.round()).abs() < 0.05;
    usize::from(days.abs() < 10.0 && !whole)
}
