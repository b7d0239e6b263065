//! Old calls go, and what was counted of them stays.

use opencite_core::{Invocation, UsageBy, UsageResult};

use super::build::{HAIKU, call, changes, time, told, trail, with_tokens};
use crate::tests::build::Database;
use crate::{InvocationFilter, UsageChanges};

fn on(day: u32, id: &str) -> Invocation {
    Invocation {
        time: time(&format!("2026-11-{day:02}T07:10:00Z")),
        ..with_tokens(10, 1, call(id, "07:10:00", HAIKU))
    }
}

fn three_days() -> UsageResult {
    told(trail(), [on(19, "r-1"), on(20, "r-2"), on(21, "r-3")])
}

#[test]
fn what_was_counted_stays_when_calls_are_removed() {
    let mut database = Database::new();
    database.learn(&three_days());
    let before = [UsageBy::Model, UsageBy::Principal, UsageBy::Day].map(|by| database.used(by));
    assert_eq!(
        database
            .store
            .prune_invocations(time("2026-11-21T12:00:00Z"))
            .unwrap(),
        2
    );
    insta::assert_snapshot!(database.calls(&InvocationFilter::default()), @"r-3 2026-11-21T07:10:00Z us-east-1 anthropic.claude-3-haiku-20240307-v1:0 arn:aws:iam::111122223333:role/Chat@i-1 203.0.113.7 10/1/-/-");
    let after = [UsageBy::Model, UsageBy::Principal, UsageBy::Day].map(|by| database.used(by));
    assert_eq!(after, before);
    assert_eq!(
        database
            .store
            .prune_invocations(time("2026-11-21T12:00:00Z"))
            .unwrap(),
        0
    );
    database.store.integrity_check().unwrap();
}

#[test]
fn a_call_of_a_removed_time_is_not_counted_again_and_not_lost_in_silence() {
    let mut database = Database::new();
    database.learn(&three_days());
    database
        .store
        .prune_invocations(time("2026-11-21T00:00:00Z"))
        .unwrap();
    let before = database.used(UsageBy::Day);
    let late = UsageChanges {
        late: 2,
        ..changes(0, 0, 1)
    };
    assert_eq!(database.learn(&three_days()), late);
    assert_eq!(database.used(UsageBy::Day), before);
    let new = told(trail(), [on(20, "r-9"), on(21, "r-8")]);
    let late = UsageChanges {
        late: 1,
        ..changes(1, 0, 0)
    };
    assert_eq!(database.learn(&new), late);
    assert_eq!(late.reported(), 2);
}

#[test]
fn where_nothing_was_removed_an_old_call_may_still_come() {
    let mut database = Database::new();
    database.learn(&told(trail(), [on(21, "r-3")]));
    assert_eq!(
        database
            .store
            .prune_invocations(time("2026-11-21T00:00:00Z"))
            .unwrap(),
        0
    );
    assert_eq!(database.learn(&three_days()), changes(2, 0, 1));
}

#[test]
fn texts_go_with_the_last_call_that_has_them() {
    let mut database = Database::new();
    let old = Invocation {
        user_agent: Some("of old".to_owned()),
        ..on(19, "r-1")
    };
    database.learn(&told(trail(), [old, on(21, "r-3")]));
    let before = database.count("word");
    database
        .store
        .prune_invocations(time("2026-11-21T00:00:00Z"))
        .unwrap();
    assert_eq!(database.count("word"), before - 1);
    database.store.integrity_check().unwrap();
}

/// A span that begins within a day whose calls are gone.
#[test]
fn principals_of_a_removed_day_are_counted_by_the_whole_day() {
    let mut database = Database::new();
    database.learn(&three_days());
    database
        .store
        .prune_invocations(time("2026-11-21T00:00:00Z"))
        .unwrap();
    let span = super::build::span("2026-11-20T05:00:00Z", "2026-11-22T00:00:00Z");
    let rows = database
        .store
        .usage(UsageBy::Principal, &crate::UsageFilter::default(), span)
        .unwrap();
    assert_eq!(rows[0].counts.invocations, Some(2));
}
