//! Invitations, resets, leavers and the last admin.

use crate::support::{TestDatabase, World, at, workspace};
use mihwar::actions::accept_link::{Accepted, Chosen, Looked, accept_link, look};
use mihwar::actions::change_user::{ChangedUser, Wanted, change_user};
use mihwar::actions::deactivate_user::{Deactivated, deactivate_user};
use mihwar::actions::invite_user::{Invitation, Invited, invite_user};
use mihwar::actions::make_link::{NewLink, make_link};
use mihwar::actions::reactivate_user::reactivate_user;
use mihwar::actions::set_up::{Admin, set_up};
use mihwar::actions::sign_in::{SignedIn, sign_in, token_hash};
use mihwar::actions::withdraw_invitation::withdraw_invitation;
use mihwar::domain::ids::{PersonId, UserId};
use mihwar::domain::person::{Language, Role, Team, Theme};
use mihwar::storage::open_work::{self, OpenWork};
use mihwar::storage::staff::{self, Someone, Standing, Which};
use mihwar::storage::{Database, sessions};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

const NOW: &str = "2026-03-31T20:30:00Z";
const PASSWORD: &str = "correct horse battery";
const FROM: &str = "203.0.113.9";

async fn admin(db: &Database) -> UserId {
    let admin = Admin { name: "Lama".to_owned(), email: "lama@example.com".to_owned(), password: PASSWORD.to_owned() };
    set_up(db, &workspace("Asia/Riyadh", "SAR"), admin, at(NOW)).await.unwrap()
}

fn invitation(email: &str, role: Role) -> Invitation {
    Invitation {
        user: UserId::new(),
        name: "Omar Faris".to_owned(),
        email: email.to_owned(),
        role,
        team: Some(Team::Marketing),
        language: Language::Ar,
        person: None,
    }
}

async fn invited(db: &Database, wanted: Invitation) -> NewLink {
    match invite_user(db, wanted, None, at(NOW)).await.unwrap() {
        Invited::Link(link) => link,
        other => panic!("{other:?}"),
    }
}

async fn accept(db: &Database, token: &str, password: &str, now: &str) -> Accepted {
    let chosen = Chosen { password: password.to_owned(), language: Language::Ar, theme: Theme::Dark };
    accept_link(db, token, chosen, FROM, at(now)).await.unwrap()
}

/// A user who has set a password, and the secret of his session.
async fn member(db: &Database, email: &str, role: Role) -> (UserId, String) {
    let wanted = invitation(email, role);
    let user = wanted.user;
    let link = invited(db, wanted).await;
    let Accepted::Session(session) = accept(db, &link.token, PASSWORD, NOW).await else { panic!("no session") };
    (user, session)
}

async fn someone(db: &Database, which: Which) -> Someone {
    staff::find(&db.pages, which).await.unwrap().pop().unwrap()
}

async fn is_in(db: &Database, session: &str) -> bool {
    sessions::find(&db.pages, &token_hash(session), at(NOW)).await.unwrap().is_some()
}

async fn signs_in(db: &Database, email: &str, password: &str) -> SignedIn {
    sign_in(db, email, password.to_owned(), FROM, at(NOW)).await.unwrap()
}

async fn leave(db: &Database, user: UserId, taker: Option<PersonId>) -> Deactivated {
    deactivate_user(db, user, taker, "2026-03-31".parse().unwrap(), None, at(NOW)).await.unwrap()
}

async fn number(db: &Database, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(&db.pages).await.unwrap()
}

#[tokio::test]
async fn an_invitation_lets_in_once_and_only_its_hash_is_kept() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let link = invited(db, invitation("Omar@Example.com", Role::Sales)).await;
    assert_eq!((link.token.len(), link.until, link.invites), (64, at("2026-04-07T20:30:00Z"), true));
    let kept: Vec<u8> = sqlx::query_scalar("select token_hash from one_time_links").fetch_one(&db.pages).await.unwrap();
    assert_eq!(kept, token_hash(&link.token));
    assert!(matches!(signs_in(db, "omar@example.com", "").await, SignedIn::Wrong), "without a password nobody comes in");
    assert!(matches!(accept(db, &link.token, "short", NOW).await, Accepted::Unacceptable));
    assert!(matches!(look(db, &link.token, FROM, at(NOW)).await.unwrap(), Looked::Open(holder) if holder.invited));
    let Accepted::Session(session) = accept(db, &link.token, PASSWORD, NOW).await else { panic!("no session") };
    let user = sessions::find(&db.pages, &token_hash(&session), at(NOW)).await.unwrap().unwrap().user;
    assert_eq!(
        (user.role, user.team, user.language, user.theme),
        (Role::Sales, Some(Team::Sales), Some(Language::Ar), Theme::Dark)
    );
    assert!(matches!(accept(db, &link.token, "another long password", NOW).await, Accepted::Gone), "it works once");
    assert!(matches!(signs_in(db, "omar@example.com", PASSWORD).await, SignedIn::Session(_)));
}

