//! The three sources that usage comes from, which must agree; and the shape of their records beside real ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use aws_sdk_cloudwatch::types::{Dimension, Metric, MetricDataQuery, MetricStat};
use jiff::{SignedDuration, Timestamp};
use opencite_sim::{Caller, Estate, Invocation, Operation, Sim};
use serde_json::Value;

use crate::sdk_clients::{cloudtrail, cloudwatch, logs};

const ACCOUNT: &str = "111122223333";
const REGION: &str = "us-east-1";
const GROUP: &str = "/ardent/bedrock/invocations";

/// The operations that call a model.
const OPERATIONS: [&str; 4] = [
    "InvokeModel",
    "InvokeModelWithResponseStream",
    "Converse",
    "ConverseStream",
];

/// What the log and CloudTrail have of one call.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    model: Option<String>,
    error: Option<String>,
    input: Option<u64>,
    output: Option<u64>,
}

/// The demo at a full hour, so that hours of metrics have an end.
async fn demo() -> (Sim, Timestamp) {
    let now: Timestamp = "2026-09-01T12:00:00Z".parse().expect("a time");
    let builder = Sim::builder().now(now).lookups_per_second(100_000);
    (builder.start().await.expect("starts"), now)
}

/// Every call that CloudTrail has, by the id of its request.
async fn trail(sim: &Sim) -> BTreeMap<String, Told> {
    let client = cloudtrail(sim, REGION);
    let mut calls = BTreeMap::new();
    let mut token = None;
    loop {
        let lookup = client.lookup_events().set_next_token(token);
        let page = lookup.send().await.expect("a page");
        for event in page.events() {
            let record: Value =
                serde_json::from_str(event.cloud_trail_event().expect("a text")).expect("JSON");
            if OPERATIONS.contains(&event.event_name().unwrap_or_default()) {
                let at = |path: &str| record.pointer(path);
                let text = |path: &str| at(path).and_then(Value::as_str).map(str::to_owned);
                let count = |path: &str| at(path).and_then(Value::as_u64);
                let told = Told {
                    model: text("/requestParameters/modelId"),
                    error: text("/errorCode"),
                    input: count("/additionalEventData/inputTokens"),
                    output: count("/additionalEventData/outputTokens"),
                };
                calls.insert(text("/requestID").expect("an id"), told);
            }
        }
        token = page.next_token().map(str::to_owned);
        if token.is_none() {
            return calls;
        }
    }
}

/// Every call that the log has, by the id of its request.
async fn log(sim: &Sim) -> BTreeMap<String, Told> {
    let client = logs(sim, REGION);
    let mut calls = BTreeMap::new();
    let mut token = None;
    loop {
        let filter = client.filter_log_events().log_group_name(GROUP);
        let page = filter.set_next_token(token).send().await.expect("a page");
        for event in page.events() {
            let record: Value =
                serde_json::from_str(event.message().expect("a text")).expect("JSON");
            let at = |path: &str| record.pointer(path);
            let text = |path: &str| at(path).and_then(Value::as_str).map(str::to_owned);
            let count = |path: &str| at(path).and_then(Value::as_u64);
            let told = Told {
                model: text("/modelId"),
                error: text("/errorCode"),
                input: count("/input/inputTokenCount"),
                output: count("/output/outputTokenCount"),
            };
            calls.insert(text("/requestId").expect("an id"), told);
        }
        token = page.next_token().map(str::to_owned);
        if token.is_none() {
            return calls;
        }
    }
}

/// The sum of a metric over the month, of a model or of all.
async fn sum(sim: &Sim, now: Timestamp, name: &str, model: Option<&str>) -> f64 {
    let dimension = model.map(|model| Dimension::builder().name("ModelId").value(model).build());
    let metric = Metric::builder()
        .namespace("AWS/Bedrock")
        .metric_name(name)
        .set_dimensions(dimension.map(|dimension| vec![dimension]));
    let stat = MetricStat::builder()
        .metric(metric.build())
        .period(3600)
        .stat("Sum");
    let query = MetricDataQuery::builder().id("m").metric_stat(stat.build());
    let second = aws_sdk_cloudwatch::primitives::DateTime::from_secs;
    let get = cloudwatch(sim, REGION)
        .get_metric_data()
        .metric_data_queries(query.build())
        .start_time(second(
            (now - SignedDuration::from_hours(31 * 24)).as_second(),
        ))
        .end_time(second(now.as_second()));
    let page = get.send().await.expect("a page");
    assert_eq!(page.next_token(), None);
    let result = page.metric_data_results().first().expect("a result");
    result.values().iter().sum()
}

