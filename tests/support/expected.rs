//! What a scan of an estate must come back with.

use std::collections::BTreeSet;

use opencite_sim::{Estate, Place as Somewhere, Record, ResourceKind};

use super::{ACCOUNT, Place};

/// A kind of Bedrock, as the program calls it, and the field that is the asset's id.
const BEDROCK: [(&str, &str, &str); 17] = [
    ("foundation_model", "model", "modelArn"),
    ("custom_model", "custom_model", "modelArn"),
    (
        "custom_model_deployment",
        "custom_model_deployment",
        "customModelDeploymentArn",
    ),
    ("imported_model", "imported_model", "modelArn"),
    (
        "provisioned_throughput",
        "provisioned_throughput",
        "provisionedModelArn",
    ),
    (
        "inference_profile",
        "inference_profile",
        "inferenceProfileArn",
    ),
    ("prompt_router", "prompt_router", "promptRouterArn"),
    (
        "marketplace_endpoint",
        "marketplace_endpoint",
        "endpointArn",
    ),
    ("guardrail", "guardrail", "guardrailArn"),
    ("enforced_guardrail", "enforced_guardrail", "configId"),
    (
        "reasoning_policy",
        "automated_reasoning_policy",
        "policyArn",
    ),
    ("customization_job", "model_customization_job", "jobArn"),
    ("copy_job", "model_copy_job", "jobArn"),
    ("import_job", "model_import_job", "jobArn"),
    ("evaluation_job", "evaluation_job", "jobArn"),
    ("invocation_job", "model_invocation_job", "jobArn"),
    (
        "prompt_optimization_job",
        "prompt_optimization_job",
        "jobArn",
    ),
];

/// What the tests' estate has that no plugin looks for.
const NOT_LOOKED_FOR: [(&str, &str); 1] = [("bedrock-agentcore", "agent_insight_store")];

/// The demo, with one more resource of every kind of the services that have dozens of them, in us-east-1: an estate in
/// which there is something to ask of every operation.
pub(crate) fn one_of_everything() -> Estate {
    let demo = Estate::demo().account(ACCOUNT).region("us-east-1");
    ResourceKind::all().fold(demo, |estate, kind| {
        estate.with_resources(&format!("{}:{}", kind.service(), kind.name()), 1)
    })
}

/// Where every asset of the estate is, in these regions of the tests' account: as many as there are, so that two that
/// are one would show.
pub(crate) fn places(estate: &Estate, regions: &[&str]) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    let records = records(estate, regions).map(|(_, place, _)| place);
    for place in records.chain(logging(estate, regions)) {
        assert!(places.insert(place.clone()), "{place:?} is there twice");
    }
    places
}

/// Every resource that must become an asset, with its service and its place.
pub(crate) fn records<'a>(
    estate: &'a Estate,
    regions: &'a [&str],
) -> impl Iterator<Item = (&'static str, Place, &'a Record)> {
    let here = |place: &Somewhere| place.account() == ACCOUNT && regions.contains(&place.region());
    estate
        .records()
        .filter(move |(_, _, place, _)| here(place))
        .filter(|(service, kind, _, record)| is_asset(service, kind, record))
        .map(|(service, kind, at, record)| {
            let (asset_type, id) = match service {
                "bedrock" => of_bedrock(kind, record),
                _ => (kind, id(service, kind, &at, record)),
            };
            (service, place(at.region(), asset_type, &id), record)
        })
}

/// Guardrails and policies of Bedrock are listed by their drafts; what AWS brings along is not the account's.
fn is_asset(service: &str, kind: &str, record: &Record) -> bool {
    match (service, kind) {
        ("bedrock", "guardrail" | "reasoning_policy") => record.text("version") == Some("DRAFT"),
        ("bedrock-agentcore", "browser" | "code_interpreter") => {
            record.text("type") != Some("SYSTEM")
        }
        ("bedrock-agentcore", "evaluator") => {
            !matches!(record.text("evaluatorType"), Some("Builtin" | "ThirdParty"))
        }
        other => !NOT_LOOKED_FOR.contains(&other),
    }
}

fn of_bedrock(kind: &str, record: &Record) -> (&'static str, String) {
    let known = BEDROCK.into_iter().find(|(name, ..)| *name == kind);
    let (_, asset_type, field) = known.unwrap_or_else(|| panic!("no asset type is of {kind}"));
    (asset_type, text(record, field))
}

