//! Role × route, whole: each route of the table, asked by each role and by a stranger.

use super::Site;
use axum::http::StatusCode;
use mihwar::domain::person::Role;
use mihwar::domain::record::Kind;
use mihwar::import::live;
use mihwar::web::access::{Access, ROUTES, allows};
use std::collections::BTreeSet;

/// A path that the route takes.
fn path(route: &str) -> String {
    let some = "0190b0a0-0000-7000-8000-000000000000";
    route
        .split('/')
        .map(|part| match part {
            "{kind}" => "leads",
            "{name}" => "overview.json",
            _ if part.starts_with('{') => some,
            _ => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_from_every_page_but_the_way_in() {
    let (site, _) = Site::with(Role::Admin).await;
    for (route, access) in ROUTES {
        let answer = site.get(&path(route), None).await;
        if matches!(access, Access::Token(_)) {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
        } else if *access == Access::Public {
            assert!(!answer.location.starts_with("/sign-in?"), "{route}");
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{route}");
            assert!(answer.location.starts_with("/sign-in"), "{route}: {}", answer.location);
        }
    }
}

#[tokio::test]
async fn every_role_may_open_what_the_table_says_and_nothing_else() {
    for role in Role::ALL {
        let (site, session) = Site::with(*role).await;
        // Streams end, which otherwise last as long as their page.
        site.live.end();
        for (route, access) in ROUTES {
            let answer = site.get(&path(route), Some(&session)).await;
            if matches!(access, Access::Token(_)) {
                assert!(
                    answer.status == StatusCode::UNAUTHORIZED && !allows(*access, *role),
                    "{role:?} {route}: {}",
                    answer.status
                );
                continue;
            }
            let forbidden = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(forbidden, !allows(*access, *role), "{role:?} {route}: {}", answer.status);
            assert!(!answer.status.is_server_error(), "{role:?} {route}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn before_the_set_up_there_is_only_the_set_up() {
    let site = Site::bare().await;
    for (route, access) in ROUTES {
        let answer = site.get(&path(route), None).await;
        if matches!(access, Access::Token(_)) {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{route}");
        } else if *access != Access::Public {
            assert_eq!(answer.location, "/set-up", "{route}");
        }
    }
    let page = site.get("/set-up", None).await;
    assert!(!page.body.contains("name=\"password\""), "the form needs the code");
}

#[test]
fn every_call_of_programs_is_described_and_every_described_one_stands_in_the_table() {
    let document: serde_json::Value = serde_json::from_str(mihwar::web::api::document()).unwrap();
    let described: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let listed: BTreeSet<&str> = ROUTES.iter().map(|(route, _)| *route).filter(|route| route.starts_with("/api/")).collect();
    assert_eq!(described, listed);
    for (route, access) in ROUTES {
        let Access::Token(scope) = access else { continue };
        assert_eq!(document["paths"][route]["post"]["security"][0]["token"][0], scope.key(), "{route}");
    }
}

#[test]
fn the_description_of_a_row_has_the_fields_that_are_read() {
    let document: serde_json::Value = serde_json::from_str(mihwar::web::api::document()).unwrap();
    for (schema, kind) in [("Lead", Kind::Lead), ("Touch", Kind::Touch)] {
        let schema = &document["components"]["schemas"][schema];
        let described: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(described, live::fields(kind).into_iter().collect(), "{kind:?}");
        assert_eq!(schema["additionalProperties"], false, "{kind:?}");
    }
}
