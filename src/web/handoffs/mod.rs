//! Handoffs: where salespeople answer what marketing offers, and marketing sees what became of it.

mod answer;
mod ask;
mod clock;
mod detail;
mod handlers;
mod history;
mod list;
mod offer;
mod qualify;
pub mod samples;
mod step_forms;
mod steps;

pub use answer::{accept, assign, contact, reply, undo, withdraw};
pub(super) use ask::NOTE_LENGTH;
pub use ask::{give_back, hold, holding, reject, rejecting, returning};
pub(super) use clock::{Clock, patterns};
pub use handlers::{list, show};
pub use history::of_lead;
pub(super) use offer::{chosen as offer_to, fields as offer_fields};
pub use offer::{offer, offering};
pub use qualify::{deal, qualify, qualifying};
pub use step_forms::{finish, finishing, moving, resume, shift};
pub use steps::steps;
