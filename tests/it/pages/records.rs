//! Lists of leads and deals and their pages: who may read what, and what the files hold.

use super::Site;
use crate::support::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use calamine::{DataType as _, Reader as _, Xlsx};
use mihwar::domain::person::{ContactsOf, Role};
use std::io::Cursor;

/// What belongs to the person of the only lead.
const CONTACT: [&str; 5] = ["Huda", "Saleh", "Alwaha", "huda@alwaha.example", "123 4567"];

/// A lead with contact data and its won deal, the session of a role, and the lead's id.
async fn site(role: Role) -> (Site, String, String) {
    let (site, session) = Site::with(role).await;
    let mut world = World::default();
    world.lead_like("L1", "2026-03-01T09:00:00Z", |lead| {
        lead.first_name = Some("Huda".to_owned());
        lead.last_name = Some("Saleh".to_owned());
        lead.company = Some("=Alwaha".to_owned());
        lead.email = Some("huda@alwaha.example".to_owned());
        lead.phone = Some("+966 50 123 4567".to_owned());
        lead.score = Some(-5.0);
    });
    world.won_deal("D1", Some("L1"), "2026-03-02", "2026-03-30", 1200);
    world.save(&site.database.db).await;
    let mut db = site.database.db.pages.acquire().await.unwrap();
    let id: uuid::Uuid = sqlx::query_scalar("select id from leads").fetch_one(&mut *db).await.unwrap();
    (site, session, id.to_string())
}

