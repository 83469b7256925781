//! Every route on one screen.

use super::middleware::{frame, measured, security};
use super::state::WebState;
use super::{
    account, accounts, api, assets, audit, bulk, cac, calendars, campaigns, cycle, deals, funnel, goals, handoff_health,
    handoffs, health, imports, join, leads, live, notes, notifications, outbox,
};
use super::{overview, people, promises, records, reports, revenue, settings};
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// Bytes of a form, files excepted.
const FORM_LIMIT: usize = 256 * 1024;

/// The whole server.
pub fn router(state: WebState) -> Router {
    let mut pages = people_and_settings()
        .merge(agreements())
        .merge(working_hours())
        .merge(dashboards())
        .merge(records())
        .merge(offers())
        .merge(work_on_records())
        .merge(foreign_files());
    if state.settings.development {
        pages = pages.route("/styleguide", get(account::style_guide));
    }
    let pages = pages
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::GATEWAY_TIMEOUT, Duration::from_secs(30)))
        .route_layer(middleware::from_fn_with_state(state.clone(), frame::frame))
        .fallback(get(account::not_found).layer(middleware::from_fn_with_state(state.clone(), frame::frame)));
    // An upload may be large and may take as long as it takes.
    let uploads = Router::new()
        .route("/imports/new", get(imports::new).post(imports::receive))
        .route("/settings/calendars/holidays/file", post(calendars::upload))
        .layer(DefaultBodyLimit::max(imports::READ_BYTES))
        .route_layer(middleware::from_fn_with_state(state.clone(), frame::frame));
    let csrf = state.settings.public_url.iter().fold(CsrfLayer::new(), |layer, url| {
        layer.add_trusted_origin(url.origin().ascii_serialization()).unwrap_or_else(|_| CsrfLayer::new())
    });
    let gauges = state.gauges.clone();
    let calls = api::router(state.clone());
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(pages)
        .merge(uploads)
        .with_state(state)
        .layer(csrf)
        .merge(calls)
        .merge(assets::router())
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http().make_span_with(security::span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(middleware::from_fn(security::headers))
        .layer(middleware::from_fn_with_state(gauges, measured::measured))
}

/// What both teams work with.
fn records() -> Router<WebState> {
    Router::new()
        .route("/leads", get(leads::list))
        .route("/leads.csv", get(leads::csv))
        .route("/leads.xlsx", get(leads::xlsx))
        .route("/leads/{id}", get(leads::detail))
        .route("/leads/{id}/person", get(leads::person).post(leads::erase))
        .route("/leads/{id}/person/{file}", get(leads::person_file))
        .route("/handoffs/list", get(handoff_health::list))
        .route("/handoffs/list.csv", get(handoff_health::csv))
        .route("/handoffs/list.xlsx", get(handoff_health::xlsx))
        .route("/deals", get(deals::list))
        .route("/deals.csv", get(deals::csv))
        .route("/deals.xlsx", get(deals::xlsx))
        .route("/deals/{id}", get(deals::detail))
        .route("/accounts", get(accounts::list))
        .route("/accounts/{id}", get(accounts::detail))
        .route("/campaigns", get(campaigns::list))
        .route("/campaigns/{id}", get(campaigns::detail))
}

/// The offers of marketing to sales, and their answers.
fn offers() -> Router<WebState> {
    Router::new()
        .route("/leads/{id}/offer", get(handoffs::offering).post(handoffs::offer))
        .route("/handoffs", get(handoffs::list))
        .route("/handoffs/{id}", get(handoffs::show))
        .route("/handoffs/{id}/acceptance", post(handoffs::accept))
        .route("/handoffs/{id}/rejection", get(handoffs::rejecting).post(handoffs::reject))
        .route("/handoffs/{id}/return", get(handoffs::returning).post(handoffs::give_back))
        .route("/handoffs/{id}/contact", post(handoffs::contact))
        .route("/handoffs/{id}/hold", get(handoffs::holding).post(handoffs::hold))
        .route("/handoffs/{id}/undo", post(handoffs::undo))
        .route("/handoffs/{id}/withdrawal", post(handoffs::withdraw))
        .route("/handoffs/steps", get(handoffs::steps))
        .route("/handoffs/steps/{id}/finish", get(handoffs::finishing).post(handoffs::finish))
        .route("/handoffs/steps/{id}/move", get(handoffs::moving).post(handoffs::shift))
        .route("/handoffs/steps/{id}/resume", post(handoffs::resume))
        .route("/handoffs/{id}/qualification", get(handoffs::qualifying).post(handoffs::qualify))
        .route("/handoffs/{id}/deal", get(handoffs::deal))
        .route("/handoffs/{id}/assignment", post(handoffs::assign))
        .route("/handoffs/{id}/reply", post(handoffs::reply))
}

