//! `/cac`: what does a new customer cost?

mod costs;
mod handlers;
mod view;

pub use handlers::cac;
pub use view::page;
