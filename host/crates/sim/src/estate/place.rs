//! An account and a region, and the ARNs and ids of what lies there.

use jiff::{SignedDuration, Timestamp};

/// The moment from which [`minute`] counts: 2026-01-01T00:00:00Z.
const FIRST_MINUTE: Timestamp = Timestamp::constant(1_767_225_600, 0);

/// Where a resource is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    account: String,
    region: String,
}

impl Place {
    pub fn new(account: &str, region: &str) -> Self {
        Self {
            account: account.to_owned(),
            region: region.to_owned(),
        }
    }

    pub fn account(&self) -> &str {
        &self.account
    }

    pub fn region(&self) -> &str {
        &self.region
    }

    /// The ARN of a resource of Bedrock: `arn:aws:bedrock:REGION:ACCOUNT:KIND/ID`.
    pub fn arn(&self, kind: &str, id: &str) -> String {
        format!(
            "arn:aws:bedrock:{}:{}:{kind}/{id}",
            self.region, self.account
        )
    }

    /// The ARN of a foundation model, which belongs to no account.
    pub fn foundation_model(&self, id: &str) -> String {
        format!("arn:aws:bedrock:{}::foundation-model/{id}", self.region)
    }

    pub fn role(&self, name: &str) -> String {
        format!("arn:aws:iam::{}:role/{name}", self.account)
    }

    /// The ARN of a KMS key, told from others by a number.
    pub fn kms_key(&self, number: u32) -> String {
        format!(
            "arn:aws:kms:{}:{}:key/5130c0de-0000-4000-8000-{number:012}",
            self.region, self.account
        )
    }

    /// An id of twelve characters as Bedrock gives them, the same for the same kind and number.
    pub(crate) fn id(kind: &str, number: usize) -> String {
        let width = 12 - kind.len().min(12);
        format!("{kind}{number:0width$}")
    }
}

/// A time, this many minutes after the start of 2026, as restJson1 writes it.
pub(crate) fn minute(number: usize) -> String {
    let minutes = i64::try_from(number).unwrap_or_default();
    FIRST_MINUTE
        .saturating_add(SignedDuration::from_mins(minutes))
        .unwrap_or(FIRST_MINUTE)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::{Place, minute};

    #[test]
    fn ids_and_times_have_the_form_of_the_service() {
        assert_eq!(Place::id("cm", 42), "cm0000000042");
        assert_eq!(minute(61), "2026-01-01T01:01:00Z");
    }
}
