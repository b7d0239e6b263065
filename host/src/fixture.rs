//! The tests of a plugin: recorded answers, and what the plugin is to make of them.
//!
//! A case is a directory with two files: `answers.jsonl`, the recording of a unit, and `expected.json`.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use opencite_aws::recording::{RecordedUnit, RecordingError, UnitHead, Window};
use opencite_aws::{Connection, Ledger, Recorded, Session, Tape};
use opencite_core::{Claim, InvocationRecord, TimeSpan, UnitKey};
use opencite_output::fixture::{self, Findings};
use opencite_runtime::{Progress, Task};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::failure::{Failure, IntoFailure as _};
use crate::plugins::LoadedPlugin;
use crate::scan::{Collected, DEFAULT_CONCURRENCY, discovery_outcome};
use crate::whole_file;

/// The recording of a case.
const ANSWERS: &str = "answers.jsonl";
/// What is to come of it.
const EXPECTED: &str = "expected.json";
/// The most bytes of what is expected.
const MAX_EXPECTED: u64 = 256 * 1024 * 1024;
/// The most cases of a plugin.
const MAX_CASES: usize = 10_000;

/// A test of a plugin.
pub(crate) struct Case {
    directory: PathBuf,
}

/// What came of a test.
pub(crate) enum Verdict {
    /// What was expected.
    Passed,
    /// Something else: both texts.
    Failed { expected: String, found: String },
    /// Nothing was expected yet.
    New { found: String },
}

impl Case {
    /// The cases below a directory, sorted by name.
    ///
    /// # Errors
    ///
    /// When there are none.
    pub(crate) fn all(directory: &Path) -> Result<Vec<Self>, Failure> {
        let unreadable = || format!("cannot read the fixtures in {}", directory.display());
        let entries = fs::read_dir(directory).with_context(unreadable);
        let mut cases = Vec::new();
        for entry in entries.map_err(Failure::usage)? {
            let entry = entry.with_context(unreadable).map_err(Failure::failed)?;
            if entry.path().join(ANSWERS).is_file() {
                cases.push(Self {
                    directory: entry.path(),
                });
            }
            if cases.len() > MAX_CASES {
                let many = anyhow!(
                    "there are over {MAX_CASES} fixtures in {}",
                    directory.display()
                );
                return Err(Failure::usage(many));
            }
        }
        if cases.is_empty() {
            let none = anyhow!("there is no fixture in {}", directory.display());
            return Err(Failure::usage(none).hint(format!(
                "Make a directory for each in it, with an {ANSWERS}: a file of `opencite scan --record` is one."
            )));
        }
        cases.sort_by(|one, other| one.directory.cmp(&other.directory));
        Ok(cases)
    }

    /// What people call it.
    pub(crate) fn name(&self) -> String {
        let name = self.directory.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Runs the plugin on the recorded answers, and compares.
    ///
    /// # Errors
    ///
    /// When a file cannot be read. What the plugin does wrong is no error: it is what is compared.
    pub(crate) async fn run(&self, plugin: &LoadedPlugin) -> Result<Verdict, Failure> {
        let path = self.directory.join(ANSWERS);
        let unit = RecordedUnit::read(&path).map_err(RecordingError::into_failure)?;
        let key = unit.head.key(Some(&plugin.manifest().id));
        let key = key.map_err(|why| RecordingError::new(&path, why).into_failure())?;
        let findings = Box::pin(findings(plugin, &key, unit)).await;
        let found = fixture::findings(&findings).map_err(Failure::failed)?;
        Ok(match self.expected()? {
            None => Verdict::New { found },
            Some(expected) if same(&expected, &found) => Verdict::Passed,
            Some(expected) => Verdict::Failed { expected, found },
        })
    }

    /// Expects from now on what was found.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub(crate) fn bless(&self, found: &str) -> Result<(), Failure> {
        let path = self.directory.join(EXPECTED);
        whole_file::write(&path, |out| Ok(out.write_all(found.as_bytes())?))
    }

    fn expected(&self) -> Result<Option<String>, Failure> {
        let path = self.directory.join(EXPECTED);
        match whole_file::read_text(&path, MAX_EXPECTED) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            text => text
                .with_context(|| format!("cannot read {}", path.display()))
                .map(Some)
                .map_err(Failure::usage),
        }
    }
}

/// Whether two documents say the same, however they are laid out.
fn same(expected: &str, found: &str) -> bool {
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    expected == found || value(expected).is_some_and(|expected| Some(expected) == value(found))
}

async fn findings(plugin: &LoadedPlugin, key: &UnitKey, unit: RecordedUnit) -> Findings {
    let RecordedUnit { head, answers, .. } = unit;
    let ledger = Ledger::default();
    let task = task(plugin, key, &head, answers.clone(), ledger.clone());
    let window = head.window.and_then(Window::span);
    let mut findings = match window {
        Some(window) => usage(plugin, key, window, task, &ledger).await,
        None => discovery(plugin, key, task, &ledger).await,
    };
    findings.unasked = answers.left();
    findings
}

async fn discovery(
    plugin: &LoadedPlugin,
    key: &UnitKey,
    task: Task<Session>,
    ledger: &Ledger,
) -> Findings {
    let discovery = plugin.discover(key, task).await;
    Findings {
        assets: discovery.assets.clone(),
        kept: discovery.kept.clone(),
        listed_since: discovery.listed_since,
        ..Findings::nothing(discovery_outcome(&discovery, ledger.read()))
    }
}

async fn usage(
    plugin: &LoadedPlugin,
    key: &UnitKey,
    window: TimeSpan,
    task: Task<Session>,
    ledger: &Ledger,
) -> Findings {
    let mut collected = Collected::nothing(Claim::Done);
    collected.add(window, plugin.usage(key, window, task).await);
    let outcome = collected.outcome(ledger.read());
    let record = |invocation| InvocationRecord {
        account: key.account.clone(),
        region: key.region.clone(),
        model: None,
        invocation,
    };
    Findings {
        invocations: collected.invocations.into_iter().map(record).collect(),
        measurements: collected.measurements,
        covered: collected.covered,
        ..Findings::nothing(outcome)
    }
}

/// A call of the plugin that is granted all that it asks for, with the settings of its manifest.
fn task(
    plugin: &LoadedPlugin,
    key: &UnitKey,
    head: &UnitHead,
    answers: Recorded,
    ledger: Ledger,
) -> Task<Session> {
    let cancelled = CancellationToken::new();
    Task {
        config: HashMap::new(),
        known: HashMap::new(),
        aws: Session::new(
            Connection::unconnected(&key.region),
            ledger,
            Arc::new(Semaphore::new(usize::from(DEFAULT_CONCURRENCY))),
            cancelled.clone(),
            plugin.granted().iter().collect(),
            Tape::Replaying(answers),
        ),
        progress: Progress::unwatched(cancelled),
        stands_at: Some(head.at),
    }
}
