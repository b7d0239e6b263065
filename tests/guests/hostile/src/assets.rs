//! Assets that break the rules: bad ones, too many, too large, and such as claim to be somebody else's.

use std::iter;

use crate::Case;
use crate::exports::opencite::plugin::guest::Failure;
use crate::opencite::plugin::inventory::{self, Asset, Detail, Refusal, Relation};

pub(crate) const CASES: &[Case] = &[
    ("honest", honest),
    ("emits_bad_assets", emits_bad_assets),
    ("emits_duplicates", emits_duplicates),
    ("emits_twins_without_end", emits_twins_without_end),
    ("emits_without_end", emits_without_end),
    ("emits_heavy_properties", emits_heavy_properties),
    ("emits_heavy_relations", emits_heavy_relations),
    ("emits_json_that_swells", emits_json_that_swells),
    ("emits_100_mb_at_once", emits_100_mb_at_once),
    ("forges", forges),
    ("relates_in_circles", relates_in_circles),
];

/// An asset without fault.
pub(crate) fn asset(id: &str) -> Asset {
    Asset {
        id: id.to_owned(),
        name: id.to_owned(),
        status: Some("Active".to_owned()),
        created: Some("2026-11-21T06:46:44Z".to_owned()),
        modified: None,
        version_token: None,
        detail: Detail::Full,
        properties: "{}".to_owned(),
        relations: Vec::new(),
    }
}

/// Emits one asset that says what the guest saw.
pub(crate) fn tell(properties: String) -> Result<(), Failure> {
    emit(&[Asset {
        properties,
        ..asset("seen")
    }])
}

/// Emits, and gives up when the host refuses.
pub(crate) fn emit(assets: &[Asset]) -> Result<(), Failure> {
    inventory::emit(assets).map_err(|refusal| Failure::Other(words(&refusal)))
}

fn words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid((index, rule)) => format!("asset {index}: {rule}"),
        Refusal::Limit(limit) => format!("limit: {limit}"),
    }
}

fn honest() -> Result<(), Failure> {
    emit(&[asset(
        "arn:aws:bedrock:us-east-1:111122223333:custom-model/honest",
    )])
}

