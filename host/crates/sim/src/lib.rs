//! A strict simulated AWS on the loopback interface: the demo's account, the tests' AWS, the benchmarks' load.
//!
//! [`Sim`] is a running server, [`Estate`] what it answers with, [`Fault`] what it does wrong on purpose and
//! [`Principal`] who may call. What it does not know it refuses loudly and remembers ([`Sim::refusals`]). It is held
//! to the SDK's own models: when AWS and the simulator may differ, AWS is right.
//!
//! - `exchange` takes one request from bytes to an answer; `server` owns the sockets.
//! - `service` and `route` are where a service and an operation are added; each service has a folder of its own.
//! - `protocol` writes answers and errors as the service's wire protocol does.

mod account;
mod agentcore;
mod authorization;
pub mod bedrock;
mod bedrock_agent;
mod body;
mod bookmark;
mod call;
mod cbor;
mod cloudtrail;
mod cloudwatch;
mod estate;
mod exchange;
mod fault;
mod iam;
mod keyring;
mod logs;
mod members;
mod model;
mod modelled;
mod paging;
mod principal;
mod problem;
mod protocol;
mod region_name;
mod request;
mod request_log;
mod route;
mod sagemaker;
mod server;
mod service;
mod sigv4;
mod sim;
mod spoil;
mod sts;
mod world;

pub use estate::{
    Caller, Collection, EndpointTraffic, Estate, EstateSpec, EstateSpecError, Failure, Invocation,
    LogLine, ManagementEvent, Operation, Place, Record, Role, Tokens,
};
pub use fault::{Fault, FaultKind, FaultSpecError, Times};
pub use modelled::{Kind as ResourceKind, Resources};
pub use principal::Principal;
pub use request_log::{Refusal, RequestRecord};
pub use sim::{Sim, SimBuilder, SimError};
