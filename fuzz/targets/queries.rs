//! Questions that operators ask in SQL: they read the views and nothing else, write nothing, and end.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use opencite_fuzz::database::{self, HIDDEN};
use opencite_fuzz::processor;
use opencite_store::{QueryEvent, QueryLimits, QueryValue, Store, StoreError};
use tempfile::TempDir;

const LIMITS: QueryLimits = QueryLimits {
    time: Duration::from_millis(500),
    rows: 1_000,
    bytes: 1024 * 1024,
};

/// A question is told to end every few thousand steps; this is far more than one step takes on a processor.
const PATIENCE: Duration = Duration::from_secs(5);

struct Fixture {
    directory: TempDir,
    path: PathBuf,
    bytes: Vec<u8>,
}

static FIXTURE: LazyLock<Fixture> = LazyLock::new(|| {
    let directory = TempDir::new().expect("there is a temporary directory");
    let path = directory.path().join("opencite.db");
    database::create(&path).expect("a database can be made");
    let bytes = fs::read(&path).expect("it is there");
    Fixture {
        directory,
        path,
        bytes,
    }
});

thread_local! {
    static STORE: Store = Store::open_existing(&FIXTURE.path).expect("the database is sound");
}

fuzz_target!(|sql: &str| {
    let begun = processor::time();
    let asked = STORE.with(|store| {
        store.query(sql, &LIMITS, |event| {
            inspect(&event);
            Ok::<(), StoreError>(())
        })
    });
    let taken = processor::time().saturating_sub(begun);
    assert!(taken < PATIENCE, "the question took {taken:?}");
    if let Err(error) = asked {
        assert!(!matches!(error, StoreError::Corrupt { .. }), "{error}");
    }
    assert!(
        fs::read(&FIXTURE.path).is_ok_and(|bytes| bytes == FIXTURE.bytes),
        "the database was written to"
    );
    let files = fs::read_dir(FIXTURE.directory.path()).map(Iterator::count);
    assert!(
        files.is_ok_and(|files| files <= 3),
        "a file was made beside the database"
    );
});

fn inspect(event: &QueryEvent<'_>) {
    if let QueryEvent::Row(values) = event {
        let shows_hidden = values.iter().any(shows_hidden);
        assert!(
            !shows_hidden,
            "a table was read that no view shows: {values:?}"
        );
    }
}

fn shows_hidden(value: &QueryValue) -> bool {
    let bytes = match value {
        QueryValue::Null | QueryValue::Integer(_) | QueryValue::Real(_) => return false,
        QueryValue::Text(text) => text.as_bytes(),
        QueryValue::Blob(bytes) => bytes,
    };
    bytes
        .windows(HIDDEN.len())
        .any(|window| window == HIDDEN.as_bytes())
}
