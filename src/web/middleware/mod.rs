//! What every request goes through.

pub mod frame;
pub mod measured;
pub mod security;
