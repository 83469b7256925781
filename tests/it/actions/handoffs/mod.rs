//! Handoffs: what people do with them, what happens by itself, and what the database refuses.

mod answers;
mod by_itself;
mod leavers;
mod letters;
mod offers;

use crate::support::{TestDatabase, at, workspace};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use mihwar::actions::handoffs::Done;
use mihwar::actions::handoffs::accept::{NextStep, accept_handoff};
use mihwar::actions::handoffs::by_itself::run_due;
use mihwar::actions::handoffs::contact::log_contact;
use mihwar::actions::handoffs::give_back::return_handoff;
use mihwar::actions::handoffs::offer::{Offer, Offered, To, offer_handoff};
use mihwar::actions::handoffs::reject::{Why, reject_handoff};
use mihwar::actions::log_activity::Activity;
use mihwar::actions::save_record::{Draft, Saved, create_record};
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::{SignedIn, sign_in, token_hash};
use mihwar::domain::activity::{ActivityKind, ActivityOutcome};
use mihwar::domain::ids::{PersonId, UserId};
use mihwar::domain::moment::Moment;
use mihwar::domain::ownership::Noun;
use mihwar::domain::person::{Role, Team};
use mihwar::storage::handoffs::{self, StoredHandoff};
use mihwar::storage::users::User;
use mihwar::storage::{Database, sessions};
use serde_json::json;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A Monday, 10:00 in Riyadh: the team works from 09:00 to 17:00, Sunday to Thursday.
const NOW: &str = "2026-03-02T07:00:00Z";

struct Company {
    database: TestDatabase,
    admin: User,
    manager: User,
    marketer: User,
    reps: [User; 2],
}

impl Company {
    async fn new() -> Self {
        let database = TestDatabase::lease().await;
        let admin = Admin { name: "Lama".to_owned(), email: "lama@example.com".to_owned(), password: "correct horse".to_owned() };
        set_up(&database.db, &workspace("Asia/Riyadh", "SAR"), admin, at(NOW)).await.unwrap();
        let signed_in =
            sign_in(&database.db, "lama@example.com", "correct horse".to_owned(), "192.0.2.1", at(NOW)).await.unwrap();
        let SignedIn::Session(token) = signed_in else { panic!("no session") };
        let admin = sessions::find(&database.db.pages, &token_hash(&token), at(NOW)).await.unwrap().unwrap().user;
        let mut company =
            Self { database, manager: admin.clone(), marketer: admin.clone(), reps: [admin.clone(), admin.clone()], admin };
        company.manager = company.user("Majed", Role::Manager, Some(Team::Sales)).await;
        company.marketer = company.user("Reem", Role::Marketing, Some(Team::Marketing)).await;
        company.reps = [
            company.user("Omar", Role::Sales, Some(Team::Sales)).await,
            company.user("Sara", Role::Sales, Some(Team::Sales)).await,
        ];
        company
    }

    async fn user(&self, name: &str, role: Role, team: Option<Team>) -> User {
        let (id, person) = (Uuid::now_v7(), Uuid::now_v7());
        self.run(&format!(
            "insert into people (id, handle, name, team) values ('{person}', lower('{name}'), '{name}', {});
             insert into users (id, person_id, email, email_key, password_hash, role, created_at)
             values ('{id}', '{person}', '{name}@example.com', lower('{name}@example.com'), 'x', '{}', '{NOW}')",
            team.map_or("null".to_owned(), |team| format!("'{}'", team.key())),
            role.key()
        ))
        .await;
        User { id: UserId(id), person_id: PersonId(person), name: name.to_owned(), role, team, ..self.admin.clone() }
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

    /// The name of the constraint that refuses a statement.
    async fn refused(&self, sql: &str) -> String {
        let error = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&self.db().jobs).await.expect_err(sql);
        let database = error.as_database_error().unwrap_or_else(|| panic!("{sql}: {error}"));
        database.constraint().unwrap_or_default().to_owned()
    }

    async fn lead(&self) -> Uuid {
        let id = Uuid::now_v7();
        let columns = json!({"first_name": "Huda", "company": "Al Waha", "created_on": "2026-02-01"});
        let draft = Draft { noun: Noun::Lead, id, columns: columns.as_object().unwrap().clone(), account: None };
        assert_eq!(create_record(self.db(), draft, &self.marketer, at(NOW)).await.unwrap(), Saved::Done);
        self.run(&format!("update leads set owner_id = '{}' where id = '{id}'", self.marketer.person_id.0)).await;
        id
    }

