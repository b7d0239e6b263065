//! Tests of whole reports.

use std::collections::BTreeSet;

use comrak::nodes::NodeValue;
use opencite_core::{
    AssetId, AssetRecord, ErrorKind, Inventory, Outcome, ReportKind, ScanId, UnitError,
};

use super::{samples as reports, *};
use crate::samples::{self, HOSTILE};

fn html_of(report: &Report) -> String {
    let templates = Templates::built_in().unwrap();
    samples::text(|writer| super::html(report, &templates, writer))
}

fn markdown_of(report: &Report) -> String {
    let templates = Templates::built_in().unwrap();
    samples::text(|writer| super::markdown(report, &templates, writer))
}

fn mail_of(report: &Report) -> (String, String) {
    let templates = Templates::built_in().unwrap();
    (
        samples::text(|writer| super::mail_html(report, &templates, writer)),
        samples::text(|writer| super::mail_text(report, &templates, writer)),
    )
}

fn html(inventory: &Inventory) -> String {
    html_of(&reports::of(inventory.clone()))
}

fn markdown(inventory: &Inventory) -> String {
    markdown_of(&reports::of(inventory.clone()))
}

fn with_assets(assets: Vec<AssetRecord>) -> Inventory {
    Inventory {
        assets,
        ..samples::inventory()
    }
}

/// The tags of a document, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter_map(|piece| piece.split([' ', '>', '\n']).next())
        .collect()
}

/// The kinds of the nodes of a document, and its links.
fn nodes(markdown: &str) -> (Vec<&'static str>, usize) {
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, markdown, &samples::github());
    let mut blocks = Vec::new();
    let mut forbidden = 0;
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Heading(_) => blocks.push("heading"),
            NodeValue::TableRow(_) => blocks.push("row"),
            NodeValue::TableCell => blocks.push("cell"),
            NodeValue::Item(_) => blocks.push("item"),
            NodeValue::CodeBlock(_) => blocks.push("block"),
            NodeValue::Link(_)
            | NodeValue::Image(_)
            | NodeValue::HtmlBlock(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::FootnoteReference(_)
            | NodeValue::Math(_) => forbidden += 1,
            _ => {}
        }
    }
    (blocks, forbidden)
}

