//! Derived data: what the dashboards read instead of counting leads and deals one by one.
//!
//! The leads created on one local day are one row of packed columns (`derived_lead_days`): every lead's words, log and
//! story, and beside them small tallies of what is asked most. The deals closed on one local day are another
//! (`derived_deal_days`), and the handoffs offered on one a third, of counts (`derived_handoff_days`). From them every evidence query over leads, that of closed deals, and how handoffs stand is answered for any
//! period, filters and moment; `docs/derived-data.md` tells why, and what it costs.
//!
//! **Never wrong, never silently late.** Triggers append the days that a statement wrote to `derived_dirty`, in the same
//! transaction, and a job builds those days anew ([`refresh`]). A reader takes clean days from the tables and builds the
//! few dirty ones from the records, in one snapshot, so that his numbers are exact. Only when more leads are dirty than
//! can be built in a page's time, as while a large import runs, he is given the days as they were when all was clean, and
//! [`late_since`] says when that was, which the page prints. Where little is recorded at all, where nothing was built
//! yet, and in another zone than the tables', the records themselves are asked.

mod build;
mod bytes;
mod choices;
mod deal_day;
mod deals;
mod funnel;
mod handoff_day;
pub mod health;
mod held;
mod kinds;
mod lead_day;
mod log;
mod packs;
mod reading;
mod reasons;
pub mod refresh;
mod table;
pub mod verify;
mod wins;

use crate::domain::person::keyed;

keyed!(
    /// The tables, by the names that commands have for them.
    Name {
        /// The leads by the day of their creation.
        LeadDays = "lead-days",
        /// The closed deals by the day of their closing.
        DealDays = "deal-days",
        /// The handoffs by the day of their offer.
        HandoffDays = "handoff-days",
    }
);

pub(in crate::storage) use choices::{choices, unknown};
pub(in crate::storage) use deals::closed;
pub(in crate::storage) use funnel::{cohort_counts, cohort_months, stage_entries};
pub(in crate::storage) use handoff_day::handoff_counts;
pub(in crate::storage) use kinds::kinds;
pub use reading::late_since;
pub(in crate::storage) use reasons::reasons;
pub(in crate::storage) use wins::{lead_ages, lead_wins, win_delays};
