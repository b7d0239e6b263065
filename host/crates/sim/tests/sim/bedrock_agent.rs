//! Bedrock's agents over raw HTTP: the paths that AWS has for them, on the host and under the name of Bedrock itself.

use std::collections::BTreeSet;

use opencite_sim::{Estate, Fault, FaultKind, Place, Principal, Record, Sim};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::client::{Client, Got};
use crate::modelled::{self, ACCOUNT, assert_nothing_refused};

const GONE: &str = "Failed to retrieve resource because it doesn't exist. \
                    Retry your request with a different resource identifier.";

/// A kind as requests ask for it.
struct Asked {
    kind: &'static str,
    /// The method and the path of its list, with fields of a record in braces.
    list: &'static str,
    /// The member of the answer that has the summaries.
    summaries: &'static str,
    get: &'static str,
    /// The member of the answer that has the details, where they do not stand at the top.
    detail: &'static str,
    /// The field of summaries that tells one from another.
    id: &'static str,
}

const fn asked(
    kind: &'static str,
    (list, summaries, id): (&'static str, &'static str, &'static str),
    (get, detail): (&'static str, &'static str),
) -> Asked {
    Asked {
        kind,
        list,
        summaries,
        get,
        detail,
        id,
    }
}

#[rustfmt::skip]
const KINDS: [Asked; 13] = [
    asked("agent", ("POST /agents/", "agentSummaries", "agentId"), ("/agents/{agentId}/", "agent")),
    asked("agent_version", ("POST /agents/{agentId}/agentversions/", "agentVersionSummaries", "agentVersion"),
        ("/agents/{agentId}/agentversions/{version}/", "agentVersion")),
    asked("agent_alias", ("POST /agents/{agentId}/agentaliases/", "agentAliasSummaries", "agentAliasId"),
        ("/agents/{agentId}/agentaliases/{agentAliasId}/", "agentAlias")),
    asked("agent_action_group",
        ("POST /agents/{agentId}/agentversions/{agentVersion}/actiongroups/", "actionGroupSummaries", "actionGroupId"),
        ("/agents/{agentId}/agentversions/{agentVersion}/actiongroups/{actionGroupId}/", "agentActionGroup")),
    asked("agent_collaborator",
        ("POST /agents/{agentId}/agentversions/{agentVersion}/agentcollaborators/", "agentCollaboratorSummaries",
            "collaboratorId"),
        ("/agents/{agentId}/agentversions/{agentVersion}/agentcollaborators/{collaboratorId}/", "agentCollaborator")),
    asked("agent_knowledge_base",
        ("POST /agents/{agentId}/agentversions/{agentVersion}/knowledgebases/", "agentKnowledgeBaseSummaries",
            "knowledgeBaseId"),
        ("/agents/{agentId}/agentversions/{agentVersion}/knowledgebases/{knowledgeBaseId}/", "agentKnowledgeBase")),
    asked("knowledge_base", ("POST /knowledgebases/", "knowledgeBaseSummaries", "knowledgeBaseId"),
        ("/knowledgebases/{knowledgeBaseId}", "knowledgeBase")),
    asked("data_source",
        ("POST /knowledgebases/{knowledgeBaseId}/datasources/", "dataSourceSummaries", "dataSourceId"),
        ("/knowledgebases/{knowledgeBaseId}/datasources/{dataSourceId}", "dataSource")),
    asked("ingestion_job",
        ("POST /knowledgebases/{knowledgeBaseId}/datasources/{dataSourceId}/ingestionjobs/", "ingestionJobSummaries",
            "ingestionJobId"),
        ("/knowledgebases/{knowledgeBaseId}/datasources/{dataSourceId}/ingestionjobs/{ingestionJobId}",
            "ingestionJob")),
    asked("flow", ("GET /flows/", "flowSummaries", "id"), ("/flows/{id}/", "")),
    asked("flow_version", ("GET /flows/{id}/versions", "flowVersionSummaries", "version"),
        ("/flows/{id}/versions/{version}/", "")),
    asked("flow_alias", ("GET /flows/{flowId}/aliases", "flowAliasSummaries", "id"),
        ("/flows/{flowId}/aliases/{id}", "")),
    asked("prompt", ("GET /prompts/", "promptSummaries", "id"), ("/prompts/{id}/?promptVersion={version}", "")),
];

async fn started(estate: Estate) -> Sim {
    Sim::builder().estate(estate).start().await.expect("starts")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn arn(resource: &str) -> String {
    format!("arn:aws:bedrock:us-east-1:111122223333:{resource}")
}

async fn post(client: &Client, path: &str, body: &Value) -> Got {
    let body = body.to_string();
    let got = client.send("POST", path, "application/json", &body);
    got.await.expect("an answer")
}

/// A path with the fields of a record in it.
fn path(template: &str, record: &Record) -> String {
    let document = record.document();
    let fields = document.as_object().expect("an object").iter();
    fields.fold(template.to_owned(), |path, (name, value)| {
        let text = value.as_str().unwrap_or_default();
        path.replace(&format!("{{{name}}}"), text)
    })
}

/// A page of a list, which has its token in the body or in the query.
async fn page(client: &Client, list: &str, token: Option<&str>) -> Value {
    let (method, path) = list.split_once(' ').expect("a method and a path");
    let got = match (method, token) {
        ("POST", None) => post(client, path, &json!({})).await,
        ("POST", Some(token)) => post(client, path, &json!({"nextToken": token})).await,
        (_, None) => client.get(path).await,
        (_, Some(token)) => {
            client
                .get(&format!("{path}?nextToken={}", encoded(token)))
                .await
        }
    };
    assert_eq!(got.status, 200, "{list}: {}", got.text());
    got.json()
}

fn list_of<'a>(answer: &'a Value, member: &str) -> &'a [Value] {
    let items = answer.get(member).and_then(Value::as_array);
    items.expect("a list")
}

