//! Making one lead of two, and two of one again.

use crate::storage::metrics::random_world;
use crate::support::{TestDatabase, at, workspace};
use mihwar::actions::erase_person::erase_person;
use mihwar::actions::import_rows::{Cause, follow_deals};
use mihwar::actions::merge_leads::{Merged, Wanted, merge_leads};
use mihwar::actions::save_record::{Deed, Draft, Saved, change_record};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::{SignedIn, sign_in, token_hash};
use mihwar::actions::unmerge_leads::{Unmerged, unmerge_leads};
use mihwar::domain::ownership::Noun;
use mihwar::domain::person::Role;
use mihwar::storage::derived::refresh::until_clean;
use mihwar::storage::derived::verify::verify;
use mihwar::storage::users::User;
use mihwar::storage::{Database, leads, merges, sessions};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const NOW: &str = "2026-03-31T20:30:00Z";

struct Company {
    database: TestDatabase,
    user: User,
}

impl Company {
    async fn new() -> Self {
        let database = TestDatabase::lease().await;
        let admin = Admin { name: "Lama".to_owned(), email: "lama@example.com".to_owned(), password: "correct horse".to_owned() };
        set_up(&database.db, &workspace("Asia/Riyadh", "SAR"), admin, at(NOW)).await.unwrap();
        let signed_in =
            sign_in(&database.db, "lama@example.com", "correct horse".to_owned(), "192.0.2.1", at(NOW)).await.unwrap();
        let SignedIn::Session(token) = signed_in else { panic!("no session") };
        let user = sessions::find(&database.db.pages, &token_hash(&token), at(NOW)).await.unwrap().unwrap().user;
        Self { database, user }
    }

    /// A random world in which the log of every lead follows from its deals.
    async fn random(seed: u64) -> Self {
        let company = Self::new().await;
        random_world::save(company.db(), seed).await;
        for sql in [
            // Leads whose stage no deal explains, and people who know of each other's deals.
            "insert into deals (id, lead_id, placeholder, outcome, recorded_at)
             select gen_random_uuid(), id, true, case when get_byte(uuid_send(id), 14) % 2 = 0 then 'won' end, '2025-02-01'
             from leads l where get_byte(uuid_send(id), 15) % 5 = 0",
            "insert into deal_contacts (deal_id, lead_id)
             select d.id, l.id from deals d cross join leads l
             where d.lead_id <> l.id and (get_byte(uuid_send(d.id), 15) + get_byte(uuid_send(l.id), 15)) % 40 = 0 and not d.placeholder",
            "insert into activities (id, lead_id, kind, happened_on, logged_at, outcome, recorded_at)
             select gen_random_uuid(), id, 'call', '2025-03-01', '2025-03-01', case when get_byte(uuid_send(id), 13) % 2 = 0 then 'connected' end, '2025-03-01'
             from leads where get_byte(uuid_send(id), 13) % 3 = 0",
        ] {
            sqlx::query(sql).execute(&company.db().jobs).await.unwrap();
        }
        let all: Vec<Uuid> = sqlx::query_scalar("select id from leads").fetch_all(&company.db().jobs).await.unwrap();
        let mut tx = company.db().jobs.begin().await.unwrap();
        follow_deals(&mut tx, Cause { import: None, actor: None, now: at(NOW) }, &all).await.unwrap();
        leads::refresh_stages(&mut tx, &all).await.unwrap();
        leads::refresh_work(&mut tx, &all).await.unwrap();
        tx.commit().await.unwrap();
        company
    }

    fn db(&self) -> &Database {
        &self.database.db
    }

