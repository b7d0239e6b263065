//! Whether the database is sound.

use rusqlite::Connection;

use crate::failure::Failure;

/// What must hold beyond what the schema can say: each query yields the rows that break a rule.
const RULES: &[(&str, &str)] = &[
    (
        "a version names another unit than its asset",
        "SELECT 1 FROM asset_version AS version JOIN asset ON asset.id = version.asset
         WHERE asset.unit <> version.unit",
    ),
    (
        "two versions of an asset hold at once",
        "SELECT 1 FROM (
             SELECT from_scan, lag(coalesce(to_scan, 9223372036854775807))
                 OVER (PARTITION BY asset ORDER BY from_scan) AS ended
             FROM asset_version)
         WHERE from_scan < ended",
    ),
    (
        "a version begins without a run of its unit",
        "SELECT 1 FROM asset_version AS version
         WHERE NOT EXISTS (SELECT 1 FROM unit_run AS run
                           WHERE run.scan = version.from_scan AND run.unit = version.unit
                             AND run.outcome IN ('complete', 'partial'))",
    ),
    (
        "an asset was seen before its first version",
        "SELECT 1 FROM asset
         WHERE first_scan IS NOT (SELECT min(from_scan) FROM asset_version WHERE asset = asset.id)",
    ),
    (
        "a scan's sums differ from its runs",
        "SELECT 1 FROM scan
         WHERE (complete + partial + failed + skipped, assets, requests) IS NOT
               (SELECT count(*), coalesce(sum(run.assets), 0), coalesce(sum(run.requests), 0)
                FROM unit_run AS run WHERE run.scan = scan.id)",
    ),
];

/// Reads everything; fails with the first thing that is wrong.
pub(crate) fn check(connection: &Connection) -> Result<(), Failure> {
    let verdict: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Failure::Damaged(verdict));
    }
    if connection.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Failure::Damaged(
            "a row points to one that is missing".to_owned(),
        ));
    }
    for (broken, sql) in RULES {
        if connection.prepare(sql)?.exists([])? {
            return Err(Failure::Damaged((*broken).to_owned()));
        }
    }
    Ok(())
}
