//! The integration tests: the program as its users run it, and plugins as strangers may write them. One binary, no
//! network, nothing shared but the simulated AWS on loopback that each test starts for itself.

#![expect(
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test states what it expects by failing, and says what it skips"
)]

mod support;

mod accounts;
mod bad_input;
mod commands;
mod credentials;
mod database;
mod deliveries;
mod demo;
mod guests;
mod guide;
mod history;
mod kill;
mod new_plugin;
mod permissions;
mod plugins;
mod reports;
mod scan;
mod schedule;
mod secrets;
mod units;
mod usage;