    async fn ask<T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin>(&self, sql: &str) -> T {
        sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&self.db().jobs)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    async fn run(&self, sql: &str) {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&self.db().jobs).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
    }

    /// A lead of its own words, as the form makes it.
    async fn lead(&self, columns: Value) -> Uuid {
        let id = Uuid::now_v7();
        let draft = Draft { noun: Noun::Lead, id, columns: columns.as_object().unwrap().clone(), account: None };
        assert_eq!(
            mihwar::actions::save_record::create_record(self.db(), draft, &self.user, at(NOW)).await.unwrap(),
            Saved::Done
        );
        id
    }

    async fn version(&self, lead: Uuid) -> i64 {
        self.ask::<i32>(&format!("select version from leads where id = '{lead}'")).await.into()
    }

    async fn wanted(&self, kept: Uuid, merged: Uuid) -> Wanted {
        let (kept, merged) = ((kept, self.version(kept).await), (merged, self.version(merged).await));
        Wanted { id: Uuid::now_v7(), kept, merged, taken: BTreeSet::new() }
    }

    /// Merges, and gives the merge.
    async fn merge(&self, kept: Uuid, merged: Uuid) -> Uuid {
        let wanted = self.wanted(kept, merged).await;
        let id = wanted.id;
        assert_eq!(merge_leads(self.db(), wanted, &self.user, at(NOW)).await.unwrap(), Merged::Done);
        id
    }

    async fn unmerge(&self, merge: Uuid) -> Unmerged {
        unmerge_leads(self.db(), merge, &self.user, at(NOW)).await.unwrap()
    }

    /// Every row of what people and files say, but for how often it was written.
    async fn everything(&self) -> BTreeMap<String, BTreeSet<String>> {
        let tables: Vec<String> = sqlx::query_scalar(
            "select tablename::text from pg_tables where schemaname = 'public' and tablename not like 'derived%'
               and tablename not in ('_sqlx_migrations', 'events', 'lead_merges')",
        )
        .fetch_all(&self.db().jobs)
        .await
        .unwrap();
        let mut all = BTreeMap::new();
        for table in tables {
            let sql = format!("select (to_jsonb(t) - 'version')::text from {table} t");
            let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&self.db().jobs).await.unwrap();
            all.insert(table, rows.into_iter().collect());
        }
        all
    }

    async fn is_as(&self, before: &BTreeMap<String, BTreeSet<String>>) {
        for (table, rows) in self.everything().await {
            let was = &before[&table];
            let (new, gone): (Vec<_>, Vec<_>) = (rows.difference(was).collect(), was.difference(&rows).collect());
            assert!(new.is_empty() && gone.is_empty(), "{table}: new {new:#?}, gone {gone:#?}");
        }
    }

    async fn pair(&self, n: u64) -> (Uuid, Uuid) {
        let one = |at: u64| format!("select id from leads order by id offset {} limit 1", at % 140);
        (self.ask(&one(n * 37)).await, self.ask(&one(n * 53 + 11)).await)
    }
}

#[tokio::test]
async fn a_merge_loses_nothing_and_taking_it_back_leaves_everything_as_it_was() {
    let company = Company::random(11).await;
    let before = company.everything().await;
    let total = "select jsonb_build_array(
        (select count(*) from touches where lead_id is not null), (select count(*) from activities),
        (select count(*) from deals where not placeholder), (select sum(amount_minor) from deals),
        (select count(*) from external_refs where kind = 'lead'),
        (select count(*) from stage_transitions where deal_id is null and voids is null))";
    let totals: Value = company.ask(total).await;
    for n in 0..25 {
        let (kept, merged) = company.pair(n).await;
        let merge = company.merge(kept, merged).await;
        assert_eq!(company.ask::<Value>(total).await, totals, "merging loses nothing");
        assert_eq!(company.ask::<i64>(&format!("select count(*) from leads where id = '{merged}'")).await, 0);
        assert_eq!(merges::survivor(&company.db().pages, merged).await.unwrap(), Some(kept));
        assert_eq!(company.unmerge(merge).await, Unmerged::Done(merged, 0));
        company.is_as(&before).await;
        assert_eq!(company.unmerge(merge).await, Unmerged::Done(merged, 0), "once is enough");
    }
}

#[tokio::test]
async fn merges_on_top_of_each_other_are_taken_back_from_the_top() {
    let company = Company::random(12).await;
    let before = company.everything().await;
    let mut done = Vec::new();
    let (mut kept, _) = company.pair(0).await;
    for n in 1..6 {
        let (next, other) = company.pair(n).await;
        // Now into the one that stayed, now the one that stayed into another.
        let (stays, goes) = if n % 2 == 0 { (kept, other) } else { (next, kept) };
        done.push((company.merge(stays, goes).await, goes));
        kept = stays;
    }
    let first = done[0].1;
    assert_eq!(merges::survivor(&company.db().pages, first).await.unwrap(), Some(kept), "an old address leads to the last");
    assert_eq!(company.unmerge(done[0].0).await, Unmerged::Later(kept));
    for (merge, merged) in done.into_iter().rev() {
        assert_eq!(company.unmerge(merge).await, Unmerged::Done(merged, 0));
    }
    company.is_as(&before).await;
}

