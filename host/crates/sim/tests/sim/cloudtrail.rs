//! `LookupEvents`.

use std::collections::BTreeSet;

use aws_sdk_cloudtrail::error::ProvideErrorMetadata as _;
use aws_sdk_cloudtrail::operation::lookup_events::builders::LookupEventsFluentBuilder as Lookup;
use aws_sdk_cloudtrail::primitives::DateTime;
use aws_sdk_cloudtrail::types::{Event, LookupAttribute, LookupAttributeKey};
use jiff::{SignedDuration, Timestamp};
use opencite_sim::{
    Caller, Estate, Failure, Invocation, ManagementEvent, Operation, Principal, Sim,
};
use serde_json::{Value, json};

use crate::client::Client;
use crate::sdk_clients::cloudtrail;

const ACCOUNT: &str = "111122223333";
const MODEL: &str = "anthropic.claude-3-haiku-20240307-v1:0";

/// More than any test makes.
const UNLIMITED: u32 = 100_000;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

async fn sim(estate: Estate) -> Sim {
    let builder = Sim::builder().estate(estate);
    let sim = builder.lookups_per_second(UNLIMITED).start().await;
    sim.expect("starts")
}

fn call(operation: Operation, caller: Caller) -> Invocation {
    Invocation::new(operation, MODEL, caller)
}

fn attribute(key: LookupAttributeKey, value: &str) -> LookupAttribute {
    let attribute = LookupAttribute::builder().attribute_key(key);
    attribute.attribute_value(value).build().expect("complete")
}

fn by_source(lookup: Lookup) -> Lookup {
    lookup.lookup_attributes(attribute(
        LookupAttributeKey::EventSource,
        "bedrock.amazonaws.com",
    ))
}

/// Every event that a lookup finds, in order.
async fn all(lookup: Lookup) -> Vec<Event> {
    let mut events = vec![];
    let mut token = None;
    loop {
        let page = lookup.clone().set_next_token(token).send().await;
        let page = page.expect("a page");
        events.extend_from_slice(page.events());
        token = page.next_token().map(str::to_owned);
        if token.is_none() {
            return events;
        }
    }
}

async fn code(lookup: Lookup) -> Option<String> {
    let error = lookup.send().await.expect_err("refused");
    error.into_service_error().code().map(str::to_owned)
}

fn record(event: &Event) -> Value {
    let text = event.cloud_trail_event().expect("a text");
    serde_json::from_str(text).expect("JSON")
}

fn ids(events: &[Event]) -> BTreeSet<&str> {
    events.iter().filter_map(Event::event_id).collect()
}

#[tokio::test]
async fn three_thousand_calls_are_found_newest_first_in_pages_of_fifty() {
    let week = HOUR * 24 * 7;
    let by = |operation| {
        Invocation::spread(1_500, week, move |number| {
            call(
                operation,
                Caller::role("portal", &format!("s-{}", number % 1_000)),
            )
        })
    };
    let looks = (1..=20).map(|hour| {
        ManagementEvent::bedrock("ListFoundationModels", Caller::user("ana")).ago(HOUR * hour)
    });
    let other = ManagementEvent::bedrock("AssumeRole", Caller::user("ana")).of("sts.amazonaws.com");
    let estate = Estate::empty(ACCOUNT)
        .with_calls(by(Operation::InvokeModel))
        .with_calls(by(Operation::InvokeModelWithResponseStream))
        .with_events(looks)
        .with_events([other]);
    let sim = sim(estate).await;
    let found = all(by_source(cloudtrail(&sim, "us-east-1").lookup_events())).await;
    assert_eq!((found.len(), ids(&found).len()), (3_020, 3_020));
    assert_eq!(sim.count("cloudtrail:LookupEvents"), 3_020_u64.div_ceil(50));
    let times: Vec<i64> = found
        .iter()
        .filter_map(|event| Some(event.event_time()?.secs()))
        .collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older));
    let sessions: BTreeSet<&str> = found
        .iter()
        .filter(|event| event.event_name() != Some("ListFoundationModels"))
        .filter_map(Event::username)
        .collect();
    assert_eq!(sessions.len(), 1_000);
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn the_third_lookup_within_a_second_is_throttled() {
    let estate = Estate::empty(ACCOUNT);
    let sim = Sim::builder().estate(estate).start().await.expect("starts");
    let here = cloudtrail(&sim, "us-east-1");
    let (one, two) = (here.lookup_events().send(), here.lookup_events().send());
    let three = here.lookup_events().send();
    let (one, two, three) = tokio::join!(one, two, three);
    let throttled: Vec<_> = [one, two, three]
        .into_iter()
        .filter_map(Result::err)
        .collect();
    let [error] = throttled.as_slice() else {
        panic!("one of three is throttled: {throttled:?}");
    };
    assert_eq!(error.code(), Some("ThrottlingException"));
    assert_eq!(error.message(), Some("Rate exceeded"));
    let there = cloudtrail(&sim, "eu-west-1");
    there.lookup_events().send().await.expect("another region");
}

