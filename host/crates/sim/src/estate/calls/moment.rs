//! When something happened: at a time, or this long before the simulator's clock starts.

use jiff::{SignedDuration, Timestamp};

/// A time that may wait for a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    At(Timestamp),
    Ago(SignedDuration),
}

impl Moment {
    /// The time that this is when the clock shows `now`, to the millisecond as AWS keeps it.
    pub(crate) fn resolve(self, now: Timestamp) -> Timestamp {
        let time = match self {
            Self::At(time) => time,
            Self::Ago(age) => now.saturating_sub(age).unwrap_or(Timestamp::MIN),
        };
        Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Moment;

    #[test]
    fn an_age_counts_back_from_the_clock() {
        let now: Timestamp = "2026-09-01T12:00:00.1234567Z".parse().expect("a time");
        let hour = Moment::Ago(SignedDuration::from_hours(1));
        assert_eq!(hour.resolve(now).to_string(), "2026-09-01T11:00:00.123Z");
        assert_eq!(
            Moment::At(Timestamp::UNIX_EPOCH).resolve(now),
            Timestamp::UNIX_EPOCH
        );
    }
}
