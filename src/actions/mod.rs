//! Verbs: one a file, one transaction, one event.

pub mod change_password;
pub mod erase_person;
pub mod export_person;
pub mod import_rows;
pub mod passwords;
pub mod record_rate;
pub mod set_owners;
pub mod set_target;
pub mod set_up;
pub mod set_up_demo;
pub mod sign_in;
pub mod sign_out;
pub mod undo_import;
pub mod update_preferences;
pub mod update_settings;
pub mod write_note;
