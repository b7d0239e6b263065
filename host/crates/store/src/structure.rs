//! Whether a database has what the migrations make, and nothing else.
//!
//! SQLite runs what a schema says: a view in the place of a table may never end, a trigger writes what nobody asked for,
//! an index computes. A file that came from somebody else is looked at before anything in it is read.

use std::path::Path;

use opencite_core::{ContentHash, printable};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::StoreError;
use crate::failure::Failure;
use crate::migrations::{self, MIGRATIONS};

/// The digest of what each number of migrations makes, from none to all: so a sound database costs no more than to read
/// and hash the texts of its schema.
const DIGESTS: [&str; MIGRATIONS.len() + 1] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "2c5a79b753ca7633a3b34392f90d88a9004377cc2f66ec3c7e28b45ce0a84f70",
    "c39af7c87792c12ab928260b7563100351822ac601f125f47fc28f43bd4625ee",
    "3caa431a1cdca430bd1657063e45ba8c3bc2e93a4e01face8e701e67719541b4",
    "a30542ca1bba27e8ad0bf23d95860f080fbc171d55634980b0245fb0bfa47d6e",
    "e8e3a13e039ca0378d337f9eedcd370b7cd4bbba6606e003c1bf4ee90d03f67f",
];

/// What `ANALYZE` makes; it only guides plans.
const STATISTICS: [&str; 2] = [
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
];

/// The longest name that an error repeats, in characters.
const MAX_NAME: usize = 100;

/// What is not as the migrations make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alteration {
    /// Something that they do not make.
    Added,
    /// Something that they make in another way.
    Changed,
    /// Something that they make is not there.
    Missing,
}

impl Alteration {
    /// What is said of the database before the object.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Added => "holds something that opencite did not make",
            Self::Changed => "holds something that opencite makes otherwise",
            Self::Missing => "lacks something that opencite makes",
        }
    }

    /// What to do next, a sentence for the operator.
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Added => {
                "If it is yours, take it out with `sqlite3`. Otherwise name another file with --db; this one was left as it is."
            }
            Self::Changed | Self::Missing => {
                "Name a backup, or another file, with --db; this one was left as it is."
            }
        }
    }
}

/// A line of the schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Object {
    kind: String,
    name: String,
    table: String,
    sql: String,
}

impl Object {
    fn of(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            kind: text(row, "type")?,
            name: text(row, "name")?,
            table: text(row, "tbl_name")?,
            sql: text(row, "sql")?,
        })
    }

    fn is_named_like(&self, other: &Self) -> bool {
        (&self.kind, &self.name) == (&other.kind, &other.name)
    }

    fn shown(&self) -> String {
        format!("{} {}", shown(&self.kind), shown(&self.name))
    }
}

/// Refuses a database that is not what so many migrations make of an empty one.
pub(crate) fn check(connection: &Connection, version: u32, path: &Path) -> Result<(), Failure> {
    let found = objects(connection)?;
    let steps = usize::try_from(version).unwrap_or(usize::MAX);
    if DIGESTS.get(steps) == Some(&digest(&found).to_string().as_str()) {
        return Ok(());
    }
    let made = made(steps)?;
    let Some((alteration, object)) = difference(&found, &made) else {
        return Ok(());
    };
    Err(StoreError::Altered {
        path: path.to_owned(),
        alteration,
        object: object.shown(),
    }
    .into())
}

/// All of the schema, sorted.
fn objects(connection: &Connection) -> Result<Vec<Object>, Failure> {
    let mut statement =
        connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let all = statement.query_map([], Object::of)?;
    let mut objects = all.collect::<Result<Vec<_>, _>>()?;
    objects.retain(|object| !STATISTICS.contains(&object.sql.as_str()));
    objects.sort_unstable();
    Ok(objects)
}

/// A text of the schema, which in a file from somebody else may be anything.
fn text(row: &Row<'_>, column: &str) -> Result<String, rusqlite::Error> {
    let bytes = match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => &[],
    };
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Each text goes in with its length, so that none can pass for several.
fn digest(objects: &[Object]) -> ContentHash {
    let mut all = String::new();
    for object in objects {
        for text in [&object.kind, &object.name, &object.table, &object.sql] {
            all.push_str(&text.len().to_string());
            all.push(':');
            all.push_str(text);
        }
    }
    ContentHash::of(&all)
}

/// What the first migrations make.
fn made(steps: usize) -> Result<Vec<Object>, Failure> {
    let connection = Connection::open_in_memory()?;
    migrations::migrate(&connection, MIGRATIONS.get(..steps).unwrap_or(MIGRATIONS))?;
    objects(&connection)
}

/// The first object that differs. What could run by itself comes before what is missing.
fn difference<'a>(found: &'a [Object], made: &'a [Object]) -> Option<(Alteration, &'a Object)> {
    let other = found.iter().find(|object| !made.contains(object));
    if let Some(object) = other {
        let is_known = made.iter().any(|made| made.is_named_like(object));
        let alteration = if is_known {
            Alteration::Changed
        } else {
            Alteration::Added
        };
        return Some((alteration, object));
    }
    let missing = made.iter().find(|object| !found.contains(object));
    if let Some(object) = missing {
        return Some((Alteration::Missing, object));
    }
    let twice = found.windows(2).find_map(|pair| match pair {
        [one, other] if one == other => Some(one),
        _ => None,
    });
    twice.map(|object| (Alteration::Added, object))
}

fn shown(text: &str) -> String {
    let start: String = text.chars().take(MAX_NAME).collect();
    printable(&start).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digests_are_those_of_what_the_migrations_make() {
        let digests: Vec<_> = (0..=MIGRATIONS.len())
            .map(|steps| digest(&made(steps).unwrap()).to_string())
            .collect();
        assert_eq!(digests, DIGESTS);
    }
}
