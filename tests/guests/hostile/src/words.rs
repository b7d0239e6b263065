//! Says too much, or in a way that misleads.

use std::io::Write as _;

use crate::Case;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::plugin::{log, progress};

pub(crate) const CASES: &[Case] = &[
    ("floods_the_log", floods_the_log),
    ("floods_stdout_in_lines", floods_stdout_in_lines),
    ("floods_stdout_without_a_line", floods_stdout_without_a_line),
    ("writes_nothing_often", writes_nothing_often),
    ("writes_a_terabyte_of_zeroes", writes_a_terabyte_of_zeroes),
    ("reports_progress_often", reports_progress_often),
    ("misleads", misleads),
    ("gives_up_at_length", gives_up_at_length),
    ("gives_up_with_17_mb", gives_up_with_17_mb),
];

/// Clears the screen, turns the direction of writing, ends the line, rings the bell.
const MISLEADING: &str = "\u{1b}[2J\u{202e}evil\r\u{7}\u{9b}1A\u{200b}";

fn floods_the_log() -> Result<(), Failure> {
    for number in 0..50_000 {
        log::write(log::Level::Info, &format!("{MISLEADING} {number}"));
    }
    Ok(())
}

fn floods_stdout_in_lines() -> Result<(), Failure> {
    let lines = format!("{MISLEADING}\n").repeat(1_000);
    (0..50).for_each(|_| write(lines.as_bytes()));
    Ok(())
}

fn floods_stdout_without_a_line() -> Result<(), Failure> {
    let text = MISLEADING.repeat(1_000);
    (0..200).for_each(|_| write(text.as_bytes()));
    Ok(())
}

fn write(bytes: &[u8]) {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(bytes)
        .and_then(|()| stdout.flush())
        .expect("the host takes every byte, and drops it where it likes");
}

fn writes_nothing_often() -> Result<(), Failure> {
    let stdout = wasip2::cli::stdout::get_stdout();
    for _ in 0..100_000 {
        let written = stdout.write(&[]).and_then(|()| stdout.flush());
        written.map_err(|error| Failure::Other(error.to_string()))?;
    }
    Ok(())
}

fn writes_a_terabyte_of_zeroes() -> Result<(), Failure> {
    let written = wasip2::cli::stdout::get_stdout().write_zeroes(1 << 40);
    written.map_err(|error| Failure::Other(error.to_string()))
}

fn reports_progress_often() -> Result<(), Failure> {
    (0..100_000).for_each(|done| progress::report(done, Some(u64::MAX)));
    Ok(())
}

fn misleads() -> Result<(), Failure> {
    println!("stdout {MISLEADING}");
    eprintln!("stderr {MISLEADING}");
    log::write(
        log::Level::Warn,
        &format!("log {MISLEADING}\nerror: a second line"),
    );
    Err(Failure::Other(format!(
        "gave up {MISLEADING}\nerror: a second line"
    )))
}

fn gives_up_at_length() -> Result<(), Failure> {
    Err(Failure::Other("é".repeat(1_000_000)))
}

fn gives_up_with_17_mb() -> Result<(), Failure> {
    Err(Failure::Other("x".repeat(17 * 1024 * 1024)))
}