#[tokio::test]
async fn contact_data_is_read_and_taken_along_by_role() {
    for role in Role::ALL.iter().copied() {
        let (site, session, id) = site(role).await;
        let lead = format!("/leads/{id}");
        for path in ["/leads", lead.as_str(), "/leads?sort=name", "/leads.csv", "/deals", "/deals.csv"] {
            let answer = site.get(path, Some(&session)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            // Nobody owns the lead.
            let exports = role.exports_contacts() == ContactsOf::All;
            let may = if path.contains(".csv") { exports } else { role.reads_contacts() };
            // Whoever takes along his own reads who the others are, not how to reach them.
            let who = path == "/leads.csv" && role == Role::Sales;
            assert!(!who || CONTACT[..3].iter().all(|word| answer.body.contains(word)), "{}", answer.body);
            let hidden = if who { &CONTACT[3..] } else { &CONTACT[..] };
            let shown = hidden.iter().filter(|word| answer.body.contains(**word)).count();
            assert!(may || shown == 0, "{role:?} {path}");
            assert!(!may || shown > 0 || path.starts_with("/deals"), "{role:?} {path}");
            assert!(may || path.starts_with("/deals") || answer.body.contains("L1"), "{role:?} {path}");
        }
        let found = site.get("/leads?q=huda", Some(&session)).await.body.contains(&id);
        assert_eq!(found, role.reads_contacts(), "{role:?}");
    }
}

#[tokio::test]
async fn a_company_is_named_to_everybody_beside_its_lead_and_its_deal() {
    for role in [Role::Viewer, Role::Sales] {
        let (site, session, id) = site(role).await;
        let mut db = site.database.db.pages.acquire().await.unwrap();
        let sql = "with a as (insert into accounts (id, name, name_key, recorded_at) values (gen_random_uuid(), 'Rawabi Holding', 'rawabi holding', now()) returning id),
            l as (update leads set account_id = a.id from a) update deals set account_id = a.id from a returning deals.id";
        let deal: uuid::Uuid = sqlx::query_scalar(sql).fetch_one(&mut *db).await.unwrap();
        drop(db);
        for path in [format!("/leads/{id}"), format!("/deals/{deal}")] {
            let page = site.get(&path, Some(&session)).await.body;
            assert!(page.contains("Rawabi Holding"), "{role:?} {path}");
            assert_eq!(page.contains("Huda"), role == Role::Sales, "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn files_arrive_whole_where_they_are_compressed_on_the_way() {
    let (site, session, _) = site(Role::Manager).await;
    for path in ["/leads.csv", "/leads.xlsx", "/deals.csv", "/deals.xlsx"] {
        let plain = site.get(path, Some(&session)).await.bytes;
        for encoding in ["gzip", "br"] {
            let request = Request::get(path).header(header::ACCEPT_ENCODING, encoding);
            let packed = site.send(request, Some(&session), Body::empty()).await.bytes;
            // A stream that panics at its end breaks off before the last bytes: here it would end the test.
            assert!(packed.len() > 20 && (path.ends_with("xlsx") || packed != plain), "{path} {encoding}");
            if encoding == "gzip" && path.ends_with("csv") {
                let size = u32::from_le_bytes(packed[packed.len() - 4..].try_into().unwrap());
                assert_eq!(usize::try_from(size).unwrap(), plain.len(), "{path}");
            }
        }
    }
}

/// A file as its rows of cells.
fn rows(csv: &str) -> Vec<Vec<&str>> {
    csv.trim_start_matches('\u{FEFF}').lines().map(|line| line.split(',').collect()).collect()
}

#[tokio::test]
async fn contact_data_leaves_by_role_and_sales_take_along_their_own() {
    for role in Role::ALL.iter().copied() {
        let (site, session) = Site::with(role).await;
        let mut world = World::default();
        for (id, owner) in [("mine", Some("lama@example.com")), ("others", Some("omar@example.com")), ("nobodys", None)] {
            world.lead_like(id, "2026-03-01", |lead| {
                lead.email = Some(format!("{id}@leads.example"));
                lead.owner = owner.map(str::to_owned);
            });
        }
        world.save(&site.database.db).await;
        let expected: &[&str] = match role {
            Role::Viewer => &[],
            Role::Sales => &["mine"],
            Role::Marketing | Role::Manager | Role::Admin => &["mine", "others", "nobodys"],
        };
        let csv = site.get("/leads.csv", Some(&session)).await.body;
        let table = rows(&csv);
        let with: Vec<&str> =
            ["mine", "others", "nobodys"].into_iter().filter(|id| csv.contains(&format!("{id}@leads.example"))).collect();
        assert_eq!((table.len(), with.as_slice()), (4, expected), "{role:?} {csv}");
        assert!(table.iter().all(|row| row.len() == table[0].len()), "{role:?} {csv}");
        let page = site.get("/leads", Some(&session)).await.body;
        assert_eq!(page.contains("contact data of your own leads only"), role == Role::Sales, "{role:?}");
    }
}

#[tokio::test]
async fn a_workbook_has_dates_as_dates_and_says_their_zone() {
    let (site, session, _) = site(Role::Manager).await;
    let mut book = Xlsx::new(Cursor::new(site.get("/leads.xlsx", Some(&session)).await.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let dates: Vec<_> =
        sheet.rows().nth(1).unwrap().iter().filter(|cell| cell.is_datetime()).map(|cell| cell.as_datetime().unwrap()).collect();
    // 09:00 in UTC is noon in Riyadh.
    assert_eq!(dates, ["2026-03-01T12:00:00".parse().unwrap()]);
    let notes = book.worksheet_range_at(1).unwrap().unwrap();
    assert_eq!(notes.get_value((0, 0)).unwrap().to_string(), "Times are in Asia/Riyadh.");
    let mut book = Xlsx::new(Cursor::new(site.get("/deals.xlsx", Some(&session)).await.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let dates: Vec<_> =
        sheet.rows().nth(1).unwrap().iter().filter(|cell| cell.is_datetime()).map(|cell| cell.as_datetime().unwrap()).collect();
    assert_eq!(dates, ["2026-03-02T00:00:00".parse().unwrap(), "2026-03-30T00:00:00".parse().unwrap()]);
}

#[tokio::test]
async fn a_file_neutralises_text_and_leaves_numbers() {
    let (site, session, _) = site(Role::Manager).await;
    let csv = site.get("/leads.csv?period=2026-03", Some(&session)).await.body;
    assert!(csv.starts_with('\u{FEFF}') && csv.contains(",'=Alwaha,") && csv.contains(",-5,"), "{csv}");
    assert!(csv.contains("2026-03-01T12:00:00+03:00"), "{csv}");
    let none = site.get("/leads.csv?period=2019-q1", Some(&session)).await.body;
    assert_eq!(none.lines().count(), 1);
    let arabic = site.get("/deals.csv?outcome=won&lang=ar", Some(&session)).await.body;
    assert!(arabic.contains("القيمة") && arabic.contains("1200.00,SAR,2026-03-02,,2026-03-30"), "{arabic}");
    let mut book = Xlsx::new(Cursor::new(site.get("/deals.xlsx", Some(&session)).await.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 2);
    assert!(sheet.rows().nth(1).unwrap().iter().any(|cell| *cell == 1200.0));
}

fn notices(page: &str) -> usize {
    page.matches("class=\"notice\"").count()
}

#[tokio::test]
async fn what_means_nothing_falls_back_to_the_default_and_says_so() {
    let (site, session, id) = site(Role::Manager).await;
    let leads = ["period=x", "stage=x", "reached=lost", "won_within=7", "as_of=x", "quality=best", "quality=high", "sort=x"];
    let deals = ["closed=x", "outcome=x", "account=x", "account=0190b0a0-0000-7000-8000-000000000000", "sort=x", "after=x"];
    let both = ["owner=nope", "campaign=nope", "region=Atlantis", "owner=%00", "q=%00", "colour=red", "region=%FF"];
    let asked = leads.map(|q| ("/leads", q)).into_iter().chain(deals.map(|q| ("/deals", q)));
    for (path, query) in asked.chain(both.map(|q| ("/leads", q))).chain(both.map(|q| ("/deals", q))) {
        let answer = site.get(&format!("{path}?{query}"), Some(&session)).await;
        assert_eq!((answer.status, notices(&answer.body)), (StatusCode::OK, 1), "{path} {query}");
        assert!(answer.body.contains(&id) || path == "/deals", "{path} {query}");
        assert!(!answer.body.contains("Nothing matches"), "{path} {query}");
        let file = site.get(&format!("{path}.csv?{query}"), Some(&session)).await;
        assert_eq!((file.status, file.body.lines().count()), (StatusCode::OK, 2), "{path} {query}");
    }
    let many = (0..99).map(|n| format!("p{n}=1")).collect::<Vec<_>>().join("&");
    assert_eq!(notices(&site.get(&format!("/leads?{many}"), Some(&session)).await.body), 5);
    for path in ["/leads?period=2026-03&quality=unvalued&lang=en", "/deals?closed=2026-03&sort=-opened"] {
        assert_eq!(notices(&site.get(path, Some(&session)).await.body), 0, "{path}");
    }
}

#[tokio::test]
async fn a_search_keeps_the_filters_and_a_filter_keeps_the_search() {
    let (site, session, _) = site(Role::Manager).await;
    let page = site.get("/leads?period=ytd&stage=won&q=huda&sort=name", Some(&session)).await.body;
    let form = page.split("id=\"search\"").nth(1).unwrap().split("</form>").next().unwrap();
    for kept in
        ["name=\"period\" value=\"ytd\"", "name=\"stage\" value=\"won\"", "name=\"sort\" value=\"name\"", "value=\"huda\""]
    {
        assert!(form.contains(kept), "{kept} in {form}");
    }
    assert!(page.contains("/leads?period=ytd&#38;q=huda&#38;stage=sal&#38;sort=name"), "a stage keeps the search");
    assert!(page.contains("data-copy=\"/leads?period=2026-01-01..2026-03-31&#38;q=huda"), "a copied link has absolute dates");
    assert!(site.get("/deals", Some(&session)).await.body.contains("action=\"/deals\""));
    assert!(site.get("/deals?q=D1", Some(&session)).await.body.contains("2026"));
}

#[tokio::test]
async fn what_does_not_exist_is_not_found_and_what_means_nothing_is_left_out() {
    let (site, session, id) = site(Role::Viewer).await;
    for path in
        ["/leads/x", "/deals/x", "/leads/0190b0a0-0000-7000-8000-000000000000", "/deals/0190b0a0-0000-7000-8000-000000000000"]
    {
        assert_eq!(site.get(path, Some(&session)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/leads?period=2026-q9&stage=x&won_within=7&as_of=x&after=x&at=x&sort=x", "/leads?lang=ar"] {
        let answer = site.get(path, Some(&session)).await;
        assert!(answer.status == StatusCode::OK && answer.body.contains(&id), "{path}");
    }
    for path in ["/leads?q=nope", "/leads?stage=sal", "/deals?q=nope", "/deals?outcome=lost"] {
        let answer = site.get(path, Some(&session)).await;
        assert!(answer.status == StatusCode::OK && answer.body.contains("Nothing matches"), "{path}");
    }
    let form = site.get("/leads?from=2026-03-01&to=2026-03-31&stage=won", Some(&session)).await;
    assert_eq!(form.location, "/leads?period=2026-03-01..2026-03-31&stage=won");
}
