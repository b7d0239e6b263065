//! The main job: discover what is there, and store it.
//!
//! Signs in, plans the units, runs them many at once, and records each with its outcome as soon as it ends. What is
//! recorded stays, whatever happens later.

mod plan;
mod run;
mod source;
mod usage;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use futures_util::StreamExt as _;
use futures_util::stream;
use opencite_aws::recording::{Recording, RecordingError};
use opencite_core::{
    ConfigValue, PluginId, ScanId, ScanOutcome, ScanSummary, ScanTag, UnitCounts, UnitRecord,
};
use opencite_store::{NewScan, ScanLock, Store, StoreError};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::accounts::{self, AccountEntry, UnknownName};
use crate::clock::Clock;
use crate::plugins::LoadedPlugin;
use crate::progress::Bars;
use crate::sign_in::{self, NotSignedIn, SignInFailure};
use crate::store_thread::StoreThread;

use plan::Plan;
use run::UnitRun;
pub(crate) use run::discovery_outcome;
pub(crate) use usage::{Collected, UsageRequest};

/// Units that run at once: each may take all the memory that a plugin may have.
const MAX_UNITS: usize = 32;

/// Requests under way at once, when nobody says.
pub(crate) const DEFAULT_CONCURRENCY: u16 = 50;

/// What to scan, how, and where it goes.
pub(crate) struct ScanRequest {
    pub(crate) plugins: Vec<LoadedPlugin>,
    pub(crate) plugin_config: HashMap<PluginId, HashMap<String, ConfigValue>>,
    /// At least one, unless a recording takes the place of AWS.
    pub(crate) accounts: Vec<AccountEntry>,
    pub(crate) usage: UsageRequest,
    pub(crate) db: PathBuf,
    pub(crate) concurrency: u16,
    /// Describes again what is known and unchanged.
    pub(crate) full: bool,
    /// The name that the scan gets.
    pub(crate) tag: Option<ScanTag>,
    /// It is the built-in simulated account that is scanned.
    pub(crate) simulated: bool,
    pub(crate) recording: Recording,
    pub(crate) clock: Clock,
}

/// What came of a scan.
pub(crate) struct ScanReport {
    pub(crate) summary: ScanSummary,
    pub(crate) units: Vec<UnitRecord>,
    /// The accounts that no unit tells of.
    pub(crate) unknown: Vec<NotSignedIn>,
}

