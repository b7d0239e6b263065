//! Requests to the services that are answered out of their models, as no client would send them.

use opencite_sim::{Estate, Fault, FaultKind, Principal, Record, Sim};
use serde_json::{Value, json};

use crate::client::{Client, Got};
use crate::modelled::ACCOUNT;

const JSON: &str = "application/x-amz-json-1.1";

/// Calls an operation of `SageMaker`.
async fn sagemaker(sim: &Sim, operation: &str, body: &Value) -> Got {
    let client = Client {
        service: "sagemaker",
        ..Client::of(sim)
    };
    let mut request = client.signed("POST", "/", JSON, &body.to_string());
    let target = format!("SageMaker.{operation}").parse().expect("a header");
    request.headers_mut().insert("x-amz-target", target);
    client.unsigned(request).await.expect("an answer")
}

/// Calls an operation of `AgentCore`.
async fn agentcore(sim: &Sim, method: &str, target: &str, body: &str) -> Got {
    let client = Client {
        service: "bedrock-agentcore",
        ..Client::of(sim)
    };
    let kind = if body.is_empty() {
        ""
    } else {
        "application/json"
    };
    client
        .send(method, target, kind, body)
        .await
        .expect("an answer")
}

async fn started(estate: Estate) -> Sim {
    Sim::builder().estate(estate).start().await.expect("starts")
}

fn empty() -> Estate {
    Estate::empty(ACCOUNT)
}

/// Status, type and message of an error of awsJson1.1.
fn error(got: &Got) -> (u16, String, String) {
    let document = got.json();
    let text = |name: &str| {
        let text = document.get(name).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    (got.status, text("__type"), text("message"))
}

/// The names of what a list of `SageMaker` answers with.
async fn names(sim: &Sim, operation: &str, member: &str, name: &str, body: Value) -> Vec<String> {
    let got = sagemaker(sim, operation, &body).await;
    assert_eq!(got.status, 200, "{}", got.text());
    let document = got.json();
    let items = document.get(member).and_then(Value::as_array);
    let items = items.expect("a list");
    let names = items
        .iter()
        .map(|item| item[name].as_str().unwrap_or_default().to_owned());
    names.collect()
}

#[tokio::test]
async fn what_the_model_does_not_have_is_refused_loudly() {
    let sim = started(empty()).await;
    let got = sagemaker(&sim, "ListEndpoints", &json!({"Colour": "red"})).await;
    assert_eq!(
        error(&got).2,
        "the simulated AWS does not implement the parameter Colour of ListEndpoints"
    );
    let got = sagemaker(&sim, "CreateEndpoint", &json!({})).await;
    assert_eq!(error(&got).1, "UnknownOperationException");
    let got = sagemaker(
        &sim,
        "ListTrainingPlans",
        &json!({"Filters": [{"Name": "Status", "Value": "Active"}]}),
    )
    .await;
    assert_eq!(got.status, 400);
    let got = agentcore(&sim, "POST", "/browsers?colour=red", "").await;
    assert_eq!(got.status, 400);
    let got = agentcore(&sim, "PUT", "/browsers", "").await;
    assert_eq!(got.code(), "UnknownOperationException");
    assert_eq!(sim.refusals().len(), 5);
}

#[tokio::test]
async fn what_breaks_the_model_is_refused_in_the_words_of_aws() {
    let sim = started(empty()).await;
    let message = |body: Value| {
        let sim = &sim;
        async move { error(&sagemaker(sim, "ListEndpoints", &body).await) }
    };
    let invalid = |text: &str| {
        let text = format!("1 validation error detected: {text}");
        (400, "ValidationException".to_owned(), text)
    };
    assert_eq!(
        message(json!({"MaxResults": 101})).await,
        invalid(
            "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100"
        )
    );
    assert_eq!(
        message(json!({"SortOrder": "Up"})).await,
        invalid(
            "Value 'Up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [Ascending, Descending]"
        )
    );
    assert_eq!(
        message(json!({"MaxResults": "ten"})).await.1,
        "SerializationException"
    );
    assert_eq!(message(json!([])).await.1, "SerializationException");
    assert_eq!(
        error(&sagemaker(&sim, "DescribeEndpoint", &json!({})).await),
        invalid(
            "Value null at 'endpointName' failed to satisfy constraint: Member must not be null"
        )
    );
    let arn = json!({"EndpointName": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/a"});
    let got = error(&sagemaker(&sim, "DescribeEndpoint", &arn).await).2;
    assert!(
        got.contains("Member must satisfy regular expression pattern"),
        "{got}"
    );
    let got = agentcore(&sim, "POST", "/runtimes/?maxResults=0", "").await;
    assert_eq!(
        got.message(),
        "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1"
    );
    assert_eq!(sim.refusals(), []);
}

#[tokio::test]
async fn what_is_not_there_is_missed_in_the_way_of_its_kind() {
    let sim = started(empty()).await;
    let missed = |operation: &'static str, body: Value| {
        let sim = &sim;
        async move { error(&sagemaker(sim, operation, &body).await) }
    };
    let invalid = |text: &str| (400, "ValidationException".to_owned(), text.to_owned());
    assert_eq!(
        missed("DescribeEndpoint", json!({"EndpointName": "churn"})).await,
        invalid(
            "Could not find endpoint \"arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn\"."
        )
    );
    assert_eq!(
        missed("DescribeTrainingJob", json!({"TrainingJobName": "churn"})).await,
        invalid("Requested resource not found.")
    );
    assert_eq!(
        missed("DescribeDomain", json!({"DomainId": "d-1"})).await.1,
        "ResourceNotFound"
    );
    let got = agentcore(&sim, "GET", "/gateways/tools-0123456789/targets/", "").await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (404, "ResourceNotFoundException")
    );
    let got = agentcore(&sim, "GET", "/memories/notes-0123456789/details", "").await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (404, "ResourceNotFoundException")
    );
}

