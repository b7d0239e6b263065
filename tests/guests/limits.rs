//! What bounds a guest in time, memory and number.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use opencite_core::TimeSpan;
use opencite_runtime::Limits;
use tokio_util::sync::CancellationToken;

use super::sandbox::{Sandbox, ScriptedAws, came_to, task, task_with, unit};

pub(super) fn little_processor_time() -> Limits {
    Limits {
        cpu_time: Duration::from_millis(200),
        ..Limits::default()
    }
}

pub(super) fn little_time() -> Limits {
    Limits {
        unit_time: Duration::from_secs(1),
        ..Limits::default()
    }
}

pub(super) fn short_grace() -> Limits {
    Limits {
        grace: Duration::from_secs(1),
        ..Limits::default()
    }
}

pub(super) fn little_room() -> Limits {
    Limits {
        assets: 5_000,
        asset_bytes: 16 * 1024 * 1024,
        ..Limits::default()
    }
}

#[test]
fn a_guest_that_never_returns_is_stopped_when_its_processor_time_is_spent() {
    let sandbox = Sandbox::new(little_processor_time());
    for case in ["loops", "loops_in_host_calls", "loops_in_bulk_copies"] {
        assert_eq!(
            sandbox.ends(case),
            "partial, 1 asset; limit: 200ms of processor time",
            "{case}"
        );
    }
}

#[test]
fn a_guest_that_waits_for_ever_is_stopped_when_its_time_is_up() {
    let sandbox = Sandbox::new(little_time());
    for case in ["sleeps", "waits_for_aws"] {
        assert_eq!(
            sandbox.ends(case),
            "partial, 1 asset; limit: 1s from the unit's start",
            "{case}"
        );
    }
}

#[test]
fn a_guest_that_ignores_cancellation_is_stopped_after_the_grace() {
    let sandbox = Sandbox::new(short_grace());
    for case in ["loops_in_host_calls", "sleeps"] {
        let cancelled = CancellationToken::new();
        cancelled.cancel();
        let task = task_with(ScriptedAws::Silent, cancelled);
        assert_eq!(
            sandbox.ends_with(case, task),
            "partial, 1 asset; cancelled: the scan was cancelled",
            "{case}"
        );
    }
}

