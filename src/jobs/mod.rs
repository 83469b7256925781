//! What runs without a request.

pub mod clean_up;
pub mod fill_demo;
pub mod handoff_clocks;
pub mod handoff_news;
pub mod letters;
pub mod refresh_derived;
pub mod rejected_rows;
pub mod run_import;
pub mod send_mail;
