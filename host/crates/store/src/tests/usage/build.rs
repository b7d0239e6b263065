//! Builders: calls, measurements, and how what they come to is shown.

use opencite_core::{
    AccountId, AssetType, CallCounts, Hour, Invocation, InvocationId, Measurement, Metric, Outcome,
    PluginId, Principal, Region, Subject, TimeSpan, Timestamp, TokenCounts, UnitKey, UsageBy,
    UsageDetail, UsageResult, UsageRow,
};

use crate::tests::build::{Database, digest};
use crate::{InvocationFilter, StoreError, UsageChanges, UsageFilter};

pub(super) const HAIKU: &str = "anthropic.claude-3-haiku-20240307-v1:0";
pub(super) const CHAT: &str = "arn:aws:iam::111122223333:role/apps/Chat";

/// The day that the tests are about.
pub(super) const DAY: &str = "2026-11-21";

pub(super) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A time of the day.
pub(super) fn at(clock: &str) -> Timestamp {
    time(&format!("{DAY}T{clock}Z"))
}

pub(super) fn span(from: &str, to: &str) -> TimeSpan {
    TimeSpan::new(time(from), time(to)).unwrap()
}

/// The month that ends with the day.
pub(super) fn month() -> TimeSpan {
    span("2026-10-23T00:00:00Z", "2026-11-22T00:00:00Z")
}

pub(super) fn unit(source: &str, account: &str, region: &str) -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_bedrock").unwrap(),
        asset_type: AssetType::new(source).unwrap(),
        account: AccountId::new(account).unwrap(),
        region: Region::known(region).unwrap(),
    }
}

pub(super) fn trail() -> UnitKey {
    unit("invocation", "111122223333", "us-east-1")
}

pub(super) fn log() -> UnitKey {
    unit("invocation_log", "111122223333", "us-east-1")
}

pub(super) fn metrics() -> UnitKey {
    unit("model_metric", "111122223333", "us-east-1")
}

/// What came of a unit that told of nothing.
pub(super) fn silent(key: UnitKey) -> UsageResult {
    UsageResult {
        key,
        outcome: Outcome::Complete,
        invocations: Vec::new(),
        measurements: Vec::new(),
        covered: Vec::new(),
        requests: 1,
        started: Timestamp::UNIX_EPOCH,
        finished: Timestamp::UNIX_EPOCH,
        plugin_digest: digest("one"),
    }
}

pub(super) fn told(key: UnitKey, calls: impl IntoIterator<Item = Invocation>) -> UsageResult {
    UsageResult {
        invocations: calls.into_iter().collect(),
        ..silent(key)
    }
}

pub(super) fn measured(
    key: UnitKey,
    measurements: impl IntoIterator<Item = Measurement>,
) -> UsageResult {
    UsageResult {
        measurements: measurements.into_iter().collect(),
        ..silent(key)
    }
}

/// A call of which only its id and time are known.
pub(super) fn bare(id: &str, time: Timestamp) -> Invocation {
    Invocation {
        id: InvocationId::new(id).unwrap(),
        time,
        operation: None,
        model: None,
        principal: None,
        source_ip: None,
        user_agent: None,
        inference_region: None,
        error_code: None,
        error_message: None,
        tokens: TokenCounts::default(),
    }
}

/// A call of a model by the role of these tests, as the audit trail tells it.
pub(super) fn call(id: &str, clock: &str, model: &str) -> Invocation {
    Invocation {
        operation: Some("Converse".to_owned()),
        model: Some(model.to_owned()),
        principal: Some(Principal::new("AssumedRole", Some(CHAT), Some("i-1"))),
        source_ip: Some("203.0.113.7".to_owned()),
        user_agent: Some("Boto3/1.44".to_owned()),
        ..bare(id, at(clock))
    }
}

pub(super) fn by(principal: Principal, call: Invocation) -> Invocation {
    Invocation {
        principal: Some(principal),
        ..call
    }
}