#[tokio::test]
async fn a_page_has_ten_unless_told_and_a_token_is_good_for_its_own_list() {
    let sim = started(
        empty()
            .with_sagemaker("endpoint", 25)
            .with_agentcore("browser", 25),
    )
    .await;
    let first = sagemaker(&sim, "ListEndpoints", &json!({})).await.json();
    assert_eq!(first["Endpoints"].as_array().map(Vec::len), Some(10));
    assert_eq!(first["Endpoints"][0]["EndpointName"], "endpoint-000024");
    let token = first["NextToken"].as_str().expect("more");
    let rest = json!({"MaxResults": 100, "NextToken": token});
    let rest = sagemaker(&sim, "ListEndpoints", &rest).await.json();
    assert_eq!(rest["Endpoints"].as_array().map(Vec::len), Some(15));
    assert_eq!(rest["NextToken"], Value::Null);
    let other = json!({"NameContains": "0", "NextToken": token});
    let got = sagemaker(&sim, "ListEndpoints", &other).await;
    assert_eq!(error(&got).2, "The provided pagination token is invalid.");
    let browsers = agentcore(&sim, "POST", "/browsers", "").await.json();
    assert_eq!(
        browsers["browserSummaries"].as_array().map(Vec::len),
        Some(10)
    );
    assert!(browsers["nextToken"].is_string());
}

#[tokio::test]
async fn lists_are_sorted_by_any_field_and_pages_go_on_in_that_order() {
    let sim = started(empty().with_sagemaker("endpoint", 12)).await;
    let mut all = vec![];
    let mut token = None;
    loop {
        let mut body = json!({"SortBy": "Status", "SortOrder": "Ascending", "MaxResults": 5});
        if let Some(token) = token {
            body["NextToken"] = token;
        }
        let page = sagemaker(&sim, "ListEndpoints", &body).await.json();
        let items = page["Endpoints"].as_array().expect("a list").iter();
        all.extend(items.map(|it| it["EndpointStatus"].as_str().expect("text").to_owned()));
        token = page.get("NextToken").cloned();
        if token.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), 12);
    assert!(all.is_sorted(), "{all:?}");
}

