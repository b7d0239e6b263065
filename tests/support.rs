//! What the tests arrange with: a simulated AWS, a place of one's own, and the program; and what they read results as.

mod beside;
mod database;
pub(crate) mod expected;
mod opencite;
mod postbox;
mod running;
mod shape;
mod sim;
mod stored;

pub(crate) use beside::Beside;
pub(crate) use database::Database;
pub(crate) use opencite::{Opencite, Run};
pub(crate) use postbox::MailServer;
pub(crate) use running::Running;
pub(crate) use shape::assert_shape;
pub(crate) use sim::{SimServer, until};
pub(crate) use stored::{Asset, Place, Unit};

/// The account of the tests' estates: AWS's documented example.
pub(crate) const ACCOUNT: &str = "111122223333";
