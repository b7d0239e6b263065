//! Builders: a database, results of units, assets, and how they are shown.

use std::path::PathBuf;

use opencite_core::{
    AccountId, Asset, AssetId, AssetRecord, AssetType, ContentHash, Detail, ErrorKind, IamAction,
    Outcome, PluginId, Properties, Region, ScanId, ScanOutcome, Timestamp, UnitError, UnitKey,
    UnitResult,
};
use tempfile::TempDir;

use crate::{AssetFilter, NewScan, Store, StoreError, UnitChanges};

/// A database in a directory of its own. Scan 1 runs at one o'clock, scan 2 at two.
pub(super) struct Database {
    pub(super) directory: TempDir,
    pub(super) path: PathBuf,
    pub(super) store: Store,
}

impl Database {
    pub(super) fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("opencite.db");
        let store = Store::open(&path).unwrap();
        Self {
            directory,
            path,
            store,
        }
    }

    pub(super) fn begin(&mut self) -> ScanId {
        let number = self
            .store
            .latest_scan()
            .unwrap()
            .map_or(1, |scan| scan.id.0 + 1);
        self.store.begin_scan(&new_scan(number)).unwrap()
    }

    pub(super) fn record(&mut self, scan: ScanId, result: Seen) -> Result<UnitChanges, StoreError> {
        self.store.record_unit(scan, &result.at(scan))
    }

    pub(super) fn finish(&mut self, scan: ScanId) {
        let outcome = self.store.scan(scan).unwrap().units.scan_outcome();
        self.store
            .finish_scan(scan, outcome, time(scan.0, 30), None)
            .unwrap();
    }

    /// A whole scan.
    pub(super) fn scan(&mut self, results: impl IntoIterator<Item = Seen>) -> ScanId {
        let scan = self.begin();
        for result in results {
            self.record(scan, result).unwrap();
        }
        self.finish(scan);
        scan
    }

    /// The changes of a scan of one unit.
    pub(super) fn scan_one(&mut self, result: Seen) -> UnitChanges {
        let scan = self.begin();
        let changes = self.record(scan, result).unwrap();
        self.finish(scan);
        changes
    }

    /// The assets that are there now, as lines.
    pub(super) fn now(&self) -> String {
        lines(&self.store.assets(&AssetFilter::default(), None).unwrap())
    }

    /// The assets that were there at a scan, as lines.
    pub(super) fn at(&self, scan: ScanId) -> String {
        lines(
            &self
                .store
                .assets(&AssetFilter::default(), Some(scan))
                .unwrap(),
        )
    }

    /// How many rows the tables have.
    pub(super) fn rows(&self) -> (i64, i64) {
        let count = |sql| {
            self.store
                .connection
                .query_row(sql, [], |row| row.get(0))
                .unwrap()
        };
        (
            count("SELECT count(*) FROM asset"),
            count("SELECT count(*) FROM asset_version"),
        )
    }
}

pub(super) fn new_scan(number: i64) -> NewScan {
    NewScan {
        started: time(number, 0),
        program_version: "0.1.0".to_owned(),
        simulated: false,
        tag: None,
    }
}

/// So many minutes past the hour of a scan.
pub(super) fn time(scan: i64, minute: i64) -> Timestamp {
    let day: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    Timestamp::from_second(day.as_second() + scan * 3600 + minute * 60).unwrap()
}

/// What came of a unit, being built.
#[derive(Debug, Clone)]
pub(super) struct Seen(pub(super) UnitResult);

pub(super) fn complete() -> Seen {
    seen(Outcome::Complete)
}

pub(super) fn partial() -> Seen {
    seen(Outcome::Partial(throttled()))
}

pub(super) fn failed() -> Seen {
    seen(Outcome::Failed(denied()))
}

pub(super) fn skipped() -> Seen {
    seen(Outcome::Skipped(UnitError::new(
        ErrorKind::UnsupportedRegion,
        "not in this region",
    )))
}

fn seen(outcome: Outcome) -> Seen {
    Seen(UnitResult {
        key: key("endpoint", "us-east-1"),
        outcome,
        assets: Vec::new(),
        kept: Vec::new(),
        requests: 1,
        started: Timestamp::UNIX_EPOCH,
        finished: Timestamp::UNIX_EPOCH,
        listed_since: None,
        plugin_digest: digest("one"),
    })
}

