//! Samples of small parts, overlays, empty blocks and lists.

use crate::i18n::{Text, Words};
use crate::web::components::{
    Choice, Dates, Delta, Dialog, Direction, Empty, EmptyKind, Facts, FilterBar, Judgement, Link, Markup, Panel, Pill, PillState,
    Progress, Segmented, State, StateKind, Tag, TagKind, Timeline, TimelineItem, TimelineSide, Toast, ToastKind, Undo,
};
use crate::web::icon::Icon;
use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

/// A day of the samples.
pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "pages/styleguide/buttons.html")]
pub(super) struct Buttons {
    w: Words,
    tags: Vec<Tag>,
    states: Vec<State>,
    deltas: Vec<Delta>,
}
impl HtmlSafe for Buttons {}

pub(super) fn buttons(w: Words) -> Buttons {
    let tag = |kind, key: &str| Tag::new(kind, w.t(key));
    let state = |kind, key: &str| State { kind, text: w.t(key) };
    let delta =
        |direction, judgement| Delta { w, direction, judgement, text: w.points(0.011, 1), versus: Some(w.t("sg-versus")) };
    Buttons {
        w,
        tags: vec![
            tag(TagKind::Neutral, "sg-draft"),
            Tag { icon: Some(Icon::CircleDot), ..tag(TagKind::Good, "sg-live") },
            tag(TagKind::Warn, "sg-waiting"),
            tag(TagKind::Bad, "sg-waiting-late"),
            tag(TagKind::Accent, "sg-accepted"),
            tag(TagKind::Marketing, "role-marketing"),
            tag(TagKind::Sales, "role-sales"),
        ],
        states: vec![
            state(StateKind::Good, "sg-accepted"),
            state(StateKind::Warn, "sg-waiting"),
            state(StateKind::Bad, "sg-waiting-late"),
            state(StateKind::Info, "sg-live"),
            state(StateKind::Mute, "sg-draft"),
        ],
        deltas: vec![
            delta(Direction::Up, Judgement::Better),
            delta(Direction::Down, Judgement::Worse),
            delta(Direction::Down, Judgement::Better),
            delta(Direction::Same, Judgement::Neutral),
        ],
    }
}

pub(super) fn filters(w: Words) -> FilterBar {
    let choice = |key: &str, from: NaiveDate, to: NaiveDate, current| Choice {
        text: w.t(key),
        note: crate::domain::period::Period::new(from, to).map(|p| w.period(p)),
        href: "/styleguide".to_owned(),
        current,
    };
    let period = Panel {
        choices: vec![
            choice("sg-this-quarter", day(7, 1), day(9, 30), true),
            choice("sg-last-quarter", day(4, 1), day(7, 1), false),
            choice("sg-since-alignment", day(3, 2), day(9, 30), false),
        ],
        dates: Some(Dates {
            from: Some(day(7, 1)),
            to: Some(day(9, 29)),
            keep: vec![("segment".to_owned(), "retail".to_owned())],
            action: "/styleguide".to_owned(),
        }),
    };
    let pill = |id: &str, label: &str, value: &str, state| Pill {
        id: id.to_owned(),
        label: w.t(label),
        value: w.t(value),
        icon: None,
        state,
        panel: None,
        remove: None,
    };
    FilterBar {
        w,
        pills: vec![
            Pill {
                icon: Some(Icon::Calendar),
                panel: Some(period),
                ..pill("p-period", "sg-period", "sg-quarter", PillState::Active)
            },
            Pill { remove: Some("/styleguide".to_owned()), ..pill("p-segment", "sg-segment", "sg-retail", PillState::Active) },
            pill("p-region", "sg-region", "sg-all", PillState::Disabled),
        ],
        clear: Some(Link::new(w.t("filter-clear"), "/styleguide")),
        fresh: "2026-09-29T06:40:00Z".parse().ok().map(|at| FilterBar::freshness(w, &w.date_time(at))),
    }
}

