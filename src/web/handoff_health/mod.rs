//! `/handoffs/health`: does sales take what marketing hands over, in time? And `/handoffs/list`: the handoffs behind each
//! of its numbers.

mod cards;
mod export;
mod groups;
mod handlers;
mod links;
mod list;
mod params;
pub mod samples;
mod sent_back;
mod view;

pub use handlers::{csv, file, health, list, xlsx};
pub use list::{HandoffsFound, HandoffsPage};
pub use params::HandoffsAsked;
pub use view::page;

pub(in crate::web) use links::HandoffLinks;
pub(in crate::web) use params::narrowed;