#[tokio::test]
async fn events_of_one_second_are_neither_lost_nor_repeated_between_pages() {
    let time: Timestamp = "2026-08-01T12:00:00Z".parse().expect("a time");
    let calls = (0..120).map(|number| {
        call(
            Operation::Converse,
            Caller::role("app", &format!("s-{number}")),
        )
        .at(time)
    });
    let sim = Sim::builder()
        .estate(Estate::empty(ACCOUNT).with_calls(calls))
        .lookups_per_second(UNLIMITED)
        .now("2026-08-02T00:00:00Z".parse().expect("a time"))
        .start()
        .await
        .expect("starts");
    for size in [1, 7, 50] {
        let lookup = cloudtrail(&sim, "us-east-1")
            .lookup_events()
            .max_results(size);
        let found = all(lookup).await;
        assert_eq!(
            (found.len(), ids(&found).len()),
            (120, 120),
            "pages of {size}"
        );
    }
}

#[tokio::test]
async fn a_lookup_has_one_attribute_at_most_and_filters_by_each() {
    let sim = sim(Estate::empty(ACCOUNT)
        .with_call(call(Operation::Converse, Caller::user("ana")))
        .with_call(call(Operation::InvokeModel, Caller::role("app", "s-1")))
        .with_events([ManagementEvent::bedrock("DeleteGuardrail", Caller::root())]))
    .await;
    let client = cloudtrail(&sim, "us-east-1");
    let everything = all(client.lookup_events()).await;
    assert_eq!(everything.len(), 3);
    let count = async |key: LookupAttributeKey, value: &str| {
        all(client
            .lookup_events()
            .lookup_attributes(attribute(key, value)))
        .await
        .len()
    };
    assert_eq!(count(LookupAttributeKey::EventName, "Converse").await, 1);
    assert_eq!(count(LookupAttributeKey::Username, "s-1").await, 1);
    assert_eq!(count(LookupAttributeKey::Username, "root").await, 1);
    assert_eq!(count(LookupAttributeKey::ReadOnly, "true").await, 2);
    assert_eq!(
        count(LookupAttributeKey::EventSource, "s3.amazonaws.com").await,
        0
    );
    assert_eq!(count(LookupAttributeKey::ResourceName, "x").await, 0);
    let id = everything[0].event_id().expect("an id");
    assert_eq!(count(LookupAttributeKey::EventId, id).await, 1);
    let key = everything[0].access_key_id().expect("a key");
    assert_eq!(count(LookupAttributeKey::AccessKeyId, key).await, 1);
    let two = by_source(client.lookup_events())
        .lookup_attributes(attribute(LookupAttributeKey::EventName, "Converse"));
    assert_eq!(
        code(two).await.as_deref(),
        Some("InvalidLookupAttributesException")
    );
    let unknown = attribute("Colour".into(), "red");
    let unknown = client.lookup_events().lookup_attributes(unknown);
    assert_eq!(
        code(unknown).await.as_deref(),
        Some("InvalidLookupAttributesException")
    );
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn times_are_included_and_ninety_days_are_all_there_is() {
    let now: Timestamp = "2026-09-01T12:00:00Z".parse().expect("a time");
    let calls = [0, 1, 2, 89 * 24, 91 * 24]
        .map(|hours| call(Operation::Converse, Caller::user("ana")).ago(HOUR * hours));
    let sim = Sim::builder()
        .estate(Estate::empty(ACCOUNT).with_calls(calls))
        .lookups_per_second(UNLIMITED)
        .now(now)
        .start()
        .await
        .expect("starts");
    let client = cloudtrail(&sim, "us-east-1");
    let count = async |from: Option<i64>, to: Option<i64>| {
        let at = |hours: i64| DateTime::from_secs(now.as_second() - hours * 3600);
        let lookup = client.lookup_events();
        let lookup = lookup.set_start_time(from.map(at)).set_end_time(to.map(at));
        all(lookup).await.len()
    };
    assert_eq!(count(None, None).await, 4);
    assert_eq!(count(Some(2), Some(1)).await, 2);
    assert_eq!(count(Some(1), Some(1)).await, 1);
    assert_eq!(count(Some(100 * 24), Some(48)).await, 1);
    assert_eq!(count(Some(-5), None).await, 0, "the future");
    let wrong = |from: i64, to: i64| {
        let at = |hours: i64| DateTime::from_secs(now.as_second() - hours * 3600);
        client.lookup_events().start_time(at(from)).end_time(at(to))
    };
    let invalid = Some("InvalidTimeRangeException");
    assert_eq!(code(wrong(1, 2)).await.as_deref(), invalid);
    assert_eq!(code(wrong(200 * 24, 100 * 24)).await.as_deref(), invalid);
}

#[tokio::test]
async fn sizes_and_tokens_that_are_not_valid_are_refused() {
    let calls = [1, 2, 3].map(|hours| call(Operation::Converse, Caller::root()).ago(HOUR * hours));
    let sim = sim(Estate::empty(ACCOUNT).with_calls(calls)).await;
    let client = cloudtrail(&sim, "us-east-1");
    for size in [0, 51] {
        let lookup = client.lookup_events().max_results(size);
        assert_eq!(
            code(lookup).await.as_deref(),
            Some("InvalidMaxResultsException")
        );
    }
    let page = client
        .lookup_events()
        .max_results(1)
        .send()
        .await
        .expect("a page");
    let token = page.next_token().expect("a token");
    let invalid = Some("InvalidNextTokenException");
    let other = by_source(client.lookup_events()).next_token(token);
    assert_eq!(code(other).await.as_deref(), invalid, "another question");
    let garbage = client.lookup_events().next_token("garbage");
    assert_eq!(code(garbage).await.as_deref(), invalid);
    assert!(sim.refusals().is_empty());
    let insight = client.lookup_events().event_category("insight".into());
    assert!(insight.send().await.is_err());
    assert_eq!(sim.refusals().len(), 1);
}

#[tokio::test]
async fn a_call_of_a_model_is_told_as_cloudtrail_tells_it() {
    let at: Timestamp = "2026-08-30T09:15:00.750Z".parse().expect("a time");
    let caller = Caller::role("Portal", "task-1")
        .path("/service/")
        .for_function("arn:aws:lambda:us-east-1:111122223333:function:f");
    let told = call(Operation::Converse, caller)
        .at(at)
        .tokens(944, 126)
        .ran_in("us-east-2")
        .request_id("021634af-f7c2-48a2-b140-98f50d47ede9")
        .source_ip("198.51.100.1")
        .user_agent("test/1");
    let sim = Sim::builder()
        .estate(Estate::empty(ACCOUNT).with_call(told))
        .now("2026-09-01T00:00:00Z".parse().expect("a time"))
        .start()
        .await
        .expect("starts");
    let found = all(cloudtrail(&sim, "us-east-1").lookup_events()).await;
    let event = &found[0];
    assert_eq!(event.event_name(), Some("Converse"));
    assert_eq!(event.username(), Some("task-1"));
    assert_eq!(event.read_only(), Some("true"));
    let mut record = record(event);
    let fields = record.as_object_mut().expect("an object");
    assert_eq!(fields.remove("eventID"), event.event_id().map(Value::from));
    assert_eq!(
        fields["userIdentity"]["accessKeyId"],
        json!(event.access_key_id())
    );
    fields["userIdentity"]["accessKeyId"] = json!("key");
    let role_id = fields["userIdentity"]["sessionContext"]["sessionIssuer"]["principalId"].take();
    let role_id = role_id.as_str().expect("an id").to_owned();
    assert_eq!(
        record,
        json!({
            "eventVersion": "1.11",
            "userIdentity": {
                "type": "AssumedRole",
                "principalId": format!("{role_id}:task-1"),
                "arn": "arn:aws:sts::111122223333:assumed-role/Portal/task-1",
                "accountId": ACCOUNT,
                "accessKeyId": "key",
                "sessionContext": {
                    "sessionIssuer": {
                        "type": "Role",
                        "principalId": null,
                        "arn": "arn:aws:iam::111122223333:role/service/Portal",
                        "accountId": ACCOUNT,
                        "userName": "Portal",
                    },
                    "attributes": {"creationDate": "2026-08-30T08:55:00Z", "mfaAuthenticated": "false"},
                },
                "inScopeOf": {
                    "issuerType": "AWS::Lambda::Function",
                    "credentialsIssuedTo": "arn:aws:lambda:us-east-1:111122223333:function:f",
                },
            },
            "eventTime": "2026-08-30T09:15:00Z",
            "eventSource": "bedrock.amazonaws.com",
            "eventName": "Converse",
            "awsRegion": "us-east-1",
            "sourceIPAddress": "198.51.100.1",
            "userAgent": "test/1",
            "requestParameters": {"modelId": MODEL},
            "responseElements": null,
            "additionalEventData": {"inferenceRegion": "us-east-2", "inputTokens": 944, "outputTokens": 126},
            "requestID": "021634af-f7c2-48a2-b140-98f50d47ede9",
            "readOnly": true,
            "eventType": "AwsApiCall",
            "managementEvent": true,
            "recipientAccountId": ACCOUNT,
            "eventCategory": "Management",
            "tlsDetails": {
                "tlsVersion": "TLSv1.3",
                "cipherSuite": "TLS_AES_128_GCM_SHA256",
                "clientProvidedHostHeader": "bedrock-runtime.us-east-1.amazonaws.com",
            },
        })
    );
}

/// The record of the only call of an estate.
async fn only(invocation: Invocation) -> Value {
    let sim = sim(Estate::empty(ACCOUNT).with_call(invocation)).await;
    let found = all(cloudtrail(&sim, "us-east-1").lookup_events()).await;
    let [event] = found.as_slice() else {
        panic!("one event, not {found:?}");
    };
    record(event)
}

#[tokio::test]
async fn what_cloudtrail_does_not_know_it_leaves_out() {
    let denied = only(call(Operation::InvokeModel, Caller::root()).failed(Failure::denied())).await;
    assert_eq!(denied["requestParameters"], Value::Null);
    assert_eq!(denied["errorCode"], "AccessDenied");
    assert!(denied["errorMessage"].is_string());
    let throttled = call(Operation::InvokeModel, Caller::root()).failed(Failure::throttled());
    let throttled = only(throttled).await;
    assert_eq!(throttled["requestParameters"]["modelId"], MODEL);
    assert_eq!(throttled.get("additionalEventData"), None);
    let silent = call(Operation::Converse, Caller::root())
        .tokens(1, 2)
        .ran_in("us-west-2");
    let silent = only(silent.without_trail_tokens().without_request_id()).await;
    assert_eq!(
        silent["additionalEventData"],
        json!({"inferenceRegion": "us-west-2"})
    );
    assert_eq!(silent.get("requestID"), None);
    let bare = only(call(Operation::Converse, Caller::root()).without_parameters()).await;
    assert_eq!(bare["requestParameters"], Value::Null);
}

#[tokio::test]
async fn every_form_of_identity_is_told() {
    let identity = async |caller: Caller| {
        let mut identity = only(call(Operation::Converse, caller)).await["userIdentity"].take();
        for secret in ["accessKeyId", "principalId", "sessionContext"] {
            identity.as_object_mut().expect("an object").remove(secret);
        }
        identity
    };
    assert_eq!(
        identity(Caller::user("ana").path("/people/")).await,
        json!({
            "type": "IAMUser",
            "arn": "arn:aws:iam::111122223333:user/people/ana",
            "accountId": ACCOUNT,
            "userName": "ana",
        })
    );
    assert_eq!(
        identity(Caller::federated_user("auditor", "broker")).await,
        json!({
            "type": "FederatedUser",
            "arn": "arn:aws:sts::111122223333:federated-user/auditor",
            "accountId": ACCOUNT,
        })
    );
    assert_eq!(
        identity(Caller::root()).await,
        json!({"type": "Root", "arn": "arn:aws:iam::111122223333:root", "accountId": ACCOUNT})
    );
    assert_eq!(
        identity(Caller::web_identity_user("accounts.google.com", "ana")).await,
        json!({"type": "WebIdentityUser", "userName": "ana", "identityProvider": "accounts.google.com"})
    );
    assert_eq!(
        identity(Caller::account("444455556666")).await,
        json!({"type": "AWSAccount", "accountId": "444455556666"})
    );
    let person = identity(Caller::identity_center_user("user-1", "d-1")).await;
    assert_eq!(person["type"], "IdentityCenterUser");
    assert_eq!(
        person["onBehalfOf"],
        json!({"userId": "user-1", "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-1"})
    );
    assert_eq!(person.get("arn"), None);
}

#[tokio::test]
async fn a_permission_set_is_a_reserved_role_and_a_service_stands_for_its_address() {
    let caller = Caller::permission_set("Analyst", "eu-west-1", "ana@ardent.example");
    let record = only(call(Operation::Converse, caller)).await;
    let identity = &record["userIdentity"];
    let issuer = identity["sessionContext"]["sessionIssuer"]["arn"]
        .as_str()
        .expect("an ARN");
    assert!(
        issuer.starts_with(
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Analyst_"
        ),
        "{issuer}"
    );
    let arn = identity["arn"].as_str().expect("an ARN");
    assert!(
        arn.contains(":assumed-role/AWSReservedSSO_Analyst_"),
        "{arn}"
    );
    assert!(arn.ends_with("/ana@ardent.example"), "{arn}");
    let record = only(call(
        Operation::InvokeModel,
        Caller::service("bedrock.amazonaws.com"),
    ))
    .await;
    assert_eq!(
        record["userIdentity"],
        json!({"type": "AWSService", "invokedBy": "bedrock.amazonaws.com"})
    );
    assert_eq!(record["sourceIPAddress"], "bedrock.amazonaws.com");
    assert_eq!(record["userAgent"], "bedrock.amazonaws.com");
}

#[tokio::test]
async fn the_text_of_an_event_need_not_be_json() {
    let sim = sim(Estate::empty(ACCOUNT).with_raw_event("{\"eventVersion\": 1.")).await;
    let found = all(by_source(cloudtrail(&sim, "us-east-1").lookup_events())).await;
    assert_eq!(found[0].cloud_trail_event(), Some("{\"eventVersion\": 1."));
    assert_eq!(found[0].event_name(), Some("InvokeModel"));
}

#[tokio::test]
async fn what_is_added_later_happened_before_now() {
    let sim = sim(Estate::empty(ACCOUNT)).await;
    let client = cloudtrail(&sim, "eu-west-1");
    assert!(all(client.lookup_events()).await.is_empty());
    sim.edit(|estate| {
        estate.add_calls(
            ACCOUNT,
            "eu-west-1",
            [call(Operation::Converse, Caller::root())],
        );
    });
    assert_eq!(all(client.lookup_events()).await.len(), 1);
    assert!(
        all(cloudtrail(&sim, "us-east-1").lookup_events())
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn other_clients_name_the_operation_at_length() {
    let sim = sim(Estate::empty(ACCOUNT)).await;
    let client = Client {
        service: "cloudtrail",
        ..Client::of(&sim)
    };
    let status = async |target: &'static str| {
        let kind = "application/x-amz-json-1.1";
        let mut request = client.signed("POST", "/", kind, "{}");
        let target = target.parse().expect("a value");
        request.headers_mut().insert("x-amz-target", target);
        client.unsigned(request).await.expect("an answer").status
    };
    let long = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
    assert_eq!(status(long).await, 200);
    assert_eq!(status("CloudTrail_20131101.LookupEvents").await, 200);
    assert!(sim.refusals().is_empty());
    assert_eq!(status("CloudTrail_20131101.DeleteTrail").await, 400);
    assert_eq!(status("LookupEvents").await, 400);
    assert_eq!(sim.refusals().len(), 2);
}

#[tokio::test]
async fn a_denial_names_the_action() {
    let sim = Sim::builder()
        .estate(Estate::empty(ACCOUNT))
        .principal(Principal::user(ACCOUNT).allowing(["bedrock:*"]))
        .start()
        .await
        .expect("starts");
    let call = cloudtrail(&sim, "us-east-1").lookup_events().send().await;
    let error = call.expect_err("denied").into_service_error();
    assert_eq!(error.code(), Some("AccessDeniedException"));
    let message = error.message().expect("a message");
    assert!(
        message.contains("not authorized to perform: cloudtrail:LookupEvents because"),
        "{message}"
    );
}
