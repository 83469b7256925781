//! The tables that dashboards read: they tell what the records tell, whatever is asked and whoever wrote in between.

use super::metrics::random_world;
use crate::support::{TestDatabase, at, workspace};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use mihwar::domain::period::Period;
use mihwar::reports::{self, Compare, Question};
use mihwar::storage::Database;
use mihwar::storage::derived::refresh::{dirty_days, forget, gather_marks, until_clean};
use mihwar::storage::derived::verify::verify;
use mihwar::storage::derived::{Name, late_since};
use mihwar::storage::metrics::filters::{choices, unknown};
use mihwar::storage::metrics::{Dimension, Filters, conversion, snapshot};
use serde_json::{Value, json};
use sqlx::PgConnection;

const ZONES: [&str; 4] = ["Asia/Riyadh", "America/New_York", "Africa/Cairo", "Pacific/Auckland"];

/// A small generator: the same seed asks the same questions.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
    fn day(&mut self) -> NaiveDate {
        "2024-11-01".parse::<NaiveDate>().unwrap() + TimeDelta::days(self.below(500).cast_signed())
    }
    fn question(&mut self, zone: &str) -> (Question, Vec<(Dimension, String)>) {
        let from = self.day();
        let period = match self.below(3) {
            0 => Period::month_of(from),
            1 => Period::quarter_of(from, 1),
            _ => Period { from, to: from + TimeDelta::days(1 + self.below(200).cast_signed()) },
        };
        // Around the end of the world, or inside it; at full hours, where moments meet.
        let as_of = at("2025-03-01T00:00:00Z") + TimeDelta::hours(self.below(24 * 500).cast_signed());
        let mut workspace = workspace(zone, "SAR");
        workspace.horizon = self.of(&[None, Some(30), Some(90)]);
        let mut question = Question::new(workspace, period, self.of(&[as_of, at("2026-06-01T10:30:00Z")]));
        question.compare = self.of(&[Compare::Previous, Compare::Year]);
        question.by = self.of(&[None, Some(Dimension::Channel), Some(Dimension::Campaign), Some(Dimension::Persona)]);
        let values = [
            (Dimension::Region, "MENA"),
            (Dimension::Region, ""),
            (Dimension::Persona, "buyer"),
            (Dimension::Channel, "Event"),
            (Dimension::Channel, "Email"),
            (Dimension::Campaign, "spring"),
            (Dimension::Segment, "SMB"),
            (Dimension::Source, ""),
        ];
        let filters = (0..self.of(&[0, 0, 1, 1, 2, 3])).map(|_| self.of(&values));
        (question, filters.map(|(key, value)| (key, value.to_owned())).collect())
    }
}

/// Everything that dashboards read, as JSON.
async fn answers(db: &mut PgConnection, question: &Question) -> Vec<Value> {
    let months = question.trend_months();
    let scope = question.scope(question.period, question.as_of);
    let wins = conversion::lead_wins(db, &scope, &months).await.unwrap();
    let mut wins: Vec<String> = wins.into_iter().map(|win| format!("{win:?}")).collect();
    wins.sort();
    let mut found = vec![
        json!(wins),
        json!(reports::overview::load(db, question).await.unwrap()),
        json!(reports::funnel::load(db, question).await.unwrap()),
        json!(reports::cohorts::load(db, question).await.unwrap()),
        json!(reports::cycle::load(db, question).await.unwrap()),
        json!(reports::win_rate::load(db, question).await.unwrap()),
        json!(reports::revenue::load(db, question).await.unwrap()),
        json!(reports::cac::load(db, question).await.unwrap()),
    ];
    let keys = [Dimension::Channel, Dimension::Region, Dimension::Source, Dimension::Owner];
    found.push(json!(choices(db, &keys).await.unwrap()));
    let asked =
        [(Dimension::Channel, "Radio"), (Dimension::Region, "MENA"), (Dimension::Region, "Mars"), (Dimension::Source, "")];
    found.push(json!(unknown(db, &asked.map(|(key, value)| (key, value.to_owned()))).await.unwrap()));
    found
}

