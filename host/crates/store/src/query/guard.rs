//! What a statement may do, and for how long.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

use super::clock::Clock;
use super::{QueryError, functions};
use crate::schema;

/// How many instructions of SQLite run between two looks at the clock: a look costs less than ten of them, and one of
/// them may be a function that takes tenths of a second.
const STEPS: i32 = 100;

/// How often a statement may call functions, with the views that it reads: what stands in one row is computed between two
/// looks at the clock.
const MAX_CALLS: usize = 500;

/// The most bytes of a value. A stored asset has at most some MiB.
pub(super) const MAX_VALUE: i32 = 8 * 1024 * 1024;

/// The most bytes of a pattern of LIKE or GLOB.
pub(super) const MAX_PATTERN: i32 = 1_000;

/// Bounds of what a single statement may be and make.
const LIMITS: &[(Limit, i32)] = &[
    (Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 64 * 1024),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 100),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, MAX_PATTERN),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 0),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// Functions that are tables, and read nothing but their arguments.
const TABLE_FUNCTIONS: [&str; 4] = ["json_each", "json_tree", "jsonb_each", "jsonb_tree"];

/// Functions that do more than compute, or take the square of the time that it takes to read what they are given.
const FUNCTIONS_DENIED: [&str; 4] = [
    "load_extension",
    "fts3_tokenizer",
    "json_patch",
    "jsonb_patch",
];

/// Watches a connection: remembers the first thing that a statement was not allowed to do.
#[derive(Debug)]
pub(super) struct Guard {
    denied: Arc<Mutex<Option<QueryError>>>,
}

impl Guard {
    /// Binds a connection for good: the clock starts now.
    pub(super) fn set(connection: &mut Connection, time: Duration) -> rusqlite::Result<Self> {
        for (limit, value) in LIMITS {
            connection.set_limit(*limit, *value)?;
        }
        let tables = tables(connection)?;
        let clock = Clock::start(time);
        functions::replace_all(connection, clock)?;
        let denied = Arc::new(Mutex::new(None));
        let seen = Arc::clone(&denied);
        let mut calls = 0;
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            calls += usize::from(matches!(context.action, AuthAction::Function { .. }));
            let many = (calls > MAX_CALLS).then_some(QueryError::TooManyCalls { limit: MAX_CALLS });
            let Some(error) = denial(&context, &tables).or(many) else {
                return Authorization::Allow;
            };
            seen.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get_or_insert(error);
            Authorization::Deny
        }))?;
        connection.progress_handler(STEPS, Some(move || clock.is_over()))?;
        Ok(Self { denied })
    }

    /// The first thing that was not allowed.
    pub(super) fn denied(&self) -> Option<QueryError> {
        let denied = self.denied.lock().unwrap_or_else(PoisonError::into_inner);
        denied.clone()
    }
}

/// All that can be read and is no view: tables, and modules that are tables by themselves.
fn tables(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    connection
        .prepare(
            "SELECT lower(name) FROM sqlite_schema WHERE type = 'table'
             UNION SELECT lower(name) FROM pragma_module_list
             UNION VALUES ('sqlite_schema'), ('sqlite_master'), ('sqlite_temp_schema'),
                          ('sqlite_temp_master')",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Why an action is not allowed; nothing when it is.
fn denial(context: &AuthContext<'_>, tables: &BTreeSet<String>) -> Option<QueryError> {
    let action = match context.action {
        AuthAction::Select | AuthAction::Recursive => return None,
        AuthAction::Function { function_name } if !is_denied(function_name) => return None,
        AuthAction::Read { table_name, .. } if may_read(context, table_name, tables) => {
            return None;
        }
        AuthAction::Read { table_name, .. } => {
            return Some(QueryError::Denied {
                action: format!("read the table {table_name}"),
                table: Some(table_name.to_owned()),
            });
        }
        AuthAction::Function { function_name } => format!("call {function_name}"),
        AuthAction::Pragma { pragma_name, .. } => format!("use PRAGMA {pragma_name}"),
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => {
            "attach or detach a database".to_owned()
        }
        AuthAction::Insert { table_name }
        | AuthAction::Update { table_name, .. }
        | AuthAction::Delete { table_name } => write_to(table_name),
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } => {
            "begin or end a transaction".to_owned()
        }
        _ => "change the schema".to_owned(),
    };
    Some(QueryError::Denied {
        action,
        table: None,
    })
}

/// A change of the schema is a write to its table.
fn write_to(table: &str) -> String {
    if table.starts_with("sqlite_") {
        "change the schema".to_owned()
    } else {
        format!("write to {table}")
    }
}

fn is_denied(function: &str) -> bool {
    FUNCTIONS_DENIED
        .iter()
        .any(|denied| function.eq_ignore_ascii_case(denied))
}

/// Views may be read, and what a view reads.
///
/// SQLite asks about a table of which no column is used without saying through which view: then the name of a database
/// tells that it was a view, because in a statement it need not be written. Where it is written, no more than the
/// number of rows is told. Of a common table expression it asks in the same way, without a database.
fn may_read(context: &AuthContext<'_>, table: &str, tables: &BTreeSet<String>) -> bool {
    let is_stored = || tables.contains(&table.to_ascii_lowercase());
    let by_rows_alone = || match context.database_name {
        Some(_) => is_counted(&context.action),
        None => !is_stored(),
    };
    schema::is_view(table)
        || is_table_function(table)
        || context.accessor.is_some_and(schema::is_view)
        || by_rows_alone()
}

fn is_counted(action: &AuthAction<'_>) -> bool {
    matches!(
        action,
        AuthAction::Read {
            column_name: "",
            ..
        }
    )
}

fn is_table_function(name: &str) -> bool {
    TABLE_FUNCTIONS
        .iter()
        .any(|function| name.eq_ignore_ascii_case(function))
}
