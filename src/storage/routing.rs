//! Who can get an offer: the evidence from which `domain::routing` chooses.

use super::StorageError;
use crate::domain::ids::PersonId;
use crate::domain::routing::Candidate;
use chrono::NaiveDate;
use sqlx::PgExecutor;
use uuid::Uuid;

/// The salespeople, and whether they can take a lead on this day. `working`: whether the team works then.
pub async fn candidates(db: impl PgExecutor<'_>, today: NaiveDate, working: bool) -> Result<Vec<Candidate>, StorageError> {
    read(db, None, today, working).await
}

/// One person, whether or not he is of the team.
pub async fn candidate(
    db: impl PgExecutor<'_>,
    person: Uuid,
    today: NaiveDate,
    working: bool,
) -> Result<Option<Candidate>, StorageError> {
    Ok(read(db, Some(person), today, working).await?.pop())
}

async fn read(
    db: impl PgExecutor<'_>,
    person: Option<Uuid>,
    today: NaiveDate,
    working: bool,
) -> Result<Vec<Candidate>, StorageError> {
    let rows = sqlx::query!(
        r#"select p.id, coalesce(u.active and u.password_hash is not null and u.role in ('sales', 'manager', 'admin'), false) as "active!",
                  exists (select from leaves l where l.person_id = p.id and $1 between l.from_on and l.to_on) as "away!",
                  (select count(*) from handoffs h where h.assignee_id = p.id and h.state = 'offered') as "open!",
                  p.handoff_cap::bigint as cap,
                  (select max(a.at) from handoff_assignments a where a.person_id = p.id) as last
           from people p left join users u on u.person_id = p.id
           where ($2::uuid is null and p.team = 'sales' and u.role = 'sales') or p.id = $2 order by p.id"#,
        today,
        person
    )
    .fetch_all(db)
    .await?;
    let candidates = rows.into_iter().map(|row| Candidate {
        person: PersonId(row.id),
        active: row.active,
        on_leave: row.away,
        working,
        open: row.open,
        cap: row.cap,
        last: row.last,
    });
    Ok(candidates.collect())
}

/// One choice after another: two offers at once do not go to the same person because neither saw the other.
pub async fn take_turn(db: impl PgExecutor<'_>) -> Result<(), StorageError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('mihwar.routing')) as taken").execute(db).await?;
    Ok(())
}

/// Who has a lead's business already: the owner of its open deal, or of one at its account; else of the account's last
/// won deal; with whether it is the lead's own deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incumbent {
    /// Who.
    pub person: Uuid,
    /// By an open deal of the lead itself.
    pub by_deal: bool,
}

/// Finds who has a lead's business already.
pub async fn incumbent(db: impl PgExecutor<'_>, lead: Uuid) -> Result<Option<Incumbent>, StorageError> {
    let found = sqlx::query!(
        r#"select d.owner_id as "person!", (d.lead_id = $1 and d.outcome is null) as "by_deal!"
           from leads l join deals d on d.lead_id = l.id or d.account_id = l.account_id
           where l.id = $1 and d.owner_id is not null and d.archived_at is null
             and (d.outcome is null or d.outcome = 'won')
           order by coalesce(d.lead_id = $1, false) and d.outcome is null desc, d.outcome is null desc, d.sort_at desc nulls last, d.id limit 1"#,
        lead
    );
    Ok(found.fetch_optional(db).await?.map(|row| Incumbent { person: row.person, by_deal: row.by_deal }))
}