/// The id of an asset of the other services, whose types are called as the kinds are: the ARN. Where AWS has none, or
/// its listing does not say it, the plugins make one.
fn id(service: &str, kind: &str, at: &Somewhere, record: &Record) -> String {
    let text = |field| text(record, field);
    let here = format!("arn:aws:{service}:{}:{}", at.region(), at.account());
    let version = |arn, version| format!("{}/version/{}", text(arn), text(version));
    // SageMaker has names in lower case there.
    let of_domain = |part: &str| format!("{here}:{kind}/{}/{part}", text("DomainId"));
    let of_domain = |part: &str| of_domain(part).replace('_', "-").to_lowercase();
    if service == "bedrock-agent" {
        return id_of_agents(kind, at, record);
    }
    match kind {
        "agent_runtime_version" => version("agentRuntimeArn", "agentRuntimeVersion"),
        "configuration_bundle_version" => version("bundleArn", "versionId"),
        "dataset_version" => version("datasetArn", "datasetVersion"),
        "harness_version" => version("arn", "harnessVersion"),
        "gateway_target" => format!("{}/target/{}", text("gatewayArn"), text("targetId")),
        "gateway_rule" => format!("{}/rule/{}", text("gatewayArn"), text("ruleId")),
        "gateway_rate_limit" => {
            let gateway = text("gatewayIdentifier");
            format!(
                "{here}:gateway/{gateway}/rate-limit/{}",
                text("rateLimitId")
            )
        }
        "payment_connector" => {
            let manager = text("paymentManagerId");
            let connector = text("paymentConnectorId");
            format!("{here}:payment-manager/{manager}/connector/{connector}")
        }
        "token_vault" => format!("{here}:token-vault/{}", text("tokenVaultId")),
        "user_profile" => of_domain(&text("UserProfileName")),
        "space" => of_domain(&text("SpaceName")),
        "app" => {
            let owner = record.text("SpaceName");
            let owner = owner.or_else(|| record.text("UserProfileName"));
            let owner = owner.expect("an app is of a space or of a person");
            of_domain(&format!("{owner}/{}/{}", text("AppType"), text("AppName")))
        }
        _ => text(identity(service, kind)),
    }
}

/// The id of an agent, a knowledge base, a flow, a prompt, or what belongs to one.
fn id_of_agents(kind: &str, at: &Somewhere, record: &Record) -> String {
    let text = |field| text(record, field);
    let here = format!("arn:aws:bedrock:{}:{}", at.region(), at.account());
    let of_version = |part: &str, id| {
        let (agent, version) = (text("agentId"), text("agentVersion"));
        format!("{here}:agent/{agent}/version/{version}/{part}/{}", text(id))
    };
    let data_source = || {
        format!(
            "{here}:knowledge-base/{}/data-source/{}",
            text("knowledgeBaseId"),
            text("dataSourceId")
        )
    };
    match kind {
        "agent" => text("agentArn"),
        "agent_version" => format!(
            "{here}:agent/{}/version/{}",
            text("agentId"),
            text("version")
        ),
        "agent_alias" => text("agentAliasArn"),
        "agent_action_group" => of_version("action-group", "actionGroupId"),
        "agent_collaborator" => of_version("collaborator", "collaboratorId"),
        "agent_knowledge_base" => of_version("knowledge-base", "knowledgeBaseId"),
        "knowledge_base" => text("knowledgeBaseArn"),
        "data_source" => data_source(),
        "ingestion_job" => format!("{}/ingestion-job/{}", data_source(), text("ingestionJobId")),
        "flow" | "flow_alias" | "prompt" => text("arn"),
        "flow_version" => format!("{here}:flow/{}/version/{}", text("id"), text("version")),
        _ => panic!("say what the id of {kind} is"),
    }
}

/// The field of a record that no other of its kind shares, which must be an ARN.
fn identity(service: &str, kind: &str) -> &'static str {
    let known = ResourceKind::find(&format!("{service}:{kind}")).expect("the estate has it");
    let field = known.identity();
    assert!(
        field.to_lowercase().ends_with("arn"),
        "{known:?} is known by {field}: say what its id is"
    );
    field
}

fn text(record: &Record, field: &str) -> String {
    let text = record.text(field).map(str::to_owned);
    text.unwrap_or_else(|| panic!("no {field} in {:#}", record.document()))
}

fn logging<'a>(estate: &'a Estate, regions: &'a [&str]) -> impl Iterator<Item = Place> + 'a {
    let is_on = |region: &&&str| {
        let bedrock = estate.bedrock(ACCOUNT, region);
        bedrock.is_some_and(|bedrock| bedrock.invocation_logging().is_some())
    };
    let id = "model-invocation-logging";
    regions
        .iter()
        .filter(is_on)
        .map(move |region| place(region, "model_invocation_logging", id))
}

fn place(region: &str, asset_type: &str, id: &str) -> Place {
    (region.to_owned(), asset_type.to_owned(), id.to_owned())
}
