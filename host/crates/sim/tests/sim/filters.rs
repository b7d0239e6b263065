//! What the parameters of lists keep.

use opencite_sim::Sim;
use serde_json::Value;

use crate::client::Client;

/// The names that a list answers with.
async fn names(target: &str, member: &str, name: &str) -> Vec<String> {
    let sim = Sim::builder().start().await.expect("starts");
    let document = Client::of(&sim).document(target).await;
    let items = document
        .get(member)
        .and_then(Value::as_array)
        .expect("a list");
    items
        .iter()
        .filter_map(|item| Some(item[name].as_str()?.to_owned()))
        .collect()
}

async fn models(query: &str) -> Vec<String> {
    names(
        &format!("/custom-models?{query}"),
        "modelSummaries",
        "modelName",
    )
    .await
}

#[tokio::test]
async fn custom_models_are_filtered_as_the_api_says() {
    assert_eq!(
        models("nameContains=cl").await,
        ["claims-triage-west", "claims-triage", "claims-language"]
    );
    assert_eq!(models("modelStatus=Failed").await, ["letters"]);
    assert_eq!(models("isOwned=false").await, ["weather-losses"]);
    assert_eq!(
        models("creationTimeAfter=2026-07-01T00%3A00%3A00Z").await,
        ["letters", "claims-triage-west", "fraud-signals"]
    );
    assert_eq!(
        models("creationTimeBefore=2026-01-01T00%3A00%3A00Z").await,
        ["claims-language"]
    );
    let micro = "baseModelArnEquals=arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Afoundation-model%2Famazon.nova-micro-v1%3A0";
    assert_eq!(models(micro).await, ["policy-answers"]);
    let oldest = models("sortBy=CreationTime&sortOrder=Ascending").await;
    assert_eq!(oldest.first().map(String::as_str), Some("claims-language"));
}

#[tokio::test]
async fn values_that_no_enum_has_are_refused() {
    let sim = Sim::builder().start().await.expect("starts");
    let client = Client::of(&sim);
    let error = client
        .get("/custom-models?modelStatus=ACTIVE")
        .await
        .message();
    let wanted = "1 validation error detected: Value 'ACTIVE' at 'modelStatus' failed to satisfy constraint: Member must \
                  satisfy enum value set: [Active, Creating, Failed]";
    assert_eq!(error, wanted);
    for query in [
        "sortBy=Name",
        "sortOrder=Up",
        "isOwned=maybe",
        "creationTimeAfter=yesterday",
        "nameContains=",
    ] {
        let got = client.get(&format!("/custom-models?{query}")).await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (400, "ValidationException"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn application_profiles_are_shown_to_those_who_ask() {
    let profiles = async |query: &str| {
        names(
            &format!("/inference-profiles{query}"),
            "inferenceProfileSummaries",
            "type",
        )
        .await
    };
    assert!(
        profiles("")
            .await
            .iter()
            .all(|kind| kind == "SYSTEM_DEFINED")
    );
    assert_eq!(
        profiles("?type=APPLICATION").await,
        ["APPLICATION", "APPLICATION"]
    );
}

#[tokio::test]
async fn guardrails_are_listed_as_drafts_or_one_with_its_versions() {
    let versions =
        async |query: &str| names(&format!("/guardrails{query}"), "guardrails", "version").await;
    assert_eq!(versions("").await, ["DRAFT", "DRAFT"]);
    assert_eq!(
        versions("?guardrailIdentifier=cl41mgu4rd01").await,
        ["2", "1", "DRAFT"]
    );
    let policy = "?policyArn=arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aautomated-reasoning-policy%2Fc0v3r4g3ru1e";
    let target = format!("/automated-reasoning-policies{policy}");
    assert_eq!(
        names(&target, "automatedReasoningPolicySummaries", "version").await,
        ["1", "DRAFT"]
    );
}

#[tokio::test]
async fn foundation_models_are_filtered_and_never_paged() {
    let of = async |query: &str| {
        names(
            &format!("/foundation-models{query}"),
            "modelSummaries",
            "modelId",
        )
        .await
    };
    assert_eq!(of("").await.len(), 27);
    assert_eq!(of("?byProvider=DeepSeek").await, ["deepseek.r1-v1:0"]);
    assert_eq!(of("?byOutputModality=EMBEDDING").await.len(), 3);
    assert_eq!(
        of("?byCustomizationType=CONTINUED_PRE_TRAINING")
            .await
            .len(),
        2
    );
    assert_eq!(of("?byInferenceType=PROVISIONED").await.len(), 2);
    let sim = Sim::builder().start().await.expect("starts");
    let got = Client::of(&sim)
        .get("/foundation-models?maxResults=10")
        .await;
    assert_eq!(got.status, 400, "the operation has no pages");
    assert_eq!(
        got.json().as_object().map(serde_json::Map::len),
        Some(1),
        "{}",
        Value::String(got.text())
    );
}
