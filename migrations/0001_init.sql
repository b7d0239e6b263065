-- Scans, units, and assets by validity interval.
--
-- Times are RFC 3339 in UTC with nine digits of fraction: nothing of AWS's own times is lost (a version's hash covers
-- them), they sort as text, people can read them, and SQLite's date functions take them.
-- A foreign key has the name of the table that it points to. `asset.asset_id` is AWS's id, a text.

-- 'OCIT': tells this database from every other program's.
PRAGMA application_id = 0x4F434954;

-- A run over units. Ids only grow and are never used again: they order everything that happens.
CREATE TABLE scan (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    started         TEXT NOT NULL,
    finished        TEXT,                          -- NULL while it runs, and for ever when it was killed
    outcome         TEXT CHECK (outcome IN ('complete', 'partial', 'failed')),
    error           TEXT,
    program_version TEXT NOT NULL,
    simulated       INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    -- Sums over the scan's rows of unit_run, kept in the same transactions, so that a list of scans reads only this.
    complete        INTEGER NOT NULL DEFAULT 0,
    partial         INTEGER NOT NULL DEFAULT 0,
    failed          INTEGER NOT NULL DEFAULT 0,
    skipped         INTEGER NOT NULL DEFAULT 0,
    assets          INTEGER NOT NULL DEFAULT 0,
    requests        INTEGER NOT NULL DEFAULT 0,
    CHECK ((finished IS NULL) = (outcome IS NULL))
) STRICT;

CREATE TABLE unit (
    id         INTEGER PRIMARY KEY,
    plugin     TEXT NOT NULL,
    asset_type TEXT NOT NULL,
    account    TEXT NOT NULL,
    region     TEXT NOT NULL,
    UNIQUE (plugin, asset_type, account, region)
) STRICT;

-- A plugin's file, by its digest.
CREATE TABLE plugin_build (
    id     INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32)
) STRICT;

-- What came of a unit in a scan.
CREATE TABLE unit_run (
    scan             INTEGER NOT NULL REFERENCES scan,
    unit             INTEGER NOT NULL REFERENCES unit,
    plugin_build     INTEGER NOT NULL REFERENCES plugin_build,
    outcome          TEXT NOT NULL CHECK (outcome IN ('complete', 'partial', 'failed', 'skipped')),
    assets           INTEGER NOT NULL,             -- seen, whether changed or not
    requests         INTEGER NOT NULL,
    started          TEXT NOT NULL,
    finished         TEXT NOT NULL,
    error_kind       TEXT,
    error_code       TEXT,
    error_operation  TEXT,
    error_message    TEXT,
    error_request_id TEXT,
    error_attempts   INTEGER,
    PRIMARY KEY (scan, unit),
    CHECK ((outcome = 'complete') = (error_kind IS NULL)),
    CHECK ((error_kind IS NULL) = (error_message IS NULL)),
    CHECK ((error_kind IS NULL) = (error_attempts IS NULL))
) STRICT, WITHOUT ROWID;

-- The latest run of a unit up to a scan; the latest complete one.
CREATE INDEX unit_run_by_unit ON unit_run (unit, scan);
CREATE INDEX unit_run_complete ON unit_run (unit, scan) WHERE outcome = 'complete';

-- Something discovered, once for ever: what it is like is in its versions.
CREATE TABLE asset (
    id            INTEGER PRIMARY KEY,
    unit          INTEGER NOT NULL REFERENCES unit,
    asset_id      TEXT NOT NULL,
    first_scan    INTEGER NOT NULL REFERENCES scan,
    -- What the listing said when the asset was last described in full, and which plugin build described it: only that
    -- build may leave the asset undescribed for as long as the token stays.
    version_token TEXT,
    described_by  INTEGER REFERENCES plugin_build,
    UNIQUE (unit, asset_id),
    CHECK ((version_token IS NULL) = (described_by IS NULL))
) STRICT;

-- What an asset was like in the scans from from_scan up to, but without, to_scan. An unchanged asset costs no row.
CREATE TABLE asset_version (
    id           INTEGER PRIMARY KEY,
    unit         INTEGER NOT NULL REFERENCES unit, -- the asset's, again, for the indexes below
    asset        INTEGER NOT NULL REFERENCES asset,
    from_scan    INTEGER NOT NULL REFERENCES scan,
    to_scan      INTEGER REFERENCES scan,          -- NULL: still so
    detail       TEXT NOT NULL CHECK (detail IN ('full', 'summary')),
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    name         TEXT NOT NULL,
    status       TEXT,
    created      TEXT,
    modified     TEXT,
    relations    TEXT NOT NULL,                    -- JSON: [{"kind", "target"}]
    properties   TEXT NOT NULL,                    -- JSON: an object
    UNIQUE (asset, from_scan),
    CHECK (to_scan > from_scan)
) STRICT;

-- What is there now, at most one version an asset; what ended since a scan; what began since a scan. The cost of a
-- question follows the answer and not the length of the history.
CREATE UNIQUE INDEX asset_version_live ON asset_version (unit, asset) WHERE to_scan IS NULL;
CREATE INDEX asset_version_ended ON asset_version (unit, to_scan) WHERE to_scan IS NOT NULL;
CREATE INDEX asset_version_began ON asset_version (unit, from_scan);
