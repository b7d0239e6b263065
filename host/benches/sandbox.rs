//! What the sandbox costs: the same mapping inside it and as native code, on the same answers.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use opencite_aws::{Connection, Entry, Ledger, Recorded, Session, Tape};
use opencite_core::{AccountId, AssetType, Claim, PluginId, Region, UnitKey};
use opencite_plugin_aws_bedrock::native;
use opencite_plugin_sdk::aws::bedrock::custom_models::{CustomModelDetail, CustomModelSummary};
use opencite_runtime::{Limits, Plugin, Progress, Runtime, Task};
use opencite_sim::Estate;
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::process::{Bench, PLUGINS};
use crate::{Figure, median, millis};

const ACCOUNT: &str = "111122223333";
const MODELS: usize = 2_000;
const RUNS: usize = 9;
const LIST: &str = "bedrock:ListCustomModels";
const GET: &str = "bedrock:GetCustomModel";

/// The costs of mapping all assets of a large scan, and what part of that scan they are.
pub(crate) fn costs() -> Vec<Figure> {
    let estate = Estate::empty(ACCOUNT).with_custom_models(MODELS);
    let bench = Bench::new(estate, Duration::ZERO);
    let scan = ["scan", "--region", "us-east-1", "--type", "custom_model"];
    bench.run(&[&scan[..], &["--record", "tape"]].concat());
    let whole = bench.run(&[&scan[..], &["--db", "other.db"]].concat()).cpu;
    let unit = format!("tape/{ACCOUNT}/us-east-1/aws_bedrock.custom_model.jsonl");
    let entries = entries(&bench.directory.path().join(unit));
    bench.stop();
    let (sandboxed, native) = (sandboxed(&entries), natively(&entries));
    let more = sandboxed.saturating_sub(native);
    let percent = more.as_secs_f64() / whole.as_secs_f64() * 100.0;
    let figure = |what: &str, measured: String| Figure {
        what: format!("{MODELS} custom models: {what}"),
        measured,
        goal: "",
    };
    vec![
        figure("the whole scan, processor time", millis(whole)),
        figure(
            "mapped in the sandbox, checked by the host",
            millis(sandboxed),
        ),
        figure(
            "mapped by the same code, native and unchecked",
            millis(native),
        ),
        figure(
            "the difference, of the whole scan",
            format!("{percent:.1} %"),
        ),
    ]
}

fn entries(path: &Path) -> Vec<Entry> {
    let text = std::fs::read_to_string(path).expect("the unit was recorded");
    let lines = text.lines().filter(|line| line.contains("\"operation\""));
    lines
        .map(|line| serde_json::from_str(line).expect("it is an answer"))
        .collect()
}

fn sandboxed(entries: &[Entry]) -> Duration {
    let tokio = tokio::runtime::Runtime::new().expect("a runtime");
    let cache = tempfile::tempdir().expect("a directory");
    let program = env!("CARGO_BIN_EXE_opencite").into();
    let runtime =
        Runtime::new(program, cache.path().join("c"), Limits::default()).expect("a sandbox");
    let file = Path::new(PLUGINS).join("aws-bedrock.wasm");
    tokio.block_on(async {
        let plugin: Plugin<Session> = runtime.load(&file).await.expect("`make plugins` was run");
        let mut durations = Vec::with_capacity(RUNS);
        for _ in 0..RUNS {
            let task = task(&plugin, entries.iter().cloned().collect());
            let began = Instant::now();
            let discovery = plugin.discover(&unit(), task).await;
            durations.push(began.elapsed());
            assert_eq!(discovery.claim, Claim::Done);
            assert_eq!(discovery.assets.len(), MODELS);
        }
        median(durations)
    })
}

fn task(plugin: &Plugin<Session>, answers: Recorded) -> Task<Session> {
    let cancelled = CancellationToken::new();
    Task {
        config: HashMap::new(),
        known: HashMap::new(),
        aws: Session::new(
            Connection::unconnected(&unit().region),
            Ledger::default(),
            Arc::new(Semaphore::new(32)),
            cancelled.clone(),
            plugin.wanted().iter().collect(),
            Tape::Replaying(answers),
        ),
        progress: Progress::unwatched(cancelled),
        stands_at: None,
    }
}

fn unit() -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_bedrock").expect("a word"),
        asset_type: AssetType::new("custom_model").expect("a word"),
        account: AccountId::new(ACCOUNT).expect("12 digits"),
        region: Region::known("us-east-1").expect("a region"),
    }
}

fn natively(entries: &[Entry]) -> Duration {
    let runs = (0..RUNS).map(|_| {
        let entries = entries.to_vec();
        let began = Instant::now();
        let assets = mapped(entries);
        let took = began.elapsed();
        assert_eq!(assets.len(), MODELS);
        black_box(assets);
        took
    });
    median(runs.collect())
}

/// The answers as the assets that the plugin emits, written out as they are when they cross the border.
fn mapped(entries: Vec<Entry>) -> Vec<String> {
    let (mut models, mut details) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry.operation.as_str() {
            LIST => models.extend(
                read::<Option<Vec<CustomModelSummary>>>(entry)
                    .into_iter()
                    .flatten(),
            ),
            GET => details.push(read::<CustomModelDetail>(entry)),
            other => panic!("{other} was asked"),
        }
    }
    let pairs = models.iter().zip(&details);
    pairs
        .map(|(model, detail)| native::custom_model(model, Some(detail)).to_string())
        .collect()
}

fn read<T: DeserializeOwned>(entry: Entry) -> T {
    serde_json::from_value(entry.answer).expect("it is the WIT's record")
}
