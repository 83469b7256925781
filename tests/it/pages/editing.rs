//! Records created and changed by hand.

use super::{Answer, NOW, Site};
use crate::support::{World, at};
use axum::http::StatusCode;
use mihwar::domain::person::Role;
use mihwar::domain::stage::Stage;
use scraper::{Html, Selector};
use sqlx::AssertSqlSafe;
use url::form_urlencoded::Serializer;

/// What no field may take literally: direction marks, markup, a formula, joiners, a long name.
const HOSTILE: &str = "=HYPERLINK(\"x\")<script>alert(1)</script>\u{202E}\u{200B}😀";

/// The fields of the form on a page, as a browser would send them.
fn form(page: &Answer, changed: &[(&str, &str)]) -> String {
    let html = Html::parse_document(&page.body);
    let select = |css: &str| Selector::parse(css).unwrap();
    let form = html.select(&select("form.record-form")).next().unwrap_or_else(|| panic!("no form: {}", page.body));
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in form.select(&select("input")) {
        let value = input.value();
        if value.attr("type") == Some("radio") && value.attr("checked").is_none() {
            continue;
        }
        fields.push((value.attr("name").unwrap().to_owned(), value.attr("value").unwrap_or_default().to_owned()));
    }
    for list in form.select(&select("select")) {
        let chosen = list.select(&select("option[selected]")).next().or_else(|| list.select(&select("option")).next());
        let value = chosen.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned();
        fields.push((list.value().attr("name").unwrap().to_owned(), value));
    }
    fields.retain(|(name, _)| name != "csrf");
    for (name, value) in changed {
        fields.retain(|(own, _)| own != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl Site {
    /// Opens a form, fills it and sends it.
    async fn fill(&self, path: &str, session: &str, changed: &[(&str, &str)]) -> Answer {
        let page = self.get(path, Some(session)).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        self.post(path.split('?').next().unwrap(), session, &form(&page, changed)).await
    }
    async fn one(&self, sql: &str) -> Option<String> {
        let sql = format!("select ({sql})::text");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.database.db.jobs).await.unwrap()
    }
    async fn id(&self, external: &str) -> String {
        self.one(&format!("select record_id from external_refs where external_id = '{external}' limit 1")).await.unwrap()
    }
}

async fn with_lead(role: Role) -> (Site, String, String) {
    let (site, session) = Site::with(role).await;
    let mut world = World::default();
    world.lead_like("L1", "2026-01-05T08:00:00Z", |lead| {
        lead.email = Some("huda@alwaha.example".to_owned());
        lead.company = Some("الواحة".to_owned());
        lead.region = Some("MENA".to_owned());
    });
    world.save(&site.database.db).await;
    let id = site.id("L1").await;
    (site, session, id)
}

#[tokio::test]
async fn a_lead_is_created_once_however_often_its_form_is_sent() {
    let (site, session) = Site::with(Role::Sales).await;
    let page = site.get("/leads/new", Some(&session)).await;
    let sent = form(
        &page,
        &[
            ("first_name", "هدى"),
            ("phone", "٠٠٩٦٦٥٠١٢٣٤٥٦٧"),
            ("email", " Huda@Alwaha.Example "),
            ("value", "١٬٢٥٠٫٥"),
            ("source", "google"),
            ("medium", "cpc"),
        ],
    );
    for _ in 0..2 {
        let answer = site.post("/leads/new", &session, &sent).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert!(answer.location.starts_with("/leads/"), "{}", answer.location);
    }
    assert_eq!(site.one("select count(*) from leads").await.as_deref(), Some("1"));
    assert_eq!(site.one("select count(*) from events where verb = 'created' and kind = 'lead'").await.as_deref(), Some("1"));
    let kept = "select concat_ws('|', email_key, phone_key, value_minor, value_currency, channel, created_at = timestamptz '2026-03-31T20:30:00Z') from leads";
    assert_eq!(site.one(kept).await.as_deref(), Some("huda@alwaha.example|+966501234567|125050|SAR|Paid Search|t"));
    assert_eq!(site.one("select owner_id = (select person_id from users) from leads").await.as_deref(), Some("true"));
    let detail = site.one("select string_agg(detail::text, '') from events").await.unwrap();
    assert!(!detail.contains("alwaha") && !detail.contains("هدى"), "personal values in the audit log: {detail}");
    // Another form with the same number is asked first, then believed.
    let other = form(&site.get("/leads/new", Some(&session)).await, &[("last_name", "X"), ("phone", "+966 50 123 4567")]);
    let asked = site.post("/leads/new", &session, &other).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = site.post("/leads/new", &session, &form(&asked, &[])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(site.one("select count(*) from leads").await.as_deref(), Some("2"));
}

#[tokio::test]
async fn what_a_person_set_no_later_import_changes() {
    let (site, session, id) = with_lead(Role::Admin).await;
    let done = site.fill(&format!("/leads/{id}/edit"), &session, &[("region", "EMEA")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let mut world = World::default();
    world.lead_like("L1", "2026-01-05T08:00:00Z", |lead| {
        lead.region = Some("APAC".to_owned());
        lead.persona = Some("Buyer".to_owned());
    });
    world.save(&site.database.db).await;
    assert_eq!(site.one("select region || ' ' || persona from leads").await.as_deref(), Some("EMEA Buyer"));
    assert_eq!(site.one("select person_fields::text from leads").await.as_deref(), Some("{region}"));
    let page = site.get(&format!("/leads/{id}"), Some(&session)).await;
    assert!(page.body.contains("Region") && page.body.contains("Changes"), "the history tells it");
}

#[tokio::test]
async fn a_failed_form_keeps_what_was_typed_and_says_what_is_wrong() {
    let (site, session, id) = with_lead(Role::Admin).await;
    let wrong = [("email", "nobody"), ("value", "-5"), ("created", "2030-01-01"), ("currency", "SARI"), ("phone", "x")];
    let answer = site.fill(&format!("/leads/{id}/edit"), &session, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (_, typed) in wrong {
        assert!(answer.body.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    assert_eq!(answer.body.matches("aria-invalid").count(), 4, "e-mail, amount, future, phone");
    let ends = [("name", "Ramadan"), ("start", "2026-03-02"), ("end", "2026-03-01")];
    let campaign = site.fill("/campaigns/new", &session, &ends).await;
    assert_eq!(campaign.status, StatusCode::UNPROCESSABLE_ENTITY, "a named constraint");
    assert!(campaign.body.contains("The last day is before the first"));
}

#[tokio::test]
async fn two_people_edit_one_lead_and_the_second_chooses() {
    let (site, session, id) = with_lead(Role::Admin).await;
    let path = format!("/leads/{id}/edit");
    let (mine, theirs) = (site.get(&path, Some(&session)).await, site.get(&path, Some(&session)).await);
    // Fields that only one of them touched need no question.
    site.post(&path, &session, &form(&theirs, &[("segment", "SMB"), ("region", "EMEA")])).await;
    let stale = site.post(&path, &session, &form(&mine, &[("persona", "Buyer"), ("region", "APAC")])).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("choose-region") && !stale.body.contains("choose-segment"), "{}", stale.body);
    assert!(stale.body.contains("EMEA") && stale.body.contains("APAC"), "both values");
    let done = site.post(&path, &session, &form(&stale, &[("choose-region", "theirs")])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let kept = site.one("select concat_ws(' ', region, segment, persona) from leads").await;
    assert_eq!(kept.as_deref(), Some("EMEA SMB Buyer"));
    // A form sent twice is no conflict with itself.
    let again = site.post(&path, &session, &form(&stale, &[("choose-region", "theirs")])).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
}

#[tokio::test]
async fn sales_works_on_what_is_its_own_or_nobodys() {
    let (site, session, id) = with_lead(Role::Sales).await;
    let edit = format!("/leads/{id}/edit");
    assert_eq!(site.get(&edit, Some(&session)).await.status, StatusCode::OK, "nobody's");
    let set = |who: &str| format!("update leads set owner_id = {who} returning 'x'");
    let own = "(select person_id from users)";
    let run = async |sql: String| sqlx::query(AssertSqlSafe(sql)).execute(&site.database.db.jobs).await.unwrap();
    run(set(own)).await;
    assert_eq!(site.get(&edit, Some(&session)).await.status, StatusCode::OK, "his own");
    run("insert into people (id, handle, name) values (gen_random_uuid(), 'x', 'X')".to_owned()).await;
    run(set("(select id from people where handle = 'x')")).await;
    let page = site.get(&format!("/leads/{id}"), Some(&session)).await;
    assert!(!page.body.contains("/edit\""), "no button that would be refused");
    for path in ["edit", "move", "log"] {
        let answer = site.post(&format!("/leads/{id}/{path}"), &session, "kind=call&stage=mql&version=1").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(site.one("select count(*) from activities").await.as_deref(), Some("0"));
}

#[tokio::test]
async fn a_lead_moves_and_a_wrong_entry_is_voided_not_erased() {
    let (site, session, id) = with_lead(Role::Sales).await;
    let path = format!("/leads/{id}/move");
    let moved = site.fill(&path, &session, &[("stage", "mql")]).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    let no_reason = site.fill(&path, &session, &[("stage", "recycled")]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_reason.body.contains("Choose a reason"));
    let early = site.fill(&path, &session, &[("stage", "sal"), ("at", "2025-12-31")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.fill(&path, &session, &[("stage", "recycled"), ("reason", "no_budget")]).await;
    assert_eq!(site.one("select current_stage || ' ' || furthest_stage from leads").await.as_deref(), Some("recycled mql"));
    let wrong = site.one("select id from stage_transitions where to_stage = 'recycled'").await.unwrap();
    for _ in 0..2 {
        let answer = site.post(&format!("/leads/{id}/entries/{wrong}"), &session, "why=by mistake").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(site.one("select current_stage || ' ' || furthest_stage from leads").await.as_deref(), Some("mql mql"));
    assert_eq!(site.one("select count(*) from stage_transitions").await.as_deref(), Some("3"), "the log keeps all");
}

#[tokio::test]
async fn a_deal_is_opened_closed_and_reopened_and_its_lead_follows() {
    let (site, session, id) = with_lead(Role::Sales).await;
    let new = site.fill(&format!("/deals/new?lead={id}"), &session, &[("amount", "5,000")]).await;
    assert_eq!(new.status, StatusCode::SEE_OTHER, "{}", new.body);
    let stage = "select current_stage from leads";
    assert_eq!(site.one(stage).await.as_deref(), Some(Stage::Opportunity.key()));
    assert_eq!(site.one("select a.name from deals d join accounts a on a.id = d.account_id").await.as_deref(), Some("الواحة"));
    let close = format!("{}/close", new.location);
    let no_reason = site.fill(&close, &session, &[("outcome", "lost")]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    let lost = site.fill(&close, &session, &[("outcome", "lost"), ("why", "Price")]).await;
    assert_eq!(lost.status, StatusCode::SEE_OTHER, "{}", lost.body);
    assert_eq!(site.one(stage).await.as_deref(), Some("lost"));
    site.post(&format!("{}/reopen", new.location), &session, "").await;
    assert_eq!(site.one(stage).await.as_deref(), Some("opportunity"));
    let won = site.fill(&close, &session, &[("outcome", "won"), ("closed", "٢٠٢٦-٠٣-٣١")]).await;
    assert_eq!(won.status, StatusCode::SEE_OTHER, "{}", won.body);
    assert_eq!(site.one(stage).await.as_deref(), Some("won"));
    assert_eq!(
        site.one("select lost_reason is null and closed_at::date = '2026-03-31' from deals").await.as_deref(),
        Some("true")
    );
    let owned = site.fill(&close, &session, &[("closed", "2026-03-01")]).await;
    assert_eq!(owned.status, StatusCode::UNPROCESSABLE_ENTITY, "before it was opened");
    let moving = site.get(&format!("/leads/{id}/move"), Some(&session)).await;
    assert!(moving.body.contains("/deals/") && !moving.body.contains("name=\"stage\""), "its deal decides");
}

#[tokio::test]
async fn whoever_closes_a_deal_second_sees_both_closings() {
    let (site, session, id) = with_lead(Role::Sales).await;
    let deal = site.fill(&format!("/deals/new?lead={id}"), &session, &[("amount", "5,000")]).await.location;
    let (close, stands) =
        (format!("{deal}/close"), "select concat_ws('|', outcome, closed_at::date, lost_reason, amount_minor) from deals");
    let opened = site.get(&close, Some(&session)).await;
    site.fill(&format!("{deal}/edit"), &session, &[("amount", "7,000")]).await;
    let second = site.get(&close, Some(&session)).await;
    let sent = site.post(&close, &session, &form(&opened, &[("outcome", "lost"), ("why", "Price")])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "another amount is no other closing: {}", sent.body);
    assert_eq!(site.one(stands).await.as_deref(), Some("lost|2026-03-31|Price|700000"));
    let asked = site.post(&close, &session, &form(&second, &[("outcome", "won"), ("closed", "2026-03-31")])).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = Html::parse_document(&asked.body);
    let both: String = html.select(&Selector::parse(".conflicts fieldset").unwrap()).flat_map(|e| e.text()).collect();
    assert!(both.contains("Won") && both.contains("Lost"), "{both}");
    assert_eq!(site.one(stands).await.as_deref(), Some("lost|2026-03-31|Price|700000"), "nothing is lost before one chooses");
    let theirs = site.post(&close, &session, &form(&asked, &[("choose-outcome", "theirs")])).await;
    assert_eq!(theirs.status, StatusCode::SEE_OTHER, "{}", theirs.body);
    assert_eq!(site.one(stands).await.as_deref(), Some("lost|2026-03-31|Price|700000"));
    let mine = site.post(&close, &session, &form(&asked, &[])).await;
    assert_eq!(mine.status, StatusCode::SEE_OTHER, "{}", mine.body);
    assert_eq!(site.one(stands).await.as_deref(), Some("won|2026-03-31|700000"));
    // Somebody opened it again while another one corrected the closing: who leaves that so, closes nothing.
    let correcting = site.get(&close, Some(&session)).await;
    site.post(&format!("{deal}/reopen"), &session, "").await;
    let asked = site.post(&close, &session, &form(&correcting, &[("outcome", "lost"), ("why", "Price")])).await;
    assert!(asked.status == StatusCode::UNPROCESSABLE_ENTITY && asked.body.contains("Open"), "{}", asked.body);
    let open = site.post(&close, &session, &form(&asked, &[("choose-outcome", "theirs"), ("choose-closed", "theirs")])).await;
    assert_eq!((open.status, open.location), (StatusCode::SEE_OTHER, deal));
    assert_eq!(site.one(stands).await.as_deref(), Some("700000"));
}

#[tokio::test]
async fn one_press_logs_a_call_and_the_work_status_follows() {
    let (site, session, id) = with_lead(Role::Sales).await;
    let status = "select work_status from leads";
    let page = site.get(&format!("/leads/{id}"), Some(&session)).await;
    let html = Html::parse_document(&page.body);
    let press = html.select(&Selector::parse("form.inline input[name=id]").unwrap()).next().unwrap();
    let sent = format!("kind=call&id={}", press.value().attr("value").unwrap());
    for _ in 0..2 {
        assert_eq!(site.post(&format!("/leads/{id}/log"), &session, &sent).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(site.one("select count(*) from activities").await.as_deref(), Some("1"), "pressed twice");
    assert_eq!(site.one(status).await.as_deref(), Some("attempting"));
    let late = [("kind", "meeting"), ("outcome", "held"), ("at", "2026-03-29 10:00"), ("note", HOSTILE)];
    site.fill(&format!("/leads/{id}/log"), &session, &late).await;
    assert_eq!(site.one(status).await.as_deref(), Some("connected"));
    let page = site.get(&format!("/leads/{id}"), Some(&session)).await;
    assert!(page.body.contains("entered later"), "more than a day back");
    assert!(!page.body.contains("<script>alert"));
    let meeting = site.one("select id from activities where kind = 'meeting'").await.unwrap();
    let undo = format!("/leads/{id}/activities/{meeting}/remove");
    assert_eq!(site.post(&undo, &session, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.one(status).await.as_deref(), Some("attempting"));
    let call = site.one("select id from activities").await.unwrap();
    let past = "update activities set logged_at = logged_at - interval '11 minutes'";
    sqlx::query(past).execute(&site.database.db.jobs).await.unwrap();
    let answer = site.post(&format!("/leads/{id}/activities/{call}/remove"), &session, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "no longer fresh at {}", at(NOW));
}

#[tokio::test]
async fn hostile_text_in_every_field_harms_no_page() {
    let (site, session, id) = with_lead(Role::Admin).await;
    let long = format!("{}{HOSTILE}", "شركة ".repeat(40));
    let lead: Vec<(&str, &str)> = [
        "first_name",
        "last_name",
        "company",
        "source",
        "medium",
        "persona",
        "segment",
        "region",
        "country",
        "domain",
        "channel",
        "account",
    ]
    .map(|name| (name, long.as_str()))
    .to_vec();
    let saved = site.fill(&format!("/leads/{id}/edit"), &session, &lead).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let deal = [("name", long.as_str()), ("account", &long), ("stage", &long)];
    let deal = site.fill("/deals/new", &session, &deal).await;
    let campaign = site.fill("/campaigns/new", &session, &[("name", &long), ("channel", &long), ("persona", &long)]).await;
    let account = site.one("select id from accounts where name like 'شركة%'").await.unwrap();
    let mut pages = vec![saved.location, deal.location, campaign.location, format!("/accounts/{account}")];
    pages.extend(pages.clone().iter().map(|page| format!("{page}/edit")));
    pages.extend(["/leads", "/deals", "/accounts", "/campaigns", "/accounts?q=%25", "/campaigns?q=%E2%80%AE"].map(str::to_owned));
    for page in pages {
        let answer = site.get(&page, Some(&session)).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains("<script>alert") && (page.contains('?') || !answer.body.contains('\u{202E}')), "{page}");
    }
    let too_long = "x".repeat(501);
    let refused = site.fill(&format!("/leads/{id}/edit"), &session, &[("company", &too_long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_archived_is_out_of_sight_and_in_every_number() {
    let (site, session, id) = with_lead(Role::Sales).await;
    let shown = async |path: &str| site.get(path, Some(&session)).await.body.contains(&id);
    for (verb, seen) in [("archive", false), ("restore", true)] {
        assert_eq!(site.post(&format!("/leads/{id}/{verb}"), &session, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(shown("/leads").await, seen, "{verb}");
        assert_eq!(shown("/leads?q=%D9%88%D8%A7%D8%AD%D9%87").await, seen, "{verb}: by its folded company");
        let pill = async |path: &str| site.get(path, Some(&session)).await.body.contains("<b>Hidden</b>");
        assert!(pill("/leads").await && !pill("/leads?archived=with").await, "the list says what it hides");
        assert!(!pill("/leads?period=2026-q1").await, "the rows of a number hide nothing");
        assert!(shown("/leads?archived=with").await, "{verb}");
        assert!(shown("/leads?period=2026-q1").await, "{verb}: the list of a number is as long as the number");
    }
}

#[tokio::test]
async fn who_has_left_or_only_looks_on_is_offered_as_an_owner_only_where_he_is_one() {
    let (site, session, lead) = with_lead(Role::Manager).await;
    sqlx::raw_sql(
        "insert into people (id, handle, name, team) select gen_random_uuid(), lower(n), n, 'sales' from unnest(array['Vera', 'Leila', 'Omar', 'Faisal']) n;
         insert into users (id, person_id, email, email_key, role, active, created_at)
         select gen_random_uuid(), id, handle, handle, case name when 'Vera' then 'viewer' else 'sales' end, name <> 'Leila', now()
         from people where name in ('Vera', 'Leila', 'Omar')",
    )
    .execute(&site.database.db.jobs)
    .await
    .unwrap();
    let offered = async |path: &str| {
        let page = site.get(path, Some(&session)).await.body;
        let options = Html::parse_document(&page);
        let select = Selector::parse("option").unwrap();
        let names: Vec<String> = options.select(&select).map(|option| option.text().collect::<String>()).collect();
        ["Vera", "Leila", "Omar", "Faisal"].map(|name| names.iter().any(|option| option.contains(name)))
    };
    let (edit, bulk) = (format!("/leads/{lead}/edit"), format!("/leads/bulk?do=owner&id={lead}"));
    for path in [edit.as_str(), "/deals/new", "/campaigns/new", bulk.as_str(), "/goals/cycle"] {
        assert_eq!(offered(path).await, [false, false, true, true], "{path}");
    }
    sqlx::query("update leads set owner_id = (select id from people where name = 'Vera')")
        .execute(&site.database.db.jobs)
        .await
        .unwrap();
    assert_eq!(offered(&edit).await, [true, false, true, true], "whoever owns it stays");
    let moving = site.get(&format!("/leads/{lead}/move"), Some(&session)).await.body;
    let label = |name: &str| {
        moving.split(&format!("for=\"f-{name}\"")).nth(1).and_then(|rest| rest.split("</label>").next()).map(str::to_owned)
    };
    assert!(label("reason").is_some_and(|said| !said.contains("optional")), "it is needed for some stages: {moving}");
    assert!(label("at").is_some_and(|said| said.contains("optional")), "{moving}");
}
