//! Names of periods: "Q3 2026", "Sep 2026", "1 Jul to 29 Sep 2026".

use crate::domain::period::Period;
use crate::i18n::{Text, Words};
use crate::reports::{Compare, Question};
use crate::web::extract::Asked;
use crate::web::extract::period::{Calendar, PeriodParam};

/// The name of a period with its year.
#[must_use]
pub fn period_name(w: Words, period: Period, calendar: &Calendar) -> Text {
    match quarter(period, calendar) {
        Some((year, quarter)) => w.t_args(&format!("period-quarter-{quarter}"), &[("year", w.year(year).into())]),
        None => w.period(period),
    }
}

/// The name of the period of a page.
#[must_use]
pub fn asked_name(w: Words, asked: &Asked, period: Period) -> Text {
    period_name(w, period, asked.calendar())
}

/// What a figure is compared with: "vs Q2", or while the period runs "vs Q2 to day 23".
#[must_use]
pub fn versus(w: Words, question: &Question, calendar: &Calendar) -> Option<Text> {
    let name = compared_name(w, question, calendar)?;
    let is_cut = question.before().is_some_and(|before| Some(before) != whole(question));
    Some(if is_cut {
        w.t_args("versus-to-day", &[("period", name.into()), ("day", question.seen().days().into())])
    } else {
        w.t_args("versus", &[("period", name.into())])
    })
}

/// The name of what a figure is compared with; without its year where that is the same.
#[must_use]
pub fn compared_name(w: Words, question: &Question, calendar: &Calendar) -> Option<Text> {
    let other = whole(question)?;
    Some(match (quarter(other, calendar), quarter(question.period, calendar)) {
        (Some((year, quarter)), Some((this, _))) if year == this => w.t(&format!("period-quarter-only-{quarter}")),
        _ => period_name(w, other, calendar),
    })
}

/// The period compared with before it is cut.
fn whole(question: &Question) -> Option<Period> {
    match question.compare {
        Compare::Previous => Some(question.period.previous()),
        Compare::Year => Some(question.period.year_before()),
        Compare::None => None,
    }
}

/// The fiscal quarter that a period is.
fn quarter(period: Period, calendar: &Calendar) -> Option<(i32, u32)> {
    match PeriodParam::quarter_of(period.from, calendar) {
        PeriodParam::Quarter(year, quarter) if period == Period::quarter_of(period.from, calendar.fiscal_month) => {
            Some((year, quarter))
        }
        _ => None,
    }
}
