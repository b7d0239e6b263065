//! Calls of models.

use crate::{AccountId, InvocationId, Principal, Region, Timestamp, TokenCounts};

/// One call of a model, as a source tells of it.
///
/// All texts are the caller's: any text may come, up to what AWS itself takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// AWS's id of the request, which all sources share.
    pub id: InvocationId,
    /// When it was made.
    pub time: Timestamp,
    /// The operation of the API: `Converse`.
    pub operation: Option<String>,
    /// The model as the caller named it: an id, an ARN.
    pub model: Option<String>,
    /// Who called.
    pub principal: Option<Principal>,
    /// The address that the call came from, or the service.
    pub source_ip: Option<String>,
    /// The program that called.
    pub user_agent: Option<String>,
    /// The region that the model ran in, where that may be another.
    pub inference_region: Option<String>,
    /// AWS's code of what went wrong; without one, the call succeeded.
    pub error_code: Option<String>,
    /// What went wrong, in words.
    pub error_message: Option<String>,
    /// What the model read and wrote.
    pub tokens: TokenCounts,
}

/// A call of a model as it is stored: what all sources said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvocationRecord {
    /// The account whose model was called.
    pub account: AccountId,
    /// The region that was called.
    pub region: Region,
    /// The call.
    pub invocation: Invocation,
    /// The model that was called, whatever the way to it.
    pub model: Option<String>,
}
