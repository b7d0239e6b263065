//! The interface `usage-sink`: checks what a plugin tells of usage, and stages it until the call ends.

use opencite_bindings::host::usage_sink::{self, Window};
use opencite_core::{
    Hour, Invocation, InvocationId, Measurement, Metric, Principal, Subject, TimeSpan, Timestamp,
    TokenCounts,
};

use crate::limits::Limits;

/// The most calls, or measurements, in one batch.
const MAX_BATCH: usize = 1_000;
/// The longest text, in bytes.
const MAX_TEXT: usize = 2_048;
/// The most spans of time that one call may call covered.
const MAX_COVERED: usize = 100_000;

/// What is wrong with an id, without the id, which may be long.
const BAD_ID: &str = "the id is empty, over 256 bytes, or holds control characters";

/// What was told of one window.
pub(crate) struct UsageSink {
    told: Told,
    bytes: usize,
    max_records: usize,
    max_bytes: usize,
}

/// What a plugin tells of usage.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) invocations: Vec<Invocation>,
    pub(crate) measurements: Vec<Measurement>,
    pub(crate) covered: Vec<TimeSpan>,
}

impl UsageSink {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            told: Told::default(),
            bytes: 0,
            max_records: limits.usage_records,
            max_bytes: limits.usage_bytes,
        }
    }

    pub(crate) fn into_told(self) -> Told {
        self.told
    }

    fn emit(&mut self, batch: Vec<usage_sink::Invocation>) -> Result<(), String> {
        self.make_room(batch.len())?;
        let checked: Vec<Invocation> = each(batch, invocation)?;
        self.weigh(checked.iter().map(weight).sum())?;
        self.told.invocations.extend(checked);
        Ok(())
    }

    fn measure(&mut self, batch: Vec<usage_sink::Measurement>) -> Result<(), String> {
        self.make_room(batch.len())?;
        let checked: Vec<Measurement> = each(batch, measurement)?;
        self.weigh(checked.len() * size_of::<Measurement>())?;
        self.told.measurements.extend(checked);
        Ok(())
    }

    fn cover(&mut self, window: &Window) -> Result<(), String> {
        if self.told.covered.len() == MAX_COVERED {
            return Err(format!("{MAX_COVERED} spans of time in one call"));
        }
        let (from, to) = (time(&window.from)?, time(&window.to)?);
        // A plugin covers what it was asked for piece by piece, and the last piece may be no whole second.
        self.told.covered.extend(TimeSpan::new(from, to));
        Ok(())
    }

    fn make_room(&self, records: usize) -> Result<(), String> {
        if records > MAX_BATCH {
            return Err(format!("{MAX_BATCH} records in one batch"));
        }
        let told = self.told.invocations.len() + self.told.measurements.len();
        if told + records > self.max_records {
            return Err(format!("{} records in one call", self.max_records));
        }
        Ok(())
    }

    fn weigh(&mut self, bytes: usize) -> Result<(), String> {
        if self.bytes + bytes > self.max_bytes {
            return Err(format!("{} bytes in one call", self.max_bytes));
        }
        self.bytes += bytes;
        Ok(())
    }
}

impl usage_sink::Host for UsageSink {
    fn emit(
        &mut self,
        invocations: Vec<usage_sink::Invocation>,
    ) -> wasmtime::Result<Result<(), String>> {
        Ok(self.emit(invocations))
    }

    fn measure(
        &mut self,
        measurements: Vec<usage_sink::Measurement>,
    ) -> wasmtime::Result<Result<(), String>> {
        Ok(self.measure(measurements))
    }

    fn covered(&mut self, window: Window) -> wasmtime::Result<Result<(), String>> {
        Ok(self.cover(&window))
    }
}

/// Checks each record of a batch; the first that breaks a rule refuses the batch.
fn each<W, T>(batch: Vec<W>, check: fn(W) -> Result<T, String>) -> Result<Vec<T>, String> {
    batch
        .into_iter()
        .enumerate()
        .map(|(index, record)| check(record).map_err(|rule| format!("record {index}: {rule}")))
        .collect()
}

fn invocation(told: usage_sink::Invocation) -> Result<Invocation, String> {
    let principal = told.principal.map(principal).transpose()?;
    Ok(Invocation {
        id: InvocationId::new(told.id).map_err(|_| BAD_ID.to_owned())?,
        time: time(&told.time)?,
        operation: Some(text("operation", told.operation)?).filter(|name| !name.is_empty()),
        model: optional("model", told.model)?,
        principal,
        source_ip: optional("source-ip", told.source_ip)?,
        user_agent: optional("user-agent", told.user_agent)?,
        inference_region: optional("inference-region", told.inference_region)?,
        error_code: optional("error-code", told.error_code)?,
        error_message: optional("error-message", told.error_message)?,
        tokens: TokenCounts {
            input: told.input_tokens,
            output: told.output_tokens,
            cache_read: told.cache_read_tokens,
            cache_write: told.cache_write_tokens,
        },
    })
}

