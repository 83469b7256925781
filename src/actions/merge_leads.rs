//! Making one lead of two that are the same person.

use super::import_rows::{Cause, follow_deals};
use crate::domain::columns::{Columns, equal, value};
use crate::domain::merging::united;
use crate::domain::ownership::Noun;
use crate::storage::merges::{self, Merge, Taken};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, deals, events, handoffs, leads, records};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A merge that a person asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The merge: made with the form, so that a form sent twice is one merge.
    pub id: Uuid,
    /// The lead that stays, and the version that the form showed.
    pub kept: (Uuid, i64),
    /// The lead that goes, and its version.
    pub merged: (Uuid, i64),
    /// What the merged one says is taken, by the first column of each choice.
    pub taken: BTreeSet<String>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Done, or done before.
    Done,
    /// One of the two was changed since the form was opened.
    Stale,
    /// Both are offered to sales: one offer has to end before.
    BothOffered,
    /// It is not this person's to do, or a person behind the leads was erased.
    Forbidden,
    /// One of the two does not exist, or both are one.
    Gone,
}

/// Merges two leads in one transaction: everything of one becomes the other's, and its row goes.
pub async fn merge_leads(db: &Database, wanted: Wanted, by: &User, now: DateTime<Utc>) -> Result<Merged, StorageError> {
    let Wanted { id, kept: (kept_id, kept_version), merged: (merged_id, merged_version), taken: chosen } = wanted;
    let mut tx = db.pages.begin().await?;
    let found = lock(&mut tx, kept_id, merged_id).await?;
    // Asked behind the lock, which the same form sent twice waits for.
    match merges::stands(&mut *tx, id).await? {
        Some(true) => return Ok(Merged::Done),
        Some(false) => return Ok(Merged::Stale),
        None => {}
    }
    let Some((kept, merged)) = found else { return Ok(Merged::Gone) };
    if !by.role.merges() || records::is_erased(&kept) || records::is_erased(&merged) {
        return Ok(Merged::Forbidden);
    }
    if records::version_of(&kept) != Some(kept_version) || records::version_of(&merged) != Some(merged_version) {
        return Ok(Merged::Stale);
    }
    if handoffs::open_of(&mut *tx, kept_id).await?.is_some() && handoffs::open_of(&mut *tx, merged_id).await?.is_some() {
        return Ok(Merged::BothOffered);
    }
    let after = united(&kept, &merged, &chosen);
    let (moved, taken) = move_over(&mut tx, kept_id, merged_id, by, now).await?;
    merges::take_lead(&mut *tx, merged_id).await?;
    write(&mut tx, &kept, &after).await?;
    leads::refresh_stages(&mut tx, &[kept_id]).await?;
    leads::refresh_work(&mut tx, &[kept_id]).await?;
    let fields: Vec<String> = after.keys().filter(|column| !column.ends_with("_key")).cloned().collect();
    let user_id = Some(by.id.0);
    let merge = Merge { id, lead_id: kept_id, kept_id, merged_id, user_id, at: now, kept, merged, after, moved, taken };
    merges::insert(&mut *tx, &merge).await?;
    let event = events::Event {
        at: now,
        user: Some(by.id),
        verb: "merged",
        kind: Noun::Lead.key(),
        record: Some(kept_id),
        fields: &fields,
    };
    events::insert_with(&mut *tx, event, Some(json!({ "lead": merged_id }))).await?;
    tx.commit().await?;
    Ok(Merged::Done)
}

/// Both leads, locked in the same order by everybody.
async fn lock(tx: &mut PgConnection, kept: Uuid, merged: Uuid) -> Result<Option<(Columns, Columns)>, StorageError> {
    let first = records::lock(&mut *tx, Noun::Lead, kept.min(merged)).await?;
    let second = records::lock(&mut *tx, Noun::Lead, kept.max(merged)).await?;
    let (Some(first), Some(second)) = (first, second) else { return Ok(None) };
    Ok(match kept.cmp(&merged) {
        std::cmp::Ordering::Less => Some((first, second)),
        std::cmp::Ordering::Greater => Some((second, first)),
        std::cmp::Ordering::Equal => None,
    })
}

/// Gives everything of one lead to the other and brings the log in line with the deals of both.
async fn move_over(
    tx: &mut PgConnection,
    kept: Uuid,
    merged: Uuid,
    by: &User,
    now: DateTime<Utc>,
) -> Result<(merges::Moved, Taken), StorageError> {
    let in_the_way = superfluous(tx, kept, merged).await?;
    let mut taken = merges::take_deals(tx, &in_the_way).await?;
    let mut contacts = merges::take_contacts(&mut *tx, &[kept], merged).await?;
    contacts.extend(merges::take_contacts(&mut *tx, &[merged], kept).await?);
    let mut moved = merges::move_all(tx, merged, kept).await?;
    // Of a deal that had both as contacts the other one is enough.
    contacts.extend(merges::take_other_contacts(&mut *tx, merged).await?);
    taken.insert("deal_contacts".to_owned(), contacts);
    let before: BTreeSet<Uuid> = merges::entries(&mut *tx, kept).await?.into_iter().collect();
    follow_deals(tx, Cause { import: None, actor: Some(by.person_id.0), now }, &[kept]).await?;
    moved.added = merges::entries(&mut *tx, kept).await?.into_iter().filter(|entry| !before.contains(entry)).collect();
    Ok((moved, taken))
}

/// Deals that stand for a stage without one, beside a deal that says more.
async fn superfluous(tx: &mut PgConnection, kept: Uuid, merged: Uuid) -> Result<Vec<Uuid>, StorageError> {
    let mut all = deals::find_of_leads(tx, &[kept, merged]).await?;
    // A customer stays one; else a real deal says more, and what the lead that stays has more than the other's.
    all.sort_by_key(|deal| (deal.won != Some(true), deal.placeholder, deal.lead_id != kept));
    Ok(all.into_iter().skip(1).filter(|deal| deal.placeholder).map(|deal| deal.id).collect())
}

/// Writes columns of a lead that change.
pub(super) async fn write(tx: &mut PgConnection, stored: &Columns, after: &Columns) -> Result<(), StorageError> {
    let changed: Vec<&str> =
        after.keys().map(String::as_str).filter(|column| !equal(value(stored, column), value(after, column))).collect();
    let mut row = stored.clone();
    row.extend(after.clone());
    records::update(tx, Noun::Lead, row, &changed).await
}
