//! The numbers that both teams answer for: owners, dated targets and their history.

use super::StorageError;
use crate::domain::ids::{KpiId, PersonId, UserId};
use crate::domain::money::Currency;
use crate::domain::person::{Role, Team, keyed};
use crate::metrics::figure::Unit;
use crate::metrics::kpi::Kpi;
use crate::metrics::target::{Step, Targets};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};
use std::collections::HashMap;
use uuid::Uuid;

/// A person who may own a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Who.
    pub id: PersonId,
    /// The name.
    pub name: String,
}

/// A number with its owners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKpi {
    /// The record.
    pub id: KpiId,
    /// Which number.
    pub kpi: Kpi,
    /// Who answers for it in marketing.
    pub marketing: Option<Owner>,
    /// Who answers for it in sales.
    pub sales: Option<Owner>,
    /// Grows with each change.
    pub version: i32,
}

keyed!(
    /// What was recorded of a month.
    TargetState {
        /// A target from this month on.
        Set = "set",
        /// No target from this month on.
        Ended = "ended",
        /// What was recorded of this month before is taken back.
        Removed = "removed",
    }
);

/// What was recorded of a month.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedTarget {
    /// The first day of the month.
    pub from: NaiveDate,
    /// What.
    pub state: TargetState,
    /// The target where one was set, in the unit of the number; money in minor units.
    pub value: Option<f64>,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; none for the command line.
    pub by: Option<String>,
    /// Whether nothing was recorded of this month since.
    pub holds: bool,
}

/// Every number that anybody changed yet.
pub async fn list(db: impl PgExecutor<'_>) -> Result<Vec<StoredKpi>, StorageError> {
    let rows = sqlx::query!(
        r#"select k.id, k.key, k.version, m.id as "marketing_id?", m.name as "marketing?", s.id as "sales_id?", s.name as "sales?"
           from kpis k left join people m on m.id = k.marketing_owner_id left join people s on s.id = k.sales_owner_id"#
    )
    .fetch_all(db)
    .await?;
    let owner = |id: Option<Uuid>, name: Option<String>| Some(Owner { id: PersonId(id?), name: name? });
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(StoredKpi {
                id: KpiId(r.id),
                kpi: Kpi::from_key(&r.key)?,
                marketing: owner(r.marketing_id, r.marketing),
                sales: owner(r.sales_id, r.sales),
                version: r.version,
            })
        })
        .collect())
}

/// One number, made on first use and held until the transaction ends.
pub async fn lock(db: &mut PgConnection, kpi: Kpi) -> Result<StoredKpi, StorageError> {
    sqlx::query!("insert into kpis (id, key) values ($1, $2) on conflict do nothing", Uuid::now_v7(), kpi.key())
        .execute(&mut *db)
        .await?;
    sqlx::query!("select id from kpis where key = $1 for update", kpi.key()).fetch_one(&mut *db).await?;
    let found = list(&mut *db).await?.into_iter().find(|stored| stored.kpi == kpi);
    found.ok_or_else(|| StorageError::Other(sqlx::Error::RowNotFound))
}

/// Counts a change.
pub async fn bump(db: impl PgExecutor<'_>, id: KpiId) -> Result<(), StorageError> {
    sqlx::query!("update kpis set version = version + 1 where id = $1", id.0).execute(db).await?;
    Ok(())
}

