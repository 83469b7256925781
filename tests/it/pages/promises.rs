//! What the teams promise each other: versions, order, reasons, and rules that offer by themselves.

use super::{NOW, Site};
use crate::support::at;
use axum::http::StatusCode;
use mihwar::actions::move_lead::{Move, Moved, move_lead};
use mihwar::actions::sign_in::token_hash;
use mihwar::domain::ids::PersonId;
use mihwar::domain::moment::Moment;
use mihwar::domain::person::Role;
use mihwar::domain::stage::Stage;
use mihwar::storage::sessions;
use uuid::Uuid;

const PAGE: &str = "/settings/handoffs";
const RULE: &str = "0190b0a0-0000-7000-8000-0000000000aa";
const POLICY: &str = "name=Usual&assign=30&assign_unit=minutes&touch=4&touch_unit=hours&decide=2&decide_unit=days&expire=5&expire_unit=days\
                      &at_risk=80&tell_manager=on&again=3&again_unit=days&reassign=7&reassign_unit=days&attempts=5&attempt_days=10";

async fn one(site: &Site, sql: &'static str) -> String {
    let found: Option<String> = sqlx::query_scalar(sql).fetch_one(&site.database.db.pages).await.unwrap();
    found.unwrap_or_default()
}

async fn run(site: &Site, sql: &'static str) {
    sqlx::raw_sql(sql).execute(&site.database.db.pages).await.unwrap();
}

/// The usual policy, made by the first look at the page.
async fn usual(site: &Site, session: &str) -> String {
    site.get(PAGE, Some(session)).await;
    one(site, "select key::text from sla_policies where retired_at is null order by position desc limit 1").await
}

#[tokio::test]
async fn the_first_look_makes_the_usual_promise_and_viewers_change_nothing() {
    let (site, session) = Site::with(Role::Viewer).await;
    for _ in 0..2 {
        let page = site.get(PAGE, Some(&session)).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in
            ["Usual", "Every lead", "30 minutes", "4 hours", "2 working days", "5 working days", "No response after 3 attempts"]
        {
            assert!(page.body.contains(part), "{part}");
        }
        assert!(!page.body.contains("/policies/") && !page.body.contains("Move up"), "a viewer changes nothing");
    }
    assert_eq!(one(&site, "select count(*)::text from sla_policies").await, "1");
    let arabic = site.get(&format!("{PAGE}?lang=ar"), Some(&session)).await.body;
    assert!(arabic.contains("اتفاقيات التسليم") && arabic.contains("يوما عمل"));
}

#[tokio::test]
async fn a_change_is_a_new_version_once_and_a_stale_one_shows_both() {
    let (site, session) = Site::with(Role::Manager).await;
    let key = usual(&site, &session).await;
    let path = format!("{PAGE}/policies/{key}");
    run(
        &site,
        "insert into leads (id, created_at, current_stage, furthest_stage, recorded_at)
         values ('00000000-0000-7000-8000-000000000061', '2026-03-01T00:00:00Z', 'mql', 'mql', now());
         insert into handoffs (id, lead_id, state, policy_id, offered_at, route, recorded_at)
         select gen_random_uuid(), '00000000-0000-7000-8000-000000000061', 'offered', id, '2026-03-30T08:00:00Z', 'queue', now() from sla_policies",
    )
    .await;
    let two_hours = POLICY.replace("touch=4", "touch=٢");
    for _ in 0..2 {
        let sent = site.post(&path, &session, &format!("{two_hours}&version=1")).await;
        assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, PAGE), "{}", sent.body);
    }
    let versions = "select string_agg(version || ' ' || touch_minutes || ' ' || (retired_at is null), ', ' order by version) from sla_policies";
    assert_eq!(one(&site, versions).await, "1 240 false, 2 120 true");
    assert_eq!(one(&site, "select count(*)::text from events where kind = 'sla_policy' and fields = '{touch}'").await, "1");
    let list = site.get(PAGE, Some(&session)).await.body;
    assert!(list.contains("one running clock keeps an older one"), "{list}");

    let stale = site.post(&path, &session, &format!("{}&version=1", POLICY.replace("touch=4", "touch=3"))).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Somebody changed this meanwhile") && stale.body.contains("2 hours"), "theirs");
    assert!(stale.body.contains("name=\"version\" value=\"2\"") && stale.body.contains("value=\"3\""), "mine, to be saved again");
    let wrong = site.post(&path, &session, &format!("{}&version=2", POLICY.replace("touch=4", "touch=soon"))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"soon\"") && wrong.body.contains("Write a whole number above 0; at most a year"));
}

