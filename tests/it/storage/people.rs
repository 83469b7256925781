//! People as owners.

use crate::support::TestDatabase;
use mihwar::domain::ids::PersonId;
use mihwar::domain::person::Team;
use mihwar::storage::people;
use sqlx::AssertSqlSafe;

const HUDA: &str = "00000000-0000-7000-8000-000000000001";
const LEFT: &str = "00000000-0000-7000-8000-000000000002";

#[tokio::test]
async fn whoever_left_is_no_choice_unless_he_owns_it_already() {
    let database = TestDatabase::lease().await;
    let people = format!(
        "insert into people (id, handle, name, team) values ('{HUDA}', 'huda', 'هدى', 'marketing'), ('{LEFT}', 'omar', 'Omar', 'sales'),
             (gen_random_uuid(), 'from a file', 'Basma', null)"
    );
    let user = format!(
        "insert into users (id, person_id, email, email_key, role, active, created_at)
         values (gen_random_uuid(), '{LEFT}', 'o@example.com', 'o@example.com', 'sales', false, now())"
    );
    for sql in [people, user] {
        sqlx::query(AssertSqlSafe(sql)).execute(&database.db.pages).await.unwrap();
    }
    let names = async |kept: Option<PersonId>| -> Vec<(String, Option<Team>)> {
        let found = people::choices(&database.db.pages, kept).await.unwrap();
        found.into_iter().map(|c| (c.name, c.team)).collect()
    };
    let (basma, huda) = (("Basma".to_owned(), None), ("هدى".to_owned(), Some(Team::Marketing)));
    assert_eq!(names(None).await, [basma.clone(), huda.clone()]);
    assert_eq!(names(LEFT.parse().ok()).await, [basma, ("Omar".to_owned(), Some(Team::Sales)), huda]);
}
