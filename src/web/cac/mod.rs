//! `/cac`: what does a new customer cost?

mod costs;
mod handlers;
mod view;

pub use handlers::{cac, cac_file};
pub use view::page;
