//! What runs without a request.

pub mod rejected_rows;
pub mod run_import;
