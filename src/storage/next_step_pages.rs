//! What the page of next steps shows.

use super::StorageError;
use super::keyset::{self, From, Order, Page};
use crate::domain::person::keyed;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor, QueryBuilder};
use uuid::Uuid;

keyed!(
    /// Which steps a list shows.
    Tab {
        /// Due today.
        Today = "today",
        /// Due before today.
        Overdue = "overdue",
        /// Due after today.
        Later = "later",
        /// Done.
        Done = "done",
    }
);

/// A step of a list.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are the columns of next steps and of their leads")]
pub struct StepLine {
    pub id: Uuid,
    pub lead_id: Uuid,
    pub handoff_id: Option<Uuid>,
    pub person_id: Uuid,
    pub person: String,
    pub what: String,
    pub due_on: NaiveDate,
    pub done_at: Option<DateTime<Utc>>,
    pub done_by: Option<Uuid>,
    pub ended_because: Option<String>,
    pub current_stage: String,
    pub handoff_state: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
}

const LINE: &str = "select n.id, n.lead_id, n.handoff_id, n.person_id, p.name as person, n.what, n.due_on, n.done_at, n.done_by,
    n.ended_because, l.current_stage, h.state as handoff_state, l.first_name, l.last_name, l.company, l.email
    from next_steps n join leads l on l.id = n.lead_id join people p on p.id = n.person_id
    left join handoffs h on h.id = n.handoff_id where ";

/// A page of a list, of one person or of everybody: the oldest day first, of the done ones the newest.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    db: &mut PgConnection,
    (tab, today): (Tab, NaiveDate),
    person: Option<Uuid>,
    from: From,
) -> Result<Page<StepLine>, StorageError> {
    let mut sql = QueryBuilder::new(LINE);
    match tab {
        Tab::Today => sql.push("n.done_at is null and n.due_on = ").push_bind(today),
        Tab::Overdue => sql.push("n.done_at is null and n.due_on < ").push_bind(today),
        Tab::Later => sql.push("n.done_at is null and n.due_on > ").push_bind(today),
        Tab::Done => sql.push("n.done_at is not null"),
    };
    if let Some(person) = person {
        sql.push(" and n.person_id = ").push_bind(person);
    }
    let done = tab == Tab::Done;
    let order = Order { key: if done { "n.done_at" } else { "n.due_on" }, id: "n.id", nullable: done, descending: done };
    keyset::page(db, sql, order, "next_steps n", from).await
}

/// How many steps each list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Due today.
    pub today: i64,
    /// Due before today.
    pub overdue: i64,
    /// Due after today.
    pub later: i64,
    /// Offers that wait for an answer or for a first contact.
    pub new: i64,
}

/// Counts them, of one person or of everybody.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: impl PgExecutor<'_>, today: NaiveDate, person: Option<Uuid>) -> Result<Counts, StorageError> {
    let counts = sqlx::query_as!(
        Counts,
        r#"select count(*) filter (where due_on = $1) as "today!", count(*) filter (where due_on < $1) as "overdue!",
                  count(*) filter (where due_on > $1) as "later!",
                  (select count(*) from handoffs h
                   where (h.state = 'offered' or h.state = 'accepted' and h.touched_at is null and h.import_id is null)
                     and ($2::uuid is null or h.assignee_id = $2)) as "new!"
           from next_steps where done_at is null and ($2::uuid is null or person_id = $2)"#,
        today,
        person
    );
    Ok(counts.fetch_one(db).await?)
}

/// Who has steps, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn people(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, StorageError> {
    let rows = sqlx::query!(
        "select p.id, p.name from people p where exists (select from next_steps n where n.person_id = p.id) order by p.name, p.id limit 500"
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
