//! The page of what one was told.

use crate::i18n::lead_name::LeadName;
use crate::i18n::notices::notice;
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::Promises;
use crate::storage::keyset::Page;
use crate::storage::notifications::NoticeLine;
use crate::web::access;
use crate::web::components::{Empty, EmptyKind, Link};
use crate::web::extract::Member;
use crate::web::handoffs::{Clock, patterns};
use crate::web::icon::Icon;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// The page.
    pub page: Page<NoticeLine>,
    /// By what the clocks are read.
    pub promises: Promises,
    /// The server sends e-mail.
    pub mail: bool,
    /// Now.
    pub now: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    icon: Icon,
    text: Text,
    href: Option<String>,
    when: Text,
    clock: Option<Clock>,
    unread: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/notifications/list.html")]
pub struct NotificationsPage {
    shell: Shell,
    rows: Vec<Row>,
    empty: Empty,
    /// The newest of the first page, where anything is unread.
    newest: Option<Uuid>,
    /// The place in the list, for the way back: a name and a record.
    place: Option<(&'static str, Uuid)>,
    more: Vec<Link>,
    /// Whether one is told by e-mail too, and whether that can be changed.
    mail: (Text, bool),
    patterns: Vec<(&'static str, Text)>,
}

impl NotificationsPage {
    /// The page of what was found.
    #[must_use]
    pub fn new(member: &Member, found: &Found) -> Self {
        let w = member.viewer.words;
        let rows = &found.page.rows;
        let first = rows.first().filter(|_| !found.page.before).map(|line| line.id);
        let empty = Empty { kind: EmptyKind::Done, title: w.t("notices-none"), body: w.t("notices-none-body"), action: None };
        let mail = if !found.mail {
            "notices-mail-none"
        } else if member.user.mailed {
            "notices-mail-on"
        } else {
            "notices-mail-off"
        };
        Self {
            shell: Shell::new(&member.viewer, w.t("notices-title"), NavItem::Elsewhere),
            rows: rows.iter().map(|line| row(member, found, line)).collect(),
            empty,
            newest: first.filter(|_| member.viewer.unread > 0),
            place: None,
            more: more(w, &found.page),
            mail: (w.t(mail), found.mail),
            patterns: patterns(w),
        }
    }

    /// The same at a place in the list.
    #[must_use]
    pub fn at(mut self, place: Option<(&'static str, Uuid)>) -> Self {
        self.place = place;
        self
    }
}

fn row(member: &Member, found: &Found, line: &NoticeLine) -> Row {
    let w = member.viewer.words;
    let role = member.user.role;
    let lead = LeadName {
        first: line.first_name.as_deref(),
        last: line.last_name.as_deref(),
        company: line.company.as_deref(),
        email: line.email.as_deref(),
        external_id: None,
        id: line.lead_id.unwrap_or_default(),
    };
    // Whoever may not open the page gets no link to it.
    let may = access::access(Some("/handoffs/{id}")).is_some_and(|access| access::allows(access, role));
    let read = line.facts().zip(line.policy_id);
    let read = read.and_then(|(facts, policy)| found.promises.read((policy, line.calendar_id), &facts, found.now));
    Row {
        id: line.id,
        icon: icon(&line.kind),
        text: notice(w, &line.kind, &lead.text(w, role.reads_contacts()), line.who.as_deref()),
        href: line.handoff_id.filter(|_| may).map(|id| format!("/handoffs/{id}")),
        when: w.date_time(line.at),
        clock: read.map(|(reading, open)| Clock::new(w, &reading, open)),
        unread: line.read_at.is_none(),
    }
}

fn icon(kind: &str) -> Icon {
    match kind {
        "accepted" | "agreed" => Icon::CircleCheck,
        "rejected" | "returned" | "contested" | "withdrawn" | "taken_over" => Icon::Undo2,
        "held" | "hold_over" | "at_risk" => Icon::Hourglass,
        "recycle_due" => Icon::RefreshCw,
        "offered" => Icon::Inbox,
        _ => Icon::TriangleAlert,
    }
}

fn more(w: Words, page: &Page<NoticeLine>) -> Vec<Link> {
    let link = |key: &str, way: &str, line: Option<&NoticeLine>| {
        line.map(|line| Link::new(w.t(key), format!("/notifications?{way}={}", line.id)))
    };
    let before = if page.before { link("pager-previous", "before", page.rows.first()) } else { None };
    let after = if page.after { link("pager-next", "after", page.rows.last()) } else { None };
    before.into_iter().chain(after).collect()
}
