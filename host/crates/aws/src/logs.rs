//! Amazon CloudWatch Logs: the log of model invocations.

mod model_invocation;

use aws_smithy_types::DateTime;
use opencite_bindings::aws::logs::{self, ModelInvocation, ModelInvocationPages};
use wasmtime::component::Resource;

use crate::into_wit::time;
use crate::session::{Session, listing_resource};

/// The most events of a page; AWS also ends one at 1 MiB.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
const LIMIT: i32 = 10_000;

/// Nothing else of a log group is read.
const PATTERN: &str = r#"{ $.schemaType = "ModelInvocationLog" }"#;

impl logs::Host for Session {
    async fn filter_log_events(
        &mut self,
        log_group_name: String,
        start_time: String,
        end_time: String,
    ) -> wasmtime::Result<Resource<ModelInvocationPages>> {
        let asked = (log_group_name.clone(), start_time.clone(), end_time.clone());
        let request = self
            .connection()
            .logs()
            .filter_log_events()
            .log_group_name(log_group_name)
            .start_time(milliseconds(&time(&start_time)?))
            // The end is included.
            .end_time(milliseconds(&time(&end_time)?) - 1)
            .filter_pattern(PATTERN)
            .limit(LIMIT);
        self.listing(
            "logs:FilterLogEvents",
            asked,
            request.into_paginator().send(),
            |page| {
                let events = page.events.unwrap_or_default();
                let records = events.into_iter().map(model_invocation::read).collect();
                (records, page.next_token)
            },
        )
    }
}

listing_resource!(
    logs::HostModelInvocationPages,
    ModelInvocationPages,
    ModelInvocation
);

fn milliseconds(time: &DateTime) -> i64 {
    time.to_millis().unwrap_or(i64::MAX)
}
