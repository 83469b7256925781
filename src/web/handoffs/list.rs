//! The page of handoffs: the list, and beside it one of them.

use super::clock::{Clock, Group, group, patterns};
use super::detail::Detail;
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::{Counts, HandoffLine, Promises, View};
use crate::storage::keyset::Page;
use crate::storage::leaves::Leave;
use crate::storage::next_step_pages;
use crate::web::calendars::AwayBar;
use crate::web::components::{Link, Segmented, Tag, TagKind};
use crate::web::extract::Member;
use crate::web::leads::LeadName;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// What the list shows.
#[derive(Debug)]
pub struct Listed {
    /// Which list.
    pub view: View,
    /// Its page.
    pub page: Page<HandoffLine>,
    /// How many each list has.
    pub counts: Counts,
    /// By what its clocks are read.
    pub promises: Promises,
    /// How many next steps are due.
    pub steps: next_step_pages::Counts,
    /// When the reader is away.
    pub leave: Option<Leave>,
    /// Today, where the reader is.
    pub today: NaiveDate,
    /// Now.
    pub now: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    href: String,
    name: Text,
    company: Option<Text>,
    clock: Option<Clock>,
    state: Option<Tag>,
    note: Option<Text>,
    fit: Option<Text>,
    current: bool,
}

struct Section {
    heading: Option<(&'static str, Text, Option<Text>)>,
    rows: Vec<Row>,
}

/// The page.
#[derive(Template)]
#[template(path = "pages/handoffs/inbox.html")]
pub struct InboxPage {
    shell: Shell,
    /// A detail was asked for: phones show it instead of the list.
    shown: bool,
    views: Segmented,
    sections: Vec<Section>,
    empty: Option<Text>,
    more: Vec<Link>,
    patterns: Vec<(&'static str, Text)>,
    detail: Option<Detail>,
    choose: Text,
    steps: Option<Link>,
    away: AwayBar,
}

impl InboxPage {
    /// The page of a list, with one handoff beside it; `shown` where that one was asked for.
    #[must_use]
    pub fn new(member: &Member, listed: &Listed, detail: Option<Detail>, shown: bool, notice: Option<Text>) -> Self {
        let w = member.viewer.words;
        let mut shell = Shell::new(&member.viewer, w.t("nav-handoffs"), NavItem::Handoffs);
        shell.notices.extend(notice);
        let current = detail.as_ref().map(|detail| detail.id);
        let sections = sections(member, listed, current);
        Self {
            shell,
            shown,
            views: views(w, member, listed),
            empty: sections.is_empty().then(|| w.t(&format!("handoffs-none-{}", listed.view.key()))),
            sections,
            more: more(w, listed),
            patterns: patterns(w),
            detail,
            choose: w.t("handoffs-choose"),
            steps: member.user.role.takes_leads().then(|| steps(w, listed)),
            away: AwayBar::new(member, listed.leave.as_ref(), listed.today, "/handoffs"),
        }
    }
}

/// The address of a list.
#[must_use]
pub fn address(view: View) -> String {
    format!("/handoffs?view={}", view.key())
}

fn steps(w: Words, listed: &Listed) -> Link {
    let name = w.t("steps-title");
    let text = match listed.steps.today + listed.steps.overdue {
        0 => name,
        n => w.t_args("handoffs-view-n", &[("name", name.into()), ("n", n.into())]),
    };
    Link::new(text, "/handoffs/steps")
}

fn views(w: Words, member: &Member, listed: &Listed) -> Segmented {
    let Counts { mine, team, unassigned, unanswered } = listed.counts;
    let role = member.user.role;
    let mut all = Vec::new();
    if role.takes_leads() {
        all.push((View::Mine, Some(mine)));
    }
    all.push((View::Team, Some(team)));
    if role.takes_leads() {
        all.push((View::Done, None));
    }
    if role.offers() {
        all.extend([(View::Sent, Some(unanswered)), (View::Unassigned, Some(unassigned))]);
    }
    let link = |(view, n): (View, Option<i64>)| {
        let name = w.t(&format!("handoffs-view-{}", view.key()));
        let text = match n.filter(|n| *n > 0) {
            Some(n) => w.t_args("handoffs-view-n", &[("name", name.into()), ("n", n.into())]),
            None => name,
        };
        (Link::new(text, address(view)), view == listed.view)
    };
    Segmented { label: w.t("handoffs-views"), links: all.into_iter().map(link).collect() }
}

fn sections(member: &Member, listed: &Listed, current: Option<Uuid>) -> Vec<Section> {
    let w = member.viewer.words;
    let contacts = member.user.role.reads_contacts();
    let grouped = matches!(listed.view, View::Mine | View::Team);
    let mut sections: Vec<(Option<Group>, Vec<Row>)> = Vec::new();
    for line in &listed.page.rows {
        let read = listed.promises.read((line.policy_id, line.calendar_id), &line.facts(), listed.now);
        let place = read.as_ref().map(|(reading, _)| group(reading)).filter(|_| grouped);
        let clock = read.map(|(reading, open)| Clock::new(w, &reading, open));
        let row = Row { current: current == Some(line.id), ..row(w, listed.view, line, clock, contacts) };
        match sections.iter_mut().find(|(own, _)| *own == place) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((place, vec![row])),
        }
    }
    sections.sort_by_key(|(place, _)| *place);
    // A count of a part of the list would pass for one of the whole.
    let whole = !listed.page.before && !listed.page.after;
    let section = |(place, rows): (Option<Group>, Vec<Row>)| Section {
        heading: place.map(|g| (g.class(), w.t(g.key()), whole.then(|| w.count(rows.len())))),
        rows,
    };
    sections.into_iter().map(section).collect()
}

fn row(w: Words, view: View, line: &HandoffLine, clock: Option<Clock>, contacts: bool) -> Row {
    let name = LeadName {
        first: line.first_name.as_deref(),
        last: line.last_name.as_deref(),
        company: line.company.as_deref(),
        email: line.email.as_deref(),
        external_id: None,
        id: line.lead_id,
    };
    let named = name.first.is_some() || name.last.is_some();
    let unassigned = line.unassigned_because.as_deref().and_then(|why| w.find(&format!("unassigned-{why}")));
    let note = match view {
        View::Unassigned => Some(unassigned.unwrap_or_else(|| w.t("unassigned-queue"))),
        View::Done | View::Sent if line.reason.is_some() => line.reason.as_deref().map(|reason| reason_name(w, reason, None)),
        View::Team | View::Sent if line.assignee.is_some() => line.assignee.as_deref().map(Text::datum),
        _ => line.campaign.as_deref().map(Text::datum),
    };
    let owed = line.state().wants_reply() && line.reply.is_none();
    let state = matches!(view, View::Done | View::Sent).then(|| {
        let kind = if owed { TagKind::Warn } else { TagKind::Neutral };
        let key = if owed && view == View::Sent {
            format!("handoff-owed-{}", line.state)
        } else {
            format!("handoff-state-{}", line.state)
        };
        Tag::new(kind, w.t(&key))
    });
    Row {
        id: line.id,
        href: format!("/handoffs/{}?view={}", line.id, view.key()),
        name: name.text(w, contacts),
        company: line.company.as_deref().filter(|_| contacts && named).map(Text::datum),
        clock: clock.filter(|_| state.is_none()),
        state,
        note,
        fit: line.score.map(|score| w.decimal(score, usize::from(score.fract() != 0.0))),
        current: false,
    }
}

/// What a reason is called: by its own name, else by ours.
#[must_use]
pub fn reason_name(w: Words, key: &str, name: Option<&str>) -> Text {
    let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let known = || if plain { w.find(&format!("reason-{key}")) } else { None };
    name.map(Text::datum).or_else(known).unwrap_or_else(|| Text::datum(key))
}

fn more(w: Words, listed: &Listed) -> Vec<Link> {
    let rows = &listed.page.rows;
    let link = |key: &str, way: &str, row: Option<&HandoffLine>| {
        row.map(|row| Link::new(w.t(key), format!("{}&{way}={}", address(listed.view), row.id)))
    };
    let before = if listed.page.before { link("pager-previous", "before", rows.first()) } else { None };
    let after = if listed.page.after { link("pager-next", "after", rows.last()) } else { None };
    before.into_iter().chain(after).collect()
}
