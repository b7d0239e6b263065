//! The assets of the sample.

use opencite_core::{AssetId, AssetRecord, Properties, Relation};
use serde_json::{Value, json};

use crate::kinds::{
    CUSTOM_MODEL, ENDPOINT, FOUNDATION, GATEWAY, GUARDRAIL, Kind, MODEL, PACKAGE, RUNTIME,
    THROUGHPUT, TRAINING,
};
use crate::{Fallible, NOW, PROD, RESEARCH, YESTERDAY, key, time};

const SPRING: &str = "2026-04-02T07:00:00Z";
const NOVA: &str = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-0-v1:0";
pub(crate) const HOSTILE: &str =
    "</td><script>alert(1)</script> [click](https://evil.example) |\u{202e}txt.exe";

/// Fifty of somebody's, and a hundred on offer.
pub(crate) fn all() -> Fallible<Vec<AssetRecord>> {
    let groups = [
        custom_models()?,
        throughputs()?,
        guardrails()?,
        endpoints()?,
        training_jobs()?,
        packages()?,
        runtimes()?,
        gateways()?,
        catalogue()?,
    ];
    Ok(groups.into_iter().flatten().collect())
}

fn asset(
    kind: &Kind,
    (account, region): (&str, &str),
    name: &str,
    properties: &Value,
) -> Fallible<AssetRecord> {
    let owner = if kind.resource == FOUNDATION.resource {
        ""
    } else {
        account
    };
    let arn = format!(
        "arn:aws:{}:{region}:{owner}:{}/{name}",
        kind.service, kind.resource
    );
    Ok(AssetRecord {
        unit: key(kind, account, region)?,
        id: AssetId::new(arn)?,
        name: name.to_owned(),
        status: None,
        created: Some(time(SPRING)?),
        modified: None,
        properties: Properties::parse(&properties.to_string())?,
        relations: Vec::new(),
        first_seen: time(SPRING)?,
        last_seen: time(NOW)?,
    })
}

fn with(asset: AssetRecord, status: &str, created: &str) -> Fallible<AssetRecord> {
    Ok(AssetRecord {
        status: Some(status.to_owned()),
        created: Some(time(created)?),
        ..asset
    })
}

fn related(asset: AssetRecord, kind: &str, target: impl Into<String>) -> AssetRecord {
    let relation = Relation {
        kind: kind.to_owned(),
        target: target.into(),
    };
    AssetRecord {
        relations: vec![relation],
        ..asset
    }
}

fn custom_models() -> Fallible<Vec<AssetRecord>> {
    let properties = json!({
        "base_model": NOVA,
        "customization_type": "FINE_TUNING",
        "hyper_parameters": { "epochCount": "3", "learningRate": "0.00001" },
        "training": { "data": "s3://ml-prod-datasets/support/2026-03/train.jsonl", "loss": 0.412 },
    });
    let models = [
        ("support-intent-v3", PROD),
        ("support-intent-v2", PROD),
        ("claims-summary", PROD),
        ("contract-clauses", PROD),
        ("sandbox-finetune-01", RESEARCH),
        ("sandbox-finetune-02", RESEARCH),
    ];
    let model = |(name, account)| {
        let model = asset(&CUSTOM_MODEL, (account, "us-east-1"), name, &properties)?;
        Ok(related(
            with(model, "Active", "2026-10-02T11:20:00Z")?,
            "base-model",
            NOVA,
        ))
    };
    models.into_iter().map(model).collect()
}

fn throughputs() -> Fallible<Vec<AssetRecord>> {
    let throughputs = [
        ("support-intent-prod", "InService", "2026-12-09T00:00:00Z"),
        ("claims-prod", "InService", "2027-03-01T00:00:00Z"),
        ("contracts-burst", "Updating", "2026-12-30T00:00:00Z"),
    ];
    let throughput = |(name, status, end)| {
        let properties = json!({
            "model_units": 2, "commitment_duration": "OneMonth", "commitment_expiration_time": end,
        });
        let throughput = asset(&THROUGHPUT, (PROD, "us-east-1"), name, &properties)?;
        let model = format!("arn:aws:bedrock:us-east-1:{PROD}:custom-model/support-intent-v3");
        Ok(related(
            with(throughput, status, "2026-11-09T00:00:00Z")?,
            "model",
            model,
        ))
    };
    throughputs.into_iter().map(throughput).collect()
}

