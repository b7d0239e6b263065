//! What is read back.

use opencite_core::{AccountId, Asset, ErrorKind, Relation, ScanId, ScanOutcome, UnitRecord};

use super::build::{
    Database, asset, complete, failed, key, lines, new_scan, partial, skipped, time,
};
use crate::{AssetFilter, NewScan, StoreError};

fn everything(name: &str) -> Asset {
    Asset {
        name: "prod-chat".to_owned(),
        status: Some("InService".to_owned()),
        created: Some("2025-12-31T23:59:59.123456789Z".parse().unwrap()),
        modified: Some(time(1, 0)),
        relations: vec![Relation {
            kind: "config".to_owned(),
            target: "arn:é\"".to_owned(),
        }],
        ..asset(name, 1)
    }
}

#[test]
fn an_asset_is_read_as_it_was_written() {
    let mut database = Database::new();
    let written = everything("arn:aws:sagemaker:us-east-1:111122223333:endpoint/prod-chat");
    database.scan([complete().described([written.clone()])]);
    let read = database
        .store
        .assets(&AssetFilter::default(), None)
        .unwrap()
        .remove(0);
    assert_eq!(read.unit, key("endpoint", "us-east-1"));
    assert_eq!(
        (&read.id, &read.name, &read.status),
        (&written.id, &written.name, &written.status)
    );
    assert_eq!(
        (read.created, read.modified),
        (written.created, written.modified)
    );
    assert_eq!(
        (&read.properties, &read.relations),
        (&written.properties, &written.relations)
    );
    assert_eq!((read.first_seen, read.last_seen), (time(1, 2), time(1, 2)));
}

