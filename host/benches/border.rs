//! The border of the sandbox: what a call to the host and an emitted asset cost.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use opencite_bindings::Lend;
use opencite_core::{AccountId, AssetType, IamAction, PluginId, Region, UnitKey};
use opencite_runtime::{Limits, Plugin, Progress, Runtime, Task};
use tokio_util::sync::CancellationToken;
use wasmtime::component::Linker;

use crate::{Figure, median};

const GUEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/guests/bench.wasm");
const RUNS: usize = 9;
/// How often the guest `bench` calls the host in its unit `calls`.
const CALLS: u32 = 1_000_000;
/// How many assets it emits in its unit `assets`.
const ASSETS: u32 = 100_000;

/// Lends nothing.
struct NoAws;

impl Lend for NoAws {
    fn lend<T: Send + 'static>(
        _: &mut Linker<T>,
        _: &str,
        _: fn(&mut T) -> &mut Self,
    ) -> wasmtime::Result<bool> {
        Ok(false)
    }

    fn has_action(_: &IamAction) -> bool {
        false
    }
}

/// The costs, each less what an empty unit costs.
pub(crate) fn costs() -> Vec<Figure> {
    let tokio = tokio::runtime::Runtime::new().expect("a runtime");
    let cache = tempfile::tempdir().expect("a directory");
    let program = PathBuf::from(env!("CARGO_BIN_EXE_opencite"));
    tokio.block_on(async {
        let runtime =
            Runtime::new(program, cache.path().join("c"), Limits::default()).expect("a sandbox");
        let plugin = runtime
            .load::<NoAws>(Path::new(GUEST))
            .await
            .expect("`make guests` has built the guest");
        let empty = unit(&plugin, "empty").await;
        let calls = unit(&plugin, "calls").await.saturating_sub(empty) / CALLS;
        let assets = unit(&plugin, "assets").await.saturating_sub(empty) / ASSETS;
        vec![
            Figure {
                what: "unit that does nothing, in a fresh instance".to_owned(),
                measured: micros(empty),
                goal: "",
            },
            Figure {
                what: "call of the host".to_owned(),
                measured: micros(calls),
                goal: "0.5 us",
            },
            Figure {
                what: "emitted asset, built and checked".to_owned(),
                measured: micros(assets),
                goal: "6 us",
            },
        ]
    })
}

async fn unit(plugin: &Plugin<NoAws>, asset_type: &str) -> Duration {
    let key = UnitKey {
        plugin: PluginId::new("bench").expect("a word"),
        asset_type: AssetType::new(asset_type).expect("a word"),
        account: AccountId::new("111122223333").expect("12 digits"),
        region: Region::known("us-east-1").expect("a region"),
    };
    let mut durations = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let task = Task {
            config: HashMap::new(),
            known: HashMap::new(),
            aws: NoAws,
            progress: Progress::unwatched(CancellationToken::new()),
            stands_at: None,
        };
        let began = Instant::now();
        let discovery = plugin.discover(&key, task).await;
        durations.push(began.elapsed());
        assert_eq!(discovery.claim, opencite_core::Claim::Done);
    }
    median(durations)
}

fn micros(duration: Duration) -> String {
    format!("{:.3} us", duration.as_secs_f64() * 1e6)
}
