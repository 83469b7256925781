//! `/cycle`: how long do deals take?

mod curves;
mod handlers;
mod view;

pub use handlers::{cycle, cycle_file};
pub use view::page;
