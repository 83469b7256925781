//! What requests say, parsed once: who asks, and what a form carries.

pub mod form;
pub mod period;
pub mod reader;

pub use form::SafeForm;
pub use period::{Calendar, PeriodParam};
pub use reader::{Member, Reader};
