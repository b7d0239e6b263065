//! What changed in the sample.

use opencite_core::{
    AssetId, AssetLife, AssetRecord, ChangedAsset, Comparison, FieldChange, IncomparableUnit,
    Inventory, LifeEvent, LifeEventKind, Outcome, OutcomeKind, PluginId, Properties, ScanId,
    ScanRecord, UnitState,
};
use serde_json::{Value, json};

use crate::{Fallible, YESTERDAY, time};

/// What the sample says to have changed since the scan of the day before.
pub(crate) fn comparison(inventory: &Inventory) -> Fallible<Comparison> {
    let named = |name: &str| {
        let found = inventory.assets.iter().find(|asset| asset.name == name);
        found.cloned().ok_or("the sample lacks an asset")
    };
    let failed = inventory
        .units
        .iter()
        .filter(|unit| unit.outcome.kind() == OutcomeKind::Failed);
    let not_comparable = failed.map(|unit| {
        Ok(IncomparableUnit {
            key: unit.key.clone(),
            from: UnitState::Ran {
                outcome: Outcome::Complete,
                finished: time(YESTERDAY)?,
            },
            to: UnitState::from(unit.clone()),
        })
    });
    Ok(Comparison {
        from: ScanRecord {
            id: ScanId(41),
            started: time(YESTERDAY)?,
            finished: Some(time(YESTERDAY)?),
            ..inventory.scan.clone()
        },
        to: inventory.scan.clone(),
        simulated: inventory.simulated,
        comparable: 48,
        added: vec![named("shadow_agent-0pZ3ve")?, named("travel_desk-77bWqs")?],
        removed: vec![gone(&named("ranking-a")?, "ranking-legacy")?],
        aged_out: vec![gone(
            &named("llm-pretrain-2026-11-01")?,
            "llm-pretrain-2026-10-22",
        )?],
        changed: changed(&named)?,
        ticked: vec![ticked(named("invoice_reader-Qa91Lm")?)?],
        not_comparable: not_comparable.collect::<Fallible<_>>()?,
        updated_plugins: vec![PluginId::new("aws_agentcore")?],
    })
}

fn changed(
    named: &impl Fn(&str) -> Result<AssetRecord, &'static str>,
) -> Fallible<Vec<ChangedAsset>> {
    let endpoint = named("churn-scoring")?;
    let weights = |blue, green| {
        json!([
            { "variant_name": "blue", "model_name": "churn-scoring-model", "weight": blue },
            { "variant_name": "green", "model_name": "churn-scoring-model", "weight": green },
        ])
    };
    let before = set(&endpoint, "production_variants", weights(1.0, 0.0))?;
    let endpoint = set(&endpoint, "production_variants", weights(0.9, 0.1))?;
    let before = set(
        &before,
        "endpoint_config_name",
        json!("churn-scoring-cfg-6"),
    )?;
    let throughput = named("contracts-burst")?;
    let earlier = AssetRecord {
        status: Some("InService".to_owned()),
        ..set(&throughput, "model_units", json!(1))?
    };
    let package = inventory_package(named)?;
    Ok(vec![
        different(&before, endpoint),
        different(&earlier, throughput),
        package,
    ])
}

/// One with a hostile name and hostile values.
fn inventory_package(
    named: &impl Fn(&str) -> Result<AssetRecord, &'static str>,
) -> Fallible<ChangedAsset> {
    let package = named(crate::assets::HOSTILE)?;
    let before = set(&package, "approval_status", json!(crate::assets::HOSTILE))?;
    Ok(different(&before, package))
}

fn set(asset: &AssetRecord, key: &str, value: Value) -> Fallible<AssetRecord> {
    let mut object = asset.properties.as_map().clone();
    object.insert(key.to_owned(), value);
    Ok(AssetRecord {
        properties: Properties::parse(&Value::Object(object).to_string())?,
        ..asset.clone()
    })
}

fn different(before: &AssetRecord, asset: AssetRecord) -> ChangedAsset {
    ChangedAsset {
        fields: FieldChange::between(before, &asset),
        asset,
    }
}

fn ticked(asset: AssetRecord) -> Fallible<ChangedAsset> {
    let before = AssetRecord {
        modified: Some(time(YESTERDAY)?),
        ..asset.clone()
    };
    Ok(different(&before, asset))
}

fn gone(like: &AssetRecord, name: &str) -> Fallible<AssetRecord> {
    Ok(AssetRecord {
        name: name.to_owned(),
        id: AssetId::new(like.id.as_str().replace(&like.name, name))?,
        ..like.clone()
    })
}

/// Each asset that changed appeared in spring, and changed now.
pub(crate) fn lives(changes: &Comparison) -> Fallible<Vec<AssetLife>> {
    let life = |changed: &ChangedAsset| {
        let asset = &changed.asset;
        let appeared = LifeEvent {
            scan: ScanId(1),
            at: asset.first_seen,
            kind: LifeEventKind::Appeared,
        };
        let now = LifeEvent {
            scan: ScanId(42),
            at: asset.last_seen,
            kind: LifeEventKind::Changed(changed.fields.clone()),
        };
        Ok(AssetLife {
            unit: asset.unit.clone(),
            id: asset.id.clone(),
            name: asset.name.clone(),
            looked: Some(asset.last_seen),
            events: vec![appeared, now],
        })
    };
    changes.changed.iter().map(life).collect()
}
