//! Leads.

use super::StorageError;
use super::copy::stored;
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

stored!(
    /// A lead as an import writes it.
    StoredLead in "leads" {
        id: Uuid, email: Option<String>, email_key: Option<String>, phone: Option<String>, phone_key: Option<String>,
        first_name: Option<String>, last_name: Option<String>, company: Option<String>, domain: Option<String>,
        account_id: Option<Uuid>, country: Option<String>, region: Option<String>, segment: Option<String>,
        source: Option<String>, medium: Option<String>, channel: Option<String>, campaign_id: Option<Uuid>,
        created_at: Option<DateTime<Utc>>, created_on: Option<NaiveDate>,
        changed_at: Option<DateTime<Utc>>, changed_on: Option<NaiveDate>,
        current_stage: String, furthest_stage: String, owner_id: Option<Uuid>, persona: Option<String>, score: Option<f64>,
        value_minor: Option<i64>, value_currency: Option<String>,
        consent_at: Option<DateTime<Utc>>, consent_on: Option<NaiveDate>, raw: Option<Value>,
        import_id: Option<Uuid>, import_file: Option<i16>, import_line: Option<i64>, recorded_at: DateTime<Utc>,
    }
);

/// Fields that a newer row replaces, those together that say one thing.
pub const FIELDS: &[&[&str]] = &[
    &["email", "email_key"],
    &["phone", "phone_key"],
    &["first_name"],
    &["last_name"],
    &["company"],
    &["domain"],
    &["account_id"],
    &["country"],
    &["region"],
    &["segment"],
    &["source"],
    &["medium"],
    &["channel"],
    &["campaign_id"],
    &["created_at", "created_on"],
    &["changed_at", "changed_on"],
    &["owner_id"],
    &["persona"],
    &["score"],
    &["value_minor", "value_currency"],
    &["consent_at", "consent_on"],
    &["raw"],
];

/// Leads by folded e-mail address or phone number: (key, lead), one row a lead, so that a tie shows. A lead is also met by
/// what those that were merged into it had.
pub async fn find_by_key(
    db: &mut PgConnection,
    emails: &[String],
    phones: &[String],
) -> Result<Vec<(String, Uuid)>, StorageError> {
    if emails.is_empty() && phones.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"select email_key as "key!", id as "id!" from leads where email_key = any($1)
           union
           select phone_key, id from leads where phone_key = any($2)
           union
           select merged ->> 'email_key', lead_id from lead_merges where merged ->> 'email_key' = any($1) and undone_at is null
           union
           select merged ->> 'phone_key', lead_id from lead_merges where merged ->> 'phone_key' = any($2) and undone_at is null"#,
        emails,
        phones
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.key, r.id)).collect())
}

/// Sets the current and the furthest stage of these leads from their log.
pub async fn refresh_stages(db: &mut PgConnection, ids: &[Uuid]) -> Result<(), StorageError> {
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query_file!("src/storage/leads_refresh_stages.sql", ids).execute(db).await?;
    Ok(())
}

/// The words that leads use in a column: source, channel, persona, region or segment. At most 2,000.
pub async fn words_of(db: impl sqlx::PgExecutor<'_>, column: &'static str) -> Result<Vec<String>, StorageError> {
    let statement = format!("select distinct {column} from leads where {column} is not null limit 2000");
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_all(db).await?)
}

/// Sets the work status of these leads from what was done with them.
pub async fn refresh_work(db: &mut PgConnection, ids: &[Uuid]) -> Result<(), StorageError> {
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query_file!("src/storage/leads_refresh_work.sql", ids).execute(db).await?;
    Ok(())
}

/// Gives a lead to a person, or to nobody, as people do: an import leaves it so. Gives whose it was.
pub async fn set_owner(db: impl sqlx::PgExecutor<'_>, lead: Uuid, owner: Option<Uuid>) -> Result<Option<Uuid>, StorageError> {
    let before = sqlx::query_scalar!(
        "with before as (select id, owner_id from leads where id = $1)
         update leads l set owner_id = $2, version = l.version + 1,
             person_fields = case when 'owner_id' = any(l.person_fields) then l.person_fields else l.person_fields || '{owner_id}' end
         from before where l.id = before.id returning before.owner_id",
        lead,
        owner
    );
    Ok(before.fetch_optional(db).await?.flatten())
}
