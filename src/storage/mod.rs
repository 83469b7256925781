//! The only place with SQL. It delivers evidence; verdicts are `metrics`'.

pub mod account_pages;
pub mod accounts;
pub mod activities;
pub mod campaign_costs;
pub mod campaign_pages;
pub mod campaigns;
pub mod copy;
pub mod deal_details;
pub mod deal_lists;
pub mod deals;
pub mod error;
pub mod events;
pub mod exchange_rates;
pub mod external_refs;
pub mod import_rows;
pub mod imports;
pub mod keyset;
pub mod lead_details;
pub mod lead_lists;
pub mod leads;
pub mod mappings;
pub mod metrics;
pub mod people;
pub mod pool;
pub mod records;
mod search;
pub mod sessions;
pub mod sign_in_failures;
pub mod stage_transitions;
pub mod touches;
pub mod undo;
pub mod users;
pub mod workspace;

pub use error::StorageError;
pub use pool::Database;
