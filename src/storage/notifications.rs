//! What people are told: in the product, and by mail where it is set up.

use super::StorageError;
use crate::domain::ids::PersonId;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// What somebody is told about a handoff.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// What: the key of a sentence.
    pub kind: &'a str,
    /// Of which handoff.
    pub handoff: Uuid,
    /// And lead.
    pub lead: Uuid,
    /// Which of several such notices about it.
    pub turn: i32,
}

/// Tells people something, once each.
pub async fn tell(db: impl PgExecutor<'_>, people: &[Uuid], notice: Notice<'_>, now: DateTime<Utc>) -> Result<(), StorageError> {
    if people.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = people.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query!(
        "insert into notifications (id, person_id, at, kind, handoff_id, lead_id, turn, mail, mail_after)
         select n.id, n.person, $3, $4, $5, $6, $7, 'queued', $3 from unnest($1::uuid[], $2::uuid[]) as n (id, person)
         where exists (select from users u where u.person_id = n.person and u.active)
         on conflict on constraint notifications_once do nothing",
        &ids,
        people,
        now,
        notice.kind,
        notice.handoff,
        notice.lead,
        notice.turn
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The managers of sales, to whom a breach is escalated; where there are none, all managers and admins.
pub async fn managers(db: impl PgExecutor<'_>) -> Result<Vec<PersonId>, StorageError> {
    let rows = sqlx::query!(
        r#"select p.id, coalesce(p.team = 'sales', false) and u.role = 'manager' as "of_sales!"
           from users u join people p on p.id = u.person_id
           where u.active and u.password_hash is not null and u.role in ('manager', 'admin') order by p.id"#
    )
    .fetch_all(db)
    .await?;
    let any = rows.iter().any(|row| row.of_sales);
    Ok(rows.into_iter().filter(|row| row.of_sales || !any).map(|row| PersonId(row.id)).collect())
}
