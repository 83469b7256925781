//! The way in by a link that works once: for a newcomer, and for whoever needs a new password.

mod handlers;
mod view;

pub use handlers::{accept, show};
pub use view::{GonePage, JoinForm, JoinPage};
