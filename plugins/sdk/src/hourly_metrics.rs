//! Metrics of CloudWatch, hour by hour, as usage.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::cloudwatch::{self, Dimension, MetricDataResult, MetricStat};
use crate::pages::Pages as _;
use crate::plugin::Failure;
use crate::time::hour_of;
use crate::usage_sink::{self, Measurement, Metric, Subject, Window};
use crate::verify::tried;
use crate::{AwsError, Check};

/// AWS keeps the points of an hour for 455 days, and those of less for less.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>
const HOUR: u32 = 3600;

/// Measurements that the host takes at once.
const BATCH: usize = 1_000;

/// A namespace of CloudWatch, and what of it is told.
pub struct HourlyMetrics {
    /// `AWS/Bedrock`.
    pub namespace: &'static str,
    /// The dimensions that a metric has, all of them and no others: AWS finds nothing under fewer.
    pub dimensions: &'static [&'static str],
    /// Which metrics.
    pub metrics: &'static [HourlyMetric],
    /// What is measured, by the values of the dimensions.
    pub subject: fn(&[&str]) -> Subject,
}

/// A metric that is told.
pub struct HourlyMetric {
    /// CloudWatch's name: `InvocationLatency`.
    pub name: &'static str,
    pub metric: Metric,
    /// What a value is multiplied with: 0.001 makes milliseconds of microseconds.
    pub factor: f64,
    /// Whether an average is of interest: then the number of values is asked for, too.
    pub is_average: bool,
}

impl HourlyMetric {
    /// A number of things that add up.
    pub const fn count(name: &'static str, metric: Metric) -> Self {
        Self {
            name,
            metric,
            factor: 1.0,
            is_average: false,
        }
    }

    /// A time that is averaged.
    pub const fn time(name: &'static str, metric: Metric, factor: f64) -> Self {
        Self {
            name,
            metric,
            factor,
            is_average: true,
        }
    }
}

/// A metric of a subject, in the order in which it is asked for.
type Series<'a> = (&'a HourlyMetric, Vec<String>);

impl HourlyMetrics {
    /// Tells the metrics of a window, from the start of its first hour on.
    ///
    /// # Errors
    ///
    /// When the metrics cannot be listed, or some of their points cannot be had: the window is then not told whole.
    pub fn tell(&self, window: &Window) -> Result<(), Failure> {
        let series = self.series()?;
        let start = hour_of(&window.from).unwrap_or_else(|| window.from.clone());
        let queries: Vec<MetricStat> = series
            .iter()
            .flat_map(|series| self.queries(series))
            .collect();
        let mut answers = cloudwatch::get_metric_data(&queries, &start, &window.to).into_iter();
        let mut measurements = Vec::new();
        for (metric, values) in &series {
            let sums = points(answers.next())?;
            let samples = if metric.is_average {
                points(answers.next())?
            } else {
                BTreeMap::new()
            };
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            measurements.extend(sums.into_iter().map(|(hour, sum)| Measurement {
                subject: (self.subject)(&values),
                metric: metric.metric,
                sum: sum * metric.factor,
                samples: samples.get(&hour).copied(),
                hour,
            }));
        }
        for batch in measurements.chunks(BATCH) {
            usage_sink::measure(batch)?;
        }
        Ok(usage_sink::covered(window)?)
    }

    /// Tries the actions.
    pub fn verify(&self) -> Vec<Check> {
        let listed = cloudwatch::list_metrics(self.namespace, None).next_page();
        let query = MetricStat {
            namespace: self.namespace.to_owned(),
            metric_name: "Invocations".to_owned(),
            dimensions: Vec::new(),
            period: HOUR,
            stat: "Sum".to_owned(),
        };
        let (yesterday, now) = (crate::time::days_ago(1), crate::time::days_ago(0));
        let answer = cloudwatch::get_metric_data(&[query], &yesterday, &now).pop();
        let answered = answer.map(|answer| tried("cloudwatch:GetMetricData", answer));
        [tried("cloudwatch:ListMetrics", listed)]
            .into_iter()
            .chain(answered)
            .collect()
    }

