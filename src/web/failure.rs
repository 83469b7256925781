//! Errors of handlers: they carry what went wrong; the frame makes the page and the log line, once.

use super::error::Trouble;
use crate::storage::StorageError;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a handler has no page.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What the visitor is told.
    pub trouble: Trouble,
    /// What the log is told.
    pub cause: Option<Arc<anyhow::Error>>,
}

impl Failure {
    /// Something that cannot be.
    #[must_use]
    pub fn bug(what: &'static str) -> Self {
        Self { trouble: Trouble::Internal, cause: Some(Arc::new(anyhow::anyhow!(what))) }
    }

    /// A request that no page of ours sends.
    #[must_use]
    pub fn client(what: String) -> Self {
        Self { trouble: Trouble::NotFound, cause: Some(Arc::new(anyhow::anyhow!(what))) }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self { trouble, cause: None }
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        let trouble = if error.may_pass() { Trouble::NotReady } else { Trouble::Internal };
        Self { trouble, cause: Some(Arc::new(error.into())) }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<StorageError>() {
            Ok(error) => error.into(),
            Err(error) => Self { trouble: Trouble::Internal, cause: Some(Arc::new(error)) },
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        anyhow::Error::from(error).into()
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        anyhow::Error::from(error).into()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.trouble.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