fn guardrails() -> Fallible<Vec<AssetRecord>> {
    let properties = json!({
        "version": "DRAFT",
        "blocked_input_messaging": "Sorry, I cannot help with that.",
        "policies": [
            { "type": "topic", "topics": ["legal advice", "medical advice"] },
            { "type": "word", "words": [] },
        ],
    });
    let guardrails = [
        ("pii-filter", "us-east-1", NOW),
        ("brand-voice", "us-east-1", NOW),
        ("pii-filter", "eu-west-1", YESTERDAY),
    ];
    let guardrail = |(name, region, seen)| {
        let guardrail = asset(&GUARDRAIL, (PROD, region), name, &properties)?;
        let guardrail = with(guardrail, "READY", "2026-06-14T08:00:00Z")?;
        Ok(AssetRecord {
            last_seen: time(seen)?,
            ..guardrail
        })
    };
    guardrails.into_iter().map(guardrail).collect()
}

fn endpoints() -> Fallible<Vec<AssetRecord>> {
    let endpoints = [
        ("churn-scoring", "eu-west-1", "InService"),
        ("fraud-realtime", "us-east-1", "InService"),
        ("ranking-a", "us-west-2", "InService"),
        ("ranking-b", "eu-west-1", "InService"),
        ("embeddings-xl", "us-east-1", "InService"),
        ("vision-qc", "us-west-2", "Failed"),
        ("pricing", "eu-west-1", "InService"),
    ];
    let mut assets = Vec::new();
    for (name, region, status) in endpoints {
        assets.push(endpoint(name, region, status)?);
        assets.push(model(name, region)?);
    }
    Ok(assets)
}

fn endpoint(name: &str, region: &str, status: &str) -> Fallible<AssetRecord> {
    let variant = |variant, weight| {
        json!({
            "variant_name": variant, "model_name": format!("{name}-model"), "weight": weight,
            "instance_type": "ml.g5.2xlarge", "current_instance_count": 2,
        })
    };
    let properties = json!({
        "endpoint_config_name": format!("{name}-cfg-7"),
        "production_variants": [variant("blue", 0.9), variant("green", 0.1)],
        "data_capture": { "enabled": true, "destination": "s3://ml-prod-capture/" },
        "tags": { "team": "decisions", "cost-center": "4410" },
    });
    let endpoint = asset(&ENDPOINT, (PROD, region), name, &properties)?;
    let model = format!("arn:aws:sagemaker:{region}:{PROD}:model/{name}-model");
    Ok(related(
        with(endpoint, status, "2026-09-01T16:45:00Z")?,
        "model",
        model,
    ))
}

fn model(endpoint: &str, region: &str) -> Fallible<AssetRecord> {
    let properties = json!({
        "container_image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.3-gpu",
        "enable_network_isolation": true,
        "execution_role": format!("arn:aws:iam::{PROD}:role/ml-serving"),
    });
    asset(
        &MODEL,
        (PROD, region),
        &format!("{endpoint}-model"),
        &properties,
    )
}

fn training_jobs() -> Fallible<Vec<AssetRecord>> {
    (1..=12).map(training_job).collect()
}