#[tokio::test]
async fn the_sources_tell_of_the_same_calls() {
    let (sim, now) = demo().await;
    let (trail, log) = (trail(&sim).await, log(&sim).await);
    assert_eq!(trail.len(), 1_800);
    let ids = |calls: &BTreeMap<String, Told>| calls.keys().cloned().collect::<BTreeSet<String>>();
    assert_eq!(ids(&trail), ids(&log));
    for (id, event) in &trail {
        let record = &log[id];
        assert_eq!(
            (&event.error, event.input, event.output),
            (&record.error, record.input, record.output)
        );
        let is_denied = event.error.as_deref() == Some("AccessDenied");
        assert_eq!(event.model.is_none(), is_denied);
        assert!(is_denied || event.model == record.model);
    }
    let total = |count: fn(&Told) -> u64| log.values().map(count).sum::<u64>();
    let whole = async |name: &str| format!("{:.0}", sum(&sim, now, name, None).await);
    let failed = |code: &str| {
        log.values()
            .filter(|told| told.error.as_deref() == Some(code))
            .count()
    };
    assert_eq!(
        whole("InputTokenCount").await,
        total(|told| told.input.unwrap_or_default()).to_string()
    );
    assert_eq!(
        whole("OutputTokenCount").await,
        total(|told| told.output.unwrap_or_default()).to_string()
    );
    assert_eq!(
        whole("Invocations").await,
        total(|told| u64::from(told.error.is_none())).to_string()
    );
    assert_eq!(
        whole("InvocationThrottles").await,
        failed("ThrottlingException").to_string()
    );
    assert_eq!(
        whole("InvocationServerErrors").await,
        failed("ServiceUnavailableException").to_string()
    );
    let client_errors = failed("AccessDenied") + failed("ValidationException");
    assert_eq!(
        whole("InvocationClientErrors").await,
        client_errors.to_string()
    );
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn a_model_is_counted_by_the_id_it_was_called_by() {
    let (sim, now) = demo().await;
    let log = log(&sim).await;
    let profile = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    let called = log
        .values()
        .filter(|told| told.model.as_deref() == Some(profile) && told.error.is_none())
        .count();
    assert!(called > 100);
    let counted = sum(&sim, now, "Invocations", Some(profile)).await;
    assert_eq!(format!("{counted:.0}"), called.to_string());
    let application = sum(&sim, now, "Invocations", Some("d0f3g6h9j2k5")).await;
    assert!(application > 100.0, "an application profile goes by its id");
}

/// A file of the real records that lie beside the project, which not everybody has.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn real(file: &str) -> Option<String> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/realdata");
    let text = std::fs::read_to_string(root.join(file)).ok();
    if text.is_none() {
        println!("skipped: {file} is not here");
    }
    text
}

/// The paths of all members of a document; lists count as what they are made of.
fn paths(value: &Value, prefix: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = format!("{prefix}.{name}");
                paths(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, prefix, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

async fn simulated() -> (Value, Value) {
    let caller = Caller::role("test-role", "cli");
    let call = Invocation::new(
        Operation::Converse,
        "anthropic.claude-3-sonnet-20240229-v1:0",
        caller,
    );
    let estate = Estate::empty(ACCOUNT).with_log_group(GROUP);
    let sim = Sim::builder()
        .estate(estate.with_call(call.tokens(1, 2)))
        .start()
        .await
        .expect("starts");
    let events = cloudtrail(&sim, REGION)
        .lookup_events()
        .send()
        .await
        .expect("a page");
    let event = events
        .events()
        .first()
        .expect("an event")
        .cloud_trail_event()
        .expect("a text");
    let filter = logs(&sim, REGION)
        .filter_log_events()
        .log_group_name(GROUP)
        .start_time(0);
    let lines = filter.send().await.expect("a page");
    let record = lines
        .events()
        .first()
        .expect("a line")
        .message()
        .expect("a text");
    let read = |text: &str| serde_json::from_str(text).expect("JSON");
    (read(event), read(record))
}

#[tokio::test]
async fn an_event_has_every_member_that_real_ones_have() {
    let Some(text) = real("cloudtrail/stratus_bedrock-invoke-model.json") else {
        return;
    };
    let real: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let (event, _) = simulated().await;
    let (mut ours, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    paths(&event, "", &mut ours);
    let calls = real
        .iter()
        .filter(|event| event["eventName"] == "InvokeModel");
    calls.for_each(|event| paths(event, "", &mut theirs));
    assert!(!theirs.is_empty());
    let missing: Vec<&String> = theirs.difference(&ours).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn a_record_has_every_member_that_real_ones_have() {
    let Some(text) = real("bedrock-logs/panther_rule_tests.jsonl") else {
        return;
    };
    let (_, record) = simulated().await;
    let (mut ours, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    paths(&record, "", &mut ours);
    let records = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    let calls = records.filter(|record: &Value| record["operation"] == "Converse");
    calls.for_each(|record| paths(&record, "", &mut theirs));
    // What the collectors of these records added.
    theirs.retain(|path| !path.starts_with("._"));
    assert!(!theirs.is_empty());
    let missing: Vec<&String> = theirs.difference(&ours).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
