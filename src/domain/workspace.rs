//! The one workspace of an installation and its settings.

use super::money::Currency;
use super::person::Language;
use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;

/// Days after which a lead is judged as converted or not, as a setting (METRICS.md §2).
pub const HORIZONS: [u16; 4] = [30, 60, 90, 180];

/// Settings that every number is computed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// The company's name.
    pub name: String,
    /// Where its days begin.
    pub zone: Tz,
    /// The currency that totals are given in.
    pub currency: Currency,
    /// The language of a visitor who has chosen none.
    pub language: Language,
    /// The first day of a week.
    pub week_start: Weekday,
    /// Days on which nobody works.
    pub weekend: Vec<Weekday>,
    /// The first month of the fiscal year, 1 to 12.
    pub fiscal_month: u32,
    /// The day since which the two teams work by agreement.
    pub alignment_start: Option<NaiveDate>,
    /// Days of "converted within H days"; None until a person chose, then the data proposes it.
    pub horizon: Option<u16>,
    /// Grows with every change, so that a stale form is noticed.
    pub version: i32,
}
