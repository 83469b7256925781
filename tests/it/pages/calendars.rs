//! Working hours, days off and leave: who changes them, and what bad input says.

use super::{Answer, Site};
use crate::support::at;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use mihwar::domain::calendar::Calendar;
use mihwar::domain::person::{Role, Team};
use mihwar::storage::calendars::{self, CalendarVersion};

/// A Tuesday.
const NOW: &str = "2026-01-06T06:40:00Z";
const ID: &str = "0190b0a0-0000-7000-8000-000000000001";
const SALES: &str = "/settings/calendars/sales";
const DAYS_OFF: &str = "/settings/calendars/holidays";

async fn count(site: &Site, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&site.database.db.pages).await.unwrap()
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Sends a file to be looked through.
async fn upload(site: &Site, session: &str, file: &[u8]) -> Answer {
    let csrf: String = sqlx::query_scalar("select csrf from sessions limit 1").fetch_one(&site.database.db.pages).await.unwrap();
    let head = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"days.ics\"\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--cut--\r\n"].concat();
    let request =
        Request::post("/settings/calendars/holidays/file").header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    site.send(request, Some(session), Body::from(body)).await
}

/// The working time of a team.
async fn calendar(site: &Site, team: Team) -> Calendar {
    let mut db = site.database.db.pages.acquire().await.unwrap();
    calendars::in_force(&mut db, team, at(NOW)).await.unwrap().1
}

async fn in_force(site: &Site, team: Team) -> CalendarVersion {
    let mut db = site.database.db.pages.acquire().await.unwrap();
    calendars::version_in_force(&mut db, team, at(NOW)).await.unwrap()
}

fn week(sunday: &str, version: u8) -> String {
    format!("zone=Asia/Riyadh&day_7={}&version={version}", encoded(sunday))
}

#[tokio::test]
async fn a_new_workspace_works_from_nine_to_five_but_at_the_weekend() {
    let (site, session) = Site::with_on(Role::Viewer, NOW).await;
    assert_eq!(count(&site, "select count(*) from calendars where version = 1 and made_by is null").await, 2);
    let calendar = calendar(&site, Team::Sales).await;
    // The example of METRICS.md: Friday 16:00 and two hours.
    assert_eq!(calendar.add(at("2026-01-09T13:00:00Z"), chrono::TimeDelta::hours(2)), Some(at("2026-01-11T08:00:00Z")));
    let page = site.get("/settings/calendars", Some(&session)).await.body;
    assert!(page.contains("09:00–17:00") && page.contains("Version 1"));
    assert!(!page.contains("href=\"/settings/calendars/sales\""), "a viewer changes nothing");
}

#[tokio::test]
async fn a_workspace_older_than_calendars_gets_the_usual_one_when_it_is_asked_for() {
    let (site, session) = Site::with_on(Role::Viewer, NOW).await;
    sqlx::query("delete from calendars").execute(&site.database.db.pages).await.unwrap();
    assert_eq!(site.get("/settings/calendars", Some(&session)).await.status, StatusCode::OK);
    assert_eq!(count(&site, "select count(*) from calendars where version = 1").await, 2);
}

#[tokio::test]
async fn a_change_is_a_new_version_once_and_a_stale_one_is_shown_both() {
    let (site, session) = Site::with_on(Role::Manager, NOW).await;
    let first = in_force(&site, Team::Sales).await;
    for _ in 0..2 {
        let sent = site.post(SALES, &session, &week("٠٩:٠٠-١٢:٠٠، 13-17", 1)).await;
        assert_eq!(sent.location, "/settings/calendars");
    }
    let second = in_force(&site, Team::Sales).await;
    assert_eq!((second.version, second.hours.week()), (2, chrono::TimeDelta::hours(7)));
    let mut db = site.database.db.pages.acquire().await.unwrap();
    let began_with = calendars::find(&mut db, first.id.0).await.unwrap().unwrap();
    assert_eq!(began_with.hours(), &first.hours, "a running clock keeps its own");
    drop(db);
    assert_eq!(in_force(&site, Team::Marketing).await.version, 1);
    assert_eq!(count(&site, "select count(*) from events where kind = 'calendar' and fields = '{hours}'").await, 1);

    let stale = site.post(SALES, &session, &week("08:00-10:00", 1)).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("09:00–12:00, 13:00–17:00"), "theirs");
    assert!(
        stale.body.contains("value=\"08:00-10:00\"") && stale.body.contains("name=\"version\" value=\"2\""),
        "mine, to be saved again"
    );
    assert_eq!(site.post(SALES, &session, &week("08:00-10:00", 2)).await.location, "/settings/calendars");
}

