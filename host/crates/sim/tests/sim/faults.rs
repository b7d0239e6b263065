//! Every fault, as a client meets it.

use std::time::Duration;

use opencite_sim::{Estate, Fault, FaultKind, Sim, Times};
use tokio::time::timeout;

use crate::client::{Broken, Client};

/// Long enough for any answer on the loopback, short enough to wait for none.
const MOMENT: Duration = Duration::from_millis(400);

async fn with(kind: FaultKind) -> Sim {
    let estate = Estate::empty("111122223333").with_custom_models(3);
    let fault = Fault::on("bedrock", "ListCustomModels", kind);
    Sim::builder()
        .estate(estate)
        .fault(fault)
        .start()
        .await
        .expect("starts")
}

async fn error(kind: FaultKind) -> (u16, String, String) {
    let sim = with(kind).await;
    Client::of(&sim).get("/custom-models").await.error()
}

#[tokio::test]
async fn refusals_have_the_words_of_aws() {
    let user = "User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListCustomModels";
    let policy = format!(
        "{user} because no identity-based policy allows the bedrock:ListCustomModels action"
    );
    assert_eq!(
        error(FaultKind::Deny).await,
        (403, "AccessDeniedException".into(), policy)
    );
    let organization = format!("{user} with an explicit deny in a service control policy");
    assert_eq!(
        error(FaultKind::DenyByServiceControlPolicy).await,
        (403, "AccessDeniedException".into(), organization)
    );
    assert_eq!(
        error(FaultKind::Throttle).await,
        (429, "ThrottlingException".into(), "Rate exceeded".into())
    );
    let expired = "The security token included in the request is expired";
    assert_eq!(
        error(FaultKind::ExpiredToken).await,
        (403, "ExpiredTokenException".into(), expired.into())
    );
    assert_eq!(
        error(FaultKind::InternalError).await.1,
        "InternalServerException"
    );
}

#[tokio::test]
async fn an_operation_can_be_missing_in_a_region_in_three_ways() {
    let (status, code, _) = error(FaultKind::UnknownOperation).await;
    assert_eq!((status, code.as_str()), (404, "UnknownOperationException"));
    let seen = (
        400,
        "ValidationException".into(),
        "Unknown operation".into(),
    );
    assert_eq!(error(FaultKind::UnknownOperationAsValidation).await, seen);
    let message = "ListCustomModels is not supported in this region (us-east-1).";
    assert_eq!(
        error(FaultKind::NotSupportedInRegion).await,
        (400, "ValidationException".into(), message.into())
    );
    let sim = with(FaultKind::UnknownOperation).await;
    Client::of(&sim).get("/custom-models").await;
    assert!(
        sim.refusals().is_empty(),
        "a scripted fault is no gap of the simulator"
    );
}

#[tokio::test]
async fn pages_of_html_come_with_any_status() {
    for (kind, status) in [
        (FaultKind::Html, 200),
        (FaultKind::HtmlError(403), 403),
        (FaultKind::HtmlError(503), 503),
    ] {
        let sim = with(kind).await;
        let got = Client::of(&sim).get("/custom-models").await;
        assert_eq!(
            (got.status, &got.headers["content-type"]),
            (status, &"text/html".parse().expect("a value"))
        );
        assert!(got.text().starts_with("<!DOCTYPE html>"));
    }
}

#[tokio::test]
async fn a_malformed_answer_is_the_beginning_of_the_true_one() {
    let sim = with(FaultKind::Malformed).await;
    let got = Client::of(&sim).get("/custom-models").await;
    assert_eq!(got.status, 200);
    assert!(got.text().starts_with("{\"modelSummaries\":["));
    assert!(serde_json::from_slice::<serde_json::Value>(&got.body).is_err());
}

