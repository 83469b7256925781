//! Making one lead of two: finding the other one, comparing both, and taking it back.

use super::merge_view::{MergePage, Other, Pair, Side, WithPage};
use super::params::LeadsAsked;
use crate::actions::merge_leads::{Merged, Wanted, merge_leads};
use crate::actions::unmerge_leads::{Unmerged, unmerge_leads};
use crate::domain::merging::{CHOICES, proposes_merged};
use crate::domain::ownership::Noun;
use crate::storage::keyset::From;
use crate::storage::lead_lists::LeadLine;
use crate::storage::metrics::snapshot;
use crate::storage::records::is_erased;
use crate::storage::{StorageError, lead_details, lead_lists, merges, person_data, records};
use crate::web::error::Trouble;
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::records::{Sent, done, sent};
use crate::web::state::WebState;
use askama::Template as _;
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the address of the page asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    with: String,
    q: String,
    /// What was chosen before the two changed places; without it, what is proposed.
    taken: Option<String>,
}

/// `/leads/{id}/merge`: both beside each other, or the way to the other one.
pub async fn merging(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let mut db = snapshot(&state.db.pages).await?;
    let Some(kept) = side(&mut db, id).await? else { return merged_already(&state, &[id]).await };
    let other = match asked.with.parse::<Uuid>() {
        Ok(with) if with != id => side(&mut db, with).await?,
        _ => None,
    };
    let Some(merged) = other else {
        if let Ok(with) = asked.with.parse::<Uuid>()
            && merges::survivor(&mut *db, with).await?.is_some()
        {
            return merged_already(&state, &[with]).await;
        }
        let missed = !asked.with.is_empty();
        let others = others(&mut db, &state, &member, id, &asked.q).await?;
        let status = if missed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok((status, Html(WithPage::new(&member, &kept, &asked.q, &others, missed).render()?)).into_response());
    };
    let is_taken = |group: &&&[&str]| match &asked.taken {
        Some(names) => names.split(' ').any(|name| name == group[0]),
        None => proposes_merged(&kept.columns, &merged.columns, group),
    };
    let taken = CHOICES.iter().filter(is_taken).map(|group| group[0].to_owned()).collect();
    let pair = Pair { id: Uuid::now_v7(), kept, merged, taken, refusal: None };
    Ok(Html(MergePage::new(&member, &pair).render()?).into_response())
}

/// `/leads/merge`: two leads that were chosen in the list; those of any other number lead back to it, still chosen.
pub async fn merging_two(State(state): State<WebState>, RawQuery(asked): RawQuery) -> Response {
    let asked: Sent = url::form_urlencoded::parse(asked.unwrap_or_default().as_bytes()).into_owned().collect();
    let (chosen, list): (Sent, Sent) = asked.into_iter().partition(|(name, _)| name == "id");
    let ids: BTreeSet<Uuid> = chosen.iter().filter_map(|(_, id)| id.parse().ok()).collect();
    if let [older, younger] = ids.iter().collect::<Vec<_>>()[..] {
        return Redirect::to(&format!("/leads/{older}/merge?with={younger}")).into_response();
    }
    let chosen = ids.iter().map(|id| ("id".to_owned(), id.to_string()));
    let list = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(list).extend_pairs(chosen).finish();
    done(&state, "merge-two-needed", &format!("/leads?{list}"))
}

/// Where one of these leads was merged into another meanwhile, that one says so.
async fn merged_already(state: &WebState, leads: &[Uuid]) -> Result<Response, Failure> {
    for lead in leads {
        if let Some(now) = merges::survivor(&state.db.pages, *lead).await? {
            return Ok(done(state, "merge-already", &format!("/leads/{now}")));
        }
    }
    Err(Trouble::NotFound.into())
}

/// A lead that can be merged.
async fn side(db: &mut PgConnection, id: Uuid) -> Result<Option<Side>, Failure> {
    let (Some(columns), Some(lead)) = (records::find(&mut *db, Noun::Lead, id).await?, lead_details::find(db, id).await?) else {
        return Ok(None);
    };
    if is_erased(&columns) {
        return Err(Trouble::Forbidden.into());
    }
    let refs = lead_details::refs(db, id).await?;
    Ok(Some(Side { id, columns, lead, refs, has: merges::belongings(&mut *db, id).await? }))
}