#[tokio::test]
async fn two_merges_into_one_lead_are_taken_back_from_the_last() {
    let company = Company::random(15).await;
    let before = company.everything().await;
    let ((kept, one), (_, other)) = (company.pair(1).await, company.pair(2).await);
    let first = company.merge(kept, one).await;
    let second = company.merge(kept, other).await;
    assert_eq!(company.unmerge(first).await, Unmerged::Later(kept));
    assert_eq!(company.unmerge(second).await, Unmerged::Done(other, 0));
    assert_eq!(company.unmerge(first).await, Unmerged::Done(one, 0));
    company.is_as(&before).await;
}

#[tokio::test]
async fn a_merge_that_was_taken_back_remembers_nobody_and_its_form_is_stale() {
    let company = Company::new().await;
    let kept = company.lead(json!({"first_name": "Hudawiyya", "created_on": "2026-02-01"})).await;
    let merged = company.lead(json!({"first_name": "Rania", "created_on": "2026-02-02"})).await;
    let wanted = company.wanted(kept, merged).await;
    assert_eq!(merge_leads(company.db(), wanted.clone(), &company.user, at(NOW)).await.unwrap(), Merged::Done);
    company.unmerge(wanted.id).await;
    assert_eq!(merge_leads(company.db(), wanted, &company.user, at(NOW)).await.unwrap(), Merged::Stale, "it is not merged");
    let remembered: String = company.ask("select string_agg(t::text, '') from lead_merges t").await;
    assert!(!remembered.contains("Rania") && !remembered.contains("Hudawiyya"), "{remembered}");
    erase_person(company.db(), &[merged], None, at(NOW)).await.unwrap();
    let name: String = company.ask(&format!("select first_name from leads where id = '{kept}'")).await;
    assert_eq!(name, "Hudawiyya", "two strangers again");
}

#[tokio::test]
async fn what_a_person_typed_into_a_placeholder_is_no_placeholder_to_a_merge() {
    let company = Company::new().await;
    let kept = company.lead(json!({"created_on": "2026-02-01"})).await;
    let merged = company.lead(json!({"created_on": "2026-02-02"})).await;
    for (lead, more) in
        [(kept, "'{}', 500, 'SAR', false, null, null"), (merged, "'{amount_minor,currency}', 700, 'SAR', true, null, null")]
    {
        company.run(&format!("insert into deals (id, lead_id, person_fields, amount_minor, currency, placeholder, outcome, closed_on, recorded_at) values (gen_random_uuid(), '{lead}', {more}, now())")).await;
    }
    company.merge(kept, merged).await;
    assert_eq!(company.ask::<i64>("select sum(amount_minor)::bigint from deals").await, 1_200);
}

#[tokio::test]
async fn a_customer_stays_a_customer() {
    let company = Company::new().await;
    let kept = company.lead(json!({"created_on": "2026-02-01"})).await;
    let merged = company.lead(json!({"created_on": "2026-02-02"})).await;
    company
        .run(&format!(
            "insert into deals (id, lead_id, opened_on, recorded_at) values (gen_random_uuid(), '{kept}', '2026-02-03', now())"
        ))
        .await;
    company.run(&format!("insert into deals (id, lead_id, placeholder, outcome, recorded_at) values (gen_random_uuid(), '{merged}', true, 'won', now())")).await;
    company.merge(kept, merged).await;
    assert_eq!(company.ask::<i64>("select count(*) from deals where outcome = 'won'").await, 1);
}

#[tokio::test]
async fn a_deal_that_is_gone_does_not_keep_a_merge_from_being_taken_back() {
    let company = Company::new().await;
    let kept = company.lead(json!({"created_on": "2026-02-01"})).await;
    let merged = company.lead(json!({"created_on": "2026-02-02"})).await;
    company
        .run(&format!(
            "insert into deals (id, lead_id, opened_on, recorded_at) values (gen_random_uuid(), '{kept}', '2026-02-03', now())"
        ))
        .await;
    company.run(&format!("insert into deal_contacts (deal_id, lead_id) select id, '{merged}' from deals")).await;
    let merge = company.merge(kept, merged).await;
    company.run("delete from deals").await;
    assert_eq!(company.unmerge(merge).await, Unmerged::Done(merged, 0));
}

#[tokio::test]
async fn dashboards_follow_a_merge_and_its_undoing() {
    let company = Company::random(13).await;
    let zone = chrono_tz::Asia::Riyadh;
    until_clean(&company.db().jobs, zone, at(NOW)).await.unwrap();
    for n in 3..8 {
        let (kept, merged) = company.pair(n).await;
        let merge = company.merge(kept, merged).await;
        for _ in 0..2 {
            until_clean(&company.db().jobs, zone, at(NOW)).await.unwrap();
            let mut db = company.db().jobs.acquire().await.unwrap();
            let found = verify(&mut db, zone, None).await.unwrap().expect("built");
            assert!(found.differences.is_empty(), "{:?}", found.differences);
            company.unmerge(merge).await;
        }
    }
}

