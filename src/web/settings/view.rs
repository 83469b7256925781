//! Pages of the settings.

use super::fields::{WorkspaceFields, WorkspaceForm};
use crate::actions::sign_in::token_hash;
use crate::domain::person::{Digits, Language, Role, Theme, TimeDirection};
use crate::i18n::{Text, Words};
use crate::storage::sessions::OpenSession;
use crate::web::calendars::AwayCard;
use crate::web::components::{Cell, Column, ErrorSummary, Field, FieldKind, Link, OptionItem, Row, Table, Tag, TagKind};
use crate::web::extract::Member;
use crate::web::shell::{NavItem, Shell};
use askama::Template;

/// The workspace's settings.
#[derive(Template)]
#[template(path = "pages/settings/workspace.html")]
pub struct SettingsPage {
    shell: Shell,
    lede: Text,
    summary: Option<ErrorSummary>,
    stale: Option<(Text, Vec<(Text, Text)>)>,
    fields: WorkspaceFields,
    save: Option<Text>,
    heading: Text,
    links: Vec<Link>,
}

/// The other pages of the settings.
fn links(w: Words, role: Role) -> Vec<Link> {
    let pages = [
        ("people-title", "/settings/people", role.administers()),
        ("audit-title", "/settings/audit", role.audits()),
        ("outbox-title", "/settings/outbox", role.administers()),
        ("rates-title", "/settings/rates", role.administers()),
        ("calendars-title", "/settings/calendars", true),
        ("tokens-title", "/settings/tokens", role.administers()),
        ("promises-title", "/settings/handoffs", true),
    ];
    pages.into_iter().filter(|(_, _, may)| *may).map(|(key, href, _)| Link::new(w.t(key), href)).collect()
}

impl SettingsPage {
    /// The page with what was typed; `theirs` is what somebody else stored meanwhile.
    #[must_use]
    pub fn new(
        member: &Member,
        form: &WorkspaceForm,
        errors: &[(&'static str, &'static str)],
        theirs: Option<&WorkspaceForm>,
    ) -> Self {
        let w = member.viewer.words;
        let may = member.user.role.administers();
        let mut shown = form.clone();
        let stale = theirs.map(|theirs| {
            // Saving again is then a decision: the form carries the newer version.
            shown.version.clone_from(&theirs.version);
            (w.t("settings-stale"), differences(member, form, theirs))
        });
        let fields = WorkspaceFields::new(w, &shown, errors, false);
        Self {
            shell: Shell::new(&member.viewer, w.t("settings-title"), NavItem::Settings),
            lede: w.t(if may { "settings-lede" } else { "settings-read-only" }),
            summary: ErrorSummary::of(w, fields.fields()),
            stale,
            fields: if may { fields } else { fields.readonly() },
            save: may.then(|| w.t("form-save")),
            heading: w.t("settings-workspace"),
            links: links(w, member.user.role),
        }
    }
}

fn differences(member: &Member, mine: &WorkspaceForm, theirs: &WorkspaceForm) -> Vec<(Text, Text)> {
    let w = member.viewer.words;
    let pairs = [
        ("name", &mine.name, &theirs.name),
        ("zone", &mine.zone, &theirs.zone),
        ("currency", &mine.currency, &theirs.currency),
        ("language", &mine.language, &theirs.language),
        ("weekend", &mine.weekend, &theirs.weekend),
        ("week-start", &mine.week_start, &theirs.week_start),
        ("fiscal-month", &mine.fiscal_month, &theirs.fiscal_month),
        ("alignment-start", &mine.alignment_start, &theirs.alignment_start),
        ("horizon", &mine.horizon, &theirs.horizon),
    ];
    let differs = pairs.into_iter().filter(|(_, a, b)| a != b);
    differs.map(|(name, _, theirs)| (w.t(&format!("field-{name}")), Text::datum(theirs))).collect()
}

/// One's own preferences and password.
#[derive(Template)]
#[template(path = "pages/settings/me.html")]
pub struct MePage {
    shell: Shell,
    about: Text,
    summary: Option<ErrorSummary>,
    preferences: Text,
    fields: Vec<Field>,
    save: Text,
    password: Text,
    password_hint: Text,
    passwords: Vec<Field>,
    change: Text,
    zones: Vec<&'static str>,
    sessions: Table,
    others: bool,
    away: AwayCard,
}

