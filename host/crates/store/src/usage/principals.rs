//! Principals and their sessions.

use std::collections::HashMap;

use opencite_core::Principal;
use rusqlite::{Connection, OptionalExtension as _, Transaction, named_params};

use crate::failure::Failure;

/// A caller, by the rows of its principal and of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Caller {
    pub(super) principal: i64,
    pub(super) session: Option<i64>,
}

/// The callers of a place, as far as they were asked for.
#[derive(Debug)]
pub(super) struct Principals {
    place: i64,
    /// By key: the row, and whether the full ARN is stored.
    known: HashMap<String, (i64, bool)>,
    sessions: HashMap<(i64, String), i64>,
}

impl Principals {
    pub(super) fn of(place: i64) -> Self {
        Self {
            place,
            known: HashMap::new(),
            sessions: HashMap::new(),
        }
    }

    /// The rows of a caller, made when they are missing. A call at that second makes the session longer.
    pub(super) fn intern(
        &mut self,
        tx: &Transaction<'_>,
        principal: Option<&Principal>,
        second: i64,
    ) -> Result<Caller, Failure> {
        let Some(principal) = principal else {
            return self.nobody(tx);
        };
        let row = self.principal(tx, principal)?;
        let session = principal
            .session()
            .map(|name| self.session(tx, row, name, second))
            .transpose()?;
        Ok(Caller {
            principal: row,
            session,
        })
    }

    /// The row of the principal that no source named.
    pub(super) fn nobody(&mut self, tx: &Transaction<'_>) -> Result<Caller, Failure> {
        let nobody = Written {
            key: "",
            kind: "",
            arn: "",
        };
        Ok(Caller {
            principal: self.written(tx, nobody)?,
            session: None,
        })
    }

    fn principal(&mut self, tx: &Transaction<'_>, principal: &Principal) -> Result<i64, Failure> {
        let written = Written {
            key: principal.key(),
            kind: principal.kind(),
            arn: principal.arn(),
        };
        self.written(tx, written)
    }

    fn written(&mut self, tx: &Transaction<'_>, principal: Written<'_>) -> Result<i64, Failure> {
        let says_path = principal.arn != principal.key;
        match self.known.get(principal.key) {
            Some((row, has_path)) if *has_path || !says_path => return Ok(*row),
            _ => {}
        }
        let stored = match find(tx, principal.key)? {
            Some((row, has_path)) if has_path || !says_path => (row, has_path),
            Some((row, _)) => {
                tx.prepare_cached("UPDATE principal SET arn = :arn WHERE id = :principal")?
                    .execute(named_params! { ":principal": row, ":arn": principal.arn })?;
                (row, true)
            }
            None => (insert(tx, principal)?, says_path),
        };
        self.known.insert(principal.key.to_owned(), stored);
        Ok(stored.0)
    }

    fn session(
        &mut self,
        tx: &Transaction<'_>,
        principal: i64,
        name: &str,
        second: i64,
    ) -> Result<i64, Failure> {
        let key = (principal, name.to_owned());
        if let Some(session) = self.sessions.get(&key) {
            extend_session(tx, *session, second)?;
            return Ok(*session);
        }
        let session = tx
            .prepare_cached(
                "INSERT INTO session (principal, place, name, first, last)
                 VALUES (:principal, :place, :name, :second, :second)
                 ON CONFLICT (principal, name, place) DO UPDATE
                 SET first = min(first, :second), last = max(last, :second)
                 RETURNING id",
            )?
            .query_row(
                named_params! {
                    ":principal": principal,
                    ":place": self.place,
                    ":name": name,
                    ":second": second,
                },
                |row| row.get("id"),
            )?;
        self.sessions.insert(key, session);
        Ok(session)
    }
}

/// What is stored of a principal.
#[derive(Clone, Copy)]
struct Written<'a> {
    key: &'a str,
    kind: &'a str,
    arn: &'a str,
}

fn find(connection: &Connection, key: &str) -> Result<Option<(i64, bool)>, Failure> {
    Ok(connection
        .prepare_cached("SELECT id, arn <> key AS has_path FROM principal WHERE key = :key")?
        .query_row(named_params! { ":key": key }, |row| {
            Ok((row.get("id")?, row.get("has_path")?))
        })
        .optional()?)
}

fn insert(tx: &Transaction<'_>, principal: Written<'_>) -> Result<i64, Failure> {
    tx.prepare_cached("INSERT INTO principal (key, kind, arn) VALUES (:key, :kind, :arn)")?
        .execute(named_params! {
            ":key": principal.key,
            ":kind": principal.kind,
            ":arn": principal.arn,
        })?;
    Ok(tx.last_insert_rowid())
}

fn extend_session(tx: &Transaction<'_>, session: i64, second: i64) -> Result<(), Failure> {
    tx.prepare_cached(
        "UPDATE session SET first = min(first, :second), last = max(last, :second)
         WHERE id = :session AND (first > :second OR last < :second)",
    )?
    .execute(named_params! { ":session": session, ":second": second })?;
    Ok(())
}

/// The keys and full ARNs of all principals, sorted.
pub(super) fn names(connection: &Connection) -> Result<Vec<String>, Failure> {
    let names = connection
        .prepare_cached(
            "SELECT key AS name FROM principal WHERE key <> ''
             UNION SELECT arn FROM principal WHERE key <> '' ORDER BY name",
        )?
        .query_map([], |row| row.get("name"))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}
