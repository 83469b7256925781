//! Samples of every template: empty, typical, extreme and hostile. The template test renders them all in both
//! languages; a new page adds itself to [`pages`], a new component to [`components`].

use super::StyleguidePage;
use crate::domain::ids::{PersonId, UserId};
use crate::domain::person::{Role, Theme};
use crate::domain::workspace::Workspace;
use crate::i18n::{Text, Words};
use crate::storage::users::User;
use crate::web::chart::{self, Bullet};
use crate::web::components::{
    Actions, Cell, ChartFigure, Choice, Column, Dates, Definition, Delta, Dialog, Direction, Empty, EmptyKind, ErrorSummary,
    Facts, Field, FieldKind, FilterBar, FunnelFigure, FunnelMove, FunnelStage, Judgement, KpiCard, KpiChange, KpiFoot, Legend,
    LegendKey, Link, Markup, OptionItem, Owner, Pager, Panel, Pill, PillState, Progress, Radios, Row, RowBar, Rows, Segmented,
    SortState, State, StateKind, Table, Tag, TagKind, TargetState, Timeline, TimelineItem, TimelineSide, Toast, ToastKind, Undo,
};
use crate::web::error::{ErrorPage, Trouble};
use crate::web::extract::Member;
use crate::web::icon::Icon;
use crate::web::overview::OverviewPage;
use crate::web::overview::sample::{Company, loaded};
use crate::web::shell::{SignedIn, Viewer};
use crate::web::{deals, goals, leads, notes};
use askama::Template as _;

/// One rendered template.
pub struct Sample {
    /// Which template, of what.
    pub name: String,
    /// What it printed.
    pub html: String,
}

/// What the sample is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to show.
    Empty,
    /// As on any day.
    Typical,
    /// As long and as large as it gets.
    Extreme,
    /// As an attacker would fill it.
    Hostile,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 4] = [Self::Empty, Self::Typical, Self::Extreme, Self::Hostile];

    /// Data that someone typed.
    #[must_use]
    pub fn typed(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Typical => "هدى Saleh".to_owned(),
            Self::Extreme => "عبدالرحمن بن محمد ".repeat(12),
            Self::Hostile => {
                "\u{202E}</td>\u{3C}script>alert('x')</script>\" onload\u{3D}\"x\u{2069}\u{2066} −5% {{ 7 }}".to_owned()
            }
        }
    }

    /// The same as it stands on a page.
    #[must_use]
    pub fn text(self) -> Text {
        Text::datum(&self.typed())
    }

    fn number(self) -> f64 {
        match self {
            Self::Empty => 0.0,
            Self::Typical => 42.5,
            Self::Extreme => 1e15,
            Self::Hostile => -0.000_1,
        }
    }

    fn href(self) -> String {
        format!("/leads?q={}", self.typed())
    }
}

/// A reader for samples.
#[must_use]
pub fn viewer(w: Words, tone: Tone) -> Viewer {
    Viewer {
        user: (tone != Tone::Empty).then(|| SignedIn { name: tone.typed(), role: Role::Admin }),
        words: w,
        theme: if tone == Tone::Extreme { Theme::Dark } else { Theme::System },
        csrf: tone.typed(),
        here: tone.href(),
        flash: (tone != Tone::Empty).then(|| toast(w, tone)),
        shortcuts: tone != Tone::Extreme,
        open_handoffs: if tone == Tone::Empty { 0 } else { 1_234 },
        unread: if tone == Tone::Empty { 0 } else { 100 },
    }
}

/// Somebody signed in, for samples of pages.
#[must_use]
pub fn member(w: Words, tone: Tone, role: Role) -> Member {
    let user = User {
        id: UserId(uuid::Uuid::nil()),
        person_id: PersonId(uuid::Uuid::nil()),
        name: tone.typed(),
        email: tone.typed(),
        role,
        team: None,
        language: None,
        digits: w.digits,
        theme: Theme::System,
        time_direction: w.time,
        mailed: true,
        zone: None,
    };
    let workspace = Workspace {
        name: tone.typed(),
        zone: w.zone,
        currency: "SAR".parse().unwrap_or_else(|_| unreachable!("SAR is a currency")),
        language: w.language,
        week_start: chrono::Weekday::Sun,
        weekend: Vec::new(),
        fiscal_month: 1,
        alignment_start: chrono::NaiveDate::from_ymd_opt(2026, 3, 2),
        horizon: None,
        version: 1,
    };
    let viewer = Viewer { user: Some(SignedIn { name: tone.typed(), role }), ..viewer(w, tone) };
    Member { viewer, user, token: tone.typed(), workspace }
}

