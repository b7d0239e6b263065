//! What Bedrock and SageMaker tell CloudWatch of a call.

use jiff::Timestamp;

use super::metrics::{Datum, Metrics, Series};
use crate::estate::calls::endpoint_traffic::EndpointTraffic;
use crate::estate::calls::failure::Blame;
use crate::estate::calls::invocation::{Invocation, Tokens};

const BEDROCK: &str = "AWS/Bedrock";
const SAGEMAKER: &str = "AWS/SageMaker";

/// The kinds of ARN whose last part is what `ModelId` has; of others it has the whole ARN.
const NAMED_BY_ID: [&str; 3] = [
    "foundation-model",
    "inference-profile",
    "application-inference-profile",
];

/// Publishes a call of a model, for the model and for all models together.
pub(crate) fn call(metrics: &mut Metrics, time: Timestamp, call: &Invocation) {
    let model = model_id(&call.model);
    for (name, value) in values(call) {
        for dimensions in [&[("ModelId", model)][..], &[]] {
            let series = Series::new(BEDROCK, name, dimensions);
            metrics.publish(series, time, Datum::times(value, 1));
        }
    }
}

/// Publishes what a variant of an endpoint was asked.
pub(crate) fn traffic(metrics: &mut Metrics, time: Timestamp, traffic: &EndpointTraffic) {
    let count = traffic.invocations;
    let dimensions = [
        ("EndpointName", traffic.endpoint.as_str()),
        ("VariantName", traffic.variant.as_str()),
    ];
    let data = [
        ("Invocations", Datum::times(1.0, count)),
        (
            "Invocation4XXErrors",
            Datum::hits(traffic.errors_4xx, count),
        ),
        (
            "Invocation5XXErrors",
            Datum::hits(traffic.errors_5xx, count),
        ),
        (
            "InvocationModelErrors",
            Datum::hits(traffic.model_errors, count),
        ),
        (
            "ModelLatency",
            Datum::times(f64::from(traffic.model_latency_us), count),
        ),
        (
            "OverheadLatency",
            Datum::times(f64::from(traffic.overhead_latency_us), count),
        ),
    ];
    for (name, datum) in data {
        metrics.publish(Series::new(SAGEMAKER, name, &dimensions), time, datum);
    }
}

/// The metrics that count a call: one for a failure, and for a success all others.
fn values(call: &Invocation) -> Vec<(&'static str, f64)> {
    if let Some(failure) = &call.failure {
        let name = match failure.blame() {
            Blame::Client => "InvocationClientErrors",
            Blame::Server => "InvocationServerErrors",
            Blame::Throttle => "InvocationThrottles",
        };
        return vec![(name, 1.0)];
    }
    let mut values = vec![
        ("Invocations", 1.0),
        ("InvocationLatency", f64::from(call.latency_ms)),
    ];
    values.extend(call.tokens.into_iter().flat_map(token_values));
    values
}

fn token_values(tokens: Tokens) -> impl Iterator<Item = (&'static str, f64)> {
    let counts = [
        ("InputTokenCount", Some(tokens.input)),
        ("OutputTokenCount", Some(tokens.output)),
        ("CacheReadInputTokenCount", tokens.cache_read),
        ("CacheWriteInputTokenCount", tokens.cache_write),
    ];
    let exact = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    counts
        .into_iter()
        .filter_map(move |(name, count)| Some((name, exact(count?))))
}

/// What the dimension `ModelId` has for a model as it was called.
fn model_id(model: &str) -> &str {
    let resource = model
        .splitn(6, ':')
        .nth(5)
        .filter(|_| model.starts_with("arn:"));
    let Some((kind, id)) = resource.and_then(|resource| resource.split_once('/')) else {
        return model;
    };
    if NAMED_BY_ID.contains(&kind) {
        return id;
    }
    model
}

#[cfg(test)]
mod tests {
    use super::model_id;

    #[test]
    fn models_and_profiles_are_named_by_id_and_the_rest_by_arn() {
        let arn = |rest: &str| format!("arn:aws:bedrock:us-east-1:111122223333:{rest}");
        let sonnet = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
        assert_eq!(model_id(sonnet), sonnet);
        assert_eq!(
            model_id(&arn(&format!("inference-profile/{sonnet}"))),
            sonnet
        );
        assert_eq!(model_id(&arn("application-inference-profile/d0f3")), "d0f3");
        assert_eq!(
            model_id("arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0"),
            "amazon.nova-pro-v1:0"
        );
        let provisioned = arn("provisioned-model/abc");
        assert_eq!(model_id(&provisioned), provisioned);
    }
}
