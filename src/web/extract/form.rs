//! Forms: read whole, bounded, and only with the token of the reader's session.

use super::Reader;
use crate::web::error::Trouble;
use crate::web::failure::Failure;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A form without fields.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// A form that the reader's own page sent.
#[derive(Debug)]
pub struct SafeForm<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for SafeForm<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let expected = request.extensions().get::<Reader>().map(|r| r.viewer.csrf.clone()).unwrap_or_default();
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await.map_err(|_| Trouble::Forbidden)?;
        let sent = url::form_urlencoded::parse(&bytes).find(|(name, _)| name == "csrf").map(|(_, value)| value.into_owned());
        if !expected.is_empty() && sent.as_deref() != Some(&expected) {
            return Err(Trouble::Forbidden.into());
        }
        let again = Request::from_parts(parts, Body::from(bytes));
        let form = axum_extra::extract::Form::<T>::from_request(again, state).await;
        form.map(|form| Self(form.0)).map_err(|error| Failure::client(format!("unreadable form: {error}")))
    }
}
