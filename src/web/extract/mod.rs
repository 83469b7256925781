//! What requests say, parsed once: who asks, and what a form carries.

pub mod form;
pub mod reader;

pub use form::SafeForm;
pub use reader::{Member, Reader};
