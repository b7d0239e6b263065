//! Calls of models, as the log of model invocations tells of them: with tokens, and those that a cache had.

use opencite_plugin_sdk::aws::logs::{ModelInvocation, filter_log_events};
use opencite_plugin_sdk::usage_sink::{self, Invocation, Principal, Window};
use opencite_plugin_sdk::{
    ConfigValue, Failure, Pages as _, UsageKind, config, days_ago, days_of, log, try_list,
};

pub(crate) const SOURCE: UsageKind = UsageKind {
    name: "invocation_log",
    title: "Model invocations (CloudWatch Logs)",
    // As long as the log group keeps them; the calls themselves are kept no longer than this.
    retention_days: 90,
    delay_minutes: 15,
    setting: Some(LOG_GROUP),
    tell: |_, window| tell(&log_group(), window),
    verify: || {
        let group = log_group();
        if group.is_empty() {
            return Vec::new();
        }
        let pages = filter_log_events(&group, &days_ago(1), &days_ago(0));
        try_list("logs:FilterLogEvents", &pages)
    },
};

/// The setting that names the log group.
pub(crate) const LOG_GROUP: &str = "cloudwatch_log_group";

/// Calls that the host takes at once.
const BATCH: usize = 1_000;

fn log_group() -> String {
    match config::get(LOG_GROUP) {
        Some(ConfigValue::Text(group)) => group,
        _ => String::new(),
    }
}

/// Day by day, the newest first: CloudWatch lists the oldest first, so a day that was not read to its end is not told.
fn tell(group: &str, window: &Window) -> Result<(), Failure> {
    for day in days_of(window) {
        tell_day(group, &day)?;
        usage_sink::covered(&day)?;
    }
    Ok(())
}

fn tell_day(group: &str, day: &Window) -> Result<(), Failure> {
    let mut unreadable = 0;
    let pages = filter_log_events(group, &day.from, &day.to);
    while let Some(page) = pages.next_page()? {
        let calls: Vec<Invocation> = page.iter().filter_map(invocation).collect();
        unreadable += page.len() - calls.len();
        for batch in calls.chunks(BATCH) {
            usage_sink::emit(batch)?;
        }
    }
    if unreadable > 0 {
        let words = format!("{unreadable} records of log group {group} could not be read");
        log::write(log::Level::Warn, &words);
    }
    Ok(())
}

/// The call that a record tells of; nothing when the record could not be read.
fn invocation(record: &ModelInvocation) -> Option<Invocation> {
    if !record.readable {
        return None;
    }
    Some(Invocation {
        id: record
            .request_id
            .clone()
            .or_else(|| record.event_id.clone())?,
        time: record.timestamp.clone(),
        operation: record.operation.clone().unwrap_or_default(),
        model: record.model_id.clone(),
        principal: record.identity_arn.clone().map(|arn| Principal {
            kind: kind(&arn).map(str::to_owned),
            arn,
            session: None,
        }),
        source_ip: None,
        user_agent: None,
        inference_region: record.inference_region.clone(),
        error_code: record.error_code.clone(),
        error_message: None,
        input_tokens: record.input_token_count,
        output_tokens: record.output_token_count,
        cache_read_tokens: record.cache_read_input_token_count,
        cache_write_tokens: record.cache_write_input_token_count,
    })
}

/// What an ARN is the ARN of, in CloudTrail's words.
fn kind(arn: &str) -> Option<&'static str> {
    let resource = arn.splitn(6, ':').nth(5)?;
    match resource.split('/').next()? {
        "assumed-role" => Some("AssumedRole"),
        "user" => Some("IAMUser"),
        "federated-user" => Some("FederatedUser"),
        "root" => Some("Root"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};

    use super::*;

    fn record(more: &Value) -> ModelInvocation {
        let mut record = json!({
            "timestamp": "2026-11-20T10:00:00Z",
            "readable": true,
            "request_id": "r-1",
        });
        for (name, value) in more.as_object().expect("an object") {
            record[name] = value.clone();
        }
        from_value(record).expect("a record")
    }

    #[test]
    fn tokens_are_told_and_those_of_a_cache_apart() {
        let call = invocation(&record(&json!({
            "operation": "Converse",
            "identity_arn": "arn:aws:sts::111122223333:assumed-role/chat/i-1",
            "input_token_count": 4,
            "output_token_count": 50,
            "cache_write_input_token_count": 18131,
        })))
        .expect("it can be read");
        assert_eq!(
            (
                call.input_tokens,
                call.output_tokens,
                call.cache_read_tokens,
                call.cache_write_tokens
            ),
            (Some(4), Some(50), None, Some(18_131))
        );
        let principal = call.principal.expect("somebody called");
        assert_eq!(principal.kind.as_deref(), Some("AssumedRole"));
    }

    #[test]
    fn a_record_that_could_not_be_read_is_no_call() {
        assert!(invocation(&record(&json!({ "readable": false }))).is_none());
    }

    #[test]
    fn an_arn_says_what_it_is_the_arn_of() {
        let kinds = [
            "arn:aws:iam::111122223333:user/eng/ada",
            "arn:aws:iam::111122223333:root",
            "arn:aws:sts::111122223333:federated-user/ada",
            "arn:aws:sts::111122223333:assumed-role/chat/i-1",
            "arn:aws",
            "",
        ]
        .map(kind);
        assert_eq!(
            kinds,
            [
                Some("IAMUser"),
                Some("Root"),
                Some("FederatedUser"),
                Some("AssumedRole"),
                None,
                None
            ]
        );
    }
}
