//! People who own or do something, whether or not they sign in.

use super::StorageError;
use super::users::User;
use crate::domain::ids::PersonId;
use crate::domain::person::{Role, Team};
use crate::domain::text::fold;
use sqlx::{PgConnection, PgExecutor};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The people of these handles (folded address or name), made on first use: pairs of handle and name as written. A
/// user's address is his, whatever his person was called before.
pub async fn ensure(
    db: &mut PgConnection,
    wanted: &BTreeMap<String, String>,
    import: Uuid,
) -> Result<HashMap<String, Uuid>, StorageError> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let (handles, names): (Vec<String>, Vec<String>) = wanted.iter().map(|(h, n)| (h.clone(), n.clone())).unzip();
    let ids: Vec<Uuid> = handles.iter().map(|_| Uuid::now_v7()).collect();
    sqlx::query!(
        "insert into people (id, handle, name, email, import_id)
         select id, handle, name, case when handle like '%@%' then name end, $4
         from unnest($1::uuid[], $2::text[], $3::text[]) as p (id, handle, name)
         where handle not in (select email_key from users) on conflict do nothing",
        &ids,
        &handles,
        &names,
        import
    )
    .execute(&mut *db)
    .await?;
    let rows = sqlx::query!(
        r#"select handle as "handle!", id as "id!", false as users from people where handle = any($1)
           union all select email_key, person_id, true from users where email_key = any($1) order by users"#,
        &handles
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|r| (r.handle, r.id)).collect())
}

/// Adds the person of a user, known to files by his folded address: one that they name already is he.
pub async fn insert(db: impl PgExecutor<'_>, user: &User, email_key: &str) -> Result<PersonId, StorageError> {
    let person = sqlx::query_scalar!(
        "insert into people (id, handle, name, email, team) values ($1, $2, $3, $4, $5)
         on conflict (handle) do update set name = excluded.name, email = excluded.email, team = excluded.team returning id",
        user.person_id.0,
        email_key,
        user.name,
        user.email,
        user.team.map(Team::key)
    );
    Ok(PersonId(person.fetch_one(db).await?))
}

/// Stores what a person is called and where he belongs.
pub async fn update(
    db: impl PgExecutor<'_>,
    person: PersonId,
    name: &str,
    email: &str,
    team: Option<Team>,
) -> Result<(), StorageError> {
    sqlx::query!("update people set name = $2, email = $3, team = $4 where id = $1", person.0, name, email, team.map(Team::key))
        .execute(db)
        .await?;
    Ok(())
}

/// Removes a person whom no file named. The database refuses it where he owns or did something.
pub async fn delete(db: impl PgExecutor<'_>, person: PersonId) -> Result<(), StorageError> {
    sqlx::query!("delete from people where id = $1 and import_id is null", person.0).execute(db).await?;
    Ok(())
}

/// A person whom files call by this handle.
pub async fn find_by_handle(db: impl PgExecutor<'_>, handle: &str) -> Result<Option<PersonId>, StorageError> {
    Ok(sqlx::query_scalar!("select id from people where handle = $1", handle).fetch_optional(db).await?.map(PersonId))
}

/// Somebody who can be given work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Who.
    pub id: PersonId,
    /// His name.
    pub name: String,
    /// His team.
    pub team: Option<Team>,
}

/// Everybody who can own something, by name: who has left and who only looks on is no
/// choice, except `kept`, who owns it already.
pub async fn choices(db: impl PgExecutor<'_>, kept: Option<PersonId>) -> Result<Vec<Choice>, StorageError> {
    let rows = sqlx::query!(
        "select p.id, p.name, p.team from people p left join users u on u.person_id = p.id
         where u.id is null or (u.active and u.role <> $2) or p.id = $1 limit 2000",
        kept.map(|k| k.0),
        Role::Viewer.key()
    );
    let choice =
        |id, name, team: Option<String>| Choice { id: PersonId(id), name, team: team.as_deref().and_then(Team::from_key) };
    let mut found: Vec<Choice> = rows.fetch_all(db).await?.into_iter().map(|r| choice(r.id, r.name, r.team)).collect();
    found.sort_by_cached_key(|c| (fold(&c.name), c.id));
    Ok(found)
}