/// Emits one after the other and says, in an asset that is right, what was refused.
fn emits_bad_assets() -> Result<(), Failure> {
    let answers: Vec<String> = bad_batches()
        .into_iter()
        .map(|(what, batch)| match inventory::emit(&batch) {
            Ok(()) => format!("{what}: taken"),
            Err(refusal) => format!("{what}: {}", shortened(&words(&refusal))),
        })
        .collect();
    let list: Vec<String> = answers.iter().map(|answer| format!("{answer:?}")).collect();
    tell(format!(r#"{{"answers":[{}]}}"#, list.join(",")))
}

fn shortened(text: &str) -> &str {
    &text[..text.floor_char_boundary(120)]
}

/// Batches of a good asset and a bad one, and a batch that is bad for its size.
fn bad_batches() -> Vec<(&'static str, Vec<Asset>)> {
    let good = asset("never-kept");
    let bad = bad_texts().into_iter().chain(bad_contents());
    let batches = bad.map(|(what, bad)| (what, vec![good.clone(), bad]));
    let large = ("large batch", vec![good.clone(); 1_001]);
    batches.chain([large]).collect()
}

fn bad_texts() -> [(&'static str, Asset); 7] {
    let name = Asset {
        name: "n".repeat(1_025),
        ..asset("a")
    };
    let status = Asset {
        status: Some("s".repeat(1_025)),
        ..asset("a")
    };
    let time = Asset {
        created: Some("yesterday".to_owned()),
        ..asset("a")
    };
    let token = Asset {
        version_token: Some("t".repeat(257)),
        ..asset("a")
    };
    [
        ("no id", asset("")),
        ("escape in id", asset("a\u{1b}[2Jb")),
        ("long id", asset(&"i".repeat(2_049))),
        ("long name", name),
        ("long status", status),
        ("no time", time),
        ("long token", token),
    ]
}

fn bad_contents() -> [(&'static str, Asset); 8] {
    let properties = |text: &str| Asset {
        properties: text.to_owned(),
        ..asset("a")
    };
    let relations = |relations| Asset {
        relations,
        ..asset("a")
    };
    [
        ("no json", properties("{'a':1}")),
        ("two documents", properties("{}{}")),
        ("no object", properties("[]")),
        ("deep", properties(&nested(40))),
        ("bottomless", properties(&nested(100_000))),
        ("large", properties(&text_property(1024 * 1024))),
        ("long target", relations(roles(2_049, 1))),
        ("many relations", relations(roles(1, 1_001))),
    ]
}

fn roles(target_bytes: usize, count: usize) -> Vec<Relation> {
    let role = Relation {
        kind: "role".to_owned(),
        target: "t".repeat(target_bytes),
    };
    vec![role; count]
}

fn nested(depth: usize) -> String {
    format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth))
}

fn text_property(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 8);
    text.push_str(r#"{"a":""#);
    text.extend(iter::repeat_n('x', bytes));
    text.push_str(r#""}"#);
    text
}

fn emits_duplicates() -> Result<(), Failure> {
    for _ in 0..10 {
        emit(&vec![asset("twin"); 1_000])?;
    }
    Ok(())
}

/// There is never more than one asset, and it is never done.
fn emits_twins_without_end() -> Result<(), Failure> {
    let twins = vec![asset("twin"); 1_000];
    loop {
        emit(&twins)?;
    }
}

fn emits_without_end() -> Result<(), Failure> {
    for batch in 0.. {
        let assets: Vec<Asset> = (0..1_000)
            .map(|number| asset(&format!("{batch}-{number}")))
            .collect();
        emit(&assets)?;
    }
    Ok(())
}

fn emits_heavy_properties() -> Result<(), Failure> {
    emits_alike(&Asset {
        properties: text_property(1024 * 1024 - 100),
        ..asset("")
    })
}

/// Properties are not all that takes room.
fn emits_heavy_relations() -> Result<(), Failure> {
    let relation = |number| Relation {
        kind: "k".repeat(1_024),
        target: format!("{number:0>2048}"),
    };
    emits_alike(&Asset {
        relations: (0..1_000).map(relation).collect(),
        ..asset("")
    })
}

/// Seven bytes of text that are a map of their own when they are parsed.
fn emits_json_that_swells() -> Result<(), Failure> {
    let maps = vec![r#"{"":0}"#; 140_000].join(",");
    emits_alike(&Asset {
        properties: format!(r#"{{"a":[{maps}]}}"#),
        ..asset("")
    })
}

fn emits_alike(model: &Asset) -> Result<(), Failure> {
    for number in 0.. {
        emit(&[Asset {
            id: number.to_string(),
            ..model.clone()
        }])?;
    }
    Ok(())
}

fn emits_100_mb_at_once() -> Result<(), Failure> {
    tell(text_property(100_000_000))
}

/// Claims another account, region, plugin and type wherever an asset has room for a claim, and brings texts that do
/// harm where they are not escaped.
fn forges() -> Result<(), Failure> {
    let elsewhere = "arn:aws:sagemaker:eu-west-1:999988887777:endpoint/stolen";
    let properties = r#"{"account":"999988887777","region":"eu-west-1","plugin":"aws_bedrock","type":"model","first_seen":"1970-01-01T00:00:00Z"}"#;
    let named = |id: &str, name: &str| Asset {
        name: name.to_owned(),
        properties: properties.to_owned(),
        ..asset(id)
    };
    emit(&[
        named(elsewhere, "Robert'); DROP TABLE asset;--"),
        named("<script>alert(1)</script>", "<img src=x onerror=alert(1)>"),
        named(
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://attacker.example\")",
        ),
        named("bidi", "safe\u{202e}gpj.exe\u{1b}[31m"),
    ])
}

/// Two assets that lead to each other, one that leads to itself, and one that leads nowhere.
fn relates_in_circles() -> Result<(), Failure> {
    let related = |id: &str, targets: &[&str]| Asset {
        relations: targets
            .iter()
            .map(|target| Relation {
                kind: "role".to_owned(),
                target: (*target).to_owned(),
            })
            .collect(),
        ..asset(id)
    };
    emit(&[
        related("hen", &["egg"]),
        related("egg", &["hen"]),
        related("snake", &["snake"]),
        related(
            "lost",
            &["nowhere", "arn:aws:iam::999988887777:role/of-another"],
        ),
    ])
}