#[tokio::test]
async fn filters_keep_what_they_name() {
    let sim = started(Estate::demo()).await;
    let endpoints = |body| names(&sim, "ListEndpoints", "Endpoints", "EndpointName", body);
    assert_eq!(endpoints(json!({})).await, ["churn", "claims"]);
    assert_eq!(endpoints(json!({"NameContains": "chu"})).await, ["churn"]);
    assert_eq!(
        endpoints(json!({"StatusEquals": "Failed"})).await,
        ["claims"]
    );
    // 2026-04-01
    assert_eq!(
        endpoints(json!({"CreationTimeAfter": 1_775_001_600})).await,
        ["churn"]
    );
    assert_eq!(
        endpoints(json!({"CreationTimeBefore": 1_775_001_600.5})).await,
        ["claims"]
    );
    let packages = |body| {
        names(
            &sim,
            "ListModelPackages",
            "ModelPackageSummaryList",
            "ModelPackageName",
            body,
        )
    };
    assert_eq!(packages(json!({})).await, ["fraud-rules-2024"]);
    assert_eq!(packages(json!({"ModelPackageType": "Both"})).await.len(), 3);
    assert_eq!(
        packages(json!({"ModelPackageType": "Versioned"}))
            .await
            .len(),
        2
    );
    assert_eq!(
        packages(json!({"ModelPackageGroupName": "churn"}))
            .await
            .len(),
        2
    );
    let approved = json!({"ModelPackageGroupName": "churn", "ModelApprovalStatus": "Approved"});
    assert_eq!(packages(approved).await.len(), 1);
    let apps = |body| names(&sim, "ListApps", "Apps", "AppType", body);
    assert_eq!(
        apps(json!({"SpaceNameEquals": "churn-lab"})).await,
        ["JupyterLab"]
    );
    assert_eq!(
        apps(json!({"DomainIdEquals": "d-0"})).await,
        Vec::<String>::new()
    );
    let groups = json!({"OfflineStoreStatusEquals": "Active"});
    assert_eq!(
        names(
            &sim,
            "ListFeatureGroups",
            "FeatureGroupSummaries",
            "FeatureGroupName",
            groups
        )
        .await,
        ["policyholders"]
    );
    let own = agentcore(&sim, "POST", "/browsers?type=CUSTOM", "")
        .await
        .json();
    assert_eq!(own["browserSummaries"].as_array().map(Vec::len), Some(1));
    assert_eq!(sim.refusals(), []);
}

#[tokio::test]
async fn summaries_and_details_have_their_own_members_and_times_of_their_protocol() {
    let sim = started(Estate::demo()).await;
    let list = sagemaker(&sim, "ListDataQualityJobDefinitions", &json!({}))
        .await
        .json();
    assert_eq!(
        list["JobDefinitionSummaries"],
        json!([{
            "MonitoringJobDefinitionName": "churn-data-quality",
            "MonitoringJobDefinitionArn":
                "arn:aws:sagemaker:us-east-1:111122223333:data-quality-job-definition/churn-data-quality",
            "CreationTime": 1_777_968_000,
            "EndpointName": "churn",
        }])
    );
    let memories = agentcore(&sim, "POST", "/memories/", "{}").await.json();
    assert_eq!(memories["memories"][0]["createdAt"], 1_781_074_800);
    let gateways = agentcore(&sim, "GET", "/gateways/", "").await.json();
    assert_eq!(gateways["items"][0]["createdAt"], "2026-07-01T08:00:00Z");
    assert_eq!(gateways["items"][0].get("roleArn"), None);
}

