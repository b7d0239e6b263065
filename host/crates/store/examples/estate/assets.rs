//! An estate that changes, and what scans of it come to.

use std::error::Error;
use std::time::{Duration, Instant};

use opencite_core::{
    AccountId, Asset, AssetId, AssetType, ContentHash, Detail, Outcome, PluginId, Properties,
    Region, Relation, ScanId, ScanOutcome, Timestamp, UnitKey, UnitResult,
};
use opencite_store::{AssetFilter, NewScan, Store, StoreError};

/// Whatever goes wrong ends the program.
pub(crate) type Fallible<T> = Result<T, Box<dyn Error>>;

const TYPES: [&str; 5] = [
    "model",
    "endpoint",
    "endpoint_config",
    "notebook_instance",
    "pipeline",
];
const REGIONS: [&str; 10] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "eu-central-1",
    "ap-south-1",
];
/// 2026-01-01, in seconds since 1970.
const START: i64 = 1_767_225_600;
const HOUR: i64 = 3600;

/// Units and what is in them.
pub(crate) struct Estate {
    units: Vec<Unit>,
    serial: u32,
    random: u64,
}

struct Unit {
    key: UnitKey,
    assets: Vec<Known>,
}

/// An asset, and whether it is as the scan before saw it.
#[derive(Clone, Copy)]
struct Known {
    serial: u32,
    version: u32,
    same: bool,
}

impl Estate {
    /// So many assets in each of the units that so many accounts have.
    pub(crate) fn new(accounts: u32, assets_a_unit: u32) -> Fallible<Self> {
        let mut estate = Self {
            units: Vec::new(),
            serial: 0,
            random: 0x9E37_79B9_7F4A_7C15,
        };
        for (account, asset_type, region) in places(accounts) {
            let assets = (0..assets_a_unit).map(|_| estate.new_asset()).collect();
            let key = key(account, asset_type, region)?;
            estate.units.push(Unit { key, assets });
        }
        Ok(estate)
    }

    /// How many assets there are.
    pub(crate) fn len(&self) -> usize {
        self.units.iter().map(|unit| unit.assets.len()).sum()
    }

    /// Changes so many assets: of five, three are different, one is new, and one is gone.
    pub(crate) fn change(&mut self, changes: u32) {
        for change in 0..changes {
            let (unit, asset) = (self.random(), self.random());
            let new = self.new_asset();
            let units = self.units.len();
            let Some(unit) = self.units.get_mut(unit % units) else {
                continue;
            };
            unit.change(change % 5, asset, new);
        }
    }

    /// What each unit of a scan sees: what is as it was is kept, or described as it was.
    pub(crate) fn results(
        &mut self,
        scan: i64,
        keep: bool,
    ) -> impl Iterator<Item = Fallible<UnitResult>> {
        self.units.iter_mut().map(move |unit| unit.seen(scan, keep))
    }

    fn new_asset(&mut self) -> Known {
        self.serial += 1;
        Known {
            serial: self.serial,
            version: 1,
            same: false,
        }
    }

    /// Marsaglia's xorshift: the same estate every time.
    fn random(&mut self) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        usize::try_from(self.random >> 33).unwrap_or_default()
    }
}

impl Unit {
    fn change(&mut self, kind: u32, asset: usize, new: Known) {
        let index = asset % self.assets.len().max(1);
        match (kind, self.assets.get_mut(index)) {
            (0, _) => self.assets.push(new),
            (1, Some(_)) => drop(self.assets.swap_remove(index)),
            (_, Some(known)) => {
                known.version += 1;
                known.same = false;
            }
            (_, None) => {}
        }
    }

    fn seen(&mut self, scan: i64, keep: bool) -> Fallible<UnitResult> {
        let (mut assets, mut kept) = (Vec::new(), Vec::new());
        for known in &mut self.assets {
            if known.same && keep {
                kept.push(known.id(&self.key)?);
            } else {
                assets.push(known.describe(&self.key)?);
            }
            known.same = true;
        }
        Ok(UnitResult {
            key: self.key.clone(),
            outcome: Outcome::Complete,
            assets,
            kept,
            requests: 1,
            started: time(scan, 1)?,
            finished: time(scan, 2)?,
            listed_since: None,
            plugin_digest: ContentHash::of("plugin"),
        })
    }
}

