//! Whether the invocations of models are logged, and where to.

use serde_json::json;

use crate::call::Call;
use crate::problem::Problem;
use crate::protocol::Reply;
use crate::world::World;

/// Answers with the configuration, or with nothing where logging is off.
pub(super) fn logging(call: &Call, world: &World) -> Result<Reply, Problem> {
    call.allow_parameters(&[])?;
    let bedrock = world.estate.bedrock(&call.account, &call.region);
    let config = bedrock.and_then(|bedrock| bedrock.invocation_logging());
    Ok(Reply::Json(config.map_or_else(
        || json!({}),
        |config| json!({ "loggingConfig": config }),
    )))
}
