//! What the calls read and change: the estate, who may call, and what time it is.

use jiff::Timestamp;

use crate::estate::Estate;
use crate::keyring::Keyring;

/// The state of the simulated AWS, behind one lock.
pub(crate) struct World {
    pub(crate) estate: Estate,
    pub(crate) keyring: Keyring,
    /// Tells the time.
    pub(crate) clock: fn() -> Timestamp,
}