/// The same from the records, whatever is built.
async fn answers_of_records(db: &Database, question: &Question) -> Vec<Value> {
    let mut tx = db.pages.begin_with("begin isolation level repeatable read").await.unwrap();
    sqlx::query("update derived_state set zone = null").execute(&mut *tx).await.unwrap();
    let found = answers(&mut tx, question).await;
    tx.rollback().await.unwrap();
    found
}

async fn agree(db: &Database, draw: &mut Draw, zone: &str, questions: u32) -> usize {
    let mut said = 0;
    for _ in 0..questions {
        let (mut question, filters) = draw.question(zone);
        let mut view = snapshot(&db.pages).await.unwrap();
        question.filters = Filters::resolve(&mut view, filters).await.unwrap();
        let (fast, slow) = (answers(&mut view, &question).await, answers_of_records(db, &question).await);
        for (fast, slow) in fast.iter().zip(&slow) {
            assert_eq!(rounded(fast), rounded(slow), "{question:?}");
        }
        said += slow.iter().map(|answer| answer.to_string().len()).sum::<usize>();
    }
    said
}

/// Sums of fractions depend on the order in which they are added: to nine digits they do not.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => json!(format!("{:.9e}", number.as_f64().unwrap())),
        Value::Array(all) => all.iter().map(rounded).collect(),
        Value::Object(all) => Value::Object(all.iter().map(|(key, value)| (key.clone(), rounded(value))).collect()),
        other => other.clone(),
    }
}

async fn run(db: &Database, sql: &'static str, n: u64) -> u64 {
    sqlx::query(sql).bind(i64::try_from(n).unwrap()).execute(&db.jobs).await.unwrap().rows_affected()
}

/// What people and imports do to records: each statement takes the n-th of something. None of them knows of derived data.
const WRITES: [&str; 23] = [
    "update deals set lost_reason = 'timing' where id = (select id from deals where outcome = 'lost' order by id offset $1 limit 1)",
    "update stage_transitions set reason = 'budget' where id = (select id from stage_transitions where voids is null order by id desc offset $1 limit 1)",
    "insert into stage_transitions (id, lead_id, to_stage, at, on_day, voids, recorded_at)
     select gen_random_uuid(), lead_id, to_stage, at, on_day, id, recorded_at from stage_transitions t
     where voids is null and not exists (select from stage_transitions v where v.voids = t.id) order by id offset $1 limit 1",
    "delete from stage_transitions where id = (select id from stage_transitions where voids is not null order by id desc offset $1 % 5 limit 1)",
    "delete from stage_transitions where id = (select id from stage_transitions order by id offset $1 limit 1)",
    "update stage_transitions set at = null, on_day = '2025-06-15' where id = (select id from stage_transitions where voids is null order by id offset $1 limit 1)",
    "insert into stage_transitions (id, lead_id, to_stage, on_day, recorded_at)
     select gen_random_uuid(), id, 'recycled', '2025-05-01', now() from leads order by id offset $1 limit 1",
    "update leads set region = 'MENA', channel = 'Event', persona = null where id = (select id from leads order by id offset $1 limit 1)",
    "update leads set created_at = null, created_on = '2025-04-24' where id = (select id from leads order by id offset $1 limit 1)",
    "update leads set account_id = (select id from accounts order by id limit 1) where id = (select lead_id from deals where lead_id is not null order by id offset $1 limit 1)",
    "update leads set account_id = null where id = (select id from leads where account_id is not null and $1 >= 0 order by id limit 1)",
    "update leads set work_status = 'connected' where $1 >= 0",
    "update deals set outcome = null, closed_at = null, closed_on = null where id = (select id from deals where outcome = 'won' order by closed_at offset $1 % 20 limit 1)",
    "update deals set outcome = 'won', closed_at = '2025-05-20T22:30:00Z', closed_on = null, amount_minor = 700, currency = 'SAR' where id = (select id from deals where outcome is null order by id offset $1 % 20 limit 1)",
    "update deals set outcome = 'won', closed_at = null, closed_on = '2025-02-02' where id = (select id from deals where outcome = 'lost' order by id offset $1 % 20 limit 1)",
    "update deals set account_id = (select id from accounts order by id desc limit 1) where id = (select id from deals where account_id is null and outcome = 'won' order by id offset $1 % 10 limit 1)",
    "update deals set lead_id = (select id from leads order by id desc offset $1 limit 1) where id = (select id from deals where outcome = 'won' order by id offset $1 % 20 limit 1)",
    "update accounts set region = 'EMEA', segment = 'SMB' where id = (select id from accounts order by id offset $1 % 3 limit 1)",
    "update campaigns set channel = 'Fair' where name = 'spring' and $1 >= 0",
    "delete from touches where id = (select t.id from touches t join deals d on d.lead_id = t.lead_id where d.outcome = 'won' and num_nonnulls(d.closed_at, d.closed_on) = 1 order by t.id offset $1 % 30 limit 1)",
    "insert into touches (id, lead_id, channel, side, occurred_on, recorded_at)
     select gen_random_uuid(), lead_id, 'Radio', 'marketing', '2024-01-01', now() from deals where outcome = 'won' and lead_id is not null order by id offset $1 % 20 limit 1",
    "insert into deal_contacts (deal_id, lead_id) select d.id, l.id from (select id from deals where outcome = 'won' order by id offset $1 % 20 limit 1) d,
     (select id from leads order by id offset $1 limit 1) l on conflict do nothing",
    "update touches set lead_id = (select id from leads order by id offset $1 limit 1) where id = (select t.id from touches t join deals d on d.lead_id = t.lead_id where d.outcome = 'won' and num_nonnulls(d.closed_at, d.closed_on) = 1 order by t.id desc offset $1 % 30 limit 1)",
];

