//! What changed, for the tests.

use opencite_core::{
    AssetLife, AssetRecord, ChangedAsset, Comparison, FieldChange, IncomparableUnit, LifeEvent,
    LifeEventKind, Outcome, PluginId, Properties, ScanId, ScanRecord, ScanTag, UnitState,
};
use serde_json::json;

use super::{custom_model, denied, endpoint, hostile, key, scan, time};

/// One of each: added, removed, aged out, changed, ticked and two that cannot be compared.
pub(crate) fn comparison() -> Comparison {
    Comparison {
        from: earlier_scan(),
        to: scan(),
        simulated: false,
        comparable: 3,
        added: vec![custom_model()],
        removed: vec![endpoint()],
        aged_out: vec![training_job()],
        changed: vec![changed(&endpoint(), &busy_endpoint())],
        ticked: vec![changed(&endpoint(), &touched_endpoint())],
        not_comparable: vec![
            incomparable("guardrail", complete(), failed()),
            incomparable("flow", UnitState::NeverRun, complete()),
        ],
        updated_plugins: vec![PluginId::new("aws_bedrock").unwrap()],
    }
}

pub(crate) fn unchanged() -> Comparison {
    Comparison {
        added: Vec::new(),
        removed: Vec::new(),
        aged_out: Vec::new(),
        changed: Vec::new(),
        ticked: Vec::new(),
        not_comparable: Vec::new(),
        updated_plugins: Vec::new(),
        ..comparison()
    }
}

pub(crate) fn nothing_comparable() -> Comparison {
    Comparison {
        comparable: 0,
        simulated: true,
        not_comparable: vec![incomparable("guardrail", complete(), failed())],
        ..unchanged()
    }
}

/// A value of 5,000 letters that differs in its last one.
pub(crate) fn long_change() -> Comparison {
    let with = |end: &str| with_properties(&json!({"prompt": "x".repeat(5_000) + end}));
    Comparison {
        changed: vec![changed(&with("1"), &with("2"))],
        ..unchanged()
    }
}

/// Everything that some format would take for more than text, in every place.
pub(crate) fn hostile_comparison() -> Comparison {
    Comparison {
        added: vec![hostile()],
        removed: vec![hostile()],
        aged_out: vec![hostile()],
        changed: vec![changed(&endpoint(), &hostile())],
        ..unchanged()
    }
}

/// It appeared, changed, went, came back and grew too old to be listed.
pub(crate) fn life() -> AssetLife {
    let event = |scan, at, kind| LifeEvent {
        scan: ScanId(scan),
        at: time(at),
        kind,
    };
    let change = LifeEventKind::Changed(FieldChange::between(&endpoint(), &busy_endpoint()));
    AssetLife {
        unit: endpoint().unit,
        id: endpoint().id,
        name: endpoint().name,
        looked: Some(time("2026-11-21T07:00:00Z")),
        events: vec![
            event(3, "2026-11-01T07:00:00Z", LifeEventKind::Appeared),
            event(7, "2026-11-05T07:00:00Z", change),
            event(9, "2026-11-07T07:00:00Z", LifeEventKind::Gone),
            event(11, "2026-11-20T07:00:00Z", LifeEventKind::Appeared),
            event(12, "2026-11-21T07:00:00Z", LifeEventKind::AgedOut),
        ],
    }
}

fn earlier_scan() -> ScanRecord {
    ScanRecord {
        id: ScanId(11),
        started: time("2026-11-20T07:00:00Z"),
        finished: Some(time("2026-11-20T07:00:04Z")),
        tags: vec![ScanTag::new("before-migration").unwrap()],
        ..scan()
    }
}

fn changed(before: &AssetRecord, after: &AssetRecord) -> ChangedAsset {
    ChangedAsset {
        asset: after.clone(),
        fields: FieldChange::between(before, after),
    }
}

fn incomparable(asset_type: &str, from: UnitState, to: UnitState) -> IncomparableUnit {
    IncomparableUnit {
        key: key("aws_bedrock", asset_type, "us-east-1"),
        from,
        to,
    }
}

fn complete() -> UnitState {
    ran(Outcome::Complete)
}

fn failed() -> UnitState {
    ran(Outcome::Failed(denied()))
}

fn ran(outcome: Outcome) -> UnitState {
    UnitState::Ran {
        outcome,
        finished: time("2026-11-21T07:00:03Z"),
    }
}

pub(crate) fn with_properties(properties: &serde_json::Value) -> AssetRecord {
    AssetRecord {
        properties: Properties::parse(&properties.to_string()).unwrap(),
        ..endpoint()
    }
}

fn busy_endpoint() -> AssetRecord {
    AssetRecord {
        status: Some("InService".to_owned()),
        ..with_properties(&json!({"variants": [{"name": "blue", "weight": 1}]}))
    }
}

fn touched_endpoint() -> AssetRecord {
    AssetRecord {
        modified: Some(time("2026-11-21T06:00:00Z")),
        ..endpoint()
    }
}

fn training_job() -> AssetRecord {
    let id = "arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-1";
    AssetRecord {
        unit: key("aws_sagemaker", "training_job", "eu-west-1"),
        id: opencite_core::AssetId::new(id).unwrap(),
        name: "churn-1".to_owned(),
        ..endpoint()
    }
}
