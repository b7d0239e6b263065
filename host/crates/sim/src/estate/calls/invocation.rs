//! One call of a model: what CloudTrail's event, the log's record and the metrics are all derived from.

use jiff::{SignedDuration, Timestamp};

use super::caller::Caller;
use super::failure::Failure;
use super::moment::Moment;
use super::operation::Operation;

/// Where calls come from when nobody says.
const SOURCE_IP: &str = "203.0.113.7";

/// What calls are made with when nobody says.
const USER_AGENT: &str = "Boto3/1.40.61 md/Botocore#1.40.61 os/linux lang/python#3.12.11";

/// How long a call takes when nobody says.
const LATENCY_MS: u32 = 800;

/// One call of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    pub(crate) moment: Moment,
    pub(crate) operation: Operation,
    /// The model as the caller named it: an id, the id of a profile, or an ARN.
    pub(crate) model: String,
    pub(crate) caller: Caller,
    pub(crate) tokens: Option<Tokens>,
    pub(crate) failure: Option<Failure>,
    pub(crate) latency_ms: u32,
    pub(crate) inference_region: Option<String>,
    pub(crate) request_id: RequestId,
    pub(crate) source_ip: String,
    pub(crate) user_agent: String,
    pub(crate) trail: Trail,
    pub(crate) large: bool,
}

/// How many tokens a call took; input does not contain what came from the cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    pub input: u64,
    pub output: u64,
    pub cache_read: Option<u64>,
    pub cache_write: Option<u64>,
}

/// The id that CloudTrail and the log share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RequestId {
    /// Made from the place and the number of the call.
    Made,
    Given(String),
    /// CloudTrail has none, as for some calls of services.
    Absent,
}

/// What CloudTrail leaves out of the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trail {
    pub(crate) without_tokens: bool,
    pub(crate) without_parameters: bool,
}

impl Invocation {
    /// A successful call, an hour ago, that tells no tokens.
    pub fn new(operation: Operation, model: &str, caller: Caller) -> Self {
        Self {
            moment: Moment::Ago(SignedDuration::from_hours(1)),
            operation,
            model: model.to_owned(),
            caller,
            tokens: None,
            failure: None,
            latency_ms: LATENCY_MS,
            inference_region: None,
            request_id: RequestId::Made,
            source_ip: SOURCE_IP.to_owned(),
            user_agent: USER_AGENT.to_owned(),
            trail: Trail::default(),
            large: false,
        }
    }

    /// Calls spread evenly over the time before the simulator's clock, the first the oldest.
    pub fn spread(
        count: u32,
        over: SignedDuration,
        make: impl Fn(u32) -> Self,
    ) -> impl Iterator<Item = Self> {
        (0..count).map(move |number| {
            let left = i128::from(count - number) * over.as_millis() / i128::from(count.max(1));
            let age = i64::try_from(left).unwrap_or(i64::MAX);
            make(number).ago(SignedDuration::from_millis(age))
        })
    }

    /// When it happened.
    #[must_use]
    pub fn at(self, time: Timestamp) -> Self {
        Self {
            moment: Moment::At(time),
            ..self
        }
    }

    /// How long it is ago when the simulator starts, or when it is added to one that runs.
    #[must_use]
    pub fn ago(self, age: SignedDuration) -> Self {
        Self {
            moment: Moment::Ago(age),
            ..self
        }
    }

    /// How many tokens it took.
    #[must_use]
    pub fn tokens(self, input: u64, output: u64) -> Self {
        let tokens = Tokens {
            input,
            output,
            ..self.tokens.unwrap_or_default()
        };
        Self {
            tokens: Some(tokens),
            ..self
        }
    }

    /// How many tokens the cache saved, and how many it took in.
    #[must_use]
    pub fn cached(self, read: u64, write: u64) -> Self {
        let tokens = Tokens {
            cache_read: Some(read),
            cache_write: Some(write),
            ..self.tokens.unwrap_or_default()
        };
        Self {
            tokens: Some(tokens),
            ..self
        }
    }

    /// It failed: then it took no tokens.
    #[must_use]
    pub fn failed(self, failure: Failure) -> Self {
        Self {
            failure: Some(failure),
            tokens: None,
            ..self
        }
    }

    #[must_use]
    pub fn latency_ms(self, latency_ms: u32) -> Self {
        Self { latency_ms, ..self }
    }

    /// The region where the model ran, when the call was sent to another.
    #[must_use]
    pub fn ran_in(self, region: &str) -> Self {
        Self {
            inference_region: Some(region.to_owned()),
            ..self
        }
    }

    /// The id of the request; without it, one is made.
    #[must_use]
    pub fn request_id(self, id: &str) -> Self {
        Self {
            request_id: RequestId::Given(id.to_owned()),
            ..self
        }
    }

    /// CloudTrail's event has no id of the request.
    #[must_use]
    pub fn without_request_id(self) -> Self {
        Self {
            request_id: RequestId::Absent,
            ..self
        }
    }

    #[must_use]
    pub fn source_ip(self, ip: &str) -> Self {
        Self {
            source_ip: ip.to_owned(),
            ..self
        }
    }

    #[must_use]
    pub fn user_agent(self, agent: &str) -> Self {
        Self {
            user_agent: agent.to_owned(),
            ..self
        }
    }

    /// CloudTrail does not tell the tokens; the log and the metrics do.
    #[must_use]
    pub fn without_trail_tokens(mut self) -> Self {
        self.trail.without_tokens = true;
        self
    }

    /// CloudTrail has `requestParameters: null`, as it always has for a call that was denied.
    #[must_use]
    pub fn without_parameters(mut self) -> Self {
        self.trail.without_parameters = true;
        self
    }

    /// The bodies are too large for the log, which says where in S3 they are.
    #[must_use]
    pub fn large(self) -> Self {
        Self {
            large: true,
            ..self
        }
    }

    /// Whether CloudTrail names the model.
    pub(crate) fn tells_parameters(&self) -> bool {
        let denied = self.failure.as_ref().is_some_and(Failure::is_denial);
        !denied && !self.trail.without_parameters
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{Caller, Failure, Invocation, Moment, Operation};

    #[test]
    fn spread_calls_fill_the_time_before_now() {
        let call = |_| Invocation::new(Operation::Converse, "m", Caller::root());
        let calls = Invocation::spread(4, SignedDuration::from_hours(8), call);
        let ages: Vec<Moment> = calls.map(|call| call.moment).collect();
        let hours = |hours| Moment::Ago(SignedDuration::from_hours(hours));
        assert_eq!(ages, [hours(8), hours(6), hours(4), hours(2)]);
    }

    #[test]
    fn a_failed_call_took_no_tokens_and_a_denied_one_tells_no_model() {
        let call = Invocation::new(Operation::Converse, "m", Caller::root()).tokens(3, 4);
        assert!(call.tells_parameters());
        let call = call.failed(Failure::denied());
        assert_eq!(call.tokens, None);
        assert!(!call.tells_parameters());
    }
}
