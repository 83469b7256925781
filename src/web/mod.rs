//! HTTP and words: pages, components, charts.

pub mod access;
pub mod account;
pub mod accounts;
pub mod assets;
pub mod campaigns;
pub mod chart;
pub mod components;
pub mod deals;
pub mod error;
pub mod export;
pub mod extract;
pub mod failure;
mod health;
pub mod icon;
pub mod imports;
pub mod leads;
pub mod listing;
pub mod middleware;
pub mod overview;
pub mod records;
pub mod reports;
pub mod router;
pub mod settings;
pub mod shell;
pub mod state;
pub mod styleguide;
