//! The section `[deliveries]`: how hard it is tried to send a report.

use std::num::NonZeroU32;

use opencite_delivery::RetryPolicy;
use serde::Deserialize;

use crate::bounded::{Bounded, seconds};
use crate::error::ConfigError;

/// How hard it is tried to send a report before it is left for the next time.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveriesSection {
    /// How often, in one go.
    attempts: Option<Bounded<1, 10>>,
    /// How long to wait after the first attempt, in seconds; later waits double.
    backoff: Option<f64>,
}

impl DeliveriesSection {
    /// When to try again.
    ///
    /// # Errors
    ///
    /// When a number is out of bounds.
    pub fn retry(&self) -> Result<RetryPolicy, ConfigError> {
        let default = RetryPolicy::default();
        let attempts = self
            .attempts
            .and_then(|set| NonZeroU32::new(set.get().into()));
        Ok(RetryPolicy {
            attempts: attempts.unwrap_or(default.attempts),
            first: seconds("deliveries", "backoff", self.backoff, default.first)?,
            longest: default.longest,
        })
    }
}
