-- What lets scans be removed, and views for queries.

-- When a scan first saw the asset: its first run may be removed.
ALTER TABLE asset ADD COLUMN first_seen TEXT NOT NULL DEFAULT '';
UPDATE asset SET first_seen = (SELECT finished FROM unit_run AS run
                               WHERE run.scan = asset.first_scan AND run.unit = asset.unit);

-- Where the run that began a version, or the last one that saw it, has been removed: when that run ended.
ALTER TABLE asset_version ADD COLUMN began TEXT;
ALTER TABLE asset_version ADD COLUMN last_seen TEXT;

-- Views for people: their names and columns stay. Each column is described in host/crates/store/src/schema.rs. Times are
-- RFC 3339 in UTC with nine digits of fraction.

CREATE VIEW scans AS
SELECT scan.id, scan.started, scan.finished, scan.outcome, scan.error, scan.complete, scan.partial, scan.failed,
       scan.skipped, scan.assets, scan.requests, scan.simulated, scan.program_version,
       (SELECT group_concat(tag, ' ' ORDER BY tag) FROM scan_tag WHERE scan_tag.scan = scan.id) AS tags
FROM scan;

CREATE VIEW unit_runs AS
SELECT run.scan, unit.plugin, unit.asset_type AS type, unit.account, unit.region, run.outcome, run.assets,
       run.requests, run.started, run.finished, run.error_kind, run.error_code, run.error_operation,
       run.error_message, run.error_request_id
FROM unit_run AS run JOIN unit ON unit.id = run.unit;

CREATE VIEW units AS
SELECT run.scan, unit.plugin, unit.asset_type AS type, unit.account, unit.region, run.outcome, run.assets,
       run.requests, run.started, run.finished, run.error_kind, run.error_code, run.error_operation,
       run.error_message, run.error_request_id
FROM unit CROSS JOIN unit_run AS run ON run.unit = unit.id
WHERE run.scan = (SELECT max(scan) FROM unit_run WHERE unit_run.unit = unit.id);

CREATE VIEW assets AS
SELECT unit.plugin, unit.asset_type AS type, asset.asset_id AS id, version.name, version.status, unit.account,
       unit.region, version.created, version.modified, version.properties, asset.first_seen,
       (SELECT iif(run.outcome = 'complete', run.finished, coalesce(version.began, run.finished))
        FROM unit_run AS run
        WHERE run.unit = version.unit
          AND run.scan = max(version.from_scan,
                             coalesce((SELECT max(scan) FROM unit_run
                                       WHERE unit_run.unit = version.unit AND outcome = 'complete'), 0))
       ) AS last_seen
-- In this order, the type, the account and the region choose units, and an id is found in each of them by its key.
FROM unit
CROSS JOIN asset ON asset.unit = unit.id
CROSS JOIN asset_version AS version
    ON version.unit = asset.unit AND version.asset = asset.id AND version.to_scan IS NULL;

CREATE VIEW asset_changes AS
SELECT unit.plugin, unit.asset_type AS type, asset.asset_id AS id, version.name, unit.account, unit.region,
       version.from_scan AS scan, coalesce(version.began, run.finished) AS at,
       iif(EXISTS (SELECT 1 FROM asset_version AS before
                   WHERE before.asset = version.asset AND before.to_scan = version.from_scan),
           'changed', 'appeared') AS change
FROM unit
JOIN asset_version AS version ON version.unit = unit.id
JOIN asset ON asset.id = version.asset
JOIN unit_run AS run ON run.scan = version.from_scan AND run.unit = version.unit
-- When scans are removed, what was different for a while may have been the same before and after.
WHERE NOT EXISTS (SELECT 1 FROM asset_version AS before
                  WHERE before.asset = version.asset AND before.to_scan = version.from_scan
                    AND before.content_hash = version.content_hash)
UNION ALL
SELECT unit.plugin, unit.asset_type, asset.asset_id, version.name, unit.account, unit.region,
       version.to_scan, run.finished, 'disappeared'
FROM unit
JOIN asset_version AS version ON version.unit = unit.id AND version.to_scan IS NOT NULL
JOIN asset ON asset.id = version.asset
JOIN unit_run AS run ON run.scan = version.to_scan AND run.unit = version.unit
WHERE NOT EXISTS (SELECT 1 FROM asset_version AS after
                  WHERE after.asset = version.asset AND after.from_scan = version.to_scan);

CREATE VIEW relations AS
SELECT unit.plugin, unit.asset_type AS type, asset.asset_id AS id, version.name, unit.account, unit.region,
       relation.value ->> 'kind' AS kind, relation.value ->> 'target' AS target