#[tokio::test]
async fn the_table_of_what_belongs_to_a_lead_is_whole() {
    let company = Company::new().await;
    let referring: Vec<(String, String)> = sqlx::query_as(
        "select conrelid::regclass::text, a.attname::text from pg_constraint f
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any (f.conkey)
         where f.contype = 'f' and f.confrelid = 'leads'::regclass order by 1",
    )
    .fetch_all(&company.db().jobs)
    .await
    .unwrap();
    let mut known: Vec<(String, String)> = merges::OWNED.iter().map(|t| ((*t).to_owned(), "lead_id".to_owned())).collect();
    known.push(("deal_contacts".to_owned(), "lead_id".to_owned()));
    known.sort();
    assert_eq!(referring, known, "a merge must carry every table that refers to leads, or the row's end takes it along");
}

#[tokio::test]
async fn what_people_changed_since_stays() {
    let company = Company::new().await;
    let kept = company
        .lead(json!({"email": "h@a.example", "email_key": "h@a.example", "segment": "SMB", "created_on": "2026-02-01"}))
        .await;
    let merged = company
        .lead(json!({"email": "huda@b.example", "email_key": "huda@b.example", "region": "MENA", "segment": "Enterprise", "created_on": "2026-01-05"}))
        .await;
    let mut wanted = company.wanted(kept, merged).await;
    wanted.taken = BTreeSet::from(["segment".to_owned()]);
    let merge = wanted.id;
    assert_eq!(merge_leads(company.db(), wanted.clone(), &company.user, at(NOW)).await.unwrap(), Merged::Done);
    assert_eq!(merge_leads(company.db(), wanted, &company.user, at(NOW)).await.unwrap(), Merged::Done, "a form sent twice");
    let said = "select jsonb_build_array(email, region, segment, created_on) from leads";
    assert_eq!(company.ask::<Value>(said).await, json!(["h@a.example", "MENA", "Enterprise", "2026-01-05"]));
    let events: i64 = company.ask("select count(*) from events where verb = 'merged'").await;
    assert_eq!(events, 1, "one verb, one event");

    let columns = json!({"region": "EMEA"}).as_object().unwrap().clone();
    let draft = Draft { noun: Noun::Lead, id: kept, columns, account: None };
    let version = company.version(kept).await;
    assert_eq!(change_record(company.db(), draft, version, Deed::Change, &company.user, at(NOW)).await.unwrap(), Saved::Done);
    company.run(&format!("insert into touches (id, lead_id, side, occurred_on, recorded_at) values (gen_random_uuid(), '{kept}', 'marketing', '2026-03-01', now())")).await;
    assert_eq!(company.unmerge(merge).await, Unmerged::Done(merged, 1), "the region stays, and is counted");
    let of = |id: Uuid| format!("select jsonb_build_array(email, region, segment, created_on) from leads where id = '{id}'");
    assert_eq!(company.ask::<Value>(&of(kept)).await, json!(["h@a.example", "EMEA", "SMB", "2026-02-01"]));
    assert_eq!(company.ask::<Value>(&of(merged)).await, json!(["huda@b.example", "MENA", "Enterprise", "2026-01-05"]));
    assert_eq!(
        company.ask::<i64>(&format!("select count(*) from touches where lead_id = '{kept}'")).await,
        1,
        "what came since stays"
    );
    let fields: Vec<String> = company.ask(&format!("select person_fields from leads where id = '{kept}'")).await;
    assert!(fields.contains(&"region".to_owned()), "{fields:?}");
}