/// The second lead of a place becomes the first one's.
const MERGE: [&str; 5] = [
    "update touches t set lead_id = p.keeps from (select (array_agg(id order by id))[1] as keeps, (array_agg(id order by id))[2] as goes from (select id from leads order by id offset $1 limit 2) l) p where t.lead_id = p.goes",
    "update stage_transitions t set lead_id = p.keeps from (select (array_agg(id order by id))[1] as keeps, (array_agg(id order by id))[2] as goes from (select id from leads order by id offset $1 limit 2) l) p where t.lead_id = p.goes",
    "update deals t set lead_id = p.keeps from (select (array_agg(id order by id))[1] as keeps, (array_agg(id order by id))[2] as goes from (select id from leads order by id offset $1 limit 2) l) p where t.lead_id = p.goes",
    "delete from deal_contacts where lead_id = (select id from leads order by id offset $1 + 1 limit 1)",
    "delete from leads where id = (select id from leads order by id offset $1 + 1 limit 1)",
];

async fn write_something(db: &Database, draw: &mut Draw) {
    let n = draw.below(100);
    for sql in WRITES {
        if draw.below(3) == 0 {
            run(db, sql, n).await;
        }
    }
    if draw.below(2) == 0 {
        for sql in MERGE {
            run(db, sql, n).await;
        }
    }
}

#[tokio::test]
async fn fast_and_raw_path_agree_over_random_worlds_questions_and_writes() {
    for seed in 1..=4 {
        let (database, mut draw) = (TestDatabase::lease().await, Draw(seed));
        let (db, zone) = (&database.db, ZONES[usize::try_from(seed).unwrap() % ZONES.len()]);
        random_world::save(db, seed).await;
        until_clean(&db.jobs, zone.parse().unwrap(), at("2026-01-01T00:00:00Z")).await.unwrap();
        let said = agree(db, &mut draw, zone, 5).await;
        assert!(said > 50_000, "{said}");
        for _ in 0..3 {
            write_something(db, &mut draw).await;
            assert!(dirty_days(&db.jobs, zone.parse().unwrap()).await.unwrap() > 0);
            agree(db, &mut draw, zone, 2).await; // dirty days are built by the reader
            gather_marks(&db.jobs).await.unwrap();
            until_clean(&db.jobs, zone.parse().unwrap(), at("2026-01-02T00:00:00Z")).await.unwrap();
            agree(db, &mut draw, zone, 1).await;
            assert_verified(db, zone).await;
        }
    }
}

