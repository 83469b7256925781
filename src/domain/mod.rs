//! Words of the business, pure: no database, no clock, no language.

pub mod activity;
pub mod calendar;
pub mod columns;
pub mod deal_history;
pub mod erasure;
pub mod hex;
pub mod holidays;
pub mod ids;
pub mod merging;
pub mod moment;
pub mod money;
pub mod ownership;
pub mod period;
pub mod person;
pub mod record;
pub mod stage;
pub mod text;
pub mod workspace;
