//! `ListMetrics` and `GetMetricData`.

use aws_sdk_cloudwatch::error::ProvideErrorMetadata as _;
use aws_sdk_cloudwatch::operation::get_metric_data::GetMetricDataOutput;
use aws_sdk_cloudwatch::operation::get_metric_data::builders::GetMetricDataFluentBuilder as Get;
use aws_sdk_cloudwatch::operation::list_metrics::builders::ListMetricsFluentBuilder as List;
use aws_sdk_cloudwatch::primitives::DateTime;
use aws_sdk_cloudwatch::types::{
    Dimension, DimensionFilter, Metric, MetricDataQuery, MetricStat, RecentlyActive, ScanBy,
    StatusCode,
};
use jiff::{SignedDuration, Timestamp};
use opencite_sim::{
    Caller, EndpointTraffic, Estate, Failure, Fault, FaultKind, Invocation, Operation, Principal,
    Sim,
};

use crate::client::Client;
use crate::sdk_clients::cloudwatch;

const ACCOUNT: &str = "111122223333";
const MODEL: &str = "anthropic.claude-3-haiku-20240307-v1:0";
const BEDROCK: &str = "AWS/Bedrock";
const DAY: SignedDuration = SignedDuration::from_hours(24);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn now() -> Timestamp {
    "2026-09-01T12:00:00Z".parse().expect("a time")
}

async fn sim(estate: Estate) -> Sim {
    let builder = Sim::builder().estate(estate).now(now());
    builder.start().await.expect("starts")
}

fn call(age: SignedDuration) -> Invocation {
    Invocation::new(Operation::Converse, MODEL, Caller::root()).ago(age)
}

fn before(age: SignedDuration) -> DateTime {
    DateTime::from_secs((now() - age).as_second())
}

/// A query for a statistic by the hour.
fn query(
    id: &str,
    namespace: &str,
    name: &str,
    dimensions: &[(&str, &str)],
    stat: &str,
) -> MetricDataQuery {
    by(3600, id, namespace, name, dimensions, stat)
}

fn by(
    period: i32,
    id: &str,
    namespace: &str,
    name: &str,
    dimensions: &[(&str, &str)],
    stat: &str,
) -> MetricDataQuery {
    let dimensions = dimensions
        .iter()
        .map(|(name, value)| Dimension::builder().name(*name).value(*value).build());
    let metric = Metric::builder()
        .namespace(namespace)
        .metric_name(name)
        .set_dimensions(Some(dimensions.collect()))
        .build();
    let stat = MetricStat::builder()
        .metric(metric)
        .period(period)
        .stat(stat);
    MetricDataQuery::builder()
        .id(id)
        .metric_stat(stat.build())
        .build()
}

/// A query for one of a model's metrics, by the hour.
fn of_model(id: &str, name: &str, stat: &str) -> MetricDataQuery {
    query(id, BEDROCK, name, &[("ModelId", MODEL)], stat)
}

fn get(sim: &Sim, age: SignedDuration, queries: Vec<MetricDataQuery>) -> Get {
    cloudwatch(sim, "us-east-1")
        .get_metric_data()
        .start_time(before(age))
        .end_time(before(SignedDuration::ZERO))
        .set_metric_data_queries(Some(queries))
}

/// Every page of a question.
async fn pages(get: Get) -> Vec<GetMetricDataOutput> {
    let mut pages = vec![];
    let mut token = None;
    loop {
        let page = get
            .clone()
            .set_next_token(token)
            .send()
            .await
            .expect("a page");
        token = page.next_token().map(str::to_owned);
        pages.push(page);
        if token.is_none() {
            return pages;
        }
    }
}

/// The values of each query, by its id, over all pages.
async fn values(get: Get) -> Vec<(String, Vec<f64>)> {
    let mut all: Vec<(String, Vec<f64>)> = vec![];
    for page in pages(get).await {
        for result in page.metric_data_results() {
            assert_eq!(result.timestamps().len(), result.values().len());
            let id = result.id().expect("an id");
            match all.iter_mut().find(|(there, _)| there == id) {
                Some((_, values)) => values.extend(result.values()),
                None => all.push((id.to_owned(), result.values().to_vec())),
            }
        }
    }
    all
}

async fn one(sim: &Sim, query: MetricDataQuery) -> Vec<f64> {
    let mut all = values(get(sim, DAY, vec![query])).await;
    all.pop().expect("a result").1
}

async fn code(get: Get) -> Option<String> {
    let error = get.send().await.expect_err("refused");
    error.into_service_error().code().map(str::to_owned)
}

