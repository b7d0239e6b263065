//! Crosses the border of the sandbox often, to be timed: `make bench` knows how often.

use opencite_plugin_sdk::{
    Asset, AssetKind, Failure, Plugin, Properties, Scope, Unit, progress, single,
};

/// Calls of the host in the unit `calls`.
const CALLS: u32 = 1_000_000;
/// Assets emitted in the unit `assets`.
const ASSETS: u32 = 100_000;

struct Bench;

impl Plugin for Bench {
    const ID: &'static str = "bench";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const TITLE: &'static str = "Benchmark";
    const KINDS: &'static [AssetKind] = &[
        kind("empty", |_| Ok(())),
        kind("calls", calls),
        kind("assets", assets),
    ];
}

const fn kind(name: &'static str, discover: fn(&Unit) -> Result<(), Failure>) -> AssetKind {
    AssetKind {
        name,
        title: name,
        scope: Scope::Regional,
        discover,
        verify: Vec::new,
    }
}

fn calls(_: &Unit) -> Result<(), Failure> {
    for _ in 0..CALLS {
        if progress::cancelled() {
            return Err(Failure::Other("cancelled".to_owned()));
        }
    }
    Ok(())
}

fn assets(_: &Unit) -> Result<(), Failure> {
    single((0..ASSETS).map(asset))
}

/// About as large as a summary of a real one.
fn asset(number: u32) -> Asset {
    let arn = format!("arn:aws:bedrock:us-east-1:111122223333:custom-model/base/{number:012}");
    let properties = Properties::default()
        .set(
            "base_model",
            "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        )
        .set("customization_type", "FINE_TUNING")
        .set("owner_account_id", "111122223333")
        .set("number", number);
    Asset::new(arn, format!("model-{number}"))
        .status("Active")
        .created("2026-11-21T06:46:44Z")
        .relation(
            "base-model",
            "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        )
        .properties(properties)
}

opencite_plugin_sdk::export!(Bench);
