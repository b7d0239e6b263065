//! The functions against those of SQLite.

use std::time::Duration;

use proptest::prelude::*;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::*;

/// What SQLite answers, and what these do, with the kind of it and its bytes.
struct Both {
    own: Connection,
    sqlite: Connection,
}

impl Both {
    fn new() -> Self {
        let [own, sqlite] = [(); 2].map(|()| Connection::open_in_memory().unwrap());
        replace_all(&own, Clock::start(Duration::from_mins(10))).unwrap();
        Self { own, sqlite }
    }

    fn answers(&self, call: &str, arguments: &[Value]) -> [Result<String, String>; 2] {
        let sql = format!("SELECT typeof(r) || ' ' || hex(r) FROM (SELECT {call} AS r)");
        [&self.own, &self.sqlite].map(|connection| {
            let mut statement = connection.prepare_cached(&sql).unwrap();
            let answer = statement.query_row(params_from_iter(arguments), |row| row.get(0));
            answer.map_err(|error| error.to_string())
        })
    }
}

/// Each with as many arguments as it takes; the kinds of these are those of the values.
const CALLS: [(&str, usize); 10] = [
    ("instr(?1, ?2)", 2),
    ("replace(?1, ?2, ?3)", 3),
    ("ltrim(?1, ?2)", 2),
    ("rtrim(?1, ?2)", 2),
    ("trim(?1, ?2)", 2),
    ("unhex(?1, ?2)", 2),
    ("?1 LIKE ?2", 2),
    ("?1 LIKE ?2 ESCAPE ?3", 3),
    ("?1 GLOB ?2", 2),
    ("?1 LIKE ?2 || '%'", 2),
];

/// Few different bytes, so that something is found: letters, what patterns are made of, and parts of characters.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop::sample::select(b"aaAbB1%%_**?[]^-\\ \0\x80\xa9\xc3\xe2\xf0\xff".to_vec());
    prop::collection::vec(byte, 0..8)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        1 => (-20_i64..2_000).prop_map(Value::Integer),
        1 => any::<f64>().prop_map(Value::Real),
        4 => "[aAbB1%_*?\\[\\]^\\\\ éÉ€-]{0,6}".prop_map(Value::Text),
        4 => bytes().prop_map(Value::Blob),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn they_answer_as_those_of_sqlite_do(
        values in prop::collection::vec(value(), 3),
        as_text: [bool; 3],
    ) {
        let both = Both::new();
        for (call, arguments) in CALLS {
            let mut call = call.to_owned();
            for (number, _) in (1..).zip(as_text).filter(|(_, as_text)| *as_text) {
                let argument = format!("?{number}");
                call = call.replace(&argument, &format!("CAST({argument} AS TEXT)"));
            }
            let [own, sqlite] = both.answers(&call, &values[..arguments]);
            prop_assert_eq!(own, sqlite, "{}", call);
        }
    }
}

#[test]
fn patterns_match_as_those_of_sqlite_do() {
    let both = Both::new();
    let texts = [
        "", "a", "b", "]", "-", "abc", "aXbYc", "é", "ab\nc", "[x]", "a%", "a_b",
    ];
    let patterns = [
        "", "%", "_", "a%", "%c", "%b%", "a%b%c", "%é%", "a\\%", "a\\_b", "\\", "a\\", "%_%_%",
        "*", "?", "[a-c]", "[^a-c]", "[]]", "[^]]", "[]-]", "[a-]", "[-a]", "[a", "[", "*[b-]*",
        "a*[c]", "[[]*", "*c", "?*?",
    ];
    for text in texts {
        for pattern in patterns {
            let values = [text, pattern, "\\"].map(|value| Value::Text(value.to_owned()));
            for (call, arguments) in CALLS {
                let [own, sqlite] = both.answers(call, &values[..arguments]);
                assert_eq!(own, sqlite, "{call} {text:?} {pattern:?}");
            }
        }
    }
}

/// In one statement, the escape may be another one in each row.
#[test]
fn a_pattern_is_not_kept_for_another_escape() {
    let both = Both::new();
    let sql = "SELECT group_concat('a%' LIKE 'ax%' ESCAPE column1)
               FROM (VALUES ('x'), ('y'), ('x'))";
    let told = [&both.own, &both.sqlite].map(|connection| {
        connection
            .query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    });
    assert_eq!(told, ["1,0,1", "1,0,1"]);
}

#[test]
fn what_is_too_long_is_refused_as_sqlite_does() {
    let both = Both::new();
    let limit = usize::try_from(MAX_PATTERN).unwrap();
    let long = Value::Text("a".repeat(limit + 1));
    let [own, _] = both.answers("'a' LIKE ?1", &[long]);
    assert_eq!(own.unwrap_err(), "LIKE or GLOB pattern too complex");
}
