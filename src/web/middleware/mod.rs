//! What every request goes through.

pub mod security;
