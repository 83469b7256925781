//! What changed its state since somebody last looked, and by which rows.

use super::Question;
use super::overview::Overview;
use crate::domain::moment::next_day;
use crate::domain::period::Period;
use crate::metrics::kpi::Kpi;
use crate::metrics::since::{Glance, Seen, Turn, turns};
use crate::storage::StorageError;
use crate::storage::metrics::deals::Detail;
use crate::storage::metrics::handoffs::Narrowed;
use crate::storage::metrics::{conversion, deals, handoffs};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// What to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// When the person last looked, on an earlier day.
    pub at: DateTime<Utc>,
    /// The numbers that turned.
    pub turns: Vec<(Kpi, Turn)>,
    /// The days from that one to today.
    pub days: Period,
    /// Deals closed in them.
    pub closed: u64,
    /// Of them, those won.
    pub won: u64,
    /// Leads created in them.
    pub leads: u64,
    /// Leads offered to sales in them.
    pub handoffs: u64,
}

/// What the overview shows of each number.
#[must_use]
pub fn glance(found: &Overview, period: Period) -> Glance {
    let card = |card: &super::overview::Card| Seen::of(&card.target, card.compared.comparison.map(|c| c.verdict));
    let numbers = [
        (Kpi::WithinHorizon, card(&found.lead_to_customer)),
        (Kpi::Cycle, card(&found.cycle)),
        (Kpi::Cac, card(&found.cac)),
        (Kpi::Revenue, card(&found.revenue)),
        (Kpi::RevenueGrowth, Seen::of(&found.revenue_growth_target, None)),
        (Kpi::Leads, card(&found.leads)),
        (Kpi::WinRate, card(&found.win_rate)),
        (Kpi::SlaAttainment, card(&found.sla_attainment)),
        (Kpi::Acceptance, card(&found.acceptance)),
        (Kpi::LeadQuality, Seen::of(&found.lead_quality_target, found.lead_quality.comparison.map(|c| c.verdict))),
    ];
    Glance::of(period, numbers.into())
}

/// What turned since an earlier day, with the rows of the days between; none when nothing did.
pub async fn load(
    db: &mut PgConnection,
    question: &Question,
    at: DateTime<Utc>,
    before: &Glance,
    now: &Glance,
) -> Result<Option<Since>, StorageError> {
    let turns = turns(before, now);
    let from = at.with_timezone(&question.workspace.zone).date_naive();
    let days = Period::new(from, next_day(question.today()));
    let Some(days) = days.filter(|_| !turns.is_empty()) else { return Ok(None) };
    let scope = question.scope_of_all(days, question.as_of);
    let closed = deals::closed(&mut *db, &scope, Detail::Deal).await?;
    let leads = conversion::horizon_counts(&mut *db, &scope, &[days], 0).await?;
    let handoffs = handoffs::by_step(db, &scope, &Narrowed::default(), &[days]).await?;
    let won = closed.iter().filter(|deal| deal.is_won).count();
    Ok(Some(Since {
        at,
        turns,
        days,
        closed: closed.len() as u64,
        won: won as u64,
        leads: leads.iter().map(|count| count.leads()).sum(),
        handoffs: handoffs.iter().map(|counts| counts.offered).sum(),
    }))
}
