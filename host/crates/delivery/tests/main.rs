//! Deliveries to real servers on the loopback interface.

#![expect(
    clippy::unwrap_used,
    reason = "a test states what it expects by failing"
)]

mod half_dead;
mod mail;
mod refusals;
mod slow;
mod trust;
mod webhook;
