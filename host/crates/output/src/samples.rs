//! Values for the tests.

use std::collections::BTreeMap;
use std::io::{self, Write};

use opencite_core::{
    AccountId, AssetId, AssetRecord, AssetType, AssetTypeDecl, ConfigField, ConfigValue, ErrorKind,
    IamAction, IamPolicy, Inventory, Manifest, Outcome, PluginId, Properties, Region, Relation,
    ScanId, ScanOutcome, ScanRecord, ScanSummary, Scope, Timestamp, UnitCounts, UnitError, UnitKey,
    UnitRecord,
};

use crate::{OutputError, PluginDescription};

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
        reports_usage: true,
    }
}
