//! What each kind of report is about.

use opencite_core::{AssetRecord, Outcome, Properties, Report, ReportKind};

use super::{html_of, mail_of, markdown_of, reports};
use crate::report::MAX_PAGE_BYTES;
use crate::samples;

#[test]
fn each_kind_of_report_is_about_its_own() {
    for kind in [
        ReportKind::Inventory,
        ReportKind::Usage,
        ReportKind::Changes,
        ReportKind::Full,
    ] {
        let report = reports::about(kind);
        let (page, document) = (html_of(&report), markdown_of(&report));
        let (_, text) = mail_of(&report);
        let says = |heading: &str, id: &str| {
            let is_in = |place: &str, what: &str| place.contains(what);
            let anywhere = [
                is_in(&page, &format!("<section id=\"{id}\"")),
                is_in(&document, &format!("\n## {heading}\n")),
            ];
            assert_eq!(anywhere[0], anywhere[1], "{heading} of {kind:?}");
            anywhere[0]
        };
        assert_eq!(says("Assets", "assets"), kind.has_inventory());
        assert_eq!(says("Changes", "changes"), kind.has_changes());
        assert_eq!(says("Usage", "usage"), kind.has_usage());
        assert!(says("How sure is this?", "sure"));
        assert_eq!(text.contains("\nCHANGES\n"), kind.has_changes());
    }
}

#[test]
fn changes_without_an_earlier_scan_say_so() {
    let report = Report {
        changes: None,
        ..reports::about(ReportKind::Changes)
    };
    let none = "There is no earlier scan to compare with.";
    let (mail, text) = mail_of(&report);
    for document in [html_of(&report), markdown_of(&report), mail, text] {
        assert!(document.contains(none), "{document}");
    }
}

