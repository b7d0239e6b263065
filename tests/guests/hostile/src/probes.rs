//! Looks for what a guest is not meant to see.

use std::io::Read as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use crate::Case;
use crate::assets::tell;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::plugin::config;

pub(crate) const CASES: &[Case] = &[
    ("reads_its_surroundings", reads_its_surroundings),
    ("counts_its_calls", counts_its_calls),
    ("measures_time", measures_time),
    ("drains_random", drains_random),
];

#[expect(clippy::disallowed_methods, reason = "it is the misbehaviour")]
fn reads_its_surroundings() -> Result<(), Failure> {
    let variables = std::env::vars().count();
    let arguments = std::env::args().count();
    let directory = wasip2::cli::environment::initial_cwd();
    let mut input = Vec::new();
    let read = std::io::stdin().read_to_end(&mut input);
    let undeclared = config::get("AWS_SECRET_ACCESS_KEY");
    tell(format!(
        r#"{{"variables":{variables},"arguments":{arguments},"directory":{},"stdin":{},"undeclared":{}}}"#,
        directory.is_some(),
        read.is_ok() && !input.is_empty(),
        undeclared.is_some(),
    ))
}

/// Says how often this memory has been entered, which is once: an instance is never used again.
fn counts_its_calls() -> Result<(), Failure> {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    let calls = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
    tell(format!(r#"{{"calls":{calls}}}"#))
}

/// Says the finest step that each clock showed, in microseconds.
fn measures_time() -> Result<(), Failure> {
    let began = Instant::now();
    let monotonic = finest_step(|| began.elapsed());
    let wall = finest_step(|| SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default());
    tell(format!(
        r#"{{"monotonic":{},"wall":{}}}"#,
        monotonic.as_micros(),
        wall.as_micros()
    ))
}

fn finest_step(clock: impl Fn() -> Duration) -> Duration {
    let step = || {
        let before = clock();
        loop {
            let after = clock();
            if after > before {
                return after.checked_sub(before).unwrap_or_default();
            }
        }
    };
    (0..20).map(|_| step()).min().unwrap_or_default()
}

fn drains_random() -> Result<(), Failure> {
    let bytes = wasip2::random::random::get_random_bytes(1024 * 1024 * 1024);
    Err(Failure::Other(format!("{} random bytes", bytes.len())))
}