/// Every page.
#[must_use]
pub fn pages(w: Words) -> Vec<Sample> {
    let mut all = Vec::new();
    for tone in Tone::ALL {
        let viewer = viewer(w, tone);
        let mut page = |name: &str, html: askama::Result<String>| {
            all.push(Sample { name: format!("{name} {tone:?}"), html: html.unwrap_or_else(|error| error.to_string()) });
        };
        page("styleguide", StyleguidePage::new(&viewer).render());
        for company in [Company::New, Company::Quiet, Company::Busy] {
            let name = format!("overview of a {company:?} company");
            page(&name, OverviewPage::new(&viewer, &loaded(company, &tone.typed())).render());
            for (name, html) in crate::web::measure::samples::pages(&viewer, company, &tone.typed()) {
                page(&name, html);
            }
            for (name, html) in crate::web::handoff_health::samples::health(&viewer, company, &tone.typed()) {
                page(&name, html);
            }
        }
        for trouble in Trouble::ALL {
            page("error", ErrorPage::new(&viewer, trouble, &tone.typed()).render());
        }
        for (name, html) in leads::samples::pages(w, tone)
            .into_iter()
            .chain(deals::samples::pages(w, tone))
            .chain(crate::web::handoff_health::samples::lists(w, tone))
            .chain(goals::samples::pages(w, tone))
            .chain(notes::samples::pages(w, tone))
            .chain(crate::web::calendars::samples::pages(w, tone))
            .chain(crate::web::records::samples::pages(w, tone))
            .chain(crate::web::bulk::samples::pages(w, tone))
            .chain(crate::web::handoffs::samples::pages(w, tone))
            .chain(crate::web::notifications::samples::pages(w, tone))
        {
            page(&name, html);
        }
        for (name, html) in crate::web::people::samples::pages(w, tone)
            .into_iter()
            .chain(crate::web::settings::samples::pages(w, tone))
            .chain(crate::web::audit::samples::pages(w, tone))
            .chain(crate::web::promises::samples::pages(w, tone))
            .chain(crate::web::outbox::samples::pages(w, tone))
        {
            page(&name, html);
        }
        for (name, html) in crate::web::imports::samples::pages(&viewer, tone) {
            page(name, html);
        }
    }
    all
}

/// Every component.
#[must_use]
pub fn components(w: Words) -> Vec<Sample> {
    let mut all = Vec::new();
    for tone in Tone::ALL {
        for (name, html) in of_tone(w, tone) {
            all.push(Sample { name: format!("{name} {tone:?}"), html: html.to_string() });
        }
        let progress = crate::web::imports::samples::progress(&viewer(w, tone), tone).unwrap_or_else(|error| error.to_string());
        all.push(Sample { name: format!("import progress {tone:?}"), html: progress });
    }
    all
}

fn of_tone(w: Words, tone: Tone) -> Vec<(&'static str, Markup)> {
    vec![
        ("kpi", Markup::of(&kpi(w, tone))),
        ("tag", Markup::of(&Tag { icon: Some(Icon::Check), ..Tag::new(TagKind::Bad, tone.text()) })),
        ("state", Markup::of(&State { kind: StateKind::Info, text: tone.text() })),
        ("filter", Markup::of(&filter(w, tone))),
        ("switch", Markup::of(&Segmented { label: tone.text(), links: vec![(link(tone), true), (link(tone), false)] })),
        ("table", Markup::of(&table(w, tone))),
        ("pager", Markup::of(&pager(w, tone))),
        ("empty", Markup::of(&empty(tone))),
        ("field", Markup::of(&Field::new(w, "one", tone.text(), FieldKind::Line("text")).value(tone.typed()))),
        ("form", form(w, tone)),
        ("toast", Markup::of(&toast(w, tone))),
        ("dialog", Markup::of(&dialog(w, tone))),
        ("figure", Markup::of(&figure(w, tone))),
        ("funnel", Markup::of(&funnel(w, tone))),
        ("rows", Markup::of(&Rows { rows: vec![row_bar(w, tone)] })),
        ("facts", Markup::of(&Facts { facts: vec![(tone.text(), Markup::of(&tone.text()))] })),
        ("timeline", Markup::of(&timeline(tone))),
        ("actions", Markup::of(&Actions { w, link: Some(tone.href()), exports: vec![link(tone)] })),
        ("progress", Markup::of(&Progress { id: "p".to_owned(), label: tone.text(), percent: None, text: tone.text() })),
    ]
}

