//! Handoffs: where salespeople answer what marketing offers, and marketing sees what became of it.

mod answer;
mod ask;
mod clock;
mod detail;
mod handlers;
mod history;
mod list;
mod offer;
pub mod samples;

pub use answer::{accept, assign, contact, reply, undo, withdraw};
pub use ask::{give_back, hold, holding, reject, rejecting, returning};
pub use handlers::{list, show};
pub use history::of_lead;
pub use offer::{offer, offering};
