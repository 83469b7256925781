//! What the names in a batch mean: people, campaigns, accounts and leads.

use super::Run;
use crate::domain::record::Ref;
use crate::domain::text;
use crate::storage::accounts::StoredAccount;
use crate::storage::campaigns::StoredCampaign;
use crate::storage::external_refs::{self, ACCOUNT, CAMPAIGN, DEAL, LEAD, LEAD_KEY2, NewRef};
use crate::storage::{StorageError, accounts, campaigns, copy, leads, people};
use sqlx::PgConnection;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Names met in a batch and the records that they mean.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, Uuid>);

impl Names {
    /// The record of a name as written in a file.
    pub fn get(&self, name: Option<&String>) -> Option<Uuid> {
        self.0.get(&text::fold(name?)).copied()
    }
}

/// The people of these names or addresses; who is new becomes a person without sign-in.
pub async fn people<'a>(
    tx: &mut PgConnection,
    run: &Run,
    names: impl Iterator<Item = &'a String>,
) -> Result<Names, StorageError> {
    let wanted: BTreeMap<String, String> =
        names.map(|n| (text::fold(n), text::clean(n))).filter(|(h, _)| !h.is_empty()).collect();
    Ok(Names(people::ensure(tx, &wanted, run.id.0).await?))
}

/// The campaigns of these ids or names; one that is new is made, with no more than its name.
pub async fn campaigns<'a>(
    tx: &mut PgConnection,
    run: &Run,
    names: impl Iterator<Item = &'a String>,
) -> Result<Names, StorageError> {
    let wanted: HashMap<String, &String> = names.map(|n| (text::fold(n), n)).filter(|(k, _)| !k.is_empty()).collect();
    let ids: Vec<String> = wanted.values().map(|n| (*n).clone()).collect();
    let keys: Vec<String> = wanted.keys().cloned().collect();
    let by_ref = external_refs::find(tx, run.source, CAMPAIGN, &ids).await?;
    let by_name: HashMap<String, Uuid> = campaigns::find_by_name(tx, &keys).await?.into_iter().collect();
    let mut found = HashMap::new();
    let mut fresh = Vec::new();
    for (key, name) in wanted {
        let id = by_ref.get(name).or_else(|| by_name.get(&key)).copied().unwrap_or_else(|| {
            let campaign = new_campaign(run, name);
            fresh.push(campaign.clone());
            campaign.id
        });
        found.insert(key, id);
    }
    copy::insert_all(tx, &fresh).await?;
    Ok(Names(found))
}

/// A campaign of which no more is known than its name.
pub fn new_campaign(run: &Run, name: &str) -> StoredCampaign {
    StoredCampaign {
        id: Uuid::now_v7(),
        name: text::clean(name),
        name_key: text::fold(name),
        parent_id: None,
        channel: None,
        start_on: None,
        end_on: None,
        budget_minor: None,
        budget_currency: None,
        owner_id: None,
        sales_partner_id: None,
        persona: None,
        raw: None,
        import_id: Some(run.id.0),
        import_file: None,
        import_line: None,
        recorded_at: run.now,
    }
}

/// The accounts of these ids or names. With `make`, one that is new is made.
pub async fn accounts<'a>(
    tx: &mut PgConnection,
    run: &Run,
    names: impl Iterator<Item = &'a String>,
    make: bool,
) -> Result<Names, StorageError> {
    let wanted: HashMap<String, &String> = names.map(|n| (text::fold(n), n)).filter(|(k, _)| !k.is_empty()).collect();
    let ids: Vec<String> = wanted.values().map(|n| (*n).clone()).collect();
    let keys: Vec<String> = wanted.keys().cloned().collect();
    let by_ref = external_refs::find(tx, run.source, ACCOUNT, &ids).await?;
    let by_name: HashMap<String, Uuid> = accounts::find_by_name(tx, &keys).await?.into_iter().collect();
    let mut found = HashMap::new();
    let (mut fresh, mut refs) = (Vec::new(), Vec::new());
    for (key, name) in wanted {
        if let Some(id) = by_ref.get(name).or_else(|| by_name.get(&key)) {
            found.insert(key, *id);
        } else if make {
            let account = new_account(run, name);
            found.insert(key, account.id);
            refs.push(NewRef { kind: ACCOUNT, external_id: name.clone(), record_id: account.id });
            fresh.push(account);
        }
    }
    copy::insert_all(tx, &fresh).await?;
    external_refs::insert_all(tx, run.source, run.id.0, &refs).await?;
    Ok(Names(found))
}

/// An account of which no more is known than its name.
pub fn new_account(run: &Run, name: &str) -> StoredAccount {
    StoredAccount {
        id: Uuid::now_v7(),
        name: text::clean(name),
        name_key: text::fold(name),
        domain: None,
        country: None,
        region: None,
        segment: None,
        raw: None,
        import_id: Some(run.id.0),
        import_file: None,
        import_line: None,
        recorded_at: run.now,
    }
}

/// The leads that rows name by id, address or second key.
#[derive(Debug, Default)]
pub struct Leads {
    ids: HashMap<String, Uuid>,
    emails: HashMap<String, Uuid>,
    second_keys: HashMap<String, Uuid>,
}

impl Leads {
    /// The lead that a row names.
    pub fn get(&self, wanted: &Ref) -> Option<Uuid> {
        match wanted {
            Ref::Id(id) => self.ids.get(id),
            Ref::Email(email) => self.emails.get(email),
            Ref::Key2(key) => self.second_keys.get(key),
        }
        .copied()
    }
}

/// Looks up the leads that a batch names. An address that two leads share names neither.
pub async fn leads<'a>(tx: &mut PgConnection, run: &Run, refs: impl Iterator<Item = &'a Ref>) -> Result<Leads, StorageError> {
    let (mut ids, mut emails, mut keys) = (HashSet::new(), HashSet::new(), HashSet::new());
    for wanted in refs {
        match wanted {
            Ref::Id(id) => ids.insert(id.clone()),
            Ref::Email(email) => emails.insert(email.clone()),
            Ref::Key2(key) => keys.insert(key.clone()),
        };
    }
    let list = |set: HashSet<String>| set.into_iter().collect::<Vec<_>>();
    let mut by_email = HashMap::new();
    let mut shared = HashSet::new();
    for (email, lead) in leads::find_by_key(tx, &list(emails), &[]).await? {
        if by_email.insert(email.clone(), lead).is_some_and(|other| other != lead) {
            shared.insert(email);
        }
    }
    by_email.retain(|email, _| !shared.contains(email));
    Ok(Leads {
        ids: external_refs::find(tx, run.source, LEAD, &list(ids)).await?,
        emails: by_email,
        second_keys: external_refs::find(tx, run.source, LEAD_KEY2, &list(keys)).await?,
    })
}

/// The deals of these ids.
pub async fn deals(tx: &mut PgConnection, run: &Run, ids: &[String]) -> Result<HashMap<String, Uuid>, StorageError> {
    external_refs::find(tx, run.source, DEAL, ids).await
}