fn link(tone: Tone) -> Link {
    Link::new(tone.text(), tone.href())
}

fn kpi(w: Words, tone: Tone) -> KpiCard {
    let known = tone != Tone::Empty;
    let definition = Definition {
        w,
        id: "x".to_owned(),
        title: tone.text(),
        body: tone.text(),
        facts: vec![(tone.text(), tone.text())],
        link: Some(link(tone)),
    };
    let delta = Delta {
        w,
        direction: Direction::Up,
        judgement: Judgement::Worse,
        text: w.signed(tone.number(), 1),
        versus: Some(tone.text()),
    };
    KpiCard {
        id: "x".to_owned(),
        title: tone.text(),
        href: known.then(|| tone.href()),
        page: (tone == Tone::Hostile).then(|| tone.href()),
        definition: known.then_some(definition),
        value: known.then(|| w.percent(tone.number(), 1)),
        unit: known.then(|| tone.text()),
        change: if known { KpiChange::Delta(delta) } else { KpiChange::Note(w.t("kpi-no-data")) },
        note: known.then(|| tone.text()),
        spark: chart::spark(w.into(), &[known.then_some(tone.number())], None, 40),
        span: known.then(|| (tone.text(), tone.text())),
        foot: known.then(|| KpiFoot::target(w, TargetState::Missed, &w.percent(tone.number(), 0), true)),
        stale: false,
    }
}

fn filter(w: Words, tone: Tone) -> FilterBar {
    let choice = Choice { text: tone.text(), note: Some(tone.text()), href: tone.href(), current: true };
    let dates = Dates { from: None, to: None, keep: vec![(tone.typed(), tone.typed())], action: tone.href() };
    let panel = Panel { choices: vec![choice], dates: Some(dates) };
    let pill = |id: &str, panel| Pill {
        id: id.to_owned(),
        label: tone.text(),
        value: tone.text(),
        icon: Some(Icon::Calendar),
        state: PillState::Active,
        panel,
        remove: Some(tone.href()),
    };
    let pills = if tone == Tone::Empty { Vec::new() } else { vec![pill("one", Some(panel)), pill("two", None)] };
    FilterBar { w, pills, clear: Some(link(tone)), fresh: Some(FilterBar::freshness(w, &tone.text())) }
}

fn table(w: Words, tone: Tone) -> Table {
    let columns =
        vec![Column::text(tone.text()).sort(tone.href(), SortState::Ascending), Column::number(tone.text()).note(tone.text())];
    let row = Row::new(vec![Cell::link(tone.text(), tone.href()), Cell::of(&w.signed(tone.number(), 2))]);
    let none = Row { selected: true, ..Row::new(vec![Cell::empty(), Cell::none(tone.text())]) };
    let rows = if tone == Tone::Empty { Vec::new() } else { vec![row.clone(), none] };
    Table { foot: Some(row), keys: true, ..Table::new(tone.text(), columns, rows) }
}

fn pager(w: Words, tone: Tone) -> Pager {
    let range = Pager::range(w, 1, 50, 10_000, true);
    Pager { w, range, previous: Some(tone.href()), next: (tone != Tone::Empty).then(|| tone.href()) }
}

fn empty(tone: Tone) -> Empty {
    Empty { kind: EmptyKind::Failed, title: tone.text(), body: tone.text(), action: Some(link(tone)) }
}

