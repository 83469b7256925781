//! What the database says, against plain folds over its rows.

mod derived;
mod metrics;
mod people;
