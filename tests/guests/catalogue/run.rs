//! How a case is run. Whatever it does, a unit beside it comes to what it should, and so does one after it.

use std::any::Any;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use opencite_runtime::{Discovery, Limits, Task};
use tokio_util::sync::CancellationToken;
use wait4::Wait4 as _;

use super::Observed;
use crate::guests::files::Suspects;
use crate::guests::sandbox::{Sandbox, ScriptedAws, came_to, task, task_with};
use crate::guests::scans::{line, scan_of};
use crate::support::Opencite;

/// How a case is run.
pub(super) enum Run {
    /// A unit of the guest `hostile`, within these limits.
    Unit(&'static str, fn() -> Limits),
    /// The same, in a scan that was cancelled.
    Cancelled(&'static str, fn() -> Limits),
    /// A file that somebody calls a plugin.
    File(fn() -> Vec<u8>, fn() -> Limits),
    /// A unit of `hostile` in a scan by the program as a whole.
    Scan(&'static str, fn() -> Place),
    /// What another test does, and what it came to.
    Other(fn() -> String),
}

/// Where the program scans.
pub(super) struct Place {
    pub(super) opencite: Opencite,
    /// It ends when it is dropped.
    pub(super) _aws: Box<dyn Any>,
}

impl Run {
    /// The unit of the guest `hostile`, where it is one.
    pub(super) fn guest(&self) -> Option<&'static str> {
        match self {
            Self::Unit(case, _) | Self::Cancelled(case, _) | Self::Scan(case, _) => Some(case),
            Self::File(..) | Self::Other(_) => None,
        }
    }

    pub(super) fn observe(&self) -> Observed {
        match self {
            Self::Unit(case, limits) => unit(case, limits(), task()),
            Self::Cancelled(case, limits) => {
                let cancelled = CancellationToken::new();
                cancelled.cancel();
                unit(case, limits(), task_with(ScriptedAws::Silent, cancelled))
            }
            Self::File(bytes, limits) => file(&bytes(), limits()),
            Self::Scan(case, place) => scan(case, &place().opencite),
            Self::Other(come_to) => {
                let (outcome, time) = timed(come_to);
                Observed::here(outcome, time)
            }
        }
    }
}

impl Observed {
    /// What happened in this process.
    fn here(outcome: String, time: Duration) -> Self {
        Self {
            outcome,
            time,
            memory: memory(),
        }
    }
}

fn unit(case: &str, limits: Limits, task: Task<ScriptedAws>) -> Observed {
    let sandbox = Sandbox::new(limits);
    let guest = sandbox.hostile();
    let (found, time) = timed(|| sandbox.beside_an_honest(&guest, case, task));
    sandbox.assert_sound();
    Observed::here(with_what_it_saw(&found), time)
}

/// The outcome; and, of a unit that tells what it saw, that.
fn with_what_it_saw(found: &Discovery) -> String {
    let saw = found
        .assets
        .iter()
        .find(|asset| asset.id.as_str() == "seen");
    let saw = saw.map(|asset| format!(": {}", asset.properties.to_text()));
    let dropped = match found.dropped_lines {
        0 => String::new(),
        lines => format!("; {lines} lines dropped"),
    };
    format!("{}{}{dropped}", came_to(found), saw.unwrap_or_default())
}

fn file(bytes: &[u8], limits: Limits) -> Observed {
    let suspects = Suspects::new(limits);
    let (verdict, time) = timed(|| suspects.verdict(bytes));
    suspects.assert_sound();
    Observed::here(verdict, time)
}

fn scan(case: &str, opencite: &Opencite) -> Observed {
    opencite.scan_well(&["--type", "honest"]);
    let before = honest_rows(opencite);
    let began = Instant::now();
    let memory = memory_of(&mut opencite.command(&scan_of(&[case, "honest"])));
    let time = began.elapsed();
    let database = opencite.database();
    assert_eq!(database.text("PRAGMA integrity_check"), "ok");
    let dangling = database.number("SELECT count(*) FROM pragma_foreign_key_check");
    assert_eq!(dangling, 0);
    assert_eq!(honest_rows(opencite), before);
    assert_eq!(opencite.unit("honest").outcome, "complete");
    let line = line(&opencite.unit(case));
    Observed {
        outcome: line.trim_start_matches(case).replacen(": ", "", 1),
        time,
        memory,
    }
}

/// What is stored of the honest unit: nothing of it changes.
fn honest_rows(opencite: &Opencite) -> String {
    opencite.database().text(
        "SELECT json_group_array(json_array(asset.id, version.id, version.to_scan, hex(content_hash), name))
         FROM unit JOIN asset ON asset.unit = unit.id JOIN asset_version AS version ON version.asset = asset.id
         WHERE unit.asset_type = 'honest'",
    )
}

/// Runs a command to its end, and says the most memory it had. It has more than this process, whose memory `wait4` would
/// begin with.
fn memory_of(command: &mut Command) -> u64 {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program can be run");
    let ended = child.wait4().expect("it is ours");
    assert!(ended.status.code().is_some(), "it {}", ended.status);
    ended.rusage.maxrss / 1024
}

/// The most memory that this process has had.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("it is there");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.expect("Linux says it").trim().trim_end_matches(" kB");
    peak.parse().expect("it is a number")
}

fn timed<T>(act: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    (act(), began.elapsed())
}
