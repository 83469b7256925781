//! Pages that say what went wrong: a sentence for the visitor, never a cause.

use super::shell::{NavItem, Shell, Viewer};
use crate::i18n::Text;
use askama::Template;
use axum::http::StatusCode;

/// What went wrong, as far as the visitor is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 409: someone else was faster.
    Conflict,
    /// 429.
    TooMany,
    /// 500, with the id of the request.
    Internal,
    /// 503: starting, or no database.
    NotReady,
}

impl Trouble {
    /// Every trouble.
    pub const ALL: [Self; 6] = [Self::Forbidden, Self::NotFound, Self::Conflict, Self::TooMany, Self::Internal, Self::NotReady];

    /// The status of the response.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Forbidden => ("error-403-title", "error-403-body"),
            Self::NotFound => ("error-404-title", "error-404-body"),
            Self::Conflict => ("error-409-title", "error-409-body"),
            Self::TooMany => ("error-429-title", "error-429-body"),
            Self::Internal => ("error-500-title", "error-500-body"),
            Self::NotReady => ("error-not-ready-title", "error-not-ready-body"),
        }
    }
}

/// The centred card of an error.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    shell: Shell,
    body: Text,
    action: Text,
    href: String,
}

impl ErrorPage {
    /// The page of a trouble. `request_id` is what the log knows it by.
    #[must_use]
    pub fn new(viewer: &Viewer, trouble: Trouble, request_id: &str) -> Self {
        let w = viewer.words;
        let (title, body) = trouble.keys();
        let (action, href) = match trouble {
            Trouble::Forbidden | Trouble::NotFound | Trouble::Internal => ("error-home", "/"),
            Trouble::Conflict | Trouble::TooMany | Trouble::NotReady => ("error-retry", viewer.here.as_str()),
        };
        Self {
            shell: Shell::new(viewer, w.t(title), NavItem::Elsewhere),
            body: w.t_args(body, &[("id", Text::code(request_id).into())]),
            action: w.t(action),
            href: href.to_owned(),
        }
    }
}
