//! What a guest says comes out bounded, and never as it is.

use std::process::Stdio;

use opencite_sim::Estate;
use wait4::Wait4 as _;

use super::with_guests;
use crate::support::{ACCOUNT, SimServer};

const MIB: u64 = 1024 * 1024;

#[test]
fn nothing_that_misleads_reaches_the_terminal() {
    let server = SimServer::of(Estate::empty(ACCOUNT));
    let opencite = with_guests(&server, &["hostile"]);
    let run = opencite
        .run(&["scan", "-vv", "--type", "misleads"])
        .exits(1);
    let raw = ['\u{1b}', '\u{202e}', '\r', '\u{7}', '\u{9b}', '\u{200b}'];
    assert!(!run.stderr.contains(raw), "{:?}", run.stderr);
    assert!(!run.stdout.contains(raw), "{:?}", run.stdout);
    let said: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.contains("evil"))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @"");
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
    for flood in floods {
        let log = opencite.file("stderr", "");
        let stderr = std::fs::File::create(&log).expect("the directory is writable");
        let mut child = opencite
            .command(&["scan", "-v", "--type", flood])
            .stdout(Stdio::null())
            .stderr(stderr)
            .spawn()
            .expect("the program can be run");
        let ended = child.wait4().expect("it ends");
        assert!(
            ended.status.success(),
            "{flood}: {:?}",
            opencite.read("stderr")
        );
        assert!(
            ended.rusage.maxrss < 300 * MIB,
            "{flood}: {} bytes",
            ended.rusage.maxrss
        );
        assert!(opencite.read("stderr").len() < 1_000_000, "{flood}");
    }
}