#[test]
fn memory_ends_where_the_limit_is() {
    let sandbox = Sandbox::new(Limits {
        memory_bytes: 32 * 1024 * 1024,
        ..Limits::default()
    });
    insta::assert_snapshot!(sandbox.tells("grows_until_refused"), @r#"{"mib":31}"#);
    insta::assert_snapshot!(sandbox.ends("allocates_without_end"), @"failed, 0 assets; trap: wasm trap: wasm `unreachable` instruction executed; its last words: memory allocation of 1048576 bytes failed");
}

#[test]
fn assets_end_where_the_limit_is() {
    let sandbox = Sandbox::new(little_room());
    let cases = [
        "emits_without_end",
        "emits_heavy_properties",
        "emits_heavy_relations",
        "emits_json_that_swells",
        "emits_100_mb_at_once",
    ];
    let ends = cases.map(|case| format!("{case}: {}", sandbox.ends(case)));
    insta::assert_snapshot!(ends.join("\n"), @"
    emits_without_end: partial, 5000 assets; plugin: limit: 5000 assets in one unit
    emits_heavy_properties: partial, 15 assets; plugin: limit: 16777216 bytes of assets in one unit
    emits_heavy_relations: partial, 5 assets; plugin: limit: 16777216 bytes of assets in one unit
    emits_json_that_swells: failed, 0 assets; plugin: limit: 16777216 bytes of assets in one unit
    emits_100_mb_at_once: failed, 0 assets; trap: too much data is being copied between the host and the guest: fuel allocated for hostcalls has been exhausted
    ");
}

#[test]
fn lines_end_where_the_limit_is() {
    let sandbox = Sandbox::new(Limits {
        log_lines: 10,
        ..Limits::default()
    });
    let guest = sandbox.hostile();
    let cases = [
        "floods_the_log",
        "floods_stdout_in_lines",
        "floods_stdout_without_a_line",
    ];
    let dropped = cases.map(|case| {
        let found = sandbox.block_on(guest.discover(&unit(case), task()));
        format!(
            "{case}: {}; {} lines dropped",
            came_to(&found),
            found.dropped_lines
        )
    });
    insta::assert_snapshot!(dropped.join("\n"), @"
    floods_the_log: complete, 0 assets; 49990 lines dropped
    floods_stdout_in_lines: complete, 0 assets; 49990 lines dropped
    floods_stdout_without_a_line: complete, 0 assets; 1 lines dropped
    ");
}

/// A guest that crashed is never entered again, and neither is one that did not.
#[test]
fn no_instance_is_entered_twice() {
    insta::assert_snapshot!(calls_counted_around_a_crash(), @r#"{"calls":1}, crashed, {"calls":1}"#);
}

pub(super) fn calls_counted_around_a_crash() -> String {
    let sandbox = Sandbox::new(Limits::default());
    let guest = sandbox.hostile();
    let told = ["counts_its_calls", "panics", "counts_its_calls"].map(|case| {
        let found = sandbox.block_on(guest.discover(&unit(case), task()));
        let told = found.assets.first().map(|asset| asset.properties.to_text());
        told.unwrap_or_else(|| "crashed".to_owned())
    });
    told.join(", ")
}

#[test]
fn clocks_are_coarse() {
    let sandbox = Sandbox::new(Limits::default());
    let steps: serde_json::Value =
        serde_json::from_str(&sandbox.tells("measures_time")).expect("it is JSON");
    for clock in ["monotonic", "wall"] {
        let finest = steps[clock].as_u64().expect("it is a number");
        assert!(finest >= 999, "the {clock} clock shows {finest} µs");
    }
}

#[test]
fn verifying_and_usage_are_bounded_and_checked_alike() {
    let sandbox = Sandbox::new(Limits::default());
    let guest = sandbox.hostile();
    let error = sandbox
        .block_on(guest.verify(task()))
        .expect_err("it panics");
    assert_without_positions!(error, @"trap: wasm trap: wasm `unreachable` instruction executed; its last words: panicked at hostile/src/lib.rs: nothing is verified here");
    let window = TimeSpan::of_seconds(1_800_000_000, 1_800_003_600).expect("it is an hour");
    let report = sandbox.block_on(guest.usage(&unit("gossip"), window, task()));
    assert_eq!(
        (report.invocations.len(), report.measurements.len()),
        (1, 1)
    );
    assert_eq!(report.covered, [window]);
    insta::assert_debug_snapshot!(report.claim, @r#"
    GaveUp(
        "gossip: taken; record 0: \"yesterday\" is not an RFC 3339 time; record 0: the id is empty, over 256 bytes, or holds control characters; record 0: the id is empty, over 256 bytes, or holds control characters; 1000 records in one batch; taken; record 0: 2026-11-21T06:30:00Z is not the start of an hour; record 0: a value is no number of things: it is negative, or not finite; record 0: an endpoint has no such metric; taken",
    )
    "#);
}

#[test]
fn a_type_that_the_manifest_does_not_declare_is_nothing_to_the_guest() {
    let sandbox = Sandbox::new(Limits::default());
    insta::assert_snapshot!(sandbox.ends("no_such_type"), @"failed, 0 assets; plugin: no_such_type is no case");
}

#[test]
fn a_panic_of_the_host_unwinds_out_of_its_unit_and_the_plugin_goes_on() {
    let sandbox = Sandbox::new(Limits::default());
    let guest = sandbox.hostile();
    let aws = task_with(ScriptedAws::Panicking, CancellationToken::new());
    let waits = unit("waits_for_aws");
    let run = AssertUnwindSafe(guest.discover(&waits, aws)).catch_unwind();
    let panic = sandbox.block_on(run).expect_err("AWS panics");
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"a fault of the host"));
    let honest = sandbox.block_on(guest.discover(&unit("honest"), task()));
    assert_eq!(came_to(&honest), "complete, 1 asset");
}
