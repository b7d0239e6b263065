//! Values for the tests.

mod changes;
mod estate;
mod query;
mod report;

use std::collections::BTreeMap;
use std::io::{self, Write};

use opencite_core::{
    AccountId, AssetId, AssetRecord, AssetType, AssetTypeDecl, CallCounts, ConfigField,
    ConfigValue, EndpointUsage, ErrorKind, IamAction, IamPolicy, Inventory, Invocation,
    InvocationId, InvocationRecord, Manifest, Outcome, PluginId, Principal, Properties, Region,
    Relation, Route, ScanId, ScanOutcome, ScanRecord, ScanSummary, Scope, TimeSpan, Timestamp,
    TokenCounts, UnitCounts, UnitError, UnitKey, UnitRecord, UsageDetail, UsageRow, UsageSource,
    UsageSummary,
};

use crate::{OutputError, PluginDescription};

pub(crate) use changes::{
    comparison, hostile_comparison, life, long_change, nothing_comparable, unchanged,
    with_properties,
};
pub(crate) use estate::estate;
pub(crate) use query::rows;
pub(crate) use report::report;

pub(crate) const ACCOUNT: &str = "111122223333";

/// What is wrong with it: everything that some format would take for more than text.
pub(crate) const HOSTILE: &str = "=1+1\u{1b}[31m</td><script>alert(1)</script>](javascript:x) \
    `a`|b\\|*_~ https://evil.example www.evil.example a@evil.example \u{202e}txt.exe\u{200b}\n# h\n";

pub(crate) fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<(), OutputError>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Markdown as GitHub reads it.
pub(crate) fn github() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.alerts = true;
    options
}

/// A writer whose reader has gone away.
pub(crate) struct ClosedPipe;

