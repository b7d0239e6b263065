//! What a guest says comes out bounded, and never as it is.

use opencite_sim::Estate;

use super::with_guests;
use crate::support::{ACCOUNT, Run, SimServer};

/// Runs a program with 256 MiB of data at most, twice what it needs: with a leak, it ends for want of memory.
const SCARCE: [&str; 4] = ["/bin/sh", "-c", "ulimit -d 262144 && exec \"$@\"", "sh"];

#[test]
fn nothing_that_misleads_reaches_the_terminal() {
    let server = SimServer::of(Estate::empty(ACCOUNT));
    let opencite = with_guests(&server, &["hostile"]);
    let scan = ["scan", "-vv", "--type", "misleads"];
    let run = opencite.run(&scan).exits(1);
    let raw = ['\u{1b}', '\u{202e}', '\r', '\u{7}', '\u{9b}', '\u{200b}'];
    assert!(!run.stderr.contains(raw), "{:?}", run.stderr);
    assert!(!run.stdout.contains(raw), "{:?}", run.stdout);
    let said = run.stderr.lines().filter(|line| line.contains("evil"));
    insta::assert_snapshot!(said.collect::<Vec<_>>().join("\n"), @r#"
    INFO unit{id=hostile asset_type=misleads account=111122223333 region=us-east-1}: opencite::plugin: stdout \u{1b}[2J\u{202e}evil\r\u{7}\u{9b}1A\u{200b} plugin=hostile stream="stdout"
    INFO unit{id=hostile asset_type=misleads account=111122223333 region=us-east-1}: opencite::plugin: stderr \u{1b}[2J\u{202e}evil\r\u{7}\u{9b}1A\u{200b} plugin=hostile stream="stderr"
    WARN unit{id=hostile asset_type=misleads account=111122223333 region=us-east-1}: opencite::plugin: log \u{1b}[2J\u{202e}evil\r\u{7}\u{9b}1A\u{200b}\nerror: a second line plugin=hostile
    "#);
}

#[test]
fn listings_that_are_begun_and_dropped_leave_no_memory_behind() {
    let server = SimServer::of(Estate::empty(ACCOUNT));
    let opencite = with_guests(&server, &["hostile"]);
    let words = ["scan", "--type", "begins_listings_without_end"];
    let run = Run::of(&mut opencite.command_by(&SCARCE, &words)).exits(1);
    assert!(run.stdout.contains("did not read"), "{}", run.stdout);
}

#[test]
fn a_flood_is_dropped_and_leaves_no_memory_behind() {
    let server = SimServer::of(Estate::empty(ACCOUNT));
    let opencite = with_guests(&server, &["hostile"]);
    let floods = [
        "floods_the_log",
        "floods_stdout_in_lines",
        "floods_stdout_without_a_line",
        "writes_nothing_often",
        "reports_progress_often",
    ];
    let ends = floods.map(|flood| {
        let mut command = opencite.command_by(&SCARCE, &["scan", "-v", "--type", flood]);
        let Run { stderr, .. } = Run::of(&mut command).exits(0);
        assert!(stderr.len() < 1_000_000, "{flood}: {} bytes", stderr.len());
        stderr.lines().last().unwrap_or("nothing said").to_owned()
    });
    insta::assert_snapshot!(ends.join("\n"), @"
     WARN unit{id=hostile asset_type=floods_the_log account=111122223333 region=us-east-1}: opencite::plugin: too many lines: the rest was dropped plugin=hostile dropped=49000
     WARN unit{id=hostile asset_type=floods_stdout_in_lines account=111122223333 region=us-east-1}: opencite::plugin: too many lines: the rest was dropped plugin=hostile dropped=49000
     WARN unit{id=hostile asset_type=floods_stdout_without_a_line account=111122223333 region=us-east-1}: opencite::plugin: too many lines: the rest was dropped plugin=hostile dropped=1
    nothing said
    nothing said
    ");
}