FROM unit
CROSS JOIN asset ON asset.unit = unit.id
CROSS JOIN asset_version AS version
    ON version.unit = asset.unit AND version.asset = asset.id AND version.to_scan IS NULL
CROSS JOIN json_each(version.relations) AS relation;

-- Of a place, a model and a day, calls and metrics tell of the same usage, and each may miss some: the larger counts.
CREATE VIEW usage_daily AS
SELECT date(counted.day * 86400, 'unixepoch') AS day, nullif(model.name, '') AS model, place.account, place.region,
       max(counted.invocations) AS invocations, max(counted.errors) AS errors,
       max(counted.input_tokens) AS input_tokens, max(counted.output_tokens) AS output_tokens,
       max(counted.cache_read_tokens) AS cache_read_tokens, max(counted.cache_write_tokens) AS cache_write_tokens,
       strftime('%Y-%m-%dT%H:%M:%S.000000000Z', min(counted.first), 'unixepoch') AS first_seen,
       strftime('%Y-%m-%dT%H:%M:%S.000000000Z', max(counted.last), 'unixepoch') AS last_seen
FROM (
    SELECT route.place, route.model, usage_day.day, sum(invocations) AS invocations, sum(errors) AS errors,
           sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
           sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_tokens) AS cache_write_tokens,
           min(first) AS first, max(last) AS last
    FROM route JOIN usage_day ON usage_day.route = route.id
    GROUP BY route.place, route.model, usage_day.day
    UNION ALL
    SELECT route.place, route.model, measured_day.day, sum(invocations), sum(errors), sum(input_tokens),
           sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens), min(first), max(last)
    FROM route JOIN measured_day ON measured_day.route = route.id
    GROUP BY route.place, route.model, measured_day.day
) AS counted
JOIN place ON place.id = counted.place
JOIN model ON model.id = counted.model
GROUP BY counted.place, counted.model, counted.day;

-- Metrics do not know who called, nor by which name: only calls speak.
CREATE VIEW usage_callers AS
SELECT date(called.day * 86400, 'unixepoch') AS day, nullif(principal.arn, '') AS principal,
       nullif(principal.kind, '') AS principal_kind, nullif(model.name, '') AS model,
       nullif(route.called, '') AS called, route.way AS route, place.account, place.region,
       called.invocations, called.errors, called.input_tokens, called.output_tokens, called.cache_read_tokens,
       called.cache_write_tokens,
       strftime('%Y-%m-%dT%H:%M:%S.000000000Z', called.first, 'unixepoch') AS first_seen,
       strftime('%Y-%m-%dT%H:%M:%S.000000000Z', called.last, 'unixepoch') AS last_seen
FROM principal_day AS called
JOIN principal ON principal.id = called.principal
JOIN route ON route.id = called.route
JOIN model ON model.id = route.model
JOIN place ON place.id = route.place;

CREATE VIEW invocations AS
SELECT strftime('%Y-%m-%dT%H:%M:%S', (call.time - (call.time % 1000 + 1000) % 1000) / 1000, 'unixepoch')
           || format('.%03d000000Z', (call.time % 1000 + 1000) % 1000) AS time,
       place.account, place.region,
       iif(typeof(call.id) = 'blob',
           lower(format('%s-%s-%s-%s-%s', substr(hex(call.id), 1, 8), substr(hex(call.id), 9, 4),
                        substr(hex(call.id), 13, 4), substr(hex(call.id), 17, 4), substr(hex(call.id), 21))),
           call.id) AS id,
       nullif(model.name, '') AS model, nullif(route.called, '') AS called, route.way AS route,
       operation.text AS operation, nullif(principal.arn, '') AS principal,
       nullif(principal.kind, '') AS principal_kind, session.name AS session, source_ip.text AS source_ip,
       user_agent.text AS user_agent, inference_region.text AS inference_region, error_code.text AS error_code,
       error_message.text AS error_message, call.input_tokens, call.output_tokens, call.cache_read_tokens,
       call.cache_write_tokens
FROM invocation AS call
JOIN place ON place.id = call.place
JOIN route ON route.id = call.route
JOIN model ON model.id = route.model
JOIN principal ON principal.id = call.principal
LEFT JOIN session ON session.id = call.session
LEFT JOIN word AS operation ON operation.id = call.operation
LEFT JOIN word AS source_ip ON source_ip.id = call.source_ip
LEFT JOIN word AS user_agent ON user_agent.id = call.user_agent
LEFT JOIN word AS inference_region ON inference_region.id = call.inference_region
LEFT JOIN word AS error_code ON error_code.id = call.error_code
LEFT JOIN word AS error_message ON error_message.id = call.error_message;
