-- Usage: calls of models, what is counted of them by the hour and the day, and what metrics say.
--
-- Calls are many. So all that repeats is kept once and pointed to by number, and times are whole numbers since 1970, in
-- UTC: `time` in milliseconds, `first` and `last` in seconds, `hour` and `day` in hours and days.
-- Where a text stands for something that no source named, it is empty: a key may not be NULL.
-- A count that no source reported is NULL, which is not 0.

-- Whether the unit's type is a source of usage. The assets of its runs are then what it reported, and not part of the
-- sums of the scan.
ALTER TABLE unit ADD COLUMN usage INTEGER NOT NULL DEFAULT 0 CHECK (usage IN (0, 1));

CREATE TABLE place (
    id      INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region  TEXT NOT NULL,
    UNIQUE (account, region)
) STRICT;

-- A model by its one id.
CREATE TABLE model (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A name that models are called by in a place. Everything that is counted points here and not to the model: when the
-- inventory gets to know a profile, only this table changes.
CREATE TABLE route (
    id     INTEGER PRIMARY KEY,
    place  INTEGER NOT NULL REFERENCES place,
    called TEXT NOT NULL,
    model  INTEGER NOT NULL REFERENCES model,
    way    TEXT NOT NULL,                          -- 'on-demand', 'geo:us', ...
    UNIQUE (place, called)
) STRICT;

-- Who calls: a role without its path, a user, a service.
CREATE TABLE principal (
    id   INTEGER PRIMARY KEY,
    key  TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    arn  TEXT NOT NULL                             -- with its path, as soon as a source tells it
) STRICT;

-- Sessions outlive their calls: they are counted for as long as days are.
CREATE TABLE session (
    id        INTEGER PRIMARY KEY,
    principal INTEGER NOT NULL REFERENCES principal,
    place     INTEGER NOT NULL REFERENCES place,
    name      TEXT NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    UNIQUE (principal, name, place),
    CHECK (first <= last)
) STRICT;

-- Texts of calls. Calls point here without a foreign key: to remove a text would mean to read all calls for it.
CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- A call, once, whichever sources tell of it. The id is AWS's; a UUID is stored as its 16 bytes.
CREATE TABLE invocation (
    place              INTEGER NOT NULL REFERENCES place,
    time               INTEGER NOT NULL,
    id                 ANY NOT NULL,
    route              INTEGER NOT NULL REFERENCES route,
    principal          INTEGER NOT NULL REFERENCES principal,
    session            INTEGER REFERENCES session,
    operation          INTEGER,                    -- words from here ...
    source_ip          INTEGER,
    user_agent         INTEGER,
    inference_region   INTEGER,
    error_code         INTEGER,
    error_message      INTEGER,                    -- ... to here
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    PRIMARY KEY (place, time, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX invocation_once ON invocation (place, id);

-- Calls counted by the hour, the day, and the day and caller. They stay when calls are removed.
CREATE TABLE usage_hour (
    route              INTEGER NOT NULL REFERENCES route,
    hour               INTEGER NOT NULL,
    invocations        INTEGER NOT NULL,
    errors             INTEGER NOT NULL,
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    first              INTEGER NOT NULL,
    last               INTEGER NOT NULL,
    PRIMARY KEY (route, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_day (
    route              INTEGER NOT NULL REFERENCES route,
    day                INTEGER NOT NULL,
    invocations        INTEGER NOT NULL,
    errors             INTEGER NOT NULL,
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    first              INTEGER NOT NULL,
    last               INTEGER NOT NULL,
    PRIMARY KEY (route, day)
) STRICT, WITHOUT ROWID;

-- By far the longest of these: in this order, callers of a day come one after the other.
CREATE TABLE principal_day (
    day                INTEGER NOT NULL,
    principal          INTEGER NOT NULL REFERENCES principal,
    route              INTEGER NOT NULL REFERENCES route,
    invocations        INTEGER NOT NULL,
    errors             INTEGER NOT NULL,
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    first              INTEGER NOT NULL,
    last               INTEGER NOT NULL,
    PRIMARY KEY (day, principal, route)
) STRICT, WITHOUT ROWID;

-- Who called by which name, and from when to when: how many callers a model has is counted here, without a look at the
-- days between.
CREATE TABLE principal_route (
    route     INTEGER NOT NULL REFERENCES route,
    principal INTEGER NOT NULL REFERENCES principal,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (route, principal),
    CHECK (first <= last)
) STRICT, WITHOUT ROWID;

CREATE TABLE metric (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- What a metric said of a model in an hour.
CREATE TABLE model_measurement (
    route   INTEGER NOT NULL REFERENCES route,
    hour    INTEGER NOT NULL,
    metric  INTEGER NOT NULL REFERENCES metric,
    sum     REAL NOT NULL,
    samples REAL,
    PRIMARY KEY (route, hour, metric)
) STRICT, WITHOUT ROWID;

-- The same by the day, in the terms of usage_day: attempts, whether they succeeded or not.
CREATE TABLE measured_day (
    route              INTEGER NOT NULL REFERENCES route,
    day                INTEGER NOT NULL,
    invocations        INTEGER,
    errors             INTEGER,
    input_tokens       INTEGER,
    output_tokens      INTEGER,
    cache_read_tokens  INTEGER,
    cache_write_tokens INTEGER,
    first              INTEGER,
    last               INTEGER,
    PRIMARY KEY (route, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE endpoint (
    id      INTEGER PRIMARY KEY,
    place   INTEGER NOT NULL REFERENCES place,
    name    TEXT NOT NULL,
    variant TEXT NOT NULL,
    UNIQUE (place, name, variant)
) STRICT;

-- What a metric said of an endpoint in an hour.
CREATE TABLE endpoint_measurement (
    endpoint INTEGER NOT NULL REFERENCES endpoint,
    hour     INTEGER NOT NULL,
    metric   INTEGER NOT NULL REFERENCES metric,
    sum      REAL NOT NULL,
    samples  REAL,
    PRIMARY KEY (endpoint, hour, metric)
) STRICT, WITHOUT ROWID;

-- Of which spans of time a unit handed in everything, in seconds: none touches another.
CREATE TABLE usage_coverage (
    unit      INTEGER NOT NULL REFERENCES unit,
    from_time INTEGER NOT NULL,
    to_time   INTEGER NOT NULL,
    PRIMARY KEY (unit, from_time),
    CHECK (from_time < to_time)
) STRICT, WITHOUT ROWID;

-- One row.
CREATE TABLE usage_state (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    -- Calls before this day have been removed: its counts, and those of earlier days, never change again.
    frozen_before INTEGER,
    -- Models were last resolved when profiles had last changed in this scan, and this was the latest route.
    profiles_scan INTEGER NOT NULL,
    routes        INTEGER NOT NULL
) STRICT;

INSERT INTO usage_state (id, profiles_scan, routes) VALUES (1, 0, 0);
