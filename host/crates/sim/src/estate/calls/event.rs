//! Events of CloudTrail that are no calls of models.

use jiff::{SignedDuration, Timestamp};

use super::caller::Caller;
use super::moment::Moment;

/// A management event, or what CloudTrail has instead of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagementEvent {
    pub(crate) moment: Moment,
    pub(crate) source: String,
    pub(crate) name: String,
    pub(crate) caller: Caller,
    pub(crate) read_only: bool,
    pub(crate) raw: Option<String>,
}

impl ManagementEvent {
    /// An event of Bedrock, an hour ago: `ListFoundationModels`.
    pub fn bedrock(name: &str, caller: Caller) -> Self {
        let reads = ["Get", "List"]
            .iter()
            .any(|prefix| name.starts_with(prefix));
        Self {
            moment: Moment::Ago(SignedDuration::from_hours(1)),
            source: "bedrock.amazonaws.com".to_owned(),
            name: name.to_owned(),
            caller,
            read_only: reads,
            raw: None,
        }
    }

    /// The same of another service: `sts.amazonaws.com`.
    #[must_use]
    pub fn of(self, source: &str) -> Self {
        Self {
            source: source.to_owned(),
            ..self
        }
    }

    /// When it happened.
    #[must_use]
    pub fn at(self, time: Timestamp) -> Self {
        Self {
            moment: Moment::At(time),
            ..self
        }
    }

    /// How long it is ago when the simulator starts.
    #[must_use]
    pub fn ago(self, age: SignedDuration) -> Self {
        Self {
            moment: Moment::Ago(age),
            ..self
        }
    }

    /// The text of `CloudTrailEvent`, whatever it may be.
    #[must_use]
    pub fn raw(self, text: &str) -> Self {
        Self {
            raw: Some(text.to_owned()),
            ..self
        }
    }
}
