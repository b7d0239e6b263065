//! Lines of a log group that are no records of invocations.

use jiff::{SignedDuration, Timestamp};

use super::moment::Moment;

/// A line that something else wrote into the log group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    pub(crate) moment: Moment,
    pub(crate) text: String,
}

impl LogLine {
    /// A line of an hour ago.
    pub fn new(text: &str) -> Self {
        Self {
            moment: Moment::Ago(SignedDuration::from_hours(1)),
            text: text.to_owned(),
        }
    }

    /// When it was written.
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
}
