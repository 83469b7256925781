//! Who answers for a number in each team.

use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::Team;
use crate::metrics::kpi::Kpi;
use crate::storage::kpis::{self, Owner, StoredKpi};
use crate::storage::{Database, StorageError, events};
use chrono::{DateTime, Utc};

/// The owners that are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owners {
    /// In marketing.
    pub marketing: Option<PersonId>,
    /// In sales.
    pub sales: Option<PersonId>,
    /// The version that the form was opened with.
    pub version: i32,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Chosen {
    /// They own it now.
    Done,
    /// Somebody changed the number since the form was opened; this stands now.
    Stale(Box<StoredKpi>),
    /// Nobody of this team has this id.
    NotInTeam(Team),
}

/// Sets the owners, if nobody changed the number since. The same again changes nothing.
pub async fn set_owners(
    db: &Database,
    kpi: Kpi,
    wanted: Owners,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Chosen, StorageError> {
    let mut tx = db.pages.begin().await?;
    let stored = kpis::lock(&mut tx, kpi).await?;
    let id = |owner: &Option<Owner>| owner.as_ref().map(|owner| owner.id);
    let changed = |name: &str, differs: bool| differs.then(|| name.to_owned());
    let fields: Vec<String> = [
        changed("marketing_owner", id(&stored.marketing) != wanted.marketing),
        changed("sales_owner", id(&stored.sales) != wanted.sales),
    ]
    .into_iter()
    .flatten()
    .collect();
    if fields.is_empty() {
        return Ok(Chosen::Done);
    }
    if stored.version != wanted.version {
        return Ok(Chosen::Stale(Box::new(stored)));
    }
    for (team, person, owner) in
        [(Team::Marketing, wanted.marketing, &stored.marketing), (Team::Sales, wanted.sales, &stored.sales)]
    {
        // An owner who changed teams since may stay.
        let known = person.is_none() || person == id(owner);
        if !known && !kpis::people_of(&mut *tx, team).await?.iter().any(|one| Some(one.id) == person) {
            return Ok(Chosen::NotInTeam(team));
        }
    }
    kpis::set_owners(&mut *tx, stored.id, wanted.marketing, wanted.sales).await?;
    kpis::bump(&mut *tx, stored.id).await?;
    let event =
        events::Event { at: now, user: Some(user), verb: "changed", kind: "kpi", record: Some(stored.id.0), fields: &fields };
    events::insert(&mut *tx, event).await?;
    tx.commit().await?;
    Ok(Chosen::Done)
}
