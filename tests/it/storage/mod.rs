//! What the database says, against plain folds over its rows.

mod derived;
pub mod metrics;
mod people;