fn training_job(number: u32) -> Fallible<AssetRecord> {
    let failed = number == 4;
    let reason =
        failed.then_some("CapacityError: Unable to provision requested ML compute capacity.");
    let properties = json!({
        "instance_type": "ml.p5.48xlarge", "instance_count": 4, "failure_reason": reason,
    });
    let name = format!("llm-pretrain-2026-11-{number:02}");
    let made = format!("2026-11-{:02}T20:00:00Z", number + 5);
    let job = asset(&TRAINING, (RESEARCH, "us-west-2"), &name, &properties)?;
    let job = with(job, if failed { "Failed" } else { "Completed" }, &made)?;
    let seen = if number > 9 { NOW } else { YESTERDAY };
    Ok(AssetRecord {
        first_seen: time(&made)?,
        last_seen: time(seen)?,
        ..job
    })
}

fn packages() -> Fallible<Vec<AssetRecord>> {
    let packages = [
        (HOSTILE, "PendingManualApproval"),
        ("fraud-detector/3", "Completed"),
        ("fraud-detector/4", "Completed"),
        ("churn/11", "Completed"),
        ("نموذج-المبيعات/1", "Completed"),
        ("需求预测/2", "Completed"),
    ];
    let package = |(name, status): (&str, &str)| {
        let properties = json!({ "approval_status": status, name: name });
        let package = asset(&PACKAGE, (RESEARCH, "us-east-1"), name, &properties)?;
        with(package, status, "2026-08-08T12:00:00Z")
    };
    packages.into_iter().map(package).collect()
}

fn runtimes() -> Fallible<Vec<AssetRecord>> {
    let properties = json!({
        "network_mode": "PUBLIC",
        "protocol": "MCP",
        "role_arn": format!("arn:aws:iam::{PROD}:role/agent-runtime"),
        "environment_variables": { "MODEL_ID": "hmac:5b1e", "API_KEY": "hmac:c09a" },
        "authorizer": { "type": "CUSTOM_JWT", "discovery_url": "https://login.example.com/oidc" },
    });
    let runtimes = [
        ("support_copilot-x7Kd02", "READY", SPRING),
        ("invoice_reader-Qa91Lm", "READY", SPRING),
        ("shadow_agent-0pZ3ve", "CREATE_FAILED", NOW),
        ("travel_desk-77bWqs", "READY", NOW),
    ];
    let runtime = |(name, status, first)| {
        let runtime = asset(&RUNTIME, (PROD, "us-east-1"), name, &properties)?;
        let runtime = with(runtime, status, "2026-11-20T18:12:00Z")?;
        Ok(AssetRecord {
            first_seen: time(first)?,
            modified: Some(time(NOW)?),
            ..runtime
        })
    };
    runtimes.into_iter().map(runtime).collect()
}

fn gateways() -> Fallible<Vec<AssetRecord>> {
    let gateway = |name| {
        let properties = json!({ "protocol": "MCP", "targets": 4 });
        let gateway = asset(&GATEWAY, (PROD, "us-east-1"), name, &properties)?;
        with(gateway, "READY", "2026-07-30T10:00:00Z")
    };
    ["tools-gateway-9s2k", "partner-gateway-h4d1"]
        .into_iter()
        .map(gateway)
        .collect()
}

fn catalogue() -> Fallible<Vec<AssetRecord>> {
    let families = [
        "amazon.nova",
        "anthropic.claude",
        "meta.llama",
        "mistral.large",
    ];
    let mut assets = Vec::new();
    for region in crate::kinds::REGIONS {
        for (family, number) in families
            .into_iter()
            .flat_map(|one| (0..9).map(move |n| (one, n)))
        {
            assets.push(offered(region, &format!("{family}-{number}-v1:0"))?);
        }
    }
    Ok(assets)
}

fn offered(region: &str, name: &str) -> Fallible<AssetRecord> {
    let properties = json!({
        "modalities": { "input": ["TEXT", "IMAGE"], "output": ["TEXT"] },
        "streaming_supported": true,
        "inference_types": ["ON_DEMAND"],
    });
    let model = asset(&FOUNDATION, (PROD, region), name, &properties)?;
    Ok(AssetRecord {
        status: Some("ACTIVE".to_owned()),
        created: None,
        ..model
    })
}
