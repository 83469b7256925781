//! What became of leads of each kind: the past that new leads are valued by.

use super::conversion::counted;
use super::deals::amount;
use super::scope::{Scope, ask};
use crate::domain::moment::Moment;
use crate::metrics::exchange::Rates;
use crate::metrics::quality::{Kind, Past};
use crate::storage::{StorageError, derived};
use sqlx::PgConnection;
use std::collections::BTreeMap;

/// The leads created in a period by kind, with what they brought in the currency of `rates`.
pub async fn groups(db: &mut PgConnection, scope: &Scope, rates: &Rates) -> Result<BTreeMap<Kind, Past>, StorageError> {
    if let Some(found) = derived::kinds(db, scope, rates).await? {
        return Ok(found);
    }
    let rows = ask!("src/storage/metrics/lead_groups.sql", scope).fetch_all(&mut *db).await?;
    let mut groups = BTreeMap::new();
    for row in rows {
        let kind = Kind { channel: row.channel, source: row.source, persona: row.persona, segment: row.segment };
        groups.insert(kind, Past { leads: counted(row.leads), won: counted(row.won), ..Past::default() });
    }
    for row in ask!("src/storage/metrics/won_amounts.sql", scope).fetch_all(db).await? {
        let kind = Kind { channel: row.channel, source: row.source, persona: row.persona, segment: row.segment };
        let day = Moment::from_columns(row.closed_at, row.closed_on).map(|closed| closed.local_date(scope.zone));
        let amount = amount(Some(row.amount_minor), Some(&row.currency));
        let (Some(past), Some(day), Some(amount)) = (groups.get_mut(&kind), day, amount) else { continue };
        match rates.convert(amount, day) {
            Some(minor) => {
                past.priced += 1;
                past.minor += minor;
            }
            None => past.unrated += 1,
        }
    }
    Ok(groups)
}
