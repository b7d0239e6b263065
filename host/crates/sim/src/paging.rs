//! Page sizes and the tokens between pages.
//!
//! A token says where the next page begins and belongs to one operation, account, region and filter: like AWS, the
//! simulator takes it back for nothing else. It names a place, not a number, so an estate that drifts between two
//! pages neither repeats nor skips what did not change.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use aws_smithy_types::base64;
use jiff::Timestamp;

use crate::call::Call;
use crate::estate::Key;
use crate::problem::Problem;

/// The smallest, largest and default size of a page of most lists of Bedrock.
pub(crate) const SIZES: PageSizes = PageSizes {
    default: 100,
    max: 1000,
};

/// What AWS allows for `maxResults`, and takes where it is absent.
#[derive(Clone, Copy)]
pub(crate) struct PageSizes {
    pub(crate) default: usize,
    pub(crate) max: usize,
}

impl PageSizes {
    /// The size of the page that the call asks for.
    pub(crate) fn of(self, call: &Call) -> Result<usize, Problem> {
        let Some(text) = call.parameter("maxResults") else {
            return Ok(self.default);
        };
        let bound = |constraint: String| Problem::constraint(text, "maxResults", &constraint);
        let size: i64 = text
            .parse()
            .map_err(|_| bound("Member must be an integer".to_owned()))?;
        let size = usize::try_from(size).unwrap_or_default();
        if size == 0 {
            return Err(bound(
                "Member must have value greater than or equal to 1".to_owned(),
            ));
        }
        if size > self.max {
            return Err(bound(format!(
                "Member must have value less than or equal to {}",
                self.max
            )));
        }
        Ok(size)
    }
}

/// The token after the record at `key`.
pub(crate) fn token(call: &Call, key: &Key) -> String {
    token_of(fingerprint(call), key)
}

/// Where the page that the call asks for begins: after this key, or at the start.
pub(crate) fn start(call: &Call) -> Result<Option<Key>, Problem> {
    let Some(token) = call.parameter("nextToken") else {
        return Ok(None);
    };
    key_of(fingerprint(call), token).map(Some)
}

/// The token after the record at `key`, for calls with this fingerprint.
pub(crate) fn token_of(fingerprint: u64, key: &Key) -> String {
    base64::encode(format!(
        "{fingerprint:016x}\n{}\n{}",
        key.created.as_nanosecond(),
        key.identity
    ))
}

/// What a token for calls with this fingerprint says.
pub(crate) fn key_of(fingerprint: u64, token: &str) -> Result<Key, Problem> {
    parse(fingerprint, token)
        .ok_or_else(|| Problem::invalid("The provided pagination token is invalid."))
}

fn parse(fingerprint: u64, token: &str) -> Option<Key> {
    let text = String::from_utf8(base64::decode(token).ok()?).ok()?;
    let mut lines = text.splitn(3, '\n');
    if lines.next()? != format!("{fingerprint:016x}") {
        return None;
    }
    let created = Timestamp::from_nanosecond(lines.next()?.parse().ok()?).ok()?;
    Some(Key {
        created,
        identity: lines.next()?.to_owned(),
    })
}

/// Tells calls apart whose pages must not be mixed.
fn fingerprint(call: &Call) -> u64 {
    let mut hasher = DefaultHasher::new();
    (call.operation, &call.account, &call.region).hash(&mut hasher);
    let filters = call
        .parameters
        .iter()
        .filter(|(name, _)| !["maxResults", "nextToken"].contains(&name.as_str()));
    filters.for_each(|pair| pair.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;

    use super::{SIZES, start, token};
    use crate::call::Call;
    use crate::estate::Key;

    fn call(operation: &'static str, parameters: &[(&str, &str)]) -> Call {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Call {
            operation,
            account: "111122223333".into(),
            region: "us-east-1".into(),
            principal: String::new(),
            access_key_id: String::new(),
            labels: BTreeMap::new(),
            parameters: parameters.iter().map(owned).collect(),
            body: bytes::Bytes::new(),
        }
    }

    #[test]
    fn sizes_outside_the_bounds_are_refused() {
        assert_eq!(SIZES.of(&call("X", &[])), Ok(100));
        assert_eq!(SIZES.of(&call("X", &[("maxResults", "1000")])), Ok(1000));
        let message = |size: &str| {
            SIZES
                .of(&call("X", &[("maxResults", size)]))
                .expect_err("out of range")
                .message
        };
        assert!(message("1001").ends_with("at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"));
        assert!(message("0").ends_with("greater than or equal to 1"));
        assert!(message("-1").ends_with("greater than or equal to 1"));
        assert!(message("ten").ends_with("Member must be an integer"));
    }

    #[test]
    fn a_token_is_good_for_its_own_operation_and_filter_only() {
        let key = Key {
            created: Timestamp::UNIX_EPOCH,
            identity: "arn:aws:x".into(),
        };
        let token = token(&call("X", &[("nameContains", "a")]), &key);
        let back = |operation, name| {
            start(&call(
                operation,
                &[("nameContains", name), ("nextToken", &token)],
            ))
        };
        assert_eq!(back("X", "a"), Ok(Some(key)));
        assert!(back("X", "b").is_err());
        assert!(back("Y", "a").is_err());
        assert!(start(&call("X", &[("nextToken", "garbage")])).is_err());
    }
}
