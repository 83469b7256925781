//! Who changed which fields of a record, and when.

use crate::i18n::{Text, Words};
use crate::storage::events::Change;
use crate::web::components::{Link, Markup, Timeline, TimelineItem, TimelineSide};
use crate::web::icon::Icon;
use uuid::Uuid;

/// The changes of a record, newest first; none where nothing was changed by hand or by an import.
#[must_use]
pub fn changes(w: Words, all: &[Change], imports: bool) -> Option<(Text, Timeline)> {
    changes_of(w, all, imports, |_| w.t("list-unknown"))
}

/// The same of a lead into which others were merged: `called` names them.
pub fn changes_of(w: Words, all: &[Change], imports: bool, called: impl Fn(Uuid) -> Text) -> Option<(Text, Timeline)> {
    let of = |change: &Change| change.of.map(|lead| w.t_args("change-of-merged", &[("name", called(lead).into())]));
    let items: Vec<TimelineItem> = all.iter().map(|change| item(w, change, imports, of(change))).collect();
    (!items.is_empty()).then(|| (w.t("changes-title"), Timeline { label: w.t("changes-title"), items }))
}

fn item(w: Words, change: &Change, imports: bool, of: Option<Text>) -> TimelineItem {
    let who = change.who.as_ref().map_or_else(|| w.t("changes-nobody"), |name| Text::datum(name));
    let said = w.find(&format!("change-{}", change.verb)).unwrap_or_else(|| w.t("change-changed"));
    let text = match change.import.filter(|_| imports) {
        Some(import) => Markup::of(&Link::new(said, format!("/imports/{import}"))),
        None => Markup::of(&said),
    };
    // Columns that say one thing together have one name.
    let mut fields: Vec<Text> = of.into_iter().collect();
    for field in change.fields.iter().filter_map(|field| w.find(&format!("change-field-{}", field.replace('_', "-")))) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    TimelineItem {
        icon: match change.verb.as_str() {
            "created" => Icon::Plus,
            "imported" => Icon::Upload,
            _ => Icon::Pencil,
        },
        side: TimelineSide::Neither,
        text: text.then(&w.t_args("history-by", &[("name", who.into())])),
        detail: (!fields.is_empty()).then(|| w.list(&fields)),
        when: w.date_time(change.at),
    }
}