/// Leads that are probably the same person, or those that a search finds.
async fn others(db: &mut PgConnection, state: &WebState, member: &Member, id: Uuid, q: &str) -> Result<Vec<Other>, Failure> {
    if q.trim().is_empty() {
        let alike = person_data::alike(db, &[id]).await?;
        return Ok(alike.into_iter().filter(|subject| subject.erased_at.is_none()).map(Other::Alike).collect());
    }
    let found = found(db, member, q, state.clock.now()).await?;
    Ok(found.into_iter().filter(|line| line.id != id).map(|line| Other::Found(Box::new(line))).collect())
}

/// The first leads that a search finds, those out of sight among them.
pub async fn found(db: &mut PgConnection, member: &Member, q: &str, now: DateTime<Utc>) -> Result<Vec<LeadLine>, StorageError> {
    let query: String =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("q", q).append_pair("archived", "with").finish();
    let wanted = LeadsAsked::parse(member, &query, now).resolve(db, member, now).await?;
    Ok(lead_lists::page(db, &wanted, From::Start).await?.rows)
}

/// Merges the two.
pub async fn merge(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<Uuid>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let with: Uuid = sent(&form, "with").parse().map_err(|_| Trouble::NotFound)?;
    if sent(&form, "swap") == "1" {
        return Ok(Redirect::to(&swapped(&form, id, with)).into_response());
    }
    let version = |name| sent(&form, name).parse().unwrap_or_default();
    let is_theirs = |group: &&&[&str]| sent(&form, &format!("choose-{}", group[0])) == "theirs";
    let taken: BTreeSet<String> = CHOICES.iter().filter(is_theirs).map(|group| group[0].to_owned()).collect();
    let wanted = Wanted {
        id: sent(&form, "id").parse().unwrap_or_else(|_| Uuid::now_v7()),
        kept: (id, version("version")),
        merged: (with, version("other_version")),
        taken: taken.clone(),
    };
    let refusal = match merge_leads(&state.db, wanted, &member.user, state.clock.now()).await? {
        Merged::Done => return Ok(done(&state, "merge-done", &format!("/leads/{id}"))),
        Merged::Forbidden => return Err(Trouble::Forbidden.into()),
        Merged::Gone => return merged_already(&state, &[with, id]).await,
        Merged::Stale => "merge-stale",
        Merged::BothOffered => "merge-both-offered",
    };
    let mut db = snapshot(&state.db.pages).await?;
    let (Some(kept), Some(merged)) = (side(&mut db, id).await?, side(&mut db, with).await?) else {
        return Err(Trouble::NotFound.into());
    };
    let page = MergePage::new(&member, &Pair { id: Uuid::now_v7(), kept, merged, taken, refusal: Some(refusal) });
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

/// The page on which the other of the two stays, with the same values chosen.
fn swapped(form: &Sent, kept: Uuid, merged: Uuid) -> String {
    let is_mine = |group: &&&[&str]| sent(form, &format!("choose-{}", group[0])) == "mine";
    let taken: Vec<&str> = CHOICES.iter().filter(is_mine).map(|group| group[0]).collect();
    let query = [("with", kept.to_string()), ("taken", taken.join(" "))];
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    format!("/leads/{merged}/merge?{query}")
}

/// Takes a merge back.
pub async fn unmerge(
    State(state): State<WebState>,
    member: Member,
    Path((id, merge)): Path<(Uuid, Uuid)>,
    SafeForm(_): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (said, to) = match unmerge_leads(&state.db, merge, &member.user, state.clock.now()).await? {
        Unmerged::Done(_, 0) => ("unmerge-done", id),
        Unmerged::Done(..) => ("unmerge-done-kept", id),
        Unmerged::Later(lead) => ("unmerge-later", lead),
        Unmerged::Forbidden => return Err(Trouble::Forbidden.into()),
        Unmerged::Gone => return Err(Trouble::NotFound.into()),
    };
    Ok(done(&state, said, &format!("/leads/{to}")))
}
