//! Verbs: one a file, one transaction, one event.

pub mod archive_record;
pub mod change_password;
pub mod import_rows;
pub mod log_activity;
pub mod move_lead;
pub mod passwords;
pub mod record_rate;
pub mod save_record;
pub mod set_up;
pub mod set_up_demo;
pub mod sign_in;
pub mod sign_out;
pub mod undo_import;
pub mod update_preferences;
pub mod update_settings;
