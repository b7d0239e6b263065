//! Cases in processes of their own: this test's program, started again for each.

use std::io::{self, Write};
use std::process::{Command, Output};
use std::time::Duration;

use super::{Case, Observed};

/// Says to the test below which case it is to run.
const VARIABLE: &str = "OPENCITE_CATALOGUE_CASE";

/// The test that runs one case.
const TEST: &str = "guests::catalogue::the_catalogue_as_a_table";

/// Runs a case.
pub(super) fn observe(case: &Case) -> Observed {
    let program = std::env::current_exe().expect("this program is a file");
    let output = Command::new(program)
        .args([TEST, "--exact", "--ignored", "--nocapture"])
        .env(VARIABLE, case.what)
        .output()
        .expect("this program can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    let answer = said.lines().find(|line| line.starts_with('{'));
    let answer = answer.and_then(|line| serde_json::from_str(line).ok());
    answer.unwrap_or_else(|| died(&output))
}

fn died(output: &Output) -> Observed {
    let said = String::from_utf8_lossy(&output.stderr);
    Observed {
        outcome: format!("the host ended with {}: {said}", output.status),
        time: Duration::ZERO,
        memory: 0,
    }
}

/// Which case this process was started for.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment is what `observe` above gave to this process"
)]
pub(super) fn asked_for<'a>(cases: &[&'a Case]) -> Option<&'a Case> {
    let what = std::env::var(VARIABLE).ok()?;
    cases.iter().find(|case| case.what == what).copied()
}

/// Tells what was observed, in a line of its own.
pub(super) fn answer(to: &mut impl Write, observed: &Observed) -> io::Result<()> {
    let line = serde_json::to_string(observed).expect("it is plain");
    write!(to, "\n{line}\n")
}
