//! Qualifying an accepted lead: the agreed criteria as a checklist, and from there to its deal.

use super::answer::{held, refused};
use super::ask::{NOTE_LENGTH, form_page};
use super::detail::Found;
use crate::actions::handoffs::Done;
use crate::actions::handoffs::qualify::{Answers, is_qualified, qualify_handoff};
use crate::domain::handoff::State as Standing;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::qualifications::{Criterion, Qualification};
use crate::web::components::{FieldKind, Link};
use crate::web::extract::{Member, SafeForm};
use crate::web::failure::Failure;
use crate::web::records::ask::{answer, field, own_id, sent_id, typed};
use crate::web::records::{Errors, FormPage, Sent, done, sent};
use crate::web::state::WebState;
use axum::extract::{Path, State};
use axum::response::Response;
use uuid::Uuid;

/// The fields of the criteria, by their positions.
const FIELDS: [&str; 9] = ["met-1", "met-2", "met-3", "met-4", "met-5", "met-6", "met-7", "met-8", "met-9"];

fn name_of(criterion: &Criterion) -> &'static str {
    usize::try_from(criterion.position - 1).ok().and_then(|n| FIELDS.get(n)).copied().unwrap_or(FIELDS[0])
}

/// What a criterion is called: by its own name, else by ours.
fn called(w: Words, key: &str, name: Option<&str>) -> Text {
    let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let known = || if plain { w.find(&format!("criterion-{key}")) } else { None };
    name.map(Text::datum).or_else(known).unwrap_or_else(|| Text::datum(key))
}

/// The way to qualify a lead in a stage, or from there to its deal.
pub(super) fn link(w: Words, handoff: Uuid, stage: Stage) -> Option<Link> {
    if stage == Stage::Sql {
        return Some(Link::new(w.t("qualify-open-deal"), format!("/handoffs/{handoff}/deal")));
    }
    (!is_qualified(stage)).then(|| Link::new(w.t("qualify"), format!("/handoffs/{handoff}/qualification")))
}

/// What was answered, in a sentence.
pub(super) fn told(w: Words, criteria: &[Criterion], answered: &Qualification) -> Text {
    let name = |key: &String| {
        let own = criteria.iter().find(|criterion| criterion.key == *key).and_then(|criterion| criterion.name.as_deref());
        called(w, key, own)
    };
    let list = |keys: &[String]| w.list(&keys.iter().map(name).collect::<Vec<_>>());
    let args = [("name", Text::datum(&answered.by).into()), ("when", w.date_time(answered.at).into())];
    let head = w.t_args("qualified-by", &args);
    let met = (!answered.met.is_empty()).then(|| w.t_args("qualified-met", &[("list", list(&answered.met).into())]));
    let because = answered.because.as_deref().map(Text::datum).unwrap_or_default();
    let missing = (!answered.missing.is_empty())
        .then(|| w.t_args("qualified-missing", &[("list", list(&answered.missing).into()), ("why", because.into())]));
    let parts: Vec<Text> = [Some(head), met, missing].into_iter().flatten().collect();
    parts
        .into_iter()
        .reduce(|all, part| w.t_args("qualified-parts", &[("all", all.into()), ("part", part.into())]))
        .unwrap_or_default()
}

/// The checklist.
#[must_use]
pub fn qualify_page(member: &Member, found: &Found, (form, errors): (&Sent, &Errors)) -> FormPage {
    let w = member.viewer.words;
    let ask = |criterion: &Criterion| {
        let mut field = field(w, form, errors, (name_of(criterion), "qualify"), FieldKind::Check);
        field.label = called(w, &criterion.key, criterion.name.as_deref());
        let plain = criterion.name.is_none();
        match w.find(&format!("criterion-{}-hint", criterion.key)).filter(|_| plain) {
            Some(hint) => field.hint(hint),
            None => field,
        }
    };
    let why = vec![
        field(w, form, errors, ("because", "qualify-because"), FieldKind::Line("text"))
            .hint(w.t("qualify-because-hint"))
            .sometimes(),
    ];
    let mut page = form_page(member, found, "qualify", "qualification")
        .section(Some(w.t("qualify-criteria")), found.criteria.iter().map(ask).collect())
        .section(None, why);
    page.lede = Some(w.t("qualify-lede"));
    page.hidden.push(own_id(form));
    page
}

/// `/handoffs/{id}/qualification`
pub async fn qualifying(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let found = held(&state, &id).await?;
    let why = match found.handoff.state() {
        _ if !found.is_answered_by(&member) => Some(Done::Forbidden),
        Standing::Accepted if is_qualified(found.stage()) => Some(Done::QualifiedBefore),
        Standing::Accepted => None,
        other => Some(Done::Already(other)),
    };
    if let Some(why) = why {
        return refused(&state, &member, found.handoff.id, why).await;
    }
    let none = Errors::new();
    answer(&qualify_page(&member, &found, (&Sent::new(), &none)), &none)
}

/// Qualifies a lead, and opens the form of its deal.
pub async fn qualify(
    State(state): State<WebState>,
    member: Member,
    Path(id): Path<String>,
    SafeForm(form): SafeForm<Sent>,
) -> Result<Response, Failure> {
    let (found, mut errors) = (held(&state, &id).await?, Errors::new());
    let ticked = found.criteria.iter().filter(|criterion| !sent(&form, name_of(criterion)).is_empty());
    let met = ticked.map(|criterion| criterion.key.clone()).collect();
    let because = typed(&form, "because", NOTE_LENGTH, &mut errors);
    if errors.is_empty() {
        let answers = Answers { id: sent_id(&form), met, because };
        match qualify_handoff(&state.db, found.handoff.id, answers, &member.user, state.clock.now()).await? {
            Done::Yes => return Ok(done(&state, "qualified", &deal_form(&found))),
            Done::NeedsReason => errors.push(("because", "error-qualify-because")),
            why => return refused(&state, &member, found.handoff.id, why).await,
        }
    }
    answer(&qualify_page(&member, &found, (&form, &errors)), &errors)
}

/// The form of the deal of a handoff's lead.
fn deal_form(found: &Found) -> String {
    let owner = found.handoff.assignee_id.map(|id| format!("&owner={id}")).unwrap_or_default();
    format!("/deals/new?lead={}{owner}", found.handoff.lead_id)
}

/// `/handoffs/{id}/deal`
pub async fn deal(State(state): State<WebState>, member: Member, Path(id): Path<String>) -> Result<Response, Failure> {
    let found = held(&state, &id).await?;
    if !found.is_answered_by(&member) {
        return refused(&state, &member, found.handoff.id, Done::Forbidden).await;
    }
    Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to(&deal_form(&found))))
}
