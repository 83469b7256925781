//! One person as a data subject: everything that is kept about him, and what becomes of it when he is erased.

use super::StorageError;
use super::search::national_end;
use crate::domain::erasure::{IDENTITY, Names};
use crate::domain::text;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

/// A lead and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns of leads")]
pub struct Subject {
    pub id: Uuid,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub erased_at: Option<DateTime<Utc>>,
}

/// An id by which a source knows the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceId {
    /// The source.
    pub source: i16,
    /// The kind of the reference.
    pub kind: String,
    /// The id.
    pub id: String,
}

/// These leads, those that are already erased among them.
pub async fn subjects(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Subject>, StorageError> {
    let found = sqlx::query_as!(
        Subject,
        "select id, first_name, last_name, company, email, erased_at from leads where id = any($1) order by id for update",
        ids
    );
    Ok(found.fetch_all(db).await?)
}

/// Other leads with an e-mail address or a phone number of these: perhaps the same person. A number without its country
/// is alike to one with it that ends the same; two with their countries are told apart. At most 50.
pub async fn alike(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Subject>, StorageError> {
    let numbers = sqlx::query!(r#"select phone as "phone!", phone_key from leads where id = any($1) and phone is not null"#, ids)
        .fetch_all(&mut *db)
        .await?;
    let ends = numbers.into_iter().filter_map(|row| Some((national_end(&row.phone)?, row.phone_key.is_none())));
    let (ends, national): (Vec<String>, Vec<bool>) = ends.unzip();
    let found = sqlx::query_as!(
        Subject,
        "select o.id, o.first_name, o.last_name, o.company, o.email, o.erased_at from leads o
         where o.id <> all($1) and o.id in (
             select e.id from leads l join leads e on e.email_key = l.email_key where l.id = any($1)
             union select p.id from leads l join leads p on p.phone_key = l.phone_key where l.id = any($1)
             union select p.id from unnest($2::text[], $3::bool[]) n (digits, national)
                   join leads p on mihwar_letters(p.search) like mihwar_letters('%' || n.digits || '%')
                   where (n.national or p.phone_key is null)
                     and regexp_replace(mihwar_fold(p.phone), '[^0-9]', '', 'g') like '%' || n.digits)
         order by o.id limit 50",
        ids,
        &ends,
        &national
    );
    Ok(found.fetch_all(db).await?)
}

/// The leads of a folded e-mail address, their own or that of a lead merged into them.
pub async fn by_email(db: &mut PgConnection, email_key: &str) -> Result<Vec<Uuid>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select id as "id!" from leads where email_key = $1
           union select lead_id from lead_merges where merged ->> 'email_key' = $1 and undone_at is null order by 1"#,
        email_key
    );
    Ok(found.fetch_all(db).await?)
}

/// What these leads are called, now and in what imports remember of them.
pub async fn names(db: &mut PgConnection, ids: &[Uuid]) -> Result<Names, StorageError> {
    let rows = sqlx::query!(
        "select email, email_key, phone, phone_key, first_name, last_name from leads where id = any($1)
         union
         select p.* from import_rows r
         cross join lateral (values (r.before), (r.after)) v (said)
         cross join lateral jsonb_to_record(v.said)
             as p (email text, email_key text, phone text, phone_key text, first_name text, last_name text)
         where r.record_id = any($1) and r.kind = 'lead' and v.said is not null",
        ids
    )
    .fetch_all(db)
    .await?;
    let mut names = Names::default();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for row in rows {
        names.emails.extend(row.email_key.or_else(|| row.email.as_deref().map(text::fold)));
        names.phones.extend([row.phone, row.phone_key].into_iter().flatten());
        first.extend(row.first_name);
        last.extend(row.last_name);
    }
    // A change remembers one of the two: any first name may stand with any last name.
    let options = |names: &Vec<String>| -> Vec<Option<String>> {
        if names.is_empty() { vec![None] } else { names.iter().cloned().map(Some).collect() }
    };
    names.full = options(&first).into_iter().flat_map(|f| options(&last).into_iter().map(move |l| (f.clone(), l))).collect();
    for list in [&mut names.emails, &mut names.phones] {
        list.sort();
        list.dedup();
    }
    names.full.sort();
    names.full.dedup();
    Ok(names)
}

/// The ids by which sources know these leads.
pub async fn source_ids(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<SourceId>, StorageError> {
    let found = sqlx::query_as!(
        SourceId,
        "select source_id as source, kind, external_id as id from external_refs where record_id = any($1)",
        ids
    );
    Ok(found.fetch_all(db).await?)
}

/// Blanks what identifies these leads. The rest counts on.
pub async fn blank(db: &mut PgConnection, ids: &[Uuid], now: DateTime<Utc>) -> Result<(), StorageError> {
    let sets: Vec<String> = IDENTITY.iter().map(|column| format!("{column} = null")).collect();
    let statement = format!(
        "update leads set {}, consent_at = null, consent_on = null, erased_at = $2, version = version + 1 where id = any($1)",
        sets.join(", ")
    );
    sqlx::query(AssertSqlSafe(statement)).bind(ids).bind(now).execute(&mut *db).await?;
    sqlx::query!("delete from external_refs where record_id = any($1)", ids).execute(&mut *db).await?;
    // Nothing of him comes back by taking a merge back.
    sqlx::query!(
        "update lead_merges set kept = '{}', merged = '{}', after = '{}', moved = '{}', taken = '{}' where lead_id = any($1)",
        ids
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("update touches set visitor = null, raw = null where lead_id = any($1) and num_nonnulls(visitor, raw) > 0", ids)
        .execute(&mut *db)
        .await?;
    let deals = sqlx::query_scalar!("update deals set raw = null where lead_id = any($1) returning id", ids);
    let deals = deals.fetch_all(&mut *db).await?;
    sqlx::query!(
        "update activities set note = null where (lead_id = any($1) or deal_id = any($2)) and note is not null",
        ids,
        &deals
    )
    .execute(&mut *db)
    .await?;
    blank_import_rows(db, ids, &deals).await
}

/// What imports remember: an undo gives back what counts, and no name.
async fn blank_import_rows(db: &mut PgConnection, ids: &[Uuid], deals: &[Uuid]) -> Result<(), StorageError> {
    let identity: Vec<String> = IDENTITY.iter().chain(&["consent_at", "consent_on"]).map(|column| (*column).to_owned()).collect();
    sqlx::query!(
        "update import_rows set before = before - $2::text[], after = after - $2::text[], raw = null where record_id = any($1)",
        ids,
        &identity
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update import_rows set before = before - '{raw,name}'::text[], after = after - '{raw,name}'::text[], raw = null
         where record_id = any($1)",
        deals
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Empties the rejected rows in which a file told of the person: by address, number or full name, by the two names in cells of
/// their own, or by his id in that source.
pub async fn blank_rejected(
    db: &mut PgConnection,
    pattern: Option<&str>,
    names: &Names,
    ids: &[SourceId],
) -> Result<u64, StorageError> {
    let pairs = names.full.iter().filter_map(|(first, last)| Some((first.clone()?, last.clone()?)));
    let (first, last): (Vec<String>, Vec<String>) = pairs.unzip();
    let (sources, keys): (Vec<i16>, Vec<String>) = ids.iter().map(|id| (id.source, id.id.clone())).unzip();
    let done = sqlx::query_file!("src/storage/person_data_rejected.sql", pattern, &first, &last, &sources, &keys);
    Ok(done.execute(db).await?.rows_affected())
}

/// Everything that is kept about these leads: table by table, its rows as they stand.
pub async fn everything(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(String, Vec<Value>)>, StorageError> {
    let mut all = Vec::new();
    let related: Vec<(String, String)> = sqlx::query_as(
        "select 'leads', 'id' union all
         (select f.conrelid::regclass::text, a.attname::text from pg_constraint f
          join pg_attribute a on a.attrelid = f.conrelid and f.conkey = array[a.attnum]
          where f.contype = 'f' and f.confrelid = 'leads'::regclass
          union
          select c.oid::regclass::text, a.attname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype and a.attnum > 0
            and a.attname not in ('id', 'import_id') and c.relname not in ('external_refs', 'import_rows', 'events')
            and not exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum])
          order by 1, 2)",
    )
    .fetch_all(&mut *db)
    .await?;
    for (table, column) in related {
        let rows = format!("select to_jsonb(t) from {table} t where t.{column} = any($1)");
        all.push((table, sqlx::query_scalar(AssertSqlSafe(rows)).bind(ids).fetch_all(&mut *db).await?));
    }
    for (table, rows) in [
        (
            "external_refs",
            "select to_jsonb(t) || jsonb_build_object('source', s.name) from external_refs t join sources s on s.id = t.source_id where t.record_id = any($1)",
        ),
        (
            "accounts",
            "select to_jsonb(t) from accounts t where t.id in (select account_id from leads where id = any($1) union select account_id from deals where lead_id = any($1))",
        ),
        ("import_rows", "select to_jsonb(t) from import_rows t where t.record_id = any($1) order by t.id"),
        ("events", "select to_jsonb(t) - 'user_id' from events t where t.record = any($1) order by t.at"),
    ] {
        all.push((table.to_owned(), sqlx::query_scalar(rows).bind(ids).fetch_all(&mut *db).await?));
    }
    Ok(all)
}

/// Rejected rows of imports that tell of the person.
pub async fn rejected(db: &mut PgConnection, pattern: Option<&str>) -> Result<Vec<Value>, StorageError> {
    let found = sqlx::query_scalar!(
        r#"select to_jsonb(t) as "row!" from import_rows t where t.action = 'rejected' and t.raw::text ~* $1 order by t.id"#,
        pattern
    );
    Ok(found.fetch_all(db).await?)
}
