//! Who called which model, how often, and what the answer rests on.

use jiff::SignedDuration;
use opencite_sim::{
    Caller, EndpointTraffic, Estate, Failure, Fault, FaultKind, Invocation, Operation, Sim, Times,
};
use serde_json::{Value, json};

use crate::support::{Opencite, SimServer};

const ACCOUNT: &str = "111122223333";
const MODEL: &str = "anthropic.claude-3-haiku-20240307-v1:0";
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A scan of the calls of the last days, and of nothing else.
const TRAIL: [&str; 4] = ["--type", "invocation", "--usage-days", "7"];

fn call(operation: Operation, model: &str, caller: Caller) -> Invocation {
    Invocation::new(operation, model, caller).tokens(100, 10)
}

fn usage(opencite: &Opencite, by: &str) -> Vec<Value> {
    let rows = opencite.json(&["usage", "--by", by, "--days", "30"]);
    rows.as_array().expect("an array").clone()
}

/// The value of a field in each row.
fn column(rows: &[Value], field: &str) -> Vec<Value> {
    rows.iter().map(|row| row[field].clone()).collect()
}

#[test]
fn three_thousand_calls_are_all_counted_and_none_twice() {
    let role = |session: u32| Caller::role("portal", &format!("session-{session}"));
    // The newest is older than what CloudTrail may still be silent of.
    let age = |number: u32| HOUR + SignedDuration::from_secs(345 * i64::from(number));
    let calls = |operation: Operation| {
        (0..1_500).map(move |number| {
            let call = call(operation, MODEL, role(number % 1_000)).ago(age(number));
            if operation == Operation::InvokeModel && number == 10 {
                call.failed(Failure::denied()).without_parameters()
            } else {
                call
            }
        })
    };
    let estate = Estate::empty(ACCOUNT)
        .with_calls(calls(Operation::InvokeModel))
        .with_calls(calls(Operation::InvokeModelWithResponseStream));
    // AWS's own two lookups a second hold.
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&TRAIL);
    // A machine that is busy may send three within a second; each that AWS refuses is sent again.
    let lookups = server.count("cloudtrail:LookupEvents");
    assert!((60..=66).contains(&lookups), "{lookups} lookups");
    let counted = |by| {
        let rows = usage(&opencite, by);
        let sum = column(&rows, "invocations")
            .iter()
            .filter_map(Value::as_u64)
            .sum::<u64>();
        (rows, sum)
    };
    let (principals, sum) = counted("principal");
    assert_eq!(sum, 3_000);
    assert_eq!(principals.len(), 1);
    assert_eq!(principals[0]["sessions"], 1_000);
    assert_eq!(principals[0]["errors"], 1);

    opencite.scan_well(&TRAIL);
    assert_eq!(counted("principal").1, 3_000);
    assert_eq!(counted("day").1, 3_000);
}

#[test]
fn one_model_under_three_ids_is_one_row() {
    let ada = || Caller::user("ada");
    let profile = format!("arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{MODEL}");
    let models = [MODEL.to_owned(), format!("us.{MODEL}"), profile];
    let calls = models
        .iter()
        .map(|model| call(Operation::Converse, model, ada()).ago(HOUR));
    let server = SimServer::of(Estate::empty(ACCOUNT).with_calls(calls));
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&TRAIL);
    let rows = usage(&opencite, "model");
    assert_eq!(column(&rows, "key"), [MODEL]);
    assert_eq!(column(&rows, "invocations"), [3]);
    assert_eq!(usage(&opencite, "profile").len(), 3);
}

#[test]
fn tokens_come_from_the_log_and_calls_are_not_counted_twice_for_it() {
    let caller = Caller::role("portal", "i-1").path("/service/");
    let calls = Invocation::spread(40, DAY, move |_| {
        call(Operation::Converse, MODEL, caller.clone())
            .cached(1_000, 50)
            .without_trail_tokens()
    });
    let estate = Estate::empty(ACCOUNT)
        .with_log_group("/bedrock")
        .with_calls(calls);
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server)
        .config("usage_days = 7\n[plugins.aws_bedrock]\ncloudwatch_log_group = \"/bedrock\"\n");
    opencite.scan_well(&["--type", "invocation"]);
    let trail = usage(&opencite, "principal");
    assert_eq!(column(&trail, "input_tokens"), [Value::Null]);
    opencite.scan_well(&["--type", "invocation_log", "--type", "invocation"]);
    let both = usage(&opencite, "principal");
    let row = json!([
        both[0]["invocations"],
        both[0]["input_tokens"],
        both[0]["output_tokens"],
        both[0]["cache_read_tokens"],
        both[0]["cache_write_tokens"]
    ]);
    assert_eq!(row, json!([40, 4_000, 400, 40_000, 2_000]));
    assert_eq!(both.len(), 1);
}

