//! What a SageMaker endpoint was asked: only CloudWatch knows, as CloudTrail has it for a data event.

use jiff::{SignedDuration, Timestamp};

use super::moment::Moment;

/// Calls of one variant of an endpoint within one minute.
#[derive(Clone, Debug, PartialEq)]
pub struct EndpointTraffic {
    pub(crate) moment: Moment,
    pub(crate) endpoint: String,
    pub(crate) variant: String,
    pub(crate) invocations: u32,
    pub(crate) errors_4xx: u32,
    pub(crate) errors_5xx: u32,
    pub(crate) model_errors: u32,
    /// How long the model took for each, in microseconds, as CloudWatch has it.
    pub(crate) model_latency_us: u32,
    pub(crate) overhead_latency_us: u32,
}

impl EndpointTraffic {
    /// Successful calls, an hour ago.
    pub fn new(endpoint: &str, variant: &str, invocations: u32) -> Self {
        Self {
            moment: Moment::Ago(SignedDuration::from_hours(1)),
            endpoint: endpoint.to_owned(),
            variant: variant.to_owned(),
            invocations,
            errors_4xx: 0,
            errors_5xx: 0,
            model_errors: 0,
            model_latency_us: 12_500,
            overhead_latency_us: 1_800,
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

    /// How many of the calls failed: by the client's fault, by the server's, and of these in the model itself.
    #[must_use]
    pub fn errors(self, errors_4xx: u32, errors_5xx: u32, model_errors: u32) -> Self {
        Self {
            errors_4xx,
            errors_5xx,
            model_errors,
            ..self
        }
    }

    /// How long each call took, in microseconds: the model, and what is around it.
    #[must_use]
    pub fn latency_us(self, model: u32, overhead: u32) -> Self {
        Self {
            model_latency_us: model,
            overhead_latency_us: overhead,
            ..self
        }
    }
}
