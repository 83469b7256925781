//! What the database says, against plain folds over its rows.

mod derived;
mod derived_health;
pub mod metrics;
mod people;
