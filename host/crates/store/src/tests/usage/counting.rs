//! Calls: each once, whatever comes when.

use opencite_core::{Invocation, Outcome, Principal, UsageBy, UsageResult};

use super::build::{
    HAIKU, at, bare, by, call, changes, failed_with, log, month, silent, told, trail, unit,
    with_tokens,
};
use crate::tests::build::{Database, complete, throttled};
use crate::{AssetFilter, InvocationFilter, StoreError, UsageChanges, UsageFilter};

/// Calls over three days, of two models, by three hundred sessions.
fn three_thousand() -> Vec<Invocation> {
    let calls = (0..3_000).map(|number| {
        let id = format!("{number:08x}-bd36-4b19-a1fe-a2d2b1b2d0a1");
        let model = if number % 2 == 0 {
            HAIKU
        } else {
            "meta.llama3-8b"
        };
        let time = format!("2026-11-{:02}T{:02}:30:00Z", 19 + number % 3, number % 24);
        let session = format!("session-{}", number % 300);
        let role = "arn:aws:sts::111122223333:assumed-role/Chat";
        let principal = Principal::new("AssumedRole", Some(role), Some(&session));
        let call = by(principal, call(&id, "00:00:00", model));
        Invocation {
            time: time.parse().unwrap(),
            ..call
        }
    });
    calls.collect()
}

