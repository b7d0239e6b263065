//! Says of itself what no plugin should say. Which lie, the test writes into the file: it looks for `LIE` as it stands
//! below, and puts the name of a lie in its place.

use std::hint::black_box;

use exports::opencite::plugin::guest::{
    AssetType, Check, ConfigField, Failure, Guest, PluginManifest, UsageSource, Window,
};
use opencite::plugin::config;
use opencite::plugin::types::{ConfigValue, Scope, Unit};

#[expect(clippy::pedantic, reason = "generated")]
mod generated {
    wit_bindgen::generate!({
        path: "../../../wit",
        // Only what it calls: the whole world takes a minute to compile.
        inline: "
            package test:liar;

            world liar {
                import opencite:plugin/config@0.1.0;
                import opencite:plugin/usage-sink@0.1.0;
                export opencite:plugin/guest@0.1.0;
            }
        ",
        world: "test:liar/liar",
        generate_all,
    });
}

use generated::{exports, opencite};

/// The length of a lie's name in the file.
const LENGTH: usize = 24;

static LIE: [u8; LENGTH] = *b"the truth---------------";

fn lie() -> String {
    // SAFETY: it is read as any static is. Volatile, as it is not what the compiler saw.
    let bytes = unsafe { (&raw const LIE).read_volatile() };
    String::from_utf8_lossy(&bytes)
        .trim_end_matches('-')
        .to_owned()
}

const MIB: usize = 1024 * 1024;

struct Liar;

impl Guest for Liar {
    fn manifest() -> PluginManifest {
        let truth = PluginManifest {
            id: "liar".to_owned(),
            version: "1.2.3".to_owned(),
            title: "Liar".to_owned(),
            asset_types: vec![asset_type("thing")],
            config: vec![field("greeting")],
            usage_sources: Vec::new(),
            actions: Vec::new(),
        };
        told(&lie(), truth)
    }

    fn verify() -> Vec<Check> {
        Vec::new()
    }

    fn discover(_: Unit) -> Result<(), Failure> {
        Ok(())
    }

    fn usage(_: Unit, _: Window) -> Result<(), Failure> {
        Ok(())
    }
}

fn told(lie: &str, truth: PluginManifest) -> PluginManifest {
    match lie {
        "loops" => loop {
            black_box(());
        },
        "panics" => panic!("who am I?"),
        "allocates" => PluginManifest {
            title: " ".repeat(32 * MIB),
            ..truth
        },
        "asks the host" => PluginManifest {
            title: format!("{:?}", config::get("greeting")),
            ..truth
        },
        "bad id" => PluginManifest {
            id: "../../\u{1b}[31mBad".to_owned(),
            ..truth
        },
        "long id" => PluginManifest {
            id: "i".repeat(4 * MIB),
            ..truth
        },
        "long title" => PluginManifest {
            title: "t".repeat(4 * MIB),
            ..truth
        },
        "misleading title" => PluginManifest {
            title: "Safe\u{1b}[2J\u{202e}\nerror: x".to_owned(),
            ..truth
        },
        "long version" => PluginManifest {
            version: "v".repeat(4 * MIB),
            ..truth
        },
        "no types" => PluginManifest {
            asset_types: Vec::new(),
            ..truth
        },
        "bad type" => PluginManifest {
            asset_types: vec![asset_type("Thing'; --")],
            ..truth
        },
        "long type" => PluginManifest {
            asset_types: vec![asset_type(&"t".repeat(4 * MIB))],
            ..truth
        },
        "twin types" => PluginManifest {
            asset_types: vec![asset_type("thing"); 2],
            ..truth
        },
        "many types" => PluginManifest {
            asset_types: many().map(|name| asset_type(&name)).collect(),
            ..truth
        },
        "twin fields" => PluginManifest {
            config: vec![field("greeting"); 2],
            ..truth
        },
        "long field" => PluginManifest {
            config: vec![field(&"f".repeat(4 * MIB))],
            ..truth
        },
        "many fields" => PluginManifest {
            config: many().map(|name| field(&name)).collect(),
            ..truth
        },
        "twin sources" => PluginManifest {
            usage_sources: vec![source("gossip", None), source("gossip", None)],
            ..truth
        },
        "source like a type" => PluginManifest {
            usage_sources: vec![source("thing", None)],
            ..truth
        },
        "source of no setting" => PluginManifest {
            usage_sources: vec![source("gossip", Some("whispers"))],
            ..truth
        },
        "long default" => PluginManifest {
            config: vec![heavy_field()],
            ..truth
        },
        "asks for more" => PluginManifest {
            actions: vec!["iam:CreateUser".to_owned()],
            ..truth
        },
        "no such action" => PluginManifest {
            actions: vec!["iam:*".to_owned()],
            ..truth
        },
        "many actions" => PluginManifest {
            actions: vec!["sts:GetCallerIdentity".to_owned(); 1_001],
            ..truth
        },
        _ => truth,
    }
}

fn many() -> impl Iterator<Item = String> {
    (0..201).map(|number| format!("n{number}"))
}

fn asset_type(name: &str) -> AssetType {
    AssetType {
        name: name.to_owned(),
        scope: Scope::Regional,
        title: "Thing".to_owned(),
    }
}

fn source(name: &str, setting: Option<&str>) -> UsageSource {
    UsageSource {
        name: name.to_owned(),
        title: "Gossip".to_owned(),
        retention_days: 90,
        delay_minutes: 0,
        setting: setting.map(str::to_owned),
    }
}

fn field(name: &str) -> ConfigField {
    ConfigField {
        name: name.to_owned(),
        default: ConfigValue::Text("hello".to_owned()),
        help: "Said by nobody.".to_owned(),
    }
}

fn heavy_field() -> ConfigField {
    let texts = vec!["d".repeat(1_000); 4_000];
    ConfigField {
        default: ConfigValue::Texts(texts),
        ..field("greeting")
    }
}

generated::export!(Liar with_types_in generated);
