//! That queries are driven by indexes, so that their cost follows the answer.

use rusqlite::{Connection, StatementStatus};

use super::build::{Database, asset, complete};
use crate::history::{eventful, growth, intervals, lives, names, standing};
use crate::usage::{callers, endpoints, rows};
use crate::{assets, changes, runs};

fn plan(connection: &Connection, sql: &str) -> String {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let lines = statement
        .raw_query()
        .mapped(|row| row.get::<_, String>("detail"))
        .map(Result::unwrap);
    lines.collect::<Vec<_>>().join("\n")
}

/// SQLite plans a statement again when a value could make another plan better, unless it is told
/// not to.
#[test]
fn a_statement_is_planned_once_for_all_values() {
    let mut database = Database::new();
    database.scan([complete().described([asset("a", 1), asset("b", 1)])]);
    database.now();
    let statement = database
        .store
        .connection
        .prepare_cached(assets::RECORD)
        .unwrap();
    assert!(statement.get_status(StatementStatus::Run) >= 2);
    assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
}

#[test]
fn the_past_is_read_by_what_is_live_and_what_ended_since() {
    insta::assert_snapshot!(plan(&Database::new().store.connection, assets::AT), @"
    CO-ROUTINE held
    COMPOUND QUERY
    LEFT-MOST SUBQUERY
    MATERIALIZE chosen
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SCAN chosen
    SEARCH version USING INDEX asset_version_live (unit=?)
    UNION ALL
    SCAN chosen
    SEARCH version USING INDEX asset_version_ended (unit=? AND to_scan>?)
    SCAN held
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    USE TEMP B-TREE FOR ORDER BY
    ");
}

#[test]
fn a_record_is_read_by_keys() {
    insta::assert_snapshot!(plan(&Database::new().store.connection, assets::RECORD), @"
    SEARCH version USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH last USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 1
    SEARCH unit_run USING COVERING INDEX unit_run_complete (unit=? AND scan<?)
    ");
}

#[test]
fn a_difference_is_found_by_where_intervals_begin_and_end() {
    insta::assert_snapshot!(plan(&Database::new().store.connection, changes::CHANGED), @"
    CO-ROUTINE touched
    MERGE (UNION)
    LEFT
    MATERIALIZE chosen
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SCAN chosen
    SEARCH version USING COVERING INDEX asset_version_began (unit=? AND from_scan>? AND from_scan<?)
    USE TEMP B-TREE FOR ORDER BY
    RIGHT
    SCAN chosen
    SEARCH version USING COVERING INDEX asset_version_ended (unit=? AND to_scan>? AND to_scan<?)
    USE TEMP B-TREE FOR ORDER BY
    SCAN touched
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH before USING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan=?) LEFT-JOIN
    CORRELATED SCALAR SUBQUERY 4
    SEARCH asset_version USING COVERING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan<?)
    SEARCH after USING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan=?) LEFT-JOIN
    CORRELATED SCALAR SUBQUERY 5
    SEARCH asset_version USING COVERING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan<?)
    USE TEMP B-TREE FOR ORDER BY
    ");
}