#[test]
fn the_changes_in_markdown() {
    let markdown = markdown_of(&reports::about(ReportKind::Changes));
    let (_, changes) = markdown.split_once("## Changes\n").unwrap();
    insta::assert_snapshot!(changes.trim_start(), @r"
    **1 added, 1 removed and 1 changed** between scan 11 (2026-11-20 07:00 UTC) and scan 12 (2026-11-21 07:00 UTC). 9 units compared; of 1 nothing can be said, as not both scans listed them to the end.

    Other builds of aws\_bedrock: what they describe may differ by that alone.

    ### Added (1)

    There now, and not before.

    | Name | Type | Region | Account | Status | Id |
    |---|---|---|---|---|---|
    | `churn` | Endpoint | eu-west-1 | 111122223333 | – | `arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn` |

    ### Removed (1)

    There before, and not now: shown as they were.

    | Name | Type | Region | Account | Status | Id |
    |---|---|---|---|---|---|
    | `retired` | Custom model | us-east-1 | 111122223333 | `Active` | `arn:aws:bedrock:us-east-1:111122223333:custom-model/retired` |

    ### Changed (1)

    Different now.

    | Name | Type | Region | Account | Field | Before | Now |
    |---|---|---|---|---|---|---|
    | `support` | Custom model | us-east-1 | 111122223333 | `status` | `Creating` | `Active` |
    | `support` | Custom model | us-east-1 | 111122223333 | `properties.base_model.tags[1]` | nothing | `b` |
    | `support` | Custom model | us-east-1 | 111122223333 | `properties.owner` | `ml` | nothing |
    | `support` | Custom model | us-east-1 | 111122223333 | `properties.customization_type` | nothing | `FINE_TUNING` |

    ### Aged out (1)

    Too old to be listed now. They may well be there still: AWS lists only what is younger than some days.

    | Name | Type | Region | Account | Status | Id |
    |---|---|---|---|---|---|
    | `retired` | Custom model | us-east-1 | 111122223333 | `Active` | `arn:aws:bedrock:us-east-1:111122223333:custom-model/retired` |

    ### Only touched (1)

    Different only in a field that tells when something was last touched, which is no change.

    | Name | Type | Region | Account | Field | Before | Now |
    |---|---|---|---|---|---|---|
    | `support` | Custom model | us-east-1 | 111122223333 | `modified` | nothing | `2026-11-21T06:00:00Z` |

    ### Nothing can be said of 1 unit

    1 unit: never asked before, failed (permission denied) now

    - `aws_bedrock/guardrail in 111122223333`: us-east-1

    ---

    Made by OpenCITE from scan 12 on 2026-11-21 09:30 UTC.
    ");
}

#[test]
fn the_usage_in_markdown() {
    let markdown = markdown_of(&reports::about(ReportKind::Usage));
    let (_, usage) = markdown.split_once("## Usage\n").unwrap();
    insta::assert_snapshot!(usage.trim_start(), @r"
    **1,500 calls of 2 models by 7 principals** from 2026-11-14 00:00 UTC to 2026-11-21 00:00 UTC. A “–” is a number that no source reported, which is not 0.

    Not all of this time was collected:

    - `aws_bedrock invocation in 111122223333 us-east-1: nothing was collected of this time; its latest run was failed: throttled: amazon.nova-lite-v1:0.`

    | | |
    |---|---:|
    | Calls of models | 1,500 |
    | Calls that failed | 150 |
    | Models called | 2 |
    | Principals | 7 |
    | Endpoints | 60 |
    | Endpoints called | 0 |
    | Calls of endpoints | – |
    | Training jobs begun | 3 |

    ### Calls by model

    | | | |
    |---|---:|---|
    | `anthropic.claude-3-haiku-20240307-v1:0` | 1,500 | ████████████████████ |
    | `amazon.nova-lite-v1:0` | 40 | █ |
    | `not named` | 3 | █ |


    ### Tokens by model

    | | | |
    |---|---:|---|
    | `amazon.nova-lite-v1:0` | 81,699 | ████████████████████ |
    | `anthropic.claude-3-haiku-20240307-v1:0` | 81,699 | ████████████████████ |
    | `amazon.nova-lite-v1:0` | 10,000 | ██ |


    ### By model

    | Model | Calls | Failed | Tokens in | Tokens out | Tokens of a cache | Last call |
    |---|---:|---:|---:|---:|---:|---|
    | `anthropic.claude-3-haiku-20240307-v1:0` | 1,500 | 150 | 63,568 | 0 | 18,131 | 2026-11-21 07:00 UTC |
    | not named | 3 | 0 | – | – | – | 2026-11-21 07:00 UTC |
    | `amazon.nova-lite-v1:0` | – | – | 63,568 | 0 | 18,131 | – |
    | `amazon.nova-lite-v1:0` | 40 | 2 | 9,000 | 1,000 | – | 2026-11-20 07:00 UTC |

    ### By principal

    | Role, user or service | Calls | Failed | Tokens in | Tokens out | Tokens of a cache | Last call |
    |---|---:|---:|---:|---:|---:|---|
    | `arn:aws:iam::111122223333:role/apps/Chat` | 1,500 | 150 | 63,568 | 0 | 18,131 | 2026-11-21 07:00 UTC |
    | `amazon.nova-lite-v1:0` | 40 | 2 | 9,000 | 1,000 | – | 2026-11-20 07:00 UTC |

    ### By name called

    | Name | Calls | Failed | Tokens in | Tokens out | Tokens of a cache | Last call |
    |---|---:|---:|---:|---:|---:|---|
    | `us.anthropic.claude-3-haiku-20240307-v1:0` | 1,500 | 150 | 63,568 | 0 | 18,131 | 2026-11-21 07:00 UTC |

    ### By endpoint

    | Endpoint and variant | Region | Account | Calls | Failed | Model takes | Last call |
    |---|---|---|---:|---:|---:|---|
    | `amazon.nova-lite-v1:0/blue` | eu-west-1 | 111122223333 | 12,000 | 3 | 20 ms | 2026-11-21 07:00 UTC |
    | `churn` | eu-west-1 | 111122223333 | 0 | – | 20 ms | – |

    ---

    Made by OpenCITE from scan 12 on 2026-11-21 09:30 UTC.
    ");
}

#[test]
fn the_plain_text_of_a_mail() {
    insta::assert_snapshot!(mail_of(&reports::full()).1, @"
    AI report, scan 12, 2026-11-21 09:30 UTC

    2 assets of 2 types in 1 account and 2 regions.

    HOW SURE IS THIS
    Not complete: 3 of 11 units listed to the end.
    - Permission denied at bedrock:ListGuardrails (AccessDeniedException): 1 unit failed. Grant bedrock:ListGuardrails to the scanning principal, then scan again.
    - Throttled at bedrock:GetCustomModel (ThrottlingException) after 6 attempts: 1 unit ended early. AWS limits the rate of calls: scan again later, or with a lower --concurrency.
    - Credentials expired: 1 unit failed. Sign in again (aws sso login, or new keys), then scan again.
    - Timed out: 1 unit failed. Check the network, proxy and endpoint between this machine and AWS, then scan again.
    - Network failure: 1 unit failed. Check the network, proxy and endpoint between this machine and AWS, then scan again.
    - Malformed answer: 1 unit failed. Something other than AWS answers at the endpoint: check for a proxy or a wrong --endpoint-url.
    - AWS error at bedrock:ListImportedModels (InternalServerException) after 4 attempts: 1 unit failed. Scan again; if it stays, report it with the request id.
    - Plugin crashed: 1 unit failed. Report this to the author of the plugin.

    INVENTORY
    Assets: 2 (yours, without the catalogue)
    Types: 2 (with at least one asset)
    New: 1 (first seen by this scan)
    Uncertain: 0 (not confirmed by this scan)
    Catalogue: 0 (on offer, used or not)

    CHANGES
    1 added, 1 removed and 1 changed since scan 11 of 2026-11-20 07:00 UTC. 9 units compared; of 1 nothing can be said, as not both scans listed them to the end.

    Added: 1
    - churn (Endpoint, eu-west-1, 111122223333)

    Removed: 1
    - retired (Custom model, us-east-1, 111122223333)

    Changed: 1
    - support (Custom model, us-east-1, 111122223333)
        status: Creating -> Active
        properties.base_model.tags[1]: nothing -> b
        properties.owner: ml -> nothing
        properties.customization_type: nothing -> FINE_TUNING

    USAGE
    1,500 calls of 2 models by 7 principals from 2026-11-14 00:00 UTC to 2026-11-21 00:00 UTC.
    - aws_bedrock invocation in 111122223333 us-east-1: nothing was collected of this time; its latest run was failed: throttled: amazon.nova-lite-v1:0.

    By model:
    - anthropic.claude-3-haiku-20240307-v1:0: 1,500 calls, 150 failed, 63,568 tokens in, 0 out
    - not named: 3 calls, 0 failed, – tokens in, – out
    - amazon.nova-lite-v1:0: – calls, – failed, 63,568 tokens in, 0 out
    - amazon.nova-lite-v1:0: 40 calls, 2 failed, 9,000 tokens in, 1,000 out

    By principal:
    - arn:aws:iam::111122223333:role/apps/Chat: 1,500 calls, 150 failed, 63,568 tokens in, 0 out
    - amazon.nova-lite-v1:0: 40 calls, 2 failed, 9,000 tokens in, 1,000 out

    By name called:
    - us.anthropic.claude-3-haiku-20240307-v1:0: 1,500 calls, 150 failed, 63,568 tokens in, 0 out

    -- 
    Made by OpenCITE from scan 12 on 2026-11-21 09:30 UTC.
    ");
}

/// As many types, regions, accounts, changes and rows as there may be, all of them with long texts.
fn longest() -> Report {
    let mut report = reports::full();
    let long = "long ".repeat(400);
    let regions = [
        "eu-west-1",
        "eu-west-2",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ];
    let properties = (0..130).map(|key| (format!("key {key}"), "value ".repeat(5).into()));
    let properties = serde_json::Value::Object(properties.collect()).to_string();
    let properties = Properties::parse(&properties).unwrap();
    for number in 0..2_400 {
        let asset_type = format!("type_{}", number / 60);
        let unit = samples::key("aws_bedrock", &asset_type, regions[number % 6]);
        report.inventory.units.push(samples::unit(
            unit.clone(),
            Outcome::Failed(samples::denied()),
            0,
        ));
        report.inventory.assets.push(AssetRecord {
            unit,
            name: format!("{long}{number}"),
            properties: properties.clone(),
            ..samples::custom_model()
        });
    }
    let changes = report.changes.as_mut().unwrap();
    changes.changed = changes
        .changed
        .iter()
        .cycle()
        .take(5_000)
        .cloned()
        .collect();
    changes.added = changes.added.iter().cycle().take(5_000).cloned().collect();
    let usage = report.usage.as_mut().unwrap();
    usage.models = usage.models.iter().cycle().take(5_000).cloned().collect();
    report
}

#[test]
fn the_longest_report_is_not_too_long() {
    let report = longest();
    let (html, text) = mail_of(&report);
    let sizes = [
        html_of(&report).len(),
        markdown_of(&report).len(),
        html.len(),
        text.len(),
    ];
    let most = [MAX_PAGE_BYTES, 8_000_000, 100_000, 100_000];
    assert!(
        sizes.iter().zip(most).all(|(size, most)| *size <= most),
        "{sizes:?}"
    );
}
