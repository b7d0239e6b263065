//! What usage costs: recording calls, and questions about a month of 200 models and 5,000 principals.

use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use opencite_core::{
    AccountId, AssetType, ContentHash, Hour, Invocation, InvocationId, Measurement, Metric,
    Outcome, PluginId, Principal, Region, Subject, TimeSpan, Timestamp, TokenCounts, UnitKey,
    UsageBy, UsageResult,
};
use opencite_store::{NewScan, Store, UsageChanges, UsageFilter};
use tempfile::TempDir;

const MODELS: u64 = 200;
const PRINCIPALS: u64 = 5_000;
/// Models that a principal calls on a day that it works, which is five in seven.
const MODELS_A_DAY: u64 = 4;
const DAYS: u64 = 30;
/// The hours of a day in which a model is called.
const HOURS: u64 = 8;
/// 2026-10-23, the first day of the month.
const FIRST_SECOND: i64 = 1_792_713_600;
const DAY_SECONDS: i64 = 86_400;
/// Calls that a scan brings.
const CALLS: u64 = 3_000;

fn main() {
    divan::main();
}

#[divan::bench(args = ["model", "profile", "day", "principal"], sample_count = 20)]
fn month_by(bencher: Bencher<'_, '_>, by: &str) {
    let by = match by {
        "model" => UsageBy::Model,
        "profile" => UsageBy::Profile,
        "day" => UsageBy::Day,
        _ => UsageBy::Principal,
    };
    let (store, span) = (opened(month().path()), span());
    bencher.bench_local(|| {
        let rows = store.usage(by, &UsageFilter::default(), span);
        assert!(rows.expect("a sound database").len() >= 30);
    });
}

/// Opening the database is part of what a command costs.
#[divan::bench(sample_count = 20)]
fn month_by_model_with_opening(bencher: Bencher<'_, '_>) {
    let (month, span) = (month(), span());
    bencher.bench_local(|| {
        Store::open_existing(&month.path().join("bench.db"))
            .and_then(|store| store.usage(UsageBy::Model, &UsageFilter::default(), span))
            .expect("a sound database")
    });
}

#[divan::bench(sample_count = 20)]
fn summary(bencher: Bencher<'_, '_>) {
    let (store, span) = (opened(month().path()), span());
    bencher.bench_local(|| {
        store
            .usage_summary(&UsageFilter::default(), span)
            .expect("a sound database")
    });
}

#[divan::bench(sample_count = 10)]
fn three_thousand_calls_recorded(bencher: Bencher<'_, '_>) {
    let result = told((0..CALLS).map(scanned).collect());
    bencher
        .with_inputs(|| TempDir::new().expect("a temporary directory"))
        .bench_local_refs(|directory| {
            let changes = record(&mut opened(directory.path()), &result);
            assert_eq!(changes.added, CALLS);
        });
}

#[divan::bench(sample_count = 10)]
fn three_thousand_calls_recorded_again(bencher: Bencher<'_, '_>) {
    let result = told((0..CALLS).map(scanned).collect());
    let directory = TempDir::new().expect("a temporary directory");
    let mut store = opened(directory.path());
    record(&mut store, &result);
    bencher.bench_local(|| {
        let changes = record(&mut store, &result);
        assert_eq!((changes.added, changes.unchanged), (0, CALLS));
    });
}

#[divan::bench(sample_count = 10)]
fn models_resolved_when_nothing_is_new(bencher: Bencher<'_, '_>) {
    let mut store = opened(month().path());
    store.resolve_models().expect("a sound database");
    bencher.bench_local(|| store.resolve_models().expect("a sound database"));
}

/// A month of usage, made once for all questions.
fn month() -> &'static TempDir {
    static MONTH: OnceLock<TempDir> = OnceLock::new();
    MONTH.get_or_init(|| {
        let directory = TempDir::new().expect("a temporary directory");
        let mut store = opened(directory.path());
        for day in 0..DAYS {
            record(&mut store, &told(calls(day)));
            record(&mut store, &measured(day));
        }
        directory
    })
}

fn span() -> TimeSpan {
    let days = i64::try_from(DAYS).expect("a few days");
    // As the command asks: from some hour of the first day on.
    let (from, to) = (
        FIRST_SECOND + DAY_SECONDS / 2,
        FIRST_SECOND + days * DAY_SECONDS,
    );
    TimeSpan::of_seconds(from, to).expect("a month")
}

