//! Whom a test believes.

use opencite_delivery::Trust;
use opencite_postbox::Authority;

/// Believes in an authority.
pub(crate) fn trust(authority: &Authority) -> Trust {
    Trust::system_and(authority.pem().as_bytes()).unwrap()
}
