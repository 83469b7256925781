//! What was promised for imported handoffs, and the reasons that they name.

use super::{Line, Run};
use crate::actions::handoffs::offer::prospect_of;
use crate::domain::handoff::ReasonOutcome;
use crate::domain::person::Team;
use crate::domain::policy::{Conditions, Policy};
use crate::domain::record::HandoffRow;
use crate::domain::text;
use crate::storage::copy;
use crate::storage::handoff_reasons::{self, Reason};
use crate::storage::leads::StoredLead;
use crate::storage::{StorageError, calendars, sla_policies, workspace};
use chrono::TimeDelta;
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A day of which nobody said how long work lasts.
const USUAL_DAY: TimeDelta = TimeDelta::hours(8);
/// Where a reason that only a file uses stands in the order, and how long its name may be.
const LAST: i32 = 1_000;
const NAME_CHARS: usize = 200;
const KEY_CHARS: usize = 100;

/// The promises under which the handoffs of a batch were made.
#[derive(Debug, Default)]
pub struct Terms {
    by_window: HashMap<i32, Uuid>,
    by_lead: HashMap<Uuid, Policy>,
    sales: Option<Uuid>,
}

impl Terms {
    /// Finds or makes them for rows whose leads are known.
    pub async fn load(tx: &mut PgConnection, run: &Run, rows: &[(&Line, &HandoffRow, Uuid)]) -> Result<Self, StorageError> {
        let mut terms = Self::default();
        if rows.is_empty() {
            return Ok(terms);
        }
        let source = sla_policies::source_name(&mut *tx, run.source).await?.unwrap_or_default();
        let windows: BTreeSet<i32> = rows.iter().filter_map(|(_, row, _)| row.window_minutes).collect();
        for minutes in windows {
            terms.by_window.insert(minutes, told(tx, run, promised(&source, minutes)).await?);
        }
        let leads: Vec<Uuid> = rows.iter().filter(|(_, row, _)| row.window_minutes.is_none()).map(|(.., lead)| *lead).collect();
        if !leads.is_empty() {
            terms.by_lead = in_force(tx, run, &source, leads).await?;
            let owned = |row: &HandoffRow| row.window_minutes.is_none() && row.assignee.is_some();
            if rows.iter().any(|(_, row, _)| owned(row)) && terms.by_lead.values().any(|policy| !policy.around_the_clock) {
                terms.sales = Some(calendars::in_force(&mut *tx, Team::Sales, run.now).await?.0);
            }
        }
        Ok(terms)
    }

    /// The policy and the calendar of a row. Where nobody is known to own the lead, the policy's own calendar runs.
    pub fn of(&self, row: &HandoffRow, lead: Uuid) -> Option<(Uuid, Option<Uuid>)> {
        if let Some(minutes) = row.window_minutes {
            return self.by_window.get(&minutes).map(|policy| (*policy, None));
        }
        let policy = self.by_lead.get(&lead)?;
        let owned = row.assignee.is_some() && !policy.around_the_clock;
        Some((policy.id, self.sales.filter(|_| owned)))
    }
}

/// The promise that a source made: so many minutes for the first touch, around the clock.
fn promised(source: &str, minutes: i32) -> Policy {
    let hours = f64::from(minutes) / 60.0;
    Policy {
        around_the_clock: true,
        touch_minutes: minutes,
        expire_minutes: None,
        tell_manager: false,
        tell_again_minutes: None,
        reassign_minutes: None,
        ..Policy::usual(&shortened(&format!("{source} · {hours} h"), NAME_CHARS), TimeDelta::hours(24))
    }
}

/// An imported policy of this name and window, made on first use.
async fn told(tx: &mut PgConnection, run: &Run, policy: Policy) -> Result<Uuid, StorageError> {
    if let Some(found) = sla_policies::find_imported(&mut *tx, &policy.name, policy.touch_minutes).await? {
        return Ok(found);
    }
    sla_policies::insert(&mut *tx, &policy, true, None, run.now).await?;
    Ok(policy.id)
}

/// The policies in force for leads. Where none is, the usual one of the source, which is in force for nobody else.
async fn in_force(
    tx: &mut PgConnection,
    run: &Run,
    source: &str,
    mut leads: Vec<Uuid>,
) -> Result<HashMap<Uuid, Policy>, StorageError> {
    leads.sort_unstable();
    leads.dedup();
    let policies = sla_policies::in_force(&mut *tx).await?;
    let mut found = HashMap::new();
    if policies.first().is_some_and(|first| first.conditions == Conditions::default()) {
        found.extend(leads.iter().map(|lead| (*lead, policies[0].clone())));
        return Ok(found);
    }
    if !policies.is_empty() {
        let own = workspace::find(&mut *tx).await?.map(|workspace| workspace.currency);
        for lead in copy::find_json::<StoredLead>(tx, &leads).await? {
            let Value::Object(lead) = lead else { continue };
            let prospect = prospect_of(&lead, own);
            let fits = policies.iter().find(|policy| policy.conditions.fit(&prospect));
            let id = lead.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
            found.extend(id.zip(fits.cloned()));
        }
    }
    leads.retain(|lead| !found.contains_key(lead));
    if !leads.is_empty() {
        let usual = Policy::usual(&shortened(source, NAME_CHARS), USUAL_DAY);
        let id = told(tx, run, usual.clone()).await?;
        found.extend(leads.into_iter().map(|lead| (lead, Policy { id, ..usual.clone() })));
    }
    Ok(found)
}

/// The reasons that a batch names, by their words.
#[derive(Debug, Default)]
pub struct Reasons(HashMap<String, String>);

impl Reasons {
    /// Finds them by key or name; one that nobody knows becomes a reason that is not offered.
    pub async fn ensure<'a>(
        tx: &mut PgConnection,
        run: &Run,
        words: impl Iterator<Item = &'a String>,
    ) -> Result<Self, StorageError> {
        let wanted: BTreeSet<&String> = words.collect();
        if wanted.is_empty() {
            return Ok(Self::default());
        }
        let mut known: HashMap<String, String> = HashMap::new();
        for reason in handoff_reasons::all(&mut *tx).await? {
            known.extend(reason.name.map(|name| (text::fold(&name), reason.key.clone())));
            known.insert(text::fold(&reason.key), reason.key);
        }
        let mut found = HashMap::new();
        for word in wanted {
            let name = shortened(&text::clean(word), NAME_CHARS);
            let folded = text::fold(&name);
            let key = if let Some(key) = known.get(&folded) {
                key.clone()
            } else {
                let key = shortened(&folded, KEY_CHARS);
                let reason = Reason {
                    key: key.clone(),
                    name: Some(name),
                    position: LAST,
                    outcome: ReasonOutcome::Back,
                    recycle_days: None,
                    active: false,
                    version: 1,
                };
                handoff_reasons::insert_imported(&mut *tx, &reason, run.id.0).await?;
                known.insert(folded, key.clone());
                key
            };
            found.insert(word.clone(), key);
        }
        Ok(Self(found))
    }

    /// The key of a reason as a row words it.
    pub fn key(&self, word: Option<&String>) -> Option<String> {
        self.0.get(word?).cloned()
    }
}

fn shortened(text: &str, chars: usize) -> String {
    text.chars().take(chars).collect()
}
