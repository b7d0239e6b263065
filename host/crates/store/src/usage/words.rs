//! Texts that are kept once and pointed to.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Transaction, named_params};

use crate::failure::Failure;

/// The rows of texts, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Words(HashMap<String, i64>);

impl Words {
    /// The row of a text, made when it is missing.
    pub(super) fn intern(&mut self, tx: &Transaction<'_>, text: &str) -> Result<i64, Failure> {
        if let Some(word) = self.0.get(text) {
            return Ok(*word);
        }
        let word = match find(tx, text)? {
            Some(word) => word,
            None => insert(tx, text)?,
        };
        self.0.insert(text.to_owned(), word);
        Ok(word)
    }
}

fn find(connection: &Connection, text: &str) -> Result<Option<i64>, Failure> {
    Ok(connection
        .prepare_cached("SELECT id FROM word WHERE text = :text")?
        .query_row(named_params! { ":text": text }, |row| row.get("id"))
        .optional()?)
}

fn insert(tx: &Transaction<'_>, text: &str) -> Result<i64, Failure> {
    tx.prepare_cached("INSERT INTO word (text) VALUES (:text)")?
        .execute(named_params! { ":text": text })?;
    Ok(tx.last_insert_rowid())
}