/// The calls of a day, one for each principal and model.
fn calls(day: u64) -> Vec<Invocation> {
    let works = move |principal: &u64| (principal + day) % 7 < 5;
    let calls = (0..PRINCIPALS).filter(works).flat_map(move |principal| {
        (0..MODELS_A_DAY).map(move |number| {
            let model = (principal * 7 + number * 31 + day % 2) % MODELS;
            let second = (principal * 17 + number * 3_600) % 86_400;
            let id = (day * PRINCIPALS + principal) * MODELS_A_DAY + number;
            call(id, model, principal, (day, second))
        })
    });
    calls.collect()
}

/// A call of a scan of a week: a thousand sessions of one role.
fn scanned(number: u64) -> Invocation {
    let second = number * 37 % 86_400;
    let role = "arn:aws:sts::111122223333:assumed-role/Chat";
    let session = format!("i-{}", number % 1_000);
    Invocation {
        principal: Some(Principal::new("AssumedRole", Some(role), Some(&session))),
        ..call(number, number % 3, 0, (number % 7, second))
    }
}

fn call(id: u64, model: u64, principal: u64, (day, second): (u64, u64)) -> Invocation {
    let day = i64::try_from(day).expect("a few days");
    let second = FIRST_SECOND + day * DAY_SECONDS + i64::try_from(second).expect("a day");
    let user = format!("arn:aws:iam::111122223333:user/eng/user-{principal}");
    Invocation {
        id: InvocationId::new(format!("{id:08x}-bd36-4b19-a1fe-a2d2b1b2d0a1")).expect("an id"),
        time: Timestamp::from_second(second).expect("a time"),
        operation: Some("Converse".to_owned()),
        model: Some(called(model, id)),
        principal: Some(Principal::new("IAMUser", Some(&user), None)),
        source_ip: Some(format!("203.0.113.{}", principal % 250)),
        user_agent: Some("Boto3/1.44.5 md/Botocore#1.44.5 lang/python#3.13".to_owned()),
        inference_region: Some("us-east-2".to_owned()),
        error_code: (id.is_multiple_of(50)).then(|| "ThrottlingException".to_owned()),
        error_message: None,
        tokens: TokenCounts {
            input: Some(id % 4_000),
            output: Some(id % 900),
            cache_read: None,
            cache_write: None,
        },
    }
}

/// One call in four is made through a profile.
fn called(model: u64, id: u64) -> String {
    let profile = if id.is_multiple_of(4) { "us." } else { "" };
    format!("{profile}anthropic.claude-{model}-v1:0")
}

fn measured(day: u64) -> UsageResult {
    let metrics = [
        Metric::Invocations,
        Metric::ClientErrors,
        Metric::Throttles,
        Metric::InputTokens,
        Metric::OutputTokens,
        Metric::LatencyMs,
    ];
    let of = |model| {
        (0..HOURS).flat_map(move |hour| metrics.map(move |metric| (model, 8 + hour, metric)))
    };
    let measurement = |(model, hour, metric)| {
        let number = day * 24 + hour;
        Measurement {
            subject: Subject::Model(called(model, 1)),
            metric,
            hour: Hour::numbered(FIRST_SECOND / 3_600 + i64::try_from(number).expect("a month")),
            sum: 9.0,
            samples: None,
        }
    };
    UsageResult {
        key: key("model_metric"),
        measurements: (0..MODELS).flat_map(of).map(measurement).collect(),
        ..told(Vec::new())
    }
}

fn told(invocations: Vec<Invocation>) -> UsageResult {
    UsageResult {
        key: key("invocation"),
        outcome: Outcome::Complete,
        invocations,
        measurements: Vec::new(),
        covered: Vec::new(),
        requests: 60,
        started: Timestamp::UNIX_EPOCH,
        finished: Timestamp::UNIX_EPOCH,
        plugin_digest: ContentHash::of("plugin"),
    }
}

fn key(source: &str) -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_bedrock").expect("a plugin id"),
        asset_type: AssetType::new(source).expect("a source"),
        account: AccountId::new("111122223333").expect("an account"),
        region: Region::known("us-east-1").expect("a region"),
    }
}

fn opened(directory: &Path) -> Store {
    Store::open(&directory.join("bench.db")).expect("a writable directory")
}

fn record(store: &mut Store, result: &UsageResult) -> UsageChanges {
    let new = NewScan {
        started: result.started,
        program_version: String::new(),
        simulated: false,
        tag: None,
    };
    let scan = store.begin_scan(&new).expect("a sound database");
    store.record_usage(scan, result).expect("a sound database")
}
