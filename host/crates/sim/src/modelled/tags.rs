//! The tags of any resource that has an ARN.

use serde_json::{Map, Value, json};

use super::{Api, Missing};
use crate::call::Call;
use crate::estate::Record;
use crate::model::{Operation, Shape};
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// Answers the service's operation for tags, which has them in a list or in a map.
pub(super) fn list_tags(
    api: &Api,
    operation: &Operation,
    call: &Call,
    document: &Map<String, Value>,
    world: &World,
) -> Result<Reply, Problem> {
    let arn = arn(document).unwrap_or_default();
    let record = tagged(api, call, world, arn).ok_or_else(|| {
        (api.missing)(&Missing {
            what: "resource",
            operation,
            name: arn.to_owned(),
        })
    })?;
    let model = (api.model)();
    let mut members = model.structure(operation.output).members.iter();
    let Some(member) = members.find(|member| member.name.eq_ignore_ascii_case("tags")) else {
        return Err(Problem::unknown_operation(&operation.name));
    };
    let tags = record.tags().iter();
    let tags = match model.shape(member.shape) {
        Shape::List { .. } => tags
            .map(|(key, value)| json!({"Key": key, "Value": value}))
            .collect(),
        _ => Value::Object(
            tags.map(|(key, value)| (key.clone(), Value::from(value.as_str())))
                .collect(),
        ),
    };
    let answer = Map::from_iter([(member.name.clone(), tags)]);
    Ok(Reply::Json(Value::Object(answer)))
}

/// The ARN that a request names.
pub(super) fn arn(document: &Map<String, Value>) -> Option<&str> {
    let mut members = document.iter();
    let arn = members.find(|(name, _)| name.eq_ignore_ascii_case("resourceArn"));
    arn?.1.as_str()
}

fn tagged<'a>(api: &Api, call: &Call, world: &'a World, arn: &str) -> Option<&'a Record> {
    let resources = world.estate.resources(&call.account, &call.region)?;
    let mut kinds = api.kinds.iter();
    kinds.find_map(|kind| {
        let record = resources.collection(kind)?.find(arn)?;
        (record.text(kind.identity()) == Some(arn)).then_some(record)
    })
}
