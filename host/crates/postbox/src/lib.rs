//! A mail server and a webhook's listener that keep what they are given, for tests. The protocols are mailin's and
//! hyper's, the sockets and TLS are ours.
//!
//! - [`Server`]: listens on loopback until it is dropped.
//! - [`House`]: what it refuses, and the [`Letter`]s that it was given.
//! - [`Listener`]: what a webhook leads to, and what it [`Heard`].
//! - [`Authority`]: signs the certificates of servers, this one and others.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test states what it expects by failing"
)]
#![warn(missing_docs)]

mod authority;
mod house;
mod listener;
mod server;

pub use authority::Authority;
pub use house::{House, Letter};
pub use listener::{Heard, Listener};
pub use mailin::AuthMechanism;
pub use server::{Server, Tls};
