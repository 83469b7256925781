//! People who own or do something, whether or not they sign in.

use super::StorageError;
use sqlx::PgConnection;
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
