//! What requests say, parsed once: who asks, what a form carries, and what an address asks for.

pub mod filters;
pub mod form;
pub mod ignored;
pub mod period;
pub mod reader;

pub use filters::Asked;
pub use form::{Nothing, SafeForm};
pub use ignored::{Ignored, notices};
pub use period::{Calendar, PeriodParam};
pub use reader::{Member, Reader};