fn principal(told: usage_sink::Principal) -> Result<Principal, String> {
    let kind = optional("kind of a principal", told.kind)?;
    let arn = text("principal", told.arn)?;
    let session = optional("session", told.session)?;
    Ok(Principal::new(
        kind.as_deref().unwrap_or("Unknown"),
        Some(&arn),
        session.as_deref(),
    ))
}

fn measurement(told: usage_sink::Measurement) -> Result<Measurement, String> {
    let hour = time(&told.hour)?;
    let numbers = [Some(told.sum), told.samples];
    if numbers
        .iter()
        .flatten()
        .any(|number| !(number.is_finite() && *number >= 0.0))
    {
        return Err("a value is no number of things: it is negative, or not finite".to_owned());
    }
    let subject = subject(told.subject)?;
    Ok(Measurement {
        metric: metric(&subject, told.metric)?,
        subject,
        hour: Hour::starting_at(hour)
            .ok_or_else(|| format!("{hour} is not the start of an hour"))?,
        sum: told.sum,
        samples: told.samples,
    })
}

fn subject(told: usage_sink::Subject) -> Result<Subject, String> {
    Ok(match told {
        usage_sink::Subject::Model(name) => Subject::Model(text("model", name)?),
        usage_sink::Subject::Endpoint(endpoint) => Subject::Endpoint {
            name: text("endpoint", endpoint.name)?,
            variant: optional("variant-name", endpoint.variant_name)?,
        },
    })
}

/// The metric of a subject: models and endpoints count their errors and times apart.
fn metric(subject: &Subject, told: usage_sink::Metric) -> Result<Metric, String> {
    use usage_sink::Metric as Told;
    let is_model = matches!(subject, Subject::Model(_));
    let metric = match (told, is_model) {
        (Told::Invocations, _) => Metric::Invocations,
        (Told::ClientErrors, true) => Metric::ClientErrors,
        (Told::ClientErrors, false) => Metric::Errors4xx,
        (Told::ServerErrors, true) => Metric::ServerErrors,
        (Told::ServerErrors, false) => Metric::Errors5xx,
        (Told::Throttles, true) => Metric::Throttles,
        (Told::InputTokens, true) => Metric::InputTokens,
        (Told::OutputTokens, true) => Metric::OutputTokens,
        (Told::CacheReadTokens, true) => Metric::CacheReadTokens,
        (Told::CacheWriteTokens, true) => Metric::CacheWriteTokens,
        (Told::Latency, true) => Metric::LatencyMs,
        (Told::Latency, false) => Metric::ModelLatencyMs,
        (Told::OverheadLatency, false) => Metric::OverheadLatencyMs,
        (Told::ModelErrors, false) => Metric::ModelErrors,
        (Told::OverheadLatency | Told::ModelErrors, true) => {
            return Err("a model has no such metric".to_owned());
        }
        (
            Told::Throttles
            | Told::InputTokens
            | Told::OutputTokens
            | Told::CacheReadTokens
            | Told::CacheWriteTokens,
            false,
        ) => return Err("an endpoint has no such metric".to_owned()),
    };
    Ok(metric)
}

fn time(text: &str) -> Result<Timestamp, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is not an RFC 3339 time"))
}

fn text(what: &str, text: String) -> Result<String, String> {
    if text.len() > MAX_TEXT {
        return Err(format!("{what} is over the limit of {MAX_TEXT} bytes"));
    }
    Ok(text)
}

fn optional(what: &str, told: Option<String>) -> Result<Option<String>, String> {
    told.filter(|told| !told.is_empty())
        .map(|told| text(what, told))
        .transpose()
}

