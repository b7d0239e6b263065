//! The main job, end to end: what a scan finds, what it costs, and what it stores.

use std::collections::{BTreeMap, BTreeSet};

use opencite_sim::Estate;
use opencite_sim::bedrock::Kind;
use serde_json::{Value, json};

use crate::support::{ACCOUNT, Asset, Opencite, Place, SimServer, expected};

const REGIONS: [&str; 2] = ["eu-west-1", "us-east-1"];

/// The words that scan both regions of the demo's estate.
const BOTH: [&str; 4] = ["--region", "us-east-1", "--region", "eu-west-1"];

fn custom_models(count: usize) -> SimServer {
    SimServer::of(Estate::empty(ACCOUNT).with_custom_models(count))
}

fn places(assets: &[Asset]) -> BTreeSet<Place> {
    assets.iter().map(Asset::place).collect()
}

fn named<'a>(assets: &'a [Asset], name: &str) -> &'a Asset {
    let found = assets.iter().find(|asset| asset.name == name);
    found.unwrap_or_else(|| panic!("no asset is called {name}"))
}

#[test]
fn all_pages_of_a_listing_are_stored() {
    let server = custom_models(250);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    assert_eq!(opencite.assets(&[]).len(), 250);
    assert_eq!(opencite.unit("custom_model").assets, 250);
}

#[test]
fn a_listing_of_several_pages_is_read_to_its_end() {
    let server = custom_models(1_001);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    assert_eq!(opencite.assets(&[]).len(), 1_001);
    assert!(server.count("bedrock:ListCustomModels") > 1);
}

#[test]
fn exactly_the_estate_comes_back() {
    let estate = Estate::demo();
    let server = SimServer::of(estate.clone());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let assets = opencite.assets(&[]);
    assert_eq!(places(&assets), expected::places(&estate, &REGIONS));
    assert_eq!(
        assets.len(),
        expected::places(&estate, &REGIONS).len(),
        "no asset comes twice"
    );
    assert!(server.refusals().is_empty(), "{:?}", server.refusals());
}

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
        .flat_map(|(place, record)| {
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

#[test]
fn an_unchanged_estate_costs_no_version_and_no_description() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let before = opencite.assets(&[]);
    let versions = || {
        opencite
            .database()
            .number("SELECT count(*) FROM asset_version")
    };
    let first = versions();
    server.clear_requests();
    opencite.scan_well(&BOTH);
    assert_eq!(versions(), first);
    assert_eq!(places(&opencite.assets(&[])), places(&before));
    let described: Vec<_> = server
        .counts()
        .into_keys()
        .filter(|operation| operation.starts_with("bedrock:Get"))
        .collect();
    // The one that is no description: a setting, which has no listing.
    assert_eq!(
        described,
        ["bedrock:GetModelInvocationLoggingConfiguration"]
    );
}

#[test]
fn a_full_scan_describes_again_and_still_adds_no_version() {
    let server = custom_models(3);
    let opencite = Opencite::with_sim(&server);
    let kind = ["--type", "custom_model"];
    opencite.scan_well(&kind);
    server.clear_requests();
    opencite.scan_well(&kind);
    assert_eq!(server.count("bedrock:GetCustomModel"), 0);
    opencite.scan_well(&["--type", "custom_model", "--full"]);
    assert_eq!(server.count("bedrock:GetCustomModel"), 3);
    assert_eq!(
        opencite
            .database()
            .number("SELECT count(*) FROM asset_version"),
        3
    );
}

#[test]
fn each_unit_counts_its_requests() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let requests: u64 = opencite.units().iter().map(|unit| unit.requests).sum();
    let of_bedrock = server
        .requests()
        .iter()
        .filter(|it| it.service == "bedrock")
        .count();
    assert_eq!(usize::try_from(requests), Ok(of_bedrock));
    let server = custom_models(250);
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    let pages = server.count("bedrock:ListCustomModels");
    assert_eq!(opencite.unit("custom_model").requests, pages + 250);
}

#[test]
fn what_drifted_away_is_gone_now_and_still_there_at_the_first_scan() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&[]);
    let first = opencite.assets(&[]);
    server.edit(Estate::drift);
    opencite.scan_well(&[]);
    let second = opencite.assets(&[]);
    assert_eq!(opencite.assets(&["--at", "1"]), first);
    insta::assert_snapshot!(difference(&first, &second), @"
    + custom_model a9s2d5f8g1h4
    - custom_model h7k0d3w6r9t2
    ~ guardrail fr4udgu4rd02
    ~ model 0
    ~ model_customization_job d6f3g0h7j4k1
    ~ model_invocation_job b7n0m3q6w9e2
    - model_invocation_logging model-invocation-logging
    - provisioned_throughput q9w6e3r0t7y4
    ~ provisioned_throughput z2x5c8v1b4n7
    ");
}

#[test]
fn what_stays_was_seen_by_both_scans_and_what_is_new_only_by_the_second() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    let kind = ["--type", "custom_model"];
    opencite.scan_well(&kind);
    let first = opencite.assets(&[]);
    server.edit(Estate::drift);
    opencite.scan_well(&kind);
    let second = opencite.assets(&[]);
    let (before, after) = (
        named(&first, "claims-triage"),
        named(&second, "claims-triage"),
    );
    assert_eq!(after.first_seen, before.first_seen);
    assert!(after.last_seen > before.last_seen);
    let new = named(&second, "appeals");
    assert_eq!(new.first_seen, new.last_seen);
    assert_eq!(new.last_seen, after.last_seen);
}

