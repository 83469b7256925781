//! Who may open what: one table of routes, asked in one place (DESIGN.md §7).

use super::error::Trouble;
use super::extract::Reader;
use crate::domain::api::Scope;
use crate::domain::ownership::Noun;
use crate::domain::person::Role;

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Public,
    /// Whoever is signed in.
    Member,
    /// Who may read contact data.
    Contacts,
    /// Who may create and change leads, deals and accounts; whose they are, the action asks.
    Editor,
    /// Who may create and change campaigns.
    Campaigner,
    /// Who may import, and merge leads.
    Importer,
    /// Who may offer leads to sales.
    Offers,
    /// Who may answer an offer; whose it is, the action asks.
    Answers,
    /// Who may write notes on the charts.
    Notes,
    /// Who may set targets.
    Targets,
    /// Who may change working hours, days off and when others are away, and what the teams promise each other.
    Policies,
    /// Who may read who did what.
    Auditor,
    /// Who may change the settings.
    Admin,
    /// A program with a token that may do this, and nobody else: no cookie opens it.
    Token(Scope),
}

/// Every route and who may open it. A route that does not stand here is nobody's.
pub const ROUTES: &[(&str, Access)] = &[
    ("/", Access::Public),
    ("/sign-in", Access::Public),
    ("/sign-out", Access::Member),
    ("/set-up", Access::Public),
    ("/set-up/demo", Access::Public),
    ("/me/preferences", Access::Public),
    ("/me", Access::Member),
    ("/me/password", Access::Member),
    ("/me/sessions", Access::Member),
    ("/me/leave", Access::Member),
    ("/me/leave/{id}/end", Access::Member),
    ("/settings", Access::Member),
    ("/settings/workspace", Access::Admin),
    ("/settings/rates", Access::Admin),
    ("/settings/handoffs", Access::Member),
    ("/settings/handoffs/policies/new", Access::Policies),
    ("/settings/handoffs/policies/{key}", Access::Policies),
    ("/settings/handoffs/policies/{key}/move", Access::Policies),
    ("/settings/handoffs/policies/{key}/retire", Access::Policies),
    ("/settings/handoffs/reasons/new", Access::Policies),
    ("/settings/handoffs/reasons/{key}", Access::Policies),
    ("/settings/handoffs/reasons/{key}/move", Access::Policies),
    ("/settings/handoffs/rules/new", Access::Policies),
    ("/settings/handoffs/rules/{id}", Access::Policies),
    ("/settings/handoffs/rules/{id}/move", Access::Policies),
    ("/settings/calendars", Access::Member),
    ("/settings/calendars/{team}", Access::Policies),
    ("/settings/calendars/{team}/seasons/{season}", Access::Policies),
    ("/settings/calendars/{team}/seasons/{season}/remove", Access::Policies),
    ("/settings/calendars/holidays", Access::Member),
    ("/settings/calendars/holidays/new", Access::Policies),
    ("/settings/calendars/holidays/propose", Access::Policies),
    ("/settings/calendars/holidays/file", Access::Policies),
    ("/settings/calendars/holidays/import", Access::Policies),
    ("/settings/calendars/holidays/{id}/confirm", Access::Policies),
    ("/settings/calendars/holidays/{id}/remove", Access::Policies),
    ("/settings/calendars/leaves", Access::Member),
    ("/settings/calendars/leaves/new", Access::Policies),
    ("/settings/calendars/leaves/{id}/end", Access::Policies),
    ("/settings/people", Access::Admin),
    ("/settings/people/invite", Access::Admin),
    ("/settings/people/{id}", Access::Admin),
    ("/settings/people/{id}/link", Access::Admin),
    ("/settings/people/{id}/withdraw", Access::Admin),
    ("/settings/people/{id}/deactivate", Access::Admin),
    ("/settings/people/{id}/reactivate", Access::Admin),
    ("/settings/people/{id}/hand-over", Access::Admin),
    ("/settings/audit", Access::Auditor),
    ("/settings/audit.csv", Access::Auditor),
    ("/settings/outbox", Access::Admin),
    ("/settings/outbox/test", Access::Admin),
    ("/settings/outbox/{id}/retry", Access::Admin),
    ("/settings/tokens", Access::Admin),
    ("/settings/tokens/{id}/revoke", Access::Admin),
    ("/api/leads", Access::Token(Scope::Leads)),
    ("/api/touches", Access::Token(Scope::Touches)),
    ("/api/openapi.json", Access::Public),
    ("/join/{token}", Access::Public),
    ("/welcome", Access::Admin),
    ("/imports", Access::Importer),
    ("/imports/new", Access::Importer),
    ("/imports/templates/{name}", Access::Importer),
    ("/imports/mappings/{name}", Access::Importer),
    ("/imports/{id}", Access::Importer),
    ("/imports/{id}/mapping", Access::Importer),
    ("/imports/{id}/mapping.toml", Access::Importer),
    ("/imports/{id}/start", Access::Importer),
    ("/imports/{id}/resume", Access::Importer),
    ("/imports/{id}/progress", Access::Importer),
    ("/imports/{id}/discard", Access::Importer),
    ("/imports/{id}/undo", Access::Importer),
    ("/imports/{id}/rejected.csv", Access::Importer),
    ("/notifications", Access::Member),
    ("/notifications/read", Access::Member),
    ("/notifications/{id}/read", Access::Member),
    ("/events", Access::Member),
    ("/events/{id}", Access::Member),
    ("/overview", Access::Member),
    ("/overview.json", Access::Member),
    ("/overview.csv", Access::Member),
    ("/overview.xlsx", Access::Member),
    ("/funnel", Access::Member),
    ("/funnel.json", Access::Member),
    ("/funnel.csv", Access::Member),
    ("/funnel.xlsx", Access::Member),
    ("/handoffs/health", Access::Member),
    ("/handoffs/health.json", Access::Member),
    ("/handoffs/health.csv", Access::Member),
    ("/handoffs/health.xlsx", Access::Member),
    ("/handoffs/list", Access::Member),
    ("/handoffs/list.csv", Access::Member),
    ("/handoffs/list.xlsx", Access::Member),
    ("/cycle", Access::Member),
    ("/cycle.json", Access::Member),
    ("/cycle.csv", Access::Member),
    ("/cycle.xlsx", Access::Member),
    ("/revenue", Access::Member),
    ("/revenue.json", Access::Member),
    ("/revenue.csv", Access::Member),
    ("/revenue.xlsx", Access::Member),
    ("/cac", Access::Member),
    ("/cac.json", Access::Member),
    ("/cac.csv", Access::Member),
    ("/cac.xlsx", Access::Member),
    ("/reports/{file}", Access::Member),
    ("/leads", Access::Member),
    ("/leads.csv", Access::Member),
    ("/leads.xlsx", Access::Member),
    ("/leads/bulk", Access::Editor),
    ("/leads/{id}", Access::Member),
    ("/leads/{id}/person", Access::Admin),
    ("/leads/{id}/person/{file}", Access::Admin),
    ("/leads/{id}/offer", Access::Offers),
    ("/handoffs", Access::Member),
    ("/handoffs/{id}", Access::Member),
    ("/handoffs/{id}/acceptance", Access::Answers),
    ("/handoffs/{id}/rejection", Access::Answers),
    ("/handoffs/{id}/return", Access::Answers),
    ("/handoffs/{id}/contact", Access::Answers),
    ("/handoffs/{id}/hold", Access::Answers),
    ("/handoffs/{id}/undo", Access::Answers),
    ("/handoffs/steps", Access::Answers),
    ("/handoffs/steps/{id}/finish", Access::Answers),
    ("/handoffs/steps/{id}/move", Access::Answers),
    ("/handoffs/steps/{id}/resume", Access::Answers),
    ("/handoffs/{id}/qualification", Access::Answers),
    ("/handoffs/{id}/deal", Access::Answers),
    ("/handoffs/{id}/withdrawal", Access::Offers),
    ("/handoffs/{id}/assignment", Access::Offers),
    ("/handoffs/{id}/reply", Access::Offers),
    ("/deals", Access::Member),
    ("/deals.csv", Access::Member),
    ("/deals.xlsx", Access::Member),
    ("/deals/{id}", Access::Member),
    ("/leads/{id}/archive", Access::Editor),
    ("/leads/{id}/restore", Access::Editor),
    ("/deals/{id}/archive", Access::Editor),
    ("/deals/{id}/restore", Access::Editor),
    ("/accounts/{id}/archive", Access::Editor),
    ("/accounts/{id}/restore", Access::Editor),
    ("/campaigns/{id}/archive", Access::Campaigner),
    ("/campaigns/{id}/restore", Access::Campaigner),
    ("/leads/new", Access::Editor),
    ("/leads/{id}/edit", Access::Editor),
    ("/leads/{id}/move", Access::Editor),
    ("/leads/{id}/entries/{entry}", Access::Editor),
    ("/leads/merge", Access::Importer),
    ("/leads/{id}/merge", Access::Importer),
    ("/leads/{id}/merges/{merge}/undo", Access::Importer),
    ("/leads/{id}/log", Access::Editor),
    ("/leads/{id}/activities/{activity}/remove", Access::Editor),
    ("/deals/new", Access::Editor),
    ("/deals/{id}/log", Access::Editor),
    ("/deals/{id}/activities/{activity}/remove", Access::Editor),
    ("/deals/{id}/close", Access::Editor),
    ("/deals/{id}/reopen", Access::Editor),
    ("/deals/{id}/edit", Access::Editor),
    ("/deals/{id}/contacts", Access::Editor),
    ("/deals/{id}/contacts/{lead}", Access::Editor),
    ("/deals/{id}/contacts/{lead}/remove", Access::Editor),
    ("/accounts", Access::Member),
    ("/accounts/{id}", Access::Member),
    ("/campaigns", Access::Member),
    ("/campaigns/{id}", Access::Member),
    ("/accounts/new", Access::Editor),
    ("/accounts/{id}/edit", Access::Editor),
    ("/campaigns/new", Access::Campaigner),
    ("/campaigns/{id}/edit", Access::Campaigner),
    ("/goals", Access::Member),
    ("/goals/{kpi}", Access::Member),
    ("/goals/{kpi}/target", Access::Targets),
    ("/goals/{kpi}/owners", Access::Targets),
    ("/notes", Access::Member),
    ("/notes/new", Access::Notes),
    ("/notes/{id}", Access::Notes),
    ("/notes/{id}/delete", Access::Notes),
    ("/styleguide", Access::Public),
];

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Yes,
    /// There is no workspace yet.
    SetUpFirst,
    /// Nobody is signed in.
    SignInFirst,
    /// No.
    No(Trouble),
}

