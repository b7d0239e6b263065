//! Deliveries to real servers on the loopback interface.

#![expect(
    clippy::unwrap_used,
    reason = "a test states what it expects by failing"
)]

mod authority;
mod half_dead;
mod mail;
mod refusals;
mod server;
mod slow;
mod webhook;
