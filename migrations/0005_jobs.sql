-- What scheduled jobs have done, and reports on their way.

-- A job of the config, by its name.
CREATE TABLE job (
    name          TEXT PRIMARY KEY,
    due           TEXT,                            -- the time of its timetable that it ran for last
    started       TEXT,
    finished      TEXT,                            -- NULL while it runs, and when it was killed
    outcome       TEXT CHECK (outcome IN ('complete', 'partial', 'failed')),
    error         TEXT,
    CHECK (outcome IS NULL OR finished IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Up to which scan a job has reported the changes of a unit: the last one after which the unit was complete. What a unit
-- that was denied for a while missed is reported later. No foreign key: when that scan is pruned, the one before counts.
CREATE TABLE job_unit (
    job  TEXT NOT NULL,
    unit INTEGER NOT NULL REFERENCES unit,
    scan INTEGER NOT NULL,
    PRIMARY KEY (job, unit)
) STRICT, WITHOUT ROWID;

-- A report for somebody. It is here before it is sent, in the transaction that notes what was reported: so it is sent at
-- least once, whenever the program is killed.
CREATE TABLE delivery (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    job         TEXT,                              -- NULL: somebody asked for it by hand
    destination TEXT NOT NULL,
    message_id  TEXT NOT NULL UNIQUE,              -- the same at every attempt: a receiver can tell a repetition
    subject     TEXT NOT NULL,
    created     TEXT NOT NULL,
    message     BLOB,                              -- NULL as soon as it was sent or dropped
    attempts    INTEGER NOT NULL DEFAULT 0,
    tried       TEXT,
    error       TEXT,                              -- of the last attempt
    sent        TEXT,
    CHECK (sent IS NULL OR message IS NULL)
) STRICT;

CREATE INDEX delivery_waiting ON delivery (id) WHERE message IS NOT NULL;
