//! Principals and their sessions.

use opencite_core::{Invocation, Principal, UsageBy};

use super::build::{CHAT, HAIKU, by, call, log, month, span, told, trail, unit};
use crate::UsageFilter;
use crate::tests::build::Database;

fn session(number: usize) -> Principal {
    let arn = format!("arn:aws:sts::111122223333:assumed-role/Chat/i-{number}");
    Principal::new("AssumedRole", Some(&arn), None)
}

#[test]
fn a_thousand_sessions_of_a_role_are_one_principal() {
    let mut database = Database::new();
    let calls = (0..1_000).map(|number| {
        by(
            session(number),
            call(&format!("r-{number}"), "07:10:00", HAIKU),
        )
    });
    database.learn(&told(trail(), calls));
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"arn:aws:iam::111122223333:role/Chat: calls 1000 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AssumedRole sessions 1000 models 1");
    insta::assert_snapshot!(database.used(UsageBy::Model), @"anthropic.claude-3-haiku-20240307-v1:0: calls 1000 errors 0 tokens -/-/-/- principals 1 07:10..07:10");
}

#[test]
fn a_role_is_shown_with_its_path_once_a_source_tells_it() {
    let mut database = Database::new();
    database.learn(&told(
        log(),
        [by(session(1), call("r-1", "07:10:00", HAIKU))],
    ));
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"arn:aws:iam::111122223333:role/Chat: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AssumedRole sessions 1 models 1");
    let with_path = Principal::new("AssumedRole", Some(CHAT), Some("i-2"));
    let calls = [
        by(session(3), call("r-3", "07:10:00", HAIKU)),
        by(with_path, call("r-2", "07:10:00", HAIKU)),
        by(session(4), call("r-4", "07:10:00", HAIKU)),
    ];
    database.learn(&told(trail(), calls));
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"arn:aws:iam::111122223333:role/apps/Chat: calls 4 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AssumedRole sessions 4 models 1");
}

#[test]
fn a_session_in_two_regions_is_one_session() {
    let mut database = Database::new();
    for region in ["us-east-1", "eu-west-1"] {
        let key = unit("invocation", "111122223333", region);
        database.learn(&told(key, [call("r-1", "07:10:00", HAIKU)]));
    }
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"arn:aws:iam::111122223333:role/apps/Chat: calls 2 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AssumedRole sessions 1 models 1");
}

/// The first and the last call of a principal are outside of the span: a day within it decides.
#[test]
fn a_caller_before_and_after_a_span_is_no_caller_within_it() {
    let mut database = Database::new();
    let on = |day: u32, principal: Principal| Invocation {
        time: format!("2026-11-{day:02}T07:10:00Z").parse().unwrap(),
        ..by(
            principal,
            call(
                &format!("r-{day}-{}", principal_name(day)),
                "07:10:00",
                HAIKU,
            ),
        )
    };
    let ada = || Principal::new("IAMUser", Some("arn:aws:iam::111122223333:user/ada"), None);
    database.learn(&told(trail(), [on(1, session(1)), on(20, session(1))]));
    database.learn(&told(trail(), [on(2, ada()), on(10, ada()), on(19, ada())]));
    let within = span("2026-11-05T00:00:00Z", "2026-11-15T00:00:00Z");
    let principals = |by| {
        let rows = database
            .store
            .usage(by, &UsageFilter::default(), within)
            .unwrap();
        rows.into_iter()
            .map(|row| row.principals)
            .collect::<Vec<_>>()
    };
    assert_eq!(principals(UsageBy::Model), [Some(1)]);
    assert_eq!(principals(UsageBy::Day), [Some(1)]);
    assert_eq!(principals(UsageBy::Principal), [Some(1)]);
    let all = database
        .store
        .usage(UsageBy::Model, &UsageFilter::default(), month())
        .unwrap();
    assert_eq!(all[0].principals, Some(2));
}

fn principal_name(day: u32) -> &'static str {
    if matches!(day, 1 | 20) { "chat" } else { "ada" }
}
