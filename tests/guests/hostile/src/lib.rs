//! Does what no plugin should do: one misbehaviour an asset type. `honest` alone behaves.
//!
//! Written against the WIT itself, as a stranger may do, and not with the SDK, which would not let most of it pass.

mod abi;
mod assets;
mod aws;
mod crash;
mod memory;
mod probes;
mod time;
mod words;

use exports::opencite::plugin::guest::{
    AssetType, Check, ConfigField, Failure, Guest, PluginManifest, Window,
};
use opencite::plugin::types::{ConfigValue, Scope, Unit};
use opencite::plugin::usage_sink::{self, UsageBucket};

#[expect(clippy::pedantic, reason = "generated")]
mod generated {
    wit_bindgen::generate!({
        path: "../../../wit",
        world: "opencite:plugin/plugin",
        generate_all,
    });
}

use generated::{exports, opencite};

/// What an asset type does, under the name of the asset type.
type Case = (&'static str, fn() -> Result<(), Failure>);

fn cases() -> impl Iterator<Item = Case> {
    [
        abi::CASES,
        assets::CASES,
        aws::CASES,
        crash::CASES,
        memory::CASES,
        probes::CASES,
        time::CASES,
        words::CASES,
    ]
    .into_iter()
    .flatten()
    .copied()
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
            config: vec![ConfigField {
                name: "greeting".to_owned(),
                default: ConfigValue::Text("hello".to_owned()),
                help: "Said by nobody.".to_owned(),
            }],
            reports_usage: true,
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

    /// Emits a bucket that is right and many that are wrong, and says what the host said.
    fn usage(_: Window) -> Result<(), Failure> {
        let bucket = |hour: &str, model: String| UsageBucket {
            hour: hour.to_owned(),
            model,
            principal: None,
            operation: None,
            invocations: u64::MAX,
            errors: None,
            input_tokens: None,
            output_tokens: None,
            cache_read_tokens: None,
            cache_write_tokens: None,
        };
        let good = bucket("2026-11-21T06:00:00Z", "model".to_owned());
        let batches = [
            vec![good.clone()],
            vec![bucket("yesterday", "model".to_owned())],
            vec![bucket("2026-11-21T06:30:00Z", "model".to_owned())],
            vec![bucket("2026-11-21T06:00:00Z", "m".repeat(3_000))],
            vec![good; 1_001],
        ];
        let answers = batches.map(|batch| match usage_sink::emit(&batch) {
            Ok(()) => "taken".to_owned(),
            Err(refusal) => refusal,
        });
        Err(Failure::Other(answers.join("; ")))
    }
}

generated::export!(Hostile with_types_in generated);
