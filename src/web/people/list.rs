//! The page with everybody.

use crate::domain::person::Team;
use crate::i18n::{Text, Words};
use crate::storage::staff::{Account, Someone, Standing};
use crate::web::components::{Cell, Column, Link, Row, State, StateKind, Table, Tag, TagKind};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;
use chrono::{DateTime, Utc};

/// Everybody of the workspace.
#[derive(Template)]
#[template(path = "pages/people/list.html")]
pub struct PeoplePage {
    shell: Shell,
    crumb: Link,
    users: Table,
    others: Option<Table>,
    cut: Option<Text>,
}

impl PeoplePage {
    /// The page; `known` is how many do not sign in, of whom `others` are the first.
    #[must_use]
    pub fn new(member: &Member, users: &[Someone], others: &[Someone], known: i64, now: DateTime<Utc>) -> Self {
        let w = member.viewer.words;
        let shown = i64::try_from(others.len()).unwrap_or(i64::MAX);
        Self {
            shell: Shell::new(&member.viewer, w.t("people-title"), NavItem::Settings),
            crumb: Link::new(w.t("nav-settings"), "/settings"),
            users: user_table(w, users, now),
            others: (!others.is_empty()).then(|| other_table(w, others)),
            cut: (known > shown).then(|| w.t_args("people-cut", &[("n", shown.into()), ("all", known.into())])),
        }
    }
}

fn user_table(w: Words, users: &[Someone], now: DateTime<Utc>) -> Table {
    let columns = ["person-name", "person-role", "person-state", "person-team", "person-seen", "field-email"];
    let row = |someone: &Someone| {
        let account = someone.user.as_ref()?;
        Some(Row::new(vec![
            Cell::link(Text::datum(&someone.name), format!("/settings/people/{}", someone.person)),
            Cell::of(&w.t(&format!("role-{}", account.role.key()))),
            Cell::of(&state(w, account, now)),
            team_cell(w, someone.team),
            account.seen.map_or_else(|| Cell::none(w.t("person-never-seen")), |at| Cell::of(&w.date_time(at)).class("fit")),
            Cell::of(&Text::code(&account.email)),
        ]))
    };
    let columns = columns.map(|key| Column::text(w.t(key))).into();
    Table { keys: true, class: "sticky", ..Table::new(w.t("people-users"), columns, users.iter().filter_map(row).collect()) }
}

fn other_table(w: Words, others: &[Someone]) -> Table {
    let row = |someone: &Someone| {
        Row::new(vec![
            Cell::link(Text::datum(&someone.name), format!("/settings/people/{}", someone.person)),
            team_cell(w, someone.team),
            Cell::link(w.t("people-invite"), format!("/settings/people/invite?person={}", someone.person)),
        ])
    };
    let columns = ["person-name", "person-team", "people-sign-in"].map(|key| Column::text(w.t(key))).into();
    Table::new(w.t("people-others"), columns, others.iter().map(row).collect())
}

fn team_cell(w: Words, team: Option<Team>) -> Cell {
    let tag = |team: Team| {
        let kind = if team == Team::Sales { TagKind::Sales } else { TagKind::Marketing };
        Cell::of(&Tag::new(kind, w.t(&format!("team-{}", team.key()))))
    };
    team.map_or_else(|| Cell::none(w.t("team-none")), tag)
}

/// How a user stands, in words.
#[must_use]
pub fn state(w: Words, account: &Account, now: DateTime<Utc>) -> State {
    let works = account.link_until.is_some_and(|until| until > now);
    let (kind, key) = match account.standing {
        Standing::Active => (StateKind::Good, "standing-active"),
        Standing::Invited if works => (StateKind::Info, "standing-invited"),
        Standing::Invited => (StateKind::Warn, "standing-invited-late"),
        Standing::Left => (StateKind::Mute, "standing-left"),
    };
    State { kind, text: w.t(key) }
}
