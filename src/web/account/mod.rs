//! The way in: set-up, sign-in, sign-out.

mod handlers;
mod view;

pub use handlers::{
    home, not_found, open_demo, set_up, set_up_form, sign_in, sign_in_form, sign_out, style_guide, visitor, welcome,
};
pub use view::{SetUpPage, SignInPage, WelcomePage};
