//! How far do leads come? The cohort funnel of the leads created in a period, and, labelled as such, the period funnel of
//! what happened in it.

use super::{Compared, Head, Question};
use crate::domain::period::Period;
use crate::metrics::funnel::{CohortCount, Funnel, LeftRow, PeriodStage, Standing, left_by_reason, period_funnel, standing};
use crate::metrics::metric::Metric;
use crate::storage::StorageError;
use crate::storage::metrics::{Dimension, conversion, stages};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct FunnelReport {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// Leads created in the period, as far as they have come.
    pub cohort: Funnel,
    /// Leads created in the period compared with, read at the same age.
    pub cohort_before: Option<Funnel>,
    /// Won ÷ leads so far, compared at the same age.
    pub lead_to_customer: Compared,
    /// The rate into each stage from the one before it, compared at the same age; the first is that of MQLs.
    pub stage_rates: Vec<Compared>,
    /// Why the leads that are lost, disqualified or recycled are so.
    pub left: Vec<LeftRow>,
    /// The cohort by a dimension, where one was asked for.
    pub breakdown: Option<Breakdown>,
    /// What happened in the period, whenever the leads were created: ratios may pass 100 %.
    pub period_funnel: Vec<PeriodStage>,
}

/// The cohort by the values of a dimension.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Breakdown {
    /// By what.
    pub dimension: Dimension,
    /// One row a value, most leads first.
    pub rows: Vec<BreakdownRow>,
}

/// The funnel of the leads with one value.
#[derive(Clone, Debug, serde::Serialize)]
pub struct BreakdownRow {
    /// The value; none where the leads have none.
    pub value: Option<String>,
    /// Their funnel.
    pub funnel: Funnel,
    /// How its lead-to-customer rate stands against that of all other leads.
    pub standing: Standing,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<FunnelReport, StorageError> {
    let cohort = cohort(db, question, question.period, question.as_of).await?;
    let cohort_before = cohort_before(db, question).await?;
    let breakdown = match question.by {
        Some(dimension) => Some(breakdown(db, question, dimension, &cohort).await?),
        None => None,
    };
    let scope = question.scope(question.period, question.as_of);
    let left = left_by_reason(stages::reasons(db, &scope).await?);
    let entries = conversion::stage_entries(db, &scope).await?;
    Ok(FunnelReport {
        head: question.head("funnel"),
        lead_to_customer: lead_to_customer(&cohort, cohort_before.as_ref()),
        stage_rates: stage_rates(&cohort, cohort_before.as_ref()),
        cohort,
        cohort_before,
        left,
        breakdown,
        period_funnel: period_funnel(entries),
    })
}

/// The funnel of the leads created in a period.
pub(super) async fn cohort(
    db: &mut PgConnection,
    question: &Question,
    period: Period,
    as_of: DateTime<Utc>,
) -> Result<Funnel, StorageError> {
    let rows = conversion::cohort_counts(db, &question.scope(period, as_of), &[period], None).await?;
    Ok(Funnel::of(&rows.into_iter().map(|row| row.count).collect::<Vec<_>>()))
}

/// The funnel compared with, its leads as old as those of the period are now.
pub(super) async fn cohort_before(db: &mut PgConnection, question: &Question) -> Result<Option<Funnel>, StorageError> {
    match question.before() {
        Some(before) => Ok(Some(cohort(db, question, before, question.at_the_same_age(before)).await?)),
        None => Ok(None),
    }
}

/// The cohort rate compared at the same age.
pub(super) fn lead_to_customer(now: &Funnel, before: Option<&Funnel>) -> Compared {
    Compared::new(Metric::LeadToCustomer, now.lead_to_customer, before.map(|funnel| funnel.lead_to_customer))
}

fn stage_rates(now: &Funnel, before: Option<&Funnel>) -> Vec<Compared> {
    let rate = |funnel: &Funnel, at: usize| funnel.stages[at].next;
    let compared = |at| Some(Compared::new(Metric::StageRate, rate(now, at)?, before.and_then(|funnel| rate(funnel, at))));
    (0..now.stages.len()).filter_map(compared).collect()
}

async fn breakdown(
    db: &mut PgConnection,
    question: &Question,
    dimension: Dimension,
    all: &Funnel,
) -> Result<Breakdown, StorageError> {
    let scope = question.scope(question.period, question.as_of);
    let mut groups: BTreeMap<Option<String>, Vec<CohortCount>> = BTreeMap::new();
    for row in conversion::cohort_counts(db, &scope, &[question.period], Some(dimension)).await? {
        groups.entry(row.value).or_default().push(row.count);
    }
    let row = |(value, counts): (Option<String>, Vec<CohortCount>)| {
        let funnel = Funnel::of(&counts);
        BreakdownRow { value, standing: standing(&funnel.lead_to_customer, &all.lead_to_customer), funnel }
    };
    let mut rows: Vec<_> = groups.into_iter().map(row).collect();
    rows.sort_by(|a, b| b.funnel.leads.cmp(&a.funnel.leads).then_with(|| a.value.cmp(&b.value)));
    Ok(Breakdown { dimension, rows })
}
