//! Connections to servers that a line of a config or of a command names.
//!
//! - [`Reach`], [`AddressKind`]: where a connection may go.
//! - [`Target`], [`Resolve`], [`Connected`], [`ConnectError`]: a name becomes addresses once, and only they are dialled.
//! - [`Trust`], [`TlsError`]: whose certificates are accepted.
//! - [`Duplex`]: what a protocol is spoken over, secure or not.
//!
//! No protocol is spoken here, and nothing is read but the system's certificates; every wait has a bound.

#![warn(missing_docs)]

mod connect;
mod duplex;
mod reach;
mod trust;

pub use connect::{ConnectError, Connected, Resolve, SystemResolver, Target};
pub use duplex::Duplex;
pub use reach::{AddressKind, Reach};
pub use trust::{CertificateProblem, TlsError, Trust, TrustError};
