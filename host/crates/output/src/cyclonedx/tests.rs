//! The bill of materials, held to the official schema.

use jsonschema::{Registry, Validator};
use opencite_core::{AssetRecord, Inventory, Outcome};
use serde_json::{Value, json};

use super::cyclonedx;
use super::place::{self, ComponentKind, Place};
use crate::samples;

/// The official schema with what it refers to; formats such as addresses and times are held to as well.
fn validator() -> Validator {
    let parse = |text| serde_json::from_str::<Value>(text).unwrap();
    let schema = parse(include_str!("../../tests/cyclonedx/bom-1.7.schema.json"));
    let others = [
        include_str!("../../tests/cyclonedx/spdx.schema.json"),
        include_str!("../../tests/cyclonedx/jsf-0.82.schema.json"),
        include_str!("../../tests/cyclonedx/cryptography-defs.schema.json"),
    ];
    let registry = others
        .map(parse)
        .into_iter()
        .fold(Registry::new(), |registry, other| {
            let id = other["$id"].as_str().unwrap().to_owned();
            registry.add(id, other).unwrap()
        });
    let registry = registry.prepare().unwrap();
    jsonschema::options()
        .with_registry(&registry)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn bom(inventory: &Inventory) -> Value {
    let text = samples::text(|writer| cyclonedx(inventory, writer));
    serde_json::from_str(&text).unwrap()
}

fn assert_valid(validator: &Validator, bom: &Value) {
    let errors = validator.iter_errors(bom);
    let errors: Vec<_> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// All names that a bill gives, and all that it uses.
fn references(bom: &Value) -> (Vec<&str>, Vec<&str>) {
    let (mut given, mut used) = (Vec::new(), Vec::new());
    let mut places = vec![bom];
    while let Some(place) = places.pop() {
        if let Value::Object(object) = place {
            given.extend(object.get("bom-ref").and_then(Value::as_str));
            used.extend(object.get("ref").and_then(Value::as_str));
            for list in ["dependsOn", "assemblies"] {
                let items = object.get(list).and_then(Value::as_array);
                used.extend(items.into_iter().flatten().filter_map(Value::as_str));
            }
            places.extend(object.values());
        }
        places.extend(place.as_array().into_iter().flatten());
    }
    (given, used)
}

#[test]
fn a_bill_of_every_kind_of_asset_follows_the_official_schema() {
    let validator = validator();
    let estate = samples::estate();
    assert_valid(&validator, &bom(&estate));
    assert_valid(&validator, &bom(&samples::inventory()));
    assert_valid(&validator, &bom(&samples::nothing()));
}

#[test]
fn the_schema_refuses_what_is_no_bill() {
    let validator = validator();
    let mut bom = bom(&samples::estate());
    bom["components"][0]["modelCard"]["surplus"] = json!(1);
    assert!(!validator.is_valid(&bom));
}

#[test]
fn hostile_assets_follow_the_official_schema() {
    let assets = [
        "model",
        "dataset",
        "gateway",
        "training_job",
        "endpoint",
        "guardrail",
    ];
    let hostile = |asset_type| AssetRecord {
        unit: samples::key("aws_sagemaker", asset_type, "eu-west-1"),
        properties: samples::with_properties(&json!({
            "gateway_url": samples::HOSTILE,
            "version": samples::HOSTILE.repeat(50),
            "hyper_parameters": {samples::HOSTILE: samples::HOSTILE},
            "training_metrics": [samples::HOSTILE],
            "modalities": {"input": samples::HOSTILE},
        }))
        .properties,
        ..samples::hostile()
    };
    let inventory = Inventory {
        assets: assets.map(hostile).into(),
        ..samples::inventory()
    };
    assert_valid(&validator(), &bom(&inventory));
}

#[test]
fn every_reference_leads_to_one_thing_of_the_bill() {
    let mut estate = samples::estate();
    let mut elsewhere = estate.assets.clone();
    for asset in &mut elsewhere {
        asset.unit.account = opencite_core::AccountId::new("444455556666").unwrap();
    }
    estate.assets.extend(elsewhere);
    let bom = bom(&estate);
    let (mut given, used) = references(&bom);
    given.sort_unstable();
    let count = given.len();
    given.dedup();
    assert_eq!(given.len(), count);
    let lost: Vec<_> = used.iter().filter(|name| !given.contains(name)).collect();
    assert_eq!(lost, Vec::<&&str>::new());
    assert!(used.len() > 20, "{}", used.len());
}

#[test]
fn a_dependency_stays_in_its_account() {
    let mut estate = samples::estate();
    let mut elsewhere = estate.assets.clone();
    for asset in &mut elsewhere {
        asset.unit.account = opencite_core::AccountId::new("444455556666").unwrap();
    }
    estate.assets.splice(0..0, elsewhere);
    let bom = bom(&estate);
    for dependency in bom["dependencies"].as_array().unwrap() {
        let account = |name: &Value| name.as_str().unwrap().split('/').nth(2).unwrap().to_owned();
        let own = account(&dependency["ref"]);
        let others = dependency["dependsOn"].as_array().unwrap();
        assert!(
            others.iter().all(|other| account(other) == own),
            "{dependency}"
        );
    }
}

#[test]
fn a_model_has_a_card_and_no_secret_on_it() {
    let bom = bom(&samples::estate());
    let components = bom["components"].as_array().unwrap();
    let card = |name: &str| {
        let component = components.iter().find(|it| it["name"] == name).unwrap();
        serde_json::to_string_pretty(&component["modelCard"]).unwrap()
    };
    insta::assert_snapshot!(card("support"), @r#"
    {
      "modelParameters": {
        "approach": {
          "type": "supervised"
        },
        "datasets": [
          {
            "contents": {
              "url": "s3://claims/train.jsonl"
            },
            "name": "s3://claims/train.jsonl",
            "type": "dataset"
          }
        ]
      },
      "properties": [
        {
          "name": "opencite:hyper_parameter:epochCount",
          "value": "2"
        }
      ],
      "quantitativeAnalysis": {
        "performanceMetrics": [
          {
            "type": "training_loss",
            "value": "0.9"
          },
          {
            "type": "validation_loss",
            "value": "0.8"
          }
        ]
      }
    }
    "#);
    insta::assert_snapshot!(card("churn/3"), @r#"
    {
      "modelParameters": {
        "datasets": [
          {
            "ref": "aws_sagemaker/feature_group/111122223333/us-east-1/arn:aws:sagemaker:us-east-1:111122223333:feature-group/customers"
          },
          {
            "name": "s3://churn/train set/",
            "type": "dataset"
          }
        ],
        "task": "CLASSIFICATION"
      },
      "properties": [
        {
          "name": "opencite:hyper_parameter:epochs",
          "value": "5"
        }
      ]
    }
    "#);
    assert!(!bom.to_string().contains("fingerprint"), "{bom}");
}

#[test]
fn a_bill_says_what_it_is_of_and_whether_it_is_all() {
    let mut bom = bom(&samples::nothing());
    insta::assert_snapshot!(bom["compositions"].take(), @r#"[{"aggregate":"unknown","assemblies":["opencite:inventory"]}]"#);
    insta::assert_snapshot!(serde_json::to_string_pretty(&bom).unwrap(), @r#"
    {
      "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
      "bomFormat": "CycloneDX",
      "components": [],
      "compositions": null,
      "dependencies": [],
      "metadata": {
        "component": {
          "bom-ref": "opencite:inventory",
          "name": "AI and machine learning on AWS",
          "type": "platform"
        },
        "lifecycles": [
          {
            "phase": "discovery"
          }
        ],
        "properties": [
          {
            "name": "opencite:scan",
            "value": "12"
          },
          {
            "name": "opencite:simulated",
            "value": "false"
          }
        ],
        "timestamp": "2026-11-21T09:30:00Z",
        "tools": {
          "components": [
            {
              "name": "opencite",
              "type": "application",
              "version": "0.1.0"
            }
          ]
        }
      },
      "serialNumber": "urn:uuid:f8f55785-d036-8ed5-b019-76e3c7888257",
      "services": [],
      "specVersion": "1.7",
      "version": 1
    }
    "#);
    let aggregate = |outcomes: &[Outcome]| {
        let unit = |outcome: &Outcome| {
            samples::unit(samples::key("p", "t", "us-east-1"), outcome.clone(), 0)
        };
        let inventory = Inventory {
            units: outcomes.iter().map(unit).collect(),
            ..samples::inventory()
        };
        self::bom(&inventory)["compositions"][0]["aggregate"].clone()
    };
    let (failed, partial) = (
        Outcome::Failed(samples::denied()),
        Outcome::Partial(samples::denied()),
    );
    let skipped = Outcome::Skipped(samples::denied());
    assert_eq!(aggregate(&[Outcome::Complete, skipped]), "complete");
    assert_eq!(
        aggregate(&[Outcome::Complete, failed.clone()]),
        "incomplete"
    );
    assert_eq!(aggregate(std::slice::from_ref(&partial)), "incomplete");
    assert_eq!(aggregate(&[Outcome::Complete, partial]), "incomplete");
    assert_eq!(aggregate(&[failed]), "unknown");
}

#[test]
fn the_serial_number_follows_the_content() {
    let number = |inventory: &Inventory| bom(inventory)["serialNumber"].clone();
    let estate = samples::estate();
    assert_eq!(number(&estate), number(&estate.clone()));
    let mut other = estate.clone();
    other.assets[0].name.push('x');
    assert_ne!(number(&estate), number(&other));
}

#[test]
fn every_asset_is_somewhere_once() {
    let estate = samples::estate();
    let bom = bom(&estate);
    let count = |list: &Value| list.as_array().unwrap().len();
    let placed = count(&bom["components"])
        + count(&bom["services"])
        + count(&bom["formulation"][0]["workflows"]);
    assert_eq!(placed, estate.assets.len());
}

/// Every type that the plugins of this program discover.
const TYPES: [&str; 97] = [
    "agent_runtime",
    "agent_runtime_endpoint",
    "agent_runtime_version",
    "algorithm",
    "api_key_credential_provider",
    "app",
    "app_image_config",
    "artifact",
    "auto_ml_job",
    "automated_reasoning_policy",
    "browser",
    "browser_profile",
    "capacity_provider",
    "cluster",
    "code_interpreter",
    "code_repository",
    "compilation_job",
    "configuration_bundle",
    "configuration_bundle_version",
    "consent_portal",
    "custom_model",
    "custom_model_deployment",
    "data_quality_job_definition",
    "dataset",
    "dataset_version",
    "domain",
    "endpoint",
    "endpoint_config",
    "enforced_guardrail",
    "evaluation_job",
    "evaluator",
    "experiment",
    "feature_group",
    "flow_definition",
    "gateway",
    "gateway_rate_limit",
    "gateway_rule",
    "gateway_target",
    "guardrail",
    "harness",
    "harness_endpoint",
    "harness_version",
    "hub",
    "hyper_parameter_tuning_job",
    "image",
    "imported_model",
    "inference_component",
    "inference_experiment",
    "inference_profile",
    "inference_recommendations_job",
    "labeling_job",
    "marketplace_endpoint",
    "memory",
    "mlflow_app",
    "mlflow_tracking_server",
    "model",
    "model_bias_job_definition",
    "model_card",
    "model_copy_job",
    "model_customization_job",
    "model_explainability_job_definition",
    "model_import_job",
    "model_invocation_job",
    "model_invocation_logging",
    "model_package",
    "model_package_group",
    "model_quality_job_definition",
    "monitoring_schedule",
    "notebook_instance",
    "notebook_instance_lifecycle_config",
    "oauth2_credential_provider",
    "online_evaluation_config",
    "optimization_job",
    "partner_app",
    "payment_connector",
    "payment_credential_provider",
    "payment_manager",
    "pipeline",
    "policy",
    "policy_engine",
    "processing_job",
    "project",
    "prompt_optimization_job",
    "prompt_router",
    "provisioned_throughput",
    "registry",
    "registry_record",
    "space",
    "studio_lifecycle_config",
    "token_vault",
    "training_job",
    "training_plan",
    "transform_job",
    "trial",
    "user_profile",
    "workload_identity",
    "workteam",
];

#[test]
fn every_type_has_its_place() {
    let known = TYPES.map(|asset_type| {
        let asset = AssetRecord {
            unit: samples::key("aws_sagemaker", asset_type, "us-east-1"),
            ..samples::endpoint()
        };
        (format!("{:?}", place::of(&asset)), asset_type)
    });
    let mut places = std::collections::BTreeMap::<_, Vec<_>>::new();
    for (place, asset_type) in known {
        places.entry(place).or_default().push(asset_type);
    }
    let lines = places
        .iter()
        .map(|(place, types)| format!("{place}: {}", types.join(", ")));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    Component(Application): algorithm
    Component(Container): image
    Component(Data("configuration")): agent_runtime_version, api_key_credential_provider, app_image_config, automated_reasoning_policy, browser_profile, configuration_bundle, configuration_bundle_version, data_quality_job_definition, endpoint_config, enforced_guardrail, evaluator, flow_definition, gateway_rate_limit, gateway_rule, guardrail, harness_version, model_bias_job_definition, model_explainability_job_definition, model_invocation_logging, model_quality_job_definition, notebook_instance_lifecycle_config, oauth2_credential_provider, payment_credential_provider, policy, policy_engine, studio_lifecycle_config
    Component(Data("dataset")): dataset, dataset_version, feature_group
    Component(Data("definition")): experiment, hub, model_card, model_package_group, project, registry, registry_record, trial
    Component(Data("other")): artifact, memory, token_vault, user_profile, workload_identity, workteam
    Component(Data("source-code")): code_repository
    Component(Model): custom_model, imported_model, model, model_package
    Component(Platform): app, browser, capacity_provider, cluster, code_interpreter, domain, notebook_instance, space, training_plan
    Service: agent_runtime, agent_runtime_endpoint, consent_portal, custom_model_deployment, endpoint, gateway, gateway_target, harness, harness_endpoint, inference_component, inference_profile, marketplace_endpoint, mlflow_app, mlflow_tracking_server, partner_app, payment_connector, payment_manager, prompt_router, provisioned_throughput
    Workflow(Build): auto_ml_job, compilation_job, hyper_parameter_tuning_job, model_customization_job, optimization_job, prompt_optimization_job, training_job
    Workflow(Copy): model_copy_job, model_import_job
    Workflow(Other): inference_experiment, labeling_job, model_invocation_job, monitoring_schedule, online_evaluation_config, pipeline, processing_job, transform_job
    Workflow(Test): evaluation_job, inference_recommendations_job
    "#);
}

#[test]
fn a_type_that_nobody_knows_is_an_application() {
    let asset = AssetRecord {
        unit: samples::key("somebody_else", "thing", "us-east-1"),
        ..samples::endpoint()
    };
    assert_eq!(
        place::of(&asset),
        Place::Component(ComponentKind::Application)
    );
}
