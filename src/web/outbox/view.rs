//! The page of the outbox.

use crate::i18n::lead_name::LeadName;
use crate::i18n::notices::notice;
use crate::i18n::{Text, Words};
use crate::mail::Route;
use crate::storage::keyset::Page;
use crate::storage::outbox::{Counts, MailState, OutboxLine};
use crate::web::components::{Cell, Column, Empty, EmptyKind, Facts, Link, Markup, Row, Segmented, State, StateKind, Table};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use uuid::Uuid;

/// How the variables look that turn e-mail on.
const EXAMPLE: &str = "MIHWAR_SMTP_URL=smtps://user:password@smtp.example.com:465\nMIHWAR_MAIL_FROM=Mihwar <mihwar@example.com>\nMIHWAR_PUBLIC_URL=https://mihwar.example.com";
const COLUMNS: [&str; 6] = ["outbox-when", "outbox-person", "outbox-about", "outbox-state", "outbox-why", "outbox-action"];

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
    table: Result<Table, Empty>,
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
        let rows = &found.page.rows;
        let none = || Empty { kind: EmptyKind::Done, title: w.t("outbox-none"), body: w.t("outbox-none-body"), action: None };
        Self {
            shell: Shell::new(&member.viewer, w.t("outbox-title"), NavItem::Settings),
            crumb: Link::new(w.t("nav-settings"), "/settings"),
            table: if rows.is_empty() { Err(none()) } else { Ok(table(w, &member.viewer.csrf, rows, on.is_some())) },
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

fn table(w: Words, csrf: &str, lines: &[OutboxLine], on: bool) -> Table {
    let row = |line: &OutboxLine| {
        let state = MailState::from_key(&line.state).unwrap_or(MailState::Off);
        let retry = Retry { w, csrf, id: line.id, person: Text::datum(&line.person) };
        Row::new(vec![
            Cell::of(&w.date_time(line.made_at)).class("fit"),
            Cell::of(&Text::datum(&line.person)),
            Cell::of(&about(w, line)),
            Cell::of(&standing(w, state)).class("fit"),
            why(w, line, state),
            if on && state == MailState::Failed { Cell::of(&Markup::of(&retry)).class("fit") } else { Cell::empty() },
        ])
    };
    let columns = COLUMNS.map(|key| Column::text(w.t(key))).into();
    Table { keys: true, ..Table::new(w.t("outbox-list"), columns, lines.iter().map(row).collect()) }
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

/// When it went, or why it did not and when it is tried again.
fn why(w: Words, line: &OutboxLine, state: MailState) -> Cell {
    let error = line.error.as_deref().map(|error| reason(w, error));
    match (state, error) {
        (MailState::Sent, _) => line.sent_at.map_or_else(Cell::empty, |at| Cell::of(&w.date_time(at))),
        (MailState::Waiting, Some(error)) => {
            let n = i64::from(line.tries);
            let args = [("error", error.into()), ("n", n.into()), ("when", w.date_time(line.send_after).into())];
            Cell::of(&w.t_args("outbox-again", &args))
        }
        (_, Some(error)) => Cell::of(&error),
        (_, None) => Cell::empty(),
    }
}

/// Why a letter did not go: our own word, else what the mail server said.
fn reason(w: Words, error: &str) -> Text {
    let own = error.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let own = if own { w.find(&format!("outbox-error-{error}")) } else { None };
    own.unwrap_or_else(|| Text::code(error))
}

/// The button that tries a letter again.
#[derive(Template)]
#[template(path = "pages/outbox/retry.html")]
struct Retry<'a> {
    w: Words,
    csrf: &'a str,
    id: Uuid,
    person: Text,
}

impl askama::filters::HtmlSafe for Retry<'_> {}
