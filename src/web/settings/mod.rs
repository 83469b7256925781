//! The workspace's settings, and everybody's own.

mod fields;
mod handlers;
mod rates;
pub mod samples;
mod tokens;
mod view;

pub use fields::{WorkspaceFields, WorkspaceForm};
pub use handlers::{change_password, end_sessions, me, me_with, save_me, save_workspace, switch, workspace};
pub use rates::{RateForm, RatesPage, rates, save_rate};
pub use tokens::{make_token, revoke_token, tokens};
pub use view::{MePage, SettingsPage};

/// Fields at fault and the messages that say why.
pub type Errors = Vec<(&'static str, &'static str)>;
