//! What a million assets cost: first snapshot, unchanged snapshots, differences.
//!
//! `cargo run --release -p opencite-store --example million [FILE]`; without a file, the database is thrown away.

#[path = "estate/assets.rs"]
mod estate;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use estate::{Estate, Fallible, scan, some_asset, timed};
use opencite_core::ScanId;
use opencite_store::{AssetFilter, Store};

const ACCOUNTS: u32 = 2;
const ASSETS_A_UNIT: u32 = 10_000;
const CHANGES: u32 = 1_000;

fn main() -> Fallible<()> {
    let directory = tempfile::tempdir()?;
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let path = file.unwrap_or_else(|| directory.path().join("million.db"));
    let out = &mut io::stdout().lock();
    let mut estate = Estate::new(ACCOUNTS, ASSETS_A_UNIT)?;
    let scans = write_scans(&path, &mut estate, out)?;
    ask(&Store::open_existing(&path)?, scans, out)
}

/// Scans, and returns the first and the last two.
fn write_scans(path: &Path, estate: &mut Estate, out: &mut impl Write) -> Fallible<[ScanId; 3]> {
    let first = snapshot(path, estate, (1, true), "first snapshot", out)?;
    snapshot(path, estate, (2, true), "unchanged, kept", out)?;
    let before = snapshot(path, estate, (3, false), "unchanged, described anew", out)?;
    estate.change(CHANGES);
    let last = snapshot(path, estate, (4, true), "with 1,000 changes", out)?;
    Ok([first, before, last])
}

/// When the store is closed, all of the database is in its file.
fn snapshot(
    path: &Path,
    estate: &mut Estate,
    (number, keep): (i64, bool),
    what: &str,
    out: &mut impl Write,
) -> Fallible<ScanId> {
    let mut store = Store::open(path)?;
    let before = fs::metadata(path)?.len();
    let (scan, took) = scan(&mut store, estate, number, keep)?;
    drop(store);
    let bytes = fs::metadata(path)?.len().saturating_sub(before);
    writeln!(
        out,
        "{what}, {} assets: {took:.1?}, {bytes} bytes more",
        estate.len()
    )?;
    Ok(scan)
}

fn ask(store: &Store, [first, before, last]: [ScanId; 3], out: &mut impl Write) -> Fallible<()> {
    let filter = AssetFilter::default();
    for (what, from, to) in [
        ("the last two", before, last),
        ("first and last", first, last),
        ("two unchanged", first, before),
    ] {
        let (compared, took) = timed(|| store.compare(&filter, from, to));
        let compared = compared?;
        let (added, removed, changed) = (
            compared.added.len(),
            compared.removed.len(),
            compared.changed.len(),
        );
        writeln!(
            out,
            "compare {what}: {took:.1?}, {added} added, {removed} removed, {changed} changed"
        )?;
    }
    let (id, name) = some_asset(store)?;
    for (what, asked) in [
        ("id", id.as_str()),
        ("name", name.as_str()),
        ("part of a name", &name[4..]),
        ("unknown name", "fraud-detectoin-0000000z"),
    ] {
        let (lives, took) = timed(|| store.lives(asked));
        let events = lives.map_or(0, |lives| lives.iter().map(|life| life.events.len()).sum());
        writeln!(out, "lives by {what}: {took:.1?}, {events} events")?;
    }
    let (lives, took) = timed(|| store.eventful_lives(last, 5_000));
    writeln!(
        out,
        "eventful lives, 5,000 events: {took:.1?}, {} lives",
        lives?.len()
    )?;
    let (points, took) = timed(|| store.growth(last, 200));
    writeln!(out, "growth: {took:.1?}, {} points", points?.len())?;
    Ok(())
}
