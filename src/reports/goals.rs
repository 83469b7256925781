//! Are the two teams where they wanted to be? Every number with an owner and a target, as it stands in a period.

use super::overview::{self, Overview, growth_figure};
use super::standings::newest_mature;
use super::trend::{Horizon, Point};
use super::{Head, Question};
use crate::domain::period::Period;
use crate::metrics::figure::{Figure, Reason, Unit};
use crate::metrics::kpi::Kpi;
use crate::metrics::target::{Asked, Standing, Targets};
use crate::storage::{StorageError, kpis};
use sqlx::PgConnection;

/// The report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Goals {
    /// The question.
    #[serde(flatten)]
    pub head: Head,
    /// The days of "converted within H days".
    pub horizon: Horizon,
    /// One a number.
    pub goals: Vec<Goal>,
}

/// A number as it stands.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Goal {
    /// Which.
    pub kpi: Kpi,
    /// The days that it is read over: those of the question; of conversion the newest month whose leads are old enough.
    pub period: Period,
    /// The number.
    pub figure: Figure,
    /// How it stands to its target.
    pub target: Standing,
    /// Whether somebody of marketing answers for it.
    pub has_marketing_owner: bool,
    /// Whether somebody of sales answers for it.
    pub has_sales_owner: bool,
}

/// Loads the report.
pub async fn load(db: &mut PgConnection, question: &Question) -> Result<Goals, StorageError> {
    let overview = overview::load(db, question).await?;
    let targets = kpis::targets(&mut *db, question.workspace.currency).await?;
    let owned = kpis::list(&mut *db).await?;
    let none = Targets::default();
    let goal = |kpi: &Kpi| {
        let (period, figure, target) = read(*kpi, question, &overview, targets.get(kpi).unwrap_or(&none));
        let owners = owned.iter().find(|stored| stored.kpi == *kpi);
        Goal {
            kpi: *kpi,
            period,
            figure,
            target,
            has_marketing_owner: owners.is_some_and(|stored| stored.marketing.is_some()),
            has_sales_owner: owners.is_some_and(|stored| stored.sales.is_some()),
        }
    };
    let goals = Kpi::ALL.iter().map(goal).collect();
    Ok(Goals { head: question.head("goals"), horizon: overview.horizon, goals })
}

fn read(kpi: Kpi, question: &Question, found: &Overview, targets: &Targets) -> (Period, Figure, Standing) {
    let (figure, target) = match kpi {
        Kpi::WithinHorizon => return conversion(question, &found.lead_to_customer.months, targets),
        Kpi::Cycle => (found.cycle.compared.figure, &found.cycle.target),
        Kpi::Cac => (found.cac.compared.figure, &found.cac.target),
        Kpi::Revenue => (found.revenue.compared.figure, &found.revenue.target),
        Kpi::RevenueGrowth => {
            (growth_figure(found.revenue_growth_over_year, found.revenue.compared.figure.n), &found.revenue_growth_target)
        }
        Kpi::Leads => (found.leads.compared.figure, &found.leads.target),
        Kpi::WinRate => (found.win_rate.compared.figure, &found.win_rate.target),
        Kpi::LeadQuality => (found.lead_quality.figure, &found.lead_quality_target),
        Kpi::SlaAttainment => (found.sla_attainment.compared.figure, &found.sla_attainment.target),
        Kpi::Acceptance => (found.acceptance.compared.figure, &found.acceptance.target),
    };
    (question.seen(), figure, target.clone())
}

/// No target judges a month whose leads are too young: the newest of the others stands for now.
fn conversion(question: &Question, months: &[Point], targets: &Targets) -> (Period, Figure, Standing) {
    let mature = newest_mature(months);
    let period = mature.map_or(question.period, |month| month.period);
    let figure = mature.map_or(Figure::none(Unit::Ratio, Reason::Immature), |month| month.figure);
    let asked = Asked {
        period,
        today: question.today(),
        figure,
        matures_on: None,
        past: None,
        is_filtered: !question.filters.asked().is_empty(),
    };
    (period, figure, Standing::of(Kpi::WithinHorizon, targets, &question.trend_months(), &asked))
}
