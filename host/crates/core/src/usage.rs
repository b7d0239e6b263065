//! Usage: what a unit learned of it, and what it comes to.

use crate::{
    AccountId, ContentHash, Invocation, Measurement, Outcome, Region, Route, TimeSpan, Timestamp,
    TokenCounts, UnitKey,
};

/// What came of a unit whose type is a source of usage.
#[derive(Debug, Clone)]
pub struct UsageResult {
    /// Which unit.
    pub key: UnitKey,
    /// How it ended.
    pub outcome: Outcome,
    /// The calls that the source tells of, in any order.
    pub invocations: Vec<Invocation>,
    /// What the source says of hours.
    pub measurements: Vec<Measurement>,
    /// Of which spans everything was handed in.
    pub covered: Vec<TimeSpan>,
    /// Requests sent to AWS, retries included.
    pub requests: u64,
    /// When the unit began.
    pub started: Timestamp,
    /// When it ended.
    pub finished: Timestamp,
    /// The digest of the plugin's file.
    pub plugin_digest: ContentHash,
}

/// What usage is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageBy {
    /// The model, whatever the way to it.
    Model,
    /// The role, user or service that called.
    Principal,
    /// The name that the model was called by.
    Profile,
    /// The day, in UTC.
    Day,
}

/// How often something was called, and with how many tokens. A count that nobody reported is absent, which is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallCounts {
    /// Calls, whether they failed or not.
    pub invocations: Option<u64>,
    /// Those that failed.
    pub errors: Option<u64>,
    /// What was read and written.
    pub tokens: TokenCounts,
}

/// What usage comes to for one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRow {
    /// The model, principal, name or day; nothing where no source named it.
    pub key: Option<String>,
    /// How much.
    pub counts: CallCounts,
    /// How many principals; nothing where no source named one.
    pub principals: Option<u64>,
    /// When the first call was, to the second or, where only a metric tells, the hour.
    pub first_seen: Option<Timestamp>,
    /// When the last call was.
    pub last_seen: Option<Timestamp>,
    /// What else is known of the key.
    pub detail: UsageDetail,
}

/// What else is known of what usage was counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageDetail {
    /// Nothing.
    Model,
    /// Of a principal.
    Principal {
        /// AWS's word for what it is.
        kind: Option<String>,
        /// How many sessions of it called.
        sessions: u64,
        /// How many models it called.
        models: u64,
    },
    /// Of a name that models are called by.
    Profile {
        /// The model behind it.
        model: Option<String>,
        /// The way that it leads.
        route: Route,
    },
    /// Nothing.
    Day,
}

/// How an endpoint was used.
#[derive(Debug, Clone, PartialEq)]
pub struct EndpointUsage {
    /// Whose it is.
    pub account: AccountId,
    /// Where it is.
    pub region: Region,
    /// Its name.
    pub endpoint: String,
    /// Which of the models behind it.
    pub variant: Option<String>,
    /// Calls.
    pub invocations: Option<u64>,
    /// Calls that were wrong.
    pub errors_4xx: Option<u64>,
    /// Calls that failed.
    pub errors_5xx: Option<u64>,
    /// Calls that the model did not answer.
    pub model_errors: Option<u64>,
    /// Milliseconds that the model took on average.
    pub model_latency_ms: Option<f64>,
    /// Milliseconds that all else took on average.
    pub overhead_latency_ms: Option<f64>,
    /// The first hour with calls.
    pub first_seen: Option<Timestamp>,
    /// The last hour with calls.
    pub last_seen: Option<Timestamp>,
}

/// The main numbers of a span of time. What was never asked is absent, which is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageSummary {
    /// Which span.
    pub span: TimeSpan,
    /// Endpoints that there are.
    pub endpoints: Option<u64>,
    /// Endpoints that were called in the span.
    pub active_endpoints: Option<u64>,
    /// Calls of endpoints.
    pub endpoint_invocations: Option<u64>,
    /// Models of the account's own that there are.
    pub models: Option<u64>,
    /// Model packages that there are.
    pub model_packages: Option<u64>,
    /// Training jobs that began in the span.
    pub training_jobs: Option<u64>,
    /// Models that were called in the span.
    pub models_called: Option<u64>,
    /// Calls of models.
    pub invocations: Option<u64>,
    /// Calls of models that failed.
    pub errors: Option<u64>,
    /// Principals that called models.
    pub principals: Option<u64>,
}

/// What is known of a source of usage: of which time it was asked, and how it went the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageCoverage {
    /// The unit whose type is the source.
    pub key: UnitKey,
    /// How its latest run ended.
    pub latest: Outcome,
    /// Of which spans everything is there, oldest first; none touches another.
    pub covered: Vec<TimeSpan>,
}

impl UsageCoverage {
    /// What is not there of a span, newest first.
    pub fn missing(&self, span: TimeSpan) -> Vec<TimeSpan> {
        span.without(self.covered.iter().copied())
    }
}

impl EndpointUsage {
    /// What tells it from the other variants of its account and region.
    pub fn key(&self) -> String {
        match &self.variant {
            Some(variant) => format!("{}/{variant}", self.endpoint),
            None => self.endpoint.clone(),
        }
    }

    /// Calls that did not succeed.
    pub fn errors(&self) -> Option<u64> {
        [self.errors_4xx, self.errors_5xx]
            .into_iter()
            .flatten()
            .reduce(u64::saturating_add)
    }
}

impl CallCounts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.by_field(other, |one, other| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        })
    }

    /// The larger of what two sources say of the same calls: each may miss some, and none invents any.
    #[must_use]
    pub fn larger(self, other: Self) -> Self {
        self.by_field(other, Option::max)
    }

    fn by_field(
        self,
        other: Self,
        field: impl Fn(Option<u64>, Option<u64>) -> Option<u64>,
    ) -> Self {
        let (one, two) = (self.tokens, other.tokens);
        Self {
            invocations: field(self.invocations, other.invocations),
            errors: field(self.errors, other.errors),
            tokens: TokenCounts {
                input: field(one.input, two.input),
                output: field(one.output, two.output),
                cache_read: field(one.cache_read, two.cache_read),
                cache_write: field(one.cache_write, two.cache_write),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(invocations: Option<u64>, input: Option<u64>) -> CallCounts {
        CallCounts {
            invocations,
            tokens: TokenCounts {
                input,
                ..TokenCounts::default()
            },
            ..CallCounts::default()
        }
    }

    #[test]
    fn what_nobody_reported_is_no_zero() {
        let sum = counts(Some(2), None).plus(counts(Some(3), None));
        assert_eq!(sum, counts(Some(5), None));
        let sum = counts(None, Some(7)).plus(counts(Some(0), None));
        assert_eq!(sum, counts(Some(0), Some(7)));
    }

    #[test]
    fn each_count_is_the_larger_one() {
        let both = counts(Some(2), Some(90)).larger(counts(Some(3), None));
        assert_eq!(both, counts(Some(3), Some(90)));
    }
}
