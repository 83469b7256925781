//! Deals as evidence, and what is folded from them: win rate, revenue, customers, durations (METRICS.md §§1, 4, 5).

use super::conversion;
use super::exchange::Rates;
use super::figure::Figure;
use super::revenue::{RevenueStep, Source, Won};
use super::survival::{Observation, Outcome};
use crate::domain::ids::DealId;
use crate::domain::moment::Moment;
use crate::domain::money::Money;
use crate::domain::period::{Period, Step};
use crate::domain::person::keyed;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::ops::Range;

/// The first touch of a deal's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstTouch {
    /// When.
    pub at: Moment,
    /// Its channel, if it has one.
    pub channel: Option<String>,
}

/// A deal that was closed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedDeal {
    /// Which.
    pub id: DealId,
    /// When it was opened, if that is known.
    pub opened: Option<Moment>,
    /// When it was closed.
    pub closed: Moment,
    /// Won, or lost.
    pub is_won: bool,
    /// What it brought, if that is known.
    pub amount: Option<Money>,
    /// Whether it won a new customer.
    pub is_new_customer: bool,
    /// What is known of where it came from, where that was asked for: apart, because most questions look at a hundred
    /// thousand deals without it.
    pub origin: Option<Box<Origin>>,
}

/// Where a deal came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// When its primary lead was created.
    pub lead_created: Option<Moment>,
    /// The channel of that lead's first source.
    pub lead_channel: Option<String>,
    /// The first touch of its people.
    pub first_touch: Option<FirstTouch>,
}

impl ClosedDeal {
    fn lead_created(&self) -> Option<Moment> {
        self.origin.as_ref()?.lead_created
    }
    fn first_touch(&self) -> Option<&FirstTouch> {
        self.origin.as_ref()?.first_touch.as_ref()
    }
}

keyed!(
    /// From where to the winning a duration is measured.
    Clock {
        /// The opening of the deal.
        Opportunity = "opportunity",
        /// The creation of the primary lead.
        Lead = "lead",
        /// The first touch of the deal's people.
        FirstTouch = "first_touch",
    }
);

/// Durations of won deals, and the deals that have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Durations {
    /// Days, in no order.
    pub days: Vec<f64>,
    /// Deals without the moment that the clock starts from.
    pub without_start: u64,
    /// Deals won before the clock starts: errors of the data.
    pub negative: u64,
}

/// Deals closed in the time that a question is about.
#[derive(Clone, Debug)]
pub struct ClosedDeals {
    /// By the day of closing.
    deals: Vec<ClosedDeal>,
    /// The local day of closing of each.
    days: Vec<NaiveDate>,
    zone: Tz,
    rates: Rates,
}

impl ClosedDeals {
    /// Deals, the zone of their days and the rates of their currencies. A touch after the closing is none of the deal's.
    #[must_use]
    pub fn new(deals: Vec<ClosedDeal>, zone: Tz, rates: Rates) -> Self {
        let mut calendar = DayFinder { zone, last: None };
        let mut deals = deals;
        let mut days = Vec::with_capacity(deals.len());
        for deal in &mut deals {
            days.push(calendar.day(deal.closed));
            if let Some(origin) = &mut deal.origin {
                origin.first_touch.take_if(|touch| !happened_by(touch.at, deal.closed, zone));
            }
        }
        // Mostly they come in order, and they are many to be moved.
        if !days.is_sorted() {
            let mut dated: Vec<_> = days.into_iter().zip(deals).collect();
            dated.sort_by_key(|(day, _)| *day);
            (days, deals) = dated.into_iter().unzip();
        }
        Self { deals, days, zone, rates }
    }

    fn within(&self, period: Period) -> impl Iterator<Item = &ClosedDeal> {
        self.deals[self.places(period)].iter()
    }

    fn places(&self, period: Period) -> Range<usize> {
        let before = |day: NaiveDate| self.days.partition_point(|closed| *closed < day);
        before(period.from)..before(period.to).max(before(period.from))
    }

    fn won_within(&self, period: Period) -> impl Iterator<Item = &ClosedDeal> {
        self.within(period).filter(|deal| deal.is_won)
    }

    fn count(&self, deal: &ClosedDeal) -> Won {
        let minor = deal.amount.and_then(|amount| {
            let is_same = amount.currency == self.rates.currency(); // of every day alike
            if is_same { Some(amount.minor) } else { self.rates.convert(amount, deal.closed.local_date(self.zone)) }
        });
        let unrated = deal.amount.is_some() && minor.is_none();
        Won { deals: 1, priced: u64::from(minor.is_some()), unrated: u64::from(unrated), minor: minor.unwrap_or(0) }
    }

    /// What was won in a period.
    #[must_use]
    pub fn won(&self, period: Period) -> Won {
        self.won_within(period).fold(Won::default(), |sum, deal| sum.and(self.count(deal)))
    }

    /// Won ÷ closed in a period.
    #[must_use]
    pub fn win_rate(&self, period: Period) -> Figure {
        let (won, all) = (self.won_within(period).count() as u64, self.within(period).count() as u64);
        conversion::win_rate(won, all - won)
    }