#[test]
fn three_thousand_calls_recorded_twice_are_three_thousand() {
    let mut database = Database::new();
    let result = told(trail(), three_thousand());
    assert_eq!(database.learn(&result), changes(3_000, 0, 0));
    let before = database.used(UsageBy::Model);
    assert_eq!(database.learn(&result), changes(0, 0, 3_000));
    assert_eq!(database.used(UsageBy::Model), before);
    insta::assert_snapshot!(before, @"
    anthropic.claude-3-haiku-20240307-v1:0: calls 1500 errors 0 tokens -/-/-/- principals 1 00:30..20:30
    meta.llama3-8b: calls 1500 errors 0 tokens -/-/-/- principals 1 03:30..23:30
    ");
}

#[test]
fn a_call_in_the_trail_and_in_the_log_is_one_call_with_tokens() {
    let in_trail = failed_with("ThrottlingException", call("r-1", "07:10:00", HAIKU));
    let in_log = with_tokens(
        12,
        34,
        Invocation {
            source_ip: None,
            time: at("07:10:01"),
            ..call("r-1", "07:10:00", HAIKU)
        },
    );
    for sources in [
        [
            told(trail(), [in_trail.clone()]),
            told(log(), [in_log.clone()]),
        ],
        [told(log(), [in_log]), told(trail(), [in_trail])],
    ] {
        let mut database = Database::new();
        assert_eq!(database.learn(&sources[0]), changes(1, 0, 0));
        assert_eq!(database.learn(&sources[1]), changes(0, 1, 0));
        assert_eq!(database.learn(&sources[0]), changes(0, 0, 1));
        let used = database
            .used(UsageBy::Model)
            .replace("07:10:01", "07:10:00");
        insta::allow_duplicates! {
            insta::assert_snapshot!(used, @"anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 1 tokens 12/34/-/- principals 1 07:10..07:10");
        }
    }
}

#[test]
fn what_one_source_does_not_name_another_does() {
    let mut database = Database::new();
    let nameless = bare("r-1", at("07:10:00"));
    let other = bare("r-2", at("09:10:00"));
    database.learn(&told(trail(), [nameless, other]));
    insta::assert_snapshot!(database.used(UsageBy::Model), @"-: calls 2 errors 0 tokens -/-/-/- principals - 07:10..09:10");
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"-: calls 2 errors 0 tokens -/-/-/- principals - 07:10..09:10, - sessions 0 models 0");
    assert_eq!(
        database.learn(&told(log(), [call("r-1", "07:10:00", HAIKU)])),
        changes(0, 1, 0)
    );
    insta::assert_snapshot!(database.used(UsageBy::Model), @"
    -: calls 1 errors 0 tokens -/-/-/- principals - 09:10..09:10
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    ");
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"
    -: calls 1 errors 0 tokens -/-/-/- principals - 09:10..09:10, - sessions 0 models 0
    arn:aws:iam::111122223333:role/apps/Chat: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AssumedRole sessions 1 models 1
    ");
    insta::assert_snapshot!(database.used(UsageBy::Profile), @"
    -: calls 1 errors 0 tokens -/-/-/- principals - 09:10..09:10, other -
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, on-demand anthropic.claude-3-haiku-20240307-v1:0
    ");
    insta::assert_snapshot!(database.calls(&InvocationFilter::default()), @"
    r-2 2026-11-21T09:10:00Z us-east-1 - -@- - -/-/-/-
    r-1 2026-11-21T07:10:00Z us-east-1 anthropic.claude-3-haiku-20240307-v1:0 arn:aws:iam::111122223333:role/Chat@i-1 203.0.113.7 -/-/-/-
    ");
}

#[test]
fn the_first_source_is_not_contradicted() {
    let mut database = Database::new();
    database.learn(&told(trail(), [call("r-1", "07:10:00", HAIKU)]));
    let other = by(
        Principal::new(
            "IAMUser",
            Some("arn:aws:iam::111122223333:user/ada"),
            Some("s"),
        ),
        call("r-1", "08:10:00", "meta.llama3-8b"),
    );
    assert_eq!(database.learn(&told(log(), [other])), changes(0, 0, 1));
    insta::assert_snapshot!(database.calls(&InvocationFilter::default()), @"r-1 2026-11-21T07:10:00Z us-east-1 anthropic.claude-3-haiku-20240307-v1:0 arn:aws:iam::111122223333:role/Chat@i-1 203.0.113.7 -/-/-/-");
}

#[test]
fn two_accounts_and_regions_never_overwrite_each_other() {
    let mut database = Database::new();
    let places = [
        ("111122223333", "us-east-1"),
        ("444455556666", "us-east-1"),
        ("111122223333", "eu-west-1"),
    ];
    for (account, region) in places {
        let key = unit("invocation", account, region);
        let tokens = with_tokens(10, 1, call("r-1", "07:10:00", HAIKU));
        assert_eq!(database.learn(&told(key, [tokens])), changes(1, 0, 0));
    }
    insta::assert_snapshot!(database.used(UsageBy::Model), @"anthropic.claude-3-haiku-20240307-v1:0: calls 3 errors 0 tokens 30/3/-/- principals 1 07:10..07:10");
    let filter = UsageFilter {
        account: Some(unit("x", "444455556666", "us-east-1").account),
        region: None,
    };
    for by in [
        UsageBy::Model,
        UsageBy::Principal,
        UsageBy::Profile,
        UsageBy::Day,
    ] {
        let rows = database.store.usage(by, &filter, month()).unwrap();
        assert_eq!(rows[0].counts.invocations, Some(1), "{by:?}");
        assert_eq!(rows[0].principals, Some(1), "{by:?}");
    }
}

#[test]
fn a_service_without_an_arn_is_counted() {
    let mut database = Database::new();
    let service = Principal::new("AWSService", Some("sagemaker.amazonaws.com"), None);
    let unknown = Principal::new("AWSService", None, None);
    database.learn(&told(
        trail(),
        [
            by(service, call("r-1", "07:10:00", HAIKU)),
            by(unknown, call("r-2", "07:10:00", HAIKU)),
        ],
    ));
    insta::assert_snapshot!(database.used(UsageBy::Principal), @"
    AWSService: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AWSService sessions 0 models 1
    sagemaker.amazonaws.com: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10, AWSService sessions 0 models 1
    ");
}

#[test]
fn what_nobody_reported_is_null_and_not_0() {
    let mut database = Database::new();
    database.learn(&told(
        log(),
        [
            call("r-1", "07:10:00", HAIKU),
            with_tokens(0, 0, call("r-2", "07:10:00", "meta.llama3-8b")),
        ],
    ));
    insta::assert_snapshot!(database.used(UsageBy::Model), @"
    anthropic.claude-3-haiku-20240307-v1:0: calls 1 errors 0 tokens -/-/-/- principals 1 07:10..07:10
    meta.llama3-8b: calls 1 errors 0 tokens 0/0/-/- principals 1 07:10..07:10
    ");
}

#[test]
fn a_failed_call_is_a_call_and_an_error() {
    let mut database = Database::new();
    database.learn(&told(
        trail(),
        [
            call("r-1", "07:10:00", HAIKU),
            failed_with("AccessDenied", call("r-2", "07:10:00", HAIKU)),
            failed_with("AccessDenied", bare("r-3", at("07:20:00"))),
        ],
    ));
    insta::assert_snapshot!(database.used(UsageBy::Day), @"2026-11-21: calls 3 errors 2 tokens -/-/-/- principals 1 07:10..07:20");
}

#[test]
fn hours_at_the_ends_of_a_span_are_counted_by_the_hour() {
    let mut database = Database::new();
    let at = |clock| call(clock, clock, HAIKU);
    database.learn(&told(
        trail(),
        ["00:00:00", "06:59:59", "07:00:00", "09:59:59", "10:00:00"].map(at),
    ));
    let span = super::build::span("2026-11-21T07:20:00Z", "2026-11-21T09:00:01Z");
    for by in [
        UsageBy::Model,
        UsageBy::Principal,
        UsageBy::Profile,
        UsageBy::Day,
    ] {
        let rows = database
            .store
            .usage(by, &UsageFilter::default(), span)
            .unwrap();
        assert_eq!(rows[0].counts.invocations, Some(2), "{by:?}");
    }
    let night = super::build::span("2026-11-20T10:00:00Z", "2026-11-21T00:00:00Z");
    for by in [
        UsageBy::Model,
        UsageBy::Principal,
        UsageBy::Profile,
        UsageBy::Day,
    ] {
        let rows = database
            .store
            .usage(by, &UsageFilter::default(), night)
            .unwrap();
        assert_eq!(rows, [], "{by:?}");
    }
}

#[test]
fn a_source_of_usage_is_a_unit_without_assets() {
    let mut database = Database::new();
    let scan = database.begin();
    database.record(scan, complete()).unwrap();
    let result = UsageResult {
        outcome: Outcome::Partial(throttled()),
        ..told(trail(), [call("r-1", "07:10:00", HAIKU)])
    };
    database.store.record_usage(scan, &result).unwrap();
    database.finish(scan);
    let units = database.store.latest_units(scan).unwrap();
    let lines = units
        .iter()
        .map(|unit| format!("{} {} {}", unit.key, unit.outcome.kind(), unit.assets));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    aws_bedrock invocation in 111122223333 us-east-1 partial 1
    aws_sagemaker endpoint in 111122223333 us-east-1 complete 0
    ");
    assert_eq!(database.store.scan(scan).unwrap().assets, 0);
    assert_eq!(
        database
            .store
            .assets(&AssetFilter::default(), None)
            .unwrap(),
        []
    );
    database.store.integrity_check().unwrap();
}

#[test]
fn a_unit_that_failed_learned_nothing() {
    let mut database = Database::new();
    let result = UsageResult {
        outcome: Outcome::Failed(throttled()),
        covered: vec![month()],
        ..told(trail(), [call("r-1", "07:10:00", HAIKU)])
    };
    assert_eq!(database.learn(&result), UsageChanges::default());
    assert_eq!(database.used(UsageBy::Model), "");
    assert_eq!(
        database.store.usage_gaps(&trail(), month()).unwrap(),
        [month()]
    );
}

#[test]
fn usage_is_recorded_whole_or_not_at_all() {
    let mut database = Database::new();
    let scan = database.begin();
    database.store.record_usage(scan, &silent(trail())).unwrap();
    let again = told(trail(), [call("r-1", "07:10:00", HAIKU)]);
    let error = database.store.record_usage(scan, &again).unwrap_err();
    assert!(matches!(error, StoreError::RecordedTwice { .. }), "{error}");
    assert_eq!(database.count("invocation"), 0);
}

#[test]
fn absurd_numbers_of_tokens_do_not_break_the_sums() {
    let mut database = Database::new();
    let calls =
        ["r-1", "r-2"].map(|id| with_tokens(u64::MAX, u64::MAX, call(id, "07:10:00", HAIKU)));
    database.learn(&told(log(), calls));
    let rows = database.usage(UsageBy::Model);
    assert_eq!(rows[0].counts.tokens.input, Some(2 << 44));
}

#[test]
fn calls_are_listed_newest_first_and_by_every_filter() {
    let mut database = Database::new();
    let ada = Principal::new(
        "IAMUser",
        Some("arn:aws:iam::111122223333:user/eng/ada"),
        None,
    );
    database.learn(&told(
        trail(),
        [
            call("6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1", "07:10:00", HAIKU),
            by(ada, call("r-2", "07:20:00", &format!("us.{HAIKU}"))),
        ],
    ));
    let europe = unit("invocation", "111122223333", "eu-west-1");
    database.learn(&told(
        europe.clone(),
        [call("r-3", "07:15:00", "meta.llama3-8b")],
    ));
    insta::assert_snapshot!(database.calls(&InvocationFilter::default()), @"
    r-2 2026-11-21T07:20:00Z us-east-1 anthropic.claude-3-haiku-20240307-v1:0 arn:aws:iam::111122223333:user/ada@- 203.0.113.7 -/-/-/-
    r-3 2026-11-21T07:15:00Z eu-west-1 meta.llama3-8b arn:aws:iam::111122223333:role/Chat@i-1 203.0.113.7 -/-/-/-
    6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1 2026-11-21T07:10:00Z us-east-1 anthropic.claude-3-haiku-20240307-v1:0 arn:aws:iam::111122223333:role/Chat@i-1 203.0.113.7 -/-/-/-
    ");
    let ids = |filter: InvocationFilter| {
        let lines = database.calls(&filter);
        lines
            .lines()
            .map(|line| line[..3].to_owned())
            .collect::<Vec<_>>()
    };
    let model = |name: &str| InvocationFilter {
        model: Some(name.to_owned()),
        ..InvocationFilter::default()
    };
    let principal = |name: &str| InvocationFilter {
        principal: Some(name.to_owned()),
        ..InvocationFilter::default()
    };
    assert_eq!(ids(model(HAIKU)), ["r-2", "6cb"]);
    assert_eq!(ids(model(&format!("us.{HAIKU}"))), ["r-2"]);
    assert_eq!(ids(model("nova")), [""; 0]);
    assert_eq!(
        ids(principal("arn:aws:iam::111122223333:user/ada")),
        ["r-2"]
    );
    assert_eq!(
        ids(principal("arn:aws:iam::111122223333:user/eng/ada")),
        ["r-2"]
    );
    let since = InvocationFilter {
        since: Some(at("07:15:00")),
        ..InvocationFilter::default()
    };
    assert_eq!(ids(since), ["r-2", "r-3"]);
    let in_europe = InvocationFilter {
        places: UsageFilter {
            account: None,
            region: Some(europe.region),
        },
        ..InvocationFilter::default()
    };
    assert_eq!(ids(in_europe), ["r-3"]);
}
