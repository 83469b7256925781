//! HTTP and words: pages, components, charts.

pub mod chart;
pub mod icon;
