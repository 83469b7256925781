//! Who did what to which record, and when.

mod export;
mod handlers;
mod params;
pub mod samples;
mod view;
mod words;

pub use handlers::{csv, list};
pub use words::{KINDS, VERBS};
