//! Every test that needs more than one module: one binary, so that it links once.

mod actions;
mod agreement;
mod architecture;
mod backups;
mod documents;
mod mailing;
mod measured;
mod migrations;
mod pages;
mod process;
mod reports;
mod storage;
mod support;
mod templates;
