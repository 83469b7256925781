//! Role × route, whole: each route of the table, asked by each role and by a stranger.

use super::Site;
use axum::http::StatusCode;
use mihwar::domain::person::Role;
use mihwar::web::access::{Access, ROUTES, allows};

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
        if *access == Access::Public {
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
        if *access != Access::Public {
            assert_eq!(answer.location, "/set-up", "{route}");
        }
    }
    let page = site.get("/set-up", None).await;
    assert!(!page.body.contains("name=\"password\""), "the form needs the code");
}
