//! HTTP and words: pages, components, charts.

pub mod assets;
pub mod chart;
pub mod components;
pub mod error;
pub mod icon;
pub mod middleware;
pub mod shell;
pub mod styleguide;
