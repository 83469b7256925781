//! HTTP and words: pages, components, charts.

pub mod access;
pub mod account;
pub mod assets;
pub mod chart;
pub mod components;
pub mod deals;
pub mod error;
pub mod export;
pub mod extract;
pub mod failure;
pub mod goals;
mod health;
pub mod icon;
pub mod imports;
pub mod leads;
pub mod listing;
pub mod middleware;
pub mod notes;
pub mod overview;
pub mod reports;
pub mod router;
pub mod settings;
pub mod shell;
pub mod state;
pub mod styleguide;
