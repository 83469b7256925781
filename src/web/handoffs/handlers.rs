//! Handlers that show handoffs.

use super::detail::{Detail, Found};
use super::list::{InboxPage, Listed};
use crate::actions::read_notices::read_of_handoff;
use crate::domain::ids::PersonId;
use crate::domain::person::Role;
use crate::i18n::Text;
use crate::storage::handoff_pages::{self as pages, Promises, View};
use crate::storage::keyset::From;
use crate::storage::metrics::snapshot;
use crate::storage::{StorageError, handoff_reasons, handoffs, lead_details, next_step_pages, qualifications};
use crate::web::error::Trouble;
use crate::web::extract::Member;
use crate::web::failure::Failure;
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the list may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    after: Option<String>,
    before: Option<String>,
}

impl Asked {
    fn view(&self, role: Role) -> View {
        let usual = match role {
            Role::Sales => View::Mine,
            Role::Marketing => View::Sent,
            Role::Viewer | Role::Manager | Role::Admin => View::Team,
        };
        View::from_key(&self.view).unwrap_or(usual)
    }

    fn from(&self) -> From {
        let id = |text: &Option<String>| text.as_deref().and_then(|id| id.parse::<Uuid>().ok());
        From::of(id(&self.after), id(&self.before))
    }
}

/// `/handoffs`
pub async fn list(State(state): State<WebState>, member: Member, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let mut db = snapshot(&state.db.pages).await?;
    let listed = listed(&mut db, &member, &asked, state.clock.now()).await?;
    let first = match listed.page.rows.first() {
        Some(line) => found(&mut db, line.id, state.clock.now()).await?,
        None => None,
    };
    let detail = first.map(|found| Detail::new(&member, &found, listed.view));
    Ok(Html(InboxPage::new(&member, &listed, detail, false, None).render()?).into_response())
}

/// `/handoffs/{id}`
pub async fn show(
    State(state): State<WebState>,
    mut member: Member,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    if member.viewer.unread > 0 {
        // Whoever looks at a handoff has read what he was told about it. That is nobody else's business, as is when he was here.
        let read = read_of_handoff(&state.db, member.user.person_id, id, state.clock.now()).await?;
        member.viewer.unread = member.viewer.unread.saturating_sub_unsigned(read).max(0);
    }
    shown(&state, &member, id, (&asked, StatusCode::OK, None)).await
}

/// The page of a handoff, with what is to be said first.
pub(super) async fn shown(
    state: &WebState,
    member: &Member,
    id: Uuid,
    (asked, status, notice): (&Asked, StatusCode, Option<Text>),
) -> Result<Response, Failure> {
    let now = state.clock.now();
    let mut db = snapshot(&state.db.pages).await?;
    let found = found(&mut db, id, now).await?.ok_or(Trouble::NotFound)?;
    let listed = listed(&mut db, member, asked, now).await?;
    let detail = Detail::new(member, &found, listed.view);
    let page = InboxPage::new(member, &listed, Some(detail), true, notice).render()?;
    Ok((status, Html(page)).into_response())
}

async fn listed(db: &mut PgConnection, member: &Member, asked: &Asked, now: DateTime<Utc>) -> Result<Listed, StorageError> {
    let PersonId(person) = member.user.person_id;
    let view = asked.view(member.user.role);
    let page = pages::page(&mut *db, view, person, asked.from()).await?;
    let promises = Promises::of(&mut *db, page.rows.iter().map(|line| (line.policy_id, line.calendar_id))).await?;
    let today = now.with_timezone(&member.viewer.words.zone).date_naive();
    let whose = (member.user.role == Role::Sales).then_some(person);
    Ok(Listed {
        view,
        counts: pages::counts(&mut *db, person).await?,
        page,
        promises,
        steps: next_step_pages::counts(&mut *db, today, whose).await?,
        leave: super::steps::leave_of(db, member.user.person_id, today).await?,
        today,
        now,
    })
}

/// Everything that is known of a handoff.
pub(super) async fn found(db: &mut PgConnection, id: Uuid, now: DateTime<Utc>) -> Result<Option<Found>, StorageError> {
    let Some(handoff) = handoffs::find(&mut *db, id).await? else { return Ok(None) };
    let Some(lead) = lead_details::find(&mut *db, handoff.lead_id).await? else { return Ok(None) };
    let promises = Promises::of(&mut *db, [(handoff.policy_id, handoff.calendar_id)]).await?;
    let read = promises.read((handoff.policy_id, handoff.calendar_id), &handoff.facts(), now);
    Ok(Some(Found {
        names: pages::names(&mut *db, &handoff).await?,
        assignments: pages::assignments(&mut *db, id).await?,
        warnings: pages::warnings(&mut *db, handoff.lead_id).await?,
        takers: pages::takers(&mut *db).await?,
        reasons: handoff_reasons::all(&mut *db).await?,
        touches: lead_details::touches(&mut *db, handoff.lead_id).await?,
        activities: lead_details::activities(&mut *db, Some(handoff.lead_id), None).await?,
        criteria: qualifications::criteria(&mut *db).await?,
        qualification: qualifications::of_handoff(&mut *db, id).await?,
        handoff,
        lead,
        read,
        now,
    }))
}
