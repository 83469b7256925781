//! `/overview`: are we getting better, and what is in the way?

mod cards;
pub mod figures;
mod first_run;
mod funnel;
mod handlers;
mod links;
pub mod naming;
mod notes;
mod pills;
mod quality;
pub mod sample;
mod since;
mod targets;
mod trend;
mod view;

pub use handlers::{overview, overview_file};
pub use trend::Trend;
pub use view::{Loaded, OverviewPage};
