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
        "an asset was seen at no time",
        "SELECT 1 FROM asset WHERE first_seen = ''",
    ),
    (
        "a scan's sums differ from its runs",
        "SELECT 1 FROM scan
         WHERE (complete + partial + failed + skipped, assets, requests) IS NOT
               (SELECT count(*), coalesce(sum(iif(unit.usage, 0, run.assets)), 0),
                       coalesce(sum(run.requests), 0)
                FROM unit_run AS run JOIN unit ON unit.id = run.unit WHERE run.scan = scan.id)",
    ),
    (
        "a source of usage has assets",
        "SELECT 1 FROM asset JOIN unit ON unit.id = asset.unit WHERE unit.usage",
    ),
    (
        "an hour's counts differ from its calls",
        "SELECT 1 FROM (
             SELECT route, hour, invocations FROM usage_hour, usage_state
             WHERE hour >= coalesce(frozen_before * 24, hour)
         ) AS counted
         FULL JOIN (
             SELECT route, (time - ((time % 3600000) + 3600000) % 3600000) / 3600000 AS hour,
                    count(*) AS invocations
             FROM invocation GROUP BY 1, 2
         ) AS called USING (route, hour)
         WHERE counted.invocations IS NOT called.invocations",
    ),
    (
        "a day's counts differ from those of its callers",
        "SELECT 1 FROM usage_day FULL JOIN (
             SELECT route, day, sum(invocations) AS invocations FROM principal_day GROUP BY 1, 2
         ) AS called USING (route, day)
         WHERE usage_day.invocations IS NOT called.invocations",
    ),
    (
        "a caller of a day is not counted among the callers",
        "SELECT 1 FROM (
             SELECT route, principal, min(first) AS first, max(last) AS last
             FROM principal_day GROUP BY 1, 2
         ) AS called
         FULL JOIN principal_route USING (route, principal)
         WHERE (called.first, called.last) IS NOT (principal_route.first, principal_route.last)",
    ),
    (
        "a call was made in another place than what it calls",
        "SELECT 1 FROM invocation JOIN route ON route.id = invocation.route
         WHERE route.place <> invocation.place",
    ),
    (
        "a call has a text that is missing",
        "SELECT 1 FROM (
             SELECT operation AS word FROM invocation UNION SELECT source_ip FROM invocation
             UNION SELECT user_agent FROM invocation UNION SELECT inference_region FROM invocation
             UNION SELECT error_code FROM invocation UNION SELECT error_message FROM invocation)
         WHERE word IS NOT NULL AND word NOT IN (SELECT id FROM word)",
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
