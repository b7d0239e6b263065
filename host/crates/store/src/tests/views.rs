//! The views say what the documentation and the rest of the crate say.

use opencite_core::{Asset, AssetRecord, Relation, Timestamp, UnitRecord};
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Row};

use super::build::{Database, asset, complete, failed, line, partial, time};
use crate::{AssetFilter, ColumnKind, schema};

/// What the names of the views are, in the documentation and in the database.
#[test]
fn every_view_is_documented_column_by_column() {
    let database = Database::new();
    let connection = &database.store.connection;
    let sql = "SELECT view.name || ': ' || (SELECT group_concat(name, ' ') FROM pragma_table_info(view.name))
               FROM sqlite_schema AS view WHERE type = 'view' ORDER BY rowid";
    let mut statement = connection.prepare(sql).unwrap();
    let stored: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let documented = schema().iter().map(|view| {
        let columns: Vec<_> = view.columns.iter().map(|column| column.name).collect();
        format!("{}: {}", view.name, columns.join(" "))
    });
    assert_eq!(documented.collect::<Vec<_>>(), stored);
}

#[test]
fn documentation_is_made_of_sentences() {
    for view in schema() {
        assert!(view.purpose.ends_with('.'), "{}", view.name);
        for column in view.columns {
            assert!(
                column.meaning.ends_with('.'),
                "{}.{}",
                view.name,
                column.name
            );
        }
    }
}

fn is_of_kind(kind: ColumnKind, text: &str) -> bool {
    match kind {
        ColumnKind::Text | ColumnKind::Integer => true,
        ColumnKind::Time => {
            text.len() == "2026-01-02T03:04:05.000000000Z".len()
                && text.parse::<Timestamp>().is_ok()
        }
        ColumnKind::Day => {
            text.len() == 10 && format!("{text}T00:00:00Z").parse::<Timestamp>().is_ok()
        }
        ColumnKind::Json => serde_json::from_str::<serde_json::Value>(text).is_ok(),
    }
}

/// How many values of a view are there; all of them are what the documentation calls them.
fn check_kinds(connection: &Connection, view: &crate::ViewDoc) -> usize {
    let mut statement = connection
        .prepare(&format!("SELECT * FROM {}", view.name))
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut values = 0;
    while let Some(row) = rows.next().unwrap() {
        for (at, column) in view.columns.iter().enumerate() {
            let value = row.get_ref(at).unwrap();
            let place = format!("{}.{}", view.name, column.name);
            match (column.kind, value.data_type()) {
                (_, Type::Null) => continue,
                (ColumnKind::Integer, Type::Integer) => {}
                (kind, Type::Text) if kind != ColumnKind::Integer => {
                    assert!(is_of_kind(kind, value.as_str().unwrap()), "{place}");
                }
                (_, other) => panic!("{place} holds {other}"),
            }
            values += 1;
        }
    }
    values
}

/// Some of everything.
fn full() -> Database {
    let mut database = super::usage::filled();
    let related = |name| Asset {
        status: Some("InService".to_owned()),
        created: Some(time(1, 0)),
        modified: Some(time(1, 1)),
        relations: vec![Relation {
            kind: "model".to_owned(),
            target: "m".to_owned(),
        }],
        ..asset(name, 1)
    };
    database.scan([
        complete().described([related("a"), asset("b", 1)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("m", 1)]),
    ]);
    database.scan([
        partial().described([asset("b", 2)]),
        failed().of("model", "us-east-1"),
    ]);
    database.scan([complete().kept(["b"]).described([related("c")])]);
    database
}

#[test]
fn values_are_of_the_kind_that_the_documentation_says() {
    let database = full();
    for view in schema() {
        assert!(
            check_kinds(&database.store.connection, view) > 0,
            "{}",
            view.name
        );
    }
}

