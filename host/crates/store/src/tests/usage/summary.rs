//! The main numbers.

use opencite_core::{Asset, Hour, Measurement, Metric, Subject, UsageSummary};

use super::build::{HAIKU, at, call, measured, metrics, month, time, told, trail};
use crate::UsageFilter;
use crate::tests::build::{Database, asset, complete};

fn job(name: &str, created: &str) -> Asset {
    Asset {
        created: Some(time(created)),
        ..asset(name, 1)
    }
}

#[test]
fn the_main_numbers_come_from_what_is_stored() {
    let mut database = Database::new();
    database.scan([
        complete().described([asset("churn", 1), asset("idle", 1)]),
        complete().of("model", "us-east-1"),
        complete().of("training_job", "us-east-1").described([
            job("new", "2026-11-20T07:00:00Z"),
            job("old", "2026-08-20T07:00:00Z"),
        ]),
    ]);
    database.learn(&told(trail(), [call("r-1", "07:10:00", HAIKU)]));
    let of = |name: &str, sum| Measurement {
        subject: Subject::Endpoint {
            name: name.to_owned(),
            variant: Some("AllTraffic".to_owned()),
        },
        metric: Metric::Invocations,
        hour: Hour::of(at("07:00:00")),
        sum,
        samples: None,
    };
    database.learn(&measured(metrics(), [of("churn", 41.0), of("idle", 0.0)]));
    let summary = database
        .store
        .usage_summary(&UsageFilter::default(), month())
        .unwrap();
    let expected = UsageSummary {
        endpoints: Some(2),
        active_endpoints: Some(1),
        endpoint_invocations: Some(41),
        models: Some(0),
        model_packages: None,
        training_jobs: Some(1),
        models_called: Some(1),
        invocations: Some(1),
        errors: Some(0),
        principals: Some(1),
        ..nothing()
    };
    assert_eq!(summary, expected);
}

fn nothing() -> UsageSummary {
    UsageSummary {
        span: month(),
        endpoints: None,
        active_endpoints: None,
        endpoint_invocations: None,
        models: None,
        model_packages: None,
        training_jobs: None,
        models_called: None,
        invocations: None,
        errors: None,
        principals: None,
    }
}

#[test]
fn what_was_never_asked_is_null() {
    let database = Database::new();
    let summary = database
        .store
        .usage_summary(&UsageFilter::default(), month())
        .unwrap();
    assert_eq!(summary, nothing());
}
