//! Figures in words: a value with its unit, or why there is none; a change with its verdict.

use crate::domain::money::{Currency, Money};
use crate::i18n::{Text, Words};
use crate::metrics::change::{Change, Comparison, Verdict};
use crate::metrics::figure::{Figure, Interval, Reason, Unit};
use crate::reports::Compared;
use crate::web::chart::Svg;
use crate::web::components::{Cell, Delta, Direction, Judgement, KpiChange};
use askama::Template;
use askama::filters::HtmlSafe;

/// Hours from which on days are read more easily.
const DAYS_FROM: f64 = 72.0;

/// A value in its unit: "6.4%", "34 days", "SAR 4,180".
#[must_use]
pub fn in_unit(w: Words, value: f64, unit: Unit) -> Text {
    match unit {
        Unit::Ratio => w.percent(value, 1),
        Unit::Days => w.days(value),
        Unit::Hours => hours(w, value),
        Unit::Count => w.decimal(value, 0),
        Unit::Money(currency) => w.money_short(money(value, currency)),
    }
}

/// Hours as a person reads them: minutes and hours up to three days, days beyond.
fn hours(w: Words, hours: f64) -> Text {
    if hours >= DAYS_FROM {
        return w.days(hours / 24.0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "less than three days")]
    let minutes = (hours * 60.0).round() as i64;
    w.duration(minutes)
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

/// A cell of a rate, with its count where that is small.
#[must_use]
pub fn rate_cell(w: Words, rate: &Figure, href: Option<String>) -> Cell {
    match value(w, rate).filter(|_| rate.is_few()) {
        Some(value) => {
            let text = w.t_args("rate-few", &[("rate", value.into()), ("n", rate.n.into())]);
            href.map_or_else(|| Cell::of(&text), |href| Cell::link(text.clone(), href))
        }
        None => cell(w, rate, href),
    }
}

/// A cell with an interval; empty where there is none.
#[must_use]
pub fn interval_cell(w: Words, figure: &Figure) -> Cell {
    figure.interval.map_or_else(Cell::empty, |found| Cell::of(&interval(w, found, figure.unit)).class("muted fit"))
}

/// A drawing with what stands behind its figure, on hover and focus and for screen readers.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span class="wh" title="{{ detail.attr() }}" tabindex="0">{{ drawing }}<span class="sr">{{ detail }}</span></span>"#
)]
pub struct Hovered {
    detail: Text,
    drawing: Svg,
}
impl HtmlSafe for Hovered {}

impl Hovered {
    /// A drawing of a figure.
    #[must_use]
    pub fn new(w: Words, figure: &Figure, drawing: &Svg) -> Self {
        Self { detail: detail(w, figure).unwrap_or_default(), drawing: drawing.clone() }
    }
}

/// What is only read aloud: a drawing says it otherwise.
#[derive(Template)]
#[template(ext = "html", source = r#"<span class="sr">{{ text }}</span>"#)]
pub struct Hidden {
    text: Text,
}
impl HtmlSafe for Hidden {}

impl Hidden {
    /// A text.
    #[must_use]
    pub const fn new(text: Text) -> Self {
        Self { text }
    }
}

/// A link with what stands behind its number, on hover and focus and for screen readers.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<a href="{{ href }}" title="{{ detail.attr() }}">{{ text }}<span class="sr"> {{ detail }}</span></a>"#
)]
pub struct Titled {
    /// The number.
    pub text: Text,
    /// Its interval and its count.
    pub detail: Text,
    /// Its records.
    pub href: String,
}
impl HtmlSafe for Titled {}

/// What stands behind a figure: "95% interval: 41.2% to 46.4%, n = 1,383".
#[must_use]
pub fn detail(w: Words, figure: &Figure) -> Option<Text> {
    let n = w.t_args("fact-n", &[("n", figure.n.into())]);
    let range = figure.interval.map(|found| w.t_args("figure-interval", &[("range", interval(w, found, figure.unit).into())]));
    let parts: Vec<Text> = range.into_iter().chain(std::iter::once(n)).collect();
    figure.value.map(|_| w.list(&parts))
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

/// The change under a number, or why there is none.
#[must_use]
pub fn change(w: Words, compared: &Compared, versus: Option<&Text>) -> KpiChange {
    if compared.figure.value.is_none() {
        return KpiChange::Note(why(w, &compared.figure));
    }
    match &compared.comparison {
        None => KpiChange::Note(w.t("kpi-not-compared")),
        Some(comparison) => match delta(w, comparison, versus) {
            Ok(delta) => KpiChange::Delta(delta),
            Err(why) => KpiChange::Note(why),
        },
    }
}

/// The same as a cell.
#[must_use]
pub fn change_cell(w: Words, compared: &Compared) -> Cell {
    match change(w, compared, None) {
        KpiChange::Delta(delta) => Cell::of(&delta),
        KpiChange::Note(why) => Cell::none(why),
    }
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