#[tokio::test]
async fn no_lead_is_left_without_a_policy() {
    let (site, session) = Site::with(Role::Admin).await;
    let key = usual(&site, &session).await;
    let narrowed = site.post(&format!("{PAGE}/policies/{key}"), &session, &format!("{POLICY}&version=1&channels=Email")).await;
    assert_eq!(narrowed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(narrowed.body.contains("This is the last policy for every lead") && narrowed.body.contains("Email"));
    let retired = site.post(&format!("{PAGE}/policies/{key}/retire"), &session, "").await;
    assert!(
        retired.status == StatusCode::UNPROCESSABLE_ENTITY && retired.body.contains("This is the last policy for every lead")
    );

    // One with conditions comes first, moves down below the other, where it is never reached, and goes.
    let id = Uuid::now_v7();
    for _ in 0..2 {
        let made = site
            .post(&format!("{PAGE}/policies/new"), &session, &format!("{POLICY}&key={id}&channels=Paid+Search&around=on"))
            .await;
        assert_eq!(made.location, PAGE, "{}", made.body);
    }
    let order = "select string_agg(decide_minutes::text, ',' order by position) from sla_policies where retired_at is null";
    assert_eq!(one(&site, order).await, "2880,960", "around the clock a day has 24 hours");
    assert!(!site.get(PAGE, Some(&session)).await.body.contains("Never reached"));
    site.post(&format!("{PAGE}/policies/{id}/move"), &session, "way=down").await;
    assert_eq!(one(&site, order).await, "960,2880");
    assert!(site.get(PAGE, Some(&session)).await.body.contains("Never reached"));
    site.post(&format!("{PAGE}/policies/{id}/move"), &session, "way=down").await;
    assert_eq!(one(&site, order).await, "960,2880", "there is nothing below");
    for _ in 0..2 {
        assert_eq!(site.post(&format!("{PAGE}/policies/{id}/retire"), &session, "").await.location, PAGE);
    }
    assert_eq!(one(&site, order).await, "960");
    assert_eq!(
        one(&site, "select string_agg(verb, ',' order by at, id) from events where kind = 'sla_policy'").await,
        "created,changed,ended"
    );
    assert_eq!(site.get(&format!("{PAGE}/policies/{id}"), Some(&session)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn reasons_are_changed_ordered_and_added() {
    let (site, session) = Site::with(Role::Manager).await;
    let path = format!("{PAGE}/reasons/no_budget");
    let form = site.get(&path, Some(&session)).await.body;
    assert!(form.contains("No budget") && form.contains("name=\"version\" value=\"1\"") && form.contains("value=\"90\""));
    for _ in 0..2 {
        let sent = site.post(&path, &session, "outcome=recycle&days=120&active=on&version=1").await;
        assert_eq!(sent.location, PAGE, "{}", sent.body);
    }
    assert_eq!(one(&site, "select recycle_days || ' v' || version from handoff_reasons where key = 'no_budget'").await, "120 v2");
    let stale = site.post(&path, &session, "outcome=back&active=on&version=1").await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("Again after 120 days"));
    let without = site.post(&path, &session, "outcome=recycle&days=0&active=on&version=2").await;
    assert!(without.status == StatusCode::UNPROCESSABLE_ENTITY && without.body.contains("from 1 to 3650"));

    let own = format!("own-{}", Uuid::now_v7().simple());
    let made = format!("key={own}&name=Ramadan+break&outcome=recycle&days=30&active=on");
    for _ in 0..2 {
        assert_eq!(site.post(&format!("{PAGE}/reasons/new"), &session, &made).await.location, PAGE);
    }
    assert_eq!(
        one(&site, "select count(*)::text from handoff_reasons where name = 'Ramadan break' and position = 12").await,
        "1"
    );
    let nameless = site.post(&format!("{PAGE}/reasons/{own}"), &session, "outcome=back&version=1").await;
    assert!(nameless.status == StatusCode::UNPROCESSABLE_ENTITY && nameless.body.contains("Fill in this field"));
    for _ in 0..6 {
        site.post(&format!("{PAGE}/reasons/{own}/move"), &session, "way=up").await;
    }
    let first =
        "select string_agg(left(key, 4), ',') from (select key from handoff_reasons where active order by position limit 6) f";
    assert_eq!(one(&site, first).await, "no_r,bad_,no_b,wron,no_p,own-");

    run(&site, "update handoff_reasons set active = false where key <> 'no_budget'").await;
    let last = site.post(&path, &session, "outcome=recycle&days=120&version=2").await;
    assert!(last.status == StatusCode::UNPROCESSABLE_ENTITY && last.body.contains("This is the last reason in use"));
}

async fn lead(site: &Site, channel: &str) -> Uuid {
    let id = Uuid::now_v7();
    sqlx::query(
        "insert into leads (id, channel, created_at, current_stage, furthest_stage, recorded_at) values ($1, $2, '2026-03-01T00:00:00Z', 'lead', 'lead', now())",
    )
    .bind(id)
    .bind(channel)
    .execute(&site.database.db.pages)
    .await
    .unwrap();
    id
}

/// Somebody moves a lead to MQL by hand.
async fn qualify(site: &Site, session: &str, lead: Uuid, entry: Uuid) {
    let by = sessions::find(&site.database.db.pages, &token_hash(session), at(NOW)).await.unwrap().unwrap().user;
    let wanted = Move { id: entry, lead, stage: Stage::Mql, moment: Moment::Instant(at(NOW)), reason: None };
    assert_eq!(move_lead(&site.database.db, wanted, &by, at(NOW)).await.unwrap(), Moved::Done);
}

#[tokio::test]
async fn the_first_rule_in_use_that_fits_offers_a_lead_that_reaches_mql_once() {
    let (site, session) = Site::with(Role::Manager).await;
    let rule = |id: &str, more: &str| format!("id={id}&name=Rule&{more}");
    let wrong = site.post(&format!("{PAGE}/rules/new"), &session, &rule(RULE, "route=person&person=&active=on")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("Choose somebody of sales"));
    for _ in 0..2 {
        let made = rule(RULE, "channels=Email&route=queue&note=Asked+for+a+demo&active=on");
        assert_eq!(site.post(&format!("{PAGE}/rules/new"), &session, &made).await.location, PAGE);
    }
    assert_eq!(one(&site, "select count(*) || ' ' || version from offer_rules group by version").await, "1 1");
    assert!(site.get(PAGE, Some(&session)).await.body.contains("The queue of sales"));

    let (fits, other) = (lead(&site, "EMAIL").await, lead(&site, "Search").await);
    let entry = Uuid::now_v7();
    for _ in 0..2 {
        qualify(&site, &session, fits, entry).await;
    }
    qualify(&site, &session, other, Uuid::now_v7()).await;
    let offered = "select string_agg(concat_ws(' ', l.channel, h.state, h.route, h.note, h.rule_id = $$0190b0a0-0000-7000-8000-0000000000aa$$), ',')
                   from handoffs h join leads l on l.id = h.lead_id";
    assert_eq!(one(&site, offered).await, "EMAIL offered queue Asked for a demo t", "the other meets no rule");
    assert_eq!(one(&site, "select count(*)::text from events where verb = 'offered' and user_id is null").await, "1");

    // Out of use, it offers nothing; a stale change shows what stands.
    let path = format!("{PAGE}/rules/{RULE}");
    assert_eq!(site.post(&path, &session, &rule(RULE, "route=queue&version=1")).await.location, PAGE);
    let stale = site.post(&path, &session, &rule(RULE, "route=round_robin&active=on&version=1")).await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("The queue of sales"));
    qualify(&site, &session, lead(&site, "Email").await, Uuid::now_v7()).await;
    assert_eq!(one(&site, "select count(*)::text from handoffs").await, "1");
}

#[tokio::test]
async fn what_a_rule_cannot_assign_waits_with_the_reason_and_what_it_cannot_offer_stands_in_the_log() {
    let (site, session) = Site::with(Role::Manager).await;
    usual(&site, &session).await;
    let person = PersonId::new();
    sqlx::query("insert into people (id, handle, name, team) values ($1, 'omar', 'Omar', 'sales')")
        .bind(person.0)
        .execute(&site.database.db.pages)
        .await
        .unwrap();
    // Omar does not sign in, so he takes nothing.
    let named = format!("id={RULE}&name=Rule&route=person&person={person}&active=on");
    assert_eq!(site.post(&format!("{PAGE}/rules/new"), &session, &named).await.location, PAGE);
    qualify(&site, &session, lead(&site, "Email").await, Uuid::now_v7()).await;
    assert_eq!(
        one(&site, "select state || ' ' || route || ' ' || unassigned_because from handoffs").await,
        "offered queue inactive"
    );

    let in_turn = format!("id={RULE}&name=Rule&route=round_robin&active=on&version=1");
    assert_eq!(site.post(&format!("{PAGE}/rules/{RULE}"), &session, &in_turn).await.location, PAGE);
    qualify(&site, &session, lead(&site, "Email").await, Uuid::now_v7()).await;
    assert_eq!(
        one(&site, "select count(*)::text from handoffs where route = 'round_robin' and unassigned_because is not null").await,
        "1"
    );

    let archived = lead(&site, "Email").await;
    sqlx::query("update leads set archived_at = now() where id = $1")
        .bind(archived)
        .execute(&site.database.db.pages)
        .await
        .unwrap();
    qualify(&site, &session, archived, Uuid::now_v7()).await;
    assert_eq!(one(&site, "select detail->>'why' from events where verb = 'not_offered'").await, "out_of_sight");
    assert_eq!(one(&site, "select count(*)::text from handoffs").await, "2");
}