fn text_of(item: &Value, member: &str) -> Option<String> {
    item.get(member)?.as_str().map(str::to_owned)
}

/// The pages of a list, each with what `id` is in its summaries.
async fn pages(client: &Client, asked: &Asked, list: &str) -> Vec<Vec<String>> {
    let mut pages = vec![];
    let mut token = None;
    loop {
        let answer = page(client, list, token.as_deref()).await;
        let summaries = list_of(&answer, asked.summaries).iter();
        let ids = summaries.map(|it| text_of(it, asked.id).expect("an id"));
        pages.push(ids.collect());
        token = text_of(&answer, "nextToken");
        if token.is_none() {
            return pages;
        }
    }
}

fn records<'a>(estate: &'a Estate, kind: &str) -> Vec<&'a Record> {
    let records = estate.records().filter(|(_, name, ..)| *name == kind);
    records.map(|(.., record)| record).collect()
}

#[tokio::test]
async fn every_kind_is_listed_to_its_end_in_pages_of_ten() {
    let estate = modelled::estate("bedrock-agent", 12);
    let sim = started(estate.clone()).await;
    let client = Client::of(&sim);
    for asked in &KINDS {
        let records = records(&estate, asked.kind);
        let list = path(asked.list, records[0]);
        let pages = pages(&client, asked, &list).await;
        // The draft of an agent is listed among its versions.
        let rest = if asked.kind == "agent_version" { 3 } else { 2 };
        assert_eq!(
            pages.iter().map(Vec::len).collect::<Vec<_>>(),
            [10, rest],
            "{list}"
        );
        let ids: BTreeSet<_> = pages.concat().into_iter().collect();
        assert_eq!(ids.len(), 10 + rest, "{list}");
    }
    assert_nothing_refused(&sim);
}

