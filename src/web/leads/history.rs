//! What happened to a record, as a timeline.

use super::name::stage_tag;
use crate::actions::log_activity::FRESH;
use crate::domain::activity::is_late;
use crate::domain::moment::Moment;
use crate::domain::stage::Stage;
use crate::i18n::{Text, Words};
use crate::storage::lead_details::{Activity, EVENTS, Entry, ExternalRef, Origin, Touch};
use crate::web::components::{Link, Markup, Timeline, TimelineItem, TimelineSide};
use crate::web::icon::Icon;
use crate::web::records::Press;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use uuid::Uuid;

/// An item with its moment, by which items are sorted.
pub struct Event {
    moment: Option<Moment>,
    item: TimelineItem,
}

impl Event {
    /// The timeline of these events: newest first, undated ones last. A long one says that it is cut.
    #[must_use]
    pub fn timeline(w: Words, zone: Tz, mut events: Vec<Self>) -> (Timeline, Option<Text>) {
        let most = usize::try_from(EVENTS).unwrap_or(usize::MAX);
        events.sort_by_key(|event| std::cmp::Reverse(event.moment.map(|moment| moment.begins(zone))));
        let cut = (events.len() >= most).then(|| w.t_args("history-cut", &[("n", most.into())]));
        (Timeline { label: w.t("history-title"), items: events.into_iter().map(|event| event.item).collect() }, cut)
    }
}

fn when(w: Words, moment: Option<Moment>) -> Text {
    moment.map_or_else(|| w.t("history-undated"), |moment| w.moment(moment))
}

fn details(w: Words, parts: Vec<Option<Text>>) -> Option<Text> {
    let parts: Vec<Text> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| w.list(&parts))
}

fn datum(text: Option<&String>) -> Option<Text> {
    text.map(|text| Text::datum(text))
}

/// Who looks at a history, and what he may do there.
#[derive(Clone, Copy, Debug)]
pub struct Looking<'a> {
    /// His words.
    pub w: Words,
    /// The workspace's zone, in which days are days.
    pub zone: Tz,
    /// He reads contact data.
    pub contacts: bool,
    /// He may change the record at this address.
    pub edits: Option<&'a str>,
    /// The person that he is.
    pub person: Option<Uuid>,
    /// The token of forms.
    pub csrf: &'a str,
    /// Now.
    pub now: DateTime<Utc>,
}

/// An entry into a stage. One that no deal caused can be corrected.
#[must_use]
pub fn entry(look: Looking<'_>, entry: &Entry) -> Event {
    let w = look.w;
    let stage: Stage = entry.stage.parse().unwrap_or(Stage::Lead);
    let by = entry.actor.as_ref().map(|actor| w.t_args("history-by", &[("name", Text::datum(actor).into())]));
    let observed = entry.observed.then(|| w.t("history-observed"));
    let icon = match stage {
        Stage::Won => Icon::CircleCheck,
        Stage::Lost | Stage::Disqualified => Icon::X,
        Stage::Recycled => Icon::RefreshCw,
        _ => Icon::Flag,
    };
    let item = TimelineItem {
        icon,
        side: TimelineSide::Neither,
        text: match look.edits.filter(|_| !entry.of_deal) {
            Some(record) => {
                let correct = Link::new(w.t("history-correct"), format!("{record}/entries/{}", entry.id));
                Markup::of(&w.t("history-entered")).then(&stage_tag(w, stage)).then(&correct)
            }
            None => Markup::of(&w.t("history-entered")).then(&stage_tag(w, stage)),
        },
        detail: details(w, vec![by, entry.reason.as_deref().map(|reason| kind_name(w, "reason", reason)), observed]),
        when: when(w, entry.moment),
    };
    Event { moment: entry.moment, item }
}

/// The words of a kind that the product knows, else the kind itself.
fn kind_name(w: Words, prefix: &str, kind: &str) -> Text {
    let key = kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let known = if key { w.find(&format!("{prefix}-{kind}")) } else { None };
    known.unwrap_or_else(|| Text::datum(kind))
}

