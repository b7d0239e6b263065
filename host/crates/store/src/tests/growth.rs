//! What a scan costs: what changed, not what is there.

use std::fs;

use opencite_core::Asset;

use super::build::{Database, Seen, asset, complete, tokened};

const ASSETS: u32 = 2_000;
/// The page of the run, of the scan and of the two indexes of runs, with room for a split.
const A_FEW_PAGES: u64 = 6 * 4096;

fn estate() -> Vec<Asset> {
    (0..ASSETS)
        .map(|number| tokened(&format!("asset-{number:05}"), 1, "t"))
        .collect()
}

fn kept() -> Seen {
    let mut seen = complete();
    seen.0.kept = estate().into_iter().map(|asset| asset.id).collect();
    seen
}

fn size(database: &Database) -> u64 {
    database
        .store
        .connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    fs::metadata(&database.path).unwrap().len()
}

#[test]
fn an_unchanged_estate_costs_no_row_and_next_to_no_space() {
    let mut database = Database::new();
    database.scan([complete().described(estate())]);
    let before = (database.rows(), size(&database));
    for _ in 0..10 {
        database.scan([kept()]);
        database.scan([complete().described(estate())]);
    }
    assert_eq!(database.rows(), before.0);
    assert!(size(&database) - before.1 <= A_FEW_PAGES);
}

#[test]
fn an_unchanged_scan_writes_a_few_pages() {
    let mut database = Database::new();
    database.scan([complete().described(estate())]);
    size(&database);
    database.scan([complete().described(estate())]);
    let written = fs::metadata(database.path.with_extension("db-wal"))
        .unwrap()
        .len();
    assert!(written <= 2 * A_FEW_PAGES, "{written} bytes were written");
}

#[test]
fn one_change_costs_one_row() {
    let mut database = Database::new();
    database.scan([complete().described(estate())]);
    let (assets, versions) = database.rows();
    let mut seen = kept();
    seen.0.kept.remove(0);
    database.scan([seen.described([asset("asset-00000", 2)])]);
    assert_eq!(database.rows(), (assets, versions + 1));
}
