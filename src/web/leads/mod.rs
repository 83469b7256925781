//! Leads: their list, its files, and what is known of one.

mod detail;
mod evidence;
mod export;
mod handlers;
mod history;
mod list;
mod merge;
mod merge_view;
mod name;
mod params;
mod person;
pub mod samples;

pub(super) use detail::{archived_too, deals as deals_table};
pub use evidence::NO_REASON;
pub use handlers::{csv, detail, list, xlsx};
pub(super) use history::{Event, Looking, activity, entry, provenance, raw_columns, touch};
pub(super) use merge::found;
pub use merge::{merge, merging, merging_two, unmerge};
pub(super) use name::{LeadName, short, stage_tag};
pub(super) use params::{LeadsAsked, dimension};
pub use person::{erase, file as person_file, person};