#[tokio::test]
async fn one_of_two_leads_of_a_deal_is_enough() {
    let company = Company::new().await;
    let (kept, merged) =
        (company.lead(json!({"created_on": "2026-02-01"})).await, company.lead(json!({"created_on": "2026-01-01"})).await);
    let deal = |lead: Uuid| {
        format!(
            "insert into deals (id, lead_id, opened_on, recorded_at) values (gen_random_uuid(), '{lead}', '2026-02-02', now())"
        )
    };
    for lead in [kept, merged] {
        company.run(&deal(lead)).await;
    }
    company.run("insert into deals (id, recorded_at) values (gen_random_uuid(), now())").await;
    company.run("insert into deal_contacts (deal_id, lead_id) select d.id, l.id from deals d cross join leads l where d.lead_id is distinct from l.id").await;
    let mut tx = company.db().jobs.begin().await.unwrap();
    follow_deals(&mut tx, Cause { import: None, actor: None, now: at(NOW) }, &[kept, merged]).await.unwrap();
    tx.commit().await.unwrap();
    let before = company.everything().await;
    let merge = company.merge(kept, merged).await;
    assert_eq!(
        company.ask::<i64>("select count(*) from deal_contacts").await,
        1,
        "nobody is a contact of his own deal, or twice"
    );
    assert_eq!(company.ask::<i64>("select count(*) from stage_transitions where to_stage = 'opportunity' and voids is null and not exists (select from stage_transitions v where v.voids = stage_transitions.id)").await, 1);
    company.unmerge(merge).await;
    company.is_as(&before).await;
}

#[tokio::test]
async fn an_import_knows_the_lead_by_what_the_merged_one_had() {
    let company = Company::random(14).await;
    let (kept, merged) = company.pair(2).await;
    company.run(&format!("update leads set email = 'old@a.example', email_key = 'old@a.example', phone_key = '+966500000001' where id = '{merged}'")).await;
    company.run(&format!("update leads set email = 'new@a.example', email_key = 'new@a.example' where id = '{kept}'")).await;
    let merge = company.merge(kept, merged).await;
    let mut db = company.db().jobs.acquire().await.unwrap();
    let keys = |key: &str| vec![key.to_owned()];
    let find = leads::find_by_key(&mut db, &keys("old@a.example"), &keys("+966500000001")).await.unwrap();
    assert!(find.len() == 2 && find.iter().all(|(_, lead)| *lead == kept), "{find:?}");
    drop(db);
    company.unmerge(merge).await;
    let mut db = company.db().jobs.acquire().await.unwrap();
    let find = leads::find_by_key(&mut db, &keys("old@a.example"), &[]).await.unwrap();
    assert_eq!(find, [("old@a.example".to_owned(), merged)]);
}

#[tokio::test]
async fn what_must_not_be_merged_is_refused() {
    let company = Company::new().await;
    let (a, b) =
        (company.lead(json!({"created_on": "2026-02-01"})).await, company.lead(json!({"created_on": "2026-01-01"})).await);
    let with = async |wanted: Wanted, role: Role| {
        let user = User { role, ..company.user.clone() };
        merge_leads(company.db(), wanted, &user, at(NOW)).await.unwrap()
    };
    for role in [Role::Viewer, Role::Sales] {
        assert_eq!(with(company.wanted(a, b).await, role).await, Merged::Forbidden);
    }
    let wanted = company.wanted(a, b).await;
    assert_eq!(with(Wanted { merged: (a, 1), ..wanted.clone() }, Role::Admin).await, Merged::Gone, "with itself");
    assert_eq!(with(Wanted { merged: (Uuid::now_v7(), 1), ..wanted.clone() }, Role::Admin).await, Merged::Gone);
    assert_eq!(with(Wanted { merged: (b, 7), ..wanted }, Role::Admin).await, Merged::Stale);
    let merge = company.merge(a, b).await;
    let sales = User { role: Role::Sales, ..company.user.clone() };
    assert_eq!(unmerge_leads(company.db(), merge, &sales, at(NOW)).await.unwrap(), Unmerged::Forbidden);
    assert_eq!(company.unmerge(Uuid::now_v7()).await, Unmerged::Gone);
}

#[tokio::test]
async fn erasing_a_person_erases_what_was_merged_and_nothing_brings_it_back() {
    let company = Company::new().await;
    let kept = company.lead(json!({"first_name": "Hudawiyya", "last_name": "Salehani", "created_on": "2026-02-01"})).await;
    let merged = company
        .lead(json!({"first_name": "Hoda", "last_name": "Salehaniyya", "email": "hoda@alwaha.example", "email_key": "hoda@alwaha.example", "created_on": "2026-02-02"}))
        .await;
    let merge = company.merge(kept, merged).await;
    erase_person(company.db(), &[kept], None, at(NOW)).await.unwrap();
    for word in ["Hudawiyya", "Salehani", "Hoda", "alwaha"] {
        for (table, rows) in company.everything().await {
            assert!(!rows.iter().any(|row| row.contains(word)), "{word} in {table}");
        }
        let rows: String = company.ask("select string_agg(t::text, '') from lead_merges t").await;
        assert!(!rows.contains(word), "{rows}");
    }
    assert_eq!(company.unmerge(merge).await, Unmerged::Forbidden);
}