impl MePage {
    /// The page, with errors of whichever form failed; `mail` where the server sends e-mail.
    #[must_use]
    pub fn new(
        member: &Member,
        sessions: &[OpenSession],
        away: AwayCard,
        mail: bool,
        errors: &[(&'static str, &'static str)],
    ) -> Self {
        let (w, user) = (member.viewer.words, &member.user);
        let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key));
        let select = |name: &'static str, label: &str, options: Vec<(&str, String)>, value: &str| {
            let options = options.into_iter().map(|(key, message)| OptionItem::new(key, w.t(&message))).collect();
            Field::new(w, name, w.t(label), FieldKind::Select(options)).value(value).required()
        };
        let keys =
            |prefix: &str, keys: Vec<&'static str>| keys.into_iter().map(|k| (k, format!("{prefix}-{k}"))).collect::<Vec<_>>();
        let mut languages = vec![("", "language-workspace".to_owned())];
        languages.extend(keys("language", Language::ALL.iter().map(|l| l.key()).collect()));
        let mut zone = Field::new(w, "zone", w.t("field-own-zone"), FieldKind::Line("text"))
            .value(user.zone.map_or("", |z| z.name()))
            .hint(w.t("hint-own-zone"))
            .error(error("zone"));
        zone.ltr = true;
        let fields = vec![
            select("language", "field-language", languages, user.language.map_or("", Language::key)),
            select("theme", "field-theme", keys("theme", Theme::ALL.iter().map(|t| t.key()).collect()), user.theme.key()),
            select("digits", "field-digits", keys("digits", Digits::ALL.iter().map(|d| d.key()).collect()), user.digits.key()),
            select(
                "time_direction",
                "field-time-direction",
                keys("time", TimeDirection::ALL.iter().map(|t| t.key()).collect()),
                user.time_direction.key(),
            ),
            zone,
            Field::new(w, "mailed", w.t("field-mailed"), FieldKind::Check)
                .value(if user.mailed { "on" } else { "" })
                .hint(w.t(if mail { "hint-mailed" } else { "hint-mailed-off" })),
        ];
        let password = |name, label: &str, hint: &'static str| {
            Field::new(w, name, w.t(label), FieldKind::Line("password")).required().error(error(name)).autocomplete(hint)
        };
        let passwords = vec![
            password("old", "field-old-password", "current-password"),
            password("new", "field-new-password", "new-password").hint(w.t("hint-password")),
        ];
        Self {
            shell: Shell::new(&member.viewer, w.t("user-preferences"), NavItem::Elsewhere),
            about: w.t_args("me-about", &[("name", Text::datum(&user.name).into()), ("email", Text::code(&user.email).into())]),
            summary: ErrorSummary::of(w, fields.iter().chain(&passwords).chain(away.fields())),
            preferences: w.t("me-preferences"),
            fields,
            save: w.t("form-save"),
            password: w.t("me-password"),
            password_hint: w.t("me-password-hint"),
            passwords,
            change: w.t("me-change-password"),
            zones: chrono_tz::TZ_VARIANTS.iter().map(|z| z.name()).filter(|z| z.contains('/')).collect(),
            sessions: session_table(w, sessions, &token_hash(&member.token)),
            others: sessions.len() > 1,
            away,
        }
    }

    /// With the zone as it was typed.
    #[must_use]
    pub fn zone(mut self, typed: &str) -> Self {
        for field in &mut self.fields {
            if field.name == "zone" {
                typed.clone_into(&mut field.value);
            }
        }
        self
    }
}

fn session_table(w: Words, sessions: &[OpenSession], own: &[u8]) -> Table {
    let row = |session: &OpenSession| {
        let here = session.token_hash == own;
        Row::new(vec![
            Cell::of(&w.date_time(session.began)),
            session.seen.map_or_else(Cell::empty, |at| Cell::of(&w.date_time(at))),
            if here { Cell::of(&Tag::new(TagKind::Accent, w.t("session-here"))) } else { Cell::empty() },
        ])
    };
    let columns = ["session-began", "person-seen", "session-which"].map(|key| Column::text(w.t(key))).into();
    Table::new(w.t("sessions-title"), columns, sessions.iter().map(row).collect())
}
