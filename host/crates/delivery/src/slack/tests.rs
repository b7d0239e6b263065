use insta::assert_snapshot;
use opencite_core::{
    AccountId, AssetId, AssetRecord, AssetType, Comparison, Inventory, Outcome, PluginId,
    Properties, Region, Report, ReportKind, ScanId, ScanOutcome, ScanRecord, Timestamp, UnitCounts,
    UnitKey, UnitRecord,
};
use serde_json::Value;

use super::message;

fn time() -> Timestamp {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn unit() -> UnitKey {
    UnitKey {
        plugin: PluginId::new("aws_bedrock").unwrap(),
        asset_type: AssetType::new("custom_model").unwrap(),
        account: AccountId::new("123456789012").unwrap(),
        region: Region::known("us-east-1").unwrap(),
    }
}

fn asset(name: &str) -> AssetRecord {
    AssetRecord {
        unit: unit(),
        id: AssetId::new(format!("id-{}", name.len())).unwrap(),
        name: name.to_owned(),
        status: None,
        created: None,
        modified: None,
        properties: Properties::default(),
        relations: Vec::new(),
        first_seen: time(),
        last_seen: time(),
    }
}

fn scan(id: i64) -> ScanRecord {
    ScanRecord {
        tags: Vec::new(),
        id: ScanId(id),
        started: time(),
        finished: Some(time()),
        outcome: Some(ScanOutcome::Complete),
        error: None,
        units: UnitCounts::default(),
        assets: 2,
        requests: 3,
    }
}

fn report(added: &[&str]) -> Report {
    let inventory = Inventory {
        scan: scan(42),
        generated: time(),
        simulated: true,
        assets: added.iter().map(|name| asset(name)).collect(),
        units: vec![UnitRecord {
            listed_since: None,
            scan: ScanId(42),
            key: unit(),
            outcome: Outcome::Complete,
            assets: 2,
            requests: 3,
            started: time(),
            finished: time(),
        }],
    };
    let changes = Comparison {
        from: scan(41),
        to: scan(42),
        simulated: true,
        comparable: 1,
        added: inventory.assets.clone(),
        removed: Vec::new(),
        aged_out: Vec::new(),
        changed: Vec::new(),
        ticked: Vec::new(),
        not_comparable: Vec::new(),
        updated_plugins: Vec::new(),
    };
    Report {
        kind: ReportKind::Full,
        inventory,
        growth: Vec::new(),
        lives: Vec::new(),
        changes: Some(changes),
        usage: None,
    }
}

fn read(report: &Report, title: &str) -> Value {
    serde_json::from_slice(&message(report, title)).unwrap()
}

#[test]
fn a_message_says_what_changed_what_is_there_and_how_sure_that_is() {
    let message = read(&report(&["titan", "<!channel> & co"]), "Weekly <report>");
    assert_snapshot!(serde_json::to_string_pretty(&message).unwrap(), @r#"
        {
          "blocks": [
            {
              "text": {
                "emoji": false,
                "text": "Weekly <report>",
                "type": "plain_text"
              },
              "type": "header"
            },
            {
              "text": {
                "text": "*2 added, 0 removed, 0 changed since scan 41*\n+ titan (custom_model, 123456789012 us-east-1)\n+ &lt;!channel&gt; &amp; co (custom_model, 123456789012 us-east-1)",
                "type": "mrkdwn",
                "verbatim": true
              },
              "type": "section"
            },
            {
              "text": {
                "text": "*2 assets*\n2 custom_model",
                "type": "mrkdwn",
                "verbatim": true
              },
              "type": "section"
            },
            {
              "text": {
                "text": "*Scan 42: 1 of 1 units complete; this is the built-in simulated account*",
                "type": "mrkdwn",
                "verbatim": true
              },
              "type": "section"
            }
          ],
          "text": "Weekly &lt;report&gt;: 2 added, 0 removed, 0 changed since scan 41"
        }
        "#);
}

#[test]
fn without_an_earlier_scan_nothing_is_said_to_have_changed() {
    let mut first = report(&[]);
    first.changes = None;
    let message = read(&first, "Weekly");
    assert_snapshot!(message["text"].as_str().unwrap(), @"Weekly: There is no earlier scan to compare with");
}

#[test]
fn the_limits_of_slack_hold_for_a_great_many_assets_with_long_names() {
    let names: Vec<_> = (0..500)
        .map(|n| format!("{n}{}", "<&>".repeat(400)))
        .collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let message = read(&report(&names), &"t".repeat(400));
    let blocks = message["blocks"].as_array().unwrap();
    assert!(blocks.len() <= 50);
    for block in blocks {
        let most = if block["type"] == "header" { 150 } else { 3000 };
        let text = block["text"]["text"].as_str().unwrap();
        assert!((1..=most).contains(&text.chars().count()), "{text}");
    }
    let changes = blocks[1]["text"]["text"].as_str().unwrap();
    assert!(changes.contains("… and "), "{changes}");
}
