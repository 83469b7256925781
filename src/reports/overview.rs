//! Are we getting better? The five headline numbers, each with its comparison and its last twelve months, and the funnel.

use super::funnel::{cohort, cohort_before, lead_to_customer};
use super::handoff_health::{self, Headlines};
use super::quality::new_by_quality;
use super::question::covering;
use super::revenue::new_customers;
use super::standings::Standings;
use super::trend::{Horizon, Point, conversion_points, horizon, points};
use super::{Compared, Head, Question, cac, closed_deals, cycle};
use crate::domain::period::Period;
use crate::metrics::change::Change;
use crate::metrics::conversion::HorizonCount;
use crate::metrics::deals::ClosedDeals;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::funnel::Funnel;
use crate::metrics::kpi::Kpi;
use crate::metrics::ledger::{Ledger, Part};
use crate::metrics::metric::Metric;
use crate::metrics::quality::Quality;
use crate::metrics::target::Standing;
use crate::storage::StorageError;
use crate::storage::metrics::conversion;
use crate::storage::metrics::deals::Detail;
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
    /// How that growth stands to its target.
    pub revenue_growth_target: Standing,
    /// Won ÷ closed, of the deals closed.
    pub win_rate: Card,
    /// Handoffs touched within their window, of those offered and settled.
    pub sla_attainment: Card,
    /// Accepted handoffs, of those offered and decided.
    pub acceptance: Card,
    /// New leads.
    pub leads: Card,
    /// The new leads by their expected value.
    pub quality: Quality,
    /// Those of the period compared with.
    pub quality_before: Option<Quality>,
    /// Mean expected value of a new lead.
    pub lead_quality: Compared,
    /// How it stands to its target.
    pub lead_quality_target: Standing,
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
    /// How it stands to its target.
    pub target: Standing,
}

/// What the cards are made from.
struct Evidence<'a> {
    standings: Standings<'a>,
    months: Vec<Period>,
    horizon: Horizon,
    deals: ClosedDeals,
    ledger: Ledger,
    counts: Vec<HorizonCount>,
    funnel: Funnel,
    funnel_before: Option<Funnel>,
    quality: Quality,
    quality_before: Option<Quality>,
    handoffs: Headlines,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Overview, StorageError> {
    let found = evidence(db, question).await?;
    let currency = question.workspace.currency;
    let (previous, year) = (question.cut(question.period.previous()), question.cut(question.period.year_before()));
    let revenue = found.deals.won(question.seen()).total(currency);
    let growth = |earlier| found.deals.won(question.period).growth_since(found.deals.won(earlier), currency);
    Ok(Overview {
        head: question.head("overview"),
        alignment_start: question.workspace.alignment_start,
        lead_to_customer: Card {
            compared: lead_to_customer(&found.funnel, found.funnel_before.as_ref()),
            months: conversion_points(question, &found.months, &found.counts, found.horizon.days),
            target: found.standings.conversion(),
        },
        still_open: found.funnel.still_open,
        cycle: found.card(question, Metric::Cycle, Kpi::Cycle, |period| cycle::median(&found.deals, period)),
        cac: found
            .card(question, Metric::Cac, Kpi::Cac, |period| cac::ledger_cac(&found.ledger, &found.deals, period, Part::Full)),
        new_customers: new_customers(&found.deals, question),
        revenue: Card {
            target: found.standings.revenue(revenue, &found.deals),
            ..found.card(question, Metric::Revenue, Kpi::Revenue, |period| found.deals.won(period).total(currency))
        },
        revenue_growth: growth(previous),
        revenue_growth_over_year: growth(year),
        revenue_growth_target: found.standings.of(Kpi::RevenueGrowth, growth_figure(growth(year), revenue.n)),
        win_rate: found.card(question, Metric::WinRate, Kpi::WinRate, |period| found.deals.win_rate(period)),
        sla_attainment: found.handoffs_card(Kpi::SlaAttainment, &found.handoffs.attainment),
        acceptance: found.handoffs_card(Kpi::Acceptance, &found.handoffs.acceptance),
        leads: found.leads_card(question),
        lead_quality: Compared::new(
            Metric::LeadQuality,
            found.quality.all.mean,
            found.quality_before.map(|before| before.all.mean),
        ),
        lead_quality_target: found.standings.of(Kpi::LeadQuality, found.quality.all.mean),
        horizon: found.horizon,
        quality: found.quality,
        quality_before: found.quality_before,
        funnel: found.funnel,
        funnel_before: found.funnel_before,
    })
}

async fn evidence<'a>(db: &mut PgConnection, question: &'a Question) -> Result<Evidence<'a>, StorageError> {
    let months = question.trend_months();
    let span = covering(months[0], &months);
    let (previous, year) = (question.period.previous(), question.period.year_before());
    let horizon = horizon(db, question).await?;
    Ok(Evidence {
        standings: Standings::load(db, question, horizon).await?,
        horizon,
        deals: closed_deals(db, question, &[span, previous, year], Detail::Deal).await?,
        ledger: cac::ledger(db, question, covering(span, &[question.period, previous, year])).await?,
        counts: conversion::horizon_counts(db, &question.scope(span, question.as_of), &months, horizon.days).await?,
        funnel: cohort(db, question, question.period, question.as_of).await?,
        funnel_before: cohort_before(db, question).await?,
        quality: new_by_quality(db, question, question.period, question.as_of).await?,
        quality_before: match question.before() {
            Some(before) => Some(new_by_quality(db, question, before, question.at_the_same_age(before)).await?),
            None => None,
        },
        handoffs: handoff_health::headlines(db, question).await?,
        months,
    })
}

impl Evidence<'_> {
    fn card(&self, question: &Question, metric: Metric, kpi: Kpi, figure: impl Fn(Period) -> Figure) -> Card {
        let now = figure(question.seen());
        Card {
            compared: Compared::new(metric, now, question.before().map(&figure)),
            months: points(question, &self.months, figure),
            target: self.standings.of(kpi, now),
        }
    }

    fn handoffs_card(&self, kpi: Kpi, (compared, months): &(Compared, Vec<Point>)) -> Card {
        Card { compared: *compared, months: months.clone(), target: self.standings.of(kpi, compared.figure) }
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
            target: self.standings.leads(count(&self.funnel)),
        }
    }
}

/// Growth as a figure: what can be judged by a target.
pub(super) fn growth_figure(growth: Change, n: u64) -> Figure {
    match growth {
        Change::NotComparable { reason } => Figure::none(Unit::Ratio, reason),
        change => change.value().map_or(Figure::none(Unit::Ratio, Reason::NothingBefore), |v| Figure::plain(v, n, Unit::Ratio)),
    }
}