    /// The metrics that CloudWatch has, sorted.
    fn series(&self) -> Result<Vec<Series<'_>>, AwsError> {
        let mut found = BTreeSet::new();
        let pages = cloudwatch::list_metrics(self.namespace, None);
        while let Some(page) = pages.next_page()? {
            found.extend(page.iter().filter_map(|metric| self.known(metric)));
        }
        Ok(found
            .into_iter()
            .filter_map(|(index, values)| Some((self.metrics.get(index)?, values)))
            .collect())
    }

    /// The place of a metric in the table, and the values of its dimensions, when it is one that is told.
    fn known(&self, metric: &cloudwatch::Metric) -> Option<(usize, Vec<String>)> {
        let name = metric.metric_name.as_deref()?;
        let index = self.metrics.iter().position(|known| known.name == name)?;
        if metric.dimensions.len() != self.dimensions.len() {
            return None;
        }
        let value = |name: &&str| {
            let dimension = metric.dimensions.iter().find(|it| it.name == *name)?;
            Some(dimension.value.clone())
        };
        let values: Option<Vec<String>> = self.dimensions.iter().map(value).collect();
        Some((index, values?))
    }

    fn queries(&self, (metric, values): &Series<'_>) -> Vec<MetricStat> {
        let query = |stat: &str| MetricStat {
            namespace: self.namespace.to_owned(),
            metric_name: metric.name.to_owned(),
            dimensions: self
                .dimensions
                .iter()
                .zip(values)
                .map(|(name, value)| Dimension {
                    name: (*name).to_owned(),
                    value: value.clone(),
                })
                .collect(),
            period: HOUR,
            stat: stat.to_owned(),
        };
        let stats: &[&str] = if metric.is_average {
            &["Sum", "SampleCount"]
        } else {
            &["Sum"]
        };
        stats.iter().map(|stat| query(stat)).collect()
    }
}

/// The values by hour.
fn points(
    answer: Option<Result<MetricDataResult, AwsError>>,
) -> Result<BTreeMap<String, f64>, Failure> {
    let Some(answer) = answer else {
        return Err(Failure::Other("a metric was not answered".to_owned()));
    };
    let data = answer?;
    if let Some(status) = data.status_code.filter(|status| status != "Complete") {
        return Err(Failure::Other(format!(
            "CloudWatch gave only a part of a metric: {status}"
        )));
    }
    Ok(data.timestamps.into_iter().zip(data.values).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDPOINTS: HourlyMetrics = HourlyMetrics {
        namespace: "AWS/SageMaker",
        dimensions: &["EndpointName", "VariantName"],
        metrics: &[
            HourlyMetric::count("Invocations", Metric::Invocations),
            HourlyMetric::time("ModelLatency", Metric::Latency, 0.001),
        ],
        subject: |values| Subject::Model(values.join("/")),
    };

    fn metric(name: &str, dimensions: &[(&str, &str)]) -> cloudwatch::Metric {
        let dimension = |(name, value): &(&str, &str)| Dimension {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        cloudwatch::Metric {
            namespace: Some("AWS/SageMaker".to_owned()),
            metric_name: Some(name.to_owned()),
            dimensions: dimensions.iter().map(dimension).collect(),
        }
    }

    #[test]
    fn only_metrics_with_just_these_dimensions_are_asked_for() {
        let both = [("VariantName", "blue"), ("EndpointName", "churn")];
        let found = ENDPOINTS.known(&metric("ModelLatency", &both));
        assert_eq!(
            found,
            Some((1, vec!["churn".to_owned(), "blue".to_owned()]))
        );
        assert_eq!(ENDPOINTS.known(&metric("Invocations", &both[1..])), None);
        let three = [both[0], both[1], ("InstanceId", "i-1")];
        assert_eq!(ENDPOINTS.known(&metric("Invocations", &three)), None);
        assert_eq!(ENDPOINTS.known(&metric("CPUUtilization", &both)), None);
    }

    #[test]
    fn a_time_is_asked_for_with_its_number_of_values() {
        let values = vec!["churn".to_owned(), "blue".to_owned()];
        let asked = |index: usize| {
            let queries = ENDPOINTS.queries(&(&ENDPOINTS.metrics[index], values.clone()));
            let stats: Vec<String> = queries.iter().map(|query| query.stat.clone()).collect();
            assert!(queries.iter().all(|query| query.period == 3600));
            stats.join(" ")
        };
        assert_eq!(asked(0), "Sum");
        assert_eq!(asked(1), "Sum SampleCount");
    }

    #[test]
    fn a_part_of_a_metric_is_no_answer() {
        let data = |status: &str| {
            Some(Ok(MetricDataResult {
                timestamps: vec!["2026-11-21T06:00:00Z".to_owned()],
                values: vec![2.0],
                status_code: Some(status.to_owned()),
            }))
        };
        assert_eq!(points(data("Complete")).expect("all").len(), 1);
        assert!(points(data("PartialData")).is_err());
        assert!(points(None).is_err());
    }
}
