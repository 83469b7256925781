//! Each evidence query of `storage/metrics` on a random world, and the same question answered by a plain fold in Rust
//! over all rows of that world.

mod facts;
mod handoff_world;
mod lists;
mod lists_of_evidence;
mod of_deals;
mod of_handoffs;
mod of_leads;
mod of_stages;
pub mod random_world;

use crate::support::{TestDatabase, at, days};
use chrono::{DateTime, Utc};
use facts::Facts;
use mihwar::domain::period::{Period, Step};
use mihwar::storage::Database;
use mihwar::storage::metrics::{Dimension, Filters, Scope, snapshot};
use sqlx::{Postgres, Transaction};

/// A random world in a database and as plain rows.
struct Both {
    // Leases the database while the view of it is in use.
    _database: TestDatabase,
    view: Transaction<'static, Postgres>,
    facts: Facts,
}

/// A question, with its period in steps.
struct Asked {
    scope: Scope,
    steps: Vec<Period>,
}

impl Both {
    async fn of(seed: u64) -> Self {
        Self::with(seed, async |_| ()).await
    }

    /// A random world with more in it.
    async fn with(seed: u64, more: impl AsyncFnOnce(&Database)) -> Self {
        let database = TestDatabase::lease().await;
        random_world::save(&database.db, seed).await;
        more(&database.db).await;
        let mut view = snapshot(&database.db.pages).await.unwrap();
        let facts = Facts::load(&mut view).await;
        Self { _database: database, view, facts }
    }

    /// Questions that differ in zone, period, moment and filters.
    async fn questions(&mut self) -> Vec<Asked> {
        let filters: [&[(Dimension, &str)]; 4] = [
            &[],
            &[(Dimension::Region, "MENA"), (Dimension::Region, "")],
            &[(Dimension::Source, "Email"), (Dimension::Persona, "buyer")],
            &[(Dimension::Campaign, "spring"), (Dimension::Channel, "Event"), (Dimension::Channel, "Email")],
        ];
        let moments: [(&str, Period, DateTime<Utc>); 3] = [
            ("Asia/Riyadh", days("2025-03-01", "2025-09-01"), at("2026-04-01T00:00:00Z")),
            ("America/New_York", days("2025-01-15", "2025-12-10"), at("2025-10-01T03:30:00Z")),
            ("Africa/Cairo", days("2025-04-25", "2025-05-02"), at("2025-07-31T21:30:00Z")),
        ];
        let mut asked = Vec::new();
        for (zone, period, as_of) in moments {
            for filter in filters {
                let named = filter.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
                let filters = Filters::resolve(&mut self.view, named).await.unwrap();
                let scope = Scope::new(period, as_of, zone.parse().unwrap(), filters);
                asked.push(Asked { scope, steps: period.steps(Step::Month) });
            }
        }
        asked
    }
}

impl Asked {
    /// The place of the step that holds a local day.
    fn step(&self, moment: mihwar::domain::moment::Moment) -> usize {
        self.steps.iter().position(|step| step.holds(moment, self.scope.zone)).unwrap()
    }
}
