//! Words of the business, pure: no database, no clock, no language.

pub mod activity;
pub mod api;
pub mod calendar;
pub mod columns;
pub mod deal_history;
pub mod erasure;
pub mod handoff;
pub mod hex;
pub mod holidays;
pub mod ids;
pub mod merging;
pub mod moment;
pub mod money;
pub mod notice;
pub mod ownership;
pub mod period;
pub mod person;
pub mod policy;
pub mod record;
pub mod routing;
pub mod sla;
pub mod stage;
pub mod text;
pub mod workspace;
