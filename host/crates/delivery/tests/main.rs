//! Deliveries to real servers on the loopback interface.

mod authority;
mod half_dead;
mod mail;
mod refusals;
mod server;
mod slow;
