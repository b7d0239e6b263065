//! Reports in which every text that comes from outside is the input's.

use opencite_core::{
    AccountId, AssetId, AssetLife, AssetRecord, AssetType, CallCounts, ChangedAsset, Comparison,
    EndpointUsage, ErrorKind, FieldChange, GrowthPoint, IamAction, IncomparableUnit, Inventory,
    Invocation, InvocationId, InvocationRecord, LifeEvent, LifeEventKind, ModelDay, Outcome,
    PluginId, Principal, Properties, Region, Relation, Report, ReportKind, Route, ScanId,
    ScanOutcome, ScanRecord, ScanTag, TimeSpan, Timestamp, TokenCounts, UnitCounts, UnitError,
    UnitKey, UnitRecord, UnitState, UsageCoverage, UsageDetail, UsageReport, UsageRow,
    UsageSummary,
};
use serde_json::json;

use crate::words::Words;

/// The texts of a report.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// What people call the asset.
    pub name: &'a str,
    /// What stands in its id, as far as an id may hold it.
    pub id: &'a str,
    /// The state that it is in.
    pub status: &'a str,
    /// The name of a property.
    pub key: &'a str,
    /// What the property says.
    pub value: &'a str,
    /// What a unit's error says, and all other texts.
    pub message: &'a str,
}

impl<'a> Texts<'a> {
    /// The texts of an input.
    pub fn of(input: &'a str) -> Self {
        let mut words = Words::of(input);
        Self {
            name: words.word(),
            id: words.word(),
            status: words.word(),
            key: words.word(),
            value: words.word(),
            message: words.word(),
        }
    }

    /// A report of a kind with all that it may have.
    pub fn report(&self, kind: ReportKind) -> Report {
        Report {
            kind,
            inventory: self.inventory(),
            growth: vec![GrowthPoint {
                scan: ScanId(12),
                at: time(4),
                assets: 2,
            }],
            lives: vec![self.life()],
            changes: kind.has_changes().then(|| self.comparison()),
            usage: kind.has_usage().then(|| self.usage()),
        }
    }

    /// The asset.
    pub fn asset(&self) -> AssetRecord {
        let properties = json!({ self.key: [self.value, { self.key: self.value }], "tags": { "team": self.value } });
        AssetRecord {
            name: self.name.to_owned(),
            status: Some(self.status.to_owned()),
            properties: Properties::parse(&properties.to_string()).unwrap_or_default(),
            relations: vec![Relation {
                kind: self.key.to_owned(),
                target: self.value.to_owned(),
            }],
            ..self.plain_asset()
        }
    }

    /// The asset before.
    fn plain_asset(&self) -> AssetRecord {
        let id = format!(
            "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/{}",
            self.id
        );
        let harmless = || AssetId::new("arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn");
        AssetRecord {
            unit: unit("endpoint"),
            id: AssetId::new(id)
                .or_else(|_| harmless())
                .expect("an ARN is an id"),
            name: "churn".to_owned(),
            status: None,
            created: Some(time(0)),
            modified: None,
            properties: Properties::default(),
            relations: Vec::new(),
            first_seen: time(1),
            last_seen: time(2),
        }
    }

    /// The life of the asset.
    pub fn life(&self) -> AssetLife {
        let event = |scan, kind| LifeEvent {
            scan: ScanId(scan),
            at: time(scan),
            kind,
        };
        let asset = self.asset();
        AssetLife {
            events: vec![
                event(3, LifeEventKind::Appeared),
                event(7, LifeEventKind::Changed(self.fields())),
                event(9, LifeEventKind::Gone),
            ],
            unit: asset.unit,
            id: asset.id,
            name: asset.name,
            looked: Some(time(9)),
        }
    }

    fn fields(&self) -> Vec<FieldChange> {
        FieldChange::between(&self.plain_asset(), &self.asset())
    }

    /// What changed.
    pub fn comparison(&self) -> Comparison {
        let changed = ChangedAsset {
            asset: self.asset(),
            fields: self.fields(),
        };
        Comparison {
            from: self.scan(11),
            to: self.scan(12),
            simulated: false,
            comparable: 3,
            added: vec![self.asset()],
            removed: vec![self.asset()],
            aged_out: vec![self.asset()],
            changed: vec![changed.clone()],
            ticked: vec![changed],
            not_comparable: vec![IncomparableUnit {
                key: unit("guardrail"),
                from: UnitState::NeverRun,
                to: UnitState::Ran {
                    outcome: self.failed(),
                    finished: time(3),
                },
            }],
            updated_plugins: vec![unit("endpoint").plugin],
        }
    }

