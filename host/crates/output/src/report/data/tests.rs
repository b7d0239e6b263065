//! Tests of what travels in a page, unpacked as its script does.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use miniz_oxide::inflate::decompress_to_vec_zlib;
use opencite_core::{AssetId, AssetRecord, Inventory, Properties, Relation, Report, printable};
use serde_json::Value;

use super::*;
use crate::report::{MAX_PAGE_BYTES, Templates, html, samples as reports};
use crate::samples;

fn blocks(report: &Report, bytes: usize) -> Vec<Block> {
    of(&Shelf::of(report), bytes)
}

fn unpacked(block: &Block) -> Value {
    let packed = BASE64_URL_SAFE_NO_PAD.decode(&block.text).unwrap();
    serde_json::from_slice(&decompress_to_vec_zlib(&packed).unwrap()).unwrap()
}

/// All data of a kind, a block a line.
fn shown(report: &Report, kind: &str) -> String {
    let blocks = blocks(report, MAX_PAGE_BYTES);
    let of_kind = blocks.iter().filter(|block| block.kind == kind);
    of_kind
        .map(|block| unpacked(block).to_string())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The endpoint and, leading to it, the model.
fn two_assets() -> Report {
    let mut report = reports::full();
    for asset in &mut report.inventory.assets {
        asset.relations.push(Relation {
            kind: "serves".to_owned(),
            target: samples::endpoint().id.as_str().to_owned(),
        });
    }
    report.inventory.assets.truncate(1);
    report.inventory.assets.push(samples::endpoint());
    report
}

#[test]
fn the_index_is_columns() {
    insta::assert_snapshot!(shown(&two_assets(), "units"), @r#"[["aws_bedrock","custom_model","Custom model","111122223333","us-east-1",false],["aws_sagemaker","endpoint","Endpoint","111122223333","eu-west-1",false]]"#);
    insta::assert_snapshot!(shown(&two_assets(), "index"), @r#"{"created":[1772359200,null],"first":[1793491200,1795244400],"id":["arn:aws:bedrock:us-east-1:111122223333:custom-model/support","arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn"],"last":[1795244400,1795244400],"modified":[null,null],"name":["support","churn"],"stale":[],"status":[0,-1],"statuses":[["Active","good"]],"unit":[0,1]}"#);
}

#[test]
fn links_lead_from_row_to_row() {
    insta::assert_snapshot!(shown(&two_assets(), "links"), @r#"{"from":[0],"kind":[0],"kinds":["serves"],"to":[1]}"#);
}

#[test]
fn details_have_what_the_table_has_not() {
    insta::assert_snapshot!(shown(&two_assets(), "details"), @r#"[{"history":[{"at":1795158000,"fields":[{"new":"Active","old":"Creating","path":"status"},{"new":"b","old":null,"path":"properties.base_model.tags[1]"},{"new":null,"old":"ml","path":"properties.owner"},{"new":"FINE_TUNING","old":null,"path":"properties.customization_type"}],"kind":"changed","scan":"12"},{"at":1795158000,"kind":"appeared","scan":"10"}],"properties":{"base_model":{"name":"Nova","tags":["a","b"]},"customization_type":"FINE_TUNING"},"relations":[["base-model","arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",null],["serves","arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn",1]]},{"properties":{},"relations":[]}]"#);
}

#[test]
fn a_relation_means_the_nearest_asset_of_its_id() {
    let target = samples::endpoint();
    let elsewhere = AssetRecord {
        unit: samples::key("aws_sagemaker", "endpoint", "us-west-2"),
        ..target.clone()
    };
    let mut from = AssetRecord {
        unit: samples::key("aws_sagemaker", "zone", "us-west-2"),
        ..samples::custom_model()
    };
    from.relations.first_mut().unwrap().target = target.id.as_str().to_owned();
    let report = reports::of(Inventory {
        assets: vec![target, elsewhere, from],
        ..samples::inventory()
    });
    let shelf = Shelf::of(&report);
    let from = shelf.rows.last().unwrap();
    let row = shelf.target(from, from.relations.first().unwrap()).unwrap();
    assert_eq!(shelf.rows[row].unit.region.as_str(), "us-west-2");
}

fn assert_printable(value: &Value) {
    match value {
        Value::String(text) => assert_eq!(printable(text), *text),
        Value::Array(items) => items.iter().for_each(assert_printable),
        Value::Object(object) => {
            for (key, value) in object {
                assert_eq!(printable(key), *key);
                assert_printable(value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn no_text_of_the_data_misleads() {
    let blocks = blocks(&reports::hostile(), MAX_PAGE_BYTES);
    assert_eq!(
        blocks.len(),
        3,
        "there is no link, as nothing has the hostile id"
    );
    for block in blocks {
        assert_printable(&unpacked(&block));
    }
}

#[test]
fn what_has_no_room_is_left_out_from_the_end() {
    let report = two_assets();
    let all = blocks(&report, MAX_PAGE_BYTES);
    let kinds = |blocks: &[Block]| blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&all), ["units", "index", "links", "details"]);
    let whole: usize = all.iter().map(|block| block.text.len() + 160).sum();
    assert_eq!(kinds(&blocks(&report, whole)).len(), 4);
    assert_eq!(
        kinds(&blocks(&report, whole - 1)),
        ["units", "index", "links"]
    );
    assert_eq!(kinds(&blocks(&report, 100)), [""; 0]);
}

/// Letters in which nothing repeats within what the compression looks back on.
fn noise() -> String {
    let mut state: u64 = 1;
    let mut letter = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + u8::try_from(state >> 59).unwrap() % 26)
    };
    (0..500_000).map(|_| letter()).collect()
}

/// Assets with 1.5 KB of properties each, which repeat only after some thousands.
fn many_assets(count: usize) -> Vec<AssetRecord> {
    let noise = noise();
    let properties = |number: usize| {
        let from = number * 1_409 % (noise.len() - 1_500);
        let text = noise.get(from..from + 1_480).unwrap();
        Properties::parse(&format!(r#"{{"text":"{text}"}}"#)).unwrap()
    };
    let properties: Vec<_> = (0..4_000).map(properties).collect();
    let asset = |(number, properties): (usize, &Properties)| AssetRecord {
        id: AssetId::new(format!(
            "arn:aws:bedrock:us-east-1:111122223333:custom-model/{number}"
        ))
        .unwrap(),
        name: format!("model-{number:06}"),
        properties: properties.clone(),
        ..samples::custom_model()
    };
    (0..count)
        .zip(properties.iter().cycle())
        .map(asset)
        .collect()
}

#[test]
fn a_hundred_thousand_assets_are_all_in_the_table_of_a_page_that_is_not_too_long() {
    let report = reports::of(Inventory {
        assets: many_assets(100_000),
        ..samples::inventory()
    });
    let templates = Templates::built_in().unwrap();
    let page = samples::text(|writer| html(&report, &templates, writer));
    assert!(page.len() <= MAX_PAGE_BYTES, "{} bytes", page.len());
    assert!(
        page.len() > MAX_PAGE_BYTES / 100 * 98,
        "{} bytes",
        page.len()
    );
    let counts = |kind: &str| -> usize {
        let tag = format!("data-kind=\"{kind}\"");
        let counts = page
            .split(&tag)
            .skip(1)
            .filter_map(|rest| rest.split('"').nth(3));
        counts.map(|count| count.parse::<usize>().unwrap()).sum()
    };
    assert_eq!(counts("index"), 100_000);
    let detailed = counts("details");
    assert!((5_000..100_000).contains(&detailed), "{detailed}");
}
