//! Questions in SQL: what is answered, and what is refused.

use std::time::{Duration, Instant};

use super::build::{Database, asset, complete};
use crate::{QueryError, QueryEvent, QueryLimits, QueryValue, StoreError};

fn shown(value: &QueryValue) -> String {
    match value {
        QueryValue::Null => "-".to_owned(),
        QueryValue::Integer(number) => number.to_string(),
        QueryValue::Real(number) => number.to_string(),
        QueryValue::Text(text) => text.clone(),
        QueryValue::Blob(bytes) => QueryValue::hex(bytes),
    }
}

impl Database {
    /// What a query answers, a line a row, with the names of the columns before.
    pub(super) fn query_within(
        &self,
        sql: &str,
        limits: &QueryLimits,
    ) -> Result<String, StoreError> {
        let mut lines = Vec::new();
        self.store.query(sql, limits, |event| {
            lines.push(match event {
                QueryEvent::Columns(names) => names.join("|"),
                QueryEvent::Row(values) => values.iter().map(shown).collect::<Vec<_>>().join("|"),
            });
            Ok::<(), StoreError>(())
        })?;
        Ok(lines.join("\n"))
    }

    pub(super) fn query(&self, sql: &str) -> String {
        self.query_within(sql, &QueryLimits::default()).unwrap()
    }

    /// Why a query has no answer, and what to do.
    fn refusal(&self, sql: &str) -> String {
        self.refusal_within(sql, &QueryLimits::default())
    }

    fn refusal_within(&self, sql: &str, limits: &QueryLimits) -> String {
        let error = self.query_within(sql, limits).unwrap_err();
        format!("{error}. {}", error.hint().unwrap())
    }
}

fn database() -> Database {
    let mut database = Database::new();
    database.scan([
        complete().described([asset("a", 1), asset("b", 2)]),
        complete()
            .of("model", "us-east-1")
            .described([asset("m", 1)]),
    ]);
    database
}

/// Far more than the time that a question has, for machines that do much else.
const PATIENCE: Duration = Duration::from_secs(5);

fn soon() -> QueryLimits {
    QueryLimits {
        time: Duration::from_millis(50),
        ..QueryLimits::default()
    }
}

