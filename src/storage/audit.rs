//! Reading the audit log: filtered, newest first, paged, and streamed for exports.

use super::StorageError;
use super::keyset::{self, Order, Page, Total};
use crate::domain::moment::day_start;
use crate::domain::period::Period;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use futures::Stream;
use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// Of this person; of nobody where it is the nil id: the command line and jobs.
    pub person: Option<Uuid>,
    /// With this verb.
    pub verb: Option<String>,
    /// About records of this kind.
    pub kind: Option<String>,
    /// In these days of this zone.
    pub days: Option<(Period, Tz)>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The person who did it; none for the command line and for jobs.
    pub person: Option<Uuid>,
    /// His name.
    pub who: Option<String>,
    /// What he did.
    pub verb: String,
    /// To what kind of record.
    pub kind: String,
    /// To which.
    pub record: Option<Uuid>,
    /// The person that the record is, where it is one.
    pub about: Option<Uuid>,
    /// His name.
    pub about_name: Option<String>,
    /// The fields that changed.
    pub fields: Vec<String>,
    /// Values, of nobody in person.
    pub detail: Option<serde_json::Value>,
}

const ORDER: Order = Order { key: "e.at", id: "e.id", nullable: false, descending: true };
const TABLE: &str = "events e";

/// A page of the log.
pub async fn page(db: &mut PgConnection, wanted: &AuditQuery, from: keyset::From) -> Result<Page<Entry>, StorageError> {
    keyset::page(db, select(wanted), ORDER, TABLE, from).await
}

/// How many entries there are.
pub async fn count(db: &mut PgConnection, wanted: &AuditQuery) -> Result<Total, StorageError> {
    let mut sql =
        QueryBuilder::new("select count(*) from (select from events e left join users u on u.id = e.user_id where true");
    wanted.push(&mut sql);
    keyset::count(db, sql).await
}

/// Every entry, as the database hands them out.
pub fn stream(pool: PgPool, wanted: &AuditQuery) -> impl Stream<Item = Result<Entry, StorageError>> + Send + use<> {
    let mut sql = select(wanted);
    ORDER.push(&mut sql, false);
    keyset::stream(pool, sql)
}

fn select(wanted: &AuditQuery) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(
        "select e.id, e.at, u.person_id as person, p.name as who, e.verb, e.kind, e.record, e.fields, e.detail,
                about.id as about, about.name as about_name
         from events e left join users u on u.id = e.user_id left join people p on p.id = u.person_id
         left join users subject on e.kind = 'user' and subject.id = e.record
         left join people about on about.id = case e.kind when 'user' then subject.person_id when 'person' then e.record end
         where true",
    );
    wanted.push(&mut sql);
    sql
}

impl AuditQuery {
    fn push(&self, sql: &mut QueryBuilder<Postgres>) {
        match self.person {
            None => {}
            Some(nobody) if nobody.is_nil() => {
                sql.push(" and e.user_id is null");
            }
            Some(person) => {
                sql.push(" and u.person_id = ").push_bind(person);
            }
        }
        if let Some(verb) = &self.verb {
            sql.push(" and e.verb = ").push_bind(verb.clone());
        }
        if let Some(kind) = &self.kind {
            sql.push(" and e.kind = ").push_bind(kind.clone());
        }
        if let Some((days, zone)) = self.days {
            sql.push(" and e.at >= ").push_bind(day_start(days.from, zone));
            sql.push(" and e.at < ").push_bind(day_start(days.to, zone));
        }
    }
}

/// People who could have written into the log, by name: ids and names.
pub async fn writers(db: &mut PgConnection) -> Result<Vec<(Uuid, String)>, StorageError> {
    let rows =
        sqlx::query!("select p.id, p.name from users u join people p on p.id = u.person_id order by lower(p.name) limit 500");
    Ok(rows.fetch_all(db).await?.into_iter().map(|r| (r.id, r.name)).collect())
}
