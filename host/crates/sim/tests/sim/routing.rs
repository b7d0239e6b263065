//! What is found by method and path, and what is refused.

use opencite_sim::bedrock::Kind;
use opencite_sim::{Estate, Sim};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::client::Client;

async fn demo() -> Sim {
    Sim::builder().start().await.expect("starts")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[tokio::test]
async fn a_get_takes_names_and_arns() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let by_name = client.document("/custom-models/claims-triage").await;
    let arn = by_name["modelArn"].as_str().expect("an ARN");
    let by_arn = client
        .document(&format!("/custom-models/{}", encoded(arn)))
        .await;
    assert_eq!(by_name, by_arn);
    assert!(
        by_name.get("ownerAccountId").is_none(),
        "the summary's fields are not the get's"
    );
    assert!(sim.refusals().is_empty());
}

#[tokio::test]
async fn a_get_refuses_the_forms_that_aws_refuses() {
    let sim = demo().await;
    let client = Client::of(&sim);
    for target in [
        "/evaluation-jobs/claim-summaries",
        "/prompt-routers/triage-router",
        "/guardrails/Claims%20Portal",
    ] {
        let (status, code, message) = client.get(target).await.error();
        assert_eq!(
            (status, code.as_str()),
            (400, "ValidationException"),
            "{target}"
        );
        assert!(
            message
                .contains("failed to satisfy constraint: Member must satisfy regular expression"),
            "{message}"
        );
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let elsewhere = encoded("arn:aws:bedrock:us-east-1:999999999999:guardrail/cl41mgu4rd01");
    for target in [
        "/custom-models/nobody",
        "/guardrails/abc",
        "/guardrails/cl41mgu4rd01?guardrailVersion=9",
    ] {
        let (status, code, _) = client.get(target).await.error();
        assert_eq!(
            (status, code.as_str()),
            (404, "ResourceNotFoundException"),
            "{target}"
        );
    }
    assert_eq!(
        client.get(&format!("/guardrails/{elsewhere}")).await.status,
        404
    );
    assert!(
        sim.refusals().is_empty(),
        "a resource that does not exist is no gap of the simulator"
    );
}

#[tokio::test]
async fn what_the_simulator_does_not_know_is_refused_and_remembered() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let unknown = client.get("/use-case-for-model-access").await;
    let message = "the simulated AWS does not implement GET /use-case-for-model-access";
    assert_eq!(
        unknown.error(),
        (404, "UnknownOperationException".into(), message.into())
    );
    let parameter = client.get("/custom-models?colour=red").await;
    let message = "the simulated AWS does not implement the parameter colour of ListCustomModels";
    assert_eq!(
        parameter.error(),
        (400, "ValidationException".into(), message.into())
    );
    let method = client
        .send("DELETE", "/custom-models/claims-triage", "", "")
        .await
        .expect("an answer");
    assert_eq!(method.status, 404);
    let service = Client {
        service: "comprehend",
        ..client.clone()
    }
    .get("/")
    .await;
    assert_eq!(
        service.message(),
        "the simulated AWS does not implement the service comprehend"
    );
    let targets: Vec<String> = sim
        .refusals()
        .into_iter()
        .map(|refusal| refusal.target)
        .collect();
    assert_eq!(
        targets,
        [
            "GET /use-case-for-model-access",
            "GET /custom-models?colour=red",
            "DELETE /custom-models/claims-triage",
            "GET /"
        ]
    );
}

#[tokio::test]
async fn accounts_and_regions_do_not_see_each_other() {
    let estate = Estate::empty("111122223333")
        .with_custom_models(2)
        .region("eu-west-1")
        .with_custom_models(3);
    let estate = estate.account("444455556666").with_custom_models(5);
    let sim = Sim::builder().estate(estate).start().await.expect("starts");
    let client = Client::of(&sim);
    let count = async |client: &Client| {
        client.document("/custom-models").await["modelSummaries"]
            .as_array()
            .map(Vec::len)
    };
    assert_eq!(count(&client).await, Some(2));
    assert_eq!(
        count(&Client {
            region: "eu-west-1",
            ..client.clone()
        })
        .await,
        Some(3)
    );
    assert_eq!(
        count(&Client {
            region: "ap-south-2",
            ..client.clone()
        })
        .await,
        Some(0)
    );
}

#[tokio::test]
async fn a_disabled_region_does_not_know_the_account() {
    let estate = Estate::empty("111122223333").without_region("ap-east-1");
    let sim = Sim::builder().estate(estate).start().await.expect("starts");
    let client = Client {
        region: "ap-east-1",
        ..Client::of(&sim)
    };
    let (status, code, message) = client.get("/custom-models").await.error();
    assert_eq!(
        (status, code.as_str()),
        (403, "UnrecognizedClientException")
    );
    assert_eq!(
        message,
        "The security token included in the request is invalid."
    );
}

#[tokio::test]
async fn tags_are_listed_for_what_can_have_them() {
    let sim = demo().await;
    let client = Client::of(&sim);
    let tags = async |arn: &str| {
        let body = format!("{{\"resourceARN\":\"{arn}\"}}");
        client
            .send("POST", "/listTagsForResource", "application/json", &body)
            .await
            .expect("an answer")
    };
    let guardrail = tags("arn:aws:bedrock:us-east-1:111122223333:guardrail/cl41mgu4rd01").await;
    assert_eq!(guardrail.json()["tags"][1]["value"], "claims-automation");
    assert_eq!(
        tags("arn:aws:bedrock:us-east-1:111122223333:guardrail/abc")
            .await
            .status,
        404
    );
    assert_eq!(
        tags("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0")
            .await
            .code(),
        "ValidationException"
    );
}

#[tokio::test]
async fn an_edit_shows_in_the_next_call() {
    let sim = demo().await;
    let client = Client::of(&sim);
    sim.edit(|estate| {
        estate
            .bedrock_mut("111122223333", "us-east-1")
            .remove(Kind::CustomModel, "claims-triage")
    });
    assert_eq!(client.get("/custom-models/claims-triage").await.status, 404);
    sim.edit(Estate::drift);
    let names = client.document("/custom-models?nameContains=appeals").await;
    assert_eq!(names["modelSummaries"][0]["modelName"], "appeals");
    assert_eq!(
        client.document("/logging/modelinvocations").await,
        serde_json::json!({})
    );
}
