//! People: who signs in, who is only named in files, and what becomes of the work of whoever leaves.

mod form;
mod handlers;
mod invite;
mod leave;
mod list;
mod person;
pub mod samples;

pub use handlers::{
    change, deactivate, hand_over, hand_over_form, invite, invite_form, leave_form, list, make_link, person, reactivate, withdraw,
};