impl Write for ClosedPipe {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn key(plugin: &str, asset_type: &str, region: &str) -> UnitKey {
    UnitKey {
        plugin: PluginId::new(plugin).unwrap(),
        asset_type: AssetType::new(asset_type).unwrap(),
        account: AccountId::new(ACCOUNT).unwrap(),
        region: Region::known(region).unwrap(),
    }
}

pub(crate) fn custom_model() -> AssetRecord {
    AssetRecord {
        unit: key("aws_bedrock", "custom_model", "us-east-1"),
        id: AssetId::new("arn:aws:bedrock:us-east-1:111122223333:custom-model/support").unwrap(),
        name: "support".to_owned(),
        status: Some("Active".to_owned()),
        created: Some(time("2026-03-01T10:00:00Z")),
        modified: None,
        properties: Properties::parse(
            r#"{"base_model":{"name":"Nova","tags":["a","b"]},"customization_type":"FINE_TUNING"}"#,
        )
        .unwrap(),
        relations: vec![Relation {
            kind: "base-model".to_owned(),
            target: "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0".to_owned(),
        }],
        first_seen: time("2026-11-01T00:00:00Z"),
        last_seen: time("2026-11-21T07:00:00Z"),
    }
}

pub(crate) fn endpoint() -> AssetRecord {
    AssetRecord {
        unit: key("aws_sagemaker", "endpoint", "eu-west-1"),
        id: AssetId::new("arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn").unwrap(),
        name: "churn".to_owned(),
        status: None,
        created: None,
        modified: None,
        properties: Properties::default(),
        relations: Vec::new(),
        first_seen: time("2026-11-21T07:00:00Z"),
        last_seen: time("2026-11-21T07:00:00Z"),
    }
}

pub(crate) fn hostile() -> AssetRecord {
    let properties = serde_json::json!({ HOSTILE: [HOSTILE, { HOSTILE: HOSTILE }] });
    AssetRecord {
        name: HOSTILE.to_owned(),
        status: Some(HOSTILE.to_owned()),
        properties: Properties::parse(&properties.to_string()).unwrap(),
        relations: vec![Relation {
            kind: HOSTILE.to_owned(),
            target: HOSTILE.to_owned(),
        }],
        ..endpoint()
    }
}

pub(crate) fn complete(assets: u64) -> UnitRecord {
    unit(
        key("aws_bedrock", "custom_model", "us-east-1"),
        Outcome::Complete,
        assets,
    )
}

pub(crate) fn unit(key: UnitKey, outcome: Outcome, assets: u64) -> UnitRecord {
    UnitRecord {
        scan: ScanId(12),
        key,
        outcome,
        assets,
        requests: 2,
        started: time("2026-11-21T07:00:01Z"),
        finished: time("2026-11-21T07:00:03Z"),
        listed_since: None,
    }
}

pub(crate) fn failed(kind: ErrorKind, message: &str) -> Outcome {
    Outcome::Failed(UnitError::new(kind, message))
}

pub(crate) fn denied() -> UnitError {
    UnitError {
        code: Some("AccessDeniedException".to_owned()),
        operation: Some(IamAction::new("bedrock", "ListGuardrails")),
        request_id: Some("5f1c".to_owned()),
        attempts: 1,
        ..UnitError::new(
            ErrorKind::AccessDenied,
            "no identity-based policy allows it",
        )
    }
}

pub(crate) fn denied_in(region: &str) -> UnitRecord {
    unit(
        key("aws_bedrock", "guardrail", region),
        Outcome::Failed(denied()),
        0,
    )
}

pub(crate) fn denied_of_type(number: u32) -> UnitRecord {
    let key = key("aws_bedrock", &format!("type_{number}"), "us-east-1");
    unit(key, Outcome::Failed(denied()), 0)
}

fn throttled() -> UnitError {
    UnitError {
        code: Some("ThrottlingException".to_owned()),
        operation: Some(IamAction::new("bedrock", "GetCustomModel")),
        attempts: 6,
        ..UnitError::new(ErrorKind::Throttled, "too many requests")
    }
}

fn server_error() -> UnitError {
    UnitError {
        code: Some("InternalServerException".to_owned()),
        operation: Some(IamAction::new("bedrock", "ListImportedModels")),
        request_id: Some("9a0b".to_owned()),
        attempts: 4,
        ..UnitError::new(ErrorKind::Other, "an internal error occurred")
    }
}

/// One unit for each way to end.
pub(crate) fn every_outcome() -> Vec<UnitRecord> {
    let unit = |asset_type, outcome, assets| {
        self::unit(key("aws_bedrock", asset_type, "us-east-1"), outcome, assets)
    };
    vec![
        unit("custom_model", Outcome::Complete, 41),
        unit("agent", Outcome::Complete, 0),
        unit("guardrail", Outcome::Failed(denied()), 0),
        unit("prompt", Outcome::Partial(throttled()), 7),
        unit("imported_model", Outcome::Failed(server_error()), 0),
        unit(
            "flow",
            failed(ErrorKind::ExpiredCredentials, "the token has expired"),
            0,
        ),
        unit("job", failed(ErrorKind::Timeout, "no answer in 60 s"), 0),
        unit("profile", failed(ErrorKind::Network, "connection reset"), 0),
        unit(
            "router",
            failed(ErrorKind::MalformedResponse, "not JSON"),
            0,
        ),
        unit("trap", failed(ErrorKind::Trap, "wasm unreachable"), 0),
        unit(
            "blueprint",
            Outcome::Skipped(UnitError::new(
                ErrorKind::UnsupportedRegion,
                "no such endpoint",
            )),
            0,
        ),
    ]
}

pub(crate) fn scan() -> ScanRecord {
    ScanRecord {
        id: ScanId(12),
        started: time("2026-11-21T07:00:00Z"),
        finished: Some(time("2026-11-21T07:00:04Z")),
        outcome: Some(ScanOutcome::Partial),
        error: None,
        units: UnitCounts {
            complete: 2,
            partial: 1,
            failed: 7,
            skipped: 1,
        },
        assets: 48,
        requests: 22,
        tags: Vec::new(),
    }
}

pub(crate) fn summary() -> ScanSummary {
    ScanSummary {
        scan: ScanId(12),
        outcome: ScanOutcome::Partial,
        units: UnitCounts {
            complete: 2,
            partial: 1,
            failed: 7,
            skipped: 1,
        },
        assets: 48,
        requests: 22,
        seconds: 3.25,
    }
}

/// Two assets, and a unit for each way to end.
pub(crate) fn inventory() -> Inventory {
    let mut units = every_outcome();
    units.push(unit(
        key("aws_sagemaker", "endpoint", "eu-west-1"),
        Outcome::Complete,
        1,
    ));
    Inventory {
        scan: scan(),
        generated: time("2026-11-21T09:30:00Z"),
        simulated: false,
        assets: vec![custom_model(), endpoint()],
        units,
    }
}

pub(crate) fn nothing() -> Inventory {
    Inventory {
        assets: Vec::new(),
        units: Vec::new(),
        ..inventory()
    }
}

pub(crate) fn plugin() -> PluginDescription {
    let aws = vec![
        IamAction::new("bedrock", "GetCustomModel"),
        IamAction::new("bedrock", "ListCustomModels"),
    ];
    PluginDescription {
        manifest: manifest(),
        digest: "sha256:00ff".to_owned(),
        size: 85_422,
        path: "plugins/aws_bedrock.wasm".to_owned(),
        policy: IamPolicy::allowing(aws.iter().cloned()),
        aws,
        wasi: vec!["wasi:io/streams@0.2.6".to_owned()],
    }
}

fn source(
    name: &str,
    title: &str,
    (days, minutes): (u32, u32),
    setting: Option<&str>,
) -> UsageSource {
    UsageSource {
        name: AssetType::new(name).unwrap(),
        title: title.to_owned(),
        retention_days: days,
        delay_minutes: minutes,
        setting: setting.map(str::to_owned),
    }
}

fn manifest() -> Manifest {
    let declared = |name, title: &str| AssetTypeDecl {
        name: AssetType::new(name).unwrap(),
        scope: Scope::Regional,
        title: title.to_owned(),
    };
    let days = ConfigField {
        default: ConfigValue::Integer(7),
        help: "How far back to look".to_owned(),
    };
    Manifest {
        id: PluginId::new("aws_bedrock").unwrap(),
        version: "0.1.0".to_owned(),
        title: "Amazon Bedrock".to_owned(),
        asset_types: vec![
            declared("custom_model", "Custom models"),
            declared("model", "The catalogue"),
        ],
        config: BTreeMap::from([("usage_days".to_owned(), days)]),
        actions: Vec::new(),
        usage_sources: vec![
            source("invocation", "Calls in the audit trail", (90, 15), None),
            source(
                "invocation_log",
                "Calls in the log",
                (1, 0),
                Some("cloudwatch_log_group"),
            ),
        ],
    }
}

fn usage_row(key: Option<&str>, counts: CallCounts, detail: UsageDetail) -> UsageRow {
    UsageRow {
        key: key.map(str::to_owned),
        counts,
        principals: key.map(|_| 7),
        first_seen: Some(time("2026-11-01T00:30:00Z")),
        last_seen: Some(time("2026-11-21T07:00:00Z")),
        detail,
    }
}

fn calls(invocations: Option<u64>, tokens: TokenCounts) -> CallCounts {
    CallCounts {
        invocations,
        errors: invocations.map(|calls| calls / 10),
        tokens,
    }
}

fn tokens() -> TokenCounts {
    TokenCounts {
        input: Some(63_568),
        output: Some(0),
        cache_read: Some(18_131),
        cache_write: None,
    }
}

/// A model with all counts but one, one that nobody named, and one that only a metric of tokens knows.
pub(crate) fn usage_by_model() -> Vec<UsageRow> {
    let row = |key, counts| usage_row(key, counts, UsageDetail::Model);
    vec![
        row(
            Some("anthropic.claude-3-haiku-20240307-v1:0"),
            calls(Some(1_500), tokens()),
        ),
        row(None, calls(Some(3), TokenCounts::default())),
        UsageRow {
            principals: None,
            first_seen: None,
            last_seen: None,
            ..row(Some("amazon.nova-lite-v1:0"), calls(None, tokens()))
        },
    ]
}

pub(crate) fn usage_by_principal() -> Vec<UsageRow> {
    let detail = UsageDetail::Principal {
        kind: Some("AssumedRole".to_owned()),
        sessions: 1_000,
        models: 2,
    };
    let role = "arn:aws:iam::111122223333:role/apps/Chat";
    vec![UsageRow {
        principals: Some(1),
        ..usage_row(Some(role), calls(Some(1_500), tokens()), detail)
    }]
}

pub(crate) fn usage_by_profile() -> Vec<UsageRow> {
    let detail = UsageDetail::Profile {
        model: Some("anthropic.claude-3-haiku-20240307-v1:0".to_owned()),
        route: Route::Geo("us".to_owned()),
    };
    let name = "us.anthropic.claude-3-haiku-20240307-v1:0";
    vec![usage_row(Some(name), calls(Some(1_500), tokens()), detail)]
}

pub(crate) fn endpoint_usage() -> Vec<EndpointUsage> {
    let blue = EndpointUsage {
        account: AccountId::new(ACCOUNT).unwrap(),
        region: Region::known("eu-west-1").unwrap(),
        endpoint: "churn".to_owned(),
        variant: Some("blue".to_owned()),
        invocations: Some(12_000),
        errors_4xx: Some(3),
        errors_5xx: None,
        model_errors: Some(0),
        model_latency_ms: Some(20.25),
        overhead_latency_ms: None,
        first_seen: Some(time("2026-11-01T00:00:00Z")),
        last_seen: Some(time("2026-11-21T07:00:00Z")),
    };
    let silent = EndpointUsage {
        variant: None,
        invocations: Some(0),
        errors_4xx: None,
        first_seen: None,
        last_seen: None,
        ..blue.clone()
    };
    vec![blue, silent]
}

pub(crate) fn usage_summary() -> UsageSummary {
    UsageSummary {
        span: TimeSpan::new(time("2026-11-14T00:00:00Z"), time("2026-11-21T00:00:00Z")).unwrap(),
        endpoints: Some(60),
        active_endpoints: Some(0),
        endpoint_invocations: None,
        models: Some(1_000),
        model_packages: None,
        training_jobs: Some(3),
        models_called: Some(2),
        invocations: Some(1_500),
        errors: Some(150),
        principals: Some(7),
    }
}

/// A call that both the audit trail and the log tell of, and one of which next to nothing is known.
pub(crate) fn invocations() -> Vec<InvocationRecord> {
    let role = "arn:aws:iam::111122223333:role/apps/Chat";
    let known = Invocation {
        id: InvocationId::new("6cb96e61-bd36-4b19-a1fe-a2d2b1b2d0a1").unwrap(),
        time: time("2026-11-21T07:00:01Z"),
        operation: Some("Converse".to_owned()),
        model: Some("us.anthropic.claude-3-haiku-20240307-v1:0".to_owned()),
        principal: Some(Principal::new("AssumedRole", Some(role), Some("i-1"))),
        source_ip: Some("203.0.113.7".to_owned()),
        user_agent: Some("Boto3/1.44".to_owned()),
        inference_region: Some("us-east-2".to_owned()),
        error_code: Some("ThrottlingException".to_owned()),
        error_message: Some("too many requests".to_owned()),
        tokens: tokens(),
    };
    let unknown = Invocation {
        id: InvocationId::new("e-2").unwrap(),
        operation: None,
        model: None,
        principal: None,
        source_ip: None,
        user_agent: None,
        inference_region: None,
        error_code: None,
        error_message: None,
        tokens: TokenCounts::default(),
        ..known.clone()
    };
    let record = |invocation: Invocation| InvocationRecord {
        account: AccountId::new(ACCOUNT).unwrap(),
        region: Region::known("us-east-1").unwrap(),
        model: invocation
            .model
            .as_ref()
            .map(|_| "anthropic.claude-3-haiku-20240307-v1:0".to_owned()),
        invocation,
    };
    vec![record(known), record(unknown)]
}
