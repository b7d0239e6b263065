//! Ids that are made, and the same on every machine, so that a demo looks the same.

use crate::estate::Place;

/// An id in the form of a UUID, for one thing of one place.
pub(crate) fn uuid(kind: &str, at: &Place, serial: u64) -> String {
    let name = format!("{kind}/{}/{}/{serial}", at.account(), at.region());
    let (high, low) = (hash(&name), hash(&format!("{name}/low")));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff
    )
}

/// FNV-1a, with its bits mixed once more: names that differ in their last letter only differ everywhere.
pub(crate) fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::uuid;
    use crate::estate::Place;

    #[test]
    fn ids_differ_by_kind_place_and_number() {
        let at = Place::new("111122223333", "us-east-1");
        let id = uuid("request", &at, 1);
        assert_eq!(id, uuid("request", &at, 1));
        assert_eq!(id.len(), 36);
        let there = Place::new("111122223333", "eu-west-1");
        for other in [
            uuid("event", &at, 1),
            uuid("request", &at, 2),
            uuid("request", &there, 1),
        ] {
            assert_ne!(id, other);
        }
    }
}
