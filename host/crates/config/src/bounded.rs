//! Numbers within bounds.

use std::time::Duration;

use serde::Deserialize;

use crate::error::ConfigError;

/// The longest time that may be set, in seconds.
const MAX_SECONDS: f64 = 3600.0;

/// A number within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Bounded<const MIN: u16, const MAX: u16>(u16);

impl<const MIN: u16, const MAX: u16> Bounded<MIN, MAX> {
    /// The number, which has to be within the bounds: the build fails otherwise.
    pub(crate) const fn of<const NUMBER: u16>() -> Self {
        const { assert!(MIN <= NUMBER && NUMBER <= MAX) }
        Self(NUMBER)
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<const MIN: u16, const MAX: u16> TryFrom<i64> for Bounded<MIN, MAX> {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        u16::try_from(number)
            .ok()
            .filter(|number| (MIN..=MAX).contains(number))
            .map(Self)
            .ok_or_else(|| format!("it is not between {MIN} and {MAX}"))
    }
}

/// A time that is set in seconds, or else the default.
pub(crate) fn seconds(
    section: &str,
    name: &str,
    set: Option<f64>,
    default: Duration,
) -> Result<Duration, ConfigError> {
    match set {
        None => Ok(default),
        Some(seconds) if seconds > 0.0 && seconds <= MAX_SECONDS => {
            Ok(Duration::from_secs_f64(seconds))
        }
        Some(seconds) => Err(ConfigError::new(format!(
            "{name} in the config's [{section}] is {seconds}, not between 0 and {MAX_SECONDS} seconds"
        ))),
    }
}
