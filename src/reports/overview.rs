//! Are we getting better? The five headline numbers, each with its comparison and its last twelve months, and the funnel.

use super::funnel::{cohort, cohort_before, lead_to_customer};
use super::quality::new_by_quality;
use super::question::covering;
use super::revenue::new_customers;
use super::trend::{Horizon, Point, conversion_points, horizon, points};
use super::{Compared, Head, Question, cac, cycle, won_deals};
use crate::domain::period::Period;
use crate::metrics::change::Change;
use crate::metrics::conversion::HorizonCount;
use crate::metrics::deals::ClosedDeals;
use crate::metrics::figure::Figure;
use crate::metrics::funnel::Funnel;
use crate::metrics::ledger::{Ledger, Part};
use crate::metrics::metric::Metric;
use crate::metrics::quality::Quality;
use crate::storage::StorageError;
use crate::storage::metrics::conversion;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Overview {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// The days of "converted within H days".
    pub horizon: Horizon,
    /// The day since which the two teams work by agreement: a mark on every trend.
    pub alignment_start: Option<NaiveDate>,
    /// Won ÷ leads so far, compared at the same age. Its months show converted within H days.
    pub lead_to_customer: Card,
    /// Leads of the period that may still be won.
    pub still_open: Figure,
    /// Median days from the opening to the winning of a deal.
    pub cycle: Card,
    /// All cost ÷ new customers.
    pub cac: Card,
    /// New customers won.
    pub new_customers: Compared,
    /// Amounts of the deals won.
    pub revenue: Card,
    /// Growth since the period of equal calendar length before.
    pub revenue_growth: Change,
    /// Growth since the same period a year earlier.
    pub revenue_growth_over_year: Change,
    /// New leads.
    pub leads: Card,
    /// The new leads by their expected value.
    pub quality: Quality,
    /// Those of the period compared with.
    pub quality_before: Option<Quality>,
    /// Mean expected value of a new lead.
    pub lead_quality: Compared,
    /// The cohort funnel.
    pub funnel: Funnel,
    /// That of the period compared with, at the same age.
    pub funnel_before: Option<Funnel>,
}

/// A headline number.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Card {
    /// The number of the period beside the one before.
    #[serde(flatten)]
    pub compared: Compared,
    /// The last twelve months: the sparkline, and the trend that a person switches to.
    pub months: Vec<Point>,
}

/// What the cards are made from.
struct Evidence {
    months: Vec<Period>,
    horizon: Horizon,
    deals: ClosedDeals,
    ledger: Ledger,
    counts: Vec<HorizonCount>,
    funnel: Funnel,
    funnel_before: Option<Funnel>,
    quality: Quality,
    quality_before: Option<Quality>,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Overview, StorageError> {
    let found = evidence(db, question).await?;
    let currency = question.workspace.currency;
    let (previous, year) = (question.cut(question.period.previous()), question.cut(question.period.year_before()));
    let growth = |earlier| found.deals.won(question.period).growth_since(found.deals.won(earlier), currency);
    Ok(Overview {
        head: question.head("overview"),
        alignment_start: question.workspace.alignment_start,
        lead_to_customer: Card {
            compared: lead_to_customer(&found.funnel, found.funnel_before.as_ref()),
            months: conversion_points(question, &found.months, &found.counts, found.horizon.days),
        },
        still_open: found.funnel.still_open,
        cycle: found.card(question, Metric::Cycle, |period| cycle::median(&found.deals, period)),
        cac: found.card(question, Metric::Cac, |period| cac::ledger_cac(&found.ledger, &found.deals, period, Part::Full)),
        new_customers: new_customers(&found.deals, question),
        revenue: found.card(question, Metric::Revenue, |period| found.deals.won(period).total(currency)),
        revenue_growth: growth(previous),
        revenue_growth_over_year: growth(year),
        leads: found.leads_card(question),
        lead_quality: Compared::new(
            Metric::LeadQuality,
            found.quality.all.mean,
            found.quality_before.map(|before| before.all.mean),
        ),
        horizon: found.horizon,
        quality: found.quality,
        quality_before: found.quality_before,
        funnel: found.funnel,
        funnel_before: found.funnel_before,
    })
}

async fn evidence(db: &mut PgConnection, question: &Question) -> Result<Evidence, StorageError> {
    let months = question.trend_months();
    let span = covering(months[0], &months);
    let (previous, year) = (question.period.previous(), question.period.year_before());
    let horizon = horizon(db, question).await?;
    Ok(Evidence {
        horizon,
        deals: won_deals(db, question, &[span, previous, year]).await?,
        ledger: cac::ledger(db, question, covering(span, &[question.period, previous, year])).await?,
        counts: conversion::horizon_counts(db, &question.scope(span, question.as_of), &months, horizon.days).await?,
        funnel: cohort(db, question, question.period, question.as_of).await?,
        funnel_before: cohort_before(db, question).await?,
        quality: new_by_quality(db, question, question.period, question.as_of).await?,
        quality_before: match question.before() {
            Some(before) => Some(new_by_quality(db, question, before, question.at_the_same_age(before)).await?),
            None => None,
        },
        months,
    })
}

impl Evidence {
    fn card(&self, question: &Question, metric: Metric, figure: impl Fn(Period) -> Figure) -> Card {
        Card {
            compared: Compared::new(metric, figure(question.seen()), question.before().map(&figure)),
            months: points(question, &self.months, figure),
        }
    }

    fn leads_card(&self, question: &Question) -> Card {
        let count = |funnel: &Funnel| Figure::count(funnel.leads);
        let of_month = |month: Period| {
            let place = self.months.iter().position(|other| other.from == month.from);
            Figure::count(place.map_or(0, |place| self.counts[place].leads()))
        };
        Card {
            compared: Compared::new(Metric::Leads, count(&self.funnel), self.funnel_before.as_ref().map(count)),
            months: points(question, &self.months, of_month),
        }
    }
}
