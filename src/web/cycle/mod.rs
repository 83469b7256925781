//! `/cycle`: how long do deals take?

mod curves;
mod handlers;
mod view;

pub use handlers::cycle;
pub use view::page;
