//! A call of a model in JSON.

use opencite_core::{InvocationRecord, Principal, Timestamp};
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct InvocationWire<'a> {
    id: &'a str,
    time: Timestamp,
    account: &'a str,
    region: &'a str,
    operation: Option<&'a str>,
    /// The model's one id.
    model: Option<&'a str>,
    /// The model as it was called.
    route: Option<&'a str>,
    principal: Option<&'a str>,
    session: Option<&'a str>,
    source_ip: Option<&'a str>,
    user_agent: Option<&'a str>,
    error_code: Option<&'a str>,
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
    principal_kind: Option<&'a str>,
    inference_region: Option<&'a str>,
    error_message: Option<&'a str>,
}

impl<'a> From<&'a InvocationRecord> for InvocationWire<'a> {
    fn from(record: &'a InvocationRecord) -> Self {
        let call = &record.invocation;
        let principal = call.principal.as_ref();
        Self {
            id: call.id.as_str(),
            time: call.time,
            account: record.account.as_str(),
            region: record.region.as_str(),
            operation: call.operation.as_deref(),
            model: record.model.as_deref(),
            route: call.model.as_deref(),
            principal: principal.map(Principal::arn),
            session: principal.and_then(Principal::session),
            source_ip: call.source_ip.as_deref(),
            user_agent: call.user_agent.as_deref(),
            error_code: call.error_code.as_deref(),
            input_tokens: call.tokens.input,
            output_tokens: call.tokens.output,
            cache_read_tokens: call.tokens.cache_read,
            cache_write_tokens: call.tokens.cache_write,
            principal_kind: principal.map(Principal::kind),
            inference_region: call.inference_region.as_deref(),
            error_message: call.error_message.as_deref(),
        }
    }
}
