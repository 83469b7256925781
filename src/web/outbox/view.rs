//! The page of the outbox.

use crate::i18n::lead_name::LeadName;
use crate::i18n::notices::notice;
use crate::i18n::{Text, Words};
use crate::mail::Route;
use crate::storage::keyset::Page;
use crate::storage::outbox::{Counts, MailState, OutboxLine};
use crate::web::components::{Empty, EmptyKind, Facts, Link, Markup, Segmented, State, StateKind};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use uuid::Uuid;

/// How the variables look that turn e-mail on.
const EXAMPLE: &str = "MIHWAR_SMTP_URL=smtps://user:password@smtp.example.com:465\nMIHWAR_MAIL_FROM=Mihwar <mihwar@example.com>\nMIHWAR_PUBLIC_URL=https://mihwar.example.com";

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Of which state; none for all.
    pub which: Option<MailState>,
    /// The page.
    pub page: Page<OutboxLine>,
    /// How many wait and failed.
    pub counts: Counts,
    /// How e-mail goes; none where it is off.
    pub route: Option<Route>,
    /// The server was told the address that people use.
    pub public: bool,
}

struct Row {
    id: Uuid,
    about: Text,
    person: Text,
    when: Text,
    state: State,
    why: Option<Text>,
    retry: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/outbox/list.html")]
pub struct OutboxPage {
    shell: Shell,
    crumb: Link,
    on: Option<Text>,
    example: &'static str,
    public: bool,
    facts: Facts,
    test: Uuid,
    views: Segmented,
    rows: Vec<Row>,
    empty: Empty,
    more: Vec<Link>,
}

impl OutboxPage {
    /// The page of what was found.
    #[must_use]
    pub fn new(member: &Member, found: &Found) -> Self {
        let w = member.viewer.words;
        let on = found.route.as_ref().map(|route| {
            w.t_args("outbox-on", &[("host", Text::code(&route.host).into()), ("from", Text::code(&route.from).into())])
        });
        Self {
            shell: Shell::new(&member.viewer, w.t("outbox-title"), NavItem::Settings),
            crumb: Link::new(w.t("nav-settings"), "/settings"),
            rows: found.page.rows.iter().map(|line| row(w, line, on.is_some())).collect(),
            empty: Empty { kind: EmptyKind::Done, title: w.t("outbox-none"), body: w.t("outbox-none-body"), action: None },
            on,
            example: EXAMPLE,
            public: found.public,
            facts: facts(w, found.counts),
            test: Uuid::now_v7(),
            views: views(w, found),
            more: more(w, found),
        }
    }
}

fn facts(w: Words, counts: Counts) -> Facts {
    let last = counts.last_sent.map_or_else(|| w.t("outbox-never"), |at| w.date_time(at));
    let facts =
        [("outbox-last", last), ("outbox-waiting", w.integer(counts.waiting)), ("outbox-failed", w.integer(counts.failed))];
    Facts { facts: facts.into_iter().map(|(key, value)| (w.t(key), Markup::of(&value))).collect() }
}

fn address(which: Option<MailState>) -> String {
    which.map_or_else(|| "/settings/outbox?".to_owned(), |which| format!("/settings/outbox?state={}&", which.key()))
}

fn views(w: Words, found: &Found) -> Segmented {
    let all = std::iter::once(None).chain(MailState::ALL.iter().copied().map(Some));
    let link = |which: Option<MailState>| {
        let key = which.map_or("all", MailState::key);
        (Link::new(w.t(&format!("outbox-view-{key}")), address(which).trim_end_matches(['?', '&'])), which == found.which)
    };
    Segmented { label: w.t("outbox-views"), links: all.map(link).collect() }
}

fn more(w: Words, found: &Found) -> Vec<Link> {
    let rows = &found.page.rows;
    let link = |key: &str, way: &str, line: Option<&OutboxLine>| {
        line.map(|line| Link::new(w.t(key), format!("{}{way}={}", address(found.which), line.id)))
    };
    let before = if found.page.before { link("pager-previous", "before", rows.first()) } else { None };
    let after = if found.page.after { link("pager-next", "after", rows.last()) } else { None };
    before.into_iter().chain(after).collect()
}

fn row(w: Words, line: &OutboxLine, on: bool) -> Row {
    let state = MailState::from_key(&line.state).unwrap_or(MailState::Off);
    Row {
        id: line.id,
        about: about(w, line),
        person: w.t_args("outbox-to", &[("name", line.person.as_str().into())]),
        when: w.date_time(line.made_at),
        state: standing(w, state),
        why: why(w, line, state),
        retry: on && state == MailState::Failed,
    }
}

/// What a letter tells.
fn about(w: Words, line: &OutboxLine) -> Text {
    let Some(kind) = &line.kind else { return w.t("outbox-test-letter") };
    let lead = LeadName {
        first: line.first_name.as_deref(),
        last: line.last_name.as_deref(),
        company: line.company.as_deref(),
        email: line.email.as_deref(),
        external_id: None,
        id: line.lead_id.unwrap_or_default(),
    };
    notice(w, kind, &lead.text(w, true), line.who.as_deref())
}

fn standing(w: Words, state: MailState) -> State {
    let kind = match state {
        MailState::Waiting => StateKind::Info,
        MailState::Sent => StateKind::Good,
        MailState::Failed => StateKind::Bad,
        MailState::Off => StateKind::Mute,
    };
    State { kind, text: w.t(&format!("outbox-state-{}", state.key())) }
}

/// Why it did not go, and when it is tried again.
fn why(w: Words, line: &OutboxLine, state: MailState) -> Option<Text> {
    let error = reason(w, line.error.as_deref()?);
    let args =
        || [("n", i64::from(line.tries).into()), ("when", w.date_time(line.send_after).into()), ("error", (&error).into())];
    Some(if state == MailState::Waiting { w.t_args("outbox-again", &args()) } else { error })
}

/// Why a letter did not go: our own word, else what the mail server said.
fn reason(w: Words, error: &str) -> Text {
    let own = error.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let own = if own { w.find(&format!("outbox-error-{error}")) } else { None };
    own.unwrap_or_else(|| Text::code(error))
}