    /// Calls of models.
    pub fn calls(&self) -> Vec<InvocationRecord> {
        let said = || Some(self.message.to_owned());
        let id = InvocationId::new(self.id).or_else(|_| InvocationId::new("e-1"));
        vec![InvocationRecord {
            account: unit("invocation").account,
            region: unit("invocation").region,
            invocation: Invocation {
                id: id.expect("a word is an id"),
                time: time(1),
                operation: said(),
                model: Some(self.name.to_owned()),
                principal: Some(Principal::new(
                    self.key,
                    Some(self.value),
                    Some(self.status),
                )),
                source_ip: said(),
                user_agent: said(),
                inference_region: said(),
                error_code: said(),
                error_message: said(),
                tokens: tokens(),
            },
            model: Some(self.name.to_owned()),
        }]
    }

    /// How an endpoint was used.
    pub fn endpoints(&self) -> Vec<EndpointUsage> {
        vec![EndpointUsage {
            account: unit("endpoint").account,
            region: unit("endpoint").region,
            endpoint: self.name.to_owned(),
            variant: Some(self.value.to_owned()),
            invocations: Some(12_000),
            errors_4xx: Some(3),
            errors_5xx: None,
            model_errors: Some(0),
            model_latency_ms: Some(20.25),
            overhead_latency_ms: None,
            first_seen: Some(time(1)),
            last_seen: Some(time(2)),
        }]
    }

    /// Usage by model.
    pub fn usage_rows(&self) -> Vec<UsageRow> {
        vec![
            row(self.name, UsageDetail::Model),
            row(self.message, UsageDetail::Model),
        ]
    }

    fn usage(&self) -> UsageReport {
        let principal = UsageDetail::Principal {
            kind: Some(self.key.to_owned()),
            sessions: 2,
            models: 1,
        };
        let profile = UsageDetail::Profile {
            model: Some(self.name.to_owned()),
            route: Route::Geo(self.status.to_owned()),
        };
        UsageReport {
            summary: summary(),
            models: self.usage_rows(),
            principals: vec![row(self.value, principal)],
            profiles: vec![row(self.name, profile)],
            days: vec![row("2026-11-20", UsageDetail::Day)],
            model_days: vec![ModelDay {
                model: Some(self.name.to_owned()),
                day: "2026-11-20".to_owned(),
                counts: counts(),
            }],
            endpoints: self.endpoints(),
            coverage: vec![UsageCoverage {
                key: unit("invocation"),
                latest: self.failed(),
                covered: vec![summary().span],
            }],
        }
    }

    fn inventory(&self) -> Inventory {
        Inventory {
            scan: self.scan(12),
            generated: time(20),
            simulated: false,
            assets: vec![self.asset()],
            units: vec![
                unit_record("endpoint", Outcome::Complete),
                unit_record("guardrail", self.failed()),
            ],
        }
    }

    fn scan(&self, number: i64) -> ScanRecord {
        ScanRecord {
            id: ScanId(number),
            started: time(number),
            finished: Some(time(number + 1)),
            outcome: Some(ScanOutcome::Partial),
            error: Some(self.message.to_owned()),
            units: UnitCounts {
                complete: 1,
                partial: 0,
                failed: 1,
                skipped: 0,
            },
            assets: 1,
            requests: 2,
            tags: ScanTag::new(self.name).into_iter().collect(),
        }
    }

    fn failed(&self) -> Outcome {
        Outcome::Failed(UnitError {
            code: Some(self.message.to_owned()),
            operation: Some(IamAction::new("bedrock", "ListGuardrails")),
            request_id: Some(self.message.to_owned()),
            attempts: 1,
            ..UnitError::new(ErrorKind::Other, self.message)
        })
    }
}

/// A unit of a type.
pub fn unit(asset_type: &str) -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_sagemaker").expect("it is a word"),
        asset_type: AssetType::new(asset_type).expect("it is a word"),
        account: AccountId::new("111122223333").expect("it has 12 digits"),
        region: Region::known("eu-west-1").expect("it is a region"),
    }
}

/// So many hours after some day.
pub fn time(hour: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + hour * 3600).expect("its year is 2026")
}

fn unit_record(asset_type: &str, outcome: Outcome) -> UnitRecord {
    UnitRecord {
        scan: ScanId(12),
        key: unit(asset_type),
        outcome,
        assets: 1,
        requests: 2,
        started: time(12),
        finished: time(12),
        listed_since: None,
    }
}

fn tokens() -> TokenCounts {
    TokenCounts {
        input: Some(9_000),
        output: Some(u64::MAX),
        ..TokenCounts::default()
    }
}

fn counts() -> CallCounts {
    CallCounts {
        invocations: Some(40),
        errors: Some(2),
        tokens: tokens(),
    }
}

fn row(key: &str, detail: UsageDetail) -> UsageRow {
    UsageRow {
        key: Some(key.to_owned()),
        counts: counts(),
        principals: Some(1),
        first_seen: Some(time(1)),
        last_seen: Some(time(2)),
        detail,
    }
}

fn summary() -> UsageSummary {
    UsageSummary {
        span: TimeSpan::new(time(-168), time(0)).expect("a week is a span"),
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
