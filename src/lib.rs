//! Mihwar: one truth and one process for sales and marketing.

pub mod actions;
pub mod app;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod embedded;
pub mod gauges;
pub mod i18n;
pub mod import;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod metrics;
pub mod reports;
pub mod storage;
pub mod web;
