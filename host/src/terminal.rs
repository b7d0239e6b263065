//! What the terminal gets: logs on stderr, results on stdout.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock};

use tracing_subscriber::EnvFilter;

/// Sends logs to stderr: warnings by default, more with `-v`. `RUST_LOG` decides in detail.
pub(crate) fn init_logging(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "opencite=info,warn",
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

/// Where results go.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// The width of the terminal that stdout is, if it is one.
pub(crate) fn width() -> Option<usize> {
    let (_rows, columns) = console::Term::stdout().size_checked()?;
    Some(usize::from(columns))
}
