//! Pages, their sizes and their tokens.

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Sim};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::client::Client;

async fn models(count: usize) -> Sim {
    let estate = Estate::empty("111122223333").with_custom_models(count);
    Sim::builder().estate(estate).start().await.expect("starts")
}

fn names(page: &Value) -> Vec<String> {
    let models = page["modelSummaries"].as_array().expect("summaries");
    models
        .iter()
        .map(|model| model["modelName"].as_str().expect("a name").to_owned())
        .collect()
}

fn after(target: &str, page: &Value) -> Option<String> {
    let token = utf8_percent_encode(page["nextToken"].as_str()?, NON_ALPHANUMERIC);
    let mark = if target.contains('?') { '&' } else { '?' };
    Some(format!("{target}{mark}nextToken={token}"))
}

async fn page_sizes(client: &Client, target: &str) -> Vec<usize> {
    let mut sizes = vec![];
    let mut next = Some(target.to_owned());
    while let Some(this) = next {
        let page = client.document(&this).await;
        sizes.push(names(&page).len());
        next = after(target, &page);
    }
    sizes
}

#[tokio::test]
async fn a_list_comes_in_pages_of_a_hundred() {
    let sim = models(250).await;
    let client = Client::of(&sim);
    assert_eq!(page_sizes(&client, "/custom-models").await, [100, 100, 50]);
    assert_eq!(
        page_sizes(&client, "/custom-models?maxResults=1000").await,
        [250]
    );
    assert_eq!(
        page_sizes(&client, "/custom-models?maxResults=125").await,
        [125, 125],
        "no empty page at the end"
    );
}

#[tokio::test]
async fn evaluation_jobs_come_five_at_a_time_whatever_is_asked() {
    let estate = Estate::empty("111122223333").with(Kind::EvaluationJob, 7);
    let sim = Sim::builder().estate(estate).start().await.expect("starts");
    let page = Client::of(&sim)
        .document("/evaluation-jobs?maxResults=1000")
        .await;
    assert_eq!(page["jobSummaries"].as_array().map(Vec::len), Some(5));
    assert!(page["nextToken"].is_string());
}

#[tokio::test]
async fn sizes_that_aws_refuses_are_refused() {
    let sim = models(1).await;
    let client = Client::of(&sim);
    for size in ["0", "-1", "1001", "many", ""] {
        let (status, code, _) = client
            .get(&format!("/custom-models?maxResults={size}"))
            .await
            .error();
        assert_eq!(
            (status, code.as_str()),
            (400, "ValidationException"),
            "{size}"
        );
    }
}

#[tokio::test]
async fn a_token_is_good_for_nothing_else() {
    let sim = models(250).await;
    let client = Client::of(&sim);
    let page = client.document("/custom-models").await;
    let target = after("/custom-models", &page).expect("a token");
    assert_eq!(client.get(&target).await.status, 200);
    let elsewhere = Client {
        region: "eu-west-1",
        ..client.clone()
    };
    assert_eq!(
        elsewhere.get(&target).await.message(),
        "The provided pagination token is invalid."
    );
    assert_eq!(
        client
            .get(&target.replace("/custom-models", "/imported-models"))
            .await
            .status,
        400
    );
    assert_eq!(
        client
            .get(&format!("{target}&nameContains=model"))
            .await
            .status,
        400
    );
    assert_eq!(
        client.get("/custom-models?nextToken=garbage").await.status,
        400
    );
}

#[tokio::test]
async fn a_list_that_changes_between_pages_neither_repeats_nor_skips() {
    let sim = models(250).await;
    let client = Client::of(&sim);
    let first = client.document("/custom-models").await;
    assert_eq!(
        names(&first).first().map(String::as_str),
        Some("model-000249"),
        "the newest come first"
    );
    sim.edit(|estate| {
        let bedrock = estate.bedrock_mut("111122223333", "us-east-1");
        bedrock.remove(Kind::CustomModel, "model-000200");
        bedrock.remove(Kind::CustomModel, "model-000150");
    });
    let second = client
        .document(&after("/custom-models", &first).expect("a token"))
        .await;
    assert_eq!(
        names(&second).first().map(String::as_str),
        Some("model-000149")
    );
}
