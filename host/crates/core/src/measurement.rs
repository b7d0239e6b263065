//! What a metric said of an hour.

use std::fmt;

use crate::Hour;

/// What a metric said of one hour. A later word on the same hour replaces it: metrics grow for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Of what.
    pub subject: Subject,
    /// Which metric.
    pub metric: Metric,
    /// When.
    pub hour: Hour,
    /// The sum of its values.
    pub sum: f64,
    /// How many values there were, where that says more than the sum: an average is one by the other.
    pub samples: Option<f64>,
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A model, as the source names it.
    Model(String),
    /// An endpoint of the account.
    Endpoint {
        /// Its name.
        name: String,
        /// Which of the models behind it.
        variant: Option<String>,
    },
}

macro_rules! metrics {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What is measured of a model or an endpoint.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric {
            $($(#[$doc])* $name,)*
        }

        impl Metric {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name that plugins and the database use.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

metrics! {
    /// Calls. Of a model, those that succeeded; of an endpoint, all.
    Invocations = "invocations",
    /// Calls of a model that were wrong.
    ClientErrors = "client_errors",
    /// Calls of a model that failed at AWS.
    ServerErrors = "server_errors",
    /// Calls of a model that were too many.
    Throttles = "throttles",
    /// See [`TokenCounts::input`](crate::TokenCounts::input).
    InputTokens = "input_tokens",
    /// See [`TokenCounts::output`](crate::TokenCounts::output).
    OutputTokens = "output_tokens",
    /// See [`TokenCounts::cache_read`](crate::TokenCounts::cache_read).
    CacheReadTokens = "cache_read_tokens",
    /// See [`TokenCounts::cache_write`](crate::TokenCounts::cache_write).
    CacheWriteTokens = "cache_write_tokens",
    /// Milliseconds that calls of a model took.
    LatencyMs = "latency_ms",
    /// Calls of an endpoint that were wrong.
    Errors4xx = "errors_4xx",
    /// Calls of an endpoint that failed.
    Errors5xx = "errors_5xx",
    /// Calls of an endpoint that its model did not answer.
    ModelErrors = "model_errors",
    /// Milliseconds that the model of an endpoint took.
    ModelLatencyMs = "model_latency_ms",
    /// Milliseconds that an endpoint took besides its model.
    OverheadLatencyMs = "overhead_latency_ms",
}

impl Metric {
    /// The metric of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|metric| metric.as_str() == name)
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_found_by_its_name() {
        for metric in Metric::ALL {
            assert_eq!(Metric::from_name(metric.as_str()), Some(*metric));
        }
        assert_eq!(Metric::from_name("Invocations"), None);
    }
}
