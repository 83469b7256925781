//! Signing in: throttled by account, and the same answer for a wrong address as for a wrong password.

use crate::support::{TestDatabase, at, workspace};
use mihwar::actions::change_password::{Changed, change_password};
use mihwar::actions::set_up::{Admin, SetUpError, set_up};
use mihwar::actions::sign_in::{SignedIn, sign_in, token_hash};
use mihwar::actions::update_settings::{Updated, update_settings};
use mihwar::domain::ids::UserId;
use mihwar::storage::{Database, sessions, workspace as stored};

const PASSWORD: &str = "correct horse battery";
const NOW: &str = "2026-03-31T20:30:00Z";

fn admin() -> Admin {
    Admin { name: "Lama".to_owned(), email: "Lama@Example.com".to_owned(), password: PASSWORD.to_owned() }
}

async fn set_up_one(db: &Database) -> UserId {
    set_up(db, &workspace("Asia/Riyadh", "SAR"), admin(), at(NOW)).await.unwrap()
}

async fn try_in(db: &Database, email: &str, password: &str, time: &str) -> SignedIn {
    sign_in(db, email, password.to_owned(), "203.0.113.9", at(time)).await.unwrap()
}

#[tokio::test]
async fn a_person_signs_in_with_the_address_in_any_case() {
    let database = TestDatabase::lease().await;
    set_up_one(&database.db).await;
    let SignedIn::Session(token) = try_in(&database.db, " lama@EXAMPLE.com", PASSWORD, NOW).await else { panic!("no session") };
    let session = sessions::find(&database.db.pages, &token_hash(&token), at(NOW)).await.unwrap().unwrap();
    assert_eq!(session.user.name, "Lama");
    let later = "2026-05-01T20:30:00Z";
    assert!(sessions::find(&database.db.pages, &token_hash(&token), at(later)).await.unwrap().is_none(), "it expires");
}

#[tokio::test]
async fn guessing_is_throttled_and_forgiven_after_a_while() {
    let database = TestDatabase::lease().await;
    set_up_one(&database.db).await;
    for _ in 0..10 {
        assert!(matches!(try_in(&database.db, "lama@example.com", "wrong password", NOW).await, SignedIn::Wrong));
    }
    assert!(matches!(try_in(&database.db, "lama@example.com", PASSWORD, NOW).await, SignedIn::Throttled));
    assert!(
        matches!(try_in(&database.db, "nobody@example.com", PASSWORD, NOW).await, SignedIn::Wrong),
        "others are not locked out"
    );
    let later = try_in(&database.db, "lama@example.com", PASSWORD, "2026-03-31T20:46:00Z").await;
    assert!(matches!(later, SignedIn::Session(_)));
}

#[tokio::test]
async fn a_workspace_is_set_up_once_and_a_short_password_is_refused() {
    let database = TestDatabase::lease().await;
    let short = Admin { password: "short".to_owned(), ..admin() };
    let refused = set_up(&database.db, &workspace("UTC", "USD"), short, at(NOW)).await;
    assert!(matches!(refused, Err(SetUpError::Password)));
    set_up_one(&database.db).await;
    let again = set_up(&database.db, &workspace("UTC", "USD"), admin(), at(NOW)).await;
    assert!(matches!(again, Err(SetUpError::AlreadyDone)));
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let database = TestDatabase::lease().await;
    let user = set_up_one(&database.db).await;
    let SignedIn::Session(other) = try_in(&database.db, "lama@example.com", PASSWORD, NOW).await else { panic!() };
    let SignedIn::Session(own) = try_in(&database.db, "lama@example.com", PASSWORD, NOW).await else { panic!() };
    let change = |old: &str, new: &str| change_password(&database.db, user, &own, old.to_owned(), new.to_owned(), at(NOW));
    assert_eq!(change("not the old one", "a brand new password").await.unwrap(), Changed::WrongOld);
    assert_eq!(change(PASSWORD, "short").await.unwrap(), Changed::Unacceptable);
    assert_eq!(change(PASSWORD, "a brand new password").await.unwrap(), Changed::Done);
    let found = |token: String| async move { sessions::find(&database.db.pages, &token_hash(&token), at(NOW)).await.unwrap() };
    assert!(found(other).await.is_none());
}

#[tokio::test]
async fn stale_settings_are_shown_and_the_currency_stays_once_money_exists() {
    let database = TestDatabase::lease().await;
    let user = set_up_one(&database.db).await;
    let mut mine = stored::find(&database.db.pages).await.unwrap().unwrap();
    let theirs = mine.clone();
    mine.fiscal_month = 4;
    assert_eq!(update_settings(&database.db, &mine, user, at(NOW)).await.unwrap(), Updated::Done);
    let Updated::Stale(now) = update_settings(&database.db, &theirs, user, at(NOW)).await.unwrap() else { panic!("not stale") };
    assert_eq!(now.fiscal_month, 4);
    sqlx::query(
        "insert into campaign_costs (id, start_on, end_on, category, amount_minor, currency, recorded_at)
         values (gen_random_uuid(), '2026-01-01', '2026-01-31', 'media', 100, 'SAR', now())",
    )
    .execute(&database.db.jobs)
    .await
    .unwrap();
    let dollars = mihwar::domain::workspace::Workspace { currency: "USD".parse().unwrap(), ..*now };
    assert_eq!(update_settings(&database.db, &dollars, user, at(NOW)).await.unwrap(), Updated::CurrencyIsFixed);
}