async fn assert_verified(db: &Database, zone: &str) {
    let found = verify(&mut db.jobs.acquire().await.unwrap(), zone.parse().unwrap(), None).await.unwrap().expect("built");
    assert!(found.differences.is_empty() && found.dirty == 0 && found.rows > 100, "{found:?}");
}

/// Each kind of write alone leaves no clean row that the records contradict.
#[tokio::test]
async fn no_write_leaves_a_wrong_day_clean() {
    let (database, zone) = (TestDatabase::lease().await, ZONES[1]);
    let (db, tz) = (&database.db, zone.parse::<Tz>().unwrap());
    random_world::save(db, 77).await;
    for (at_n, sql) in (3..).zip(WRITES) {
        until_clean(&db.jobs, tz, at("2026-01-01T00:00:00Z")).await.unwrap();
        let written = run(db, sql, at_n).await;
        assert!(written > 0, "this wrote nothing: {sql}");
        let found = verify(&mut db.jobs.acquire().await.unwrap(), tz, None).await.unwrap().unwrap();
        assert!(found.differences.is_empty(), "{sql}: {:?}", found.differences);
        assert_eq!(found.dirty > 0, !sql.contains("work_status"), "{sql}");
    }
    run(db, "delete from stage_transitions where $1 > 0 and lead_id in (select id from leads order by id limit 40)", 1).await;
    run(db, "truncate touches, stage_transitions cascade -- $1", 1).await;
    assert_eq!(dirty_days(&db.jobs, tz).await.unwrap(), usize::MAX, "what was emptied is forgotten");
}

#[tokio::test]
async fn verify_names_a_corrupted_row_and_rebuild_repairs_it() {
    let (database, zone) = (TestDatabase::lease().await, ZONES[0]);
    let (db, tz) = (&database.db, zone.parse::<Tz>().unwrap());
    random_world::save(db, 5).await;
    until_clean(&db.jobs, tz, at("2026-01-01T00:00:00Z")).await.unwrap();
    let first: NaiveDate =
        sqlx::query_scalar("select day from derived_lead_days order by day offset 20 limit 1").fetch_one(&db.jobs).await.unwrap();
    let lost: (NaiveDate, bool) =
        sqlx::query_as("delete from derived_deal_days where (day, won) = (select day, won from derived_deal_days order by day offset 9 limit 1) returning day, won")
            .fetch_one(&db.jobs)
            .await
            .unwrap();
    sqlx::query("update derived_lead_days set stories = stories || '\\x0000' where day = $1")
        .bind(first)
        .execute(&db.jobs)
        .await
        .unwrap();
    let mut connection = db.jobs.acquire().await.unwrap();
    let found = verify(&mut connection, tz, None).await.unwrap().unwrap();
    let word = if lost.1 { "won" } else { "lost" };
    let expected = [format!("derived_lead_days {first}: stories"), format!("derived_deal_days {} {word}: it is missing", lost.0)];
    assert_eq!(found.differences, expected);
    for (name, left) in [(Name::LeadDays, 1), (Name::DealDays, 0)] {
        forget(&db.jobs, Some(name)).await.unwrap();
        until_clean(&db.jobs, tz, at("2026-01-01T00:00:00Z")).await.unwrap();
        assert_eq!(verify(&mut connection, tz, None).await.unwrap().unwrap().differences.len(), left);
    }
}

