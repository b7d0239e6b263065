//! Runs one unit, and records what came of it.

use std::collections::{BTreeMap, HashMap};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt as _;
use opencite_aws::{Ledger, Session};
use opencite_core::{
    Asset, AssetId, Claim, ContentHash, Detail, ErrorKind, Evidence, Outcome, UnitError, UnitKey,
    UnitResult,
};
use opencite_runtime::{Discovery, Progress, Task};
use opencite_store::StoreError;
use tracing::Instrument as _;

use super::Runner;
use crate::plugins::LoadedPlugin;

/// One unit, and whose it is.
pub(super) struct UnitRun {
    /// The plugin's place in the request.
    pub(super) plugin: usize,
    pub(super) key: UnitKey,
}

impl Runner {
    /// Runs one unit and records it.
    pub(super) async fn unit(self: Arc<Self>, unit: UnitRun) -> Result<(), StoreError> {
        let UnitRun { plugin, key } = unit;
        let plugin = self
            .request
            .plugins
            .get(plugin)
            .expect("the plan counts the request's plugins");
        let started = (self.request.now)();
        let known = self.known(&key, plugin.digest()).await?;
        let ledger = Ledger::default();
        let discovery = self.discover(plugin, &key, known, ledger.clone()).await;
        let books = ledger.read();
        let result = UnitResult {
            outcome: outcome(&discovery, books.first_error, &books.unread),
            assets: discovery.assets,
            kept: discovery.kept,
            requests: books.requests,
            started,
            finished: (self.request.now)(),
            plugin_digest: plugin.digest(),
            key,
        };
        self.bars.ended(&result.key, result.outcome.kind());
        self.record(result).await
    }

    async fn record(&self, result: UnitResult) -> Result<(), StoreError> {
        let id = self.scan;
        self.store
            .run(move |store| store.record_unit(id, &result).map(|_changes| ()))
            .await
    }

    /// Lets the plugin discover. A panic of the host on the way is that unit's outcome, like a crash of the plugin.
    async fn discover(
        &self,
        plugin: &LoadedPlugin,
        key: &UnitKey,
        known: HashMap<AssetId, String>,
        ledger: Ledger,
    ) -> Discovery {
        if self.cancelled.is_cancelled() {
            return not_begun();
        }
        self.bars.working_on(key, None);
        let task = self.task(key, known, ledger);
        let UnitKey {
            plugin: id,
            asset_type,
            region,
            ..
        } = key;
        AssertUnwindSafe(plugin.discover(key, task))
            .catch_unwind()
            .instrument(tracing::info_span!("unit", %id, %asset_type, %region))
            .await
            .unwrap_or_else(|_panic| host_failed())
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

    fn task(
        &self,
        key: &UnitKey,
        known: HashMap<AssetId, String>,
        ledger: Ledger,
    ) -> Task<Session> {
        let connection = self
            .connections
            .get(&key.region)
            .expect("the plan has the request's regions only");
        let (bars, unit) = (Arc::clone(&self.bars), key.clone());
        Task {
            config: self
                .request
                .plugin_config
                .get(&key.plugin)
                .cloned()
                .unwrap_or_default(),
            known,
            aws: Session::new(
                Arc::clone(connection),
                ledger,
                Arc::clone(&self.requests),
                self.cancelled.clone(),
            ),
            progress: Progress::new(
                move |done, _| bars.working_on(&unit, Some(done)),
                self.cancelled.clone(),
            ),
        }
    }
}

fn outcome(
    discovery: &Discovery,
    first_error: Option<UnitError>,
    unread: &BTreeMap<&'static str, u32>,
) -> Outcome {
    let is_summary = |asset: &&Asset| asset.detail == Detail::Summary;
    Evidence {
        claim: discovery.claim.clone(),
        first_error,
        unread: unread
            .keys()
            .next()
            .map(|operation| (*operation).to_owned()),
        assets: discovery.assets.len() + discovery.kept.len(),
        summaries: discovery.assets.iter().filter(is_summary).count(),
    }
    .outcome()
}

fn not_begun() -> Discovery {
    stopped(UnitError::new(
        ErrorKind::Cancelled,
        "the scan was cancelled before this unit began",
    ))
}

fn host_failed() -> Discovery {
    stopped(UnitError::new(
        ErrorKind::Trap,
        "opencite itself failed in this unit",
    ))
}

fn stopped(error: UnitError) -> Discovery {
    Discovery {
        claim: Claim::Stopped(error),
        assets: Vec::new(),
        kept: Vec::new(),
        dropped_lines: 0,
    }
}
