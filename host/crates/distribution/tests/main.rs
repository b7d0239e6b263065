//! Components fetched from and pushed to real servers on the loopback interface.

#![expect(
    clippy::unwrap_used,
    reason = "a test states what it expects by failing"
)]

mod fetch_file;
mod fetch_url;
mod fixtures;
mod login;
mod pull;
mod pull_hostile;
mod push;
mod redirects;
mod registry;
mod server;
mod slow;