#[tokio::test]
async fn every_record_is_described_as_it_is() {
    let estate = modelled::estate("bedrock-agent", 12);
    let sim = started(estate.clone()).await;
    let client = Client::of(&sim);
    for asked in &KINDS {
        for record in records(&estate, asked.kind) {
            let answer = client.document(&path(asked.get, record)).await;
            let detail = answer.get(asked.detail).unwrap_or(&answer);
            let shown = detail.as_object().expect("an object");
            assert!(shown.len() > 5, "{}: {shown:?}", asked.kind);
            for (name, value) in shown {
                assert_eq!(record.field(name), Some(value), "{} {name}", asked.kind);
            }
        }
    }
    assert_nothing_refused(&sim);
}

#[tokio::test]
async fn a_page_is_no_longer_than_the_model_lets_an_answer_be() {
    let sim = started(modelled::estate("bedrock-agent", 30)).await;
    let client = Client::of(&sim);
    let length = async |path: &str, member: &str, size: u32| {
        let got = post(&client, path, &json!({"maxResults": size})).await;
        got.json()[member].as_array().map(Vec::len)
    };
    assert_eq!(length("/agents/", "agentSummaries", 25).await, Some(10));
    assert_eq!(length("/agents/", "agentSummaries", 4).await, Some(4));
    assert_eq!(
        length("/knowledgebases/", "knowledgeBaseSummaries", 25).await,
        Some(25)
    );
    let flows = client.document("/flows/?maxResults=3").await;
    assert_eq!(flows["flowSummaries"].as_array().map(Vec::len), Some(3));
    let got = post(&client, "/agents/", &json!({"maxResults": 1001})).await;
    assert_eq!(got.code(), "ValidationException");
    assert_nothing_refused(&sim);
}

#[tokio::test]
async fn a_token_is_good_for_its_own_list_only() {
    let sim = started(modelled::estate("bedrock-agent", 12)).await;
    let client = Client::of(&sim);
    let token = post(&client, "/agents/", &json!({})).await.json()["nextToken"].clone();
    let got = post(&client, "/knowledgebases/", &json!({"nextToken": token})).await;
    assert_eq!(got.code(), "ValidationException");
}

#[tokio::test]
async fn requests_are_told_from_bedrocks_by_their_paths_and_counted_under_one_name() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    post(&client, "/agents/", &json!({})).await;
    client.document("/guardrails").await;
    let agent = arn("agent/J4K8L2P6Q9");
    let tags = client.document(&format!("/tags/{}", encoded(&agent))).await;
    let expected = json!({"tags": {"data-class": "confidential", "owner": "claims-automation"}});
    assert_eq!(tags, expected);
    let guardrail = json!({"resourceARN": arn("guardrail/cl41mgu4rd01")});
    let tags = post(&client, "/listTagsForResource", &guardrail)
        .await
        .json();
    assert!(tags["tags"].is_array(), "{tags}");
    let operations = ["ListAgents", "ListGuardrails", "ListTagsForResource"];
    let counts = operations.map(|operation| sim.count(&format!("bedrock:{operation}")));
    assert_eq!(counts, [1, 1, 2]);
    assert_nothing_refused(&sim);
}

#[tokio::test]
async fn what_neither_has_is_refused_and_remembered() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    for target in ["/agents/", "/flows/FL0WINT4K1/", "/flows/?colour=red"] {
        client.get(target).await;
    }
    client
        .get("/flows/FL0WINT4K1/?includedData=METADATA_ONLY")
        .await;
    let refused: Vec<_> = sim.refusals().into_iter().map(|it| it.message).collect();
    assert_eq!(
        refused,
        [
            "the simulated AWS does not implement GET /agents/",
            "the simulated AWS does not implement the parameter colour of ListFlows",
            "the simulated AWS does not implement includedData \"METADATA_ONLY\" of GetFlow",
        ]
    );
}

