//! Creating and changing records by hand, and working with them.

pub mod ask;
mod changes;
mod closing;
mod detail;
mod fields;
mod form;
mod handlers;
mod list;
mod parse;
pub mod samples;
mod stale;
mod tools;
mod view;
mod work;

pub use changes::{changes, changes_of};
pub use closing::{close, closing, reopen};
pub use detail::{DetailPage, Shown};
pub use form::{Conflict, FormPage, Notice};
pub use handlers::{Sent, called, create, done, edit, held, id_in, new, sent, update};
pub use list::{Found, KNOWN, ListPage, archived, new_record};
pub use parse::Errors;
pub use tools::{Press, Tool, Tools, archiving};
pub use work::{archive, correct, correcting, log, logging, move_to, moving, restore, unlog};
