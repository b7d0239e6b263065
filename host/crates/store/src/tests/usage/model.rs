//! Calls in any order, from any source, against a model that counts them anew each time.

use std::collections::BTreeMap;

use opencite_core::{Invocation, Principal, UsageBy};
use proptest::collection;
use proptest::option;
use proptest::prelude::Strategy;
use proptest::test_runner::{Config, TestRunner};

use super::build::{HAIKU, bare, log, time, told, trail};
use crate::tests::build::Database;

const MODELS: [&str; 2] = [HAIKU, "meta.llama3-8b"];
const ROLES: [&str; 2] = [
    "arn:aws:iam::111122223333:role/a",
    "arn:aws:iam::111122223333:role/b",
];

/// What a source tells of a call.
#[derive(Debug, Clone)]
struct Said {
    id: usize,
    model: Option<usize>,
    role: Option<usize>,
    tokens: Option<u64>,
    failed: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let index = || option::of(0..2_usize);
    (
        0..8_usize,
        index(),
        index(),
        option::of(0..9_u64),
        proptest::bool::ANY,
    )
        .prop_map(|(id, model, role, tokens, failed)| Said {
            id,
            model,
            role,
            tokens,
            failed,
        })
}

/// Three days, with several calls an hour.
fn call(said: &Said) -> Invocation {
    let id = said.id;
    let when = time(&format!("2026-11-{:02}T{:02}:10:00Z", 19 + id % 3, id / 4));
    let role = said
        .role
        .map(|role| Principal::new("AssumedRole", Some(ROLES[role]), None));
    let mut call = bare(&format!("r-{id}"), when);
    call.model = said.model.map(|model| MODELS[model].to_owned());
    call.principal = role;
    call.tokens.input = said.tokens;
    call.error_code = said.failed.then(|| "ThrottlingException".to_owned());
    call
}

/// The first source decides, and later ones fill in.
fn learn(calls: &mut BTreeMap<usize, Said>, said: &Said) {
    let known = calls.entry(said.id).or_insert_with(|| said.clone());
    known.model = known.model.or(said.model);
    known.role = known.role.or(said.role);
    known.tokens = known.tokens.or(said.tokens);
    known.failed |= said.failed;
}

/// Calls, errors and tokens by a key.
type Counts = BTreeMap<Option<String>, (u64, u64, Option<u64>)>;

fn count(calls: &BTreeMap<usize, Said>, key: impl Fn(&Said) -> Option<String>) -> Counts {
    let mut counts = Counts::new();
    for said in calls.values() {
        let (invocations, errors, tokens) = counts.entry(key(said)).or_default();
        *invocations += 1;
        *errors += u64::from(said.failed);
        *tokens = match (*tokens, said.tokens) {
            (Some(one), Some(other)) => Some(one + other),
            (one, other) => one.or(other),
        };
    }
    counts
}

fn stored(database: &Database, by: UsageBy) -> Counts {
    let rows = database.usage(by).into_iter().map(|row| {
        let counts = row.counts;
        let (invocations, errors) = (counts.invocations.unwrap(), counts.errors.unwrap());
        (row.key, (invocations, errors, counts.tokens.input))
    });
    rows.collect()
}

#[test]
fn after_any_calls_from_any_source_the_counts_are_those_of_a_naive_model() {
    let config = Config {
        cases: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let sweeps = collection::vec(collection::vec(said(), 0..6), 1..6);
    TestRunner::new(config)
        .run(&sweeps, |sweeps| {
            let (mut database, mut calls) = (Database::new(), BTreeMap::new());
            for (number, sweep) in sweeps.iter().enumerate() {
                let unit = if number % 2 == 0 { trail() } else { log() };
                database.learn(&told(unit, sweep.iter().map(call)));
                for said in sweep {
                    learn(&mut calls, said);
                }
            }
            let by_model = count(&calls, |said| {
                said.model.map(|model| MODELS[model].to_owned())
            });
            let by_role = count(&calls, |said| said.role.map(|role| ROLES[role].to_owned()));
            let by_day = count(&calls, |said| {
                Some(format!("2026-11-{:02}", 19 + said.id % 3))
            });
            assert_eq!(stored(&database, UsageBy::Model), by_model);
            assert_eq!(stored(&database, UsageBy::Profile), by_model);
            assert_eq!(stored(&database, UsageBy::Principal), by_role);
            assert_eq!(stored(&database, UsageBy::Day), by_day);
            Ok(())
        })
        .unwrap();
}