#[tokio::test]
async fn an_old_a_replaced_and_an_invented_link_are_the_same() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let wanted = invitation("omar@example.com", Role::Viewer);
    let user = wanted.user;
    let first = invited(db, wanted).await;
    assert_eq!(look(db, &first.token, FROM, at("2026-04-07T20:30:00Z")).await.unwrap(), Looked::Gone, "a week is over");
    let second = make_link(db, user, None, at(NOW)).await.unwrap().unwrap();
    for token in [&first.token, "0123456789abcdef", ""] {
        assert_eq!(look(db, token, FROM, at(NOW)).await.unwrap(), Looked::Gone);
        assert!(matches!(accept(db, token, PASSWORD, NOW).await, Accepted::Gone));
    }
    assert!(matches!(look(db, &second.token, FROM, at(NOW)).await.unwrap(), Looked::Open(_)));
    for _ in 0..50 {
        look(db, "guess", FROM, at(NOW)).await.unwrap();
    }
    assert_eq!(look(db, &second.token, FROM, at(NOW)).await.unwrap(), Looked::Throttled, "guessing is slow");
    assert!(matches!(look(db, &second.token, "198.51.100.7", at(NOW)).await.unwrap(), Looked::Open(_)), "for others it is not");
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_comes_in() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let link = invited(db, invitation("omar@example.com", Role::Sales)).await;
    let (one, other) =
        tokio::join!(accept(db, &link.token, PASSWORD, NOW), accept(db, &link.token, "another long password", NOW));
    let inside = [one, other].iter().filter(|done| matches!(done, Accepted::Session(_))).count();
    assert_eq!(inside, 1);
    assert_eq!(number(db, "select count(*) from sessions").await, 1);
}

#[tokio::test]
async fn a_form_that_is_sent_again_invites_once() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let wanted = invitation("omar@example.com", Role::Sales);
    let first = invited(db, wanted.clone()).await;
    let second = invited(db, wanted.clone()).await;
    assert_ne!(first.token, second.token);
    assert_eq!(number(db, "select count(*) from users").await, 2);
    let another = Invitation { user: UserId::new(), ..wanted };
    assert_eq!(invite_user(db, another, None, at(NOW)).await.unwrap(), Invited::AddressTaken);
    let nonsense = invitation("nobody", Role::Sales);
    assert_eq!(invite_user(db, nonsense, None, at(NOW)).await.unwrap(), Invited::NoAddress);
}

/// A lead, a deal and a campaign of a person that files name.
async fn owner_of_work(db: &Database, handle: &str) -> PersonId {
    let mut world = World::default();
    for (lead, stage) in [("L1", None), ("L2", Some("won")), ("L3", Some("sal"))] {
        world.lead_like(lead, "2026-03-01T09:00:00Z", |row| row.owner = Some(handle.to_owned()));
        if let Some(stage) = stage {
            world.entered(lead, stage.parse().unwrap(), Some("2026-03-05"));
        }
    }
    world.open_deal("D1", Some("L3"), "2026-03-10");
    world.save(db).await;
    let id: Uuid =
        sqlx::query_scalar("select owner_id from leads where owner_id is not null limit 1").fetch_one(&db.pages).await.unwrap();
    sqlx::query("update deals set owner_id = $1").bind(id).execute(&db.pages).await.unwrap();
    let campaigns = format!(
        "insert into campaigns (id, name, name_key, owner_id, start_on, end_on, recorded_at) values
            (gen_random_uuid(), 'Spring', 'spring', '{id}', '2026-03-01', '2026-03-31', now()),
            (gen_random_uuid(), 'Winter', 'winter', '{id}', '2026-01-01', '2026-03-30', now())"
    );
    sqlx::query(AssertSqlSafe(campaigns)).execute(&db.pages).await.unwrap();
    PersonId(id)
}

const OPEN: OpenWork = OpenWork { leads: 2, deals: 1, campaigns: 1, handoffs: 0 };

async fn open(db: &Database, person: PersonId) -> OpenWork {
    open_work::count(&db.pages, person, "2026-03-31".parse().unwrap()).await.unwrap()
}

