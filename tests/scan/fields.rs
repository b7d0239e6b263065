//! What is known of an asset: all that AWS says.

use std::collections::{BTreeMap, BTreeSet};

use opencite_sim::Estate;
use serde_json::Value;

use super::{BOTH, REGIONS, named};
use crate::support::{Opencite, Place, SimServer, expected};

#[test]
fn every_field_of_the_estate_is_stored_but_these() {
    let estate = Estate::demo();
    let server = SimServer::of(estate.clone());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let mut stored: BTreeMap<Place, BTreeSet<String>> = BTreeMap::new();
    for asset in opencite.assets(&[]) {
        let values = values("", &asset.properties);
        stored.insert(asset.place(), values.into_values().flatten().collect());
    }
    let lost: BTreeSet<String> = expected::records(&estate, &REGIONS)
        .filter(|(service, ..)| *service == "bedrock")
        .flat_map(|(_, place, record)| {
            let mut lost = values("", &record.document());
            lost.retain(|_, values| !values.is_subset(&stored[&place]));
            lost.into_keys()
                .map(move |field| format!("{}: {field}", place.1))
        })
        .collect();
    // Content; how a job was asked for; what AWS withdraws; what AWS's SDK has no type for; the simulator's own ids.
    insta::assert_snapshot!(Vec::from_iter(lost).join("\n"), @"
    enforced_guardrail: inputTags
    evaluation_job: additionalModelRequestFields
    evaluation_job: data
    evaluation_job: filter
    model_copy_job: key
    model_customization_job: clientRequestToken
    model_invocation_job: jobId
    prompt_optimization_job: additionalModelRequestFields
    prompt_optimization_job: jobId
    ");
}

/// What AWS calls a document: JSON of any form.
const DOCUMENTS: [&str; 2] = ["additionalModelRequestFields", "filter"];

/// Every scalar within a value, as a text that compares, by the name of its field.
fn values(field: &str, value: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let one = |text: String| BTreeMap::from([(field.to_owned(), BTreeSet::from([text]))]);
    let inner: Vec<_> = match value {
        Value::Object(_) if DOCUMENTS.contains(&field) => return one(value.to_string()),
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| values(name, value))
            .collect(),
        Value::Array(items) => items.iter().map(|item| values(field, item)).collect(),
        Value::Number(number) => return one(format!("{:?}", number.as_f64())),
        Value::String(text) => return one(text.clone()),
        Value::Bool(_) | Value::Null => return one(value.to_string()),
    };
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, values) in inner.into_iter().flatten() {
        all.entry(name).or_default().extend(values);
    }
    all
}

#[test]
fn a_custom_model_comes_with_all_that_is_known_of_it() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    let assets = opencite.assets(&[]);
    let model = named(&assets, "claims-triage");
    insta::assert_json_snapshot!(model.properties, @r#"
    {
      "base_model": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
      "base_model_name": "amazon.nova-lite-v1",
      "creation_time": "2026-03-09T14:21:07.482Z",
      "customization_type": "FINE_TUNING",
      "hyper_parameters": {
        "batchSize": "1",
        "epochCount": "3",
        "learningRate": "0.00001"
      },
      "job_arn": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova-lite-v1:0/p8d2s6f0h4j1",
      "job_name": "claims-triage-job",
      "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/k3v9x1q7m2a4",
      "model_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/5130c0de-0000-4000-8000-000000000001",
      "model_name": "claims-triage",
      "model_status": "Active",
      "output_data_config": {
        "s3_uri": "s3://ardent-training/output/"
      },
      "owner_account_id": "111122223333",
      "training_data_config": {
        "s3_uri": "s3://ardent-training/claims/train.jsonl"
      },
      "training_metrics": {
        "training_loss": 0.327
      },
      "validation_data_config": {
        "validators": [
          {
            "s3_uri": "s3://ardent-training/claims/validation.jsonl"
          }
        ]
      },
      "validation_metrics": [
        {
          "validation_loss": 0.402
        }
      ]
    }
    "#);
    insta::assert_json_snapshot!(model.relations, @r#"
    [
      {
        "kind": "base-model",
        "target": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
      },
      {
        "kind": "customization-job",
        "target": "arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova-lite-v1:0/p8d2s6f0h4j1"
      },
      {
        "kind": "input-s3",
        "target": "s3://ardent-training/claims/train.jsonl"
      },
      {
        "kind": "input-s3",
        "target": "s3://ardent-training/claims/validation.jsonl"
      },
      {
        "kind": "kms-key",
        "target": "arn:aws:kms:us-east-1:111122223333:key/5130c0de-0000-4000-8000-000000000001"
      },
      {
        "kind": "output-s3",
        "target": "s3://ardent-training/output/"
      }
    ]
    "#);
}

#[test]
fn a_provisioned_throughput_comes_with_the_models_that_it_serves() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "provisioned_throughput"]);
    let assets = opencite.assets(&[]);
    let throughput = named(&assets, "claims-triage-prod");
    assert_eq!(throughput.status.as_deref(), Some("InService"));
    insta::assert_json_snapshot!(throughput.properties, @r#"
    {
      "commitment_duration": "SixMonths",
      "commitment_expiration_time": "2026-09-15T00:00:00Z",
      "creation_time": "2026-03-15T10:00:00Z",
      "desired_model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/k3v9x1q7m2a4",
      "desired_model_units": 2,
      "foundation_model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
      "last_modified_time": "2026-03-15T10:45:00Z",
      "model_arn": "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/k3v9x1q7m2a4",
      "model_units": 2,
      "provisioned_model_arn": "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/a1s4d7f0g3h6",
      "provisioned_model_name": "claims-triage-prod",
      "status": "InService"
    }
    "#);
    insta::assert_json_snapshot!(throughput.relations, @r#"
    [
      {
        "kind": "desired-model",
        "target": "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/k3v9x1q7m2a4"
      },
      {
        "kind": "foundation-model",
        "target": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"
      },
      {
        "kind": "model",
        "target": "arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/k3v9x1q7m2a4"
      }
    ]
    "#);
}

#[test]
fn a_foundation_model_comes_with_what_it_can_do() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "model"]);
    let assets = opencite.assets(&[]);
    insta::assert_json_snapshot!(named(&assets, "Nova Lite").properties, @r#"
    {
      "customization_supported": [
        "FINE_TUNING",
        "DISTILLATION"
      ],
      "inference_types": [
        "ON_DEMAND",
        "INFERENCE_PROFILE"
      ],
      "modalities": {
        "input": [
          "TEXT",
          "IMAGE",
          "VIDEO"
        ],
        "output": [
          "TEXT"
        ]
      },
      "model_arn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
      "model_id": "amazon.nova-lite-v1:0",
      "model_lifecycle": {
        "start_of_life_time": "2025-10-01T00:00:00Z",
        "status": "ACTIVE"
      },
      "model_name": "Nova Lite",
      "provider": "Amazon",
      "streaming_supported": true
    }
    "#);
}
