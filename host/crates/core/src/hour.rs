//! Hours, as usage is counted by.

use crate::Timestamp;

/// An hour of UTC, by its number since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(i64);

/// The seconds of an hour.
const SECONDS: i64 = 3600;

impl Hour {
    /// The hour that a time lies in.
    pub fn of(time: Timestamp) -> Self {
        // The seconds of a time before 1970 with a fraction are rounded towards 1970.
        let before = i64::from(time.subsec_nanosecond() < 0);
        Self((time.as_second() - before).div_euclid(SECONDS))
    }

    /// The hour that starts at a time; nothing when none does.
    pub fn starting_at(time: Timestamp) -> Option<Self> {
        let hour = Self::of(time);
        (hour.start() == Some(time)).then_some(hour)
    }

    /// The hour of that number.
    pub fn numbered(number: i64) -> Self {
        Self(number)
    }

    /// Its number.
    pub fn number(self) -> i64 {
        self.0
    }

    /// When it starts; nothing when that is no time.
    pub fn start(self) -> Option<Timestamp> {
        Timestamp::from_second(self.0.checked_mul(SECONDS)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_starts_on_the_hour() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let hour = Hour::starting_at(at("2026-11-21T06:00:00Z")).unwrap();
        assert_eq!(Hour::of(at("2026-11-21T06:59:59.999Z")), hour);
        assert_eq!(hour.start(), Some(at("2026-11-21T06:00:00Z")));
        assert_eq!(Hour::starting_at(at("2026-11-21T06:00:00.001Z")), None);
        assert_eq!(Hour::of(at("1969-12-31T23:59:59.5Z")).number(), -1);
    }
}