    /// New customers won in a period.
    #[must_use]
    pub fn new_customers(&self, period: Period) -> u64 {
        self.won_within(period).filter(|deal| deal.is_new_customer).count() as u64
    }

    /// How long the deals won in a period took.
    #[must_use]
    pub fn durations(&self, period: Period, clock: Clock) -> Durations {
        let mut found = Durations::default();
        for deal in self.won_within(period) {
            let start = match clock {
                Clock::Opportunity => deal.opened,
                Clock::Lead => deal.lead_created(),
                Clock::FirstTouch => deal.first_touch().map(|touch| touch.at),
            };
            match start.map(|start| start.days_until(deal.closed, self.zone)) {
                None => found.without_start += 1,
                Some(days) if days < 0.0 => found.negative += 1,
                Some(days) => found.days.push(days),
            }
        }
        found
    }

    /// Revenue month by month, months without a deal included. A month is compared with as many days of the one before
    /// it as it has itself: a running month is not set against a whole one.
    #[must_use]
    pub fn revenue_by_month(&self, period: Period) -> Vec<RevenueStep> {
        let months = period.steps(Step::Month);
        let currency = self.rates.currency();
        let growth = |at: usize| {
            let (month, before) = (months[at], months[at.checked_sub(1)?]);
            let before = if is_whole(month) { before } else { before.first_days(month.days()) };
            (before.from.day() == 1).then(|| self.won(month).growth_since(self.won(before), currency))
        };
        (0..months.len())
            .map(|at| {
                let (won, year_before) = (self.won(months[at]), months[at].year_before());
                RevenueStep {
                    period: months[at],
                    revenue: won.total(currency),
                    deals: won.deals,
                    growth: growth(at),
                    growth_over_year: Some(won.growth_since(self.won(year_before), currency)),
                }
            })
            .collect()
    }

    /// What was won in a period, by the channel of the first touch ever.
    #[must_use]
    pub fn won_by_channel(&self, period: Period) -> Vec<(Source, Won)> {
        let mut rows: BTreeMap<Source, Won> = BTreeMap::new();
        for deal in self.won_within(period) {
            let row = rows.entry(source(deal)).or_default();
            *row = row.and(self.count(deal));
        }
        rows.into_iter().collect()
    }

    /// New customers of a period, by the channel of the first touch ever.
    #[must_use]
    pub fn customers_by_channel(&self, period: Period) -> BTreeMap<Source, f64> {
        let mut rows = BTreeMap::new();
        for deal in self.won_within(period).filter(|deal| deal.is_new_customer) {
            *rows.entry(source(deal)).or_default() += 1.0;
        }
        rows
    }
}

/// Finds the local days of moments of which many share one.
struct DayFinder {
    zone: Tz,
    last: Option<(NaiveDate, DateTime<Utc>, DateTime<Utc>)>,
}

impl DayFinder {
    fn day(&mut self, moment: Moment) -> NaiveDate {
        let Moment::Instant(at) = moment else { return moment.local_date(self.zone) };
        match self.last {
            Some((day, from, to)) if from <= at && at < to => day,
            _ => {
                let day = moment.local_date(self.zone);
                self.last = Some((day, Moment::Date(day).begins(self.zone), Moment::Date(day).ends(self.zone)));
                day
            }
        }
    }
}

/// Whether something happened at or before a moment; of a date its end is meant.
fn happened_by(moment: Moment, end: Moment, zone: Tz) -> bool {
    match end {
        Moment::Instant(at) => moment.has_happened(at, zone),
        Moment::Date(day) => moment.local_date(zone) <= day,
    }
}

fn is_whole(month: Period) -> bool {
    month == Period::month_of(month.from)
}

/// The channel of the first touch; the lead's first source where there is none.
fn source(deal: &ClosedDeal) -> Source {
    let created = deal.origin.as_ref().and_then(|origin| origin.lead_channel.as_ref());
    let touched = deal.first_touch().and_then(|touch| touch.channel.as_ref());
    touched.or(created).map_or(Source::Unattributed, |channel| Source::Channel(channel.clone()))
}

/// A deal that was opened, and what is known of its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OpenedDeal {
    /// When it was opened.
    pub opened: Moment,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// Won (true), lost (false), or open.
    pub won: Option<bool>,
}

impl OpenedDeal {
    /// The deal as one that is followed to now; none if it ended on an unknown day.
    #[must_use]
    pub fn followed(self, now: DateTime<Utc>, zone: Tz) -> Option<Observation> {
        match (self.closed, self.won) {
            (Some(closed), Some(won)) if closed.has_happened(now, zone) => {
                let outcome = if won { Outcome::Won } else { Outcome::Lost };
                Some(Observation { days: self.opened.days_until(closed, zone), outcome })
            }
            (None, Some(_)) => None,
            _ => Some(Observation { days: self.opened.days_until_now(now, zone), outcome: Outcome::Open }),
        }
    }
}

#[cfg(test)]
#[path = "deals_tests.rs"]
mod tests;
