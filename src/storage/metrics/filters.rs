//! What a question may be narrowed to. The keys are closed; the values are bound, never part of a statement.

use crate::domain::person::keyed;
use crate::storage::{StorageError, derived};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use sqlx::PgConnection;
use uuid::Uuid;

keyed!(
    /// By what records are filtered and grouped.
    Dimension {
        /// The channel of the first source; of a cost its own, else its campaign's.
        Channel = "channel",
        /// The campaign, those below it included.
        Campaign = "campaign",
        /// The persona.
        Persona = "persona",
        /// The region.
        Region = "region",
        /// The segment.
        Segment = "segment",
        /// The owner.
        Owner = "owner",
        /// The first source as it was given.
        Source = "source",
    }
);

impl Dimension {
    /// Whether costs are recorded by it.
    #[must_use]
    pub const fn splits_costs(self) -> bool {
        matches!(self, Self::Channel | Self::Campaign)
    }
}

/// Why a filter cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// Not `key=value`, or a key that does not exist.
    #[error("{0:?} is no filter: write key=value, with a key of channel, campaign, persona, region, segment, owner, source")]
    Unreadable(String),
    /// A campaign or a person that does not exist.
    #[error("no {} is named {value:?}", key.key())]
    Unknown {
        /// The key.
        key: Dimension,
        /// The value.
        value: String,
    },
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The filters of a question. Several values of one key are alternatives; an empty value is records without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    asked: Vec<(Dimension, String)>,
    pub(in crate::storage) campaigns: Vec<Uuid>,
    pub(in crate::storage) owners: Vec<Uuid>,
}

impl Filters {
    /// Reads `key=value` as the command line and the address bar have it.
    ///
    /// # Errors
    /// [`FilterError::Unreadable`] with the text at fault.
    pub fn parse(text: &str) -> Result<(Dimension, String), FilterError> {
        let unreadable = || FilterError::Unreadable(text.to_owned());
        let (key, value) = text.split_once('=').ok_or_else(unreadable)?;
        Ok((Dimension::from_key(key.trim()).ok_or_else(unreadable)?, value.trim().to_owned()))
    }

    /// The filters of these values. A campaign is given by id or name, an owner by id, e-mail address or name.
    ///
    /// # Errors
    /// [`FilterError::Unknown`] when a campaign or an owner does not exist.
    pub async fn resolve(db: &mut PgConnection, asked: Vec<(Dimension, String)>) -> Result<Self, FilterError> {
        let mut found = Self::default();
        for (key, value) in &asked {
            let ids = match key {
                Dimension::Campaign => campaigns(db, value).await?,
                Dimension::Owner => owners(db, value).await?,
                _ => continue,
            };
            if ids.is_empty() {
                return Err(FilterError::Unknown { key: *key, value: value.clone() });
            }
            if *key == Dimension::Campaign { &mut found.campaigns } else { &mut found.owners }.extend(ids);
        }
        Ok(Self { asked, ..found })
    }

    /// What was asked for, in order.
    #[must_use]
    pub fn asked(&self) -> &[(Dimension, String)] {
        &self.asked
    }

    /// The values of a key.
    #[must_use]
    pub fn values(&self, key: Dimension) -> Vec<String> {
        self.asked.iter().filter(|(asked, _)| *asked == key).map(|(_, value)| value.clone()).collect()
    }

    /// Whether costs are recorded by everything that is filtered by.
    #[must_use]
    pub fn split_costs(&self) -> bool {
        self.asked.iter().all(|(key, _)| key.splits_costs())
    }
}

impl Serialize for Filters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for key in Dimension::ALL.iter().filter(|key| self.asked.iter().any(|(asked, _)| asked == *key)) {
            map.serialize_entry(key.key(), &self.values(*key))?;
        }
        map.end()
    }
}

async fn campaigns(db: &mut PgConnection, value: &str) -> Result<Vec<Uuid>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"with recursive below as (
               select id from campaigns where id::text = $1 or name = $1
               union
               select c.id from campaigns c join below on c.parent_id = below.id
           )
           select id as "id!" from below"#,
        value
    );
    Ok(found.fetch_all(db).await?)
}

async fn owners(db: &mut PgConnection, value: &str) -> Result<Vec<Uuid>, StorageError> {
    let found = sqlx::query_scalar!("select id from people where id::text = $1 or handle = lower($1) or name = $1", value);
    Ok(found.fetch_all(db).await?)
}

/// The values of each of some dimensions that leads have, in order, at most 500: what filters offer.
pub async fn choices(db: &mut PgConnection, keys: &[Dimension]) -> Result<Vec<(Dimension, Vec<String>)>, StorageError> {
    let derived = derived::choices(db, keys).await?;
    let is_told = |key: &Dimension| derived.as_ref().is_some_and(|found| found.iter().any(|(told, _)| told == key));
    let names: Vec<String> = keys.iter().filter(|key| !is_told(key)).map(|key| key.key().to_owned()).collect();
    let rows = sqlx::query_file!("src/storage/metrics/choices.sql", &names).fetch_all(db).await?;
    let values = |key: Dimension| rows.iter().filter(|row| row.key == key.key()).map(|row| row.value.clone()).collect();
    let told = |key: Dimension| derived.as_ref()?.iter().find(|(told, _)| *told == key).map(|(_, values)| values.clone());
    Ok(keys.iter().map(|key| (*key, told(*key).unwrap_or_else(|| values(*key)))).collect())
}

/// Those of some values of leads that no lead has. A value that one has is found at the first of them.
pub async fn unknown(db: &mut PgConnection, asked: &[(Dimension, String)]) -> Result<Vec<(Dimension, String)>, StorageError> {
    if let Some(unknown) = derived::unknown(db, asked).await? {
        return Ok(unknown);
    }
    let (keys, values): (Vec<String>, Vec<String>) =
        asked.iter().map(|(key, value)| (key.key().to_owned(), value.clone())).unzip();
    let found = sqlx::query!(
        r#"select v.key as "key!", v.value as "value!" from unnest($1::text[], $2::text[]) as v (key, value)
           where v.value <> '' and v.key not in ('campaign', 'owner') and not exists (
               select from leads l
               where v.value = case v.key when 'channel' then l.channel when 'persona' then l.persona when 'region' then l.region
                                          when 'segment' then l.segment when 'source' then l.source end)"#,
        &keys,
        &values
    );
    let rows = found.fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|row| Some((Dimension::from_key(&row.key)?, row.value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_known_key_and_a_value() {
        assert_eq!(Filters::parse("region= MENA ").unwrap(), (Dimension::Region, "MENA".to_owned()));
        assert_eq!(Filters::parse("source=a=b").unwrap().1, "a=b");
        assert!(Filters::parse("region").is_err() && Filters::parse("colour=red").is_err());
    }

    #[test]
    fn costs_are_recorded_by_channel_and_campaign_only() {
        let by = |key| Filters { asked: vec![(key, "x".to_owned())], ..Filters::default() }.split_costs();
        assert!(by(Dimension::Channel) && by(Dimension::Campaign) && !by(Dimension::Region) && !by(Dimension::Persona));
        assert!(Filters::default().split_costs());
    }
}