#[tokio::test]
async fn a_denied_get_names_what_the_part_belongs_to() {
    let reader = Principal::user(ACCOUNT).allowing(["bedrock:List*", "bedrock:GetFlow"]);
    let sim = Sim::builder()
        .principal(reader)
        .start()
        .await
        .expect("starts");
    let client = Client::of(&sim);
    let agent = arn("agent/J4K8L2P6Q9");
    for (target, action, resource) in [
        ("/agents/J4K8L2P6Q9/", "GetAgent", agent.as_str()),
        (
            "/agents/J4K8L2P6Q9/agentversions/2/",
            "GetAgentVersion",
            &agent,
        ),
        (
            "/agents/J4K8L2P6Q9/agentversions/2/actiongroups/T6Y1U8I3O5/",
            "GetAgentActionGroup",
            &agent,
        ),
        (
            "/knowledgebases/KBHANDB00K/datasources/S3H4NDB00K",
            "GetDataSource",
            &arn("knowledge-base/KBHANDB00K"),
        ),
        (
            "/flows/FL0WINT4K1/aliases/L1V3FL0W01",
            "GetFlowAlias",
            &arn("flow/FL0WINT4K1/alias/L1V3FL0W01"),
        ),
        (
            "/prompts/PR0MPTSUM1/",
            "GetPrompt",
            &arn("prompt/PR0MPTSUM1"),
        ),
    ] {
        let (status, code, message) = client.get(target).await.error();
        assert_eq!(
            (status, code.as_str()),
            (403, "AccessDeniedException"),
            "{target}"
        );
        let expected = format!("perform: bedrock:{action} on resource: {resource} because");
        assert!(message.contains(&expected), "{message}");
    }
    client.document("/flows/FL0WINT4K1/").await;
    assert_eq!(post(&client, "/agents/", &json!({})).await.status, 200);
}

#[tokio::test]
async fn faults_are_scripted_under_bedrocks_name() {
    let fault = Fault::on("bedrock", "ListAgents", FaultKind::Throttle);
    let sim = Sim::builder().fault(fault).start().await.expect("starts");
    let client = Client::of(&sim);
    let got = post(&client, "/agents/", &json!({})).await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (429, "ThrottlingException")
    );
    assert_eq!(
        post(&client, "/knowledgebases/", &json!({})).await.status,
        200
    );
}

#[tokio::test]
async fn what_does_not_exist_is_missed_in_the_words_of_the_service() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    let missed = (404, "ResourceNotFoundException".to_owned(), GONE.to_owned());
    for target in [
        "/agents/AAAAAAAAAA/",
        "/agents/J4K8L2P6Q9/agentversions/9/",
        "/agents/J4K8L2P6Q9/agentversions/1/knowledgebases/KBHANDB00K/",
        "/prompts/PR0MPTSUM1/?promptVersion=2",
        "/flows/AAAAAAAAAA/versions",
    ] {
        assert_eq!(client.get(target).await.error(), missed, "{target}");
    }
    for path in [
        "/agents/AAAAAAAAAA/agentaliases/",
        "/knowledgebases/KBHANDB00K/datasources/M4NU4LSS3B/ingestionjobs/",
    ] {
        assert_eq!(
            post(&client, path, &json!({})).await.error(),
            missed,
            "{path}"
        );
    }
    assert_nothing_refused(&sim);
}

/// The versions that a list of prompts has, each behind the name.
async fn prompts(client: &Client, target: &str) -> Vec<String> {
    let answer = client.document(target).await;
    let summaries = list_of(&answer, "promptSummaries").iter();
    let text = |it: &Value, name: &str| text_of(it, name).expect("text");
    summaries
        .map(|it| format!("{} {}", text(it, "name"), text(it, "version")))
        .collect()
}

#[tokio::test]
async fn prompts_are_listed_by_their_drafts_and_one_with_its_versions() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    let drafts = ["tone-check DRAFT", "claim-summary DRAFT"];
    assert_eq!(
        BTreeSet::from_iter(prompts(&client, "/prompts/").await),
        BTreeSet::from(drafts.map(str::to_owned))
    );
    let one = ["claim-summary 1", "claim-summary DRAFT"];
    for prompt in ["PR0MPTSUM1".to_owned(), encoded(&arn("prompt/PR0MPTSUM1"))] {
        let target = format!("/prompts/?promptIdentifier={prompt}");
        assert_eq!(prompts(&client, &target).await, one, "{prompt}");
    }
}

