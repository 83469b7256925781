//! Inviting somebody, who may be a person that files already name: what he owns there stays his.

use super::make_link::{self, NewLink, store};
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Digits, Language, Role, Team, Theme, TimeDirection};
use crate::domain::text;
use crate::storage::staff::{self, Which};
use crate::storage::users::{self, User};
use crate::storage::{Database, StorageError, events, people};
use chrono::{DateTime, Utc};

/// Who is invited, and as what.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The user that he becomes. Sent again, the form carries the same: he is invited once, with a fresh link.
    pub user: UserId,
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// His team.
    pub team: Option<Team>,
    /// The language in which he is met.
    pub language: Language,
    /// The person that he is among owners.
    pub person: Option<PersonId>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Done: the link to give him.
    Link(NewLink),
    /// The address is no e-mail address.
    NoAddress,
    /// Somebody signs in with this address.
    AddressTaken,
    /// The person signs in already, or does not exist.
    PersonTaken,
    /// Files name another person by this address.
    OtherPerson,
}

/// Invites somebody.
pub async fn invite_user(
    db: &Database,
    invitation: Invitation,
    by: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Invited, StorageError> {
    let Some(email_key) = text::fold_email(&invitation.email) else { return Ok(Invited::NoAddress) };
    if let Some(found) = users::find_by_email(&db.pages, &email_key).await? {
        let again = if found == invitation.user { make_link::make_link(db, found, by, now).await? } else { None };
        return Ok(again.map_or(Invited::AddressTaken, Invited::Link));
    }
    let mut tx = db.pages.begin().await?;
    let known = people::find_by_handle(&mut *tx, &email_key).await?;
    let person = match (invitation.person, known) {
        (Some(chosen), Some(known)) if chosen != known => return Ok(Invited::OtherPerson),
        (chosen, known) => chosen.or(known),
    };
    let mut user = user_of(&invitation, person);
    match person {
        Some(person) if is_free(&mut tx, person).await? => {
            people::update(&mut *tx, person, &user.name, &user.email, user.team).await?;
        }
        Some(_) => return Ok(Invited::PersonTaken),
        None => user.person_id = people::insert(&mut *tx, &user, &email_key).await?,
    }
    match users::insert_of_person(&mut *tx, &user, &email_key, None, now).await {
        Err(StorageError::Constraint { name, .. }) if name == "users_email_unique" => return Ok(Invited::AddressTaken),
        Err(StorageError::Constraint { name, .. }) if name == "users_person_unique" => return Ok(Invited::PersonTaken),
        done => done?,
    }
    let link = store(&mut tx, user.id, true, by, now).await?;
    let event = events::Event { at: now, user: by, verb: "invited", kind: "user", record: Some(user.id.0), fields: &[] };
    events::insert_with(&mut *tx, event, Some(serde_json::json!({ "role": user.role.key() }))).await?;
    tx.commit().await?;
    Ok(Invited::Link(link))
}

/// Whether a person exists and does not sign in yet.
async fn is_free(tx: &mut sqlx::PgConnection, person: PersonId) -> Result<bool, StorageError> {
    let found = staff::find(&mut *tx, Which::Person(person)).await?;
    Ok(found.first().is_some_and(|someone| someone.user.is_none()))
}

fn user_of(invitation: &Invitation, person: Option<PersonId>) -> User {
    User {
        id: invitation.user,
        person_id: person.unwrap_or_else(PersonId::new),
        name: text::clean(&invitation.name),
        email: text::clean(&invitation.email),
        role: invitation.role,
        team: invitation.role.implied_team().or(invitation.team),
        language: Some(invitation.language),
        digits: Digits::Western,
        theme: Theme::System,
        time_direction: TimeDirection::Page,
        mailed: true,
        zone: None,
    }
}
