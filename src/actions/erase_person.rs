//! Erasing a person: who he was goes, what he counts for stays. It cannot be taken back.

use crate::domain::erasure::{About, FREE_TEXT, IDENTITY, Mentions, Names, Secret, Trace};
use crate::domain::ids::UserId;
use crate::domain::text;
use crate::storage::mentions::{self, TextTable, Texts};
use crate::storage::person_data::{self, SourceId};
use crate::storage::{Database, StorageError, erased_keys, events, merges};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Erases the person of these leads, and what he was merged from. Gives how many leads that were; those that are already
/// erased are none.
pub async fn erase_person(
    db: &Database,
    leads: &[Uuid],
    user: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<usize, StorageError> {
    let mut tx = db.jobs.begin().await?;
    let found = person_data::subjects(&mut tx, leads).await?;
    let ids: Vec<Uuid> = found.iter().filter(|subject| subject.erased_at.is_none()).map(|subject| subject.id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    let own = ids;
    let ids = merges::with_merged(&mut *tx, &own).await?;
    let tables = mentions::tables(&mut tx).await?;
    let mut names = person_data::names(&mut tx, &ids).await?;
    for table in &tables {
        // A merged lead is remembered whole.
        for row in mentions::rows(&mut tx, table, &ids, None).await? {
            row.values.values().for_each(|value| names.learn(value));
        }
    }
    let refs = person_data::source_ids(&mut tx, &ids).await?;
    let secret = erased_keys::secret(&mut tx).await?;
    erased_keys::insert(&mut *tx, &keys(&secret, &names, &refs)).await?;
    person_data::blank(&mut tx, &ids, now).await?;
    let mentions = Mentions::of(&names);
    person_data::blank_rejected(&mut tx, mentions.pattern(), &names, &refs).await?;
    for table in &tables {
        clean(&mut tx, table, &ids, &mentions).await?;
    }
    let fields: Vec<String> = IDENTITY.iter().map(|field| (*field).to_owned()).collect();
    for id in &own {
        let event = events::Event { at: now, user, verb: "erased", kind: "lead", record: Some(*id), fields: &fields };
        events::insert(&mut *tx, event).await?;
    }
    tx.commit().await?;
    Ok(own.len())
}

/// What is left of a person: enough to know him again, not enough to name him.
fn keys(secret: &Secret, names: &Names, refs: &[SourceId]) -> Vec<Vec<u8>> {
    let emails = names.emails.iter().filter_map(|email| text::fold_email(email));
    let mut keys: Vec<Vec<u8>> = emails.map(|email| secret.key(Trace::Email(&email))).collect();
    let phones = names.phones.iter().filter_map(|phone| text::fold_phone(phone));
    keys.extend(phones.map(|phone| secret.key(Trace::Phone(&phone))));
    keys.extend(refs.iter().map(|r| secret.key(Trace::Id(r.source, &r.kind, &r.id))));
    keys
}

/// Takes mentions out of a table: of every row that has one, and of rows about the person in a wider sense.
async fn clean(tx: &mut PgConnection, table: &TextTable, ids: &[Uuid], mentions: &Mentions) -> Result<(), StorageError> {
    let own: Vec<Texts> = mentions::rows(tx, table, ids, None).await?;
    for mut row in own {
        scrub(tx, table, &mut row, mentions, true).await?;
    }
    if mentions.pattern().is_some() && table.everywhere {
        for mut row in mentions::rows(tx, table, &[], mentions.pattern()).await? {
            scrub(tx, table, &mut row, mentions, false).await?;
        }
    }
    Ok(())
}

async fn scrub(
    tx: &mut PgConnection,
    table: &TextTable,
    row: &mut Texts,
    mentions: &Mentions,
    about: bool,
) -> Result<(), StorageError> {
    let mut changed = Vec::new();
    for column in &table.columns {
        let about = match about {
            true if FREE_TEXT.contains(&column.as_str()) => About::FreeText,
            true => About::Person,
            false => About::Anybody,
        };
        if row.values.get_mut(column).is_some_and(|value| mentions.remove(value, about)) {
            changed.push(column.as_str());
        }
    }
    if changed.is_empty() { Ok(()) } else { mentions::write(tx, table, row, &changed).await }
}
