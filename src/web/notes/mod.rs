//! `/notes`: what happened on a day, by whom, as the charts show it.

mod handlers;
pub mod samples;
mod view;

pub use handlers::{add, change, delete, list, show};
pub use view::{said, shortened, with_back};
