//! Taking a merge of two leads back. What came since, and what people changed since, stays where it is.

use super::import_rows::{Cause, follow_deals};
use super::merge_leads::write;
use crate::domain::columns::{Columns, PERSON_FIELDS, equal, give_back, person_fields, value};
use crate::domain::ownership::Noun;
use crate::storage::merges::{self, Merge};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, events, leads, records};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmerged {
    /// Done, or done before: the lead that came back, and how many things on the other stay because somebody changed them since.
    Done(Uuid, usize),
    /// The lead was merged again since: that merge comes first. It is this lead's.
    Later(Uuid),
    /// It is not this person's to do, or the person was erased.
    Forbidden,
    /// There is no such merge.
    Gone,
}

/// Takes a merge back in one transaction.
pub async fn unmerge_leads(db: &Database, id: Uuid, by: &User, now: DateTime<Utc>) -> Result<Unmerged, StorageError> {
    let mut tx = db.pages.begin().await?;
    // The lead first, as merging does: two who lock in two orders wait for each other.
    let Some(lead) = merges::lead_of(&mut *tx, id).await? else { return Ok(Unmerged::Gone) };
    let Some(stored) = records::lock(&mut *tx, Noun::Lead, lead).await? else { return Ok(Unmerged::Later(lead)) };
    let Some((merge, undone)) = merges::lock(&mut *tx, id).await? else { return Ok(Unmerged::Gone) };
    let Merge { kept_id, merged_id, .. } = merge;
    if !by.role.merges() {
        return Ok(Unmerged::Forbidden);
    }
    if undone {
        return Ok(Unmerged::Done(merged_id, 0));
    }
    if records::is_erased(&stored) {
        return Ok(Unmerged::Forbidden);
    }
    if merge.lead_id != kept_id || merge.lead_id != lead || merges::is_followed(&mut *tx, &merge).await? {
        return Ok(Unmerged::Later(merge.lead_id));
    }
    merges::put_lead_back(&mut tx, &merge.merged).await?;
    merges::delete_entries(&mut *tx, &merge.moved.added).await?;
    merges::move_back(&mut tx, &merge.moved, kept_id, merged_id).await?;
    for (table, rows) in &merge.taken {
        match table.as_str() {
            "deal_contacts" => merges::put_contacts_back(&mut tx, rows).await?,
            _ => merges::put_back(&mut tx, table, rows).await?,
        }
    }
    let (back, stays) = given_back(&stored, &merge);
    write(&mut tx, &stored, &back).await?;
    let both = [kept_id, merged_id];
    follow_deals(&mut tx, Cause { import: None, actor: Some(by.person_id.0), now }, &both).await?;
    leads::refresh_stages(&mut tx, &both).await?;
    leads::refresh_work(&mut tx, &both).await?;
    merges::set_undone(&mut *tx, id, now).await?;
    let fields: Vec<String> = back.keys().filter(|column| !column.ends_with("_key")).cloned().collect();
    let event = events::Event {
        at: now,
        user: Some(by.id),
        verb: "unmerged",
        kind: Noun::Lead.key(),
        record: Some(kept_id),
        fields: &fields,
    };
    events::insert_with(&mut *tx, event, Some(json!({ "lead": merged_id }))).await?;
    tx.commit().await?;
    Ok(Unmerged::Done(merged_id, stays))
}

/// The columns of the lead that stayed with what they said before, and how many things somebody changed since.
fn given_back(stored: &Columns, merge: &Merge) -> (Columns, usize) {
    let mut row = stored.clone();
    let (set, stays) = give_back(&mut row, &merge.kept, &merge.after, leads::FIELDS);
    // Who set a field last goes back with its value, and where the value did not change at all.
    let (before, after) = (person_fields(&merge.kept), person_fields(&merge.after));
    let same = |field: &str| !merge.after.contains_key(field) && equal(value(stored, field), value(&merge.kept, field));
    let untouched = |field: &String| set.contains(field) || same(field);
    let decided = merge.after.contains_key(PERSON_FIELDS);
    let fields: BTreeSet<String> = person_fields(stored)
        .into_iter()
        .filter(|field| !(decided && after.contains(field) && !before.contains(field) && untouched(field)))
        .collect();
    row.insert(PERSON_FIELDS.to_owned(), json!(fields));
    row.retain(|column, new| !equal(new, value(stored, column)));
    (row, stays)
}
