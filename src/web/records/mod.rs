//! Creating and changing records by hand, and working with them.

mod changes;
mod detail;
mod fields;
mod form;
mod handlers;
mod list;
mod parse;
pub mod samples;
mod tools;
mod view;
mod work;

pub use changes::changes;
pub use detail::{DetailPage, Shown};
pub use form::{Conflict, FormPage};
pub use handlers::{Sent, create, done, edit, new, sent, update};
pub use list::{Found, KNOWN, ListPage, archived, new_record};
pub use tools::{Press, Tool, Tools, archiving};
pub use work::{archive, close, closing, correct, correcting, log, logging, move_to, moving, reopen, restore, unlog};