#[tokio::test]
async fn a_prompt_is_described_by_its_draft_unless_the_request_says_which_version() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    let prompt = arn("prompt/PR0MPTSUM1");
    let (draft, first) = (encoded(&prompt), encoded(&format!("{prompt}:1")));
    for (target, version) in [
        ("PR0MPTSUM1/", "DRAFT"),
        ("PR0MPTSUM1/?promptVersion=1", "1"),
        (draft.as_str(), "DRAFT"),
        (&format!("{draft}?promptVersion=1"), "1"),
        (&first, "1"),
    ] {
        let got = client.document(&format!("/prompts/{target}")).await;
        assert_eq!(got["version"], version, "{target}");
    }
}

#[tokio::test]
async fn flows_and_their_aliases_are_found_by_arn() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    let flow = arn("flow/FL0WINT4K1");
    let (id, alias) = (encoded(&flow), encoded(&format!("{flow}/alias/L1V3FL0W01")));
    let versions = client.document(&format!("/flows/{id}/versions")).await;
    assert_eq!(versions["flowVersionSummaries"][0]["arn"], flow);
    assert_eq!(
        client.document(&format!("/flows/{id}/versions/1/")).await["version"],
        "1"
    );
    assert_eq!(
        client
            .document(&format!("/flows/{id}/aliases/{alias}"))
            .await["name"],
        "live"
    );
}

#[tokio::test]
async fn the_draft_of_an_agent_is_the_last_of_its_versions() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    let versions = page(&client, "POST /agents/J4K8L2P6Q9/agentversions/", None).await;
    let summaries = versions["agentVersionSummaries"]
        .as_array()
        .expect("a list")
        .iter();
    let versions: Vec<_> = summaries
        .filter_map(|it| it["agentVersion"].as_str())
        .collect();
    assert_eq!(versions, ["2", "1", "DRAFT"]);
    assert_eq!(
        client
            .get("/agents/J4K8L2P6Q9/agentversions/DRAFT/")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn other_regions_have_their_own_agents_and_a_drift_shows() {
    let sim = started(Estate::demo()).await;
    let client = Client::of(&sim);
    let europe = Client {
        region: "eu-west-1",
        ..client.clone()
    };
    assert_eq!(client.get("/agents/H2J5K9L3F7/").await.status, 404);
    let agent = europe.document("/agents/H2J5K9L3F7/").await;
    assert_eq!(agent["agent"]["agentName"], "vertragsverlaengerung");
    let live = async || {
        let alias = client
            .document("/agents/J4K8L2P6Q9/agentaliases/A7S3D9F1G5/")
            .await;
        alias["agentAlias"]["routingConfiguration"].clone()
    };
    assert_eq!(live().await, json!([{"agentVersion": "1"}]));
    sim.edit(Estate::drift);
    assert_eq!(live().await, json!([{"agentVersion": "2"}]));
    let shops = client.document("/agents/M3N6B1V8C2/").await;
    assert_eq!(shops["agent"]["agentStatus"], "PREPARED");
}

#[tokio::test]
async fn one_agent_is_made_and_changed_by_its_fields() {
    let agent = Record::new(json!({
        "agentId": "AGENT00001",
        "agentName": "a",
        "createdAt": "2026-01-01T00:00:00Z",
    }));
    let sim = started(Estate::empty(ACCOUNT).with_resource("bedrock-agent:agent", agent)).await;
    let client = Client::of(&sim);
    let place = Place::new(ACCOUNT, "us-east-1");
    let failed = json!({"agentStatus": "FAILED"});
    assert!(sim.edit(|estate| estate.update_resource(
        &place,
        "bedrock-agent:agent",
        "AGENT00001",
        failed
    )));
    let expected = json!({"agent": {
        "agentId": "AGENT00001",
        "agentArn": arn("agent/AGENT00001"),
        "agentName": "a",
        "agentStatus": "FAILED",
        "createdAt": "2026-01-01T00:00:00Z",
    }});
    assert_eq!(client.document("/agents/AGENT00001/").await, expected);
}
