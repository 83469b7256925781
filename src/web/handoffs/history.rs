//! What happened to a handoff, and the handoffs of a lead, as timelines.

use super::detail::Found;
use super::list::reason_name;
use crate::i18n::{Text, Words};
use crate::storage::handoff_pages::Told;
use crate::web::components::{Link, Markup, Timeline, TimelineItem, TimelineSide};
use crate::web::icon::Icon;
use chrono::{DateTime, Utc};

type Item = (DateTime<Utc>, Icon, TimelineSide, Text);

/// What happened to a handoff, the newest first.
#[must_use]
pub fn told(w: Words, found: &Found) -> Timeline {
    let (handoff, names) = (&found.handoff, &found.names);
    let by = |key: &str, name: Option<&String>| match name {
        Some(name) => w.t_args(&format!("{key}-by"), &[("name", Text::datum(name).into())]),
        None => w.t(key),
    };
    let mut items: Vec<Item> = vec![(
        handoff.offered_at,
        Icon::Megaphone,
        TimelineSide::Marketing,
        by("handoff-told-offered", names.offered_by.as_ref()),
    )];
    items.extend(found.assignments.iter().map(|given| {
        let said = match &given.person {
            Some(name) => w.t_args("handoff-told-assigned", &[("name", Text::datum(name).into())]),
            None => w.t("handoff-told-queued"),
        };
        (given.at, Icon::User, TimelineSide::Neither, said)
    }));
    if let Some(at) = handoff.hold_from {
        items.push((at, Icon::Hourglass, TimelineSide::Sales, hold_said(w, found)));
    }
    if let Some(at) = handoff.touched_at {
        items.push((at, Icon::Phone, TimelineSide::Sales, w.t("handoff-told-touched")));
    }
    if let Some(at) = handoff.decided_at {
        let accepted = handoff.returned_at.is_some() || handoff.state == "accepted";
        let (key, icon) = if accepted { ("handoff-told-accepted", Icon::Check) } else { ("handoff-told-rejected", Icon::X) };
        items.push((at, icon, TimelineSide::Sales, by(key, names.decided_by.as_ref())));
    }
    if let Some(at) = handoff.returned_at {
        items.push((at, Icon::Undo2, TimelineSide::Sales, by("handoff-told-returned", names.returned_by.as_ref())));
    }
    if let Some(at) = handoff.replied_at {
        items.push((at, Icon::MessageSquare, TimelineSide::Marketing, by("handoff-told-replied", names.replied_by.as_ref())));
    }
    items.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let item =
        |(at, icon, side, text): Item| TimelineItem { icon, side, text: Markup::of(&text), detail: None, when: w.date_time(at) };
    Timeline { label: w.t("handoff-history"), items: items.into_iter().map(item).collect() }
}

fn hold_said(w: Words, found: &Found) -> Text {
    let until = found.handoff.hold_until.map_or_else(|| w.t("list-unknown"), |until| w.date_time(until));
    let why = found.handoff.hold_reason.as_deref().map(Text::datum).unwrap_or_default();
    w.t_args("handoff-told-held", &[("until", until.into()), ("why", why.into())])
}

/// The handoffs of a lead; none where it was never offered.
#[must_use]
pub fn of_lead(w: Words, told: &[Told]) -> Option<(Text, Timeline)> {
    let item = |told: &Told| {
        let args = |name: &str| w.t_args("history-by", &[("name", Text::datum(name).into())]);
        let parts: Vec<Text> = [
            told.offered_by.as_deref().map(args),
            told.assignee.as_deref().map(|name| w.t_args("handoff-told-assigned", &[("name", Text::datum(name).into())])),
            told.reason.as_deref().map(|reason| reason_name(w, reason, None)),
        ]
        .into_iter()
        .flatten()
        .collect();
        TimelineItem {
            icon: Icon::Inbox,
            side: TimelineSide::Neither,
            text: Markup::of(&Link::new(w.t(&format!("handoff-state-{}", told.state)), format!("/handoffs/{}", told.id))),
            detail: (!parts.is_empty()).then(|| w.list(&parts)),
            when: w.date_time(told.decided_at.unwrap_or(told.offered_at)),
        }
    };
    let items: Vec<TimelineItem> = told.iter().map(item).collect();
    (!items.is_empty()).then(|| (w.t("nav-handoffs"), Timeline { label: w.t("nav-handoffs"), items }))
}
