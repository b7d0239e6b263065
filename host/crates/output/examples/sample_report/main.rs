//! Writes a sample report to look at: `cargo run -p opencite-output --example sample_report > sample.html`.
//!
//! With `markdown` after `--`, Markdown. With `simulated`, as `opencite demo` marks it.

mod assets;
mod kinds;
mod units;

use std::error::Error;
use std::io;

use opencite_core::{
    AccountId, AssetType, Inventory, PluginId, Region, ScanId, ScanOutcome, ScanRecord, Timestamp,
    UnitCounts, UnitKey,
};
use opencite_output::{OutputError, report};

use kinds::Kind;

type Fallible<T> = Result<T, Box<dyn Error>>;

const PROD: &str = "493817260518";
const RESEARCH: &str = "720461935882";
const NOW: &str = "2026-11-21T07:00:00Z";
const YESTERDAY: &str = "2026-11-20T07:00:00Z";

fn main() -> Fallible<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let inventory = inventory(has("simulated"))?;
    Ok(write(&inventory, has("markdown"))?)
}

fn write(inventory: &Inventory, markdown: bool) -> Result<(), OutputError> {
    let output = io::stdout().lock();
    if markdown {
        report::markdown(inventory, output)
    } else {
        report::html(inventory, output)
    }
}

fn inventory(simulated: bool) -> Fallible<Inventory> {
    let assets = assets::all()?;
    let units = units::all(&assets)?;
    let scan = ScanRecord {
        id: ScanId(42),
        started: time(NOW)?,
        finished: Some(time("2026-11-21T07:01:12Z")?),
        outcome: Some(ScanOutcome::Partial),
        error: None,
        units: UnitCounts::of(units.iter().map(|unit| &unit.outcome)),
        assets: assets.len().try_into()?,
        requests: 1_432,
        tags: Vec::new(),
    };
    Ok(Inventory {
        scan,
        generated: time("2026-11-21T09:30:00Z")?,
        simulated,
        assets,
        units,
    })
}

fn time(text: &str) -> Fallible<Timestamp> {
    Ok(text.parse()?)
}

fn key(kind: &Kind, account: &str, region: &str) -> Fallible<UnitKey> {
    Ok(UnitKey {
        plugin: PluginId::new(kind.plugin)?,
        asset_type: AssetType::new(kind.asset_type)?,
        account: AccountId::new(account)?,
        region: Region::known(region)?,
    })
}
