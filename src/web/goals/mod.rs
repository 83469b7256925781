//! `/goals`: the numbers that both teams answer for, with owners and dated targets.

mod detail;
mod form;
mod handlers;
mod list;
pub mod samples;
pub mod words;

pub use handlers::{detail, list, save_owners, save_target};
