//! What a scan of an estate must come back with.

use std::collections::BTreeSet;

use opencite_sim::bedrock::Kind;
use opencite_sim::{Collection, Estate, Record};

use super::{ACCOUNT, Place};

/// A kind of the estate, as the program calls it, and the field that is the asset's id.
const KINDS: [(Kind, &str, &str); 17] = [
    (Kind::FoundationModel, "model", "modelArn"),
    (Kind::CustomModel, "custom_model", "modelArn"),
    (
        Kind::CustomModelDeployment,
        "custom_model_deployment",
        "customModelDeploymentArn",
    ),
    (Kind::ImportedModel, "imported_model", "modelArn"),
    (
        Kind::ProvisionedThroughput,
        "provisioned_throughput",
        "provisionedModelArn",
    ),
    (
        Kind::InferenceProfile,
        "inference_profile",
        "inferenceProfileArn",
    ),
    (Kind::PromptRouter, "prompt_router", "promptRouterArn"),
    (
        Kind::MarketplaceEndpoint,
        "marketplace_endpoint",
        "endpointArn",
    ),
    (Kind::Guardrail, "guardrail", "guardrailArn"),
    (Kind::EnforcedGuardrail, "enforced_guardrail", "configId"),
    (
        Kind::ReasoningPolicy,
        "automated_reasoning_policy",
        "policyArn",
    ),
    (Kind::CustomizationJob, "model_customization_job", "jobArn"),
    (Kind::CopyJob, "model_copy_job", "jobArn"),
    (Kind::ImportJob, "model_import_job", "jobArn"),
    (Kind::EvaluationJob, "evaluation_job", "jobArn"),
    (Kind::InvocationJob, "model_invocation_job", "jobArn"),
    (
        Kind::PromptOptimizationJob,
        "prompt_optimization_job",
        "jobArn",
    ),
];

/// Where every asset of the estate is, in these regions of the tests' account.
pub(crate) fn places(estate: &Estate, regions: &[&str]) -> BTreeSet<Place> {
    let records = records(estate, regions).map(|(place, _)| place);
    records.chain(logging(estate, regions)).collect()
}

/// Every resource that must become an asset, with its place.
pub(crate) fn records<'a>(
    estate: &'a Estate,
    regions: &'a [&str],
) -> impl Iterator<Item = (Place, &'a Record)> {
    let all = regions
        .iter()
        .flat_map(|region| KINDS.iter().map(move |kind| (region, kind)));
    all.flat_map(|(region, (kind, asset_type, id))| {
        let bedrock = estate.bedrock(ACCOUNT, region);
        let records = bedrock.and_then(|bedrock| bedrock.collection(*kind));
        records
            .into_iter()
            .flat_map(Collection::iter)
            .filter(|record| is_draft(*kind, record))
            .map(move |record| {
                let id = record.text(id).expect("a record has its id");
                (place(region, asset_type, id), record)
            })
    })
}

/// Guardrails and policies are listed by their drafts.
fn is_draft(kind: Kind, record: &Record) -> bool {
    let versioned = matches!(kind, Kind::Guardrail | Kind::ReasoningPolicy);
    !versioned || record.text("version") == Some("DRAFT")
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
