//! The simulated AWS over its sockets: raw HTTP for what no client would send, and the real SDK for what it must read.

mod binary;
mod client;
mod faults;
mod filters;
mod log;
mod paging;
mod routing;
mod sdk;
mod sdk_fields;
mod signatures;
mod sts;
