//! Deals: their list, its files, and what is known of one.

mod contacts;
mod detail;
mod evidence;
mod export;
mod handlers;
mod list;
mod params;
pub mod samples;

pub use contacts::{add_contact, contacts, remove_contact};
pub(super) use detail::leads as leads_table;
pub use evidence::NONE;
pub use handlers::{csv, detail, list, xlsx};

use super::components::{State, StateKind};
use crate::i18n::Words;

/// How a deal stands, from its outcome.
#[must_use]
pub fn standing_state(w: Words, outcome: Option<&str>) -> State {
    match outcome {
        Some("won") => State { kind: StateKind::Good, text: w.t("standing-won") },
        Some("lost") => State { kind: StateKind::Bad, text: w.t("standing-lost") },
        _ => State { kind: StateKind::Info, text: w.t("standing-open") },
    }
}