#[test]
fn assets_are_sorted_by_type_name_and_id() {
    let mut database = Database::new();
    let named = |id, name: &str| Asset {
        name: name.to_owned(),
        ..asset(id, 1)
    };
    database.scan([
        complete()
            .of("model", "us-east-1")
            .described([named("1", "a"), named("2", "A")]),
        complete()
            .of("model", "eu-west-1")
            .described([named("1", "a"), named("0", "b")]),
        complete().described([named("9", "z"), named("8", "z")]),
    ]);
    insta::assert_snapshot!(database.now(), @r#"
    endpoint us-east-1 8 {"v":1} 01:02-01:02
    endpoint us-east-1 9 {"v":1} 01:02-01:02
    model us-east-1 2 {"v":1} 01:02-01:02
    model eu-west-1 1 {"v":1} 01:02-01:02
    model us-east-1 1 {"v":1} 01:02-01:02
    model eu-west-1 0 {"v":1} 01:02-01:02
    "#);
}

#[test]
fn a_filter_takes_the_units_that_it_names() {
    let mut database = Database::new();
    database.scan([
        complete().described([asset("a", 1)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("b", 1)]),
        complete()
            .of("model", "eu-west-1")
            .described([asset("c", 1)]),
    ]);
    let assets = |filter| lines(&database.store.assets(&filter, None).unwrap());
    let unit = key("model", "us-east-1");
    let of_type = AssetFilter {
        asset_type: Some(unit.asset_type),
        ..AssetFilter::default()
    };
    insta::assert_snapshot!(assets(of_type.clone()), @r#"
    model us-east-1 b {"v":1} 01:02-01:02
    model eu-west-1 c {"v":1} 01:02-01:02
    "#);
    insta::assert_snapshot!(assets(AssetFilter { region: Some(unit.region), ..of_type }), @r#"model us-east-1 b {"v":1} 01:02-01:02"#);
    let other = AccountId::new("444455556666").unwrap();
    assert_eq!(
        assets(AssetFilter {
            account: Some(other),
            ..AssetFilter::default()
        }),
        ""
    );
    assert_eq!(
        assets(AssetFilter {
            plugin: Some(unit.plugin),
            ..AssetFilter::default()
        }),
        database.now()
    );
}

#[test]
fn a_stream_ends_with_the_first_error_of_its_reader() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    let mut read = 0;
    let error = database
        .store
        .each_asset(&AssetFilter::default(), None, |_| {
            read += 1;
            Err(StoreError::NoSuchScan { scan: ScanId(99) })
        });
    assert!(matches!(
        error,
        Err(StoreError::NoSuchScan { scan: ScanId(99) })
    ));
    assert_eq!(read, 1);
}

#[test]
fn a_reader_may_ask_while_it_reads() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let store = &database.store;
    store
        .each_asset(&AssetFilter::default(), None, |_| {
            store.scan(ScanId(1)).map(drop)
        })
        .unwrap();
}

#[test]
fn a_scan_that_does_not_exist_is_named() {
    let database = Database::new();
    let store = &database.store;
    let scan = ScanId(7);
    insta::assert_snapshot!(store.scan(scan).unwrap_err(), @"no scan 7");
    assert!(store.assets(&AssetFilter::default(), Some(scan)).is_err());
    assert!(store.units(Some(scan)).is_err());
    assert!(store.latest_units(scan).is_err());
    assert!(store.is_simulated(scan).is_err());
}

#[test]
fn an_empty_database_answers_with_nothing() {
    let database = Database::new();
    assert!(database.store.scans().unwrap().is_empty());
    assert_eq!(database.store.latest_scan().unwrap(), None);
    assert!(database.store.units(None).unwrap().is_empty());
    assert_eq!(database.now(), "");
}

#[test]
fn a_scan_is_read_as_it_went() {
    let mut database = Database::new();
    let scan = database.scan([
        complete().described([asset("a", 1), asset("b", 1)]),
        partial()
            .of("model", "us-east-1")
            .described([asset("m", 1)]),
        failed().of("model", "eu-west-1"),
        skipped().of("model", "eu-west-2"),
    ]);
    let running = database.begin();
    assert_eq!(database.store.latest_scan().unwrap().unwrap().id, running);
    insta::assert_debug_snapshot!(database.store.scan(scan).unwrap(), @"
    ScanRecord {
        id: ScanId(
            1,
        ),
        started: 2026-01-01T01:00:00Z,
        finished: Some(
            2026-01-01T01:30:00Z,
        ),
        outcome: Some(
            Partial,
        ),
        error: None,
        units: UnitCounts {
            complete: 1,
            partial: 1,
            failed: 1,
            skipped: 1,
        },
        assets: 3,
        requests: 4,
        tags: [],
    }
    ");
    let ids: Vec<_> = database
        .store
        .scans()
        .unwrap()
        .into_iter()
        .map(|scan| scan.id)
        .collect();
    assert_eq!(ids, [scan, running]);
}

#[test]
fn a_scan_that_could_not_run_says_why() {
    let mut database = Database::new();
    let scan = database.begin();
    let (outcome, error) = (ScanOutcome::Failed, Some("no credentials"));
    database
        .store
        .finish_scan(scan, outcome, time(1, 30), error)
        .unwrap();
    let record = database.store.scan(scan).unwrap();
    assert_eq!(
        (record.outcome, record.error.as_deref()),
        (Some(outcome), error)
    );
}

#[test]
fn units_are_read_as_they_were_written_and_sorted() {
    let mut database = Database::new();
    let results = [
        skipped().of("model", "eu-west-2"),
        failed().of("model", "eu-west-1"),
        complete().described([asset("a", 1)]),
        partial().of("endpoint", "eu-west-1"),
    ];
    let scan = database.scan(results.clone());
    let read = database.store.units(Some(scan)).unwrap();
    let mut written: Vec<_> = results.into_iter().map(|seen| seen.at(scan)).collect();
    written.sort_by_key(|result| result.key.clone());
    for (read, written) in read.iter().zip(&written) {
        assert_eq!((&read.key, &read.outcome), (&written.key, &written.outcome));
        assert_eq!(
            (read.started, read.finished),
            (written.started, written.finished)
        );
        assert_eq!((read.scan, read.requests), (scan, 1));
    }
    assert_eq!(
        read.iter().map(|unit| unit.assets).collect::<Vec<_>>(),
        [0, 1, 0, 0]
    );
    assert_eq!(database.store.units(None).unwrap(), read);
}

#[test]
fn the_latest_run_of_each_unit_may_be_of_an_earlier_scan() {
    let mut database = Database::new();
    database.scan([complete(), complete().of("model", "us-east-1")]);
    let second = database.scan([failed()]);
    database.scan([skipped().of("model", "us-east-1")]);
    let latest = |at| {
        let units = database.store.latest_units(at).unwrap();
        let line = |unit: UnitRecord| {
            format!(
                "{} {} {}",
                unit.scan,
                unit.key.asset_type,
                unit.outcome.kind()
            )
        };
        units.into_iter().map(line).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(latest(second), @"
    2 endpoint failed
    1 model complete
    ");
    insta::assert_snapshot!(latest(ScanId(3)), @"
    2 endpoint failed
    3 model skipped
    ");
}

#[test]
fn the_simulated_account_shows_for_as_long_as_its_assets_may_be_there() {
    let mut database = Database::new();
    let real = database.scan([]);
    let simulated = database
        .store
        .begin_scan(&NewScan {
            simulated: true,
            ..new_scan(2)
        })
        .unwrap();
    let later = database.scan([]);
    let flags = [real, simulated, later].map(|scan| database.store.is_simulated(scan).unwrap());
    assert_eq!(flags, [false, true, true]);
}

#[test]
fn a_kind_of_error_of_a_later_program_is_another_error() {
    let mut database = Database::new();
    database.scan([failed()]);
    let sql = "UPDATE unit_run SET error_kind = 'quota-exceeded'";
    database.store.connection.execute(sql, []).unwrap();
    let unit = database.store.units(None).unwrap().remove(0);
    assert_eq!(unit.outcome.error().unwrap().kind, ErrorKind::Other);
}

#[test]
fn a_stored_value_that_nobody_wrote_is_reported_as_damage() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1)])]);
    let sql = "UPDATE asset_version SET properties = '[]'";
    database.store.connection.execute(sql, []).unwrap();
    let error = database
        .store
        .assets(&AssetFilter::default(), None)
        .unwrap_err();
    let StoreError::Corrupt { detail, .. } = error else {
        panic!("{error}")
    };
    insta::assert_snapshot!(detail, @r#"properties holds "[]""#);
}
