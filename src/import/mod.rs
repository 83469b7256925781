//! Reading files of other systems: pure, without a database and without a clock.
//!
//! [`propose`] looks at a file and proposes a [`mapping`]; [`read`] reads it by one and gives [`record`](crate::domain::record)s and what is
//! wrong with the rest; [`folder`] puts several files in order; [`rejects`] writes back what was refused.

mod build;
pub mod channels;
pub mod dates;
mod encoding;
pub mod error;
pub mod fields;
pub mod folder;
pub mod headers;
pub mod limits;
pub mod live;
pub mod mapping;
pub mod numbers;
mod plan;
pub mod propose;
pub mod read;
pub mod rejects;
mod repeats;
mod row;
mod rows;
mod selection;
pub mod sniff;
pub mod spelling;
mod survey;
pub mod templates;
mod words;
mod workbook;

#[cfg(test)]
mod shared_tests;

pub use crate::domain::record;
