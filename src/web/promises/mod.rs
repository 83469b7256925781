//! What the teams promise each other about handoffs: the windows of sales, the reasons for saying no, and the rules that
//! offer leads by themselves.

mod conditions;
mod handlers;
mod list;
mod policy_form;
mod reason_form;
mod rule_form;
pub mod samples;
mod view;

pub use handlers::{
    change_policy, change_reason, change_rule, list, make_policy, make_reason, make_rule, move_policy, move_reason, move_rule,
    policy, reason, retire_policy, rule, save_policy, save_reason, save_rule,
};
pub use policy_form::PolicyForm;
pub use reason_form::ReasonForm;
pub use rule_form::RuleForm;

/// Fields at fault and the messages that say why.
pub type Errors = Vec<(&'static str, &'static str)>;