/// What the table says of a route.
#[must_use]
pub fn access(path: Option<&str>) -> Option<Access> {
    path.and_then(|p| ROUTES.iter().find(|(route, _)| *route == p)).map(|(_, access)| *access)
}

/// Whether a reader may open the route that his request met.
#[must_use]
pub fn verdict(path: Option<&str>, reader: &Reader) -> Verdict {
    let Some(access) = access(path) else {
        return Verdict::No(Trouble::NotFound);
    };
    let role = reader.session.as_ref().map(|s| s.user.role);
    match (access, role) {
        (Access::Public, _) => Verdict::Yes,
        _ if reader.workspace.is_none() => Verdict::SetUpFirst,
        (_, None) => Verdict::SignInFirst,
        (_, Some(role)) if allows(access, role) => Verdict::Yes,
        _ => Verdict::No(Trouble::Forbidden),
    }
}

/// Whether a role has a right.
#[must_use]
pub const fn allows(access: Access, role: Role) -> bool {
    match access {
        Access::Public | Access::Member => true,
        Access::Contacts => role.reads_contacts(),
        Access::Editor => role.creates(Noun::Lead),
        Access::Campaigner => role.creates(Noun::Campaign),
        Access::Importer => role.imports(),
        Access::Offers => role.offers(),
        Access::Answers => role.takes_leads(),
        Access::Notes => role.writes_notes(),
        Access::Targets => role.sets_targets(),
        Access::Policies => role.sets_policies(),
        Access::Auditor => role.audits(),
        Access::Admin => role.administers(),
        Access::Token(_) => false,
    }
}
