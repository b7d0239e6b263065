//! The main job: discover what is there, and store it.
//!
//! Signs in, plans the units, runs them many at once, and records each with its outcome as soon as it ends. What is
//! recorded stays, whatever happens later.

mod plan;
mod run;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use futures_util::StreamExt as _;
use futures_util::stream;
use opencite_aws::{Account, Settings, SignInError};
use opencite_core::{
    AssetType, ConfigValue, PluginId, Region, ScanId, ScanOutcome, ScanSummary, Timestamp,
    UnitCounts, UnitRecord,
};
use opencite_store::{NewScan, ScanLock, Store, StoreError};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::plugins::LoadedPlugin;
use crate::progress::Bars;
use crate::store_thread::StoreThread;

pub(crate) use plan::PlanError;
use plan::Target;
use run::UnitRun;

/// Requests under way at once, when nobody says.
pub(crate) const DEFAULT_CONCURRENCY: u16 = 32;

/// What to scan, how, and where it goes.
pub(crate) struct ScanRequest {
    pub(crate) plugins: Vec<LoadedPlugin>,
    pub(crate) plugin_config: HashMap<PluginId, HashMap<String, ConfigValue>>,
    /// Only these asset types; all when empty.
    pub(crate) types: Vec<AssetType>,
    pub(crate) regions: Vec<Region>,
    pub(crate) settings: Settings,
    pub(crate) db: PathBuf,
    pub(crate) concurrency: u16,
    /// Describes again what is known and unchanged.
    pub(crate) full: bool,
    /// It is the built-in simulated account that is scanned.
    pub(crate) simulated: bool,
    /// The clock.
    pub(crate) now: fn() -> Timestamp,
}

/// What came of a scan.
pub(crate) struct ScanReport {
    pub(crate) summary: ScanSummary,
    pub(crate) units: Vec<UnitRecord>,
}

/// Why a scan could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScanError {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("cannot sign in to AWS: {0}")]
    SignIn(SignInError),
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
    let targets = plan::targets(&request.plugins, &request.types, &request.regions)?;
    let _lock = ScanLock::acquire(&request.db)?;
    let (store, closed) = StoreThread::start(Store::open(&request.db)?);
    let report = scan_into(store, request, &targets, cancelled).await;
    closed.await;
    report
}

async fn scan_into(
    store: StoreThread,
    request: ScanRequest,
    targets: &[Target],
    cancelled: CancellationToken,
) -> Result<ScanReport, ScanError> {
    let began = Instant::now();
    let new_scan = NewScan {
        started: (request.now)(),
        program_version: env!("CARGO_PKG_VERSION").to_owned(),
        simulated: request.simulated,
    };
    let scan = store.run(move |store| store.begin_scan(&new_scan)).await?;
    let account = match sign_in(&request, &cancelled).await {
        Ok(account) => account,
        Err(error) => return Err(give_up(&store, scan, request.now, error).await),
    };
    let units = plan::units(targets, account.identity());
    let runner = Arc::new(Runner::new(
        request, &account, store, scan, cancelled, &units,
    ));
    runner.all(units).await?;
    runner.finish(began).await
}

async fn sign_in(
    request: &ScanRequest,
    cancelled: &CancellationToken,
) -> Result<Account, ScanError> {
    let (first, others) = request.regions.split_first().ok_or(PlanError::NoRegion)?;
    let answer = Box::pin(Account::sign_in(&request.settings, first, others));
    let answer = cancelled.run_until_cancelled(answer).await;
    answer
        .ok_or(ScanError::Cancelled)?
        .map_err(ScanError::SignIn)
}

/// Records a scan in which nobody could be signed in.
async fn give_up(
    store: &StoreThread,
    scan: ScanId,
    now: fn() -> Timestamp,
    error: ScanError,
) -> ScanError {
    let (finished, reason) = (now(), error.to_string());
    let recorded = store
        .run(move |store| store.finish_scan(scan, ScanOutcome::Failed, finished, Some(&reason)))
        .await;
    recorded.map_or_else(ScanError::Store, |()| error)
}

/// A scan under way.
pub(super) struct Runner {
    pub(super) request: ScanRequest,
    pub(super) connections: HashMap<Region, Arc<opencite_aws::Connection>>,
    pub(super) store: StoreThread,
    pub(super) scan: ScanId,
    pub(super) requests: Arc<Semaphore>,
    pub(super) cancelled: CancellationToken,
    pub(super) bars: Arc<Bars>,
}

impl Runner {
    fn new(
        request: ScanRequest,
        account: &Account,
        store: StoreThread,
        scan: ScanId,
        cancelled: CancellationToken,
        units: &[UnitRun],
    ) -> Self {
        let connections = request
            .regions
            .iter()
            .map(|region| (region.clone(), account.connection(region)))
            .collect();
        Self {
            connections,
            store,
            scan,
            requests: Arc::new(Semaphore::new(usize::from(request.concurrency))),
            cancelled,
            bars: Arc::new(Bars::of(units.iter().map(|unit| &unit.key))),
            request,
        }
    }

    /// Runs all units, as many at once as there may be requests: each waits for AWS most of its time.
    async fn all(self: &Arc<Self>, units: Vec<UnitRun>) -> Result<(), ScanError> {
        let at_once = usize::from(self.request.concurrency);
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

    async fn finish(&self, began: Instant) -> Result<ScanReport, ScanError> {
        self.bars.clear();
        let (scan, finished) = (self.scan, (self.request.now)());
        let units = self.store.run(move |store| store.units(Some(scan))).await?;
        let counts = UnitCounts::of(units.iter().map(|unit| &unit.outcome));
        let outcome = counts.scan_outcome();
        self.store
            .run(move |store| store.finish_scan(scan, outcome, finished, None))
            .await?;
        let summary = ScanSummary {
            scan,
            outcome,
            units: counts,
            assets: units.iter().map(|unit| unit.assets).sum(),
            requests: units.iter().map(|unit| unit.requests).sum(),
            seconds: began.elapsed().as_secs_f64(),
        };
        Ok(ScanReport { summary, units })
    }
}
