//! What CloudWatch counts of each model, hour by hour: calls, errors and tokens of everybody together.

use opencite_plugin_sdk::usage_sink::{Metric, Subject};
use opencite_plugin_sdk::{HourlyMetric, HourlyMetrics, UsageKind};

pub(crate) const SOURCE: UsageKind = UsageKind {
    name: "model_metric",
    title: "Model metrics (CloudWatch)",
    retention_days: 455,
    delay_minutes: 5,
    setting: None,
    tell: |_, window| METRICS.tell(window),
    verify: || METRICS.verify(),
};

/// Source: <https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring.html>
const METRICS: HourlyMetrics = HourlyMetrics {
    namespace: "AWS/Bedrock",
    dimensions: &["ModelId"],
    metrics: &[
        HourlyMetric::count("Invocations", Metric::Invocations),
        HourlyMetric::count("InvocationClientErrors", Metric::ClientErrors),
        HourlyMetric::count("InvocationServerErrors", Metric::ServerErrors),
        HourlyMetric::count("InvocationThrottles", Metric::Throttles),
        HourlyMetric::count("InputTokenCount", Metric::InputTokens),
        HourlyMetric::count("OutputTokenCount", Metric::OutputTokens),
        HourlyMetric::count("CacheReadInputTokenCount", Metric::CacheReadTokens),
        HourlyMetric::count("CacheWriteInputTokenCount", Metric::CacheWriteTokens),
        HourlyMetric::time("InvocationLatency", Metric::Latency, 1.0),
    ],
    subject: |values| Subject::Model(values.concat()),
};
