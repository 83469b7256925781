//! The workspace of a demo and everybody in it.

use super::passwords;
use super::set_up::SetUpError;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Digits, Newcomer, Theme, TimeDirection};
use crate::domain::text;
use crate::domain::workspace::Workspace;
use crate::storage::exchange_rates::{self, Rate};
use crate::storage::{Database, StorageError, events, users, workspace};
use chrono::{DateTime, Utc};

/// Creates the workspace, its people with one password for all, and the exchange rates of what it spent abroad. This
/// comes last: as long as there is no workspace, a demo that was broken off can be begun again.
pub async fn set_up_demo(
    db: &Database,
    new: &Workspace,
    newcomers: &[Newcomer],
    password: &str,
    rates: &[Rate],
    now: DateTime<Utc>,
) -> Result<(), SetUpError> {
    let hash = passwords::hash(password.to_owned()).await?;
    let mut tx = db.jobs.begin().await.map_err(StorageError::from)?;
    workspace::insert(&mut *tx, new, now).await.map_err(SetUpError::of_workspace)?;
    workspace::mark_demo(&mut *tx).await?;
    for newcomer in newcomers {
        let email_key = text::fold_email(&newcomer.email).ok_or_else(|| SetUpError::Email(newcomer.email.clone()))?;
        let user = users::User {
            id: UserId::new(),
            person_id: PersonId::new(),
            name: newcomer.name.clone(),
            email: newcomer.email.clone(),
            role: newcomer.role,
            team: Some(newcomer.team),
            language: Some(newcomer.language),
            digits: Digits::Western,
            theme: Theme::System,
            time_direction: TimeDirection::Page,
            zone: None,
        };
        users::insert(&mut tx, &user, &email_key, &hash, now).await?;
    }
    for rate in rates {
        exchange_rates::upsert(&mut *tx, *rate).await?;
    }
    workspace::forget_set_up_code(&mut *tx).await?;
    let event = events::Event { at: now, user: None, verb: "set_up_demo", kind: "workspace", record: None, fields: &[] };
    events::insert(&mut *tx, event).await?;
    Ok(tx.commit().await.map_err(StorageError::from)?)
}