/// Why a scan could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    #[error(transparent)]
    Name(#[from] UnknownName),
    #[error("nothing to scan: no plugin has what is asked for in any account")]
    Nothing,
    #[error(transparent)]
    Recording(#[from] RecordingError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    SignIn(#[from] SignInFailure),
    #[error("the scan was cancelled before it began")]
    Cancelled,
}

/// Runs a scan.
///
/// # Errors
///
/// When there is nothing to scan, nobody to scan as, or nowhere to store what is found. Units that fail are no errors
/// here: they are part of the report.
pub(crate) async fn run(
    request: ScanRequest,
    cancelled: CancellationToken,
) -> Result<ScanReport, ScanError> {
    accounts::check(&request.accounts, &request.plugins)?;
    let recorded = match &request.recording {
        Recording::Reading(recorded) => Some(plan::recorded(&request, recorded)?),
        Recording::Off | Recording::Writing(_) if plan::is_empty(&request) => {
            return Err(ScanError::Nothing);
        }
        Recording::Off | Recording::Writing(_) => None,
    };
    let _lock = ScanLock::acquire(&request.db)?;
    let (store, closed) = StoreThread::start(Store::open(&request.db)?);
    let report = scan_into(store, request, recorded, cancelled).await;
    closed.await;
    report
}

async fn scan_into(
    store: StoreThread,
    request: ScanRequest,
    recorded: Option<Plan>,
    cancelled: CancellationToken,
) -> Result<ScanReport, ScanError> {
    let began = Instant::now();
    let new_scan = NewScan {
        started: request.clock.now(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        tag: request.tag.clone(),
        simulated: request.simulated,
    };
    let scan = store.run(move |store| store.begin_scan(&new_scan)).await?;
    let plan = match recorded {
        Some(plan) => Ok(plan),
        None => sign_in_and_plan(&request, &cancelled).await,
    };
    let Plan { units, unknown } = match plan {
        Ok(plan) => plan,
        Err(error) => return Err(give_up(&store, scan, request.clock, error).await),
    };
    let runner = Arc::new(Runner::new(request, store, scan, cancelled, &units));
    runner.all(units).await?;
    runner.finish(began, unknown).await
}

async fn sign_in_and_plan(
    request: &ScanRequest,
    cancelled: &CancellationToken,
) -> Result<Plan, ScanError> {
    let signing_in = sign_in::to_all(&request.accounts);
    let sign_ins = cancelled.run_until_cancelled(signing_in).await;
    Ok(plan::plan(request, sign_ins.ok_or(ScanError::Cancelled)??))
}

/// Records a scan in which nobody could be signed in.
async fn give_up(store: &StoreThread, scan: ScanId, clock: Clock, error: ScanError) -> ScanError {
    let (finished, reason) = (clock.now(), error.to_string());
    let recorded = store
        .run(move |store| store.finish_scan(scan, ScanOutcome::Failed, finished, Some(&reason)))
        .await;
    recorded.map_or_else(ScanError::Store, |()| error)
}

/// A scan under way.
pub(super) struct Runner {
    pub(super) request: ScanRequest,
    pub(super) store: StoreThread,
    pub(super) scan: ScanId,
    pub(super) requests: Arc<Semaphore>,
    pub(super) cancelled: CancellationToken,
    pub(super) bars: Arc<Bars>,
    /// Why the recording is not whole.
    unrecorded: OnceLock<RecordingError>,
}

impl Runner {
    fn new(
        request: ScanRequest,
        store: StoreThread,
        scan: ScanId,
        cancelled: CancellationToken,
        units: &[UnitRun],
    ) -> Self {
        Self {
            store,
            scan,
            requests: Arc::new(Semaphore::new(usize::from(request.concurrency))),
            cancelled,
            bars: Arc::new(Bars::of(units.iter().map(|unit| &unit.key))),
            unrecorded: OnceLock::new(),
            request,
        }
    }

    /// Runs all units, many at once, but no more than there may be requests: each waits for AWS most of its time.
    async fn all(self: &Arc<Self>, units: Vec<UnitRun>) -> Result<(), ScanError> {
        let at_once = MAX_UNITS.min(self.request.concurrency.into());
        let mut running = stream::iter(units)
            .map(|unit| tokio::spawn(Arc::clone(self).unit(unit)))
            .buffer_unordered(at_once);
        while let Some(ended) = running.next().await {
            let recorded =
                ended.expect("a unit's own panics are caught, and what records it has none");
            if let Err(error) = recorded {
                // Nothing can be stored any more: what runs is not worth its requests.
                self.cancelled.cancel();
                return Err(error.into());
            }
        }
        Ok(())
    }

    async fn finish(
        &self,
        began: Instant,
        unknown: Vec<NotSignedIn>,
    ) -> Result<ScanReport, ScanError> {
        self.bars.clear();
        self.settle_usage().await?;
        let (scan, finished) = (self.scan, self.request.clock.now());
        let units = self.store.run(move |store| store.units(Some(scan))).await?;
        let counts = UnitCounts::of(units.iter().map(|unit| &unit.outcome));
        let outcome = outcome(counts, &unknown);
        let error = not_signed_in(&unknown);
        self.store
            .run(move |store| store.finish_scan(scan, outcome, finished, error.as_deref()))
            .await?;
        let record = self.store.run(move |store| store.scan(scan)).await?;
        if let Some(error) = self.unrecorded.get() {
            return Err(error.clone().into());
        }
        let summary = ScanSummary {
            scan,
            outcome,
            units: counts,
            assets: record.assets,
            requests: units.iter().map(|unit| unit.requests).sum(),
            seconds: began.elapsed().as_secs_f64(),
        };
        Ok(ScanReport {
            summary,
            units,
            unknown,
        })
    }

    /// Tells the models of the calls apart by what the inventory now says, and forgets the calls that are too old.
    async fn settle_usage(&self) -> Result<(), ScanError> {
        let kept_from = self.request.usage.kept_from(self.request.clock.now());
        self.store
            .run(move |store| {
                store.resolve_models()?;
                store.prune_invocations(kept_from).map(|_pruned| ())
            })
            .await?;
        Ok(())
    }
}

/// What units make of a scan; it is not complete when there are accounts that none of them tells of.
fn outcome(counts: UnitCounts, unknown: &[NotSignedIn]) -> ScanOutcome {
    match counts.scan_outcome() {
        ScanOutcome::Complete if !unknown.is_empty() => ScanOutcome::Partial,
        outcome => outcome,
    }
}

fn not_signed_in(unknown: &[NotSignedIn]) -> Option<String> {
    let accounts = || format!("cannot sign in to account {}", sign_in::listed(unknown));
    (!unknown.is_empty()).then(accounts)
}
