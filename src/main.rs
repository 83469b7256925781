//! The thin binary: reads the command line and hands over.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    mihwar::app::run(mihwar::config::Cli::parse())
}
