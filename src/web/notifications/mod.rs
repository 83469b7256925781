//! What one was told: the page behind the bell.

mod handlers;
pub mod samples;
mod view;

pub use handlers::{list, read, read_all};
