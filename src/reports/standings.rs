//! How the numbers of a question stand to their targets.

use super::Question;
use super::trend::{Horizon, Point};
use crate::domain::period::{Period, Step};
use crate::metrics::conversion::{maturity, within_horizon};
use crate::metrics::deals::ClosedDeals;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::kpi::Kpi;
use crate::metrics::target::{Asked, Course, Standing, Targets};
use crate::storage::metrics::conversion;
use crate::storage::{StorageError, kpis};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::collections::HashMap;

/// The targets of every number, and what judging them takes beside the numbers themselves.
pub(super) struct Standings<'a> {
    question: &'a Question,
    months: Vec<Period>,
    targets: HashMap<Kpi, Targets>,
    conversion: Option<(Figure, Option<NaiveDate>)>,
    leads_before: Option<Course>,
}

impl<'a> Standings<'a> {
    /// Loads them. What no target asks for is not counted.
    pub(super) async fn load(db: &mut PgConnection, question: &'a Question, horizon: Horizon) -> Result<Self, StorageError> {
        let targets = kpis::targets(&mut *db, question.workspace.currency).await?;
        let wants =
            |kpi: Kpi| question.filters.asked().is_empty() && targets.get(&kpi).is_some_and(|targets| !targets.is_empty());
        Ok(Self {
            question,
            months: question.trend_months(),
            conversion: if wants(Kpi::WithinHorizon) { Some(of_cohort(db, question, horizon.days).await?) } else { None },
            leads_before: if wants(Kpi::Leads) && question.is_running() { Some(leads_before(db, question).await?) } else { None },
            targets,
        })
    }

    /// How a number of the question's period stands.
    pub(super) fn of(&self, kpi: Kpi, figure: Figure) -> Standing {
        self.judged(kpi, self.question.period, figure, None, None)
    }

    /// How the leads of the period stand.
    pub(super) fn leads(&self, figure: Figure) -> Standing {
        self.judged(Kpi::Leads, self.question.period, figure, None, self.leads_before)
    }

    /// How the revenue of the period stands; the course of the year before is in the deals.
    pub(super) fn revenue(&self, figure: Figure, deals: &ClosedDeals) -> Standing {
        let year = self.question.period.year_before();
        let total = |period: Period| deals.won(period).total(self.question.workspace.currency).value;
        let past = total(self.question.cut(year)).zip(total(year)).map(|(reached, whole)| Course { reached, whole });
        self.judged(Kpi::Revenue, self.question.period, figure, None, past)
    }

    /// How the leads created in the period convert within H days. Without a target nothing was counted.
    pub(super) fn conversion(&self) -> Standing {
        let unknown = Figure::none(Unit::Ratio, Reason::Immature);
        let (figure, matures_on) = self.conversion.unwrap_or((unknown, None));
        self.judged(Kpi::WithinHorizon, self.question.period, figure, matures_on, None)
    }

    fn judged(&self, kpi: Kpi, period: Period, figure: Figure, matures_on: Option<NaiveDate>, past: Option<Course>) -> Standing {
        let none = Targets::default();
        let targets = self.targets.get(&kpi).unwrap_or(&none);
        let is_filtered = !self.question.filters.asked().is_empty();
        let asked = Asked { period, today: self.question.today(), figure, matures_on, past, is_filtered };
        Standing::of(kpi, targets, &self.months, &asked)
    }
}

/// The targets of a number in the months of the question's period that have begun; none where records are left out.
pub(super) async fn month_targets(
    db: &mut PgConnection,
    question: &Question,
    kpi: Kpi,
) -> Result<Vec<Option<f64>>, StorageError> {
    let months = question.seen().steps(Step::Month).len();
    if !question.filters.asked().is_empty() {
        return Ok(vec![None; months]);
    }
    let targets = kpis::targets(db, question.workspace.currency).await?.remove(&kpi).unwrap_or_default();
    Ok(targets.by_month(kpi.kind(), question.period, months))
}

async fn of_cohort(
    db: &mut PgConnection,
    question: &Question,
    horizon: u16,
) -> Result<(Figure, Option<NaiveDate>), StorageError> {
    let scope = question.scope(question.period, question.as_of);
    let counts = conversion::horizon_counts(db, &scope, &[question.period], horizon).await?;
    let count = counts.first().copied().unwrap_or_default();
    let maturity = maturity(question.period, horizon, count, question.today());
    Ok((within_horizon(count), (!maturity.is_mature).then_some(maturity.matures_on)))
}

/// Leads created in the same period a year before: by the same day, and in all of it.
async fn leads_before(db: &mut PgConnection, question: &Question) -> Result<Course, StorageError> {
    let year = question.period.year_before();
    let reached = question.cut(year);
    let parts: Vec<Period> = [Some(reached), Period::new(reached.to, year.to)].into_iter().flatten().collect();
    let counts = conversion::horizon_counts(db, &question.scope(year, question.as_of), &parts, 0).await?;
    let leads = |counts: &[crate::metrics::conversion::HorizonCount]| {
        Figure::count(counts.iter().map(|count| count.leads()).sum()).value.unwrap_or_default()
    };
    Ok(Course { reached: leads(&counts[..counts.len().min(1)]), whole: leads(&counts) })
}

/// The newest month whose leads are all old enough.
pub(super) fn newest_mature(months: &[Point]) -> Option<&Point> {
    months.iter().rev().find(|month| month.matures_on.is_none() && !month.is_running)
}
