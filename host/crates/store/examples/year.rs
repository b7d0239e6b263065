//! What a year of hourly scans costs: 10,000 assets in 50 units, 20 changes an hour.
//!
//! `cargo run --release -p opencite-store --example year [FILE]`; without a file, the database is thrown away. A file
//! that is there already is only asked.

#[path = "estate/assets.rs"]
mod estate;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use estate::{Estate, Fallible, scan, some_asset, timed};
use opencite_core::{ScanId, ScanRef};
use opencite_store::{AssetFilter, Store, StoreError};

const SCANS: i64 = 365 * 24;
const CHANGES: u32 = 20;
const ASSETS_A_UNIT: u32 = 200;
const DAY: i64 = 24;

fn main() -> Fallible<()> {
    let directory = tempfile::tempdir()?;
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let path = file.unwrap_or_else(|| directory.path().join("year.db"));
    let out = &mut io::stdout().lock();
    if !path.exists() {
        write_a_year(&path, out)?;
    }
    ask(&Store::open_existing(&path)?, out)
}

fn write_a_year(path: &Path, out: &mut impl Write) -> Fallible<()> {
    let mut estate = Estate::new(1, ASSETS_A_UNIT)?;
    let (_, first) = scan(&mut Store::open(path)?, &mut estate, 1, true)?;
    let before = fs::metadata(path)?.len();
    let assets = estate.len();
    writeln!(
        out,
        "first scan of {assets} assets: {first:.1?}, {before} bytes"
    )?;
    write_the_rest(path, &mut estate, out)?;
    let grown = fs::metadata(path)?.len() - before;
    let scans = u64::try_from(SCANS - 1)?;
    let (a_scan, a_change) = (grown / scans, grown / scans / u64::from(CHANGES));
    writeln!(
        out,
        "{scans} scans more: {grown} bytes, {a_scan} a scan, {a_change} a change"
    )?;
    Ok(())
}

/// When the store is closed, all of the database is in its file.
fn write_the_rest(path: &Path, estate: &mut Estate, out: &mut impl Write) -> Fallible<()> {
    let mut store = Store::open(path)?;
    let mut writes = Vec::new();
    for number in 2..=SCANS {
        estate.change(CHANGES);
        writes.push(scan(&mut store, estate, number, true)?.1);
    }
    writes.sort_unstable();
    let at = |percent: usize| {
        writes
            .get(writes.len() * percent / 100)
            .copied()
            .unwrap_or(Duration::ZERO)
    };
    writeln!(
        out,
        "a scan with {CHANGES} changes: median {:.1?}, p99 {:.1?}",
        at(50),
        at(99)
    )?;
    let (_, unchanged) = scan(&mut store, estate, SCANS + 1, true)?;
    let (_, described) = scan(&mut store, estate, SCANS + 2, false)?;
    writeln!(
        out,
        "an unchanged scan: {unchanged:.1?} kept, {described:.1?} described anew"
    )?;
    Ok(())
}

fn ask(store: &Store, out: &mut impl Write) -> Fallible<()> {
    let filter = AssetFilter::default();
    for (what, from) in [
        ("a year", 1),
        ("a month", SCANS - 30 * DAY),
        ("a day", SCANS - DAY),
        ("an hour", SCANS - 1),
    ] {
        let (compared, took) = timed(|| store.compare(&filter, ScanId(from), ScanId(SCANS)));
        let compared = compared?;
        let (added, removed, changed) = (
            compared.added.len(),
            compared.removed.len(),
            compared.changed.len(),
        );
        writeln!(
            out,
            "compare {what} apart: {took:.1?}, {added} added, {removed} removed, {changed} changed"
        )?;
    }
    for (what, at) in [
        ("now", SCANS),
        ("half a year ago", SCANS / 2),
        ("a year ago", 1),
    ] {
        let (count, took) = timed(|| count(store, ScanId(at)));
        writeln!(out, "assets {what}: {took:.1?}, {} of them", count?)?;
    }
    let (id, name) = some_asset(store)?;
    for (what, asked) in [
        ("id", id.as_str()),
        ("name", name.as_str()),
        ("unknown name", "fraud-detectoin-00000000"),
    ] {
        let (lives, took) = timed(|| store.lives(asked));
        let events = lives.map_or(0, |lives| lives.iter().map(|life| life.events.len()).sum());
        writeln!(out, "lives by {what}: {took:.1?}, {events} events")?;
    }
    let last = ScanId(SCANS);
    let (lives, took) = timed(|| store.eventful_lives(last, 5_000));
    writeln!(
        out,
        "eventful lives, 5,000 events: {took:.1?}, {} lives",
        lives?.len()
    )?;
    let (points, took) = timed(|| store.growth(last, 200));
    writeln!(
        out,
        "growth, 200 points: {took:.1?}, {} points",
        points?.len()
    )?;
    let (latest, took) = timed(|| store.resolve(&ScanRef::Latest));
    writeln!(out, "the latest scan: {took:.1?}, {}", latest?.id)?;
    Ok(())
}

fn count(store: &Store, at: ScanId) -> Result<u64, StoreError> {
    let mut count = 0;
    store.each_asset(&AssetFilter::default(), Some(at), |_| {
        count += 1;
        Ok::<(), StoreError>(())
    })?;
    Ok(count)
}