#[test]
fn what_was_asked_and_answered_is_stored_nowhere() {
    let calls = [call(Operation::Converse, MODEL, Caller::user("ada")).ago(HOUR)];
    let estate = Estate::empty(ACCOUNT)
        .with_log_group("/bedrock")
        .with_calls(calls);
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server)
        .config("usage_days = 7\n[plugins.aws_bedrock]\ncloudwatch_log_group = \"/bedrock\"\n");
    let run = opencite
        .run(&["scan", "--type", "invocation_log", "-vv"])
        .exits(0);
    assert_eq!(opencite.unit("invocation_log").assets, 1);
    let stored = std::fs::read(opencite.path("opencite.db")).expect("the database is there");
    let marked = b"sImUlAtEdAwS";
    assert!(!stored.windows(marked.len()).any(|part| part == marked));
    assert!(!run.stderr.contains("sImUlAtEdAwS"));
}

#[test]
fn an_event_that_is_no_json_is_a_call_and_the_others_are_read() {
    let calls = [call(Operation::Converse, MODEL, Caller::user("ada")).ago(HOUR)];
    let estate = Estate::empty(ACCOUNT)
        .with_calls(calls)
        .with_raw_event("{ no JSON");
    let server = SimServer::of(estate);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&TRAIL);
    // The same is read again, and is no news.
    opencite.scan_well(&[&TRAIL[..], &["--full"]].concat());
    let rows = usage(&opencite, "model");
    let mut models = column(&rows, "key");
    models.sort_by_key(ToString::to_string);
    assert_eq!(models, [json!(MODEL), Value::Null]);
    assert_eq!(column(&rows, "invocations"), [1, 1]);
    assert_eq!(opencite.unit("invocation").outcome, "complete");
}

#[test]
fn a_sweep_that_is_throttled_is_partial_and_goes_on_where_it_stopped() {
    let ada = Caller::user("ada");
    let calls = Invocation::spread(200, DAY * 6, move |_| {
        call(Operation::Converse, MODEL, ada.clone())
    });
    let throttle =
        Fault::on("cloudtrail", "LookupEvents", FaultKind::Throttle).times(Times::After(2));
    let server = SimServer::start(
        Sim::builder()
            .estate(Estate::empty(ACCOUNT).with_calls(calls))
            .fault(throttle),
    );
    let opencite = Opencite::with_sim(&server).config("[aws.patience]\nattempts = 1\n");
    let run = opencite.run(&[&["scan"], &TRAIL[..]].concat()).exits(3);
    assert!(
        run.stdout.contains("cloudtrail:LookupEvents"),
        "{}",
        run.stdout
    );
    let unit = opencite.unit("invocation");
    assert_eq!((unit.outcome.as_str(), unit.assets), ("partial", 100));
    let said = opencite
        .run(&["usage", "--by", "model", "--days", "7"])
        .exits(0);
    assert!(said.stderr.contains("invocation"), "{}", said.stderr);

    server.clear_faults();
    server.clear_requests();
    opencite.scan_well(&TRAIL);
    assert_eq!(column(&usage(&opencite, "model"), "invocations"), [200]);
    assert!(server.count("cloudtrail:LookupEvents") <= 5);
}

#[test]
fn metrics_of_an_endpoint_are_those_of_its_variants_in_milliseconds() {
    let traffic = (1..=4).map(|hours| {
        EndpointTraffic::new("churn", "blue", 10)
            .errors(1, 0, 0)
            .latency_us(20_000, 3_000)
            .ago(HOUR * hours)
    });
    let server = SimServer::of(Estate::empty(ACCOUNT).with_endpoint_traffic(traffic));
    let opencite = Opencite::with_sim(&server);
    let words = ["--type", "endpoint_metric", "--usage-days", "7"];
    opencite.scan_well(&words);
    opencite.scan_well(&words);
    let rows = usage(&opencite, "endpoint");
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = &rows[0];
    assert_eq!(
        json!([row["endpoint"], row["variant"]]),
        json!(["churn", "blue"])
    );
    assert_eq!(
        json!([row["invocations"], row["errors_4xx"]]),
        json!([40, 4])
    );
    assert_eq!(row["model_latency_avg_ms"], 20.0);
    assert_eq!(row["overhead_latency_avg_ms"], 3.0);
}

#[test]
fn a_metric_without_data_is_complete_and_empty() {
    let server = SimServer::of(Estate::empty(ACCOUNT));
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&[
        "--type",
        "model_metric",
        "--type",
        "endpoint_metric",
        "--usage-days",
        "1",
    ]);
    assert_eq!(opencite.unit("model_metric").outcome, "complete");
    assert_eq!(usage(&opencite, "model"), [Value::Null; 0]);
}

#[test]
fn usage_is_collected_only_when_it_is_asked_for_and_is_no_asset() {
    let calls = [call(Operation::Converse, MODEL, Caller::user("ada")).ago(HOUR)];
    let server = SimServer::of(Estate::empty(ACCOUNT).with_calls(calls));
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    assert_eq!(server.count("cloudtrail:LookupEvents"), 0);
    let said = opencite.run(&["usage", "--by", "model"]).exits(0);
    assert!(said.stderr.contains("--usage-days"), "{}", said.stderr);

    let scan = opencite.json(&[&["scan"], &TRAIL[..]].concat());
    assert_eq!(scan["assets"], 0);
    assert_eq!(opencite.assets(&[]).len(), 0);
    let calls = opencite.json(&["invocations"]);
    assert_eq!(calls.as_array().map(Vec::len), Some(1));
    assert_eq!(calls[0]["operation"], "Converse");
}
