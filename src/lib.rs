//! Mihwar: one truth and one process for sales and marketing.

pub mod domain;
pub mod import;
