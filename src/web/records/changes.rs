//! Who changed which fields of a record, and when.

use crate::i18n::{Text, Words};
use crate::storage::events::Change;
use crate::web::components::{Link, Markup, Timeline, TimelineItem, TimelineSide};
use crate::web::icon::Icon;

/// The changes of a record, newest first; none where nothing was changed by hand or by an import.
#[must_use]
pub fn changes(w: Words, changes: &[Change], imports: bool) -> Option<(Text, Timeline)> {
    let items: Vec<TimelineItem> = changes.iter().map(|change| item(w, change, imports)).collect();
    (!items.is_empty()).then(|| (w.t("changes-title"), Timeline { label: w.t("changes-title"), items }))
}

fn item(w: Words, change: &Change, imports: bool) -> TimelineItem {
    let who = change.who.as_ref().map_or_else(|| w.t("changes-nobody"), |name| Text::datum(name));
    let said = w.find(&format!("change-{}", change.verb)).unwrap_or_else(|| w.t("change-changed"));
    let text = match change.import.filter(|_| imports) {
        Some(import) => Markup::of(&Link::new(said, format!("/imports/{import}"))),
        None => Markup::of(&said),
    };
    // Columns that say one thing together have one name.
    let mut fields: Vec<Text> = Vec::new();
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
