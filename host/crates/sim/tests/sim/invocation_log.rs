//! `FilterLogEvents`, over the log of invocations.

use aws_sdk_cloudwatchlogs::error::ProvideErrorMetadata as _;
use aws_sdk_cloudwatchlogs::operation::filter_log_events::FilterLogEventsOutput;
use aws_sdk_cloudwatchlogs::operation::filter_log_events::builders::FilterLogEventsFluentBuilder as Filter;
use aws_sdk_cloudwatchlogs::types::FilteredLogEvent;
use jiff::{SignedDuration, Timestamp};
use opencite_sim::{Caller, Estate, Failure, Invocation, LogLine, Operation, Principal, Sim};
use serde_json::{Value, json};

use crate::sdk_clients::logs;

const ACCOUNT: &str = "111122223333";
const GROUP: &str = "/bedrock/invocations";
const MODEL: &str = "anthropic.claude-3-haiku-20240307-v1:0";

/// The pattern that finds records of invocations.
const RECORDS: &str = "{ $.schemaType = \"ModelInvocationLog\" }";

fn now() -> Timestamp {
    "2026-09-01T12:00:00Z".parse().expect("a time")
}

async fn sim(estate: Estate) -> Sim {
    let builder = Sim::builder().estate(estate).now(now());
    builder.start().await.expect("starts")
}

fn logging() -> Estate {
    Estate::empty(ACCOUNT).with_log_group(GROUP)
}

fn calls(count: u32) -> impl Iterator<Item = Invocation> {
    Invocation::spread(count, SignedDuration::from_hours(10), |_| {
        Invocation::new(Operation::Converse, MODEL, Caller::role("app", "s-1")).tokens(10, 5)
    })
}

/// Records of the last day.
fn filter(sim: &Sim) -> Filter {
    let start = now().as_millisecond() - 24 * 3_600_000;
    let filter = logs(sim, "us-east-1").filter_log_events();
    let filter = filter.log_group_name(GROUP).filter_pattern(RECORDS);
    filter.start_time(start)
}

/// Every page of a question.
async fn pages(filter: Filter) -> Vec<FilterLogEventsOutput> {
    let mut pages = vec![];
    let mut token = None;
    loop {
        let page = filter.clone().set_next_token(token).send().await;
        let page = page.expect("a page");
        token = page.next_token().map(str::to_owned);
        pages.push(page);
        if token.is_none() {
            return pages;
        }
    }
}

fn sizes(pages: &[FilterLogEventsOutput]) -> Vec<usize> {
    pages.iter().map(|page| page.events().len()).collect()
}

fn records(pages: &[FilterLogEventsOutput]) -> Vec<Value> {
    let events = pages.iter().flat_map(FilterLogEventsOutput::events);
    let texts = events.filter_map(|event| event.message());
    texts
        .map(|text| serde_json::from_str(text).expect("JSON"))
        .collect()
}

async fn code(filter: Filter) -> Option<String> {
    let error = filter.send().await.expect_err("refused");
    error.into_service_error().code().map(str::to_owned)
}

