//! Does what no plugin should do: one misbehaviour an asset type. `honest` alone behaves.
//!
//! Written against the WIT itself, as a stranger may do, and not with the SDK, which would not let most of it pass.

mod abi;
mod allocator;
mod assets;
mod aws;
mod crash;
mod memory;
mod probes;
mod requests;
mod time;
mod words;

use exports::opencite::plugin::guest::{
    AssetType, Check, ConfigField, Failure, Guest, PluginManifest, UsageSource,
};
use opencite::plugin::types::{ConfigValue, Scope, Unit};
use opencite::plugin::usage_sink::{
    self, Endpoint, Invocation, Measurement, Metric, Subject, Window,
};

#[expect(clippy::pedantic, reason = "generated")]
mod generated {
    wit_bindgen::generate!({
        path: "../../../wit",
        // Only what it calls: the whole world takes a minute to compile.
        inline: "
            package test:hostile;

            world hostile {
                import opencite:plugin/inventory@0.1.0;
                import opencite:plugin/usage-sink@0.1.0;
                import opencite:plugin/config@0.1.0;
                import opencite:plugin/log@0.1.0;
                import opencite:plugin/progress@0.1.0;
                import opencite:aws-sts/sts@0.1.0;
                import opencite:aws-request/requests@0.1.0;
                import opencite:aws-bedrock/custom-models@0.1.0;
                import opencite:aws-bedrock/guardrails@0.1.0;
                export opencite:plugin/guest@0.1.0;
            }
        ",
        world: "test:hostile/hostile",
        generate_all,
    });
}

use generated::{exports, opencite};

/// What an asset type does, under the name of the asset type.
type Case = (&'static str, fn() -> Result<(), Failure>);

fn cases() -> impl Iterator<Item = Case> {
    [
        abi::CASES,
        allocator::CASES,
        assets::CASES,
        aws::CASES,
        crash::CASES,
        memory::CASES,
        probes::CASES,
        requests::CASES,
        time::CASES,
        words::CASES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

fn field(name: &str, default: ConfigValue) -> ConfigField {
    ConfigField {
        name: name.to_owned(),
        default,
        help: "Said by nobody.".to_owned(),
    }
}

struct Hostile;

impl Guest for Hostile {
    fn manifest() -> PluginManifest {
        let asset_type = |(name, _): Case| AssetType {
            name: name.to_owned(),
            scope: Scope::Regional,
            title: name.replace('_', " "),
        };
        PluginManifest {
            id: "hostile".to_owned(),
            version: "1.2.3".to_owned(),
            title: "Hostile".to_owned(),
            asset_types: cases().map(asset_type).collect(),
            config: vec![
                field("greeting", ConfigValue::Text("hello".to_owned())),
                field("greetings", ConfigValue::Texts(vec!["hello".to_owned()])),
            ],
            actions: requests::ACTIONS.map(str::to_owned).to_vec(),
            usage_sources: vec![UsageSource {
                name: "gossip".to_owned(),
                title: "Gossip".to_owned(),
                retention_days: 90,
                delay_minutes: 0,
                setting: None,
            }],
        }
    }

    fn verify() -> Vec<Check> {
        panic!("nothing is verified here")
    }

    fn discover(unit: Unit) -> Result<(), Failure> {
        let case = cases().find(|(name, _)| *name == unit.asset_type);
        match case {
            Some((_, misbehave)) => misbehave(),
            None => Err(Failure::Other(format!("{} is no case", unit.asset_type))),
        }
    }

    /// Tells what is right and much that is wrong, and says what the host said.
    fn usage(unit: Unit, window: Window) -> Result<(), Failure> {
        let call = |id: &str, time: &str| Invocation {
            id: id.to_owned(),
            time: time.to_owned(),
            operation: "Converse".to_owned(),
            model: Some("model".to_owned()),
            principal: None,
            source_ip: None,
            user_agent: None,
            inference_region: None,
            error_code: None,
            error_message: None,
            input_tokens: Some(u64::MAX),
            output_tokens: None,
            cache_read_tokens: None,
            cache_write_tokens: None,
        };
        let good = call("call", "2026-11-21T06:00:00Z");
        let batches = [
            vec![good.clone()],
            vec![call("call", "yesterday")],
            vec![call("", "2026-11-21T06:00:00Z")],
            vec![call(&"c".repeat(3_000), "2026-11-21T06:00:00Z")],
            vec![good; 1_001],
        ];
        let mut answers: Vec<_> = batches
            .iter()
            .map(|batch| usage_sink::emit(batch))
            .collect();
        let value = |hour: &str, sum, metric| Measurement {
            subject: Subject::Endpoint(Endpoint {
                name: "endpoint".to_owned(),
                variant_name: None,
            }),
            metric,
            hour: hour.to_owned(),
            sum,
            samples: None,
        };
        answers.extend([
            usage_sink::measure(&[value("2026-11-21T06:00:00Z", 1.0, Metric::Invocations)]),
            usage_sink::measure(&[value("2026-11-21T06:30:00Z", 1.0, Metric::Invocations)]),
            usage_sink::measure(&[value("2026-11-21T06:00:00Z", f64::NAN, Metric::Invocations)]),
            usage_sink::measure(&[value("2026-11-21T06:00:00Z", 1.0, Metric::InputTokens)]),
            usage_sink::covered(&window),
        ]);
        let answers: Vec<String> = answers
            .into_iter()
            .map(|answer| answer.err().unwrap_or_else(|| "taken".to_owned()))
            .collect();
        Err(Failure::Other(format!(
            "{}: {}",
            unit.asset_type,
            answers.join("; ")
        )))
    }
}

generated::export!(Hostile with_types_in generated);
