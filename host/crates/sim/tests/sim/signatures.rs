//! Who may call, and what AWS says to the others.

use std::time::Duration;

use opencite_sim::{Principal, Sim};

use crate::client::Client;

async fn demo() -> Sim {
    Sim::builder().start().await.expect("starts")
}

#[tokio::test]
async fn an_unsigned_request_is_refused_in_each_protocol() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let json = client
        .unsigned(client.plain("GET", "/custom-models", "", ""))
        .await
        .expect("an answer");
    assert_eq!(
        json.error(),
        (
            403,
            "MissingAuthenticationTokenException".into(),
            "Missing Authentication Token".into()
        )
    );
    let form = client.plain(
        "POST",
        "/",
        "application/x-www-form-urlencoded",
        "Action=GetCallerIdentity&Version=2011-06-15",
    );
    let xml = client.unsigned(form).await.expect("an answer");
    assert_eq!(xml.status, 403);
    assert!(
        xml.text()
            .contains("<Code>MissingAuthenticationToken</Code>"),
        "{}",
        xml.text()
    );
}

#[tokio::test]
async fn an_unknown_key_is_refused_in_each_protocol() {
    let sim = demo().await;
    let client = Client::of(&sim).with_keys("AKIANOBODY77EXAMPLE0", "none", None);
    let json = client.get("/custom-models").await;
    let message = "The security token included in the request is invalid.";
    assert_eq!(
        json.error(),
        (403, "UnrecognizedClientException".into(), message.into())
    );
    assert!(json.headers.get("x-amzn-requestid").is_some());
    let xml = client
        .form("Action=GetCallerIdentity&Version=2011-06-15")
        .await;
    assert!(
        xml.text().contains("<Code>InvalidClientTokenId</Code>"),
        "{}",
        xml.text()
    );
}

#[tokio::test]
async fn a_wrong_secret_is_a_wrong_signature_in_each_protocol() {
    let sim = demo().await;
    let client = Client::of(&sim).with_keys(sim.access_key_id(), "wrong", None);
    let json = client.get("/custom-models").await;
    assert_eq!(
        (json.status, json.code().as_str()),
        (403, "InvalidSignatureException")
    );
    assert!(
        json.message()
            .starts_with("The request signature we calculated does not match")
    );
    let xml = client
        .form("Action=GetCallerIdentity&Version=2011-06-15")
        .await;
    assert!(
        xml.text().contains("<Code>SignatureDoesNotMatch</Code>"),
        "{}",
        xml.text()
    );
}

#[tokio::test]
async fn what_was_signed_cannot_be_changed() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let mut request = client.signed("GET", "/custom-models?maxResults=1", "", "");
    *request.uri_mut() = "/custom-models?maxResults=2".parse().expect("a target");
    assert_eq!(
        client.unsigned(request).await.expect("an answer").code(),
        "InvalidSignatureException"
    );
    let mut request = client.signed("POST", "/listTagsForResource", "application/json", "{}");
    *request.body_mut() = "{ }".into();
    assert_eq!(
        client.unsigned(request).await.expect("an answer").code(),
        "InvalidSignatureException"
    );
}

#[tokio::test]
async fn a_clock_that_is_off_is_refused() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let ten_minutes = Duration::from_mins(10);
    let late = Client {
        time: client.time - ten_minutes,
        ..client.clone()
    }
    .get("/custom-models")
    .await;
    assert_eq!(late.code(), "InvalidSignatureException");
    assert!(
        late.message().starts_with("Signature expired: "),
        "{}",
        late.message()
    );
    let early = Client {
        time: client.time + ten_minutes,
        ..client
    }
    .get("/custom-models")
    .await;
    assert!(
        early.message().starts_with("Signature not yet current: "),
        "{}",
        early.message()
    );
}

#[tokio::test]
async fn a_scope_without_a_region_is_refused() {
    let sim = demo().await;
    let got = Client {
        region: "nowhere",
        ..Client::of(&sim)
    }
    .get("/custom-models")
    .await;
    assert_eq!(
        got.message(),
        "Credential should be scoped to a valid region."
    );
}

#[tokio::test]
async fn temporary_keys_need_their_token_and_expire() {
    let session = || Principal::user("111122223333").with_session_token("TOKEN1EXAMPLE");
    let sim = Sim::builder()
        .principal(session())
        .start()
        .await
        .expect("starts");
    let client = Client::of(&sim);
    assert_eq!(client.get("/custom-models").await.status, 200);
    let other = client.with_keys(
        sim.access_key_id(),
        sim.secret_access_key(),
        Some("TOKEN2EXAMPLE"),
    );
    assert_eq!(
        other.get("/custom-models").await.code(),
        "UnrecognizedClientException"
    );
    let none = client.with_keys(sim.access_key_id(), sim.secret_access_key(), None);
    assert_eq!(
        none.get("/custom-models").await.code(),
        "UnrecognizedClientException"
    );
    sim.add_principal(session().expired());
    let expired = client.get("/custom-models").await;
    let message = "The security token included in the request is expired";
    assert_eq!(
        expired.error(),
        (403, "ExpiredTokenException".into(), message.into())
    );
}

#[tokio::test]
async fn a_policy_denies_what_it_does_not_allow() {
    let reader = Principal::user("111122223333").allowing(["bedrock:List*"]);
    let sim = Sim::builder()
        .principal(reader)
        .start()
        .await
        .expect("starts");
    let client = Client::of(&sim);
    assert_eq!(client.get("/custom-models").await.status, 200);
    let denied = client.get("/custom-models/claims-triage").await;
    let message = "User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:GetCustomModel on \
                   resource: arn:aws:bedrock:us-east-1:111122223333:custom-model/claims-triage because no identity-based \
                   policy allows the bedrock:GetCustomModel action";
    assert_eq!(
        denied.error(),
        (403, "AccessDeniedException".into(), message.into())
    );
    assert_eq!(
        client
            .form("Action=GetCallerIdentity&Version=2011-06-15")
            .await
            .status,
        200
    );
}