#[tokio::test]
async fn a_status_comes_with_a_code_or_with_nothing() {
    let bare = with(FaultKind::Status {
        status: 503,
        code: None,
    })
    .await;
    let got = Client::of(&bare).get("/custom-models").await;
    assert_eq!(
        (got.status, got.code().as_str(), got.text().as_str()),
        (503, "", "")
    );
    let named = FaultKind::Status {
        status: 503,
        code: Some("ServiceUnavailableException".into()),
    };
    assert_eq!(error(named).await.1, "ServiceUnavailableException");
}

#[tokio::test]
async fn a_hang_lasts_until_the_simulator_stops() {
    let sim = with(FaultKind::Hang).await;
    let client = Client::of(&sim);
    let call = tokio::spawn(async move { client.send("GET", "/custom-models", "", "").await });
    tokio::time::sleep(MOMENT).await;
    assert!(!call.is_finished());
    assert_eq!(sim.requests().first().map(|record| record.status), Some(0));
    sim.stop().await;
    assert!(
        timeout(MOMENT, call)
            .await
            .expect("ends with the simulator")
            .expect("no panic")
            .is_err()
    );
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let sim = with(FaultKind::Reset).await;
    let Err(Broken::Answer(error)) = Client::of(&sim).send("GET", "/custom-models", "", "").await
    else {
        panic!("no answer was to come");
    };
    let source = std::error::Error::source(&error)
        .and_then(|source| source.downcast_ref::<std::io::Error>());
    assert_eq!(
        source.map(std::io::Error::kind),
        Some(std::io::ErrorKind::ConnectionReset),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_slow_body_begins_and_does_not_end() {
    let sim = with(FaultKind::SlowBody).await;
    let client = Client::of(&sim);
    assert!(timeout(MOMENT, client.get("/custom-models")).await.is_err());
}

#[tokio::test]
async fn a_delay_and_the_latency_hold_the_true_answer_back() {
    let sim = with(FaultKind::Delay(MOMENT)).await;
    let client = Client::of(&sim);
    assert!(
        timeout(MOMENT / 2, client.get("/custom-models"))
            .await
            .is_err()
    );
    assert_eq!(client.get("/custom-models").await.status, 200);
    let slow = Sim::builder()
        .latency(MOMENT)
        .start()
        .await
        .expect("starts");
    assert!(
        timeout(MOMENT / 2, Client::of(&slow).get("/custom-models"))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_fault_is_for_its_calls_only() {
    let fault = Fault::on("bedrock", "ListCustomModels", FaultKind::Throttle)
        .in_region("eu-west-1")
        .times(Times::First(2));
    let sim = Sim::builder().fault(fault).start().await.expect("starts");
    let here = Client::of(&sim);
    let there = Client {
        region: "eu-west-1",
        ..here.clone()
    };
    assert_eq!(here.get("/custom-models").await.status, 200);
    assert_eq!(there.get("/imported-models").await.status, 200);
    let mut statuses = vec![];
    for _ in 0..3 {
        statuses.push(there.get("/custom-models").await.status);
    }
    assert_eq!(statuses, [429, 429, 200]);
    sim.inject(Fault::on("*", "*", FaultKind::InternalError).in_account("999999999999"));
    assert_eq!(there.get("/custom-models").await.status, 200);
    sim.inject(Fault::on("*", "*", FaultKind::InternalError));
    assert_eq!(there.get("/custom-models").await.status, 500);
    sim.clear_faults();
    assert_eq!(there.get("/custom-models").await.status, 200);
}

#[tokio::test]
async fn faults_of_sts_speak_its_protocol() {
    let fault = |kind| Fault::on("sts", "AssumeRole", kind).times(Times::Nth(1));
    let sim = Sim::builder()
        .fault(fault(FaultKind::Throttle))
        .start()
        .await
        .expect("starts");
    let client = Client::of(&sim);
    let call = "Action=AssumeRole&Version=2011-06-15&RoleSessionName=opencite&RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FOpenCiteReadOnly";
    let got = client.form(call).await;
    assert_eq!(got.status, 400);
    assert!(
        got.text().contains("<Code>Throttling</Code>"),
        "{}",
        got.text()
    );
    assert_eq!(client.form(call).await.status, 200);
}
