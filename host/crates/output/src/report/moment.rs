//! A time in a report.

use opencite_core::Timestamp;
use serde::Serialize;

use crate::words::{clock, day, minute};

/// A time: for programs, and for people.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Moment {
    iso: String,
    text: String,
    day: String,
    clock: String,
}

impl From<Timestamp> for Moment {
    fn from(time: Timestamp) -> Self {
        Self {
            iso: time.to_string(),
            text: minute(time),
            day: day(time),
            clock: clock(time),
        }
    }
}