#[tokio::test]
async fn what_is_no_week_comes_back_as_typed() {
    let (site, session) = Site::with_on(Role::Admin, NOW).await;
    for (sunday, said) in [
        ("17:00-09:00", "A shift ends before it begins"),
        ("9 to 5", "Write shifts as in"),
        ("09:00-14:00, 13:00-17:00", "Two shifts share some time"),
        ("", "Give at least one day a shift"),
    ] {
        let answer = site.post(SALES, &session, &week(sunday, 1)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sunday}");
        assert!(answer.body.contains(said) && answer.body.contains(&format!("value=\"{sunday}\"")), "{sunday}");
    }
    let zone = site.post(SALES, &session, "zone=Mars/North&day_7=09:00-17:00&version=1").await;
    assert!(zone.body.contains("Choose a time zone") && zone.body.contains("Mars/North"));
    assert_eq!(count(&site, "select max(version)::bigint from calendars").await, 1);
}

#[tokio::test]
async fn seasons_come_from_ramadan_and_share_no_day() {
    let (site, session) = Site::with_on(Role::Manager, NOW).await;
    let proposed = site.get("/settings/calendars/sales/seasons/new?ramadan=1447", Some(&session)).await.body;
    assert!(proposed.contains("value=\"Ramadan 1447\"") && proposed.contains("value=\"2026-02-18\""));
    assert!(proposed.contains("value=\"2026-03-19\""));
    let new = "/settings/calendars/sales/seasons/new";
    let season = |name: &str, from: &str, to: &str, version: u8| {
        format!("name={}&from={from}&to={to}&day_7=10:00-15:00&version={version}", encoded(name))
    };
    let ramadan = season("رمضان", "2026-02-18", "2026-03-19", 1);
    for _ in 0..2 {
        assert_eq!(site.post(new, &session, &ramadan).await.location, "/settings/calendars", "sent twice, made once");
    }
    let stored = in_force(&site, Team::Sales).await;
    assert_eq!((stored.version, stored.seasons.len()), (2, 1));
    for (from, to, said) in [
        ("2026-03-19", "2026-03-25", "Another season"),
        ("2026-05-02", "2026-05-01", "ends before it begins"),
        ("soon", "", "errsum"),
    ] {
        let wrong = site.post(new, &session, &season("Summer", from, to, 2)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
        assert!(wrong.body.contains(said) && wrong.body.contains("value=\"Summer\""), "{from}");
    }
    let own = "/settings/calendars/sales/seasons/2026-02-18";
    assert_eq!(site.post(own, &session, &season("Ramadan", "2026-02-19", "2026-03-19", 2)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(in_force(&site, Team::Sales).await.seasons[0].name, "Ramadan");
    let moved = "/settings/calendars/sales/seasons/2026-02-19/remove";
    assert_eq!(site.post(moved, &session, "version=1").await.status, StatusCode::CONFLICT, "somebody changed it since");
    assert_eq!(site.post(moved, &session, "version=3").await.status, StatusCode::SEE_OTHER);
    assert!(in_force(&site, Team::Sales).await.seasons.is_empty());
    assert_eq!(site.get("/settings/calendars/nobody", Some(&session)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_provisional_day_is_worked_until_somebody_confirms_it() {
    let (site, session) = Site::with_on(Role::Manager, NOW).await;
    let propose = format!("{DAYS_OFF}/propose");
    for _ in 0..2 {
        assert_eq!(site.post(&propose, &session, "year=٢٠٢٦&fitr=4&adha=3&team=both").await.location, DAYS_OFF);
    }
    // Four of Eid al-Fitr, Arafat and three of Eid al-Adha, and the new year.
    assert_eq!(count(&site, "select count(*) from holidays where hijri and confirmed_at is null").await, 9);
    assert!(calendar(&site, Team::Sales).await.holidays().clone().is_empty());
    let page = site.get(DAYS_OFF, Some(&session)).await.body;
    assert!(page.contains("Day of Arafat") && page.contains("Provisional"));
    let id: uuid::Uuid = sqlx::query_scalar("select id from holidays where on_day = '2026-03-22'")
        .fetch_one(&site.database.db.pages)
        .await
        .unwrap();
    for _ in 0..2 {
        assert_eq!(site.post(&format!("{DAYS_OFF}/{id}/confirm"), &session, "").await.location, DAYS_OFF);
    }
    assert_eq!(count(&site, "select count(*) from events where verb = 'confirmed'").await, 1, "once");
    let calendar = calendar(&site, Team::Sales).await;
    assert!(!calendar.works_on("2026-03-22".parse().unwrap()) && calendar.works_on("2026-03-23".parse().unwrap()));
    assert_eq!(site.post(&format!("{DAYS_OFF}/{id}/remove"), &session, "").await.location, DAYS_OFF);
    assert_eq!(site.post(&format!("{DAYS_OFF}/{id}/remove"), &session, "").await.location, DAYS_OFF, "gone stays gone");
    assert_eq!(site.post(&format!("{DAYS_OFF}/{id}/confirm"), &session, "").await.status, StatusCode::NOT_FOUND);
    let wrong = site.post(&propose, &session, "year=1600&fitr=99&adha=3").await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("value=\"1600\""));
}

#[tokio::test]
async fn a_day_off_is_of_one_team_or_of_both() {
    let (site, session) = Site::with_on(Role::Admin, NOW).await;
    let add = format!("{DAYS_OFF}/new");
    let both = format!("name={}&from=2026-09-23&to=&team=both", encoded("اليوم <b>الوطني</b>"));
    assert_eq!(site.post(&add, &session, &both).await.location, DAYS_OFF);
    assert_eq!(site.post(&add, &session, "name=Fair&from=2026-10-01&to=2026-10-03&team=marketing").await.location, DAYS_OFF);
    let sales = calendar(&site, Team::Sales).await.holidays().clone();
    let marketing = calendar(&site, Team::Marketing).await.holidays().clone();
    assert_eq!((sales.len(), marketing.len()), (1, 4));
    assert!(site.get(DAYS_OFF, Some(&session)).await.body.contains("اليوم &lt;b&gt;الوطني"));
    for bad in [
        "name=&from=2026-09-23",
        "name=x&from=soon",
        "name=x&from=2026-09-23&to=2026-09-01",
        "name=x&from=2026-01-01&to=2026-03-01",
    ] {
        let answer = site.post(&add, &session, bad).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("class=\"errsum\""), "{bad}");
    }
    assert_eq!(count(&site, "select count(*) from holidays").await, 4);
}

#[tokio::test]
async fn a_file_is_looked_through_before_its_days_are_taken() {
    let (site, session) = Site::with_on(Role::Manager, NOW).await;
    let event = |day: &str, more: &str| format!("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{day}\r\n{more}\r\nEND:VEVENT\r\n");
    let file = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}{}{}END:VCALENDAR\r\n",
        event("20250222", "RRULE:FREQ=YEARLY\r\nSUMMARY:Founding <i>Day</i>"),
        event("20260923", "SUMMARY:National Day"),
        "BEGIN:VEVENT\r\nDTSTART:20260105T090000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\n"
    );
    let seen = upload(&site, &session, file.as_bytes()).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.body.contains("Founding &lt;i&gt;Day") && seen.body.contains("value=\"2027-02-22|"));
    assert!(seen.body.contains("One event at a time of day was left out"));
    assert_eq!(count(&site, "select count(*) from holidays").await, 0, "nothing is stored yet");
    let chosen = format!("team=sales&day={}&day={}", encoded("2026-02-22|Founding Day"), encoded("2026-09-23|National Day"));
    for _ in 0..2 {
        assert_eq!(site.post(&format!("{DAYS_OFF}/import"), &session, &chosen).await.location, DAYS_OFF);
    }
    assert_eq!(count(&site, "select count(*) from holidays where team = 'sales' and confirmed_at is not null").await, 2);
    assert_eq!(count(&site, "select count(*) from events where verb = 'imported' and kind = 'holiday'").await, 1);
    let none = site.post(&format!("{DAYS_OFF}/import"), &session, "team=").await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.body.contains("Choose at least one day"));
    let meetings = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
    for (wrong, said) in [
        (&b"name,day\nEid,2026-03-20"[..], "This is no calendar file"),
        (b"", "Choose a file"),
        (meetings.as_bytes(), "names no whole day off"),
        (&vec![b'a'; 3 * 1024 * 1024], "larger than 1 MB"),
    ] {
        let answer = upload(&site, &session, wrong).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(said), "{said}");
    }
}

