//! Figures in words: a value with its unit, or why there is none; a change with its verdict.

use crate::domain::money::{Currency, Money};
use crate::i18n::{Text, Words};
use crate::metrics::change::{Change, Comparison, Verdict};
use crate::metrics::figure::{Figure, Interval, Reason, Unit};
use crate::web::components::{Cell, Delta, Direction, Judgement};

/// A value in its unit: "6.4%", "34 days", "SAR 4,180".
#[must_use]
pub fn in_unit(w: Words, value: f64, unit: Unit) -> Text {
    match unit {
        Unit::Ratio => w.percent(value, 1),
        Unit::Days => w.days(value),
        Unit::Count => w.decimal(value, 0),
        Unit::Money(currency) => w.money_short(money(value, currency)),
    }
}

/// The value of a figure, if it has one.
#[must_use]
pub fn value(w: Words, figure: &Figure) -> Option<Text> {
    figure.value.map(|value| in_unit(w, value, figure.unit))
}

/// Why a figure has no value.
#[must_use]
pub fn reason(w: Words, reason: Reason) -> Text {
    w.t(&format!("reason-{}", reason.key().replace('_', "-")))
}

/// Why a figure has no value, in words that always say something.
#[must_use]
pub fn why(w: Words, figure: &Figure) -> Text {
    figure.reason.map_or_else(|| w.t("kpi-no-data"), |found| reason(w, found))
}

/// A cell of a table: the value with its rows, or a dash with the reason.
#[must_use]
pub fn cell(w: Words, figure: &Figure, href: Option<String>) -> Cell {
    match (value(w, figure), href) {
        (Some(text), Some(href)) => Cell::link(text, href),
        (Some(text), None) => Cell::of(&text),
        (None, _) => Cell::none(why(w, figure)),
    }
}

/// Both ends of an interval.
#[must_use]
pub fn interval(w: Words, interval: Interval, unit: Unit) -> Text {
    let (lo, hi) = (in_unit(w, interval.lo, unit), in_unit(w, interval.hi, unit));
    w.t_args("interval-range", &[("lo", lo.into()), ("hi", hi.into())])
}

/// Minor units as money; derived money has fractions of them.
#[must_use]
pub fn money(minor: f64, currency: Currency) -> Money {
    #[expect(clippy::cast_possible_truncation, reason = "amounts are far below 2^63, and the conversion saturates")]
    let minor = minor.round() as i64;
    Money { minor, currency }
}

/// A change: how much, which way, and whether that is good. The error says why there is none.
///
/// # Errors
/// The words that stand in its place.
pub fn delta(w: Words, comparison: &Comparison, versus: Option<&Text>) -> Result<Delta, Text> {
    let text = match comparison.change {
        Change::New => w.t("delta-new"),
        Change::NotComparable { reason: found } => return Err(not_comparable(w, found, versus)),
        Change::Points { value } => w.points(value, 1),
        Change::Percent { value } => w.percent(value.abs(), 1),
    };
    let direction = match comparison.change.value() {
        None => Direction::Up,
        Some(_) if comparison.verdict == Verdict::Same => Direction::Same,
        Some(value) if value.abs() < 0.000_5 => Direction::Same,
        Some(value) if value > 0.0 => Direction::Up,
        Some(_) => Direction::Down,
    };
    let judgement = match comparison.verdict {
        Verdict::Better => Judgement::Better,
        Verdict::Worse => Judgement::Worse,
        Verdict::Same | Verdict::NotJudged => Judgement::Neutral,
    };
    // What came from nothing is compared with nothing.
    let versus = versus.filter(|_| comparison.change != Change::New).cloned();
    Ok(Delta { w, direction, judgement, text, versus })
}

/// Why there is no change: what lacks is lacking in the earlier period, and must not read as if it lacked in this one.
fn not_comparable(w: Words, found: Reason, versus: Option<&Text>) -> Text {
    match versus {
        Some(versus) if found != Reason::NothingBefore => {
            w.t_args("delta-lacks", &[("versus", versus.into()), ("reason", reason(w, found).into())])
        }
        _ => reason(w, found),
    }
}
