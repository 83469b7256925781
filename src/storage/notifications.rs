//! What people are told: in the product, and by mail where it is set up.

use super::StorageError;
use super::keyset::{self, From, Order, Page};
use super::outbox::GIVE_UP_HOURS;
use crate::domain::handoff::State;
use crate::domain::ids::PersonId;
use crate::domain::sla::{Facts, Hold};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, PgExecutor, QueryBuilder};
use uuid::Uuid;

/// What somebody is told about a handoff.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// What: one of `domain::notice`.
    pub kind: &'a str,
    /// Of which handoff.
    pub handoff: Uuid,
    /// And lead.
    pub lead: Uuid,
    /// Which of several such notices about it.
    pub turn: i32,
    /// Whose doing it was.
    pub by: Option<PersonId>,
}

/// Tells people something, once each; who wants it by mail too has a letter that waits.
pub async fn tell(db: impl PgExecutor<'_>, people: &[Uuid], notice: Notice<'_>, now: DateTime<Utc>) -> Result<(), StorageError> {
    if people.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = people.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query!(
        "with told as (
             insert into notifications (id, person_id, at, kind, handoff_id, lead_id, turn, by_id)
             select n.id, n.person, $3, $4, $5, $6, $7, $8 from unnest($1::uuid[], $2::uuid[]) as n (id, person)
             where exists (select from users u where u.person_id = n.person and u.active)
             on conflict on constraint notifications_once do nothing
             returning id, person_id)
         insert into outbox (id, person_id, notification_id, made_at, send_after, give_up_at)
         select t.id, t.person_id, t.id, $3, $3, $9 from told t join users u on u.person_id = t.person_id
         where u.mailed and u.password_hash is not null",
        &ids,
        people,
        now,
        notice.kind,
        notice.handoff,
        notice.lead,
        notice.turn,
        notice.by.map(|by| by.0),
        now + TimeDelta::hours(GIVE_UP_HOURS)
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

/// Something that one was told.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are the columns of notifications, of their leads and of their handoffs")]
pub struct NoticeLine {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub kind: String,
    pub read_at: Option<DateTime<Utc>>,
    pub who: Option<String>,
    pub lead_id: Option<Uuid>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub handoff_id: Option<Uuid>,
    pub state: Option<String>,
    pub imported: bool,
    pub policy_id: Option<Uuid>,
    pub calendar_id: Option<Uuid>,
    pub offered_at: Option<DateTime<Utc>>,
    pub assigned_at: Option<DateTime<Utc>>,
    pub touched_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
    pub hold_from: Option<DateTime<Utc>>,
    pub hold_until: Option<DateTime<Utc>>,
}

impl NoticeLine {
    /// What the clock of the handoff needs to know, while it may still run: of what is over, or of history, nothing.
    #[must_use]
    pub fn facts(&self) -> Option<Facts> {
        let state = State::from_key(self.state.as_deref()?).filter(|state| state.is_running())?;
        (!self.imported).then_some(())?;
        Some(Facts {
            state,
            offered: self.offered_at?,
            assigned: self.assigned_at,
            touched: self.touched_at,
            decided: self.decided_at,
            hold: self.hold_from.zip(self.hold_until).map(|(from, until)| Hold { from, until }),
        })
    }
}

/// A page of what one person was told, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &mut PgConnection, person: PersonId, from: From) -> Result<Page<NoticeLine>, StorageError> {
    let mut sql = QueryBuilder::new(
        "select n.id, n.at, n.kind, n.read_at, p.name as who, n.lead_id, l.first_name, l.last_name, l.company, l.email, n.handoff_id,
                h.state, h.import_id is not null as imported, h.policy_id, h.calendar_id, h.offered_at, h.assigned_at, h.touched_at,
                h.decided_at, h.hold_from, h.hold_until
         from notifications n left join people p on p.id = n.by_id left join leads l on l.id = n.lead_id
         left join handoffs h on h.id = n.handoff_id where n.person_id = ",
    );
    sql.push_bind(person.0);
    let order = Order { key: "n.at", id: "n.id", nullable: false, descending: true };
    keyset::page(db, sql, order, "notifications n", from).await
}

/// One has read one thing that one was told. Somebody else's stays as it is.
pub async fn read_one(db: impl PgExecutor<'_>, person: PersonId, id: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!("update notifications set read_at = $3 where id = $1 and person_id = $2 and read_at is null", id, person.0, now)
        .execute(db)
        .await?;
    Ok(())
}

/// One has read everything up to one thing: what came after it was not seen yet.
pub async fn read_until(db: impl PgExecutor<'_>, person: PersonId, newest: Uuid, now: DateTime<Utc>) -> Result<(), StorageError> {
    sqlx::query!(
        "update notifications set read_at = $3 where person_id = $1 and read_at is null
           and (at, id) <= (select at, id from notifications where id = $2 and person_id = $1)",
        person.0,
        newest,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One has looked at a handoff, and so read what one was told about it. Gives how much that was.
pub async fn read_of_handoff(
    db: impl PgExecutor<'_>,
    person: PersonId,
    handoff: Uuid,
    now: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let read = sqlx::query!(
        "update notifications set read_at = $3 where person_id = $1 and handoff_id = $2 and read_at is null",
        person.0,
        handoff,
        now
    );
    Ok(read.execute(db).await?.rows_affected())
}