#[tokio::test]
async fn versions_of_a_runtime_are_got_by_their_numbers() {
    let sim = started(Estate::demo()).await;
    let id = "claims_agent-Q7w2E5r8T1";
    let version = |query: &'static str| {
        let sim = &sim;
        async move {
            let got = agentcore(sim, "GET", &format!("/runtimes/{id}/{query}"), "").await;
            got.json()["agentRuntimeVersion"].clone()
        }
    };
    assert_eq!(version("").await, "2");
    assert_eq!(version("?version=1").await, "1");
    let versions = agentcore(&sim, "POST", &format!("/runtimes/{id}/versions/"), "")
        .await
        .json();
    assert_eq!(versions["agentRuntimes"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn tags_are_a_list_or_a_map() {
    let sim = started(Estate::demo()).await;
    let arn = json!({"ResourceArn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn"});
    let tags = sagemaker(&sim, "ListTags", &arn).await.json();
    assert_eq!(
        tags["Tags"],
        json!([{"Key": "environment", "Value": "production"}, {"Key": "owner", "Value": "retention"}])
    );
    let arn = "arn%3Aaws%3Abedrock-agentcore%3Aus-east-1%3A111122223333%3Agateway%2Fcompany-tools-k2j5h8g1f4";
    let tags = agentcore(&sim, "GET", &format!("/tags/{arn}"), "")
        .await
        .json();
    assert_eq!(tags, json!({"tags": {"owner": "platform"}}));
}

#[tokio::test]
async fn a_denied_describe_names_its_resource_and_a_list_any() {
    let nobody = Principal::user(ACCOUNT).allowing(["bedrock:*"]);
    let sim = Sim::builder()
        .estate(empty())
        .principal(nobody)
        .start()
        .await
        .expect("starts");
    let denied = |action: &str, resource: &str| {
        format!(
            "User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: {action} on resource: {resource} \
             because no identity-based policy allows the {action} action"
        )
    };
    let got = sagemaker(&sim, "ListEndpoints", &json!({})).await;
    let list = denied("sagemaker:ListEndpoints", "*");
    assert_eq!(error(&got), (400, "AccessDeniedException".to_owned(), list));
    let got = sagemaker(&sim, "DescribeEndpoint", &json!({"EndpointName": "churn"})).await;
    let arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/churn";
    assert_eq!(error(&got).2, denied("sagemaker:DescribeEndpoint", arn));
    let got = agentcore(&sim, "GET", "/gateways/tools-0123456789/", "").await;
    let arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:gateway/tools-0123456789";
    assert_eq!(
        got.error(),
        (
            403,
            "AccessDeniedException".to_owned(),
            denied("bedrock-agentcore:GetGateway", arn)
        )
    );
}

#[tokio::test]
async fn faults_are_written_in_both_protocols() {
    let fault = |service: &str, operation: &str, kind| Fault::on(service, operation, kind);
    let sim = Sim::builder()
        .estate(empty())
        .fault(fault("sagemaker", "ListModels", FaultKind::Throttle))
        .fault(fault(
            "sagemaker",
            "ListEndpoints",
            FaultKind::InternalError,
        ))
        .fault(fault("sagemaker", "ListDomains", FaultKind::ExpiredToken))
        .fault(fault(
            "bedrock-agentcore",
            "ListBrowsers",
            FaultKind::Throttle,
        ))
        .start()
        .await
        .expect("starts");
    let got = sagemaker(&sim, "ListModels", &json!({})).await;
    assert_eq!(
        error(&got),
        (400, "ThrottlingException".into(), "Rate exceeded".into())
    );
    let got = sagemaker(&sim, "ListEndpoints", &json!({})).await;
    assert_eq!(
        (got.status, error(&got).1.as_str()),
        (500, "InternalFailure")
    );
    let got = sagemaker(&sim, "ListDomains", &json!({})).await;
    assert_eq!(
        (got.status, error(&got).1.as_str()),
        (400, "ExpiredTokenException")
    );
    let got = agentcore(&sim, "POST", "/browsers", "").await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (429, "ThrottlingException")
    );
}

#[tokio::test]
async fn resources_are_changed_between_two_calls() {
    let estate = empty().with_resource(
        "sagemaker:model",
        Record::new(json!({"ModelName": "a", "CreationTime": "2026-01-01T00:00:00Z"})),
    );
    let sim = started(estate).await;
    let place = opencite_sim::Place::new(ACCOUNT, "us-east-1");
    let network = json!({"EnableNetworkIsolation": true});
    assert!(sim.edit(|estate| estate.update_resource(&place, "sagemaker:model", "a", network)));
    let model = sagemaker(&sim, "DescribeModel", &json!({"ModelName": "a"}))
        .await
        .json();
    assert_eq!(
        model,
        json!({
            "ModelName": "a",
            "ModelArn": "arn:aws:sagemaker:us-east-1:111122223333:model/a",
            "CreationTime": 1_767_225_600,
            "EnableNetworkIsolation": true,
        })
    );
    sim.edit(|estate| estate.remove_resource(&place, "sagemaker:model", "a"));
    assert_eq!(
        sagemaker(&sim, "DescribeModel", &json!({"ModelName": "a"}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn other_regions_have_none_of_it() {
    let sim = started(empty().region("eu-west-1").with_sagemaker("model", 3)).await;
    assert_eq!(
        names(&sim, "ListModels", "Models", "ModelName", json!({})).await,
        Vec::<String>::new()
    );
}
