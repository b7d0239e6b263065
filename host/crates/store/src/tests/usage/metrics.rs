//! What metrics say, and what they and calls say together.

use opencite_core::{EndpointUsage, Hour, Measurement, Metric, Subject, UsageBy};

use super::build::{
    HAIKU, at, call, failed_with, measured, metrics, month, of_model, span, told, trail,
    with_tokens,
};
use crate::tests::build::Database;
use crate::{StoreError, UsageChanges, UsageFilter};

#[test]
fn of_each_count_the_larger_one_is_told() {
    let mut database = Database::new();
    let profile = format!("us.{HAIKU}");
    database.learn(&told(
        trail(),
        [
            with_tokens(100, 10, call("r-1", "07:10:00", &profile)),
            failed_with("AccessDenied", call("r-2", "07:10:00", HAIKU)),
        ],
    ));
    database.learn(&measured(
        metrics(),
        [
            of_model(&profile, Metric::Invocations, "07:00:00", 3.0),
            of_model(&profile, Metric::Throttles, "08:00:00", 1.0),
            of_model(&profile, Metric::InputTokens, "07:00:00", 90.0),
            of_model(&profile, Metric::CacheReadTokens, "07:00:00", 18_131.0),
            of_model("meta.llama3-8b", Metric::Invocations, "03:00:00", 7.0),
        ],
    ));
    insta::assert_snapshot!(database.used(UsageBy::Model), @"
    meta.llama3-8b: calls 7 errors - tokens -/-/-/- principals - 03:00..03:00
    anthropic.claude-3-haiku-20240307-v1:0: calls 4 errors 1 tokens 100/10/18131/- principals 1 07:00..08:00
    ");
    insta::assert_snapshot!(database.used(UsageBy::Day), @"2026-11-21: calls 11 errors 1 tokens 100/10/18131/- principals 1 03:00..08:00");
    insta::assert_snapshot!(database.used(UsageBy::Profile), @"
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 1 tokens -/-/-/- principals 1 07:10..07:10, on-demand anthropic.claude-3-haiku-20240307-v1:0
    us.anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens 100/10/-/- principals 1 07:10..07:10, geo:us anthropic.claude-3-haiku-20240307-v1:0
    ");
}

#[test]
fn hours_at_the_ends_of_a_span_are_measured_by_the_hour() {
    let mut database = Database::new();
    let hours = ["00:00:00", "06:00:00", "07:00:00", "08:00:00", "23:00:00"];
    let of = |clock| of_model(HAIKU, Metric::Invocations, clock, 1.0);
    database.learn(&measured(metrics(), hours.map(of)));
    let calls = |from, to| {
        let rows = database
            .store
            .usage(UsageBy::Model, &UsageFilter::default(), span(from, to))
            .unwrap();
        rows.first().and_then(|row| row.counts.invocations)
    };
    assert_eq!(
        calls("2026-11-21T07:10:00Z", "2026-11-21T08:10:00Z"),
        Some(2)
    );
    assert_eq!(
        calls("2026-11-20T07:10:00Z", "2026-11-21T07:00:00Z"),
        Some(2)
    );
    assert_eq!(
        calls("2026-11-20T07:10:00Z", "2026-11-23T07:00:00Z"),
        Some(5)
    );
    assert_eq!(calls("2026-11-21T01:00:00Z", "2026-11-21T05:00:00Z"), None);
}

#[test]
fn a_later_word_on_an_hour_replaces_the_earlier() {
    let mut database = Database::new();
    let of = |sum| {
        measured(
            metrics(),
            [of_model(HAIKU, Metric::Invocations, "07:00:00", sum)],
        )
    };
    let news = UsageChanges {
        measured: 1,
        ..UsageChanges::default()
    };
    let old = UsageChanges {
        measured_before: 1,
        ..UsageChanges::default()
    };
    assert_eq!(database.learn(&of(2.0)), news);
    assert_eq!(database.learn(&of(2.0)), old);
    assert_eq!(database.learn(&of(5.0)), news);
    insta::assert_snapshot!(database.used(UsageBy::Model), @"anthropic.claude-3-haiku-20240307-v1:0: calls 5 errors - tokens -/-/-/- principals - 07:00..07:00");
}

#[test]
fn what_is_no_number_is_refused() {
    let mut database = Database::new();
    let scan = database.begin();
    for sum in [f64::NAN, f64::INFINITY, -1.0] {
        let result = measured(
            metrics(),
            [of_model(HAIKU, Metric::Invocations, "07:00:00", sum)],
        );
        let error = database.store.record_usage(scan, &result).unwrap_err();
        assert!(matches!(error, StoreError::NotANumber { .. }), "{error}");
    }
    let result = measured(
        metrics(),
        [of_model(HAIKU, Metric::InputTokens, "07:00:00", f64::MAX)],
    );
    database.store.record_usage(scan, &result).unwrap();
}

fn of_endpoint(variant: &str, metric: Metric, clock: &str, of: (f64, f64)) -> Measurement {
    Measurement {
        subject: Subject::Endpoint {
            name: "churn".to_owned(),
            variant: Some(variant.to_owned()),
        },
        metric,
        hour: Hour::starting_at(at(clock)).unwrap(),
        sum: of.0,
        samples: Some(of.1),
    }
}

#[test]
fn an_endpoint_is_told_by_its_variants() {
    let mut database = Database::new();
    database.learn(&measured(
        metrics(),
        [
            of_endpoint("blue", Metric::Invocations, "07:00:00", (90.0, 90.0)),
            of_endpoint("blue", Metric::Invocations, "08:00:00", (10.0, 10.0)),
            of_endpoint("blue", Metric::Errors5xx, "08:00:00", (2.0, 10.0)),
            of_endpoint("blue", Metric::ModelLatencyMs, "07:00:00", (900.0, 90.0)),
            of_endpoint("blue", Metric::ModelLatencyMs, "08:00:00", (1_100.0, 10.0)),
            of_endpoint("green", Metric::Invocations, "08:00:00", (0.0, 0.0)),
            of_endpoint("green", Metric::ModelLatencyMs, "08:00:00", (0.0, 0.0)),
        ],
    ));
    let endpoints = database
        .store
        .endpoint_usage(&UsageFilter::default(), month())
        .unwrap();
    let lines: Vec<_> = endpoints.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    churn Some("blue"): Some(100) calls, Some(2) and None errors, Some(20.0) and None ms, Some(2026-11-21T07:00:00Z) to Some(2026-11-21T08:00:00Z)
    churn Some("green"): Some(0) calls, None and None errors, None and None ms, None to None
    "#);
    assert_eq!(database.used(UsageBy::Model), "");
}

fn line(usage: &EndpointUsage) -> String {
    let EndpointUsage {
        endpoint,
        variant,
        invocations,
        errors_5xx,
        model_errors,
        model_latency_ms,
        overhead_latency_ms,
        first_seen,
        last_seen,
        ..
    } = usage;
    format!(
        "{endpoint} {variant:?}: {invocations:?} calls, {errors_5xx:?} and {model_errors:?} errors, \
         {model_latency_ms:?} and {overhead_latency_ms:?} ms, {first_seen:?} to {last_seen:?}"
    )
}
