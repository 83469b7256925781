//! What the database says, against plain folds over its rows.

mod metrics;
mod people;
