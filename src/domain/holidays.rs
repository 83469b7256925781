//! Days off: proposed from the Hijri calendar, or read from a file.

mod file;
mod hijri;

pub use file::{DayOff, FileError, HolidayFile, MOST_BYTES, MOST_DAYS, read};
pub use hijri::{FIRST_YEAR, LAST_YEAR, Lengths, Occasion, Proposal, propose};

/// Characters of a holiday's name.
pub const NAME_LENGTH: usize = 200;
