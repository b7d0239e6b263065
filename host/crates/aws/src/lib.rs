//! Credentials, clients and the mapping of AWS answers to WIT records.
//!
//! - [`Settings`]: who to be, where, and how patient; secrets in types that cannot be printed.
//! - [`Account`]: who is signed in; [`Connection`]: its clients for one region, made once and shared by units.
//! - [`Session`]: what one unit of work may call; implements the AWS interfaces of the WIT.
//! - [`Ledger`]: what became of a unit's calls, kept by the host whatever the plugin claims.
//!
//! Nothing here writes to AWS, and no function returns a secret.

#[cfg(feature = "bedrock")]
mod bedrock;
mod calls;
mod classify;
mod connection;
pub mod fingerprint;
mod into_wit;
mod ledger;
mod lend;
mod meter;
mod scrub;
mod session;
mod settings;
mod sts;

pub use connection::{Account, Connection, Identity, SignInError, configured_region};
pub use ledger::{Ledger, LedgerEntry};
pub use session::Session;
pub use settings::{EndpointUrl, EndpointUrlError, Patience, Role, Secret, Settings, StaticKeys};