#[tokio::test]
async fn everybody_sets_his_own_leave_and_managers_anybodys() {
    let (site, session) = Site::with_on(Role::Sales, NOW).await;
    let leave = |from: &str, to: &str, id: &str| format!("id={id}&from={from}&to={to}");
    let own = leave("2026-01-06", "2026-01-08", ID);
    for _ in 0..2 {
        assert_eq!(site.post("/me/leave", &session, &own).await.location, "/me", "sent twice, set once");
    }
    assert_eq!(count(&site, "select count(*) from leaves").await, 1);
    for (from, to, said) in [
        ("2026-01-20", "", "leave has an end"),
        ("2026-01-20", "2026-01-19", "The last day comes before the first"),
        ("2026-01-08", "2026-01-12", "leave already"),
        ("2025-12-01", "2025-12-09", "over already"),
        ("soon", "2026-01-20", "errsum"),
    ] {
        let answer = site.post("/me/leave", &session, &leave(from, to, "")).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(said), "{from} {to}");
        assert!(answer.body.contains(&format!("value=\"{from}\"")), "kept: {from}");
    }
    let other = site.post("/settings/calendars/leaves/new", &session, &own).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "others' leave is for managers");
    assert!(site.get("/settings/calendars/leaves", Some(&session)).await.body.contains("Lama"), "all may read");
    let elsewhere = "insert into people (id, handle, name) values ('0190b0a0-0000-7000-8000-0000000000aa', 'x', 'Omar')";
    sqlx::query(elsewhere).execute(&site.database.db.pages).await.unwrap();
    let theirs = "insert into leaves (id, person_id, from_on, to_on, made_at) values ('0190b0a0-0000-7000-8000-0000000000bb', '0190b0a0-0000-7000-8000-0000000000aa', '2026-01-01', '2026-02-01', now())";
    sqlx::query(theirs).execute(&site.database.db.pages).await.unwrap();
    let ended = site.post("/me/leave/0190b0a0-0000-7000-8000-0000000000bb/end", &session, "").await;
    assert_eq!(ended.status, StatusCode::FORBIDDEN, "not his");

    sqlx::query("update users set role = 'manager'").execute(&site.database.db.pages).await.unwrap();
    for id in ["0190b0a0-0000-7000-8000-0000000000bb", ID] {
        let path = format!("/settings/calendars/leaves/{id}/end");
        assert_eq!(site.post(&path, &session, "").await.location, "/settings/calendars/leaves");
    }
    // What had begun ends with yesterday; what begins today is taken away.
    assert_eq!(count(&site, "select count(*) from leaves where to_on = '2026-01-05'").await, 1);
    assert_eq!(count(&site, "select count(*) from leaves").await, 1);
    let omar = "person=0190b0a0-0000-7000-8000-0000000000aa&from=2026-03-01&to=2026-03-05";
    assert_eq!(site.post("/settings/calendars/leaves/new", &session, omar).await.status, StatusCode::SEE_OTHER);
    for person in ["", ID] {
        let nobody = format!("person={person}&from=2026-03-01&to=2026-03-05");
        let answer = site.post("/settings/calendars/leaves/new", &session, &nobody).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("Choose a person"));
    }
}
