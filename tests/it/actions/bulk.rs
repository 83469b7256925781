//! Many leads changed at once: all that may be, each once, and of the others why not.

use crate::support::{TestDatabase, World, at, moment, workspace};
use mihwar::actions::change_leads::{Change, Left, MOST, Outcome, Wanted, change_leads};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::{open_session, token_hash};
use mihwar::domain::person::Role;
use mihwar::domain::stage::Stage;
use mihwar::storage::users::User;
use mihwar::storage::{Database, sessions};
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;
use uuid::Uuid;

const NOW: &str = "2026-03-31T20:30:00Z";
const LEADS: [&str; 6] = ["own", "nobodys", "others", "erased", "of-a-deal", "young"];

struct Here {
    database: TestDatabase,
    user: User,
    others: Uuid,
}

impl Here {
    async fn new(role: Role) -> Self {
        let database = TestDatabase::lease().await;
        let db = &database.db;
        let admin = Admin { name: "Lama".into(), email: "lama@example.com".into(), password: "correct horse battery".into() };
        let id = set_up(db, &workspace("Asia/Riyadh", "SAR"), admin, at(NOW)).await.unwrap();
        let mut tx = db.pages.begin().await.unwrap();
        let token = open_session(&mut tx, id, at(NOW)).await.unwrap();
        tx.commit().await.unwrap();
        let user = sessions::find(&db.pages, &token_hash(&token), at(NOW)).await.unwrap().unwrap().user;
        let mut world = World::default();
        for lead in LEADS {
            world.lead(lead, if lead == "young" { "2026-03-30T08:00:00Z" } else { "2026-01-05T08:00:00Z" }, "web");
        }
        world.open_deal("D1", Some("of-a-deal"), "2026-02-01");
        world.save(db).await;
        let here = Self { user: User { role, ..user }, others: Uuid::now_v7(), database };
        here.run(&format!("insert into people (id, handle, name) values ('{}', 'x', 'X')", here.others)).await;
        for (lead, owner) in [("own", here.user.person_id.0), ("others", here.others), ("erased", here.others)] {
            here.run(&format!("update leads set owner_id = '{owner}' where id = '{}'", here.id(lead).await)).await;
        }
        let erased = "email = null, email_key = null, first_name = null, last_name = null, erased_at = now()";
        here.run(&format!("update leads set {erased} where id = '{}'", here.id("erased").await)).await;
        here
    }
    fn db(&self) -> &Database {
        &self.database.db
    }
    async fn run(&self, sql: &str) {
        sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&self.db().jobs).await.unwrap();
    }
    async fn one(&self, sql: &str) -> String {
        sqlx::query_scalar(AssertSqlSafe(format!("select ({sql})::text"))).fetch_one(&self.db().jobs).await.unwrap()
    }
    async fn id(&self, lead: &str) -> Uuid {
        self.one(&format!("select record_id from external_refs where external_id = '{lead}'")).await.parse().unwrap()
    }
    async fn all(&self) -> BTreeSet<Uuid> {
        let mut all = BTreeSet::new();
        for lead in LEADS {
            all.insert(self.id(lead).await);
        }
        all
    }
    /// What came of it, in the names of the leads.
    async fn named(&self, outcome: Outcome) -> (BTreeSet<&'static str>, BTreeSet<(&'static str, Left)>) {
        let (mut changed, mut left) = (BTreeSet::new(), BTreeSet::new());
        for lead in LEADS.into_iter().chain(["unknown"]) {
            let id = if lead == "unknown" { Uuid::nil() } else { self.id(lead).await };
            changed.extend(outcome.changed.contains(&id).then_some(lead));
            left.extend(outcome.left.iter().filter(|(other, _)| *other == id).map(|(_, why)| (lead, *why)));
        }
        (changed, left)
    }
    async fn change(&self, form: Uuid, leads: BTreeSet<Uuid>, change: Change) -> Option<Outcome> {
        change_leads(self.db(), Wanted { form, leads, change }, &self.user, at(NOW)).await.unwrap()
    }
}

fn to(stage: Stage, when: &str, reason: Option<&str>) -> Change {
    Change::Stage { stage, moment: moment(when), reason: reason.map(str::to_owned) }
}

const OWNED: &str = "select count(*) from leads where owner_id = (select id from people where handle = 'x')";
const EVENTS: &str = "select count(*) from events where kind = 'lead' and verb in ('changed', 'moved')";

