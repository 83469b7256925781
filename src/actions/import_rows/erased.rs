//! Rows about people who were erased are left out: neither are they brought back, nor does anybody have to look at them.

use super::Run;
use crate::domain::erasure::{Secret, Trace};
use crate::domain::record::Ref;
use crate::domain::text;
use crate::storage::external_refs::{LEAD, LEAD_KEY2};
use crate::storage::{StorageError, erased_keys};
use sqlx::PgConnection;
use std::collections::HashSet;

/// A trace that a row carries.
#[derive(Clone, Debug)]
pub enum OwnedTrace {
    /// A folded e-mail address.
    Email(String),
    /// A folded phone number.
    Phone(String),
    /// An id in a source.
    Id(i16, &'static str, String),
}

impl OwnedTrace {
    fn as_trace(&self) -> Trace<'_> {
        match self {
            Self::Email(email) => Trace::Email(email),
            Self::Phone(phone) => Trace::Phone(phone),
            Self::Id(source, kind, id) => Trace::Id(*source, kind, id),
        }
    }
}

/// Those who were erased, as far as a batch names them.
#[derive(Debug, Default)]
pub struct Erased {
    secret: Option<Secret>,
    keys: HashSet<Vec<u8>>,
}

impl Erased {
    /// Looks up the traces of a batch. As long as nobody was ever erased that is one small question.
    pub async fn load(tx: &mut PgConnection, run: &Run, traces: impl Iterator<Item = OwnedTrace>) -> Result<Self, StorageError> {
        if !erased_keys::any(&mut *tx).await? {
            return Ok(Self::default());
        }
        let secret = erased_keys::secret(tx).await?;
        let keys: Vec<Vec<u8>> = traces.map(|trace| secret.key(trace.as_trace())).collect();
        let keys: HashSet<Vec<u8>> = erased_keys::find(tx, &keys).await?.into_iter().collect();
        tracing::debug!(import = %run.id, n = keys.len(), "traces of erased people");
        Ok(Self { secret: Some(secret), keys })
    }

    /// The same for the leads that rows of other kinds name.
    pub async fn of_refs<'a>(
        tx: &mut PgConnection,
        run: &Run,
        refs: impl Iterator<Item = &'a Ref>,
    ) -> Result<Self, StorageError> {
        Self::load(tx, run, refs.map(|named| trace(run, named))).await
    }

    /// Whether the batch names nobody who was erased.
    pub fn is_nobody(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a trace is that of somebody who was erased.
    pub fn has(&self, trace: Trace<'_>) -> bool {
        !self.keys.is_empty() && self.secret.as_ref().is_some_and(|secret| self.keys.contains(&secret.key(trace)))
    }

    /// Whether a row of another kind names somebody who was erased.
    pub fn is_named(&self, run: &Run, named: &Ref) -> bool {
        !self.keys.is_empty() && self.has(trace(run, named).as_trace())
    }
}

fn trace(run: &Run, named: &Ref) -> OwnedTrace {
    match named {
        Ref::Id(id) => OwnedTrace::Id(run.source, LEAD, id.clone()),
        Ref::Email(email) => OwnedTrace::Email(text::fold_email(email).unwrap_or_default()),
        Ref::Key2(key) => OwnedTrace::Id(run.source, LEAD_KEY2, key.clone()),
    }
}
