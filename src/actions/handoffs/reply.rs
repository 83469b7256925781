//! Marketing's reply to a rejection or return: agreed, or contested.

use super::{Case, Deed, Done};
use crate::domain::handoff::Reply;
use crate::storage::users::User;
use crate::storage::{Database, StorageError};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Replies. The first reply stands.
pub async fn reply_handoff(
    db: &Database,
    id: Uuid,
    reply: Reply,
    note: Option<String>,
    by: &User,
    now: DateTime<Utc>,
) -> Result<Done, StorageError> {
    let mut tx = db.pages.begin().await?;
    let Some(mut case) = Case::open(&mut tx, id).await? else { return Ok(Done::Gone) };
    if !by.role.offers() {
        return Ok(Done::Forbidden);
    }
    if case.handoff.reply.as_deref() == Some(reply.key()) && case.handoff.replied_by == Some(by.person_id.0) {
        return Ok(Done::Yes);
    }
    if !case.handoff.state().wants_reply() || case.handoff.reply.is_some() {
        return Ok(Done::Already(case.handoff.state()));
    }
    case.handoff.reply = Some(reply.key().to_owned());
    case.handoff.reply_note = note;
    case.handoff.replied_at = Some(now);
    case.handoff.replied_by = Some(by.person_id.0);
    let kind = match reply {
        Reply::Agreed => "agreed",
        Reply::Contested => "contested",
    };
    case.tell(&mut tx, [case.handoff.returned_by.or(case.handoff.decided_by)], kind, Some(by.person_id), now).await?;
    case.close(&mut tx, Deed::of("replied", by, now), Some(serde_json::json!({ "reply": reply.key() }))).await?;
    tx.commit().await?;
    Ok(Done::Yes)
}