fn kind_icon(kind: &str) -> Icon {
    match kind {
        "email" => Icon::Mail,
        "call" => Icon::Phone,
        "meeting" => Icon::CalendarDays,
        "whatsapp" | "message" | "chat" => Icon::MessageSquare,
        "ad" => Icon::Megaphone,
        "event" => Icon::Calendar,
        "referral" => Icon::Users,
        "note" => Icon::Pencil,
        _ => Icon::Link,
    }
}

/// A touch.
#[must_use]
pub fn touch(w: Words, touch: &Touch) -> Event {
    let kind = touch.kind.as_deref().unwrap_or_default();
    let said = match kind {
        "" => w.t("history-touch-plain"),
        kind => w.t_args("history-touch", &[("kind", kind_name(w, "touch-kind", kind).into())]),
    };
    let answered = touch.responded.filter(|answered| *answered).map(|_| w.t("history-responded"));
    let item = TimelineItem {
        icon: kind_icon(kind),
        side: if touch.side == "sales" { TimelineSide::Sales } else { TimelineSide::Marketing },
        text: Markup::of(&said),
        detail: details(w, vec![datum(touch.channel.as_ref()), datum(touch.campaign.as_ref()), answered]),
        when: when(w, touch.moment),
    };
    Event { moment: touch.moment, item }
}

/// An activity of a salesperson. Its note may hold contact data.
#[must_use]
pub fn activity(look: Looking<'_>, activity: &Activity) -> Event {
    let (w, contacts) = (look.w, look.contacts);
    let by = activity.actor.as_ref().map(|actor| w.t_args("history-by", &[("name", Text::datum(actor).into())]));
    let note = activity.note.as_ref().filter(|_| contacts);
    let outcome = activity.outcome.as_deref().map(|outcome| kind_name(w, "outcome", outcome));
    let late = activity.logged_by.is_some() && activity.moment.is_some_and(|moment| is_late(moment, activity.logged, look.zone));
    let late = late.then(|| w.t_args("history-late", &[("when", w.date_time(activity.logged).into())]));
    let mut text = Markup::of(&kind_name(w, "activity-kind", &activity.kind));
    let own = look.person.is_some() && activity.logged_by == look.person;
    if let Some(record) = look.edits.filter(|_| own && look.now - activity.logged <= FRESH) {
        let action = format!("{record}/activities/{}/remove", activity.id);
        text = text.then(&Press { text: w.t("toast-undo"), said: None, action, csrf: look.csrf.to_owned() });
    }
    let item = TimelineItem {
        icon: kind_icon(&activity.kind),
        side: TimelineSide::Sales,
        text,
        detail: details(w, vec![by, outcome, datum(note), late]),
        when: when(w, activity.moment),
    };
    Event { moment: activity.moment, item }
}

/// Where a record came from and what other systems call it, as facts.
#[must_use]
pub fn provenance(w: Words, origin: Option<&Origin>, refs: &[ExternalRef], imports: bool) -> Vec<(Text, Markup)> {
    let mut facts = Vec::new();
    if let Some(origin) = origin {
        let file = Text::datum(&origin.file);
        let said = w.t_args("record-line", &[("file", file.into()), ("line", w.integer(origin.line).into())]);
        let shown = if imports { Markup::of(&Link::new(said, format!("/imports/{}", origin.import))) } else { Markup::of(&said) };
        facts.push((w.t("record-origin"), shown));
        facts.push((w.t("record-recorded"), Markup::of(&w.date_time(origin.recorded_at))));
    }
    facts.extend(
        refs.iter()
            .map(|r| (w.t_args("record-ref", &[("source", Text::datum(&r.source).into())]), Markup::of(&Text::code(&r.id)))),
    );
    facts
}

/// The columns of a file that no field takes: names and values.
#[must_use]
pub fn raw_columns(raw: Option<&Value>) -> Vec<(Text, Markup)> {
    let Some(Value::Object(columns)) = raw else { return Vec::new() };
    let shown = |value: &Value| match value {
        Value::String(text) => Text::datum(text),
        other => Text::code(&other.to_string()),
    };
    columns.iter().take(200).map(|(name, value)| (Text::datum(name), Markup::of(&shown(value)))).collect()
}
