//! Writes a sample report to look at: `cargo run -p opencite-output --example sample_report > sample.html`.
//!
//! After `--`, `markdown`, `mail` or `text` ask for another format, and `inventory`, `usage` or `changes` for another kind
//! than the full one. With `simulated`, it is as `opencite demo` marks it; with `large`, it has 100,000 assets more.

mod assets;
mod changes;
mod kinds;
mod large;
mod units;
mod usage;

use std::error::Error;
use std::io;

use opencite_core::{
    AccountId, AssetType, GrowthPoint, Inventory, PluginId, Region, Report, ReportKind, ScanId,
    ScanOutcome, ScanRecord, Timestamp, UnitCounts, UnitKey,
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
    let report = report(&arguments)?;
    Ok(write(&report, &arguments)?)
}

fn has(arguments: &[String], word: &str) -> bool {
    arguments.iter().any(|argument| argument == word)
}

fn write(report: &Report, arguments: &[String]) -> Result<(), OutputError> {
    let output = io::stdout().lock();
    let templates = report::Templates::built_in()?;
    if has(arguments, "markdown") {
        report::markdown(report, &templates, output)
    } else if has(arguments, "mail") {
        report::mail_html(report, &templates, output)
    } else if has(arguments, "text") {
        report::mail_text(report, &templates, output)
    } else {
        report::html(report, &templates, output)
    }
}

fn report(arguments: &[String]) -> Fallible<Report> {
    let kinds = [
        ReportKind::Inventory,
        ReportKind::Usage,
        ReportKind::Changes,
    ];
    let asked = kinds.into_iter().find(|kind| has(arguments, kind.as_str()));
    let kind = asked.unwrap_or(ReportKind::Full);
    let mut inventory = inventory(has(arguments, "simulated"))?;
    if has(arguments, "large") {
        inventory.assets.extend(large::assets()?);
    }
    let changes = changes::comparison(&inventory)?;
    let lives = changes::lives(&changes)?;
    if !kind.has_inventory() {
        inventory.assets.clear();
    }
    Ok(Report {
        kind,
        growth: if kind.has_inventory() {
            growth()?
        } else {
            Vec::new()
        },
        lives,
        changes: kind.has_changes().then_some(changes),
        usage: if kind.has_usage() {
            Some(usage::report()?)
        } else {
            None
        },
        inventory,
    })
}

/// A scan a day since spring.
fn growth() -> Fallible<Vec<GrowthPoint>> {
    let first = time("2026-04-02T07:00:00Z")?.as_second();
    let point = |day: i64| {
        Ok(GrowthPoint {
            scan: ScanId(day),
            at: Timestamp::from_second(first + day * 86_400)?,
            assets: u64::try_from(96 + day / 5 + day % 7 * (day / 60))?,
        })
    };
    (1..=233).map(point).collect()
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
