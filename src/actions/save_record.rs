//! Creating and changing leads, deals, accounts and campaigns by hand.

use super::import_rows::{Cause, follow_deals};
use crate::domain::columns::{Columns, equal};
use crate::domain::ownership::{Noun, Ownership};
use crate::domain::text;
use crate::storage::records::{self, groups, id_of, version_of};
use crate::storage::users::User;
use crate::storage::{Database, StorageError, accounts, events};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a form says of a record.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is.
    pub noun: Noun,
    /// Which: made with the form, so that a form sent twice is one record.
    pub id: Uuid,
    /// Its columns; those that are missing stay as they are.
    pub columns: Columns,
    /// The name of its account, where no account was chosen by its id: one that is new is made.
    pub account: Option<String>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Done, or done before.
    Done,
    /// Somebody changed the record since the form was opened.
    Stale,
    /// The record is not this person's to change.
    Forbidden,
    /// There is no such record.
    Gone,
}

/// What a person does to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Changes what it says.
    Change,
    /// Closes a deal.
    Close,
    /// Opens a deal again.
    Reopen,
}

/// Columns whose values the audit log does not keep.
const PERSONAL: [&str; 11] = [
    "email",
    "email_key",
    "phone",
    "phone_key",
    "first_name",
    "last_name",
    "company",
    "domain",
    "name",
    "name_key",
    "lost_reason",
];