/// What two lists of assets differ in, a line an asset.
fn difference(before: &[Asset], after: &[Asset]) -> String {
    let by_place = |assets: &[Asset]| -> BTreeMap<Place, Value> {
        let content = |it: &Asset| json!([it.name, it.status, it.properties, it.relations]);
        assets
            .iter()
            .map(|asset| (asset.place(), content(asset)))
            .collect()
    };
    let (before, after) = (by_place(before), by_place(after));
    let places: BTreeSet<&Place> = before.keys().chain(after.keys()).collect();
    let line = |place: &Place| {
        let sign = match (before.get(place), after.get(place)) {
            (Some(_), None) => '-',
            (None, Some(_)) => '+',
            (old, new) if old != new => '~',
            _ => return None,
        };
        Some(format!(
            "{sign} {} {}\n",
            place.1,
            place.2.rsplit('/').next()?
        ))
    };
    places.into_iter().filter_map(line).collect()
}

#[test]
fn only_the_asked_types_are_scanned() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model", "--type", "guardrail"]);
    let types: Vec<_> = opencite
        .units()
        .into_iter()
        .map(|unit| unit.asset_type)
        .collect();
    assert_eq!(types, ["custom_model", "guardrail"]);
    assert_eq!(server.count("bedrock:ListFoundationModels"), 0);
}

#[test]
fn what_a_scan_leaves_out_stays_as_it_was() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let before = opencite.assets(&[]);
    opencite.scan_well(&["--type", "guardrail", "--region", "eu-west-1"]);
    assert_eq!(places(&opencite.assets(&[])), places(&before));
}

#[test]
fn a_region_that_is_named_twice_is_scanned_once() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    let kind = ["--type", "model", "--region", "eu-west-1"];
    opencite.scan_well(&[&BOTH[..], &kind].concat());
    let regions: Vec<_> = opencite
        .units()
        .into_iter()
        .map(|unit| unit.region)
        .collect();
    assert_eq!(regions, REGIONS);
}

#[test]
fn a_plugin_that_two_globs_match_is_used_once() {
    let server = custom_models(1);
    let opencite = Opencite::with_sim(&server).without_env("OPENCITE_PLUGIN_DIR");
    let globs = ["bedrock", "*"]
        .map(|name| format!("{}/../plugins/aws-{name}.wasm", env!("CARGO_MANIFEST_DIR")));
    opencite.scan_well(&["--type", "custom_model", "--plugins", &globs[0], &globs[1]]);
    assert_eq!(opencite.unit("custom_model").assets, 1);
}

#[test]
fn the_filters_of_assets_can_be_combined() {
    let server = SimServer::of(Estate::demo());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&BOTH);
    let count = |words: &[&str]| opencite.assets(words).len();
    let all = count(&[]);
    assert_eq!(
        count(&["--region", "eu-west-1"]) + count(&["--region", "us-east-1"]),
        all
    );
    assert_eq!(
        count(&["--plugin", "aws_bedrock", "--account", ACCOUNT]),
        all
    );
    assert_eq!(
        count(&["--type", "custom_model", "--region", "eu-west-1"]),
        1
    );
    assert_eq!(count(&["--account", "444455556666"]), 0);
}

#[test]
fn another_account_or_region_with_the_same_names_is_not_mixed_up() {
    let estate = Estate::empty(ACCOUNT)
        .with(Kind::Guardrail, 2)
        .region("eu-west-1")
        .with(Kind::Guardrail, 2);
    let server = SimServer::of(estate.clone());
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&[&BOTH[..], &["--type", "guardrail"]].concat());
    assert_eq!(
        places(&opencite.assets(&[])),
        expected::places(&estate, &REGIONS)
    );
}

mod default_region {
    use super::*;

    fn scanned(arrange: impl FnOnce(Opencite) -> Opencite) -> Vec<String> {
        let server = custom_models(0);
        let opencite = Opencite::with_sim(&server).without_env("AWS_REGION");
        let opencite = arrange(opencite);
        opencite.scan_well(&["--type", "custom_model"]);
        opencite
            .units()
            .into_iter()
            .map(|unit| unit.region)
            .collect()
    }

    fn with_profile(opencite: Opencite, region: &str) -> Opencite {
        opencite.file(".aws/config", format!("[default]\nregion = {region}\n"));
        opencite
    }

    #[test]
    fn is_us_east_1_when_nobody_says() {
        assert_eq!(scanned(|opencite| opencite), ["us-east-1"]);
    }

    #[test]
    fn is_that_of_the_profile() {
        assert_eq!(
            scanned(|opencite| with_profile(opencite, "eu-north-1")),
            ["eu-north-1"]
        );
    }

    #[test]
    fn is_that_of_the_environment_before_that_of_the_profile() {
        let regions = scanned(|opencite| {
            with_profile(opencite, "eu-north-1").env("AWS_DEFAULT_REGION", "eu-west-2")
        });
        assert_eq!(regions, ["eu-west-2"]);
    }

    #[test]
    fn is_aws_region_before_aws_default_region() {
        let regions = scanned(|opencite| {
            opencite
                .env("AWS_DEFAULT_REGION", "eu-west-2")
                .env("AWS_REGION", "eu-west-3")
        });
        assert_eq!(regions, ["eu-west-3"]);
    }

    #[test]
    fn is_that_of_the_config_before_all_of_them() {
        let regions = scanned(|opencite| {
            opencite
                .config("regions = [\"ca-central-1\"]")
                .env("AWS_REGION", "eu-west-3")
        });
        assert_eq!(regions, ["ca-central-1"]);
    }
}
