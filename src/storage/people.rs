//! People who own or do something, whether or not they sign in.

use super::StorageError;
use crate::domain::ids::PersonId;
use crate::domain::person::Team;
use crate::domain::text::fold;
use sqlx::{PgConnection, PgExecutor};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The people of these handles (folded address or name), made on first use: pairs of handle and name as written.
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
         from unnest($1::uuid[], $2::text[], $3::text[]) as p (id, handle, name) on conflict do nothing",
        &ids,
        &handles,
        &names,
        import
    )
    .execute(&mut *db)
    .await?;
    let rows = sqlx::query!("select handle, id from people where handle = any($1)", &handles).fetch_all(db).await?;
    Ok(rows.into_iter().map(|r| (r.handle, r.id)).collect())
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

/// Everybody who can own something, by name: people who have left are no choice, except `kept`, who owns it already.
pub async fn choices(db: impl PgExecutor<'_>, kept: Option<PersonId>) -> Result<Vec<Choice>, StorageError> {
    let rows = sqlx::query!(
        "select p.id, p.name, p.team from people p left join users u on u.person_id = p.id
         where coalesce(u.active, true) or p.id = $1 limit 2000",
        kept.map(|k| k.0)
    );
    let choice =
        |id, name, team: Option<String>| Choice { id: PersonId(id), name, team: team.as_deref().and_then(Team::from_key) };
    let mut found: Vec<Choice> = rows.fetch_all(db).await?.into_iter().map(|r| choice(r.id, r.name, r.team)).collect();
    found.sort_by_cached_key(|c| (fold(&c.name), c.id));
    Ok(found)
}
