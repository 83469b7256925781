//! Reports as files: `/reports/{name}.json`, `.csv`, `.xlsx`. The JSON is the report itself, the others its figures.

mod flat;
mod handlers;
mod sheet;

pub use handlers::{Format, report, report_file};
