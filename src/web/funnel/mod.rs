//! `/funnel`: how far do leads come, how fast, and why not further?

mod cohorts;
mod durations;
mod handlers;
mod outcomes;
mod split;
mod stages;
mod view;

pub use handlers::{funnel, funnel_file};
pub use view::{Answer, FunnelAsked, View, page};