#[tokio::test]
async fn another_zone_has_everything_built_anew() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    random_world::save(db, 6).await;
    for zone in [ZONES[0], ZONES[1]] {
        until_clean(&db.jobs, zone.parse().unwrap(), at("2026-01-01T00:00:00Z")).await.unwrap();
        assert_verified(db, zone).await;
        agree(db, &mut Draw(9), zone, 1).await;
    }
    agree(db, &mut Draw(9), ZONES[0], 1).await; // of a zone that the tables are not of, the records are asked
}

async fn many_leads(db: &Database, from: u32, to: u32) {
    sqlx::query(
        "insert into leads (id, created_at, recorded_at)
         select gen_random_uuid(), timestamptz '2025-01-01' + n * interval '10 minutes', now() from generate_series($1::int, $2::int - 1) n",
    )
    .bind(i32::try_from(from).unwrap())
    .bind(i32::try_from(to).unwrap())
    .execute(&db.jobs)
    .await
    .unwrap();
}

#[tokio::test]
async fn more_than_a_page_can_count_is_shown_as_it_was_and_said_to_be() {
    let (database, zone) = (TestDatabase::lease().await, chrono_tz::UTC);
    let db = &database.db;
    let built: DateTime<Utc> = at("2026-01-01T00:00:00Z");
    many_leads(db, 0, 31_000).await;
    until_clean(&db.jobs, zone, built).await.unwrap();
    let question =
        Question::new(workspace("UTC", "SAR"), Period::month_of("2025-02-01".parse().unwrap()), at("2026-01-02T00:00:00Z"));
    let leads = async || {
        let mut view = snapshot(&db.pages).await.unwrap();
        let found = reports::funnel::load(&mut view, &question).await.unwrap().cohort.leads;
        (found, late_since(&mut view, zone).await.unwrap())
    };
    let month = 28 * 24 * 6;
    assert_eq!(leads().await, (month, None));
    many_leads(db, 5_000, 5_010).await;
    assert_eq!(leads().await, (month + 10, None), "a few are counted at once");
    many_leads(db, 0, 6_000).await;
    assert_eq!(leads().await, (month, Some(built)), "many are not, and that is said");
    until_clean(&db.jobs, zone, at("2026-01-02T00:00:00Z")).await.unwrap();
    assert_eq!(leads().await, (month + 10 + 6_000 - 31 * 24 * 6, None));
}

/// A server holds days in memory; whatever is written to the tables, by whomever, is read by the next view.
#[tokio::test]
async fn days_held_in_memory_are_those_of_the_tables() {
    let (database, zone) = (TestDatabase::lease().await, chrono_tz::UTC);
    let db = &database.db;
    many_leads(db, 0, 2_000).await;
    until_clean(&db.jobs, zone, at("2026-01-01T00:00:00Z")).await.unwrap();
    let question =
        Question::new(workspace("UTC", "SAR"), Period::month_of("2025-01-01".parse().unwrap()), at("2026-01-02T00:00:00Z"));
    let leads = async |db: &mut PgConnection| reports::funnel::load(db, &question).await.unwrap().cohort.leads;
    let now = async || leads(&mut snapshot(&db.pages).await.unwrap()).await;
    let mut earlier = snapshot(&db.pages).await.unwrap();
    assert_eq!((leads(&mut earlier).await, now().await), (2_000, 2_000));
    for (written, left) in [
        ("update derived_lead_days set counts = '' where day = '2025-01-02'", 2_000 - 144),
        ("delete from derived_lead_days where day = '2025-01-03'", 2_000 - 2 * 144),
        ("delete from derived_lead_days", 0),
    ] {
        sqlx::query(written).execute(&db.jobs).await.unwrap();
        assert_eq!((now().await, now().await), (left, left), "{written}");
        assert_eq!(leads(&mut earlier).await, 2_000, "an older view has the rows as they were");
        assert_eq!(now().await, left, "{written}, after an older view");
    }
}
