//! What the terminal gets: logs on stderr, results on stdout.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _};

use tracing_subscriber::EnvFilter;

use crate::failure::Failure;

/// Sends logs to stderr: warnings by default, more with `-v`. `RUST_LOG` decides in detail.
pub(crate) fn init_logging(verbose: u8) {
    // What the SDK warns of while it looks for credentials comes back as the error, in words for people.
    let level = match verbose {
        0 => "warn,aws_config=error",
        1 => "opencite=info,warn,aws_config=error",
        _ => "opencite=debug,info",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .without_time()
        .init();
}

/// Writes a result to stdout. What is still buffered when a writer is dropped may be lost in silence: hence the flush.
pub(crate) fn print<E>(
    write: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> Result<(), E>,
) -> Result<(), Failure>
where
    Failure: From<E>,
{
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// The width of the terminal that stdout is, if it is one.
pub(crate) fn width() -> Option<usize> {
    let (_rows, columns) = console::Term::stdout().size_checked()?;
    Some(usize::from(columns))
}
