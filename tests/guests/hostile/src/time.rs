//! Does not end. Each has emitted an asset before.

use std::hint::black_box;
use std::time::Duration;

use wasip2::clocks::monotonic_clock;
use wasip2::io::poll::Pollable;

use crate::Case;
use crate::assets::{asset, emit};
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::aws_sts::sts;
use crate::opencite::plugin::progress;

pub(crate) const CASES: &[Case] = &[
    ("loops", loops),
    ("loops_in_host_calls", loops_in_host_calls),
    ("loops_in_bulk_copies", loops_in_bulk_copies),
    ("naps_without_end", naps_without_end),
    ("sleeps", sleeps),
    ("sleeps_past_the_end_of_time", sleeps_past_the_end_of_time),
    ("waits_for_aws", waits_for_aws),
];

fn loops() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    loop {
        black_box(());
    }
}

/// Asks whether it is cancelled, and does not care.
fn loops_in_host_calls() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    loop {
        black_box(progress::cancelled());
        progress::report(1, Some(2));
    }
}

/// The interpreter of a loop is not asked within a single instruction.
fn loops_in_bulk_copies() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    let mut bytes = vec![1_u8; 64 * 1024 * 1024];
    loop {
        let half = bytes.len() / 2;
        black_box(&mut bytes).copy_within(..half, half);
    }
}

/// Gives the processor back as often as it can.
fn naps_without_end() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    loop {
        monotonic_clock::subscribe_duration(0).block();
    }
}

fn sleeps_past_the_end_of_time() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    let ends = [
        monotonic_clock::subscribe_duration(u64::MAX),
        monotonic_clock::subscribe_instant(u64::MAX),
    ];
    ends.iter().for_each(Pollable::block);
    Ok(())
}

fn sleeps() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    std::thread::sleep(Duration::from_secs(1_000_000));
    Ok(())
}

fn waits_for_aws() -> Result<(), Failure> {
    emit(&[asset("before")])?;
    sts::get_caller_identity().map(|_| ()).map_err(Failure::Aws)
}
