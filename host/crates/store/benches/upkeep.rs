//! What a year of hourly scans costs to keep, to ask about and to prune: `cargo bench -p opencite-store --bench upkeep`.
//!
//! The scans are of 10,000 assets, of which 20 change every hour.

use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use opencite_core::{
    AccountId, Asset, AssetId, AssetType, ContentHash, Detail, Outcome, PluginId, Properties,
    Region, Retention, ScanOutcome, Timestamp, UnitKey, UnitResult,
};
use opencite_store::{NewScan, QueryLimits, Replace, Store, StoreError};
use tempfile::TempDir;

const ASSETS: i64 = 10_000;
const CHANGES: i64 = 20;
const SCANS: i64 = 365 * 24;

/// Made once for all, and copied where it is changed.
static YEAR: LazyLock<TempDir> = LazyLock::new(year);

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 1)]
fn prune_plan(bencher: Bencher<'_, '_>) {
    let store = existing();
    bencher.bench_local(|| store.prune_plan(&retention()).expect("a sound database"));
}

#[divan::bench(sample_count = 1)]
fn prune(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(copied)
        .bench_local_values(|(directory, mut store)| {
            let plan = store.prune_plan(&retention()).expect("a sound database");
            store.prune(&plan).expect("a sound database");
            directory
        });
}

#[divan::bench(sample_count = 1)]
fn prune_and_vacuum(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(copied)
        .bench_local_values(|(directory, mut store)| {
            let plan = store.prune_plan(&retention()).expect("a sound database");
            store.prune(&plan).expect("a sound database");
            store.vacuum().expect("room on the disk");
            directory
        });
}

#[divan::bench(sample_count = 1)]
fn backup(bencher: Bencher<'_, '_>) {
    let store = existing();
    let directory = TempDir::new().expect("a temporary directory");
    let to = directory.path().join("copy.db");
    bencher.bench_local(|| {
        store
            .backup(&to, Replace::Existing)
            .expect("room on the disk")
    });
}

#[divan::bench(sample_count = 3, args = [
    "SELECT count(*) FROM assets WHERE type = 'model'",
    "SELECT type, region, count(*) FROM assets GROUP BY type, region",
    "SELECT name FROM assets WHERE id = 'arn:aws:sagemaker:us-east-1:111122223333:model/m-77'",
    "SELECT * FROM assets ORDER BY last_seen DESC LIMIT 10",
    "SELECT change, count(*) FROM asset_changes WHERE scan > 8700 GROUP BY change",
    "SELECT change, count(*) FROM asset_changes GROUP BY change",
])]
fn query(bencher: Bencher<'_, '_>, sql: &str) {
    let store = existing();
    bencher.bench_local(|| {
        store
            .query(sql, &QueryLimits::default(), |event| {
                black_box(event);
                Ok::<(), StoreError>(())
            })
            .expect("a valid query")
    });
}

fn retention() -> Retention {
    Retention {
        daily: 30,
        monthly: 12,
        ..Retention::default()
    }
}

fn existing() -> Store {
    Store::open_existing(&path(&YEAR)).expect("a database")
}

fn copied() -> (TempDir, Store) {
    let directory = TempDir::new().expect("a temporary directory");
    let to = path(&directory);
    existing()
        .backup(&to, Replace::Never)
        .expect("room on the disk");
    let store = Store::open(&to).expect("a database");
    (directory, store)
}

fn path(directory: &TempDir) -> std::path::PathBuf {
    AsRef::<Path>::as_ref(directory).join("bench.db")
}

fn year() -> TempDir {
    let directory = TempDir::new().expect("a temporary directory");
    let mut store = Store::open(&path(&directory)).expect("a writable directory");
    for hour in 0..SCANS {
        scan(&mut store, hour);
    }
    directory
}

fn scan(store: &mut Store, hour: i64) {
    let time = Timestamp::from_second(1_767_225_600 + hour * 3600).expect("a time");
    let new = NewScan {
        started: time,
        program_version: String::new(),
        simulated: false,
        tag: None,
    };
    let scan = store.begin_scan(&new).expect("a sound database");
    store
        .record_unit(scan, &result(hour, time))
        .expect("a sound database");
    store
        .finish_scan(scan, ScanOutcome::Complete, time, None)
        .expect("a sound database");
}

fn result(hour: i64, time: Timestamp) -> UnitResult {
    let is_other =
        |number: &i64| hour == 0 || (number - hour * CHANGES).rem_euclid(ASSETS) < CHANGES;
    let (described, kept): (Vec<_>, Vec<_>) = (0..ASSETS).partition(is_other);
    UnitResult {
        key: key(),
        outcome: Outcome::Complete,
        assets: described
            .into_iter()
            .map(|number| asset(number, hour))
            .collect(),
        kept: kept.into_iter().map(id).collect(),
        requests: 1,
        started: time,
        finished: time,
        plugin_digest: ContentHash::of("plugin"),
        listed_since: None,
    }
}

fn key() -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_sagemaker").expect("a plugin id"),
        asset_type: AssetType::new("model").expect("an asset type"),
        account: AccountId::new("111122223333").expect("an account"),
        region: Region::known("us-east-1").expect("a region"),
    }
}

fn id(number: i64) -> AssetId {
    AssetId::new(format!(
        "arn:aws:sagemaker:us-east-1:111122223333:model/m-{number}"
    ))
    .expect("an asset id")
}

fn asset(number: i64, hour: i64) -> Asset {
    let properties = format!(
        r#"{{"execution_role_arn":"arn:aws:iam::111122223333:role/SageMakerRole","version":{hour},
            "image":"763104351884.dkr.ecr.us-east-1.amazonaws.com/inference:2.1"}}"#
    );
    Asset {
        id: id(number),
        name: format!("m-{number}"),
        status: Some("InService".to_owned()),
        created: None,
        modified: None,
        version_token: Some(format!("{hour}")),
        detail: Detail::Full,
        properties: Properties::parse(&properties).expect("a JSON object"),
        relations: Vec::new(),
    }
}
