//! `/overview`: are we getting better, and what is in the way?

mod cards;
mod first_run;
mod handlers;
mod quality;
pub mod sample;
mod since;
mod targets;
mod trend;
mod view;

use super::measure::figures;
pub use handlers::overview;
pub use trend::Trend;
pub use view::{Loaded, OverviewPage};
