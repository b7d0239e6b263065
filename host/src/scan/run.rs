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

/// One unit, and whose it is.
pub(super) struct UnitRun {
    /// The plugin's place in the request.
    pub(super) plugin: usize,
    pub(super) key: UnitKey,
}

impl Runner {
    /// Runs one unit and records it. A panic of the host in it is that unit's outcome, like a crash of the plugin.
    pub(super) async fn unit(self: Arc<Self>, unit: UnitRun) -> Result<(), StoreError> {
        let span = tracing::info_span!("unit", plugin = %unit.key.plugin, asset_type = %unit.key.asset_type, region = %unit.key.region);
        let started = (self.request.now)();
        let plugin = self
            .request
            .plugins
            .get(unit.plugin)
            .expect("the plan counts the request's plugins");
        let digest = plugin.digest();
        let known = self.known(&unit.key, digest).await?;
        let ledger = Ledger::default();
        let ran = if self.cancelled.is_cancelled() {
            not_begun()
        } else {
            self.bars.working_on(&unit.key, None);
            let task = self.task(&unit.key, known, ledger.clone());
            let run = AssertUnwindSafe(plugin.discover(&unit.key, task)).catch_unwind();
            run.instrument(span)
                .await
                .unwrap_or_else(|_panic| host_failed())
        };
        let books = ledger.read();
        let outcome = outcome(&ran, books.first_error, &books.unread);
        self.bars.ended(&unit.key, outcome.kind());
        let result = UnitResult {
            key: unit.key,
            outcome,
            assets: ran.assets,
            kept: ran.kept,
            requests: books.requests,
            started,
            finished: (self.request.now)(),
            plugin_digest: digest,
        };
        let scan = self.scan;
        self.store
            .run(move |store| store.record_unit(scan, &result).map(|_changes| ()))
            .await
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
    ran: &Discovery,
    first_error: Option<UnitError>,
    unread: &BTreeMap<&'static str, u32>,
) -> Outcome {
    let is_summary = |asset: &&Asset| asset.detail == Detail::Summary;
    Evidence {
        claim: ran.claim.clone(),
        first_error,
        unread: unread
            .keys()
            .next()
            .map(|operation| (*operation).to_owned()),
        assets: ran.assets.len() + ran.kept.len(),
        summaries: ran.assets.iter().filter(is_summary).count(),
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