#[test]
fn a_query_answers_with_columns_and_rows() {
    insta::assert_snapshot!(database().query("SELECT type, count(*) AS n, max(name) FROM assets GROUP BY type ORDER BY type;"), @"
    type|n|max(name)
    endpoint|2|b
    model|1|m
    ");
}

#[test]
fn every_kind_of_value_comes_out() {
    insta::assert_snapshot!(database().query("SELECT NULL, 1, 1.5, 'x', x'c0ffee', cast(x'ff41' AS TEXT)"), @"
    NULL|1|1.5|'x'|x'c0ffee'|cast(x'ff41' AS TEXT)
    -|1|1.5|x|c0ffee|�A
    ");
}

#[test]
fn expressions_windows_json_and_recursion_are_there_to_be_used() {
    let database = database();
    insta::assert_snapshot!(database.query("SELECT id, properties ->> 'v' AS v, row_number() OVER (ORDER BY id) AS n FROM assets"), @"
    id|v|n
    a|1|1
    b|2|2
    m|1|3
    ");
    insta::assert_snapshot!(database.query("WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT count(*) FROM n"), @"
    count(*)
    3
    ");
    insta::assert_snapshot!(database.query("SELECT key, value FROM json_each('{\"a\":1}')"), @"
    key|value
    a|1
    ");
}

#[test]
fn a_query_without_rows_still_names_its_columns() {
    insta::assert_snapshot!(database().query("SELECT id FROM assets WHERE 0"), @"id");
}

#[test]
fn nothing_is_no_query() {
    let database = database();
    for sql in [
        "",
        "  ",
        ";",
        "-- SELECT 1",
        "/* SELECT 1 */",
        "/* never ended",
    ] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(database.refusal(sql), @"the query is empty. Write a SELECT, for example: SELECT type, count(*) FROM assets GROUP BY type.");
        }
    }
}

#[test]
fn one_statement_at_a_time() {
    let database = database();
    for sql in ["SELECT 1; SELECT 2", "SELECT 1; /* */ SELECT 2"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(database.refusal(sql), @"the query is more than one statement. Ask one question at a time.");
        }
    }
}

#[test]
fn many_empty_statements_do_no_harm() {
    let refusal = database().refusal(&";".repeat(60_000));
    insta::assert_snapshot!(refusal, @"the query is empty. Write a SELECT, for example: SELECT type, count(*) FROM assets GROUP BY type.");
}

/// Each by the first thing that it was not allowed to do; nothing of it has happened.
#[test]
fn what_does_more_than_read_views_is_refused() {
    let database = database();
    let before = database.now();
    let refused = [
        "DELETE FROM asset",
        "INSERT INTO scan (id) VALUES (7)",
        "UPDATE asset SET asset_id = 'x'",
        "SELECT 1; DELETE FROM asset",
        "WITH x AS (SELECT 1) DELETE FROM asset_version",
        "DELETE FROM assets",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE t USING dbstat",
        "DROP VIEW assets",
        "ALTER TABLE asset RENAME TO t",
        "REINDEX",
        "ANALYZE",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "ATTACH 'other.db' AS other",
        "DETACH main",
        "PRAGMA query_only = 0",
        "PRAGMA table_info(asset)",
        "SELECT * FROM pragma_table_info('asset')",
        "BEGIN",
        "COMMIT",
        "SAVEPOINT s",
        "SELECT load_extension('x.so')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT json_patch('{}', '{}')",
    ];
    let told = refused.map(|sql| {
        let error = database
            .query_within(sql, &QueryLimits::default())
            .unwrap_err();
        assert!(error.hint().is_some());
        format!("{sql}: {error}")
    });
    insta::assert_snapshot!(told.join("\n"), @"
    DELETE FROM asset: a query may not write to asset
    INSERT INTO scan (id) VALUES (7): a query may not write to scan
    UPDATE asset SET asset_id = 'x': a query may not write to asset
    SELECT 1; DELETE FROM asset: a query may not write to asset
    WITH x AS (SELECT 1) DELETE FROM asset_version: a query may not write to asset_version
    DELETE FROM assets: the query cannot be answered: cannot modify assets because it is a view
    CREATE TABLE t (a): a query may not change the schema
    CREATE TEMP TABLE t AS SELECT 1: a query may not change the schema
    CREATE TEMP VIEW v AS SELECT 1: a query may not change the schema
    CREATE VIRTUAL TABLE t USING dbstat: a query may not change the schema
    DROP VIEW assets: a query may not change the schema
    ALTER TABLE asset RENAME TO t: a query may not change the schema
    REINDEX: a query may not change the schema
    ANALYZE: a query may not change the schema
    VACUUM: a query may not do anything but read
    VACUUM INTO 'copy.db': a query may not do anything but read
    ATTACH 'other.db' AS other: a query may not attach or detach a database
    DETACH main: a query may not attach or detach a database
    PRAGMA query_only = 0: a query may not use PRAGMA query_only
    PRAGMA table_info(asset): a query may not use PRAGMA table_info
    SELECT * FROM pragma_table_info('asset'): a query may not read the table pragma_table_info
    BEGIN: a query may not begin or end a transaction
    COMMIT: a query may not begin or end a transaction
    SAVEPOINT s: a query may not begin or end a transaction
    SELECT load_extension('x.so'): a query may not call load_extension
    SELECT fts3_tokenizer('simple'): a query may not call fts3_tokenizer
    SELECT json_patch('{}', '{}'): a query may not call json_patch
    ");
    assert_eq!(database.now(), before);
    database.store.integrity_check().unwrap();
}

#[test]
fn tables_are_not_for_queries_and_the_view_is_offered() {
    let database = database();
    let refused = [
        "SELECT * FROM asset",
        "SELECT count(*) FROM asset",
        "SELECT 1 FROM unit_run",
        "SELECT * FROM main.scan",
        "SELECT * FROM sqlite_schema",
        "SELECT count(*) FROM sqlite_master",
        "SELECT * FROM dbstat",
        "SELECT (SELECT max(id) FROM principal) FROM assets",
        "SELECT * FROM (SELECT asset_id FROM asset) AS assets",
        "WITH x AS (SELECT * FROM asset_version) SELECT * FROM x",
    ];
    let told = refused.map(|sql| format!("{sql}: {}", database.refusal(sql)));
    insta::assert_snapshot!(told.join("\n"), @"
    SELECT * FROM asset: a query may not read the table asset. Read the view assets instead. `opencite schema` lists the views and their columns.
    SELECT count(*) FROM asset: a query may not read the table asset. Read the view assets instead. `opencite schema` lists the views and their columns.
    SELECT 1 FROM unit_run: a query may not read the table unit_run. Read the view unit_runs instead. `opencite schema` lists the views and their columns.
    SELECT * FROM main.scan: a query may not read the table scan. Read the view scans instead. `opencite schema` lists the views and their columns.
    SELECT * FROM sqlite_schema: a query may not read the table sqlite_master. `opencite schema` lists the views and their columns.
    SELECT count(*) FROM sqlite_master: a query may not read the table sqlite_master. `opencite schema` lists the views and their columns.
    SELECT * FROM dbstat: a query may not read the table dbstat. `opencite schema` lists the views and their columns.
    SELECT (SELECT max(id) FROM principal) FROM assets: a query may not read the table principal. `opencite schema` lists the views and their columns.
    SELECT * FROM (SELECT asset_id FROM asset) AS assets: a query may not read the table asset. Read the view assets instead. `opencite schema` lists the views and their columns.
    WITH x AS (SELECT * FROM asset_version) SELECT * FROM x: a query may not read the table asset_version. Read the view assets instead. `opencite schema` lists the views and their columns.
    ");
}

/// To the authorizer, a common table expression looks like the view of its name.
#[test]
fn a_table_is_not_read_under_the_name_of_a_view() {
    let database = database();
    for sql in [
        "WITH assets AS (SELECT * FROM asset) SELECT * FROM assets",
        "WITH \u{feff}assets AS (SELECT version_token FROM asset) SELECT * FROM assets",
        "WITH \"Assets\"(x) AS NOT MATERIALIZED (SELECT version_token FROM asset) SELECT * FROM assets",
    ] {
        let error = database.query_within(sql, &QueryLimits::default());
        assert!(
            matches!(
                error,
                Err(StoreError::Query(QueryError::RedefinesView { .. }))
            ),
            "{sql}"
        );
    }
    insta::assert_snapshot!(
        database.refusal("WITH assets AS (SELECT 1) SELECT * FROM assets"),
        @"assets is a view and cannot be defined anew. Choose another name for the common table expression."
    );
    insta::assert_snapshot!(database.query("WITH mine AS (SELECT id FROM assets) SELECT count(*) FROM mine"), @"
    count(*)
    3
    ");
}

#[test]
fn what_is_misspelt_is_told_with_what_may_be_meant() {
    let database = database();
    let refused = [
        "SELECT * FROM asets",
        "SELECT * FROM nothing_like_it",
        "SELECT accont FROM assets",
        "SELECT a.stats FROM assets AS a",
        "SELECT zzz FROM assets",
        "SELECT 1 FROM",
        "SELCT 1",
        "SELECT nofunction(1)",
        "SELECT ?1",
        "SELECT 'unfinished",
    ];
    let told = refused.map(|sql| format!("{sql}: {}", database.refusal(sql)));
    insta::assert_snapshot!(told.join("\n"), @r#"
    SELECT * FROM asets: there is no view asets. Read the view assets instead. `opencite schema` lists the views and their columns.
    SELECT * FROM nothing_like_it: there is no view nothing_like_it. `opencite schema` lists the views and their columns.
    SELECT accont FROM assets: there is no column accont. Is account meant? `opencite schema` lists the views and their columns.
    SELECT a.stats FROM assets AS a: there is no column a.stats. Is status meant? `opencite schema` lists the views and their columns.
    SELECT zzz FROM assets: there is no column zzz. `opencite schema` lists the views and their columns.
    SELECT 1 FROM: the query cannot be answered: incomplete input. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.
    SELCT 1: the query cannot be answered: near "SELCT": syntax error. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.
    SELECT nofunction(1): the query cannot be answered: no such function: nofunction. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.
    SELECT ?1: the query cannot be answered: variable number must be between ?1 and ?0. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.
    SELECT 'unfinished: the query cannot be answered: unrecognized token: "'unfinished". It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.
    "#);
}

#[test]
fn what_fails_on_values_is_told() {
    insta::assert_snapshot!(database().refusal("SELECT json_extract('{', '$.a')"), @"the query cannot be answered: malformed JSON. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.");
    insta::assert_snapshot!(database().refusal("SELECT abs(-9223372036854775808)"), @"the query cannot be answered: integer overflow. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.");
}

#[test]
fn what_never_ends_is_stopped() {
    let database = database();
    for sql in [
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 2000) \
         SELECT count(*) FROM n AS a, n AS b, n AS c, n AS d",
    ] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(database.refusal_within(sql, &soon()), @"the query was stopped after 0.05 s. Narrow it with WHERE, join on keys, bound recursion with LIMIT, or allow more time with --timeout.");
        }
    }
}

/// SQLite's own take from ten seconds to hours for these: the product of what they are given. The clock is looked at
/// between steps, and each of these is one.
#[test]
fn a_function_ends_when_the_time_is_over() {
    let database = database();
    for call in [
        "instr(a, b)",
        "replace(a, b, '')",
        "trim(a, letters)",
        "rtrim(a, letters)",
        "ltrim(a, letters)",
        "unhex(replace(a, '0', '-'), letters || '-')",
        "a LIKE '%' || substr(a, 1, 990) || '1'",
        "a GLOB '*' || substr(a, 1, 990) || '1'",
        "a GLOB '*[' || substr(letters, 1, 900) || '0]1'",
        "a LIKE '%' || substr(replace(a, '0', '0_'), 1, 990) || '1'",
    ] {
        let sql = format!(
            "WITH given AS MATERIALIZED (
                 SELECT hex(zeroblob(2000000)) AS a, hex(zeroblob(1000000)) || '1' AS b,
                        replace(hex(zeroblob(100000)), '0', 'xyz') || '0' AS letters)
             SELECT length({call}) FROM given"
        );
        let begun = Instant::now();
        let answer = database.query_within(&sql, &soon());
        assert!(begun.elapsed() < PATIENCE, "{call}: {:?}", begun.elapsed());
        if let Err(error) = answer {
            let is_stopped = matches!(error, StoreError::Query(QueryError::TooLong { .. }));
            assert!(is_stopped, "{call}: {error}");
        }
    }
}

/// Each row costs a few steps and some milliseconds.
#[test]
fn rows_that_cost_much_each_are_stopped_in_time() {
    let begun = Instant::now();
    let sql = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)
               SELECT sum(length(hex(zeroblob(1000000 + i % 2)))) FROM n";
    let refusal = database().refusal_within(sql, &soon());
    assert!(refusal.starts_with("the query was stopped"), "{refusal}");
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
}

#[test]
fn a_row_is_not_made_of_any_number_of_calls() {
    let column = ["abs(1)"; 6].join(" + ");
    let sql = format!("SELECT {}", [column.as_str(); 90].join(", "));
    insta::assert_snapshot!(database().refusal(&sql), @"the query calls functions in more than 500 places. Ask for less at once, in several queries.");
}

#[test]
fn what_is_too_large_is_not_made() {
    let database = database();
    for sql in [
        "SELECT zeroblob(1000000000)",
        "SELECT randomblob(1000000000)",
        "SELECT format('%.*c', 1000000000, 'x')",
        "SELECT replace(hex(zeroblob(1000000)), '00', hex(zeroblob(1000000)))",
        "WITH RECURSIVE n(t) AS (VALUES ('x') UNION ALL SELECT t || t FROM n) SELECT max(length(t)) FROM n",
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 3000000) \
         SELECT group_concat('xxxxxxxxxx') FROM n",
    ] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(database.refusal(sql), @"the query makes a value that is too large. Split it into smaller pieces.");
        }
    }
    let long = format!("SELECT 1 /* {} */", "x".repeat(70_000));
    insta::assert_snapshot!(database.refusal(&long), @"the query makes a value that is too large. Split it into smaller pieces.");
    let deep = format!("SELECT {}1{}", "(1 + ".repeat(200), ")".repeat(200));
    insta::assert_snapshot!(database.refusal(&deep), @"the query cannot be answered: Expression tree is too large (maximum depth 100). It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.");
    let wide = format!("SELECT 1{}", ", 1".repeat(100));
    insta::assert_snapshot!(database.refusal(&wide), @"the query cannot be answered: too many columns in result set. It is SQL as SQLite understands it; `opencite schema` lists the views and their columns.");
}

