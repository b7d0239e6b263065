-- History: names of scans, units that list only what is young, and what finds an asset by its name.

CREATE TABLE scan_tag (
    tag  TEXT PRIMARY KEY,
    scan INTEGER NOT NULL REFERENCES scan
) STRICT, WITHOUT ROWID;

CREATE INDEX scan_tag_by_scan ON scan_tag (scan);

-- The unit lists only what was created since then; NULL: it lists everything. What is older and not listed any more may
-- be there still.
ALTER TABLE unit_run ADD COLUMN listed_since TEXT;

-- All names that an asset ever had.
CREATE INDEX asset_version_name ON asset_version (name, asset);

-- The same as before, and now they say which asset it is: what changed is found without a look at the versions.
DROP INDEX asset_version_ended;
DROP INDEX asset_version_began;
CREATE INDEX asset_version_ended ON asset_version (unit, to_scan, asset) WHERE to_scan IS NOT NULL;
CREATE INDEX asset_version_began ON asset_version (unit, from_scan, asset);
