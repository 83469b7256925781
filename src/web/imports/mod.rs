//! Imports: upload, confirm, run, take back.

mod downloads;
pub mod draft;
mod draft_view;
mod handlers;
mod run_view;
pub mod samples;
mod starting;
mod upload;
mod view;
mod words;

pub use downloads::{mapping, rejected, saved_mapping, template};
pub use handlers::{discard, list, new, progress, receive, show, undo};
pub use starting::{change, resume, start};
pub use upload::READ_BYTES;
