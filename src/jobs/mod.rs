//! What runs without a request.

pub mod clean_up;
pub mod rejected_rows;
pub mod run_import;