#[tokio::test]
async fn an_invited_person_of_the_files_keeps_what_he_owns() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let person = owner_of_work(db, "Omar Faris").await;
    let wanted = Invitation { person: Some(person), ..invitation("omar@example.com", Role::Sales) };
    let user = wanted.user;
    invited(db, wanted.clone()).await;
    assert_eq!(someone(db, Which::User(user)).await.person, person);
    assert_eq!(open(db, person).await, OPEN);
    let again = Invitation { user: UserId::new(), email: "other@example.com".to_owned(), ..wanted };
    assert_eq!(invite_user(db, again, None, at(NOW)).await.unwrap(), Invited::PersonTaken);
    // A later file calls him by his address.
    let mut world = World::default();
    world.lead_like("L9", "2026-03-02T09:00:00Z", |row| row.owner = Some("Omar@example.com".to_owned()));
    world.save(db).await;
    assert_eq!(open(db, person).await.leads, OPEN.leads + 1);
    assert!(withdraw_invitation(db, user, None, at(NOW)).await.unwrap());
    assert_eq!(someone(db, Which::Person(person)).await.user, None, "the person stays");
    assert_eq!(open(db, person).await.leads, OPEN.leads + 1);
}

#[tokio::test]
async fn an_address_that_files_know_is_that_person() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let known = owner_of_work(db, "omar@example.com").await;
    let other = PersonId::new();
    let insert = format!("insert into people (id, handle, name) values ('{other}', 'omar faris', 'Omar Faris')");
    sqlx::query(AssertSqlSafe(insert)).execute(&db.pages).await.unwrap();
    let wanted = invitation("Omar@example.com", Role::Sales);
    let wrong = Invitation { person: Some(other), ..wanted.clone() };
    assert_eq!(invite_user(db, wrong, None, at(NOW)).await.unwrap(), Invited::OtherPerson);
    let user = wanted.user;
    invited(db, wanted).await;
    assert_eq!(someone(db, Which::User(user)).await.person, known);
}

#[tokio::test]
async fn a_withdrawn_invitation_leaves_nothing_behind() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let wanted = invitation("omar@example.com", Role::Sales);
    let user = wanted.user;
    let link = invited(db, wanted).await;
    assert!(withdraw_invitation(db, user, None, at(NOW)).await.unwrap());
    assert!(matches!(accept(db, &link.token, PASSWORD, NOW).await, Accepted::Gone));
    assert_eq!(number(db, "select count(*) from people where handle = 'omar@example.com'").await, 0);
    let (came, _) = member(db, "omar@example.com", Role::Sales).await;
    assert!(!withdraw_invitation(db, came, None, at(NOW)).await.unwrap(), "whoever came is not withdrawn");
}

#[tokio::test]
async fn a_reset_ends_every_session_when_it_is_used() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let (user, session) = member(db, "omar@example.com", Role::Sales).await;
    let link = make_link(db, user, None, at(NOW)).await.unwrap().unwrap();
    assert_eq!((link.until, link.invites), (at("2026-04-01T20:30:00Z"), false));
    assert!(is_in(db, &session).await, "not before");
    assert!(matches!(accept(db, &link.token, "a brand new password", NOW).await, Accepted::Session(_)));
    assert!(!is_in(db, &session).await);
    assert!(matches!(signs_in(db, "omar@example.com", PASSWORD).await, SignedIn::Wrong));
    assert!(matches!(signs_in(db, "omar@example.com", "a brand new password").await, SignedIn::Session(_)));
}

#[tokio::test]
async fn whoever_left_is_out_at_once_and_may_come_back() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let (user, session) = member(db, "omar@example.com", Role::Sales).await;
    let link = make_link(db, user, None, at(NOW)).await.unwrap().unwrap();
    assert_eq!(leave(db, user, None).await, Deactivated::Done);
    assert!(!is_in(db, &session).await);
    assert_eq!(number(db, "select count(*) from sessions").await, 0);
    assert!(matches!(signs_in(db, "omar@example.com", PASSWORD).await, SignedIn::Wrong), "as with a wrong password");
    assert_eq!(look(db, &link.token, FROM, at(NOW)).await.unwrap(), Looked::Gone);
    assert_eq!(make_link(db, user, None, at(NOW)).await.unwrap(), None);
    assert_eq!(leave(db, user, None).await, Deactivated::Done, "again it changes nothing");
    assert_eq!(number(db, "select count(*) from events where verb = 'deactivated'").await, 1);
    assert!(reactivate_user(db, user, None, at(NOW)).await.unwrap());
    assert!(matches!(signs_in(db, "omar@example.com", PASSWORD).await, SignedIn::Session(_)));
}

