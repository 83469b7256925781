//! A figure month by month: its line, what it says, and what is not final.

use super::{axes, figures};
use crate::domain::period::Period;
use crate::i18n::{Text, Words};
use crate::metrics::figure::{Figure, Unit};
use crate::web::chart::{self, Line, Svg};

/// Height of the drawing.
const HEIGHT: u32 = 250;

/// A month with its figure.
#[derive(Clone, Debug)]
pub struct Month {
    /// The days, cut to what is asked about.
    pub period: Period,
    /// The figure.
    pub figure: Figure,
    /// Whether it is not over.
    pub is_running: bool,
    /// The records behind it.
    pub href: String,
}

/// The line; none where no month has a value.
#[must_use]
pub fn line(w: Words, months: &[Month]) -> Option<Svg> {
    let unit = months.first().map_or(Unit::Count, |month| month.figure.unit);
    months.iter().find(|month| month.figure.value.is_some())?;
    let point = |(at, month): (usize, &Month)| chart::Point {
        value: month.figure.value.map(|value| axes::drawn(value, unit)),
        text: figures::value(w, &month.figure).unwrap_or_default(),
        label: w.month_label(month.period.from, at == 0),
        name: w.month(month.period.from),
        href: Some(month.href.clone()),
    };
    let line = Line {
        ticks: axes::ticks(w, unit, months.iter().filter_map(|month| month.figure.value)),
        points: months.iter().enumerate().map(point).collect(),
        provisional: months.iter().rev().take_while(|month| month.is_running).count(),
        height: HEIGHT,
        ..Line::default()
    };
    Some(chart::line(w.into(), &line))
}

/// The first and the last month that are over, in words.
#[must_use]
pub fn takeaway(w: Words, months: &[Month]) -> Option<Text> {
    let mut known = months.iter().filter(|month| !month.is_running && month.figure.value.is_some());
    let (first, last) = (known.next()?, known.next_back()?);
    let said = |month: &Month| Some((figures::value(w, &month.figure)?, w.month(month.period.from)));
    let ((before, then), (after, now)) = (said(first)?, said(last)?);
    let args = [("before", before.into()), ("then", then.into()), ("after", after.into()), ("now", now.into())];
    Some(w.t_args("trend-takeaway", &args))
}

/// That the last month runs.
#[must_use]
pub fn note(w: Words, months: &[Month]) -> Option<Text> {
    let running = months.last().filter(|month| month.is_running)?;
    let args = [("month", w.month(running.period.from).into()), ("date", w.day_month(running.period.last_day()).into())];
    Some(w.t_args("trend-running", &args))
}
