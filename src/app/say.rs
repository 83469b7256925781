//! What commands say on standard output.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _};

/// Says a line. Whoever reads only the head of it closes the pipe: the work goes on to its end in silence, and so does
/// the private Postgres. A disk that is full is an error.
macro_rules! say {
    ($($line:tt)*) => { $crate::app::say::line(format_args!($($line)*)) };
}
pub(super) use say;

/// Writes a line. What `say!` is made of.
pub(super) fn line(line: Arguments<'_>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}
