//! The integration tests: the program as its users run it, and plugins as strangers may write them. One binary, no
//! network, nothing shared but the simulated AWS on loopback that each test starts for itself.

#![expect(
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test states what it expects by failing, and says what it skips"
)]

mod support;

// The servers of the tests of opencite-distribution.
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "they do more than is of use here, and as tests there do"
)]
#[path = "../host/crates/distribution/tests/registry.rs"]
mod registry;
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "they do more than is of use here, and as tests there do"
)]
#[path = "../host/crates/distribution/tests/server.rs"]
mod server;

mod accounts;
mod bad_input;
mod commands;
mod contract;
mod credentials;
mod database;
mod deliveries;
mod demo;
mod distribution;
mod guests;
mod guide;
mod history;
mod kill;
mod new_plugin;
mod permissions;
mod plugins;
mod recordings;
mod reports;
mod scan;
mod schedule;
mod secrets;
mod units;
mod usage;
