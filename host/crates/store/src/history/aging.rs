//! What grows too old to be listed.

use opencite_core::Timestamp;

/// Whether what was created then is too old for a unit that lists since then: that it is not listed does not say that it
/// is gone. Of what nobody knows the age, it does.
pub(super) fn is_too_old(created: Option<Timestamp>, listed_since: Option<Timestamp>) -> bool {
    let times = created.zip(listed_since);
    times.is_some_and(|(created, since)| created < since)
}