/// What is done with them by hand.
fn work_on_records() -> Router<WebState> {
    Router::new()
        .route("/leads/{id}/archive", post(records::archive))
        .route("/leads/{id}/restore", post(records::restore))
        .route("/deals/{id}/archive", post(records::archive))
        .route("/deals/{id}/restore", post(records::restore))
        .route("/accounts/{id}/archive", post(records::archive))
        .route("/accounts/{id}/restore", post(records::restore))
        .route("/campaigns/{id}/archive", post(records::archive))
        .route("/campaigns/{id}/restore", post(records::restore))
        .route("/leads/bulk", get(bulk::ask).post(bulk::change))
        .route("/leads/new", get(records::new).post(records::create))
        .route("/leads/{id}/edit", get(records::edit).post(records::update))
        .route("/leads/{id}/move", get(records::moving).post(records::move_to))
        .route("/leads/{id}/entries/{entry}", get(records::correcting).post(records::correct))
        .route("/leads/merge", get(leads::merging_two))
        .route("/leads/{id}/merge", get(leads::merging).post(leads::merge))
        .route("/leads/{id}/merges/{merge}/undo", post(leads::unmerge))
        .route("/leads/{id}/log", get(records::logging).post(records::log))
        .route("/leads/{id}/activities/{activity}/remove", post(records::unlog))
        .route("/deals/{id}/log", get(records::logging).post(records::log))
        .route("/deals/{id}/activities/{activity}/remove", post(records::unlog))
        .route("/deals/{id}/close", get(records::closing).post(records::close))
        .route("/deals/{id}/reopen", post(records::reopen))
        .route("/deals/new", get(records::new).post(records::create))
        .route("/deals/{id}/edit", get(records::edit).post(records::update))
        .route("/deals/{id}/contacts", get(deals::contacts))
        .route("/deals/{id}/contacts/{lead}", post(deals::add_contact))
        .route("/deals/{id}/contacts/{lead}/remove", post(deals::remove_contact))
        .route("/accounts/new", get(records::new).post(records::create))
        .route("/accounts/{id}/edit", get(records::edit).post(records::update))
        .route("/campaigns/new", get(records::new).post(records::create))
        .route("/campaigns/{id}/edit", get(records::edit).post(records::update))
}

/// What both teams look at and agree on.
fn dashboards() -> Router<WebState> {
    Router::new()
        .route("/notifications", get(notifications::list))
        .route("/notifications/read", post(notifications::read_all))
        .route("/notifications/{id}/read", post(notifications::read))
        .route("/events", get(live::events))
        .route("/events/{id}", get(live::answer))
        .route("/overview", get(overview::overview))
        .route("/overview.json", get(reports::report))
        .route("/overview.csv", get(reports::report))
        .route("/overview.xlsx", get(reports::report))
        .route("/funnel", get(funnel::funnel))
        .route("/funnel.json", get(funnel::funnel_file))
        .route("/funnel.csv", get(funnel::funnel_file))
        .route("/funnel.xlsx", get(funnel::funnel_file))
        .route("/handoffs/health", get(handoff_health::health))
        .route("/handoffs/health.json", get(handoff_health::file))
        .route("/handoffs/health.csv", get(handoff_health::file))
        .route("/handoffs/health.xlsx", get(handoff_health::file))
        .route("/cycle", get(cycle::cycle))
        .route("/cycle.json", get(reports::report))
        .route("/cycle.csv", get(reports::report))
        .route("/cycle.xlsx", get(reports::report))
        .route("/revenue", get(revenue::revenue))
        .route("/revenue.json", get(reports::report))
        .route("/revenue.csv", get(reports::report))
        .route("/revenue.xlsx", get(reports::report))
        .route("/cac", get(cac::cac))
        .route("/cac.json", get(reports::report))
        .route("/cac.csv", get(reports::report))
        .route("/cac.xlsx", get(reports::report))
        .route("/reports/{file}", get(reports::report))
        .route("/notes", get(notes::list))
        .route("/notes/new", post(notes::add))
        .route("/notes/{id}", get(notes::show).post(notes::change))
        .route("/notes/{id}/delete", post(notes::delete))
        .route("/goals", get(goals::list))
        .route("/goals/{kpi}", get(goals::detail))
        .route("/goals/{kpi}/target", post(goals::save_target))
        .route("/goals/{kpi}/owners", post(goals::save_owners))
}

