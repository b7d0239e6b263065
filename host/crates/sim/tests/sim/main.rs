//! The simulated AWS over its sockets: raw HTTP for what no client would send, and the real SDK for what it must read.

mod account;
mod agentcore;
mod bedrock_agent;
mod binary;
mod client;
mod cloudtrail;
mod cloudwatch;
mod faults;
mod filters;
mod invocation_log;
mod log;
mod modelled;
mod modelled_requests;
mod paging;
mod routing;
mod sagemaker;
mod sdk;
mod sdk_clients;
mod sdk_fields;
mod signatures;
mod sts;
mod usage;
