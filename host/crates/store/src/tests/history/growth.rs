//! How many assets there were.

use opencite_core::ScanId;

use crate::AssetFilter;
use crate::tests::build::{Database, asset, complete, failed};

fn grown(database: &Database, at: ScanId, points: usize) -> String {
    let points = database.store.growth(at, points).unwrap();
    let lines = points.iter().map(|point| {
        format!(
            "{} {} {}",
            point.scan,
            point.at.strftime("%H:%M"),
            point.assets
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn growth_counts_what_was_there_after_each_scan_that_ended() {
    let mut database = Database::new();
    let model = || {
        complete()
            .of("model", "us-east-1")
            .described([asset("m", 1)])
    };
    database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    database.scan([complete().described([asset("a", 2)]), model()]);
    database.scan([failed()]);
    let killed = database.begin();
    database.record(killed, complete()).unwrap();
    let five = database.scan([complete().described([asset("a", 2), asset("b", 1), asset("c", 1)])]);
    insta::assert_snapshot!(grown(&database, five, 10), @"
    1 01:30 2
    2 02:30 2
    3 03:30 2
    5 05:30 4
    ");
    insta::assert_snapshot!(grown(&database, five, 2), @"
    1 01:30 2
    5 05:30 4
    ");
    insta::assert_snapshot!(grown(&database, killed, 1), @"3 03:30 2");
    for point in database.store.growth(five, 10).unwrap() {
        let assets = database
            .store
            .assets(&AssetFilter::default(), Some(point.scan))
            .unwrap();
        assert_eq!(point.assets, assets.len() as u64);
    }
}

#[test]
fn without_a_scan_that_ended_there_is_no_growth() {
    let mut database = Database::new();
    let scan = database.begin();
    assert_eq!(grown(&database, scan, 10), "");
    assert!(database.store.growth(ScanId(9), 10).is_err());
}