fn form(w: Words, tone: Tone) -> Markup {
    let option = OptionItem { note: Some(tone.text()), ..OptionItem::new(tone.typed(), tone.text()) };
    let kinds = [
        ("a", FieldKind::Line("email")),
        ("b", FieldKind::Number),
        ("c", FieldKind::Lines(4)),
        ("d", FieldKind::Select(vec![option.clone()])),
        ("e", FieldKind::Check),
        ("f", FieldKind::File(".csv", true)),
    ];
    let fields = kinds.map(|(name, kind)| {
        let field = Field::new(w, name, tone.text(), kind).value(tone.typed()).hint(tone.text());
        field.unit(tone.text()).error(Some(tone.text()))
    });
    let radios = Radios { name: "r", legend: tone.text(), options: vec![option], chosen: tone.typed(), error: Some(tone.text()) };
    let summary = ErrorSummary::of(w, &fields).map_or_else(Markup::default, |s| Markup::of(&s));
    fields.iter().fold(summary.then(&radios), Markup::then)
}

fn toast(w: Words, tone: Tone) -> Toast {
    let undo = Undo { action: tone.href(), csrf: tone.typed() };
    Toast { w, kind: ToastKind::Error, text: tone.text(), undo: (tone != Tone::Empty).then_some(undo) }
}

fn dialog(w: Words, tone: Tone) -> Dialog {
    Dialog {
        w,
        id: "dialog".to_owned(),
        title: tone.text(),
        body: tone.text(),
        action: tone.href(),
        csrf: tone.typed(),
        confirm: tone.text(),
        danger: true,
    }
}

fn figure(w: Words, tone: Tone) -> ChartFigure {
    let bullet = Bullet { value: Some(tone.number()), max: 50.0, target: None, previous: None, missed: false };
    let drawn = Markup::of(&chart::bullet(w.into(), bullet));
    ChartFigure {
        w,
        id: "figure".to_owned(),
        title: tone.text(),
        takeaway: Some(tone.text()),
        definition: None,
        switch: None,
        chart: if tone == Tone::Empty { Err(empty(tone)) } else { Ok(drawn) },
        legend: vec![Legend { key: LegendKey::Dash, text: tone.text() }],
        summary: Some(table(w, tone)),
        note: Some(tone.text()),
        table: Some(table(w, tone)),
    }
}

fn funnel(w: Words, tone: Tone) -> FunnelFigure {
    let stage = |abbr| FunnelStage {
        name: tone.text(),
        abbr,
        count: tone.number(),
        text: w.decimal(tone.number(), 0),
        href: tone.href(),
        owner: Owner::Sales,
    };
    let step = FunnelMove {
        rate: w.percent(tone.number(), 1),
        detail: (tone != Tone::Typical).then(|| tone.text()),
        others: vec![link(tone), link(tone)],
        target: Some(tone.text()),
        missed: true,
    };
    let known = tone != Tone::Empty;
    FunnelFigure {
        w,
        id: "funnel".to_owned(),
        title: tone.text(),
        takeaway: Some(tone.text()),
        more: Some(link(tone)),
        stages: if known { vec![stage(None), stage(Some("MQL"))] } else { Vec::new() },
        moves: if known { vec![step] } else { Vec::new() },
        handoff: Some(1),
        note: Some(tone.text()),
        table: Some(table(w, tone)),
    }
}

fn row_bar(w: Words, tone: Tone) -> RowBar {
    RowBar {
        name: tone.text(),
        note: Some(tone.text()),
        value: w.percent(tone.number(), 1),
        bar: chart::bar(w.into(), tone.number(), 50.0, "bad"),
        href: (tone != Tone::Typical).then(|| tone.href()),
    }
}

fn timeline(tone: Tone) -> Timeline {
    let item = TimelineItem {
        icon: Icon::Mail,
        side: TimelineSide::Neither,
        text: Markup::of(&tone.text()),
        detail: Some(tone.text()),
        when: tone.text(),
    };
    Timeline { label: tone.text(), items: if tone == Tone::Empty { Vec::new() } else { vec![item] } }
}
