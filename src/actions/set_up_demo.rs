//! The workspace of a demo and everybody in it.

use super::passwords;
use super::set_up::SetUpError;
use crate::domain::ids::{NoteId, PersonId, UserId};
use crate::domain::person::{Digits, Newcomer, Role, Team, Theme, TimeDirection};
use crate::domain::text;
use crate::domain::workspace::Workspace;
use crate::metrics::kpi::Kpi;
use crate::storage::exchange_rates::{self, Rate};
use crate::storage::kpis::{self, Owner, RecordedTarget, TargetState};
use crate::storage::{Database, StorageError, calendars, chart_notes, events, users, workspace};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A number that the teams of a demo agreed on.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreedGoal {
    /// Which.
    pub kpi: Kpi,
    /// The first day of a month, and the target from it on.
    pub targets: Vec<(NaiveDate, f64)>,
    /// Whether marketing named an owner.
    pub has_marketing_owner: bool,
}

/// A note that somebody of a demo wrote on its charts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenNote {
    /// The day.
    pub day: NaiveDate,
    /// The address of the author.
    pub author: String,
    /// What happened.
    pub body: String,
}

/// What the people of a demo agreed on and wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// Their goals.
    pub goals: Vec<AgreedGoal>,
    /// Their notes.
    pub notes: Vec<WrittenNote>,
}

/// Creates the workspace, its people with one password for all, the exchange rates of what it spent abroad, and what
/// its teams agreed on. This comes last: as long as there is no workspace, a demo that was broken off can be begun again.
pub async fn set_up_demo(
    db: &Database,
    new: &Workspace,
    newcomers: &[Newcomer],
    password: &str,
    rates: &[Rate],
    agreed: &Agreed,
    now: DateTime<Utc>,
) -> Result<(), SetUpError> {
    let hash = passwords::hash(password.to_owned()).await?;
    let mut tx = db.jobs.begin().await.map_err(StorageError::from)?;
    workspace::insert(&mut *tx, new, now).await.map_err(SetUpError::of_workspace)?;
    calendars::insert_usual(&mut tx, new, now).await?;
    workspace::mark_demo(&mut *tx).await?;
    let mut people = Vec::new();
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
            mailed: true,
            zone: None,
        };
        users::insert(&mut tx, &user, &email_key, &hash, now).await?;
        people.push(user);
    }
    agree(&mut tx, new, &people, &agreed.goals, now).await?;
    for note in &agreed.notes {
        if let Some(author) = people.iter().find(|user| user.email == note.author) {
            chart_notes::insert(&mut *tx, NoteId::new(), note.day, &note.body, author.id, now).await?;
        }
    }
    for rate in rates {
        exchange_rates::upsert(&mut *tx, *rate).await?;
    }
    workspace::forget_set_up_code(&mut *tx).await?;
    let event = events::Event { at: now, user: None, verb: "set_up_demo", kind: "workspace", record: None, fields: &[] };
    events::insert(&mut *tx, event).await?;
    Ok(tx.commit().await.map_err(StorageError::from)?)
}

/// Owners are a marketer and a salesperson; a manager set the targets.
async fn agree(
    db: &mut PgConnection,
    workspace: &Workspace,
    people: &[users::User],
    goals: &[AgreedGoal],
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let Some(manager) = people.iter().find(|user| user.role == Role::Manager) else { return Ok(()) };
    // The rows may have known somebody before he signed in: then he is that person.
    let of_marketing = kpis::people_of(&mut *db, Team::Marketing).await?;
    let of_sales = kpis::people_of(&mut *db, Team::Sales).await?;
    let owner = |team: &[Owner], role: Role| {
        let of_role = |one: &&Owner| people.iter().any(|user| user.role == role && user.name == one.name);
        team.iter().find(of_role).map(|one| one.id)
    };
    let (marketing, sales) = (owner(&of_marketing, Role::Marketing), owner(&of_sales, Role::Sales));
    for goal in goals {
        let stored = kpis::lock(&mut *db, goal.kpi).await?;
        for (from, value) in &goal.targets {
            let target =
                RecordedTarget { from: *from, state: TargetState::Set, value: Some(*value), at: now, by: None, holds: true };
            kpis::record_target(&mut *db, stored.id, &target, goal.kpi.unit(workspace.currency), manager.id).await?;
        }
        kpis::set_owners(&mut *db, stored.id, marketing.filter(|_| goal.has_marketing_owner), sales).await?;
    }
    Ok(())
}