#[test]
fn the_latest_runs_are_found_unit_by_unit() {
    insta::assert_snapshot!(plan(&Database::new().store.connection, runs::LATEST), @"
    SCAN unit USING INDEX sqlite_autoindex_unit_1
    SEARCH unit_run USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 1
    SEARCH unit_run USING COVERING INDEX unit_run_by_unit (unit=? AND scan<?)
    ");
}

#[test]
fn how_units_stood_is_found_unit_by_unit() {
    insta::assert_snapshot!(plan(&Database::new().store.connection, standing::STATES), @"
    SCAN unit USING INDEX sqlite_autoindex_unit_1
    SEARCH unit_run USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 1
    SEARCH unit_run USING COVERING INDEX unit_run_by_unit (unit=? AND scan<?)
    ");
}

#[test]
fn a_life_is_read_by_the_versions_of_one_asset() {
    let connection = Database::new().store.connection;
    let plan = |sql| plan(&connection, sql);
    insta::assert_snapshot!(plan(intervals::OF_ASSET), @"SEARCH asset_version USING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan<?)");
    insta::assert_snapshot!(plan(lives::LOOKED), @"SEARCH unit_run USING INDEX unit_run_complete (unit=? AND scan<?)");
    insta::assert_snapshot!(plan(names::WITH_ID), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH asset USING COVERING INDEX sqlite_autoindex_asset_1 (unit=? AND asset_id=?)
    ");
    insta::assert_snapshot!(plan(names::WITH_NAME), @"SEARCH asset_version USING COVERING INDEX asset_version_name (name=?)");
}

/// What may have been meant is sought in indexes alone: never in the versions themselves, which are large.
#[test]
fn the_nearest_names_are_sought_in_indexes() {
    let connection = Database::new().store.connection;
    let plan = |sql| plan(&connection, sql);
    insta::assert_snapshot!(plan(names::NAMES_HOLDING), @"SCAN asset_version USING COVERING INDEX asset_version_name");
    insta::assert_snapshot!(plan(names::IDS_HOLDING), @"SCAN asset USING COVERING INDEX sqlite_autoindex_asset_1");
    insta::assert_snapshot!(plan(names::NAMES_FROM), @"SEARCH asset_version USING COVERING INDEX asset_version_name (name>? AND name<?)");
    insta::assert_snapshot!(plan(names::IDS_FROM), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH asset USING COVERING INDEX sqlite_autoindex_asset_1 (unit=? AND asset_id>? AND asset_id<?)
    ");
}

#[test]
fn events_of_some_scans_are_found_by_where_intervals_begin_and_end() {
    insta::assert_snapshot!(plan(&Database::new().store.connection, eventful::TOUCHED), @"
    CO-ROUTINE touched
    COMPOUND QUERY
    LEFT-MOST SUBQUERY
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH version USING COVERING INDEX asset_version_began (unit=? AND from_scan>? AND from_scan<?)
    CORRELATED SCALAR SUBQUERY 1
    SEARCH unit_run USING COVERING INDEX unit_run_by_unit (unit=?)
    SEARCH earlier EXISTS USING COVERING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan<?)
    UNION ALL
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH version USING COVERING INDEX asset_version_ended (unit=? AND to_scan>? AND to_scan<?)
    SCAN touched
    USE TEMP B-TREE FOR GROUP BY
    USE TEMP B-TREE FOR ORDER BY
    ");
}

#[test]
fn growth_is_counted_in_indexes_in_their_order() {
    let connection = Database::new().store.connection;
    let plan = |sql| plan(&connection, sql);
    insta::assert_snapshot!(plan(growth::BEGAN), @"SCAN asset_version USING COVERING INDEX asset_version_began");
    insta::assert_snapshot!(plan(growth::ENDED), @"SCAN asset_version USING COVERING INDEX asset_version_ended");
}

/// Of each name, the days asked for and no others.
#[test]
fn usage_is_read_by_the_days_and_hours_that_are_asked_for() {
    let connection = Database::new().store.connection;
    let plan = |sql| plan(&connection, sql);
    insta::assert_snapshot!(plan(rows::CALLS.days), @"
    SCAN place
    SEARCH route USING COVERING INDEX sqlite_autoindex_route_1 (place=?)
    SEARCH usage_day USING PRIMARY KEY (route=? AND day>? AND day<?)
    ");
    insta::assert_snapshot!(plan(rows::CALLS.hours), @"
    SCAN place
    SEARCH route USING COVERING INDEX sqlite_autoindex_route_1 (place=?)
    SEARCH usage_hour USING PRIMARY KEY (route=? AND hour>? AND hour<?)
    USE TEMP B-TREE FOR GROUP BY
    ");
    insta::assert_snapshot!(plan(rows::METRICS.days), @"
    SCAN place
    SEARCH route USING COVERING INDEX sqlite_autoindex_route_1 (place=?)
    SEARCH measured_day USING PRIMARY KEY (route=? AND day>? AND day<?)
    ");
    insta::assert_snapshot!(plan(rows::METRICS.hours), @"
    SCAN place
    SEARCH route USING COVERING INDEX sqlite_autoindex_route_1 (place=?)
    SEARCH measured USING PRIMARY KEY (route=? AND hour>? AND hour<?)
    USE TEMP B-TREE FOR GROUP BY
    LIST SUBQUERY 1
    SEARCH metric USING COVERING INDEX sqlite_autoindex_metric_1 (name=?)
    CREATE BLOOM FILTER
    LIST SUBQUERY 2
    SEARCH metric USING COVERING INDEX sqlite_autoindex_metric_1 (name=?)
    CREATE BLOOM FILTER
    SCALAR SUBQUERY 3
    SEARCH metric USING COVERING INDEX sqlite_autoindex_metric_1 (name=?)
    SCALAR SUBQUERY 4
    SEARCH metric USING COVERING INDEX sqlite_autoindex_metric_1 (name=?)
    SCALAR SUBQUERY 5
    SEARCH metric USING COVERING INDEX sqlite_autoindex_metric_1 (name=?)
    SCALAR SUBQUERY 6
    SEARCH metric USING COVERING INDEX sqlite_autoindex_metric_1 (name=?)
    ");
    insta::assert_snapshot!(plan(endpoints::USAGE), @"
    MATERIALIZE id
    SCAN metric
    SCAN id
    SEARCH endpoint_measurement USING PRIMARY KEY (endpoint=? AND hour>? AND hour<?)
    ");
}

#[test]
fn principals_are_counted_by_their_names_and_not_by_their_days() {
    let connection = Database::new().store.connection;
    insta::assert_snapshot!(plan(&connection, rows::CALLERS), @"
    SCAN place
    SEARCH route USING COVERING INDEX sqlite_autoindex_route_1 (place=?)
    SEARCH caller USING PRIMARY KEY (route=?)
    SCALAR SUBQUERY 1
    SEARCH principal USING COVERING INDEX sqlite_autoindex_principal_1 (key=?)
    CORRELATED SCALAR SUBQUERY 2
    SEARCH usage_day USING PRIMARY KEY (route=?)
    SEARCH called USING PRIMARY KEY (day=? AND principal=? AND route=?)
    ");
}

#[test]
fn principals_of_days_come_in_order() {
    let connection = Database::new().store.connection;
    insta::assert_snapshot!(plan(&connection, rows::CALLERS_BY_DAY), @"
    CO-ROUTINE (subquery-3)
    SEARCH principal_day USING PRIMARY KEY (day>? AND day<?)
    SCALAR SUBQUERY 1
    SEARCH principal USING COVERING INDEX sqlite_autoindex_principal_1 (key=?)
    LIST SUBQUERY 2
    SCAN route USING COVERING INDEX sqlite_autoindex_route_1
    SEARCH place USING INTEGER PRIMARY KEY (rowid=?)
    CREATE BLOOM FILTER
    SCAN (subquery-3)
    USE TEMP B-TREE FOR GROUP BY
    ");
    insta::assert_snapshot!(plan(&connection, callers::DAYS), @"
    CO-ROUTINE (subquery-2)
    SEARCH principal_day USING PRIMARY KEY (day>? AND day<?)
    LIST SUBQUERY 1
    SCAN route USING COVERING INDEX sqlite_autoindex_route_1
    SEARCH place USING INTEGER PRIMARY KEY (rowid=?)
    CREATE BLOOM FILTER
    SCAN (subquery-2)
    USE TEMP B-TREE FOR GROUP BY
    ");
}

/// The views, asked as people ask them: by type, by id, by time.
#[test]
fn views_are_read_by_indexes() {
    let database = Database::new();
    let plan = |sql| plan(&database.store.connection, sql);
    insta::assert_snapshot!(plan("SELECT count(*) FROM assets WHERE type = 'model'"), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH asset USING COVERING INDEX sqlite_autoindex_asset_1 (unit=?)
    SEARCH version USING INDEX asset_version_live (unit=? AND asset=?)
    ");
    insta::assert_snapshot!(plan("SELECT * FROM assets WHERE id = 'a'"), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH asset USING INDEX sqlite_autoindex_asset_1 (unit=? AND asset_id=?)
    SEARCH version USING INDEX asset_version_live (unit=? AND asset=?)
    CORRELATED SCALAR SUBQUERY 3
    SEARCH run USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 4
    SEARCH unit_run USING COVERING INDEX unit_run_complete (unit=?)
    ");
    insta::assert_snapshot!(plan("SELECT * FROM assets ORDER BY name LIMIT 10"), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH asset USING INDEX sqlite_autoindex_asset_1 (unit=?)
    SEARCH version USING INDEX asset_version_live (unit=? AND asset=?)
    CORRELATED SCALAR SUBQUERY 3
    SEARCH run USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 4
    SEARCH unit_run USING COVERING INDEX unit_run_complete (unit=?)
    USE TEMP B-TREE FOR ORDER BY
    ");
}

#[test]
fn changes_since_a_scan_are_found_by_it() {
    let database = Database::new();
    let plan = |sql| plan(&database.store.connection, sql);
    insta::assert_snapshot!(plan("SELECT * FROM asset_changes WHERE scan > 7"), @"
    CO-ROUTINE asset_changes
    COMPOUND QUERY
    LEFT-MOST SUBQUERY
    SEARCH run USING PRIMARY KEY (scan>?)
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH version USING INDEX asset_version_began (unit=? AND from_scan=?)
    CORRELATED SCALAR SUBQUERY 6
    SEARCH before USING INDEX sqlite_autoindex_asset_version_1 (asset=?)
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    CORRELATED SCALAR SUBQUERY 5
    SEARCH before USING INDEX sqlite_autoindex_asset_version_1 (asset=?)
    UNION ALL
    SEARCH run USING PRIMARY KEY (scan>?)
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH version USING INDEX asset_version_ended (unit=? AND to_scan=?)
    CORRELATED SCALAR SUBQUERY 3
    SEARCH after USING COVERING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan=?)
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    SCAN asset_changes
    ");
    insta::assert_snapshot!(plan("SELECT * FROM asset_changes WHERE id = 'a'"), @"
    CO-ROUTINE asset_changes
    COMPOUND QUERY
    LEFT-MOST SUBQUERY
    SCAN version
    CORRELATED SCALAR SUBQUERY 6
    SEARCH before USING INDEX sqlite_autoindex_asset_version_1 (asset=?)
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH run USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 5
    SEARCH before USING INDEX sqlite_autoindex_asset_version_1 (asset=?)
    UNION ALL
    SCAN version USING INDEX asset_version_ended
    CORRELATED SCALAR SUBQUERY 3
    SEARCH after USING COVERING INDEX sqlite_autoindex_asset_version_1 (asset=? AND from_scan=?)
    SEARCH unit USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH asset USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH run USING PRIMARY KEY (scan=? AND unit=?)
    SCAN asset_changes
    ");
}

#[test]
fn views_of_units_and_usage_are_read_by_keys() {
    let database = Database::new();
    let plan = |sql| plan(&database.store.connection, sql);
    insta::assert_snapshot!(plan("SELECT * FROM units"), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH run USING PRIMARY KEY (scan=? AND unit=?)
    CORRELATED SCALAR SUBQUERY 3
    SEARCH unit_run USING COVERING INDEX unit_run_by_unit (unit=?)
    ");
    insta::assert_snapshot!(plan("SELECT model, sum(invocations) FROM usage_daily GROUP BY model"), @"
    CO-ROUTINE usage_daily
    CO-ROUTINE counted
    COMPOUND QUERY
    LEFT-MOST SUBQUERY
    SCAN usage_day
    SEARCH route USING INTEGER PRIMARY KEY (rowid=?)
    USE TEMP B-TREE FOR GROUP BY
    UNION ALL
    SCAN measured_day
    SEARCH route USING INTEGER PRIMARY KEY (rowid=?)
    USE TEMP B-TREE FOR GROUP BY
    SCAN counted
    SEARCH place USING INTEGER PRIMARY KEY (rowid=?)
    SEARCH model USING INTEGER PRIMARY KEY (rowid=?)
    USE TEMP B-TREE FOR GROUP BY
    SCAN usage_daily
    USE TEMP B-TREE FOR GROUP BY
    ");
    insta::assert_snapshot!(plan("SELECT * FROM relations WHERE target = 'm'"), @"
    SCAN unit USING COVERING INDEX sqlite_autoindex_unit_1
    SEARCH asset USING COVERING INDEX sqlite_autoindex_asset_1 (unit=?)
    SEARCH version USING INDEX asset_version_live (unit=? AND asset=?)
    SCAN relation VIRTUAL TABLE INDEX 1:
    ");
}
