//! Days off: proposed from the Hijri calendar, or read from a file.

mod file;
mod hijri;

pub use file::{DayOff, FileError, HolidayFile, MOST_BYTES, MOST_DAYS, read};
pub use hijri::{FIRST_YEAR, LAST_YEAR, Lengths, Occasion, Proposal, propose};

/// Characters of a holiday's name.
pub const NAME_LENGTH: usize = 200;

use super::person::Team;
use chrono::NaiveDate;

/// Days that became, or ceased to be, days off: what open clocks have to be counted anew for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Each day with the team that is off; none is both.
    pub days: Vec<(Option<Team>, NaiveDate)>,
}
