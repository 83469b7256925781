//! What the pages that measure have in common: how they are asked, their filter bar, figures in words, the rows behind
//! them.

pub mod axes;
pub mod cards;
pub mod figures;
pub mod frame;
mod funnel;
pub mod links;
pub mod months;
pub mod naming;
pub mod page;
mod pills;
pub mod samples;

pub use frame::{Frame, Opened, open};
pub use funnel::{CohortFunnel, stage_name};
pub use links::Links;
pub use page::{MeasurePage, Parts};
pub use pills::Bar;
