//! What became of letters by e-mail: the admins' page.

mod handlers;
pub mod samples;
mod view;

pub use handlers::{list, retry, test};
