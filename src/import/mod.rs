//! Reading files of other systems: pure, without a database and without a clock.

pub mod channels;
pub mod dates;
pub mod encoding;
pub mod error;
pub mod fields;
pub mod headers;
pub mod limits;
pub mod mapping;
pub mod numbers;
pub mod record;
pub mod rows;
pub mod sniff;
mod workbook;
