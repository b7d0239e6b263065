//! A whole report in JSON, and its schema.

use std::io::{BufWriter, Write};

use opencite_core::Report;

use super::document;
use crate::OutputError;
use crate::wire::ReportWire;

/// The JSON Schema, draft 2020-12, of what [`report`] writes.
pub const REPORT_SCHEMA: &str = include_str!("../../schema/report-1.schema.json");

/// Writes `report --format json`, by [`REPORT_SCHEMA`].
///
/// # Errors
///
/// When the writer refuses.
pub fn report(report: &Report, writer: impl Write) -> Result<(), OutputError> {
    let mut writer = BufWriter::new(writer);
    document(&ReportWire::from(report), &mut writer)?;
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use jsonschema::Validator;
    use opencite_core::ReportKind;
    use serde_json::{Value, json};

    use super::*;
    use crate::samples;

    const KINDS: [ReportKind; 4] = [
        ReportKind::Inventory,
        ReportKind::Usage,
        ReportKind::Changes,
        ReportKind::Full,
    ];
    /// Members that are there only sometimes.
    const OPTIONAL: [&str; 7] = [
        "action", "fields", "kind", "sessions", "models", "model", "route",
    ];
    /// Members in which anything may be.
    const OPEN: [&str; 3] = ["properties", "old", "new"];

    fn validator() -> Validator {
        let schema: Value = serde_json::from_str(REPORT_SCHEMA).unwrap();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    }

    fn written(report: &Report) -> Value {
        let text = samples::text(|writer| super::report(report, writer));
        serde_json::from_str(&text).unwrap()
    }

    fn assert_valid(validator: &Validator, document: &Value) {
        let errors = validator.iter_errors(document);
        let errors: Vec<_> = errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }

    #[test]
    fn every_kind_of_report_follows_its_schema() {
        let validator = validator();
        for kind in KINDS {
            assert_valid(&validator, &written(&samples::report(kind)));
        }
        let empty = Report {
            inventory: samples::nothing(),
            ..samples::report(ReportKind::Inventory)
        };
        assert_valid(&validator, &written(&empty));
        let first = Report {
            changes: None,
            ..samples::report(ReportKind::Changes)
        };
        assert_valid(&validator, &written(&first));
    }

    #[test]
    fn hostile_names_follow_the_schema_too() {
        let report = Report {
            changes: Some(samples::hostile_comparison()),
            ..samples::report(ReportKind::Changes)
        };
        assert_valid(&validator(), &written(&report));
    }

    /// A document with one thing put, and where.
    fn mutations(document: &Value) -> Vec<(String, Value)> {
        let mut places = Vec::new();
        collect(document, String::new(), &mut places);
        let mutate = |place: &Place| (place.to_string(), place.mutated(document));
        places.iter().map(mutate).collect()
    }

    /// A place that must not be otherwise: an object with a member more or less, a leaf of another type.
    enum Place {
        More(String),
        Less(String, String),
        Other(String),
    }

    impl Place {
        fn mutated(&self, document: &Value) -> Value {
            let mut mutated = document.clone();
            match self {
                Self::More(pointer) => mutated.pointer_mut(pointer).unwrap()["surplus"] = json!(1),
                Self::Less(pointer, key) => {
                    let object = mutated.pointer_mut(pointer).unwrap();
                    object.as_object_mut().unwrap().remove(key);
                }
                Self::Other(pointer) => *mutated.pointer_mut(pointer).unwrap() = json!({"a": []}),
            }
            mutated
        }
    }

    impl std::fmt::Display for Place {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match self {
                Self::More(pointer) => write!(f, "{pointer} with a surplus member"),
                Self::Less(pointer, key) => write!(f, "{pointer} without {key}"),
                Self::Other(pointer) => write!(f, "{pointer} of another type"),
            }
        }
    }

    fn collect(value: &Value, pointer: String, places: &mut Vec<Place>) {
        match value {
            Value::Object(object) => {
                places.push(Place::More(pointer.clone()));
                for (key, value) in object {
                    if !OPTIONAL.contains(&key.as_str()) {
                        places.push(Place::Less(pointer.clone(), key.clone()));
                    }
                    if !OPEN.contains(&key.as_str()) {
                        collect(value, format!("{pointer}/{key}"), places);
                    }
                }
            }
            Value::Array(items) => {
                places.push(Place::Other(pointer.clone()));
                for (index, item) in items.iter().enumerate() {
                    collect(item, format!("{pointer}/{index}"), places);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                places.push(Place::Other(pointer));
            }
        }
    }

    #[test]
    fn a_document_that_is_not_as_the_schema_says_is_refused() {
        let validator = validator();
        let mutations = mutations(&written(&samples::report(ReportKind::Full)));
        let accepted: Vec<_> = mutations
            .iter()
            .filter(|(_, document)| validator.is_valid(document))
            .map(|(place, _)| place)
            .collect();
        assert_eq!(accepted, Vec::<&String>::new());
        assert!(mutations.len() > 500, "{}", mutations.len());
    }

    #[test]
    fn a_change_of_shape_shows() {
        let report = Report {
            inventory: samples::nothing(),
            ..samples::report(ReportKind::Usage)
        };
        insta::assert_snapshot!(samples::text(|w| super::report(&report, w)), @r#"{"schema":"opencite.report/1","kind":"usage","generated":"2026-11-21T09:30:00Z","simulated":false,"scan":{"id":12,"started":"2026-11-21T07:00:00Z","finished":"2026-11-21T07:00:04Z","outcome":"partial","units":{"complete":2,"partial":1,"failed":7,"skipped":1},"assets":48,"requests":22,"error":null,"tags":[]},"units":[],"assets":null,"growth":null,"lives":[{"plugin":"aws_sagemaker","type":"endpoint","account":"111122223333","region":"eu-west-1","id":"arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn","name":"churn","looked":"2026-11-21T07:00:00Z","events":[{"scan":3,"at":"2026-11-01T07:00:00Z","event":"appeared"},{"scan":7,"at":"2026-11-05T07:00:00Z","event":"changed","fields":[{"path":"status","old":null,"new":"InService"},{"path":"properties.variants","old":null,"new":[{"name":"blue","weight":1}]}]},{"scan":9,"at":"2026-11-07T07:00:00Z","event":"gone"},{"scan":11,"at":"2026-11-20T07:00:00Z","event":"appeared"},{"scan":12,"at":"2026-11-21T07:00:00Z","event":"aged_out"}]}],"changes":null,"usage":{"from":"2026-11-14T00:00:00Z","to":"2026-11-21T00:00:00Z","summary":{"endpoints":60,"active_endpoints":0,"total_invocations_last_n_days":null,"models":1000,"model_packages":null,"training_jobs":3,"models_called":2,"model_invocations":1500,"model_errors":150,"principals":7},"models":[{"key":"anthropic.claude-3-haiku-20240307-v1:0","invocations":1500,"errors":150,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":7,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z"},{"key":null,"invocations":3,"errors":0,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principals":null,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z"},{"key":"amazon.nova-lite-v1:0","invocations":null,"errors":null,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":null,"first_seen":null,"last_seen":null}],"principals":[{"key":"arn:aws:iam::111122223333:role/apps/Chat","invocations":1500,"errors":150,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":1,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z","kind":"AssumedRole","sessions":1000,"models":2}],"profiles":[{"key":"us.anthropic.claude-3-haiku-20240307-v1:0","invocations":1500,"errors":150,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null,"principals":7,"first_seen":"2026-11-01T00:30:00Z","last_seen":"2026-11-21T07:00:00Z","model":"anthropic.claude-3-haiku-20240307-v1:0","route":"geo:us"}],"days":[],"model_days":[{"model":"amazon.nova-lite-v1:0","day":"2026-11-20","invocations":7,"errors":0,"input_tokens":63568,"output_tokens":0,"cache_read_tokens":18131,"cache_write_tokens":null}],"endpoints":[{"key":"churn/blue","invocations":12000,"errors":3,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principals":null,"first_seen":"2026-11-01T00:00:00Z","last_seen":"2026-11-21T07:00:00Z","account":"111122223333","region":"eu-west-1","endpoint":"churn","variant":"blue","errors_4xx":3,"errors_5xx":null,"model_errors":0,"model_latency_avg_ms":20.25,"overhead_latency_avg_ms":null},{"key":"churn","invocations":0,"errors":null,"input_tokens":null,"output_tokens":null,"cache_read_tokens":null,"cache_write_tokens":null,"principals":null,"first_seen":null,"last_seen":null,"account":"111122223333","region":"eu-west-1","endpoint":"churn","variant":null,"errors_4xx":null,"errors_5xx":null,"model_errors":0,"model_latency_avg_ms":20.25,"overhead_latency_avg_ms":null}],"coverage":[{"plugin":"aws_bedrock","type":"invocation","account":"111122223333","region":"us-east-1","outcome":"partial","error":{"kind":"access-denied","code":"AccessDeniedException","operation":"bedrock:ListGuardrails","message":"no identity-based policy allows it","action":"bedrock:ListGuardrails","attempts":1,"request_id":"5f1c"},"missing":[{"from":"2026-11-20T00:00:00Z","to":"2026-11-21T00:00:00Z"}]}]}}"#);
    }
}
