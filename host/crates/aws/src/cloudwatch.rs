//! Amazon CloudWatch: metrics.

use std::collections::HashMap;

use aws_sdk_cloudwatch::Client;
use aws_sdk_cloudwatch::operation::get_metric_data::{GetMetricDataError, GetMetricDataOutput};
use aws_sdk_cloudwatch::types::{self, MetricDataQuery, ScanBy};
use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::DateTime;
use opencite_bindings::aws::cloudwatch::{
    self, Dimension, Metric, MetricDataResult, MetricPages, MetricStat,
};
use opencite_bindings::aws::types::AwsError;
use serde::Serialize;
use wasmtime::component::Resource;

use crate::into_wit::{IntoWit, time};
use crate::session::{Session, listing_resource};

/// The most metrics of one call.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>
const MAX_QUERIES: usize = 500;

impl cloudwatch::Host for Session {
    async fn list_metrics(
        &mut self,
        namespace: String,
        metric_name: Option<String>,
    ) -> wasmtime::Result<Resource<MetricPages>> {
        let asked = (namespace.clone(), metric_name.clone());
        let request = self
            .connection()
            .cloudwatch()
            .list_metrics()
            .namespace(namespace)
            .set_metric_name(metric_name);
        self.listing(
            "cloudwatch:ListMetrics",
            asked,
            request.into_paginator().send(),
            |page| (page.metrics.into_wit(), page.next_token),
        )
    }

    async fn get_metric_data(
        &mut self,
        metrics: Vec<MetricStat>,
        start_time: String,
        end_time: String,
    ) -> wasmtime::Result<Vec<Result<MetricDataResult, AwsError>>> {
        let (start, end) = (time(&start_time)?, time(&end_time)?);
        let mut answers = Vec::with_capacity(metrics.len());
        for batch in metrics.chunks(MAX_QUERIES) {
            let client = self.connection().cloudwatch().clone();
            let pages = pages(&client, batch, start, end);
            let asked = (batch, &start_time, &end_time);
            answers.extend(self.batch(batch.len(), asked, pages).await);
        }
        Ok(answers)
    }
}

listing_resource!(cloudwatch::HostMetricPages, MetricPages, Metric);

impl Session {
    /// Asks for as many metrics as one call takes, answered in order.
    async fn batch(
        &mut self,
        metrics: usize,
        asked: impl Serialize,
        pages: MetricDataPages,
    ) -> Vec<Result<MetricDataResult, AwsError>> {
        let read = self
            .whole_listing("cloudwatch:GetMetricData", asked, pages, |page| {
                let results = page.metric_data_results.unwrap_or_default();
                let results = results.into_iter().map(identified).collect();
                (results, page.next_token)
            })
            .await;
        match read {
            Ok(results) => {
                let mut by_id = joined(results);
                let answer = |index| Ok(by_id.remove(&id(index)).unwrap_or_else(nothing));
                (0..metrics).map(answer).collect()
            }
            Err(error) => (0..metrics).map(|_| Err(error.clone())).collect(),
        }
    }
}

type MetricDataPages =
    PaginationStream<Result<GetMetricDataOutput, SdkError<GetMetricDataError, HttpResponse>>>;

fn pages(
    client: &Client,
    metrics: &[MetricStat],
    start: DateTime,
    end: DateTime,
) -> MetricDataPages {
    let queries = metrics.iter().enumerate().map(query).collect();
    client
        .get_metric_data()
        .set_metric_data_queries(Some(queries))
        .start_time(start)
        .end_time(end)
        .scan_by(ScanBy::TimestampAscending)
        .into_paginator()
        .send()
}

/// Ids begin with a small letter.
fn id(index: usize) -> String {
    format!("m{index}")
}

fn query((index, metric): (usize, &MetricStat)) -> MetricDataQuery {
    let dimensions = metric.dimensions.iter().map(|dimension| {
        types::Dimension::builder()
            .name(&dimension.name)
            .value(&dimension.value)
            .build()
    });
    let asked = types::Metric::builder()
        .namespace(&metric.namespace)
        .metric_name(&metric.metric_name)
        .set_dimensions(Some(dimensions.collect()))
        .build();
    let stat = types::MetricStat::builder()
        .metric(asked)
        .period(i32::try_from(metric.period).unwrap_or(i32::MAX))
        .stat(&metric.stat)
        .build();
    MetricDataQuery::builder()
        .id(id(index))
        .metric_stat(stat)
        .return_data(true)
        .build()
}

/// A result with the id of its query.
fn identified(result: types::MetricDataResult) -> (String, MetricDataResult) {
    let read = MetricDataResult {
        timestamps: result.timestamps.into_wit(),
        values: result.values.unwrap_or_default(),
        status_code: result.status_code.map(|code| code.as_str().to_owned()),
    };
    (result.id.unwrap_or_default(), read)
}

/// The points of each metric: AWS spreads those of one over several pages.
fn joined(results: Vec<(String, MetricDataResult)>) -> HashMap<String, MetricDataResult> {
    let mut by_id: HashMap<String, MetricDataResult> = HashMap::new();
    for (id, result) in results {
        let entry = by_id.entry(id).or_insert_with(nothing);
        entry.timestamps.extend(result.timestamps);
        entry.values.extend(result.values);
        // The last page says how it ended.
        entry.status_code = result.status_code;
    }
    by_id
}

fn nothing() -> MetricDataResult {
    MetricDataResult {
        timestamps: Vec::new(),
        values: Vec::new(),
        status_code: None,
    }
}

impl IntoWit<Metric> for types::Metric {
    fn into_wit(self) -> Metric {
        Metric {
            namespace: self.namespace,
            metric_name: self.metric_name,
            dimensions: self.dimensions.into_wit(),
        }
    }
}

impl IntoWit<Dimension> for types::Dimension {
    fn into_wit(self) -> Dimension {
        Dimension {
            name: self.name.unwrap_or_default(),
            value: self.value.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(id: &str, seconds: i64, value: f64) -> (String, MetricDataResult) {
        let result = types::MetricDataResult::builder()
            .id(id)
            .timestamps(DateTime::from_secs(seconds))
            .values(value)
            .build();
        identified(result)
    }

    #[test]
    fn the_points_of_a_metric_are_joined_over_pages() {
        let joined = joined(vec![
            result("m0", 0, 1.0),
            result("m1", 0, 2.0),
            result("m0", 3600, 3.0),
        ]);
        assert_eq!(joined["m0"].values, [1.0, 3.0]);
        assert_eq!(
            joined["m0"].timestamps,
            ["1970-01-01T00:00:00Z", "1970-01-01T01:00:00Z"]
        );
        assert_eq!(joined["m1"].values, [2.0]);
    }
}