fn rows<T>(database: &Database, sql: &str, of: impl Fn(&Row<'_>) -> T) -> Vec<T> {
    let mut statement = database.store.connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok(of(row))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn asset_row(record: &AssetRecord) -> String {
    let text = |time: Timestamp| format!("{time:.9}");
    let fields = [
        record.unit.plugin.to_string(),
        record.unit.asset_type.to_string(),
        record.id.to_string(),
        record.name.clone(),
        record.status.clone().unwrap_or_default(),
        record.unit.account.to_string(),
        record.unit.region.to_string(),
        record.created.map(text).unwrap_or_default(),
        record.modified.map(text).unwrap_or_default(),
        record.properties.to_text(),
        text(record.first_seen),
        text(record.last_seen),
    ];
    fields.join("|")
}

pub(super) fn joined(row: &Row<'_>) -> String {
    let columns = row.as_ref().column_count();
    let text = |at| match row.get_ref(at).unwrap() {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
        _ => String::new(),
    };
    (0..columns).map(text).collect::<Vec<_>>().join("|")
}

#[test]
fn assets_are_those_of_the_inventory() {
    let database = full();
    let listed = database
        .store
        .assets(&AssetFilter::default(), None)
        .unwrap();
    let viewed = rows(
        &database,
        "SELECT * FROM assets ORDER BY type, name, id, plugin, account, region",
        joined,
    );
    assert_eq!(viewed, listed.iter().map(asset_row).collect::<Vec<_>>());
    insta::assert_snapshot!(listed.iter().map(line).collect::<Vec<_>>().join("\n"), @r#"
    endpoint us-east-1 b {"v":2} 04:02-06:02
    endpoint us-east-1 c {"v":1} 06:02-06:02
    model us-east-1 m {"v":1} 04:02-04:02
    "#);
}

fn unit_row(record: &UnitRecord) -> String {
    let error = record.outcome.error();
    format!(
        "{}|{}|{}|{}|{}",
        record.scan,
        record.key,
        record.outcome.kind(),
        record.assets,
        error.map_or(String::new(), |error| error.message.clone()),
    )
}

#[test]
fn units_are_the_latest_runs_and_unit_runs_are_all_of_them() {
    let database = full();
    let columns = "scan || '|' || plugin || ' ' || type || ' in ' || account || ' ' || region || '|' || outcome
                   || '|' || assets || '|' || coalesce(error_message, '')";
    let order = "plugin, type, account, region";
    let viewed = rows(
        &database,
        &format!("SELECT {columns} FROM units ORDER BY {order}"),
        joined,
    );
    let latest = database.store.latest_scan().unwrap().unwrap().id;
    let listed = database.store.latest_units(latest).unwrap();
    assert_eq!(viewed, listed.iter().map(unit_row).collect::<Vec<_>>());
    for scan in database.store.scans().unwrap() {
        let sql = format!(
            "SELECT {columns} FROM unit_runs WHERE scan = {} ORDER BY {order}",
            scan.id
        );
        let listed = database.store.units(Some(scan.id)).unwrap();
        assert_eq!(
            rows(&database, &sql, joined),
            listed.iter().map(unit_row).collect::<Vec<_>>()
        );
    }
}

#[test]
fn changes_are_told_one_by_one() {
    let database = full();
    insta::assert_snapshot!(database.query("SELECT type, id, scan, substr(at, 12, 5) AS at, change FROM asset_changes ORDER BY scan, type, id"), @"
    type|id|scan|at|change
    endpoint|a|4|04:02|appeared
    endpoint|b|4|04:02|appeared
    model|m|4|04:02|appeared
    endpoint|b|5|05:02|changed
    endpoint|a|6|06:02|disappeared
    endpoint|c|6|06:02|appeared
    ");
}

#[test]
fn scans_have_their_tags() {
    let database = full();
    let connection = &database.store.connection;
    connection
        .execute_batch("INSERT INTO scan_tag (tag, scan) VALUES ('b', 2), ('a', 2)")
        .unwrap();
    insta::assert_snapshot!(database.query("SELECT id, outcome, complete, partial, failed, assets, tags FROM scans WHERE id < 4"), @"
    id|outcome|complete|partial|failed|assets|tags
    1|complete|1|0|0|0|-
    2|complete|1|0|0|0|a b
    3|complete|1|0|0|0|-
    ");
}

#[test]
fn relations_are_edges_of_what_is_there_now() {
    insta::assert_snapshot!(full().query("SELECT * FROM relations"), @"
    plugin|type|id|name|account|region|kind|target
    aws_sagemaker|endpoint|c|c|111122223333|us-east-1|model|m
    ");
}