/// Creates a record. A form that is sent again finds it done.
pub async fn create_record(db: &Database, draft: Draft, by: &User, now: DateTime<Utc>) -> Result<Saved, StorageError> {
    if !by.role.creates(draft.noun) {
        return Ok(Saved::Forbidden);
    }
    let mut tx = db.pages.begin().await?;
    let Draft { noun, id, mut columns, account } = draft;
    find_account(&mut tx, &mut columns, account, by, now).await?;
    columns.retain(|_, value| !value.is_null());
    let fields = fields_of(noun, &columns);
    columns.insert("person_fields".to_owned(), columns.keys().cloned().collect());
    columns.insert("id".to_owned(), json!(id));
    columns.insert("recorded_at".to_owned(), json!(now));
    if !records::insert(&mut *tx, noun, &columns).await? {
        return Ok(Saved::Done);
    }
    if noun == Noun::Deal {
        follow(&mut tx, &[id_of(&columns, "lead_id")], by, now).await?;
    }
    let event =
        events::Event { at: now, user: Some(by.id), verb: "created", kind: noun.key(), record: Some(id), fields: &fields };
    events::insert_with(&mut *tx, event, detail(noun, &fields, None, &columns)).await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Changes a record, if nobody did since the version that the form carries. What a person sets, no import changes.
pub async fn change_record(
    db: &Database,
    draft: Draft,
    version: i64,
    deed: Deed,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Saved, StorageError> {
    let mut tx = db.pages.begin().await?;
    let verb = match deed {
        Deed::Change => "changed",
        Deed::Close => "closed",
        Deed::Reopen => "reopened",
    };
    let saved = change_in(&mut tx, draft, Some(version), verb, by, now).await?;
    tx.commit().await?;
    Ok(saved)
}

/// The same within a transaction; without a version whatever stands is changed.
pub(super) async fn change_in(
    tx: &mut PgConnection,
    draft: Draft,
    version: Option<i64>,
    verb: &'static str,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Saved, StorageError> {
    change_as(tx, draft, version, (Uuid::now_v7(), verb), by, now).await
}

/// The same with the id of its event.
pub(super) async fn change_as(
    tx: &mut PgConnection,
    draft: Draft,
    version: Option<i64>,
    (event, verb): (Uuid, &'static str),
    by: &User,
    now: DateTime<Utc>,
) -> Result<Saved, StorageError> {
    let Draft { noun, id, mut columns, account } = draft;
    let Some(stored) = records::lock(&mut *tx, noun, id).await? else { return Ok(Saved::Gone) };
    let owner = records::owner(&mut *tx, noun, &stored).await?;
    if records::is_erased(&stored) || !by.role.edits(noun, Ownership::of(owner, by.person_id)) {
        return Ok(Saved::Forbidden);
    }
    find_account(tx, &mut columns, account, by, now).await?;
    let none = Value::Null;
    columns.retain(|column, value| !equal(value, stored.get(column).unwrap_or(&none)));
    if columns.is_empty() {
        return Ok(Saved::Done);
    }
    if version.is_some() && version_of(&stored) != version {
        return Ok(Saved::Stale);
    }
    let fields = fields_of(noun, &columns);
    let mut row = stored.clone();
    row.extend(columns.clone());
    row.insert("person_fields".to_owned(), json!(person_fields(noun, &stored, &columns)));
    let written: Vec<&str> = columns.keys().map(String::as_str).chain(["person_fields"]).collect();
    records::update(tx, noun, row.clone(), &written).await?;
    if noun == Noun::Deal {
        follow(tx, &[id_of(&stored, "lead_id"), id_of(&row, "lead_id")], by, now).await?;
    }
    let said = events::Event { at: now, user: Some(by.id), verb, kind: noun.key(), record: Some(id), fields: &fields };
    events::insert_as(&mut *tx, event, said, detail(noun, &fields, Some(&stored), &row)).await?;
    Ok(Saved::Done)
}

async fn follow(tx: &mut PgConnection, leads: &[Option<Uuid>], by: &User, now: DateTime<Utc>) -> Result<(), StorageError> {
    let leads: BTreeSet<Uuid> = leads.iter().copied().flatten().collect();
    let cause = Cause { import: None, actor: Some(by.person_id.0), now };
    follow_deals(tx, cause, &leads.into_iter().collect::<Vec<_>>()).await
}

/// The account of a name, which is made if it is new.
async fn find_account(
    tx: &mut PgConnection,
    columns: &mut Columns,
    name: Option<String>,
    by: &User,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let Some(name) = name.map(|name| text::clean(&name)).filter(|name| !name.is_empty()) else { return Ok(()) };
    let key = text::fold(&name);
    let known = accounts::find_by_name(tx, std::slice::from_ref(&key)).await?.first().map(|(_, id)| *id);
    let id = known.unwrap_or_else(Uuid::now_v7);
    if known.is_none() {
        let account =
            json!({ "id": id, "name": name, "name_key": key, "person_fields": ["name", "name_key"], "recorded_at": now });
        let Value::Object(account) = account else { return Ok(()) };
        records::insert(&mut *tx, Noun::Account, &account).await?;
        let fields = ["name".to_owned()];
        let (user, record) = (Some(by.id), Some(id));
        let event = events::Event { at: now, user, verb: "created", kind: Noun::Account.key(), record, fields: &fields };
        events::insert(&mut *tx, event).await?;
    }
    columns.insert("account_id".to_owned(), json!(id));
    Ok(())
}

/// What a person set, before and now: whole groups, because their columns say one thing.
fn person_fields(noun: Noun, stored: &Columns, changed: &Columns) -> BTreeSet<String> {
    let before = stored.get("person_fields").and_then(Value::as_array).into_iter().flatten();
    let mut fields: BTreeSet<String> = before.filter_map(|field| field.as_str().map(str::to_owned)).collect();
    for group in groups(noun).iter().filter(|group| group.iter().any(|column| changed.contains_key(*column))) {
        fields.extend(group.iter().map(|column| (*column).to_owned()));
    }
    fields
}

/// The fields of some columns: the first column of each group names it.
fn fields_of(noun: Noun, columns: &Columns) -> Vec<String> {
    let touched = groups(noun).iter().filter(|group| group.iter().any(|column| columns.contains_key(*column)));
    let mut fields: Vec<String> = touched.map(|group| group[0].to_owned()).collect();
    let grouped = |column: &&String| !groups(noun).iter().any(|group| group.contains(&column.as_str()));
    fields.extend(columns.keys().filter(grouped).filter(|column| *column != "person_fields").cloned());
    fields
}

/// The values of what is not personal.
fn detail(noun: Noun, fields: &[String], before: Option<&Columns>, after: &Columns) -> Option<Value> {
    let kept = |columns: &Columns| -> Map<String, Value> {
        let open = |field: &&str| noun == Noun::Campaign || !PERSONAL.contains(field);
        let all = groups(noun).iter().filter(|group| fields.iter().any(|field| field == group[0])).flat_map(|group| group.iter());
        all.copied().filter(open).filter_map(|column| Some((column.to_owned(), columns.get(column)?.clone()))).collect()
    };
    let (before, after) = (before.map(kept), kept(after));
    (!after.is_empty()).then(|| json!({ "before": before, "after": after }))
}
