//! Reports for the tests.

use opencite_core::{
    AssetId, AssetLife, AssetRecord, CallCounts, ChangedAsset, Comparison, ErrorKind, FieldChange,
    GrowthPoint, IncomparableUnit, Inventory, LifeEvent, LifeEventKind, ModelDay, Outcome,
    PluginId, Properties, Report, ReportKind, ScanId, ScanRecord, TokenCounts, UnitState,
    UsageCoverage, UsageDetail, UsageReport, UsageRow,
};

use crate::samples::{self, HOSTILE, time};

/// A report that is only about an inventory.
pub(super) fn of(inventory: Inventory) -> Report {
    Report {
        kind: ReportKind::Inventory,
        inventory,
        growth: Vec::new(),
        lives: Vec::new(),
        changes: None,
        usage: None,
    }
}

/// A report with all in it.
pub(super) fn full() -> Report {
    Report {
        kind: ReportKind::Full,
        growth: vec![
            growth(10, "2026-11-19T07:00:00Z", 1),
            growth(12, "2026-11-21T07:00:00Z", 2),
        ],
        lives: vec![life()],
        changes: Some(changes()),
        usage: Some(usage()),
        ..of(samples::inventory())
    }
}

/// The same report about something else.
pub(super) fn about(kind: ReportKind) -> Report {
    let full = full();
    let has_inventory = kind.has_inventory();
    Report {
        kind,
        inventory: Inventory {
            assets: if has_inventory {
                full.inventory.assets
            } else {
                Vec::new()
            },
            ..full.inventory
        },
        changes: full.changes.filter(|_| kind.has_changes()),
        usage: full.usage.filter(|_| kind.has_usage()),
        ..full
    }
}

/// A report in which every text that can be hostile is the text.
pub(super) fn all_called(text: &str) -> Report {
    let properties = serde_json::json!({ text: [text, { text: text }] });
    let asset = AssetRecord {
        name: text.to_owned(),
        status: Some(text.to_owned()),
        properties: Properties::parse(&properties.to_string()).unwrap(),
        ..samples::endpoint()
    };
    let fields = FieldChange::between(&samples::endpoint(), &asset);
    let changed = ChangedAsset {
        asset: asset.clone(),
        fields: fields.clone(),
    };
    let mut report = full();
    report.inventory.assets = vec![asset.clone()];
    report.lives = vec![AssetLife {
        unit: asset.unit.clone(),
        id: asset.id.clone(),
        name: text.to_owned(),
        looked: None,
        events: vec![event(11, LifeEventKind::Changed(fields))],
    }];
    report.changes = Some(Comparison {
        added: vec![asset.clone()],
        removed: vec![asset.clone()],
        aged_out: vec![asset],
        changed: vec![changed.clone()],
        ticked: vec![changed],
        ..changes()
    });
    report.usage = Some(usage_of(text));
    report
}

/// As [`all_called`] with what all formats act upon.
pub(super) fn hostile() -> Report {
    all_called(HOSTILE)
}

fn growth(scan: i64, at: &str, assets: u64) -> GrowthPoint {
    GrowthPoint {
        scan: ScanId(scan),
        at: time(at),
        assets,
    }
}

fn event(scan: i64, kind: LifeEventKind) -> LifeEvent {
    LifeEvent {
        scan: ScanId(scan),
        at: time("2026-11-20T07:00:00Z"),
        kind,
    }
}

fn life() -> AssetLife {
    let asset = samples::custom_model();
    let fields = FieldChange::between(&earlier_model(), &asset);
    AssetLife {
        unit: asset.unit,
        id: asset.id,
        name: asset.name,
        looked: Some(time("2026-11-21T07:00:00Z")),
        events: vec![
            event(10, LifeEventKind::Appeared),
            event(12, LifeEventKind::Changed(fields)),
        ],
    }
}

fn earlier_model() -> AssetRecord {
    let properties = r#"{"base_model":{"name":"Nova","tags":["a"]},"owner":"ml"}"#;
    AssetRecord {
        status: Some("Creating".to_owned()),
        properties: Properties::parse(properties).unwrap(),
        ..samples::custom_model()
    }
}

pub(super) fn changes() -> Comparison {
    let model = samples::custom_model();
    let touched = AssetRecord {
        modified: Some(time("2026-11-21T06:00:00Z")),
        ..model.clone()
    };
    let gone = AssetRecord {
        name: "retired".to_owned(),
        id: AssetId::new("arn:aws:bedrock:us-east-1:111122223333:custom-model/retired").unwrap(),
        ..model.clone()
    };
    Comparison {
        from: ScanRecord {
            id: ScanId(11),
            finished: Some(time("2026-11-20T07:00:04Z")),
            ..samples::scan()
        },
        to: samples::scan(),
        simulated: false,
        comparable: 9,
        added: vec![samples::endpoint()],
        removed: vec![gone.clone()],
        aged_out: vec![gone],
        ticked: vec![ChangedAsset {
            fields: FieldChange::between(&model, &touched),
            asset: touched,
        }],
        changed: vec![ChangedAsset {
            fields: FieldChange::between(&earlier_model(), &model),
            asset: model,
        }],
        not_comparable: vec![IncomparableUnit {
            key: samples::key("aws_bedrock", "guardrail", "us-east-1"),
            from: UnitState::NeverRun,
            to: UnitState::Ran {
                outcome: Outcome::Failed(samples::denied()),
                finished: time("2026-11-21T07:00:03Z"),
            },
        }],
        updated_plugins: vec![PluginId::new("aws_bedrock").unwrap()],
    }
}

pub(super) fn usage() -> UsageReport {
    usage_of("amazon.nova-lite-v1:0")
}

fn usage_of(model: &str) -> UsageReport {
    let counts = CallCounts {
        invocations: Some(40),
        errors: Some(2),
        tokens: TokenCounts {
            input: Some(9_000),
            output: Some(1_000),
            ..TokenCounts::default()
        },
    };
    let row = |key: &str, detail| UsageRow {
        key: Some(key.to_owned()),
        counts,
        principals: Some(1),
        first_seen: Some(time("2026-11-15T00:30:00Z")),
        last_seen: Some(time("2026-11-20T07:00:00Z")),
        detail,
    };
    let mut models = samples::usage_by_model();
    models.push(row(model, UsageDetail::Model));
    let mut principals = samples::usage_by_principal();
    let detail = UsageDetail::Principal {
        kind: Some(model.to_owned()),
        sessions: 2,
        models: 1,
    };
    principals.push(row(model, detail));
    let mut endpoints = samples::endpoint_usage();
    model.clone_into(&mut endpoints.first_mut().unwrap().endpoint);
    UsageReport {
        summary: samples::usage_summary(),
        models,
        principals,
        profiles: samples::usage_by_profile(),
        days: vec![row("2026-11-15", UsageDetail::Day)],
        model_days: vec![ModelDay {
            model: Some(model.to_owned()),
            day: "2026-11-15".to_owned(),
            counts,
        }],
        endpoints,
        coverage: vec![UsageCoverage {
            key: samples::key("aws_bedrock", "invocation", "us-east-1"),
            latest: samples::failed(ErrorKind::Throttled, model),
            covered: Vec::new(),
        }],
    }
}
