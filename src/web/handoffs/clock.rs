//! The clock of a handoff in words: the same in the list and in the detail.

use crate::domain::sla::{Reading, TouchState};
use crate::i18n::{Text, Words};
use crate::web::icon::Icon;
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};

/// A clock that runs out within this is *due soon*.
const SOON: TimeDelta = TimeDelta::hours(1);

/// Where a handoff stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Past the window.
    Over,
    /// Within the hour.
    Soon,
    /// Later, or it stands.
    Later,
    /// Nobody has it.
    Waiting,
}

impl Group {
    /// The class of its heading.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Soon => "soon",
            Self::Later | Self::Waiting => "ok",
        }
    }

    /// Its heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Over => "handoffs-over",
            Self::Soon => "handoffs-soon",
            Self::Later => "handoffs-later",
            Self::Waiting => "handoffs-waiting",
        }
    }
}

/// What a clock shows. A script counts on from `left` while the clock runs.
#[derive(Clone, Debug, Template)]
#[template(
    ext = "html",
    source = r#"<span class="sla {{ class }}"{% if let Some(due) = due %} data-due="{{ due }}"{% endif %}>{{ icon }}<span{% if let Some(left) = left %} data-left="{{ left }}"{% if runs %} data-runs{% endif %}{% endif %}>{{ text }}</span></span>"#
)]
pub struct Clock {
    /// Its colour.
    pub class: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Working seconds left, less than none when it is late; none where it does not count.
    pub left: Option<i64>,
    /// It runs now.
    pub runs: bool,
    /// When it is due.
    pub due: Option<String>,
    /// In words.
    pub text: Text,
}

impl askama::filters::HtmlSafe for Clock {}

/// Where a reading belongs in the list.
#[must_use]
pub fn group(reading: &Reading) -> Group {
    match reading.state {
        TouchState::Unassigned => Group::Waiting,
        TouchState::Breached | TouchState::MetLate => Group::Over,
        TouchState::Pending | TouchState::AtRisk if reading.left() <= SOON => Group::Soon,
        _ => Group::Later,
    }
}

impl Clock {
    /// The clock of a reading; `open` says whether anybody works now.
    #[must_use]
    pub fn new(w: Words, reading: &Reading, open: bool) -> Self {
        let said = |key: &str, time: TimeDelta| w.t_args(key, &[("time", w.duration(time.num_minutes()).into())]);
        let response = || said("clock-met", reading.used);
        let soon = group(reading) == Group::Soon || reading.state == TouchState::AtRisk;
        let running = if soon { "soon" } else { "ok" };
        let (class, icon, text) = match reading.state {
            TouchState::Pending | TouchState::AtRisk => (running, Icon::Clock, said("clock-left", reading.left())),
            TouchState::Closed => ("ok", Icon::Hourglass, said("clock-paused", reading.left())),
            TouchState::Breached => ("over", Icon::TriangleAlert, said("clock-late", reading.late())),
            TouchState::Held => ("ok", Icon::Hourglass, w.t("clock-held")),
            TouchState::Unassigned => ("soon", Icon::Users, w.t("clock-unassigned")),
            TouchState::Met => ("done", Icon::CircleCheck, response()),
            TouchState::MetLate => ("over", Icon::CircleCheck, said("clock-met-late", reading.late())),
            TouchState::Ended => ("ok", Icon::Minus, w.t("clock-ended")),
        };
        let counts = matches!(reading.state, TouchState::Pending | TouchState::AtRisk | TouchState::Breached);
        Self {
            class,
            icon,
            left: counts.then(|| (reading.window - reading.used).num_seconds()),
            runs: open,
            due: reading.due.map(|due| due.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            text,
        }
    }
}

/// How a script writes a clock: the patterns of this language with marks where the numbers stand.
#[must_use]
pub fn patterns(w: Words) -> Vec<(&'static str, Text)> {
    let (hours, minutes) = (Text::code("#h"), Text::code("#m"));
    let minutes_only = w.t_args("unit-minutes", &[("m", (&minutes).into())]);
    let both = w.t_args("unit-hours-minutes", &[("h", hours.into()), ("m", minutes.into())]);
    let time = || Text::code("#t");
    vec![
        ("data-clock-m", minutes_only),
        ("data-clock-hm", both),
        ("data-clock-left", w.t_args("clock-left", &[("time", time().into())])),
        ("data-clock-late", w.t_args("clock-late", &[("time", time().into())])),
        ("data-clock-zero", w.integer(0)),
    ]
}

/// When something was, short: the time where it was today, else the day too.
#[must_use]
pub fn when(w: Words, at: DateTime<Utc>, now: DateTime<Utc>) -> Text {
    let day = |at: DateTime<Utc>| at.with_timezone(&w.zone).date_naive();
    if day(at) == day(now) { w.time(at) } else { w.date_time(at) }
}