impl Known {
    /// Names come in no order, as in life.
    fn name(self) -> String {
        format!(
            "fraud-detection-{:08x}",
            self.serial.wrapping_mul(0x9E37_79B1)
        )
    }

    fn id(
        self,
        UnitKey {
            asset_type,
            account,
            region,
            ..
        }: &UnitKey,
    ) -> Fallible<AssetId> {
        let name = self.name();
        Ok(AssetId::new(format!(
            "arn:aws:sagemaker:{region}:{account}:{asset_type}/{name}"
        ))?)
    }

    /// About as large as what SageMaker says of a model.
    fn describe(self, unit: &UnitKey) -> Fallible<Asset> {
        let (name, version) = (self.name(), self.version);
        let properties = format!(
            r#"{{"execution_role_arn":"arn:aws:iam::111122223333:role/service-role/SageMakerRole",
                "enable_network_isolation":false,"version":{version},
                "primary_container":{{"image":"763104351884.dkr.ecr.us-east-1.amazonaws.com/inference:2.1",
                "model_data_url":"s3://models-111122223333/{name}/output/model.tar.gz",
                "environment":{{"SAGEMAKER_PROGRAM":"inference.py","SAGEMAKER_REGION":"us-east-1"}}}},
                "vpc_config":{{"subnets":["subnet-0a1b2c3d","subnet-1a2b3c4d"],"groups":["sg-0123456"]}},
                "tags":{{"team":"risk","cost-center":"4711"}}}}"#
        );
        Ok(Asset {
            id: self.id(unit)?,
            name,
            status: Some("InService".to_owned()),
            created: Some(Timestamp::from_second(START)?),
            modified: Some(Timestamp::from_second(START + i64::from(version))?),
            version_token: Some(format!("v{version}")),
            detail: Detail::Full,
            properties: Properties::parse(&properties)?,
            relations: vec![Relation {
                kind: "execution-role".to_owned(),
                target: "arn:aws:iam::111122223333:role/service-role/SageMakerRole".to_owned(),
            }],
        })
    }
}

/// Scans an estate, and returns how long the store took for it.
pub(crate) fn scan(
    store: &mut Store,
    estate: &mut Estate,
    number: i64,
    keep: bool,
) -> Fallible<(ScanId, Duration)> {
    let new = NewScan {
        started: time(number, 0)?,
        program_version: "0.1.0".to_owned(),
        simulated: false,
        tag: None,
    };
    let (scan, mut took) = timed(|| store.begin_scan(&new));
    let scan = scan?;
    for result in estate.results(number, keep) {
        let result = result?;
        let (recorded, more) = timed(|| store.record_unit(scan, &result));
        recorded?;
        took += more;
    }
    let finished = time(number, 3)?;
    let (ended, more) = timed(|| store.finish_scan(scan, ScanOutcome::Complete, finished, None));
    ended?;
    Ok((scan, took + more))
}

/// The id and the name of an asset that is there.
pub(crate) fn some_asset(store: &Store) -> Fallible<(String, String)> {
    let mut found = None;
    let ended = store.each_asset(&AssetFilter::default(), None, |asset| {
        found = Some((asset.id.to_string(), asset.name));
        Err(StoreError::NoScanEnded { begun: None })
    });
    found.ok_or_else(|| ended.map_or_else(Into::into, |()| "there is no asset".into()))
}

/// What some work came to, and how long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

fn places(accounts: u32) -> impl Iterator<Item = (u32, &'static str, &'static str)> {
    let of_account = |account| {
        let of_type = move |asset_type| REGIONS.map(move |region| (account, asset_type, region));
        TYPES.into_iter().flat_map(of_type)
    };
    (0..accounts).flat_map(of_account)
}

fn key(account: u32, asset_type: &str, region: &str) -> Fallible<UnitKey> {
    Ok(UnitKey {
        plugin: PluginId::new("aws_sagemaker")?,
        asset_type: AssetType::new(asset_type)?,
        account: AccountId::new(format!("{:012}", 111_122_223_333 + u64::from(account)))?,
        region: Region::known(region)?,
    })
}

/// So many minutes past the hour of a scan.
fn time(scan: i64, minute: i64) -> Fallible<Timestamp> {
    Ok(Timestamp::from_second(START + scan * HOUR + minute * 60)?)
}