#[tokio::test]
async fn pages_have_the_limit_at_most_and_some_are_empty() {
    let sim = sim(logging().with_calls(calls(25))).await;
    let found = pages(filter(&sim).limit(10)).await;
    assert_eq!(sizes(&found), [10, 0, 10, 5]);
    let times: Vec<i64> = found
        .iter()
        .flat_map(FilterLogEventsOutput::events)
        .filter_map(FilteredLogEvent::timestamp)
        .collect();
    assert!(times.is_sorted_by(|older, newer| older < newer));
    let all = pages(filter(&sim)).await;
    assert_eq!(sizes(&all), [25], "one page without a limit");
    let searched = logs(&sim, "us-east-1")
        .filter_log_events()
        .log_group_name(GROUP);
    assert_eq!(
        sizes(&pages(searched).await),
        [0, 0, 25],
        "without a start the search is long"
    );
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn a_page_has_a_megabyte_at_most() {
    let large = "x".repeat(400 * 1024);
    let lines = (1..=4).map(|hours| LogLine::new(&large).ago(SignedDuration::from_hours(hours)));
    let sim = sim(logging().with_log_lines(lines)).await;
    let all = filter(&sim).set_filter_pattern(None);
    assert_eq!(sizes(&pages(all).await), [2, 0, 2]);
}

#[tokio::test]
async fn the_pattern_finds_records_only() {
    let estate = logging().with_calls(calls(2)).with_log_lines([
        LogLine::new("amazon-bedrock-logs-permission-check"),
        LogLine::new(&json!({"schemaType": "Other"}).to_string()),
    ]);
    let sim = sim(estate).await;
    assert_eq!(sizes(&pages(filter(&sim)).await), [2]);
    let tight = filter(&sim).filter_pattern("{$.schemaType=\"ModelInvocationLog\"}");
    assert_eq!(sizes(&pages(tight).await), [2]);
    assert_eq!(
        sizes(&pages(filter(&sim).set_filter_pattern(None)).await),
        [4]
    );
    assert!(sim.refusals().is_empty());
    let other = filter(&sim).filter_pattern("{ $.modelId = \"x\" }");
    assert!(code(other).await.is_some());
    let newest = filter(&sim).start_from_head(false);
    assert!(code(newest).await.is_some());
    assert_eq!(sim.refusals().len(), 2);
}

#[tokio::test]
async fn both_ends_of_the_time_are_included() {
    let sim = sim(logging().with_calls(calls(10))).await;
    let hour = |hours: i64| now().as_millisecond() - hours * 3_600_000;
    let count = async |from: i64, to: i64| {
        let filter = filter(&sim).start_time(hour(from)).end_time(hour(to));
        records(&pages(filter).await).len()
    };
    assert_eq!(count(10, 0).await, 10);
    assert_eq!(count(3, 2).await, 2);
    assert_eq!(count(3, 3).await, 1);
    assert_eq!(count(2, 3).await, 0, "backwards");
    assert_eq!(count(0, -5).await, 0, "the future");
}

#[tokio::test]
async fn a_group_is_named_once_and_must_be_there() {
    let sim = sim(logging().with_calls(calls(1))).await;
    let gone = filter(&sim).log_group_name("/gone");
    assert_eq!(
        code(gone).await.as_deref(),
        Some("ResourceNotFoundException")
    );
    let invalid = Some("InvalidParameterException");
    let both = filter(&sim).log_group_identifier(GROUP);
    assert_eq!(code(both).await.as_deref(), invalid);
    let neither = filter(&sim).set_log_group_name(None);
    assert_eq!(code(neither).await.as_deref(), invalid);
    for limit in [0, 10_001] {
        assert_eq!(code(filter(&sim).limit(limit)).await.as_deref(), invalid);
    }
    assert_eq!(
        code(filter(&sim).next_token("garbage")).await.as_deref(),
        invalid
    );
    assert_eq!(code(filter(&sim).start_time(-1)).await.as_deref(), invalid);
    let arn = format!("arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{GROUP}");
    for identifier in [GROUP, &arn] {
        let filter = filter(&sim).set_log_group_name(None);
        let found = pages(filter.log_group_identifier(identifier)).await;
        assert_eq!(sizes(&found), [1]);
    }
    let elsewhere = logs(&sim, "eu-west-1")
        .filter_log_events()
        .log_group_name(GROUP);
    assert_eq!(
        code(elsewhere).await.as_deref(),
        Some("ResourceNotFoundException")
    );
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn the_group_that_the_logging_is_set_to_is_there() {
    let config =
        json!({"cloudWatchConfig": {"logGroupName": GROUP}, "textDataDeliveryEnabled": true});
    let estate = Estate::empty(ACCOUNT).with_invocation_logging(config);
    let sim = sim(estate.with_calls(calls(3))).await;
    assert_eq!(sizes(&pages(filter(&sim)).await), [3]);
}

/// The record of the only call of a log.
async fn only(call: Invocation) -> Value {
    let sim = sim(logging().with_call(call)).await;
    let mut found = records(&pages(filter(&sim)).await);
    found.pop().expect("a record")
}

#[tokio::test]
async fn a_call_is_told_as_bedrock_logs_it() {
    let call = Invocation::new(
        Operation::Converse,
        MODEL,
        Caller::role("app", "s-1").path("/service/"),
    )
    .at("2026-09-01T09:15:00.750Z".parse().expect("a time"))
    .tokens(11, 20)
    .cached(1028, 264)
    .latency_ms(249)
    .ran_in("us-east-2")
    .request_id("bb98d9a8-bd9a-47ca-976b-f165ef1f8b67");
    let mut record = only(call).await;
    let input = record["input"]["inputBodyJson"].take();
    let output = record["output"]["outputBodyJson"].take();
    assert_eq!(
        record,
        json!({
            "timestamp": "2026-09-01T09:15:00Z",
            "accountId": ACCOUNT,
            "identity": {"arn": "arn:aws:sts::111122223333:assumed-role/app/s-1"},
            "region": "us-east-1",
            "requestId": "bb98d9a8-bd9a-47ca-976b-f165ef1f8b67",
            "operation": "Converse",
            "modelId": MODEL,
            "input": {
                "inputContentType": "application/json",
                "inputBodyJson": null,
                "inputTokenCount": 11,
                "cacheReadInputTokenCount": 1028,
                "cacheWriteInputTokenCount": 264,
            },
            "output": {
                "outputContentType": "application/json",
                "outputBodyJson": null,
                "outputTokenCount": 20,
            },
            "schemaType": "ModelInvocationLog",
            "schemaVersion": "1.0",
            "inferenceRegion": "us-east-2",
        })
    );
    for body in [&input, &output] {
        assert!(
            body.to_string().contains("sImUlAtEdAwS"),
            "what was said is a secret: {body}"
        );
    }
    assert_eq!(output["usage"]["totalTokens"], 1323);
    assert_eq!(output["metrics"]["latencyMs"], 249);
}

#[tokio::test]
async fn bodies_may_be_chunks_or_elsewhere_or_missing() {
    let call = |operation| Invocation::new(operation, MODEL, Caller::root());
    let stream = only(call(Operation::InvokeModelWithResponseStream)).await;
    let chunks = stream["output"]["outputBodyJson"]
        .as_array()
        .expect("chunks");
    assert_eq!(chunks.last(), Some(&json!("[DONE]")));
    assert_eq!(
        stream["input"].get("inputTokenCount"),
        None,
        "nobody counted"
    );
    let large = only(call(Operation::InvokeModel).large()).await;
    assert!(large["input"]["inputBodyS3Path"].is_string());
    assert_eq!(large["input"].get("inputBodyJson"), None);
    let failed = only(call(Operation::Converse).failed(Failure::throttled())).await;
    assert_eq!(failed["errorCode"], "ThrottlingException");
    assert_eq!(
        (&failed["input"], &failed["output"]),
        (&json!({}), &json!({}))
    );
    let service = Invocation::new(
        Operation::Converse,
        MODEL,
        Caller::service("bedrock.amazonaws.com"),
    );
    assert_eq!(only(service).await["identity"], json!({}));
}

#[tokio::test]
async fn a_denial_names_the_group() {
    let sim = Sim::builder()
        .estate(logging())
        .principal(Principal::user(ACCOUNT).allowing(["bedrock:*"]))
        .start()
        .await
        .expect("starts");
    let error = filter(&sim)
        .send()
        .await
        .expect_err("denied")
        .into_service_error();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let message = error.message().expect("a message");
    let resource = "arn:aws:logs:us-east-1:111122223333:log-group:/bedrock/invocations:log-stream:";
    assert!(message.contains(resource), "{message}");
}
