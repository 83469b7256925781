//! `/settings/calendars`: when the teams work, their days off, and who is away.

mod file;
mod holidays;
mod hours;
mod leaves;
mod list;
pub mod samples;
mod seasons;
mod shifts;

pub use file::{import, upload};
pub use holidays::{add, confirm, holidays, propose, remove};
pub use hours::{hours, save_hours};
pub use leaves::{AwayBar, AwayCard, LeaveForm, away, end, end_own, leaves, set, set_own};
pub use list::list;
pub use seasons::{remove_season, save_season, season};

use super::components::{Field, FieldKind, OptionItem};
use crate::domain::person::Team;
use crate::i18n::{Text, Words};

/// What is wrong with the field of a name.
fn error(w: Words, errors: &super::settings::Errors, name: &str) -> Option<Text> {
    errors.iter().find(|(field, _)| *field == name).map(|(_, key)| w.t(key))
}

/// The key of both teams. It is not empty: a browser holds back a form whose required choice is.
const BOTH: &str = "both";

/// Whose: both, or one team.
fn team_field(w: Words, value: &str) -> Field {
    let both = OptionItem::new(BOTH, w.t("holiday-both"));
    let teams = Team::ALL.iter().map(|team| OptionItem::new(team.key(), w.t(&format!("team-{}", team.key()))));
    Field::new(w, "team", w.t("holiday-team"), FieldKind::Select(std::iter::once(both).chain(teams).collect()))
        .value(if value.is_empty() { BOTH } else { value })
        .required()
}

/// The team of such a field.
fn team_name(w: Words, team: Option<Team>) -> Text {
    team.map_or_else(|| w.t("holiday-both"), |team| w.t(&format!("team-{}", team.key())))
}
