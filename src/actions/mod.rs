//! Verbs: one a file, one transaction, one event.

pub mod accept_link;
pub mod change_password;
pub mod change_user;
pub mod deactivate_user;
pub mod end_sessions;
pub mod erase_person;
pub mod export_person;
pub mod hand_over;
pub mod import_rows;
pub mod invite_user;
pub mod make_link;
pub mod passwords;
pub mod reactivate_user;
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
pub mod withdraw_invitation;
pub mod write_note;