#[test]
fn headings_tell_what_is_in_the_report() {
    let html = html(&samples::inventory());
    let is_heading = |line: &&str| {
        ["<h1", "<h2", "<h3", "<h4"]
            .iter()
            .any(|tag| line.starts_with(tag))
    };
    let headings = html.lines().filter(is_heading);
    insta::assert_snapshot!(headings.collect::<Vec<_>>().join("\n"), @r#"
    <h1>AI inventory</h1>
    <h2 id="summary-title">Summary</h2>
    <h3>By type</h3>
    <h3>By region</h3>
    <h3>By account</h3>
    <h3>By status</h3>
    <h2 id="notable-title">Worth a look</h2>
    <h3>New</h3>
    <h3>Made last</h3>
    <h2 id="assets-title">Assets</h2>
    <h2 id="sure-title">How sure is this?</h2>
    <h3>What is missing, and what to do</h3>
    <h4>Permission denied at bedrock:ListGuardrails (AccessDeniedException)</h4>
    <h4>Throttled at bedrock:GetCustomModel (ThrottlingException) after 6 attempts</h4>
    <h4>Credentials expired</h4>
    <h4>Timed out</h4>
    <h4>Network failure</h4>
    <h4>Malformed answer</h4>
    <h4>AWS error at bedrock:ListImportedModels (InternalServerException) after 4 attempts</h4>
    <h4>Plugin crashed</h4>
    <h3>By type</h3>
    <h3>By region</h3>
    "#);
}

#[test]
fn a_small_inventory_in_markdown() {
    let mut inventory = with_assets(vec![samples::custom_model()]);
    inventory.units = vec![samples::complete(1)];
    insta::assert_snapshot!(markdown(&inventory), @"
    # AI inventory

    1 asset of 1 type in 1 account and 1 region, as scan 12 left them.

    | | |
    |---|---|
    | Scan | 12, partial |
    | Began | 2026-11-21 07:00 UTC |
    | Ended | 2026-11-21 07:00 UTC |
    | Report made | 2026-11-21 09:30 UTC |
    | Accounts | 111122223333 |
    | Regions | us-east-1 |

    ## How sure is this?

    **Complete.** All that was asked was answered: 1 unit listed to the end. In these accounts and regions, what is not shown here was not there.

    | Units | Number | |
    |---|---:|---|
    | complete | 1 | ████████████████████ |
    | partial | 0 |  |
    | failed | 0 |  |
    | skipped | 0 |  |

    ### By type

    “Empty” was asked and has nothing; “unknown” could not be asked.

    | Type | Answer | Assets | Complete | Partial | Failed | Skipped |
    |---|---|---:|---:|---:|---:|---:|
    | `aws_bedrock/custom_model` | complete | 1 | 1 | 0 | 0 | 0 |

    ## Summary

    | | | |
    |---|---:|---|
    | Assets | 1 | yours, without the catalogue |
    | Types | 1 | with at least one asset |
    | New | 0 | first seen by this scan |
    | Uncertain | 0 | not confirmed by this scan |
    | Catalogue | 0 | on offer, used or not |

    ### By type

    | | | |
    |---|---:|---|
    | `aws_bedrock/custom_model` | 1 | ████████████████████ |

    ### By region

    | | | |
    |---|---:|---|
    | `us-east-1` | 1 | ████████████████████ |

    ### By account

    | | | |
    |---|---:|---|
    | `111122223333` | 1 | ████████████████████ |

    ### By status

    | | | |
    |---|---:|---|
    | `Active` | 1 | ████████████████████ |

    ## Worth a look

    ### Made last

    The latest by the time that AWS says they were made.

    - `support`, Custom model in us-east-1, 111122223333, made 2026-03-01 10:00 UTC

    ## Assets

    ### Custom model (1)

    `aws_bedrock/custom_model`

    | Name | Id | Region | Account | Status | Created | First seen | Last seen |
    |---|---|---|---|---|---|---|---|
    | `support` | `arn:aws:bedrock:us-east-1:111122223333:custom-model/support` | us-east-1 | 111122223333 | `Active` | 2026-03-01 10:00 UTC | 2026-11-01 00:00 UTC | 2026-11-21 07:00 UTC |


    - `support`
      - `base-model` → `arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0`
    &#32; - `base_model`
    &#32;   - `name`: `Nova`
    &#32;   - `tags`: `a, b`
    &#32; - `customization_type`: `FINE_TUNING`


    ---

    Made by OpenCITE from scan 12 on 2026-11-21 09:30 UTC.
    ");
}

#[test]
fn nothing_found_is_not_nothing_known() {
    let mut inventory = samples::nothing();
    assert!(html(&inventory).contains("Nothing was asked"));
    assert!(markdown(&inventory).contains("No assets. Nothing was asked."));

    inventory.units = vec![samples::complete(0)];
    assert!(html(&inventory).contains("No assets. Everything was asked, and there are none."));
    assert!(markdown(&inventory).contains("No assets. Everything was asked, and there are none."));

    inventory.units.push(samples::denied_in("us-east-1"));
    assert!(
        html(&inventory)
            .contains("No assets. Not everything could be asked, so there may be some.")
    );
    assert!(markdown(&inventory).contains("No assets. Not everything could be asked"));
}

#[test]
fn every_way_to_end_is_told_apart() {
    let html = html(&samples::inventory());
    let units = samples::every_outcome();
    let kinds: BTreeSet<_> = units
        .iter()
        .filter_map(|unit| unit.outcome.error())
        .map(|error| error.kind)
        .collect();
    for kind in kinds {
        let shown = html.matches(&format!("data-kind=\"{kind}\"")).count();
        assert_eq!(
            shown,
            usize::from(kind != ErrorKind::UnsupportedRegion),
            "{kind}"
        );
    }
    assert!(html.contains("Skipped: 1 unit, not offered in the region"));
    assert!(html.contains("Empty: 1 unit asked, answered, and nothing there"));
}

#[test]
fn the_permissions_that_are_missing_come_as_a_policy() {
    let markdown = markdown(&samples::inventory());
    let (_, rest) = markdown.split_once("```json\n").unwrap();
    let (policy, _) = rest.split_once("```").unwrap();
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    assert_eq!(
        policy.pointer("/Statement/0/Action/0").unwrap(),
        "bedrock:ListGuardrails"
    );
}

#[test]
fn an_asset_that_the_scan_cannot_vouch_for_says_as_of_when_it_is_known() {
    let mut inventory = with_assets(vec![AssetRecord {
        last_seen: samples::time("2026-11-20T07:00:00Z"),
        ..samples::custom_model()
    }]);
    let expired = UnitError::new(ErrorKind::ExpiredCredentials, "the token has expired");
    inventory.units = vec![samples::unit(
        samples::complete(0).key,
        Outcome::Failed(expired),
        0,
    )];
    assert!(html(&inventory).contains("as of <time datetime=\"2026-11-20T07:00:00Z\">"));
    assert!(markdown(&inventory).contains("**as of 2026-11-20 07:00 UTC**"));
}

#[test]
fn units_that_the_scan_left_out_are_named_with_their_scan() {
    let mut inventory = samples::inventory();
    inventory.units.first_mut().unwrap().scan = ScanId(11);
    assert!(
        html(&inventory)
            .contains("Left out of scan 12: 1 unit, shown as an earlier scan left them")
    );
    assert!(markdown(&inventory).contains("1 unit was not part of this scan"));
}

#[test]
fn a_simulated_account_is_never_taken_for_a_real_one() {
    let inventory = Inventory {
        simulated: true,
        ..samples::inventory()
    };
    let banner = "SIMULATED ACCOUNT: nothing here is real";
    assert!(
        html(&inventory).contains(banner) && html(&inventory).contains("<title>SIMULATED ACCOUNT")
    );
    assert!(markdown(&inventory).contains(banner));
    let real = samples::inventory();
    assert!(!markdown(&real).contains("SIMULATED"));
    assert!(!html(&real).contains("role=\"note\""));
}

#[test]
fn what_is_on_offer_comes_last_and_is_not_counted() {
    let offered = AssetRecord {
        unit: samples::key("aws_bedrock", "model", "us-east-1"),
        name: "nova-on-offer".to_owned(),
        ..samples::custom_model()
    };
    let inventory = with_assets(vec![offered, samples::endpoint()]);
    let document = markdown(&inventory);
    let (own, catalogue) = document.split_once("\n## Catalogue\n").unwrap();
    assert!(own.contains("`churn`") && !own.contains("nova-on-offer"));
    assert!(catalogue.contains("`nova-on-offer`"));
    let html = html(&inventory);
    assert!(html.find("<bdi>churn") < html.find("<bdi>nova-on-offer"));
    assert!(html.contains("1 asset of 1 type in 1 account and 1 region"));
}

#[test]
fn hostile_texts_are_text_in_html() {
    let html = html_of(&reports::hostile());
    assert_eq!(
        tags(&html),
        tags(&html_of(&reports::all_called("harmless")))
    );
    assert!(
        !html.contains("<script>alert") && !html.contains('\u{202e}') && !html.contains('\u{1b}')
    );
    assert!(html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"));
}

#[test]
fn hostile_texts_are_text_in_markdown() {
    let (blocks, forbidden) = nodes(&markdown_of(&reports::hostile()));
    assert_eq!(forbidden, 0);
    assert_eq!(
        blocks,
        nodes(&markdown_of(&reports::all_called("harmless"))).0
    );
}

#[test]
fn hostile_texts_are_text_in_a_mail() {
    let (html, text) = mail_of(&reports::hostile());
    let (harmless, plain) = mail_of(&reports::all_called("harmless"));
    assert_eq!(tags(&html), tags(&harmless));
    assert_eq!(text.lines().count(), plain.lines().count());
    for mail in [html, text] {
        assert!(!mail.contains('\u{202e}') && !mail.contains('\u{1b}'));
    }
}

#[test]
fn hostile_errors_are_text_in_both() {
    let units = |text: &str| {
        let error = UnitError {
            code: Some(text.to_owned()),
            request_id: Some(text.to_owned()),
            ..UnitError::new(ErrorKind::Other, text)
        };
        let unit = samples::unit(samples::complete(0).key, Outcome::Failed(error), 0);
        let mut inventory = Inventory {
            units: vec![unit],
            ..samples::inventory()
        };
        inventory.scan.error = Some(text.to_owned());
        inventory
    };
    let (hostile, harmless) = (units(HOSTILE), units("x"));
    assert_eq!(tags(&html(&hostile)), tags(&html(&harmless)));
    let (blocks, forbidden) = nodes(&markdown(&hostile));
    assert_eq!((blocks, forbidden), nodes(&markdown(&harmless)));
    assert_eq!(forbidden, 0);
}

#[test]
fn the_page_loads_nothing_and_runs_only_its_own_script() {
    let html = html_of(&reports::hostile());
    let (page, scripts) = html.split_once("<script").unwrap();
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
    assert!(page.contains("; script-src 'sha256-"));
    assert!(!page.contains("url(") && !page.contains("@import"));
    let tags = page.split('<').filter_map(|piece| piece.split('>').next());
    let mut attributes = tags.flat_map(|tag| tag.split(' ').skip(1));
    let acts = |attribute: &str| {
        ["on", "src=", "style="]
            .iter()
            .any(|bad| attribute.starts_with(bad))
    };
    assert!(!attributes.any(|attribute| attribute.contains("=\"") && acts(attribute)));
    let targets = page.split("href=\"").skip(1);
    let local = |target: &str| target.starts_with('#') || target.starts_with("data:,\"");
    assert!(targets.into_iter().all(local));
    let run = scripts.matches("<script>").count();
    assert_eq!(
        run, 1,
        "data are in scripts that have a type, and are not run"
    );
}

#[test]
fn the_script_writes_no_markup_and_asks_nobody() {
    let script = include_str!("../../../../../templates/report.js");
    let banned = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "import(",
        "</script",
    ];
    for word in banned {
        assert!(!script.contains(word), "{word}");
    }
}

#[test]
fn every_place_in_the_page_is_there_once() {
    let elsewhere = AssetRecord {
        unit: samples::key("aws_bedrock", "custom_model", "eu-west-1"),
        ..samples::custom_model()
    };
    let html = html(&with_assets(vec![
        samples::custom_model(),
        elsewhere,
        samples::endpoint(),
    ]));
    let ids: Vec<_> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        ids.len(),
        ids.iter().collect::<BTreeSet<_>>().len(),
        "{ids:?}"
    );
    let links = html
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let is_there = |link: &str| ids.contains(&link) || link.starts_with("asset&#x2f;");
    assert!(links.into_iter().all(is_there));
}

#[test]
fn a_report_does_not_depend_on_the_order_of_what_it_is_made_of() {
    let inventory = samples::inventory();
    let mut turned = inventory.clone();
    turned.assets.reverse();
    turned.units.reverse();
    assert_eq!(html(&inventory), html(&turned));
    assert_eq!(markdown(&inventory), markdown(&turned));
}

#[test]
fn a_long_list_says_how_much_more_there_is() {
    let asset = |number: usize| AssetRecord {
        id: AssetId::new(format!(
            "arn:aws:bedrock:us-east-1:111122223333:custom-model/{number}"
        ))
        .unwrap(),
        ..samples::custom_model()
    };
    let inventory = with_assets((0..4_413).map(asset).collect());
    let page = html(&inventory);
    assert!(page.contains("this page shows the first 100 of 4,413 assets"));
    assert_eq!(page.matches("<tr id=\"asset&#x2f;").count(), 100);
    let document = markdown(&inventory);
    assert!(document.contains("4,213 more are not listed here"));
    assert_eq!(document.matches("\n- `support`\n").count(), 50);
}

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

#[test]
fn a_closed_pipe_is_told_from_a_fault() {
    let templates = Templates::built_in().unwrap();
    let report = reports::full();
    let error = super::html(&report, &templates, samples::ClosedPipe).unwrap_err();
    assert!(error.is_broken_pipe(), "{error:?}");
    let error = super::markdown(&report, &templates, samples::ClosedPipe).unwrap_err();
    assert!(error.is_broken_pipe(), "{error:?}");
}
