//! What recording and reading a large unit cost: `cargo bench -p opencite-store`.

use std::path::Path;

use divan::{Bencher, black_box};
use opencite_core::{
    AccountId, Asset, AssetId, AssetType, ContentHash, Detail, Outcome, PluginId, Properties,
    Region, Relation, ScanId, Timestamp, UnitKey, UnitResult,
};
use opencite_store::{AssetFilter, NewScan, Store, StoreError};
use tempfile::TempDir;

const ASSETS: u32 = 100_000;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5)]
fn first_write(bencher: Bencher<'_, '_>) {
    let result = described(1);
    bencher
        .with_inputs(|| TempDir::new().expect("a temporary directory"))
        .bench_local_refs(|directory| {
            let mut store = opened(directory.path());
            record(&mut store, &result);
        });
}

#[divan::bench(sample_count = 5)]
fn unchanged_write_of_kept_assets(bencher: Bencher<'_, '_>) {
    let (_directory, mut store) = filled();
    let result = kept();
    bencher.bench_local(|| record(&mut store, &result));
}

#[divan::bench(sample_count = 5)]
fn unchanged_write_of_described_assets(bencher: Bencher<'_, '_>) {
    let (_directory, mut store) = filled();
    let result = described(1);
    bencher.bench_local(|| record(&mut store, &result));
}

#[divan::bench(sample_count = 5)]
fn known_tokens(bencher: Bencher<'_, '_>) {
    let (_directory, store) = filled();
    let digest = ContentHash::of("plugin");
    bencher.bench_local(|| {
        store
            .known_tokens(&key(), &digest)
            .expect("a sound database")
    });
}

#[divan::bench(sample_count = 5)]
fn assets_read(bencher: Bencher<'_, '_>) {
    let (_directory, store) = filled();
    bencher.bench_local(|| {
        store.each_asset(&AssetFilter::default(), None, |record| {
            black_box(record);
            Ok::<(), StoreError>(())
        })
    });
}

/// One asset in a hundred is different.
#[divan::bench(sample_count = 5)]
fn changes_read(bencher: Bencher<'_, '_>) {
    let (_directory, mut store) = filled();
    let mut result = described(2);
    let changed = result
        .assets
        .split_off(result.assets.len() - ASSETS as usize / 100);
    result.kept = result.assets.into_iter().map(|asset| asset.id).collect();
    result.assets = changed;
    record(&mut store, &result);
    bencher.bench_local(|| {
        store.each_change(&AssetFilter::default(), ScanId(1), ScanId(2), |change| {
            black_box(change);
            Ok::<(), StoreError>(())
        })
    });
}

fn opened(directory: &Path) -> Store {
    Store::open(&directory.join("bench.db")).expect("a writable directory")
}

fn filled() -> (TempDir, Store) {
    let directory = TempDir::new().expect("a temporary directory");
    let mut store = opened(directory.path());
    record(&mut store, &described(1));
    (directory, store)
}

fn record(store: &mut Store, result: &UnitResult) {
    let new = NewScan {
        started: result.started,
        program_version: String::new(),
        simulated: false,
        tag: None,
    };
    let scan = store.begin_scan(&new).expect("a sound database");
    store.record_unit(scan, result).expect("a sound database");
}

fn described(version: u32) -> UnitResult {
    UnitResult {
        key: key(),
        outcome: Outcome::Complete,
        assets: (0..ASSETS).map(|number| asset(number, version)).collect(),
        kept: Vec::new(),
        requests: 1,
        started: Timestamp::UNIX_EPOCH,
        finished: Timestamp::UNIX_EPOCH,
        listed_since: None,
        plugin_digest: ContentHash::of("plugin"),
    }
}

fn kept() -> UnitResult {
    let all = described(1);
    UnitResult {
        kept: all.assets.into_iter().map(|asset| asset.id).collect(),
        assets: vec![],
        ..all
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

/// A model as SageMaker describes one. Names come in no order, as in life.
fn asset(number: u32, version: u32) -> Asset {
    let name = format!("fraud-detection-{:08x}", number.wrapping_mul(0x9E37_79B1));
    let properties = format!(
        r#"{{"execution_role_arn":"arn:aws:iam::111122223333:role/service-role/SageMakerRole",
            "enable_network_isolation":false,"version":{version},
            "primary_container":{{"image":"763104351884.dkr.ecr.us-east-1.amazonaws.com/inference:2.1",
            "model_data_url":"s3://models-111122223333/{name}/output/model.tar.gz",
            "environment":{{"SAGEMAKER_PROGRAM":"inference.py","SAGEMAKER_REGION":"us-east-1"}}}},
            "vpc_config":{{"subnets":["subnet-0a1b2c3d","subnet-1a2b3c4d"],"groups":["sg-0123456"]}},
            "tags":{{"team":"risk","cost-center":"4711"}}}}"#
    );
    Asset {
        id: AssetId::new(format!(
            "arn:aws:sagemaker:us-east-1:111122223333:model/{name}"
        ))
        .expect("an asset id"),
        name,
        status: Some("InService".to_owned()),
        created: Some(Timestamp::UNIX_EPOCH),
        modified: Some(Timestamp::UNIX_EPOCH),
        version_token: Some("2026-01-01T00:00:00Z".to_owned()),
        detail: Detail::Full,
        properties: Properties::parse(&properties).expect("a JSON object"),
        relations: vec![Relation {
            kind: "role".to_owned(),
            target: "arn:aws:iam::r".to_owned(),
        }],
    }
}
