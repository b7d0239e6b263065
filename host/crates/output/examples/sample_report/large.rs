//! Many assets: what an organisation of some size has, with about 1.5 KB of properties each.

use opencite_core::{AssetId, AssetRecord, Properties, Relation};
use serde_json::json;

use crate::kinds::{ENDPOINT, Kind, MODEL, PACKAGE, REGIONS, TRAINING};
use crate::{Fallible, NOW, PROD, RESEARCH, key, time};

const COUNT: u64 = 100_000;

/// Assets of which no two are alike.
pub(crate) fn assets() -> Fallible<Vec<AssetRecord>> {
    let kinds = [&TRAINING, &MODEL, &PACKAGE, &ENDPOINT];
    let mut assets = Vec::new();
    for (number, kind) in (0..COUNT).zip(kinds.into_iter().cycle()) {
        assets.push(asset(number, kind)?);
    }
    Ok(assets)
}

/// Digits that look like chance and are the same in each run: the steps of splitmix64.
fn digits(seed: u64) -> String {
    let mut mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    format!("{:016x}", mixed ^ (mixed >> 31))
}

fn name(number: u64, kind: &Kind) -> String {
    format!("{}-{number:06}-{}", kind.resource, &digits(number)[..6])
}

fn place(number: u64) -> Fallible<(&'static str, &'static str)> {
    let account = if number.is_multiple_of(3) {
        RESEARCH
    } else {
        PROD
    };
    let region = REGIONS.get(usize::try_from(number % 3)?);
    Ok((account, region.ok_or("no region")?))
}

fn arn(number: u64, kind: &Kind) -> Fallible<String> {
    let (account, region) = place(number)?;
    let (service, resource, name) = (kind.service, kind.resource, name(number, kind));
    Ok(format!(
        "arn:aws:{service}:{region}:{account}:{resource}/{name}"
    ))
}

/// Ten assets share a model.
fn asset(number: u64, kind: &Kind) -> Fallible<AssetRecord> {
    let (account, region) = place(number)?;
    let name = name(number, kind);
    let status = match number / 5 % 4 {
        0 => "Completed",
        1 => "InService",
        2 => "Failed",
        _ => "Stopped",
    };
    Ok(AssetRecord {
        unit: key(kind, account, region)?,
        id: AssetId::new(arn(number, kind)?)?,
        status: Some(status.to_owned()),
        created: Some(time(NOW)?),
        modified: None,
        properties: Properties::parse(&properties(number, &name).to_string())?,
        relations: vec![Relation {
            kind: "model".to_owned(),
            target: arn(number / 40 * 40 + 1, &MODEL)?,
        }],
        first_seen: time(NOW)?,
        last_seen: time(NOW)?,
        name,
    })
}

fn properties(number: u64, name: &str) -> serde_json::Value {
    let channel = |part: u64| {
        json!({
            "channel_name": format!("channel-{part}"), "compression_type": "None", "input_mode": "File",
            "s3_uri": format!("s3://ml-datasets-{}/{name}/{}", number % 40, digits(number * 8 + part)),
        })
    };
    json!({
        "algorithm": { "training_image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.3-gpu", "input_mode": "File" },
        "billable_seconds": number * 37 % 86_400,
        "channels": (0..4).map(channel).collect::<Vec<_>>(),
        "enable_network_isolation": number.is_multiple_of(2),
        "hyper_parameters": { "epochs": number % 20, "learning_rate": "0.0003", "seed": digits(number + 7) },
        "output": { "s3_uri": format!("s3://ml-artifacts/{name}/{}", digits(number + 3)), "kms_key": digits(number % 50) },
        "resources": { "instance_type": "ml.p4d.24xlarge", "instance_count": number % 16 + 1, "volume_gb": 512 },
        "role": format!("arn:aws:iam::{PROD}:role/training-{}", number % 25),
        "tags": { "team": format!("team-{}", number % 60), "cost-center": (4_000 + number % 300).to_string(), "run": digits(number + 11) },
        "vpc": { "subnets": [digits(number % 9), digits(number % 11)], "security_groups": [digits(number % 13)] },
    })
}