    async fn offer(&self, id: Uuid, lead: Uuid, to: To, by: &User, now: DateTime<Utc>) -> Offered {
        let offer = Offer { id, lead, to, note: Some("Asked twice".to_owned()), rule: None, usual: "Usual".to_owned() };
        offer_handoff(self.db(), offer, by, now).await.unwrap()
    }

    /// An offer of a fresh lead that was made.
    async fn offered_to(&self, to: To) -> Uuid {
        let (id, lead) = (Uuid::now_v7(), self.lead().await);
        let made = self.offer(id, lead, to, &self.marketer, at(NOW)).await;
        assert!(matches!(made, Offered::Yes(_)), "{made:?}");
        id
    }

    /// One for the first salesperson.
    async fn offered(&self) -> Uuid {
        self.offered_to(To::Person(self.reps[0].person_id)).await
    }

    async fn handoff(&self, id: Uuid) -> StoredHandoff {
        handoffs::find(&self.db().pages, id).await.unwrap().unwrap()
    }

    async fn accept(&self, id: Uuid, by: &User, now: &str) -> Done {
        accept_handoff(self.db(), id, next(), by, at(now)).await.unwrap()
    }

    async fn reject(&self, id: Uuid, reason: &str, by: &User, now: &str) -> Done {
        reject_handoff(self.db(), id, why(reason), by, at(now)).await.unwrap()
    }

    async fn give_back(&self, id: Uuid, reason: &str, by: &User, now: &str) -> Done {
        return_handoff(self.db(), id, why(reason), by, at(now)).await.unwrap()
    }

    async fn call(&self, id: Uuid, entry: Uuid, by: &User, now: &str) -> Done {
        let contact = Activity {
            id: entry,
            noun: Noun::Lead,
            record: Uuid::nil(),
            kind: ActivityKind::Call,
            happened: Moment::Instant(at(now)),
            outcome: Some(ActivityOutcome::Connected),
            note: None,
        };
        log_contact(self.db(), id, contact, next(), by, at(now)).await.unwrap()
    }

    /// Runs the clocks until nothing is due. Gives how often there was something.
    async fn run_clocks(&self, now: &str) -> usize {
        let mut n = 0;
        while run_due(self.db(), at(now)).await.unwrap() {
            n += 1;
            assert!(n < 100, "the clocks do not come to rest");
        }
        n
    }

    /// Who was told what about a handoff, in the order of the kinds.
    async fn told(&self, id: Uuid) -> Vec<(String, String)> {
        sqlx::query_as("select n.kind, p.name from notifications n join people p on p.id = n.person_id where n.handoff_id = $1 order by n.kind, p.name")
            .bind(id)
            .fetch_all(&self.db().jobs)
            .await
            .unwrap()
    }

    async fn kinds(&self, id: Uuid) -> BTreeMap<String, usize> {
        let mut kinds = BTreeMap::new();
        for (kind, _) in self.told(id).await {
            *kinds.entry(kind).or_insert(0) += 1;
        }
        kinds
    }

    /// The verbs of the events about a handoff, in order.
    async fn verbs(&self, id: Uuid) -> Vec<String> {
        sqlx::query_scalar("select verb from events where detail ->> 'handoff' = $1 order by id")
            .bind(id.to_string())
            .fetch_all(&self.db().jobs)
            .await
            .unwrap()
    }

    async fn stage(&self, id: Uuid) -> String {
        self.ask(&format!("select l.current_stage from leads l join handoffs h on h.lead_id = l.id where h.id = '{id}'")).await
    }

    async fn owner(&self, id: Uuid) -> Option<Uuid> {
        self.ask(&format!("select l.owner_id from leads l join handoffs h on h.lead_id = l.id where h.id = '{id}'")).await
    }
}

fn next() -> NextStep {
    NextStep { what: "Call".to_owned(), due: day("2026-03-04") }
}

fn why(reason: &str) -> Why {
    Why { reason: reason.to_owned(), note: None, recycle_on: None, today: day("2026-03-02") }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}
