//! Makes one document of what a request has in its path, its query and its body.

use serde_json::{Map, Number, Value};

use crate::call::Call;
use crate::model::{Location, Model, Operation, Shape, ShapeId};
use crate::problem::Problem;

/// The members of a request, as its model has them.
pub(super) fn document(
    model: &Model,
    operation: &Operation,
    call: &Call,
) -> Result<Map<String, Value>, Problem> {
    let mut document = call.document()?;
    let mut read = vec![];
    for member in &operation.input.members {
        let text = match &member.location {
            Location::Body => continue,
            Location::Path(label) => call.labels.get(label.as_str()),
            Location::Query(name) => {
                read.push(name.as_str());
                call.parameters.get(name)
            }
        };
        if document.contains_key(&member.name) {
            return Err(Problem::unimplemented(&format!(
                "the member {} in the body of {}",
                member.name, call.operation
            )));
        }
        if let Some(text) = text {
            document.insert(member.name.clone(), typed(model, member.shape, text));
        }
    }
    call.allow_parameters(&read)?;
    model
        .check_members(&operation.input, &document)
        .map_err(|flaw| flaw.problem(call.operation))?;
    Ok(document)
}

/// What a text of the path or the query means; what it cannot mean stays text, and is refused for it.
fn typed(model: &Model, shape: ShapeId, text: &str) -> Value {
    let value = match model.shape(shape) {
        Shape::Number { whole: true, .. } => text.parse::<i64>().ok().map(Value::from),
        Shape::Number { .. } => text
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map(Value::from),
        Shape::Boolean => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}
