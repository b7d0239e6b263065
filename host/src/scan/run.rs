//! Runs one unit, and records what came of it.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use opencite_aws::{Ledger, LedgerEntry, Session};
use opencite_core::{
    Asset, AssetId, Claim, ContentHash, Detail, ErrorKind, Evidence, Outcome, TimeSpan, UnitError,
    UnitKey, UnitResult, UsageResult,
};
use opencite_runtime::{Discovery, Progress, Task};
use opencite_store::StoreError;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::Runner;
use super::source::{Answers, Source};
use crate::plugins::LoadedPlugin;

/// One unit, and what there is to do.
pub(super) struct UnitRun {
    /// The plugin's place in the request.
    pub(super) plugin: usize,
    pub(super) key: UnitKey,
    pub(super) work: Work,
}

/// What there is to do for a unit.
pub(super) enum Work {
    /// Discover its assets.
    Discover { source: Source },
    /// Collect the usage of a window.
    Usage { source: Source, window: TimeSpan },
    /// Nothing: nobody can be asked.
    Settled(Outcome),
}

impl Runner {
    /// Runs one unit and records it.
    pub(super) async fn unit(self: Arc<Self>, unit: UnitRun) -> Result<(), StoreError> {
        let UnitRun { plugin, key, work } = unit;
        let plugin = self
            .request
            .plugins
            .get(plugin)
            .expect("the plan counts the request's plugins");
        match work {
            Work::Discover { source } => {
                let result = self.assets(plugin, key, &source).await?;
                self.record(result).await
            }
            Work::Usage { source, window } => {
                self.bars.working_on(&key, None);
                let result = Box::pin(self.usage(plugin, key, &source, window)).await?;
                self.record_usage(result).await
            }
            Work::Settled(outcome) => {
                self.record_settled(plugin, &key, &outcome);
                self.record(self.settled(plugin, key, outcome)).await
            }
        }
    }

    async fn assets(
        &self,
        plugin: &LoadedPlugin,
        key: UnitKey,
        source: &Source,
    ) -> Result<UnitResult, StoreError> {
        let started = self.request.clock.now();
        let answers = match self.open(plugin, &key, source, None) {
            Ok(answers) => answers,
            Err(error) => return Ok(self.settled(plugin, key, Outcome::Failed(error))),
        };
        let known = self.known(&key, plugin.digest()).await?;
        let ledger = Ledger::default();
        let discovery = self
            .discover(plugin, &key, &answers, known, ledger.clone())
            .await;
        let books = answers.judge(ledger.read()).await;
        self.close(&key, answers, &books);
        let requests = books.requests;
        Ok(UnitResult {
            outcome: discovery_outcome(&discovery, books),
            assets: discovery.assets,
            kept: discovery.kept,
            requests,
            started,
            finished: self.request.clock.now(),
            listed_since: discovery.listed_since,
            plugin_digest: plugin.digest(),
            key,
        })
    }

    /// The result of a unit of which nothing can be asked.
    fn settled(&self, plugin: &LoadedPlugin, key: UnitKey, outcome: Outcome) -> UnitResult {
        let now = self.request.clock.now();
        UnitResult {
            key,
            outcome,
            assets: Vec::new(),
            kept: Vec::new(),
            requests: 0,
            started: now,
            finished: now,
            listed_since: None,
            plugin_digest: plugin.digest(),
        }
    }

    async fn record(&self, result: UnitResult) -> Result<(), StoreError> {
        self.bars.ended(&result.key, result.outcome.kind());
        let id = self.scan;
        self.store
            .run(move |store| store.record_unit(id, &result).map(|_changes| ()))
            .await
    }

    async fn record_usage(&self, result: UsageResult) -> Result<(), StoreError> {
        self.bars.ended(&result.key, result.outcome.kind());
        let (id, key) = (self.scan, result.key.clone());
        let changes = self
            .store
            .run(move |store| store.record_usage(id, &result))
            .await?;
        if changes.late > 0 {
            let late = changes.late;
            tracing::warn!(
                "{key}: {late} calls are of days whose calls are kept no longer: they are not counted"
            );
        }
        Ok(())
    }

    async fn discover(
        &self,
        plugin: &LoadedPlugin,
        key: &UnitKey,
        answers: &Answers,
        known: HashMap<AssetId, String>,
        ledger: Ledger,
    ) -> Discovery {
        if self.cancelled.is_cancelled() {
            return stopped(not_begun());
        }
        self.bars.working_on(key, None);
        let task = Task {
            known,
            ..self.task(plugin, answers, key, ledger, self.cancelled.clone())
        };
        guarded(key, plugin.discover(key, task))
            .await
            .unwrap_or_else(stopped)
    }

    async fn known(
        &self,
        key: &UnitKey,
        digest: ContentHash,
    ) -> Result<HashMap<AssetId, String>, StoreError> {
        if self.request.full {
            return Ok(HashMap::new());
        }
        let key = key.clone();
        self.store
            .run(move |store| store.known_tokens(&key, &digest))
            .await
    }

    /// What a call of the plugin is given, but for what is known of the unit.
    pub(super) fn task(
        &self,
        plugin: &LoadedPlugin,
        answers: &Answers,
        key: &UnitKey,
        ledger: Ledger,
        cancelled: CancellationToken,
    ) -> Task<Session> {
        let (bars, unit) = (Arc::clone(&self.bars), key.clone());
        Task {
            config: self
                .request
                .plugin_config
                .get(&key.plugin)
                .cloned()
                .unwrap_or_default(),
            known: HashMap::new(),
            aws: Session::new(
                Arc::clone(&answers.connection),
                ledger,
                Arc::clone(&self.requests),
                cancelled.clone(),
                plugin.granted().iter().collect(),
                answers.tape.clone(),
            ),
            progress: Progress::new(move |done, _| bars.working_on(&unit, Some(done)), cancelled),
            stands_at: self.request.clock.stands_at(),
        }
    }
}

/// Runs a call of a plugin. A panic of the host on the way is that unit's outcome, like a crash of the plugin.
pub(super) async fn guarded<T>(
    key: &UnitKey,
    call: impl Future<Output = T>,
) -> Result<T, UnitError> {
    let UnitKey {
        plugin: id,
        asset_type,
        account,
        region,
    } = key;
    AssertUnwindSafe(call)
        .catch_unwind()
        .instrument(tracing::info_span!("unit", %id, %asset_type, %account, %region))
        .await
        .map_err(|_panic| UnitError::new(ErrorKind::Trap, "opencite itself failed in this unit"))
}

/// How a unit ended that assets were discovered in.
pub(crate) fn discovery_outcome(discovery: &Discovery, books: LedgerEntry) -> Outcome {
    let is_summary = |asset: &&Asset| asset.detail == Detail::Summary;
    Evidence {
        claim: discovery.claim.clone(),
        first_error: books.first_error,
        unread: books.unread.keys().next().map(ToString::to_string),
        assets: discovery.assets.len() + discovery.kept.len(),
        summaries: discovery.assets.iter().filter(is_summary).count(),
    }
    .outcome()
}

pub(super) fn not_begun() -> UnitError {
    UnitError::new(
        ErrorKind::Cancelled,
        "the scan was cancelled before this unit began",
    )
}

fn stopped(error: UnitError) -> Discovery {
    Discovery {
        claim: Claim::Stopped(error),
        assets: Vec::new(),
        kept: Vec::new(),
        listed_since: None,
        dropped_lines: 0,
    }
}
