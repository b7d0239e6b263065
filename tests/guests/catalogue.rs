//! The catalogue of what a plugin may try: every case is a guest that is run, in a process of its own.
//!
//! - [`Case`]: a misbehaviour, how it is run, and what it must come to. [`cases`] has all of them.
//! - [`Observed`]: what it came to, how long that took, and the most memory that the host had.
//! - `run`: the ways to run a case. Each ends by asserting that nothing else was harmed.
//! - `process`: a case in a process of its own, so that the memory is the case's, and a host that dies is noticed.
//! - `table`: all of it, for people. `make catalogue` prints it.

mod aws;
mod crossing;
mod files;
mod places;
mod process;
mod run;
mod spending;
mod table;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use self::run::Run;

/// The most memory of the host while a unit runs, in KiB: the 256 MiB of the guest, the host's copies of what is handed
/// over in one call, and what the program itself takes. The assets of a unit have a limit of their own, which is small
/// in these cases.
const MOST_MEMORY: u64 = 400 * 1024;

/// A misbehaviour.
struct Case {
    /// What it is in the catalogue: a number for each kind of misbehaviour.
    number: u8,
    what: &'static str,
    run: Run,
    /// A part of what it comes to: all that matters of it.
    expected: &'static str,
    /// Whether it takes a minute.
    slow: bool,
}

/// What became of a case.
#[derive(Debug, Serialize, Deserialize)]
struct Observed {
    outcome: String,
    time: Duration,
    /// The most memory of the host, in KiB.
    memory: u64,
}

const fn case(number: u8, what: &'static str, run: Run, expected: &'static str) -> Case {
    Case {
        number,
        what,
        run,
        expected,
        slow: false,
    }
}

const fn slow_case(number: u8, what: &'static str, run: Run, expected: &'static str) -> Case {
    Case {
        slow: true,
        ..case(number, what, run, expected)
    }
}

/// All cases, in the order of the catalogue.
fn cases() -> Vec<&'static Case> {
    let all = [spending::CASES, crossing::CASES, aws::CASES, files::CASES];
    let mut all: Vec<&Case> = all.into_iter().flatten().collect();
    all.sort_by_key(|case| case.number);
    all
}

#[test]
fn who_takes_too_much_is_ended() {
    assert_as_expected(spending::CASES);
}

#[test]
fn who_lies_at_the_border_is_ended() {
    assert_as_expected(crossing::CASES);
}

#[test]
fn who_lies_about_aws_is_not_believed() {
    assert_as_expected(aws::CASES);
}

#[test]
fn what_is_no_plugin_is_not_taken() {
    assert_as_expected(files::CASES);
}

/// Each is known by what it does.
#[test]
fn the_page_has_every_case_and_each_is_another() {
    let page = include_str!("../../docs/hostile-plugins.md");
    let cases = cases();
    for case in &cases {
        assert!(page.contains(&format!("| {} | {}", case.number, case.what)));
    }
    let different: BTreeSet<&str> = cases.iter().map(|case| case.what).collect();
    assert_eq!(different.len(), cases.len());
}

/// Runs what is not slow, and not a test of its own.
fn assert_as_expected(cases: &[Case]) {
    let run = cases
        .iter()
        .filter(|case| !case.slow && !matches!(case.run, Run::Other(_)));
    let wrong: Vec<String> = run
        .filter_map(|case| case.differs(&process::observe(case)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs everything. The other end of `process`, too: it runs one case when it is asked for one.
#[test]
#[ignore = "`make catalogue` prints the table with it"]
fn the_catalogue_as_a_table() {
    let (cases, mut stdout) = (cases(), std::io::stdout());
    if let Some(case) = process::asked_for(&cases) {
        return process::answer(&mut stdout, &case.run.observe()).expect("it is waited for");
    }
    let observed: Vec<Observed> = cases.iter().map(|case| process::observe(case)).collect();
    let table = table::of(&cases, &observed);
    stdout.write_all(table.as_bytes()).expect("it is read");
    let both = cases.iter().zip(&observed);
    let wrong: Vec<String> = both.filter_map(|(case, it)| case.differs(it)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Case {
    /// How it is not what it must be.
    fn differs(&self, observed: &Observed) -> Option<String> {
        let Self { what, expected, .. } = self;
        let Observed {
            outcome, memory, ..
        } = observed;
        if !outcome.contains(expected) {
            return Some(format!("{what}: {outcome:?} is not {expected:?}"));
        }
        (*memory > MOST_MEMORY).then(|| format!("{what}: the host had {memory} KiB"))
    }
}
