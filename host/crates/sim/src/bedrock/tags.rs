//! The tags of any resource that can have some.

use serde_json::{Value, json};

use super::Kind;
use super::get::not_found;
use super::resource::document;
use crate::call::Call;
use crate::estate::Record;
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// The types of ARNs that can have tags; Bedrock refuses the rest by their form.
const TAGGABLE: [&str; 15] = [
    "application-inference-profile",
    "async-invoke",
    "automated-reasoning-policy",
    "custom-model",
    "custom-model-deployment",
    "evaluation-job",
    "guardrail",
    "imported-model",
    "inference-profile",
    "model-customization-job",
    "model-import-job",
    "model-invocation-job",
    "prompt-router",
    "provisioned-model",
    "provisioned-model-v2",
];

pub(super) fn list_tags(call: &Call, world: &World) -> Result<Reply, Problem> {
    call.allow_parameters(&[])?;
    let arn = checked_arn(call)?;
    let bedrock = world.estate.bedrock(&call.account, &call.region);
    let found = bedrock.and_then(|bedrock| {
        let collections = Kind::ALL
            .into_iter()
            .filter_map(|kind| bedrock.collection(kind));
        let mut records = collections.filter_map(|collection| tagged(collection, &arn));
        records.next()
    });
    let record = found.ok_or_else(|| not_found(&arn))?;
    let tags: Vec<Value> = record
        .tags()
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect();
    Ok(Reply::Json(json!({ "tags": tags })))
}

/// A guardrail's ARN means the draft; its versions have no tags of their own.
fn tagged<'a>(collection: &'a crate::estate::Collection, arn: &str) -> Option<&'a Record> {
    collection
        .find(arn)
        .or_else(|| collection.find(&format!("{arn}:DRAFT")))
}

fn checked_arn(call: &Call) -> Result<String, Problem> {
    let arn = resource_arn(&call.body).ok_or_else(|| {
        Problem::invalid("1 validation error detected: Value at 'resourceARN' failed to satisfy constraint: Member must not be null")
    })?;
    let Value::String(arn) = arn else {
        return Err(Problem::invalid("resourceARN must be a string"));
    };
    let kind = arn
        .splitn(6, ':')
        .nth(5)
        .and_then(|resource| resource.split('/').next())
        .unwrap_or_default();
    if arn.starts_with("arn:aws") && arn.contains(":bedrock:") && TAGGABLE.contains(&kind) {
        return Ok(arn);
    }
    let pattern = format!(
        "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{{1,20}}:[0-9]{{12}}:({})/.+",
        TAGGABLE.join("|")
    );
    Err(Problem::constraint(
        &arn,
        "resourceARN",
        &format!("Member must satisfy regular expression pattern: {pattern}"),
    ))
}

/// The ARN that the body of the call names.
pub(super) fn resource_arn(body: &[u8]) -> Option<Value> {
    document(body)?.get("resourceARN").cloned()
}