/// The names of the metrics that a list finds, and how many pages it took.
async fn names(list: List) -> (Vec<String>, usize) {
    let (mut names, mut count, mut token) = (vec![], 0, None);
    loop {
        let page = list
            .clone()
            .set_next_token(token)
            .send()
            .await
            .expect("a page");
        assert!(page.metrics().len() <= 500);
        let found = page.metrics().iter().filter_map(Metric::metric_name);
        names.extend(found.map(str::to_owned));
        (count, token) = (count + 1, page.next_token().map(str::to_owned));
        if token.is_none() {
            return (names, count);
        }
    }
}

#[tokio::test]
async fn statistics_are_of_the_calls_of_an_hour() {
    let sim = sim(Estate::empty(ACCOUNT)
        .with_call(call(HOUR * 2).tokens(10, 1).latency_ms(100))
        .with_call(call(HOUR * 2).tokens(30, 2).latency_ms(300))
        .with_call(call(HOUR * 3).tokens(5, 3).cached(7, 8)))
    .await;
    let stats = ["Sum", "SampleCount", "Average", "Minimum", "Maximum"];
    let mut found = vec![];
    for stat in stats {
        found.push(one(&sim, of_model("m", "InputTokenCount", stat)).await);
    }
    assert_eq!(
        found,
        [
            [40.0, 5.0],
            [2.0, 1.0],
            [20.0, 5.0],
            [10.0, 5.0],
            [30.0, 5.0]
        ],
        "the newest first"
    );
    assert_eq!(
        one(&sim, of_model("m", "InvocationLatency", "Average")).await,
        [200.0, 800.0]
    );
    assert_eq!(
        one(&sim, of_model("m", "CacheReadInputTokenCount", "Sum")).await,
        [7.0]
    );
    assert_eq!(
        one(&sim, of_model("m", "CacheWriteInputTokenCount", "Sum")).await,
        [8.0]
    );
    assert_eq!(
        one(&sim, query("m", BEDROCK, "Invocations", &[], "Sum")).await,
        [2.0, 1.0]
    );
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn failures_are_counted_apart_from_invocations() {
    let failures = [
        Failure::denied(),
        Failure::invalid("no"),
        Failure::throttled(),
        Failure::unavailable(),
    ];
    let failed = failures.map(|failure| call(HOUR).failed(failure));
    let sim = sim(Estate::empty(ACCOUNT)
        .with_calls(failed)
        .with_call(call(HOUR)))
    .await;
    let sum = async |name: &'static str| one(&sim, of_model("m", name, "Sum")).await;
    assert_eq!(sum("Invocations").await, [1.0]);
    assert_eq!(sum("InvocationClientErrors").await, [2.0]);
    assert_eq!(sum("InvocationThrottles").await, [1.0]);
    assert_eq!(sum("InvocationServerErrors").await, [1.0]);
    assert_eq!(
        sum("InputTokenCount").await,
        [0.0; 0],
        "nobody counted tokens"
    );
}

#[tokio::test]
async fn dimensions_must_be_exactly_those_that_are_published() {
    let traffic = EndpointTraffic::new("churn", "blue", 10)
        .errors(3, 2, 1)
        .latency_us(12_500, 1_500);
    let sim = sim(Estate::empty(ACCOUNT).with_endpoint_traffic([traffic])).await;
    let ask = async |name: &'static str, dimensions: &'static [(&str, &str)]| {
        one(&sim, query("m", "AWS/SageMaker", name, dimensions, "Sum")).await
    };
    let both: &[(&str, &str)] = &[("EndpointName", "churn"), ("VariantName", "blue")];
    let turned: &[(&str, &str)] = &[("VariantName", "blue"), ("EndpointName", "churn")];
    assert_eq!(ask("Invocations", both).await, [10.0]);
    assert_eq!(ask("Invocations", turned).await, [10.0]);
    assert_eq!(ask("Invocation4XXErrors", both).await, [3.0]);
    assert_eq!(ask("Invocation5XXErrors", both).await, [2.0]);
    assert_eq!(ask("InvocationModelErrors", both).await, [1.0]);
    assert_eq!(ask("ModelLatency", both).await, [125_000.0], "microseconds");
    assert_eq!(ask("OverheadLatency", both).await, [15_000.0]);
    assert_eq!(
        ask("Invocations", &[("EndpointName", "churn")]).await,
        [0.0; 0]
    );
    assert_eq!(ask("Invocations", &[]).await, [0.0; 0]);
}

#[tokio::test]
async fn old_values_are_kept_by_longer_periods_only() {
    let ages = [1, 14, 16, 62, 64, 454, 456];
    let calls = ages.map(|days| call(DAY * days));
    let sim = sim(Estate::empty(ACCOUNT).with_calls(calls)).await;
    let count = async |period: i32| {
        let query = by(
            period,
            "m",
            BEDROCK,
            "Invocations",
            &[("ModelId", MODEL)],
            "Sum",
        );
        let mut all = values(get(&sim, DAY * 460, vec![query])).await;
        all.pop().expect("a result").1.len()
    };
    assert_eq!(count(60).await, 2);
    assert_eq!(count(300).await, 4);
    assert_eq!(count(3600).await, 6);
    assert_eq!(count(86_400).await, 6);
}

#[tokio::test]
async fn pages_end_where_they_are_full_and_go_on_there() {
    let calls = (1..=5).map(|hours| call(HOUR * hours).tokens(hours.unsigned_abs().into(), 1));
    let sim = sim(Estate::empty(ACCOUNT).with_calls(calls)).await;
    let queries = vec![
        of_model("calls", "Invocations", "Sum"),
        of_model("tokens", "InputTokenCount", "Sum"),
        of_model("none", "OutputImageCount", "Sum"),
    ];
    let question = get(&sim, DAY, queries).max_datapoints(3);
    let found = pages(question.clone()).await;
    let sizes: Vec<Vec<usize>> = found
        .iter()
        .map(|page| {
            page.metric_data_results()
                .iter()
                .map(|it| it.values().len())
                .collect()
        })
        .collect();
    assert_eq!(sizes, [[3, 0, 0], [2, 1, 0], [0, 3, 0], [0, 1, 0]]);
    let statuses = found[1]
        .metric_data_results()
        .iter()
        .map(|it| it.status_code());
    assert_eq!(
        statuses.collect::<Vec<_>>(),
        [
            &StatusCode::Complete,
            &StatusCode::PartialData,
            &StatusCode::Complete
        ]
        .map(Some)
    );
    let newest = values(question.clone()).await;
    assert_eq!(newest[1].1, [1.0, 2.0, 3.0, 4.0, 5.0]);
    let oldest = values(question.scan_by(ScanBy::TimestampAscending)).await;
    assert_eq!(oldest[1].1, [5.0, 4.0, 3.0, 2.0, 1.0]);
}

#[tokio::test]
async fn a_metric_may_be_broken() {
    let estate = Estate::empty(ACCOUNT).with_call(call(HOUR));
    let sim = sim(estate.with_broken_metric("InvocationLatency")).await;
    let queries = vec![
        of_model("good", "Invocations", "Sum"),
        of_model("bad", "InvocationLatency", "Sum"),
    ];
    let page = get(&sim, DAY, queries).send().await.expect("a page");
    let statuses = page.metric_data_results().iter().map(|it| it.status_code());
    assert_eq!(
        statuses.collect::<Vec<_>>(),
        [&StatusCode::Complete, &StatusCode::InternalError].map(Some)
    );
}

#[tokio::test]
async fn a_question_against_the_rules_is_refused() {
    let sim = sim(Estate::empty(ACCOUNT)).await;
    let ask = |queries| get(&sim, DAY, queries);
    let good = || of_model("m", "Invocations", "Sum");
    let many = |count: usize| {
        (0..count)
            .map(|number| of_model(&format!("m{number}"), "Invocations", "Sum"))
            .collect()
    };
    ask(many(500))
        .send()
        .await
        .expect("five hundred are allowed");
    let period = by(90, "m", BEDROCK, "Invocations", &[], "Sum");
    let refused = [
        ask(many(501)),
        ask(vec![]),
        ask(vec![good(), good()]),
        ask(vec![of_model("M", "Invocations", "Sum")]),
        ask(vec![period]),
        ask(vec![good()]).end_time(before(DAY)),
        ask(vec![good()]).set_start_time(None),
        ask(vec![good()]).max_datapoints(100_801),
        ask(vec![good()]).scan_by("Sideways".into()),
    ];
    for question in refused {
        let text = format!("{:?}", question.as_input());
        assert_eq!(
            code(question).await.as_deref(),
            Some("ValidationError"),
            "{text}"
        );
    }
    let token = ask(vec![good()]).next_token("garbage");
    assert_eq!(code(token).await.as_deref(), Some("InvalidNextToken"));
    assert!(sim.refusals().is_empty());
    assert!(
        code(ask(vec![of_model("m", "Invocations", "p99")]))
            .await
            .is_some()
    );
    assert_eq!(sim.refusals().len(), 1, "percentiles are not simulated");
}

#[tokio::test]
async fn metrics_are_listed_five_hundred_a_page() {
    let calls = (0..150).map(|number| {
        let model = format!("example.model-{number:03}-v1:0");
        Invocation::new(Operation::Converse, &model, Caller::root()).tokens(1, 1)
    });
    let sim = sim(Estate::empty(ACCOUNT).with_calls(calls)).await;
    let list = || cloudwatch(&sim, "us-east-1").list_metrics();
    let (all, count) = names(list()).await;
    assert_eq!(
        (all.len(), count),
        (151 * 4, 2),
        "each model, and all together"
    );
    let (found, _) = names(list().namespace(BEDROCK).metric_name("Invocations")).await;
    assert_eq!(found.len(), 151);
    let filter = |value: Option<&str>| {
        DimensionFilter::builder()
            .name("ModelId")
            .set_value(value.map(str::to_owned))
            .build()
    };
    let (found, _) = names(list().dimensions(filter(None))).await;
    assert_eq!(found.len(), 600);
    let (mut found, _) = names(list().dimensions(filter(Some("example.model-007-v1:0")))).await;
    found.sort();
    assert_eq!(
        found,
        [
            "InputTokenCount",
            "InvocationLatency",
            "Invocations",
            "OutputTokenCount"
        ]
    );
    assert_eq!(names(list().namespace("AWS/SageMaker")).await.0.len(), 0);
    let (found, _) = names(cloudwatch(&sim, "eu-west-1").list_metrics()).await;
    assert!(found.is_empty());
}

#[tokio::test]
async fn a_series_that_is_silent_for_two_weeks_is_not_listed_but_can_be_asked_for() {
    let sim = sim(Estate::empty(ACCOUNT).with_endpoint_traffic([
        EndpointTraffic::new("old", "AllTraffic", 1).ago(DAY * 15),
        EndpointTraffic::new("quiet", "AllTraffic", 1).ago(DAY * 13),
        EndpointTraffic::new("busy", "AllTraffic", 1),
    ]))
    .await;
    let list = || {
        cloudwatch(&sim, "us-east-1")
            .list_metrics()
            .metric_name("Invocations")
    };
    assert_eq!(names(list()).await.0.len(), 2);
    assert_eq!(
        names(list().recently_active(RecentlyActive::Pt3H))
            .await
            .0
            .len(),
        1
    );
    let dimensions = [("EndpointName", "old"), ("VariantName", "AllTraffic")];
    let query = query("m", "AWS/SageMaker", "Invocations", &dimensions, "Sum");
    assert_eq!(values(get(&sim, DAY * 20, vec![query])).await[0].1, [1.0]);
}

#[tokio::test]
async fn a_list_against_the_rules_is_refused() {
    let sim = sim(Estate::empty(ACCOUNT)).await;
    let list = || cloudwatch(&sim, "us-east-1").list_metrics();
    let refused = [
        list().next_token("garbage"),
        list().recently_active("PT4H".into()),
    ];
    for list in refused {
        let error = list.send().await.expect_err("refused").into_service_error();
        assert!(error.is_invalid_parameter_value_exception(), "{error:?}");
    }
    assert!(sim.refusals().is_empty());
    assert!(list().include_linked_accounts(true).send().await.is_err());
    assert_eq!(sim.refusals().len(), 1);
}

#[tokio::test]
async fn faults_and_denials_speak_the_protocol() {
    let sim = Sim::builder()
        .estate(Estate::empty(ACCOUNT))
        .principal(Principal::user(ACCOUNT).allowing(["cloudwatch:ListMetrics"]))
        .fault(Fault::on("monitoring", "ListMetrics", FaultKind::Throttle))
        .start()
        .await
        .expect("starts");
    let client = cloudwatch(&sim, "us-east-1");
    let error = client.list_metrics().send().await.expect_err("throttled");
    assert_eq!(error.code(), Some("Throttling"));
    assert_eq!(error.message(), Some("Rate exceeded"));
    let question = get(&sim, DAY, vec![of_model("m", "Invocations", "Sum")]);
    let error = question.send().await.expect_err("denied");
    assert_eq!(error.code(), Some("AccessDenied"));
    let message = error.message().expect("a message");
    assert!(
        message.contains("not authorized to perform: cloudwatch:GetMetricData because"),
        "{message}"
    );
    sim.clear_faults();
    sim.inject(Fault::on("monitoring", "ListMetrics", FaultKind::Malformed));
    assert!(client.list_metrics().send().await.is_err());
}

#[tokio::test]
async fn other_protocols_of_the_service_are_refused() {
    let sim = sim(Estate::empty(ACCOUNT)).await;
    let client = Client {
        service: "monitoring",
        ..Client::of(&sim)
    };
    let target = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
    let got = client.send("POST", target, "application/cbor", "").await;
    assert_eq!(got.expect("an answer").status, 400);
    assert_eq!(sim.refusals().len(), 1);
}