pub(super) fn with_tokens(input: u64, output: u64, call: Invocation) -> Invocation {
    Invocation {
        tokens: TokenCounts {
            input: Some(input),
            output: Some(output),
            ..TokenCounts::default()
        },
        ..call
    }
}

pub(super) fn failed_with(code: &str, call: Invocation) -> Invocation {
    Invocation {
        error_code: Some(code.to_owned()),
        ..call
    }
}

/// What a metric of a model says of the hour that starts then.
pub(super) fn of_model(model: &str, metric: Metric, clock: &str, sum: f64) -> Measurement {
    Measurement {
        subject: Subject::Model(model.to_owned()),
        metric,
        hour: Hour::starting_at(at(clock)).unwrap(),
        sum,
        samples: None,
    }
}

pub(super) fn changes(added: u64, filled: u64, unchanged: u64) -> UsageChanges {
    UsageChanges {
        added,
        filled,
        unchanged,
        ..UsageChanges::default()
    }
}

impl Database {
    /// A scan of one source.
    pub(super) fn learn(&mut self, result: &UsageResult) -> UsageChanges {
        let scan = self.begin();
        let changes = self.store.record_usage(scan, result).unwrap();
        self.finish(scan);
        self.store.integrity_check().unwrap();
        changes
    }

    pub(super) fn usage(&self, by: UsageBy) -> Vec<UsageRow> {
        self.store
            .usage(by, &UsageFilter::default(), month())
            .unwrap()
    }

    /// Usage of the month, a line a row.
    pub(super) fn used(&self, by: UsageBy) -> String {
        lines(&self.usage(by))
    }

    /// The calls that are there, a line each.
    pub(super) fn calls(&self, filter: &InvocationFilter) -> String {
        let mut lines = Vec::new();
        let each = |record: opencite_core::InvocationRecord| {
            let call = record.invocation;
            let principal = call.principal.as_ref();
            lines.push(format!(
                "{} {} {} {} {}@{} {} {}",
                call.id,
                call.time,
                record.region,
                text(record.model.as_deref()),
                text(principal.map(Principal::key)),
                text(principal.and_then(Principal::session)),
                text(call.source_ip.as_deref()),
                tokens(call.tokens),
            ));
            Ok::<(), StoreError>(())
        };
        self.store.each_invocation(filter, each).unwrap();
        lines.join("\n")
    }

    pub(super) fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.store
            .connection
            .query_row(&sql, [], |row| row.get(0))
            .unwrap()
    }
}

/// `key: calls, errors, tokens, principals, from-to, detail`; a dash is what nobody reported.
pub(super) fn lines(rows: &[UsageRow]) -> String {
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(row: &UsageRow) -> String {
    let CallCounts {
        invocations,
        errors,
        tokens: of_tokens,
    } = row.counts;
    let clock = |time: Option<Timestamp>| {
        time.map_or("-".to_owned(), |time| time.strftime("%H:%M").to_string())
    };
    let (first, last) = (clock(row.first_seen), clock(row.last_seen));
    let detail = match &row.detail {
        UsageDetail::Model | UsageDetail::Day => String::new(),
        UsageDetail::Principal {
            kind,
            sessions,
            models,
        } => {
            let kind = text(kind.as_deref());
            format!(", {kind} sessions {sessions} models {models}")
        }
        UsageDetail::Profile { model, route } => format!(", {route} {}", text(model.as_deref())),
    };
    format!(
        "{}: calls {} errors {} tokens {} principals {} {first}..{last}{detail}",
        text(row.key.as_deref()),
        number(invocations),
        number(errors),
        tokens(of_tokens),
        number(row.principals),
    )
}

fn text(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

fn number(count: Option<u64>) -> String {
    count.map_or("-".to_owned(), |count| count.to_string())
}

fn tokens(tokens: TokenCounts) -> String {
    [
        tokens.input,
        tokens.output,
        tokens.cache_read,
        tokens.cache_write,
    ]
    .map(number)
    .join("/")
}
