//! Why a question has no answer.

use std::path::Path;
use std::time::Duration;

use rusqlite::ErrorCode;

use super::{QueryLimits, nearest};
use crate::StoreError;
use crate::failure::Failure;

/// Why a question that was asked in SQL has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No statement: nothing, or only comments.
    #[error("the query is empty")]
    Empty,
    /// More than one statement.
    #[error("the query is more than one statement")]
    SeveralStatements,
    /// A statement that does something else than read views.
    #[error("a query may not {action}")]
    Denied {
        /// What it would do: `write to the table asset`.
        action: String,
        /// The table that it would read, where it is that.
        table: Option<String>,
    },
    /// A common table expression with the name of a view.
    #[error("{view} is a view and cannot be defined anew")]
    RedefinesView {
        /// The view.
        view: String,
    },
    /// No such table, or view.
    #[error("there is no view {name}")]
    NoSuchView {
        /// The name.
        name: String,
    },
    /// No such column.
    #[error("there is no column {name}")]
    NoSuchColumn {
        /// The name.
        name: String,
        /// The query: the columns of the views that it names are the ones to look among.
        sql: String,
    },
    /// Not SQL, or not as SQLite understands it, or it failed on the values that it met.
    #[error("the query cannot be answered: {message}")]
    Invalid {
        /// What SQLite said.
        message: String,
    },
    /// It calls functions in too many places.
    #[error("the query calls functions in more than {limit} places")]
    TooManyCalls {
        /// In how many it may, with those in the views that it reads.
        limit: usize,
    },
    /// It took too long.
    #[error("the query was stopped after {} s", limit.as_secs_f64())]
    TooLong {
        /// How long it may take.
        limit: Duration,
    },
    /// It answered with too many rows.
    #[error("the query has more than {limit} rows")]
    TooManyRows {
        /// How many it may have; so many have been handed out.
        limit: u64,
    },
    /// Its rows are too large together.
    #[error("the answer is larger than {limit} bytes")]
    TooManyBytes {
        /// How large it may be.
        limit: u64,
    },
    /// A single value, or the statement itself, is too large.
    #[error("the query makes a value that is too large")]
    TooBig,
}

impl QueryError {
    /// What SQLite's refusal means.
    pub(super) fn of(
        error: rusqlite::Error,
        denied: Option<Self>,
        sql: &str,
        limits: &QueryLimits,
        path: &Path,
    ) -> StoreError {
        let query = match (&error, error.sqlite_error_code()) {
            _ if denied.is_some() => denied,
            (rusqlite::Error::MultipleStatement, _) => Some(Self::SeveralStatements),
            (_, Some(ErrorCode::OperationInterrupted)) => {
                Some(Self::TooLong { limit: limits.time })
            }
            (_, Some(ErrorCode::TooBig)) => Some(Self::TooBig),
            (rusqlite::Error::SqlInputError { msg, .. }, _) => Some(Self::invalid(msg, sql)),
            (rusqlite::Error::SqliteFailure(_, Some(message)), Some(ErrorCode::Unknown)) => {
                Some(Self::invalid(message, sql))
            }
            _ => None,
        };
        query.map_or_else(|| Failure::Sqlite(error).at(path), StoreError::from)
    }

    fn invalid(message: &str, sql: &str) -> Self {
        let named = |start: &str| message.strip_prefix(start).map(str::to_owned);
        if let Some(name) = named("no such table: ") {
            return Self::NoSuchView { name };
        }
        if let Some(name) = named("no such column: ") {
            let sql = sql.to_owned();
            return Self::NoSuchColumn { name, sql };
        }
        let message = message.to_owned();
        Self::Invalid { message }
    }

    /// What to do next, a sentence for the operator.
    pub fn hint(&self) -> String {
        let hint = match self {
            Self::Empty => {
                "Write a SELECT, for example: SELECT type, count(*) FROM assets GROUP BY type."
            }
            Self::SeveralStatements => "Ask one question at a time.",
            Self::Denied {
                table: Some(table), ..
            } => return nearest::view_hint(table),
            Self::Denied { table: None, .. } => {
                "A query only reads: write a SELECT over the views that `opencite schema` lists."
            }
            Self::RedefinesView { .. } => "Choose another name for the common table expression.",
            Self::NoSuchView { name } => return nearest::view_hint(name),
            Self::NoSuchColumn { name, sql } => return nearest::column_hint(name, sql),
            Self::Invalid { .. } => {
                "It is SQL as SQLite understands it; `opencite schema` lists the views and their columns."
            }
            Self::TooManyCalls { .. } => "Ask for less at once, in several queries.",
            Self::TooLong { .. } => {
                "Narrow it with WHERE, join on keys, bound recursion with LIMIT, or allow more time with --timeout."
            }
            Self::TooManyRows { .. } => {
                "Narrow it with WHERE or LIMIT, or allow more rows with --max-rows."
            }
            Self::TooManyBytes { .. } => {
                "Choose fewer columns or rows: properties are large. Or allow more with --max-bytes."
            }
            Self::TooBig => "Split it into smaller pieces.",
        };
        hint.to_owned()
    }
}