/// Sets who answers for a number.
pub async fn set_owners(
    db: impl PgExecutor<'_>,
    id: KpiId,
    marketing: Option<PersonId>,
    sales: Option<PersonId>,
) -> Result<(), StorageError> {
    sqlx::query!(
        "update kpis set marketing_owner_id = $2, sales_owner_id = $3 where id = $1",
        id.0,
        marketing.map(|p| p.0),
        sales.map(|p| p.0)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The people of a team who work in it, by name: not who has left, nor who only looks on.
pub async fn people_of(db: impl PgExecutor<'_>, team: Team) -> Result<Vec<Owner>, StorageError> {
    let rows = sqlx::query!(
        "select p.id, p.name from people p left join users u on u.person_id = p.id
         where p.team = $1 and (u.id is null or (u.active and u.role <> $2)) order by p.name, p.id limit 500",
        team.key(),
        Role::Viewer.key()
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| Owner { id: PersonId(r.id), name: r.name }).collect())
}

/// Records what holds of a month from now on.
pub async fn record_target(
    db: impl PgExecutor<'_>,
    id: KpiId,
    target: &RecordedTarget,
    unit: Unit,
    user: UserId,
) -> Result<(), StorageError> {
    let currency = if let (Unit::Money(currency), Some(_)) = (unit, target.value) { Some(currency) } else { None };
    #[expect(clippy::cast_possible_truncation, reason = "amounts are far below 2^63, and the conversion saturates")]
    let minor = target.value.filter(|_| currency.is_some()).map(|value| value.round() as i64);
    sqlx::query!(
        "insert into kpi_targets (id, kpi_id, from_month, state, value, amount_minor, currency, recorded_at, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        id.0,
        target.from,
        target.state.key(),
        target.value.filter(|_| currency.is_none()),
        minor,
        currency.map(|c| c.code().to_owned()),
        target.at,
        user.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everything that was ever recorded of a number's targets, the newest first.
pub async fn history(db: impl PgExecutor<'_>, id: KpiId) -> Result<Vec<RecordedTarget>, StorageError> {
    let rows = sqlx::query!(
        r#"select t.from_month, t.state, t.value, t.amount_minor, t.recorded_at, p.name as "by?",
                  row_number() over (partition by t.from_month order by t.recorded_at desc, t.id desc) = 1 as "holds!"
           from kpi_targets t left join users u on u.id = t.recorded_by left join people p on p.id = u.person_id
           where t.kpi_id = $1 order by t.recorded_at desc, t.id desc limit 500"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(RecordedTarget {
                from: r.from_month,
                state: TargetState::from_key(&r.state)?,
                value: value(r.value, r.amount_minor),
                at: r.recorded_at,
                by: r.by,
                holds: r.holds,
            })
        })
        .collect())
}

/// The targets of every number that has some.
pub async fn targets(db: impl PgExecutor<'_>, currency: Currency) -> Result<HashMap<Kpi, Targets>, StorageError> {
    let rows = sqlx::query!(
        r#"select distinct on (t.kpi_id, t.from_month) k.key, t.from_month, t.state, t.value, t.amount_minor, t.currency
           from kpi_targets t join kpis k on k.id = t.kpi_id
           order by t.kpi_id, t.from_month, t.recorded_at desc, t.id desc"#
    )
    .fetch_all(db)
    .await?;
    let mut steps: HashMap<Kpi, Vec<Step>> = HashMap::new();
    for row in rows.into_iter().filter(|row| row.currency.as_deref().is_none_or(|code| code == currency.code())) {
        let Some(kpi) = Kpi::from_key(&row.key).filter(|_| row.state != TargetState::Removed.key()) else { continue };
        steps.entry(kpi).or_default().push(Step { from: row.from_month, value: value(row.value, row.amount_minor) });
    }
    Ok(steps.into_iter().map(|(kpi, steps)| (kpi, Targets::new(steps))).collect())
}

#[expect(clippy::cast_precision_loss, reason = "amounts are below 2^52 minor units")]
fn value(value: Option<f64>, minor: Option<i64>) -> Option<f64> {
    value.or(minor.map(|minor| minor as f64))
}

/// A change of owners, for the shown history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerChange {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<String>,
    /// Names of the fields.
    pub fields: Vec<String>,
}

/// When the owners of a number changed, the newest first.
pub async fn owner_changes(db: impl PgExecutor<'_>, id: KpiId) -> Result<Vec<OwnerChange>, StorageError> {
    let rows = sqlx::query!(
        r#"select e.at, e.fields, p.name as "by?"
           from events e left join users u on u.id = e.user_id left join people p on p.id = u.person_id
           where e.kind = 'kpi' and e.record = $1 and not ('target' = any(e.fields)) order by e.at desc, e.id desc limit 100"#,
        id.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| OwnerChange { at: r.at, by: r.by, fields: r.fields }).collect())
}