/// What the teams agreed on about handoffs.
fn agreements() -> Router<WebState> {
    Router::new()
        .route("/settings/handoffs", get(promises::list))
        .route("/settings/handoffs/policies/new", get(promises::make_policy).post(promises::save_policy))
        .route("/settings/handoffs/policies/{key}", get(promises::policy).post(promises::change_policy))
        .route("/settings/handoffs/policies/{key}/move", post(promises::move_policy))
        .route("/settings/handoffs/policies/{key}/retire", post(promises::retire_policy))
        .route("/settings/handoffs/reasons/new", get(promises::make_reason).post(promises::save_reason))
        .route("/settings/handoffs/reasons/{key}", get(promises::reason).post(promises::change_reason))
        .route("/settings/handoffs/reasons/{key}/move", post(promises::move_reason))
        .route("/settings/handoffs/rules/new", get(promises::make_rule).post(promises::save_rule))
        .route("/settings/handoffs/rules/{id}", get(promises::rule).post(promises::change_rule))
        .route("/settings/handoffs/rules/{id}/move", post(promises::move_rule))
}

/// Foreign files.
fn foreign_files() -> Router<WebState> {
    Router::new()
        .route("/imports", get(imports::list))
        .route("/imports/templates/{name}", get(imports::template))
        .route("/imports/mappings/{name}", get(imports::saved_mapping))
        .route("/imports/{id}", get(imports::show))
        .route("/imports/{id}/mapping", post(imports::change))
        .route("/imports/{id}/mapping.toml", get(imports::mapping))
        .route("/imports/{id}/start", post(imports::start))
        .route("/imports/{id}/resume", post(imports::resume))
        .route("/imports/{id}/progress", get(imports::progress))
        .route("/imports/{id}/discard", post(imports::discard))
        .route("/imports/{id}/undo", post(imports::undo))
        .route("/imports/{id}/rejected.csv", get(imports::rejected))
}

/// When the teams work, and who is away.
fn working_hours() -> Router<WebState> {
    Router::new()
        .route("/settings/calendars", get(calendars::list))
        .route("/settings/calendars/{team}", get(calendars::hours).post(calendars::save_hours))
        .route("/settings/calendars/{team}/seasons/{season}", get(calendars::season).post(calendars::save_season))
        .route("/settings/calendars/{team}/seasons/{season}/remove", post(calendars::remove_season))
        .route("/settings/calendars/holidays", get(calendars::holidays))
        .route("/settings/calendars/holidays/new", post(calendars::add))
        .route("/settings/calendars/holidays/propose", post(calendars::propose))
        .route("/settings/calendars/holidays/import", post(calendars::import))
        .route("/settings/calendars/holidays/{id}/confirm", post(calendars::confirm))
        .route("/settings/calendars/holidays/{id}/remove", post(calendars::remove))
        .route("/settings/calendars/leaves", get(calendars::leaves))
        .route("/settings/calendars/leaves/new", post(calendars::set))
        .route("/settings/calendars/leaves/{id}/end", post(calendars::end))
        .route("/me/leave", post(calendars::set_own))
        .route("/me/leave/{id}/end", post(calendars::end_own))
}

/// The way in, one's own settings and those of the workspace.
fn people_and_settings() -> Router<WebState> {
    Router::new()
        .route("/", get(account::home))
        .route("/set-up", get(account::set_up_form).post(account::set_up))
        .route("/set-up/demo", post(account::open_demo))
        .route("/welcome", get(account::welcome))
        .route("/sign-in", get(account::sign_in_form).post(account::sign_in))
        .route("/sign-out", post(account::sign_out))
        .route("/me", get(settings::me).post(settings::save_me))
        .route("/me/preferences", post(settings::switch))
        .route("/me/password", post(settings::change_password))
        .route("/me/sessions", post(settings::end_sessions))
        .route("/settings", get(settings::workspace))
        .route("/settings/rates", get(settings::rates).post(settings::save_rate))
        .route("/settings/workspace", post(settings::save_workspace))
        .route("/settings/people", get(people::list))
        .route("/settings/people/invite", get(people::invite_form).post(people::invite))
        .route("/settings/people/{id}", get(people::person).post(people::change))
        .route("/settings/people/{id}/link", post(people::make_link))
        .route("/settings/people/{id}/withdraw", post(people::withdraw))
        .route("/settings/people/{id}/deactivate", get(people::leave_form).post(people::deactivate))
        .route("/settings/people/{id}/reactivate", post(people::reactivate))
        .route("/settings/people/{id}/hand-over", get(people::hand_over_form).post(people::hand_over))
        .route("/settings/tokens", get(settings::tokens).post(settings::make_token))
        .route("/settings/tokens/{id}/revoke", post(settings::revoke_token))
        .route("/settings/outbox", get(outbox::list))
        .route("/settings/outbox/test", post(outbox::test))
        .route("/settings/outbox/{id}/retry", post(outbox::retry))
        .route("/settings/audit", get(audit::list))
        .route("/settings/audit.csv", get(audit::csv))
        .route("/join/{token}", get(join::show).post(join::accept))
}
