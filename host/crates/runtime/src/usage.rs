//! The interface `usage-sink`: checks the buckets that a plugin reports, and stages them until the window ends.

use std::collections::BTreeMap;

use opencite_bindings::host::usage_sink::{self, UsageBucket};
use opencite_core::Timestamp;

use crate::limits::Limits;

/// The most buckets in one batch.
const MAX_BATCH: usize = 1_000;
/// The longest model, principal or operation, in bytes.
const MAX_TEXT: usize = 2_048;

/// What makes two buckets one: hour, model, principal, operation.
type Key = (Timestamp, String, Option<String>, Option<String>);

/// The buckets of one window.
pub(crate) struct UsageSink {
    buckets: BTreeMap<Key, UsageBucket>,
    max_buckets: usize,
}

impl UsageSink {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            buckets: BTreeMap::new(),
            max_buckets: limits.usage_buckets,
        }
    }

    /// Each bucket once, sorted.
    pub(crate) fn into_buckets(self) -> Vec<UsageBucket> {
        self.buckets.into_values().collect()
    }

    fn stage(&mut self, batch: Vec<UsageBucket>) -> Result<(), String> {
        if batch.len() > MAX_BATCH {
            return Err(format!("{MAX_BATCH} buckets in one batch"));
        }
        if self.buckets.len() + batch.len() > self.max_buckets {
            return Err(format!("{} buckets in one window", self.max_buckets));
        }
        let keys: Vec<Key> = batch.iter().map(key).collect::<Result<_, _>>()?;
        self.buckets.extend(keys.into_iter().zip(batch));
        Ok(())
    }
}

impl usage_sink::Host for UsageSink {
    fn emit(&mut self, buckets: Vec<UsageBucket>) -> wasmtime::Result<Result<(), String>> {
        Ok(self.stage(buckets))
    }
}

fn key(bucket: &UsageBucket) -> Result<Key, String> {
    let UsageBucket {
        hour,
        model,
        principal,
        operation,
        ..
    } = bucket;
    let hour: Timestamp = hour
        .parse()
        .map_err(|_| format!("hour is not an RFC 3339 time: {hour:?}"))?;
    if hour.as_second() % 3600 != 0 || hour.subsec_nanosecond() != 0 {
        return Err(format!("{hour} is not the start of an hour"));
    }
    let texts = [Some(model), principal.as_ref(), operation.as_ref()];
    if texts
        .into_iter()
        .flatten()
        .any(|text| text.len() > MAX_TEXT)
    {
        return Err(format!("a text is over the limit of {MAX_TEXT} bytes"));
    }
    Ok((hour, model.clone(), principal.clone(), operation.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(hour: &str, invocations: u64) -> UsageBucket {
        UsageBucket {
            hour: hour.to_owned(),
            model: "anthropic.claude".to_owned(),
            principal: None,
            operation: None,
            invocations,
            errors: None,
            input_tokens: None,
            output_tokens: None,
            cache_read_tokens: None,
            cache_write_tokens: None,
        }
    }

    #[test]
    fn the_same_bucket_twice_is_one_bucket() {
        let mut sink = UsageSink::new(&Limits::default());
        sink.stage(vec![bucket("2026-11-21T06:00:00Z", 1)]).unwrap();
        sink.stage(vec![bucket("2026-11-21T06:00:00Z", 2)]).unwrap();
        assert_eq!(
            sink.into_buckets()
                .iter()
                .map(|bucket| bucket.invocations)
                .collect::<Vec<_>>(),
            [2]
        );
    }

    #[test]
    fn a_bucket_begins_with_the_hour() {
        let mut sink = UsageSink::new(&Limits::default());
        let refusal = sink
            .stage(vec![bucket("2026-11-21T06:30:00Z", 1)])
            .unwrap_err();
        insta::assert_snapshot!(refusal, @"2026-11-21T06:30:00Z is not the start of an hour");
    }
}