impl Seen {
    pub(super) fn of(mut self, asset_type: &str, region: &str) -> Self {
        self.0.key = key(asset_type, region);
        self
    }

    pub(super) fn described(mut self, assets: impl IntoIterator<Item = Asset>) -> Self {
        self.0.assets.extend(assets);
        self
    }

    pub(super) fn kept(mut self, ids: impl IntoIterator<Item = &'static str>) -> Self {
        self.0.kept.extend(ids.into_iter().map(id));
        self
    }

    pub(super) fn by_build(mut self, build: &str) -> Self {
        self.0.plugin_digest = digest(build);
        self
    }

    pub(super) fn at(mut self, scan: ScanId) -> UnitResult {
        self.0.started = time(scan.0, 1);
        self.0.finished = time(scan.0, 2);
        self.0
    }
}

pub(super) fn throttled() -> UnitError {
    UnitError::new(ErrorKind::Throttled, "slow down")
}

pub(super) fn denied() -> UnitError {
    UnitError {
        code: Some("AccessDeniedException".to_owned()),
        operation: Some(IamAction::new("sagemaker", "ListEndpoints")),
        request_id: Some("r-1".to_owned()),
        attempts: 3,
        ..UnitError::new(ErrorKind::AccessDenied, "no policy allows it")
    }
}

pub(super) fn key(asset_type: &str, region: &str) -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_sagemaker").unwrap(),
        asset_type: AssetType::new(asset_type).unwrap(),
        account: AccountId::new("111122223333").unwrap(),
        region: Region::known(region).unwrap(),
    }
}

pub(super) fn digest(build: &str) -> ContentHash {
    ContentHash::of(build)
}

pub(super) fn id(text: &str) -> AssetId {
    AssetId::new(text).unwrap()
}

/// An asset of that id and name, with `{"v": version}` for content.
pub(super) fn asset(name: &str, version: u32) -> Asset {
    Asset {
        id: id(name),
        name: name.to_owned(),
        status: None,
        created: None,
        modified: None,
        version_token: None,
        detail: Detail::Full,
        properties: Properties::parse(&format!(r#"{{"v":{version}}}"#)).unwrap(),
        relations: Vec::new(),
    }
}

/// The asset with a version token.
pub(super) fn tokened(name: &str, version: u32, token: &str) -> Asset {
    Asset {
        version_token: Some(token.to_owned()),
        ..asset(name, version)
    }
}

/// The asset as a listing alone tells of it.
pub(super) fn summary(name: &str, version: u32) -> Asset {
    Asset {
        detail: Detail::Summary,
        version_token: Some("of the listing".to_owned()),
        ..asset(name, version)
    }
}

pub(super) fn changes(added: u64, changed: u64, unchanged: u64, gone: u64) -> UnitChanges {
    UnitChanges {
        added,
        changed,
        unchanged,
        gone,
    }
}

/// The known tokens of the unit that the builders make, sorted.
pub(super) fn tokens(database: &Database, build: &str) -> Vec<String> {
    let unit = key("endpoint", "us-east-1");
    let known = database.store.known_tokens(&unit, &digest(build)).unwrap();
    let mut lines: Vec<_> = known
        .iter()
        .map(|(id, token)| format!("{id}={token}"))
        .collect();
    lines.sort();
    lines
}

/// A line an asset: `endpoint us-east-1 a {"v":1} 01:02-03:02`, the times of first and last sight.
pub(super) fn lines(records: &[AssetRecord]) -> String {
    records.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn line(record: &AssetRecord) -> String {
    let AssetRecord {
        unit,
        id,
        properties,
        first_seen,
        last_seen,
        ..
    } = record;
    let (asset_type, region, properties) = (&unit.asset_type, &unit.region, properties.to_text());
    let clock = |time: &Timestamp| time.strftime("%H:%M").to_string();
    let (first, last) = (clock(first_seen), clock(last_seen));
    format!("{asset_type} {region} {id} {properties} {first}-{last}")
}

/// The outcome of a scan that needs none in particular.
pub(super) const DONE: ScanOutcome = ScanOutcome::Complete;
