//! Credentials, clients and the mapping of AWS answers to WIT records.
//!
//! - [`Account`]: who is signed in; [`Connection`]: its clients for one region, made once and shared by units.
//! - [`Session`]: what one unit of work may call; implements the AWS interfaces of the WIT.
//! - [`Grant`]: what a plugin may call.
//! - [`Tape`]: what a unit was told, written down or read again.
//! - [`recording`]: the files of a scan that was written down.
//! - [`Ledger`]: what became of a unit's calls, kept by the host whatever the plugin claims.
//!
//! Nothing here writes to AWS, and no function returns a secret.

#[cfg(feature = "agentcore")]
mod agentcore;
mod answers;
#[cfg(feature = "bedrock")]
mod bedrock;
mod budget;
mod calls;
mod classify;
mod cloudtrail;
mod cloudwatch;
mod connection;
pub mod fingerprint;
mod grant;
mod into_wit;
mod ledger;
mod lend;
mod logs;
mod meter;
pub mod recording;
mod regions;
mod renewal;
mod requests;
#[cfg(feature = "sagemaker")]
mod sagemaker;
mod scrub;
mod session;
mod signable;
mod sts;
mod tape;
mod weighed;

pub use connection::{Account, Connection, Identity, SignInError, configured_region};
pub use grant::Grant;
pub use ledger::{Ledger, LedgerEntry};
pub use regions::AccountRegion;
pub use session::{Session, unit_error};
pub use tape::{Entry, Recorded, Recorder, Tape};