#[test]
fn rows_are_handed_out_up_to_the_limit_and_no_further() {
    let limits = QueryLimits {
        rows: 2,
        ..QueryLimits::default()
    };
    let database = database();
    let mut rows = 0;
    let result = database
        .store
        .query("SELECT id FROM assets", &limits, |event| {
            rows += u32::from(matches!(event, QueryEvent::Row(_)));
            Ok::<(), StoreError>(())
        });
    assert_eq!(rows, 2);
    insta::assert_snapshot!(result.unwrap_err(), @"the query has more than 2 rows");
    insta::assert_snapshot!(database.refusal_within("SELECT id FROM assets", &limits), @"the query has more than 2 rows. Narrow it with WHERE or LIMIT, or allow more rows with --max-rows.");
    let answer = database.query_within("SELECT id FROM assets LIMIT 2", &limits);
    insta::assert_snapshot!(answer.unwrap(), @"
    id
    a
    b
    ");
}

#[test]
fn an_answer_has_at_most_so_many_bytes() {
    let limits = QueryLimits {
        bytes: 1_000,
        ..QueryLimits::default()
    };
    insta::assert_snapshot!(database().refusal_within("SELECT hex(zeroblob(300)) FROM assets", &limits), @"the answer is larger than 1000 bytes. Choose fewer columns or rows: properties are large. Or allow more with --max-bytes.");
}

#[test]
fn the_first_error_of_the_receiver_ends_a_query() {
    let database = database();
    let mut rows = 0;
    let result = database
        .store
        .query("SELECT id FROM assets", &QueryLimits::default(), |_| {
            rows += 1;
            Err(StoreError::from(QueryError::Empty))
        });
    assert!(result.is_err());
    assert_eq!(rows, 1);
}

#[test]
fn a_query_sees_what_was_written_and_does_not_keep_others_from_writing() {
    let mut database = database();
    insta::assert_snapshot!(database.query("SELECT count(*) FROM scans"), @"
    count(*)
    1
    ");
    database.scan([complete()]);
    insta::assert_snapshot!(database.query("SELECT max(id) AS id FROM scans"), @"
    id
    2
    ");
}
