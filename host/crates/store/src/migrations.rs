//! Brings a database's schema up to date.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::failure::Failure;

/// The steps of the schema, in order: a database's `user_version` is the number of those that it
/// has had. `migrations/README.md` says how to add one.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../../../../migrations/0001_init.sql"),
    include_str!("../../../../migrations/0002_usage.sql"),
    include_str!("../../../../migrations/0003_history.sql"),
    include_str!("../../../../migrations/0004_upkeep.sql"),
    include_str!("../../../../migrations/0005_jobs.sql"),
];

/// The number of steps that a database has had.
pub(crate) fn version(connection: &Connection) -> Result<u32, Failure> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Runs the steps that the database has not had, each in one transaction.
pub(crate) fn migrate(connection: &Connection, migrations: &[&str]) -> Result<(), Failure> {
    for (version, migration) in (1..).zip(migrations) {
        step(connection, version, migration)?;
    }
    Ok(())
}

/// Two processes may be at this at once: the first does it, the second finds it done.
fn step(connection: &Connection, target: u32, migration: &str) -> Result<(), Failure> {
    if version(connection)? >= target {
        return Ok(());
    }
    let tx = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    if version(&tx)? < target {
        tx.execute_batch(migration)?;
        tx.pragma_update(None, "user_version", target)?;
    }
    Ok(tx.commit()?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use opencite_core::ContentHash;
    use tempfile::TempDir;

    use super::*;

    fn schema(connection: &Connection) -> Vec<String> {
        let sql = "SELECT type || ' ' || name || ': ' || coalesce(sql, '') AS line
                   FROM sqlite_schema ORDER BY line";
        let mut statement = connection.prepare(sql).unwrap();
        let lines = statement.query_map([], |row| row.get("line")).unwrap();
        lines.map(Result::unwrap).collect()
    }

    fn migrated(migrations: &[&str]) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        migrate(&connection, migrations).unwrap();
        connection
    }

    #[test]
    fn a_database_that_went_through_every_step_equals_a_new_one() {
        let fresh = schema(&migrated(MIGRATIONS));
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("stepwise.db");
        for steps in 0..=MIGRATIONS.len() {
            migrate(&Connection::open(&path).unwrap(), &MIGRATIONS[..steps]).unwrap();
        }
        assert_eq!(schema(&Connection::open(&path).unwrap()), fresh);
    }

    #[test]
    fn a_step_that_fails_leaves_the_database_at_the_step_before() {
        let connection = migrated(MIGRATIONS);
        let before = schema(&connection);
        let steps = [MIGRATIONS, &["CREATE TABLE t (a TEXT) STRICT; nonsense"]].concat();
        migrate(&connection, &steps).unwrap_err();
        assert_eq!(schema(&connection), before);
        assert_eq!(version(&connection).unwrap() as usize, MIGRATIONS.len());
    }

    #[test]
    fn every_file_of_the_folder_is_a_step_and_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../migrations");
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = entries
            .filter(|path| path.extension() == Some("sql".as_ref()))
            .collect();
        files.sort();
        let texts: Vec<_> = files
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        assert_eq!(texts, MIGRATIONS);
    }

    #[test]
    fn released_migrations_never_change() {
        let digests: Vec<_> = MIGRATIONS
            .iter()
            .map(|sql| ContentHash::of(sql).to_string())
            .collect();
        insta::assert_snapshot!(digests.join("\n"), @"
        72a1cd4999bcd4bea20bc270b1025a1b445a52163fc6a764ef2977e5c736e609
        7210517c6973ef4011f51d0704c652f734513d132e9a5fba59a9e9151074d379
        cdcc7ba3f4285bd44c73a0b2cb0b888fbe46f7b8c9d13d42ef5411ecb2a3afad
        15b7c264f281027bc9a14ab40788ae99ddf357905517ffcaec97e772f787ce3d
        e06b2e2abc2acc371a3a447a7af35a235c8e2dcfd38dbacc3754ea76b2a04eda
        ");
    }

    #[test]
    fn every_table_is_strict() {
        let connection = migrated(MIGRATIONS);
        let sql = "SELECT group_concat(name) FROM pragma_table_list
                   WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'";
        let loose: Option<String> = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(loose, None);
    }
}
