//! How do the leads of each month come along? One row a month, one column a month since.

use super::trend::{Horizon, horizon};
use super::{Head, Question};
use crate::domain::period::{Period, Step};
use crate::domain::stage::Stage;
use crate::metrics::cohorts::{Reach, shares_by_offset};
use crate::metrics::conversion::{HorizonCount, Maturity, maturity, within_horizon};
use crate::metrics::figure::Figure;
use crate::metrics::funnel::{CohortCount, Funnel};
use crate::storage::StorageError;
use crate::storage::metrics::conversion;
use sqlx::PgConnection;

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Cohorts {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// The days of "converted within H days".
    pub horizon: Horizon,
    /// The months of the period, empty ones included.
    pub cohorts: Vec<Cohort>,
}

/// The leads created in one month.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Cohort {
    /// The month, cut to the period.
    pub period: Period,
    /// How many.
    pub leads: u64,
    /// Won within H days ÷ leads at least H days old.
    pub within_horizon: Figure,
    /// Whether that rate is final.
    pub maturity: Maturity,
    /// Won ÷ leads so far.
    pub lead_to_customer: Figure,
    /// What may still come.
    pub still_open: Figure,
    /// The stages after the first.
    pub stages: Vec<CohortStage>,
}

/// How far the leads of a month had come, month after month.
#[derive(Clone, Debug, serde::Serialize)]
pub struct CohortStage {
    /// The stage.
    pub stage: Stage,
    /// Leads that came so far ÷ leads of the cohort, as of now.
    pub reached: Figure,
    /// Of those, leads that came so far on an unknown day: in no month below.
    pub undated: u64,
    /// The share that had come so far by the end of the cohort's own month, of the next one, and so on. Null is not yet.
    pub by_offset: Vec<Option<Figure>>,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Cohorts, StorageError> {
    let scope = question.scope(question.period, question.as_of);
    let cohorts = question.period.steps(Step::Month);
    let first = Period::month_of(question.period.from);
    let last = Period::month_of(question.today().max(question.period.from));
    let months = Period { from: first.from, to: last.to }.steps(Step::Month);
    let horizon = horizon(db, question).await?;
    let counts = conversion::cohort_counts(db, &scope, &cohorts, None).await?;
    let within = conversion::horizon_counts(db, &scope, &cohorts, horizon.days).await?;
    let reaches = conversion::cohort_months(db, &scope, &cohorts, &months).await?;
    let row = |place: usize| {
        let own: Vec<CohortCount> = counts.iter().filter(|row| row.step == place).map(|row| row.count).collect();
        let evidence = Evidence { question, place, reaches: &reaches, months: &months };
        evidence.cohort(cohorts[place], &Funnel::of(&own), within[place], horizon.days)
    };
    Ok(Cohorts { head: question.head("cohorts"), horizon, cohorts: (0..cohorts.len()).map(row).collect() })
}

struct Evidence<'a> {
    question: &'a Question,
    place: usize,
    reaches: &'a [Reach],
    months: &'a [Period],
}

impl Evidence<'_> {
    fn cohort(&self, period: Period, funnel: &Funnel, within: HorizonCount, horizon: u16) -> Cohort {
        Cohort {
            period,
            leads: funnel.leads,
            within_horizon: within_horizon(within),
            maturity: maturity(period, horizon, within, self.question.today()),
            lead_to_customer: funnel.lead_to_customer,
            still_open: funnel.still_open,
            stages: (1..funnel.stages.len()).map(|rank| self.stage(funnel, rank)).collect(),
        }
    }

    fn stage(&self, funnel: &Funnel, rank: usize) -> CohortStage {
        let of_stage = self.reaches.iter().filter(|r| r.cohort == self.place && r.rank == rank);
        CohortStage {
            stage: funnel.stages[rank].stage,
            reached: funnel.stages[rank].cumulative,
            undated: of_stage.filter(|r| r.month.is_none()).map(|r| r.leads).sum(),
            by_offset: shares_by_offset(funnel.leads, self.place, rank, self.reaches, self.months, self.question.today()),
        }
    }
}