#[tokio::test]
async fn a_salesperson_gives_away_what_is_his_or_nobodys_and_hears_of_the_rest() {
    let here = Here::new(Role::Sales).await;
    let mut leads = here.all().await;
    leads.insert(Uuid::nil());
    let outcome = here.change(Uuid::now_v7(), leads, Change::Owner(Some(here.others))).await.unwrap();
    let (changed, left) = here.named(outcome).await;
    assert_eq!(changed, ["nobodys", "of-a-deal", "own", "young"].into());
    assert_eq!(left, [("erased", Left::Erased), ("others", Left::Same), ("unknown", Left::Gone)].into());
    assert_eq!(here.one(OWNED).await, "6");
    assert_eq!(here.one(EVENTS).await, "4", "one event for each");
    let back = here.change(Uuid::now_v7(), here.all().await, Change::Owner(None)).await.unwrap();
    let (changed, left) = here.named(back).await;
    assert!(changed.is_empty() && left.len() == 6, "none of them is his now: {left:?}");
    assert_eq!(left.iter().filter(|(_, why)| *why == Left::Forbidden).count(), 5);
}

#[tokio::test]
async fn a_form_sent_twice_changes_each_lead_once_whatever_happened_between() {
    let here = Here::new(Role::Manager).await;
    let (form, leads) = (Uuid::now_v7(), here.all().await);
    let first = here.change(form, leads.clone(), Change::Owner(Some(here.others))).await.unwrap();
    here.run(&format!("update leads set owner_id = null where id = '{}'", here.id("own").await)).await;
    let again = here.change(form, leads.clone(), Change::Owner(Some(here.others))).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(
        here.one("select owner_id is null from leads l join external_refs r on r.record_id = l.id where r.external_id = 'own'")
            .await,
        "true"
    );
    let moving = || to(Stage::Mql, "2026-02-01", None);
    let form = Uuid::now_v7();
    let once = here.change(form, leads.clone(), moving()).await.unwrap();
    assert_eq!(once, here.change(form, leads, moving()).await.unwrap());
    assert_eq!(here.one("select count(*) from stage_transitions where to_stage = 'mql'").await, "3");
    assert_eq!(here.one(EVENTS).await, "7", "four owners, three stages");
}

#[tokio::test]
async fn what_cannot_move_stays_and_says_why() {
    let here = Here::new(Role::Sales).await;
    let leads = here.all().await;
    let outcome = here.change(Uuid::now_v7(), leads.clone(), to(Stage::Recycled, "2026-03-01", Some("no_budget"))).await;
    let (changed, left) = here.named(outcome.unwrap()).await;
    assert_eq!(changed, ["nobodys", "own"].into());
    let why = [("erased", Left::Erased), ("of-a-deal", Left::OfItsDeal), ("others", Left::Forbidden), ("young", Left::TooEarly)];
    assert_eq!(left, why.into());
    let outcome = here.change(Uuid::now_v7(), leads, to(Stage::Recycled, "2026-03-31", None)).await.unwrap();
    let (changed, left) = here.named(outcome).await;
    assert!(changed.is_empty() && left.contains(&("young", Left::NeedsReason)), "{left:?}");
    assert_eq!(here.one("select count(*) from leads where current_stage = 'recycled'").await, "2");
}

#[tokio::test]
async fn more_than_a_thousand_are_not_changed_at_once_and_a_thousand_are() {
    let here = Here::new(Role::Manager).await;
    here.run("insert into leads (id, created_on, recorded_at) select gen_random_uuid(), '2026-01-05', now() from generate_series(1, 1000)").await;
    let ids: Vec<Uuid> =
        sqlx::query_scalar("select id from leads where erased_at is null").fetch_all(&here.db().jobs).await.unwrap();
    let first = |n: usize| ids.iter().copied().take(n).collect::<BTreeSet<_>>();
    assert_eq!(here.change(Uuid::now_v7(), first(MOST + 1), Change::Owner(Some(here.others))).await, None);
    assert_eq!(here.one(EVENTS).await, "0");
    let outcome = here.change(Uuid::now_v7(), first(MOST), Change::Owner(Some(here.others))).await.unwrap();
    let others = outcome.left.iter().filter(|(_, why)| *why == Left::Same).count();
    assert_eq!((outcome.changed.len() + others, others), (MOST, outcome.left.len()));
    let moved = here.change(Uuid::now_v7(), first(MOST), to(Stage::Sql, "2026-03-31", None)).await.unwrap();
    assert_eq!(moved.changed.len() + moved.left.len(), MOST);
}