/// The memory that a call takes, in bytes.
fn weight(invocation: &Invocation) -> usize {
    let texts = [
        &invocation.operation,
        &invocation.model,
        &invocation.source_ip,
        &invocation.user_agent,
        &invocation.inference_region,
        &invocation.error_code,
        &invocation.error_message,
    ];
    let principal = invocation.principal.as_ref().map_or(0, |principal| {
        principal.arn().len() + principal.key().len() + principal.session().map_or(0, str::len)
    });
    size_of::<Invocation>()
        + invocation.id.as_str().len()
        + texts.into_iter().flatten().map(String::len).sum::<usize>()
        + principal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(id: &str, time: &str) -> usage_sink::Invocation {
        usage_sink::Invocation {
            id: id.to_owned(),
            time: time.to_owned(),
            operation: "Converse".to_owned(),
            model: Some("anthropic.claude".to_owned()),
            principal: Some(usage_sink::Principal {
                kind: Some("AssumedRole".to_owned()),
                arn: "arn:aws:sts::111122223333:assumed-role/chat/i-1".to_owned(),
                session: None,
            }),
            source_ip: None,
            user_agent: Some(String::new()),
            inference_region: None,
            error_code: None,
            error_message: None,
            input_tokens: Some(7),
            output_tokens: None,
            cache_read_tokens: None,
            cache_write_tokens: None,
        }
    }

    fn value(subject: usage_sink::Subject, metric: usage_sink::Metric) -> usage_sink::Measurement {
        usage_sink::Measurement {
            subject,
            metric,
            hour: "2026-11-21T06:00:00Z".to_owned(),
            sum: 1.5,
            samples: None,
        }
    }

    fn endpoint() -> usage_sink::Subject {
        usage_sink::Subject::Endpoint(usage_sink::Endpoint {
            name: "churn".to_owned(),
            variant_name: Some("blue".to_owned()),
        })
    }

    fn sink() -> UsageSink {
        UsageSink::new(&Limits::default())
    }

    #[test]
    fn a_call_is_taken_with_its_principal_and_without_what_is_empty() {
        let mut sink = sink();
        sink.emit(vec![call("r-1", "2026-11-21T06:00:00.5Z")])
            .unwrap();
        let told = sink.into_told();
        let call = &told.invocations[0];
        let principal = call.principal.as_ref().unwrap();
        assert_eq!(principal.key(), "arn:aws:iam::111122223333:role/chat");
        assert_eq!(principal.session(), Some("i-1"));
        assert_eq!((call.tokens.input, &call.user_agent), (Some(7), &None));
    }

    #[test]
    fn what_breaks_a_rule_refuses_its_batch() {
        let refusals = [
            call("", "2026-11-21T06:00:00Z"),
            call("r-1", "yesterday"),
            usage_sink::Invocation {
                model: Some("m".repeat(3_000)),
                ..call("r-1", "2026-11-21T06:00:00Z")
            },
        ]
        .map(|wrong| {
            let mut sink = sink();
            let good = call("r-0", "2026-11-21T06:00:00Z");
            let refusal = sink.emit(vec![good, wrong]).unwrap_err();
            assert!(sink.into_told().invocations.is_empty());
            refusal
        });
        insta::assert_snapshot!(refusals.join("\n"), @r#"
        record 1: the id is empty, over 256 bytes, or holds control characters
        record 1: "yesterday" is not an RFC 3339 time
        record 1: model is over the limit of 2048 bytes
        "#);
    }

    #[test]
    fn models_and_endpoints_have_metrics_of_their_own() {
        let mut sink = sink();
        let model = || usage_sink::Subject::Model("anthropic.claude".to_owned());
        sink.measure(vec![
            value(model(), usage_sink::Metric::ClientErrors),
            value(endpoint(), usage_sink::Metric::ClientErrors),
            value(endpoint(), usage_sink::Metric::Latency),
        ])
        .unwrap();
        let wrong = sink
            .measure(vec![value(endpoint(), usage_sink::Metric::InputTokens)])
            .unwrap_err();
        assert_eq!(wrong, "record 0: an endpoint has no such metric");
        let metrics: Vec<Metric> = sink
            .into_told()
            .measurements
            .iter()
            .map(|it| it.metric)
            .collect();
        assert_eq!(
            metrics,
            [
                Metric::ClientErrors,
                Metric::Errors4xx,
                Metric::ModelLatencyMs
            ]
        );
    }

    #[test]
    fn a_measurement_is_of_a_whole_hour_and_a_number() {
        let wrong = |change: fn(&mut usage_sink::Measurement)| {
            let mut value = value(endpoint(), usage_sink::Metric::Invocations);
            change(&mut value);
            sink().measure(vec![value]).unwrap_err()
        };
        let refusals = [
            wrong(|it| "2026-11-21T06:30:00Z".clone_into(&mut it.hour)),
            wrong(|it| it.sum = f64::NAN),
        ];
        insta::assert_snapshot!(refusals.join("\n"), @"
        record 0: 2026-11-21T06:30:00Z is not the start of an hour
        record 0: a value is no number of things: it is negative, or not finite
        ");
    }

    #[test]
    fn records_and_bytes_are_bounded() {
        let limits = Limits {
            usage_records: 2,
            ..Limits::default()
        };
        let mut sink = UsageSink::new(&limits);
        let call = || call("r-1", "2026-11-21T06:00:00Z");
        sink.emit(vec![call(), call()]).unwrap();
        assert_eq!(
            sink.emit(vec![call()]).unwrap_err(),
            "2 records in one call"
        );
        let limits = Limits {
            usage_bytes: 100,
            ..Limits::default()
        };
        let mut sink = UsageSink::new(&limits);
        assert_eq!(
            sink.emit(vec![call()]).unwrap_err(),
            "100 bytes in one call"
        );
    }
}
