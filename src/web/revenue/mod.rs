//! `/revenue`: what did deals bring?

mod handlers;
mod view;

pub use handlers::revenue;
pub use view::page;
pub(in crate::web) use view::{credited, source_name};