pub(super) fn switch(w: Words) -> Segmented {
    let link = |key: &str| Link::new(w.t(key), "/styleguide");
    Segmented {
        label: w.t("sg-metric"),
        links: vec![(link("sg-conversion"), true), (link("sg-cycle"), false), (link("sg-revenue"), false)],
    }
}

pub(super) fn empties(w: Words) -> Vec<Markup> {
    let empty = |kind, title: &str, body: Text, action: Option<&str>| {
        let action = action.map(|key| Link::new(w.t(key), "/styleguide"));
        Markup::of(&Empty { kind, title: w.t(title), body, action })
    };
    vec![
        empty(EmptyKind::First, "sg-first-title", w.t("sg-first-body"), Some("sg-first-action")),
        empty(EmptyKind::Done, "sg-done-title", w.t("sg-done-body"), Some("sg-done-action")),
        empty(
            EmptyKind::NoMatch,
            "sg-nomatch-title",
            w.t_args("sg-nomatch-body", &[("n", 38_usize.into())]),
            Some("sg-nomatch-action"),
        ),
        empty(
            EmptyKind::Forbidden,
            "sg-forbidden-title",
            w.t_args("sg-forbidden-body", &[("name", w.t("sg-person").attr().into())]),
            None,
        ),
        empty(
            EmptyKind::Failed,
            "sg-failed-title",
            w.t_args("sg-failed-body", &[("code", Text::code("7F3A").into())]),
            Some("sg-failed-action"),
        ),
        empty(EmptyKind::Hidden, "sg-hidden-title", w.t_args("sg-hidden-body", &[("n", 5_usize.into())]), None),
    ]
}

#[derive(Template)]
#[template(path = "pages/styleguide/overlays.html")]
pub(super) struct Overlays {
    w: Words,
    toast: Toast,
    failed: Toast,
    dialog: Dialog,
    progress: Progress,
    unknown: Progress,
}
impl HtmlSafe for Overlays {}

pub(super) fn overlays(w: Words) -> Overlays {
    let undo = Undo { action: "/styleguide".to_owned(), csrf: String::new() };
    let progress = |id: &str, percent, text| Progress { id: id.to_owned(), label: w.t("sg-importing"), percent, text };
    let rows = w.t_args("sg-rows-done", &[("done", 3400_usize.into()), ("all", 10_000_usize.into())]);
    Overlays {
        w,
        toast: Toast { w, kind: ToastKind::Info, text: w.t_args("sg-saved", &[("n", 9976_usize.into())]), undo: Some(undo) },
        failed: Toast { w, kind: ToastKind::Error, text: w.t("sg-save-failed"), undo: None },
        dialog: Dialog {
            w,
            id: "sg-dialog".to_owned(),
            title: w.t("sg-delete-title"),
            body: w.t("sg-delete-body"),
            action: "/styleguide".to_owned(),
            csrf: String::new(),
            confirm: w.t("sg-delete"),
            danger: true,
        },
        progress: progress("sg-progress", Some(34), rows.clone()),
        unknown: progress("sg-progress-unknown", None, rows),
    }
}

pub(super) fn timeline(w: Words) -> Markup {
    let item = |icon, side, key: &str, month, d| TimelineItem {
        icon,
        side,
        text: Markup::of(&w.t(key)),
        detail: Some(Text::datum(w.t("sg-person").attr())),
        when: w.date(day(month, d)),
    };
    let timeline = Timeline {
        label: w.t("sg-lists"),
        items: vec![
            item(Icon::Phone, TimelineSide::Sales, "sg-call", 9, 29),
            item(Icon::Mail, TimelineSide::Marketing, "sg-touch", 9, 12),
            item(Icon::Upload, TimelineSide::Neither, "sg-import-event", 9, 1),
        ],
    };
    let facts = Facts {
        facts: vec![
            (w.t("sg-name"), Markup::of(&Text::datum(w.t("sg-person").attr()))),
            (w.t("sg-email"), Markup::of(&Text::code("huda@alwaha.example"))),
            (w.t("sg-waiting"), Markup::of(&Tag::new(TagKind::Warn, w.t("sg-waiting")))),
        ],
    };
    Markup::of(&timeline).then(&facts)
}
