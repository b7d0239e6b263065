//! What the terminal gets: logs on stderr, results on stdout.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _};

use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt};

use crate::failure::Failure;

/// Sends logs to stderr: warnings and what jobs do by default, more with `-v`. `RUST_LOG` decides in detail.
pub(crate) fn init_logging(verbose: u8) {
    // What the SDK warns of while it looks for credentials comes back as the error, in words for people.
    let level = match verbose {
        0 => {
            "warn,opencite::scheduler=info,opencite::commands::schedule=info,opencite::job=info,aws_config=error"
        }
        1 => "opencite=info,warn,aws_config=error",
        _ => "opencite=debug,info",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let lines = fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .without_time();
    tracing_subscriber::registry()
        .with(lines.with_filter(filter_fn(holds_no_secret)))
        .with(filter)
        .init();
}

/// Whether a line may be logged, whatever `RUST_LOG` says: the SDK's details tell the keys that it signs with.
fn holds_no_secret(line: &Metadata<'_>) -> bool {
    *line.level() <= Level::WARN || !line.target().starts_with("aws_")
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

/// Asks or tells whoever runs the program something, without a line break.
pub(crate) fn say_on_stderr(text: &str) -> Result<(), Failure> {
    let mut stderr = io::stderr().lock();
    stderr.write_all(text.as_bytes())?;
    Ok(stderr.flush()?)
}

/// Asks whoever runs the program, where somebody can answer. No answer is no.
pub(crate) fn confirms(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    say_on_stderr(&format!("{question} [y/N] "))?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("y"))
}

/// The width of the terminal that stdout is, if it is one.
pub(crate) fn width() -> Option<usize> {
    let (_rows, columns) = console::Term::stdout().size_checked()?;
    Some(usize::from(columns))
}
