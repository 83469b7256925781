//! Everything that is kept about a person, for himself.

use crate::domain::erasure::Mentions;
use crate::domain::ids::UserId;
use crate::storage::{Database, StorageError, events, merges, person_data};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What is kept about the person of a lead: table by table, its rows as they stand. None where there is no such lead.
pub async fn export_person(
    db: &Database,
    leads: &[Uuid],
    user: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Option<Value>, StorageError> {
    let mut tx = db.jobs.begin().await?;
    let found: Vec<Uuid> = person_data::subjects(&mut tx, leads).await?.into_iter().map(|subject| subject.id).collect();
    if found.is_empty() {
        return Ok(None);
    }
    let all = merges::with_merged(&mut *tx, &found).await?;
    let mentions = Mentions::of(&person_data::names(&mut tx, &all).await?);
    let mut tables = Map::new();
    for (table, mut rows) in person_data::everything(&mut tx, &all).await? {
        if table == "import_rows" {
            rows.extend(person_data::rejected(&mut tx, mentions.pattern()).await?);
        }
        // Two columns of one table may lead to the person: a row stands once.
        let all = tables.entry(table).or_insert_with(|| Value::Array(Vec::new()));
        if let Some(all) = all.as_array_mut() {
            rows.retain(|row| !all.contains(row));
            all.extend(rows);
        }
    }
    for id in &found {
        let event = events::Event { at: now, user, verb: "exported", kind: "lead", record: Some(*id), fields: &[] };
        events::insert(&mut *tx, event).await?;
    }
    tx.commit().await?;
    Ok(Some(json!({ "made_at": now, "leads": found, "tables": tables })))
}
