//! Since you last looked: told once a day's visits differ, and not lost by loading the page again.

use super::Site;
use crate::support::World;
use mihwar::domain::person::Role;

const MONDAY: &str = "2026-09-21T06:40:00Z";
const WEDNESDAY: &str = "2026-09-23T06:40:00Z";
const FRIDAY: &str = "2026-09-25T06:40:00Z";

fn won(id: &str, closed: &str, riyals: i64) -> World {
    let mut world = World::default();
    world.lead(id, "2026-07-06", "search");
    world.won_deal(id, Some(id), "2026-07-10", closed, riyals);
    world
}

#[tokio::test]
async fn what_turned_since_an_earlier_day_is_told_until_the_next_one() {
    let (mut site, session) = Site::with_on(Role::Manager, MONDAY).await;
    won("first", "2026-07-30", 1000).save(&site.database.db).await;
    site.post("/goals/revenue/target", &session, "month=2026-07&value=500&act=set&version=1").await;
    let told = async |site: &Site, path: &str| site.get(path, Some(&session)).await.body.contains("Since you last looked");
    assert!(!told(&site, "/overview").await, "the first visit has nothing to compare with");
    won("second", "2026-09-22", 700).save(&site.database.db).await;
    assert!(!told(&site, "/overview").await, "still the first day");

    site.at(WEDNESDAY);
    won("third", "2026-09-23", 100).save(&site.database.db).await;
    assert!(
        !told(&site, "/overview?region=").await && !told(&site, "/overview?period=2026-q2").await,
        "only the page as it opens"
    );
    let page = site.get("/overview", Some(&session)).await.body;
    assert!(page.contains("Since you last looked, on 21 Sep 2026"));
    assert!(page.contains("Revenue passed its target"));
    assert!(page.contains("2 deals won since") && page.contains("/deals?closed=2026-09-21..2026-09-23&#38;outcome=won"));
    assert!(told(&site, "/overview").await, "loaded again, it is still told");
    let arabic = site.get("/overview?lang=ar", Some(&session)).await.body;
    assert!(arabic.contains("صفقتان رابحتان منذ ذلك"));

    site.at(FRIDAY);
    assert!(!told(&site, "/overview").await, "nothing turned since Wednesday");
}

#[tokio::test]
async fn another_quarter_and_unreadable_snapshots_say_nothing() {
    let (mut site, session) = Site::with_on(Role::Manager, MONDAY).await;
    won("first", "2026-07-30", 1000).save(&site.database.db).await;
    site.post("/goals/revenue/target", &session, "month=2026-07&value=500&act=set&version=1").await;
    site.get("/overview", Some(&session)).await;
    sqlx::query("update overview_visits set shown = '{\"numbers\": 5}'").execute(&site.database.db.pages).await.unwrap();
    site.at(WEDNESDAY);
    let page = site.get("/overview", Some(&session)).await;
    assert!(page.status == 200 && !page.body.contains("Since you last looked"));
    site.at("2026-10-02T06:40:00Z");
    let page = site.get("/overview", Some(&session)).await;
    assert!(page.status == 200 && !page.body.contains("Since you last looked"));
}
