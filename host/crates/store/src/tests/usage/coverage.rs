//! What need not be asked again.

use opencite_core::{Outcome, TimeSpan, UsageResult};

use super::build::{log, month, silent, span, trail};
use crate::tests::build::{Database, throttled};

fn swept(covered: impl IntoIterator<Item = TimeSpan>) -> UsageResult {
    UsageResult {
        outcome: Outcome::Partial(throttled()),
        covered: covered.into_iter().collect(),
        ..silent(trail())
    }
}

fn day(from: u32, to: u32) -> TimeSpan {
    span(
        &format!("2026-11-{from:02}T00:00:00Z"),
        &format!("2026-11-{to:02}T00:00:00Z"),
    )
}

#[test]
fn a_sweep_goes_on_where_it_stopped() {
    let mut database = Database::new();
    assert_eq!(
        database.store.usage_gaps(&trail(), day(1, 8)).unwrap(),
        [day(1, 8)]
    );
    database.learn(&swept([day(5, 8)]));
    assert_eq!(
        database.store.usage_gaps(&trail(), day(1, 9)).unwrap(),
        [day(8, 9), day(1, 5)]
    );
    database.learn(&swept([day(8, 9), day(3, 5)]));
    assert_eq!(
        database.store.usage_gaps(&trail(), day(1, 9)).unwrap(),
        [day(1, 3)]
    );
    database.learn(&swept([day(1, 3)]));
    assert_eq!(database.store.usage_gaps(&trail(), day(1, 9)).unwrap(), []);
    assert_eq!(database.count("usage_coverage"), 1);
}

#[test]
fn each_source_covers_for_itself() {
    let mut database = Database::new();
    database.learn(&swept([month()]));
    assert_eq!(
        database.store.usage_gaps(&log(), month()).unwrap(),
        [month()]
    );
}

#[test]
fn every_source_tells_what_it_covers_and_how_it_went() {
    let mut database = Database::new();
    database.learn(&silent(log()));
    database.learn(&swept([day(1, 3), day(5, 8)]));
    let lines = database
        .store
        .usage_coverage()
        .unwrap()
        .into_iter()
        .map(|coverage| {
            let covered: Vec<_> = coverage.covered.iter().map(TimeSpan::to_string).collect();
            let missing: Vec<_> = coverage
                .missing(day(2, 9))
                .iter()
                .map(TimeSpan::to_string)
                .collect();
            format!(
                "{} {}: {covered:?} missing {missing:?}",
                coverage.key,
                coverage.latest.kind()
            )
        });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    aws_bedrock invocation in 111122223333 us-east-1 partial: ["2026-11-01T00:00:00Z to 2026-11-03T00:00:00Z", "2026-11-05T00:00:00Z to 2026-11-08T00:00:00Z"] missing ["2026-11-08T00:00:00Z to 2026-11-09T00:00:00Z", "2026-11-03T00:00:00Z to 2026-11-05T00:00:00Z"]
    aws_bedrock invocation_log in 111122223333 us-east-1 complete: [] missing ["2026-11-02T00:00:00Z to 2026-11-09T00:00:00Z"]
    "#);
}