#[tokio::test]
async fn a_leavers_open_work_goes_over_whole_and_imports_leave_it() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    let lama = admin(db).await;
    let person = owner_of_work(db, "omar@example.com").await;
    let (omar, _) = member(db, "omar@example.com", Role::Sales).await;
    let taker = someone(db, Which::User(lama)).await.person;
    assert_eq!(leave(db, omar, Some(person)).await, Deactivated::NoTaker);
    assert_eq!(someone(db, Which::User(omar)).await.user.unwrap().standing, Standing::Active, "all or nothing");
    assert_eq!(leave(db, omar, Some(taker)).await, Deactivated::Done);
    assert_eq!((open(db, person).await, open(db, taker).await), (OpenWork::default(), OPEN));
    assert_eq!(number(db, &format!("select count(*) from leads where owner_id = '{person}'")).await, 1, "the customer stays his");
    assert_eq!(number(db, "select count(*) from leads where 'owner_id' = any(person_fields)").await, OPEN.leads);
    assert_eq!(number(db, "select count(*) from events where verb = 'changed' and fields = '{owner_id}'").await, 4);
    assert_eq!(number(db, "select (detail->>'leads')::bigint from events where verb = 'handed_over'").await, OPEN.leads);
    let mut world = World::default();
    world.lead_like("L1", "2026-03-01T09:00:00Z", |row| {
        row.owner = Some("omar@example.com".to_owned());
        row.region = Some("MENA".to_owned());
    });
    world.save(db).await;
    assert_eq!(number(db, "select count(*) from leads where region = 'MENA'").await, 1, "the row was read");
    assert_eq!(open(db, taker).await, OPEN);
}

async fn wanted(db: &Database, user: UserId, role: Role) -> Wanted {
    let someone = someone(db, Which::User(user)).await;
    let account = someone.user.unwrap();
    Wanted { name: someone.name, email: account.email, role, team: Some(Team::Sales), version: account.version }
}

#[tokio::test]
async fn a_change_counts_at_once_and_a_stale_one_is_shown() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    admin(db).await;
    let (user, session) = member(db, "omar@example.com", Role::Sales).await;
    let (first, second) = (wanted(db, user, Role::Manager).await, wanted(db, user, Role::Viewer).await);
    assert_eq!(change_user(db, user, first, None, at(NOW)).await.unwrap(), ChangedUser::Done);
    let now = sessions::find(&db.pages, &token_hash(&session), at(NOW)).await.unwrap().unwrap().user;
    assert_eq!((now.role, now.team), (Role::Manager, Some(Team::Sales)));
    assert!(matches!(change_user(db, user, second, None, at(NOW)).await.unwrap(), ChangedUser::Stale(_)));
    let taken = Wanted { email: "Lama@example.com".to_owned(), ..wanted(db, user, Role::Manager).await };
    assert_eq!(change_user(db, user, taken, None, at(NOW)).await.unwrap(), ChangedUser::AddressTaken);
    let fields: Vec<String> =
        sqlx::query_scalar("select fields from events where verb = 'changed'").fetch_one(&db.pages).await.unwrap();
    assert_eq!(fields, ["role"]);
}

#[tokio::test]
async fn the_last_admin_stays() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    let lama = admin(db).await;
    // An admin who was only invited cannot administer yet.
    invited(db, invitation("new@example.com", Role::Admin)).await;
    assert_eq!(leave(db, lama, None).await, Deactivated::LastAdmin);
    let demoted = wanted(db, lama, Role::Manager).await;
    assert_eq!(change_user(db, lama, demoted, None, at(NOW)).await.unwrap(), ChangedUser::LastAdmin);
    let removed = sqlx::query("delete from users where id = $1").bind(lama.0).execute(&db.pages).await;
    assert!(removed.is_err(), "the database is the last judge");
}

#[tokio::test]
async fn of_two_admins_who_step_down_at_once_one_stays() {
    let database = TestDatabase::lease().await;
    let db = &database.db;
    let lama = admin(db).await;
    for round in 0..5 {
        let (omar, _) = member(db, &format!("omar{round}@example.com"), Role::Admin).await;
        let demoted = wanted(db, lama, Role::Manager).await;
        let (left, changed) = tokio::join!(leave(db, omar, None), change_user(db, lama, demoted, None, at(NOW)));
        let outcome = (left, changed.unwrap());
        assert!(
            matches!(outcome, (Deactivated::Done, ChangedUser::LastAdmin) | (Deactivated::LastAdmin, ChangedUser::Done)),
            "{outcome:?}"
        );
        let admins = "select count(*) from users where role = 'admin' and active and password_hash is not null";
        assert_eq!(number(db, admins).await, 1);
        sqlx::query("update users set role = 'admin' where id = $1").bind(lama.0).execute(&db.pages).await.unwrap();
        sqlx::query("update users set active = false where id = $1").bind(omar.0).execute(&db.pages).await.unwrap();
    }
}
