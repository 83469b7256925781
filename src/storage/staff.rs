//! Everybody of the workspace: who signs in, and who is only named in files.

use super::StorageError;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Language, Role, Team, keyed};
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

keyed!(
    /// How a user stands.
    Standing {
        /// He signs in.
        Active = "active",
        /// He has not come yet.
        Invited = "invited",
        /// He has left.
        Left = "left",
    }
);

/// Somebody of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Someone {
    /// The person.
    pub person: PersonId,
    /// His name.
    pub name: String,
    /// His team.
    pub team: Option<Team>,
    /// As whom he signs in.
    pub user: Option<Account>,
}

/// As whom somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user.
    pub id: UserId,
    /// His address.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// How he stands.
    pub standing: Standing,
    /// When he was last here.
    pub seen: Option<DateTime<Utc>>,
    /// Until when his link works.
    pub link_until: Option<DateTime<Utc>>,
    /// His language, where he has chosen one.
    pub language: Option<Language>,
    /// Grows with every change of the account.
    pub version: i32,
}

/// Whom to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Users, by name.
    Users,
    /// People without sign-in, by name.
    Others,
    /// One person.
    Person(PersonId),
    /// The person of a user.
    User(UserId),
}

/// People that a page shows at most.
pub const SHOWN: i64 = 500;

/// Finds people.
pub async fn find(db: impl PgExecutor<'_>, which: Which) -> Result<Vec<Someone>, StorageError> {
    let (users, person, user) = match which {
        Which::Users => (Some(true), None, None),
        Which::Others => (Some(false), None, None),
        Which::Person(id) => (None, Some(id.0), None),
        Which::User(id) => (None, None, Some(id.0)),
    };
    let rows = sqlx::query_as!(
        Row,
        r#"select p.id, p.name, p.team, u.id as "user_id?", u.email as "email?", u.role as "role?", u.active as "active?",
                  u.password_hash is null as "no_password!", u.seen_at, l.expires_at as "link_until?", u.language, u.version as "version?"
           from people p left join users u on u.person_id = p.id left join one_time_links l on l.user_id = u.id
           where ($1::boolean is null or (u.id is not null) = $1) and ($2::uuid is null or p.id = $2)
             and ($3::uuid is null or u.id = $3)
           order by coalesce(u.active, true) desc, lower(p.name), p.id limit $4"#,
        users,
        person,
        user,
        SHOWN
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Row::someone).collect())
}

/// How many people do not sign in.
pub async fn count_others(db: impl PgExecutor<'_>) -> Result<i64, StorageError> {
    let n = sqlx::query_scalar!(
        r#"select count(*) as "n!" from people p where not exists (select from users u where u.person_id = p.id)"#
    );
    Ok(n.fetch_one(db).await?)
}

struct Row {
    id: Uuid,
    name: String,
    team: Option<String>,
    user_id: Option<Uuid>,
    email: Option<String>,
    role: Option<String>,
    active: Option<bool>,
    no_password: bool,
    seen_at: Option<DateTime<Utc>>,
    link_until: Option<DateTime<Utc>>,
    language: Option<String>,
    version: Option<i32>,
}

impl Row {
    fn someone(self) -> Someone {
        let standing = match (self.active, self.no_password) {
            (Some(false), _) => Standing::Left,
            (_, true) => Standing::Invited,
            _ => Standing::Active,
        };
        let user = self.user_id.map(|id| Account {
            id: UserId(id),
            email: self.email.unwrap_or_default(),
            role: self.role.as_deref().and_then(Role::from_key).unwrap_or(Role::Viewer),
            standing,
            seen: self.seen_at,
            link_until: self.link_until,
            language: self.language.as_deref().and_then(Language::from_key),
            version: self.version.unwrap_or(1),
        });
        let team = self.team.as_deref().and_then(Team::from_key);
        Someone { person: PersonId(self.id), name: self.name, team, user }
    }
}
