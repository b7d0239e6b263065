//! What CloudWatch counts of each endpoint and the variants behind it, hour by hour: calls, errors and times.

use opencite_plugin_sdk::usage_sink::{Endpoint, Metric, Subject};
use opencite_plugin_sdk::{HourlyMetric, HourlyMetrics, UsageKind};

pub(crate) const SOURCE: UsageKind = UsageKind {
    name: "endpoint_metric",
    title: "Endpoint metrics (CloudWatch)",
    retention_days: 455,
    delay_minutes: 5,
    setting: None,
    tell: |_, window| METRICS.tell(window),
    verify: || METRICS.verify(),
};

/// SageMaker measures times in microseconds.
const TO_MILLISECONDS: f64 = 0.001;

/// Source: <https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html>
const METRICS: HourlyMetrics = HourlyMetrics {
    namespace: "AWS/SageMaker",
    dimensions: &["EndpointName", "VariantName"],
    metrics: &[
        HourlyMetric::count("Invocations", Metric::Invocations),
        HourlyMetric::count("Invocation4XXErrors", Metric::ClientErrors),
        HourlyMetric::count("Invocation5XXErrors", Metric::ServerErrors),
        HourlyMetric::count("InvocationModelErrors", Metric::ModelErrors),
        HourlyMetric::time("ModelLatency", Metric::Latency, TO_MILLISECONDS),
        HourlyMetric::time("OverheadLatency", Metric::OverheadLatency, TO_MILLISECONDS),
    ],
    subject,
};

fn subject(values: &[&str]) -> Subject {
    let mut values = values.iter().map(|value| (*value).to_owned());
    Subject::Endpoint(Endpoint {
        name: values.next().unwrap_or_default(),
        variant_name: values.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_a_variant_of_an_endpoint() {
        let Subject::Endpoint(endpoint) = subject(&["churn", "blue"]) else {
            panic!("it is an endpoint");
        };
        assert_eq!(endpoint.name, "churn");
        assert_eq!(endpoint.variant_name.as_deref(), Some("blue"));
    }

    #[test]
    fn times_are_told_in_milliseconds_and_with_the_number_of_calls() {
        let times = METRICS.metrics.iter().filter(|metric| metric.is_average);
        let factors: Vec<f64> = times.map(|metric| metric.factor).collect();
        assert_eq!(factors, [0.001, 0.001]);
    }
}
